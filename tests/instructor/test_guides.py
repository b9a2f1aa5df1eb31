"""Every guide has its parts, its minutes add up, and what it names is there to be found."""

import re
from html import escape, unescape
from itertools import pairwise

import pytest
from planned import needed, votes_of

from helpers.course import OTHER_FORMS, find_lesson, guide, lesson_keys, teach_tomorrow
from helpers.course import new_page as lesson
from helpers.evidence import (
    EvidenceError,
    catalogue,
    data_folder,
    evidence,
    load_cases,
    load_questions,
    phrases,
)
from helpers.instructor.guide_links import open_case, stated_code
from helpers.instructor.guides import answer_key
from helpers.page.scenario import read_scenario

HEADINGS = (
    "Objectives",
    "Before class",
    "15 minutes",
    "25 minutes",
    "50 minutes",
    "Discussion prompts",
    "Expected wrong answers",
    "Likely derailments",
    "Votes",
    "Without a network",
)
FULL = [key for key in lesson_keys() if find_lesson(key).challenge]
KEYS = [*FULL, *OTHER_FORMS]
CUTS = [15, 25, 50]
SPAN = re.compile(r"^- (\d+):(\d\d)–(\d+):(\d\d) ", re.MULTILINE)
OPENS = re.compile(r"\]\((scenario|case):([^)]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ERROR = re.compile(r"\bm\d+\b")
BANDS = ("Under 30 %", "30–70 %", "Over 70 %")
FEWEST = 3
MOST_WORDS = 450

each = pytest.mark.parametrize("key", KEYS)
each_cut = pytest.mark.parametrize("minutes", CUTS)


def text_of(name):
    return (data_folder() / "guides" / f"{name}.md").read_text(encoding="utf-8")


def sections(key):
    _, *parts = re.split(r"^## ", text_of(key), flags=re.MULTILINE)
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] for part in parts}


def points(text):
    return re.findall(r"^- .+$", text, flags=re.MULTILINE)


@each
def test_every_part_is_there_in_order(key):
    assert tuple(sections(key)) == HEADINGS


@each
@each_cut
def test_the_minutes_add_up(key, minutes):
    spans = [tuple(map(int, span)) for span in SPAN.findall(sections(key)[f"{minutes} minutes"])]
    edges = [(60 * h + m, 60 * h2 + m2) for h, m, h2, m2 in spans]
    assert edges[0][0] == 0
    assert edges[-1][1] == minutes
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert all(start < end for start, end in edges)
    assert len(spans) == len(points(sections(key)[f"{minutes} minutes"]))


@pytest.mark.parametrize(
    ("step", "votes"),
    [
        ("Vote, with confidence. **Start timer**, count, **What now?**", 1),
        ("Vote with confidence, pairs, **2nd vote**.", 2),
        ("**Let the phones draw**, then **Start timer**.", 2),
        ("“What did you see?” Hands, **Show the answer**.", 1),
        ("“Check yourself”: the first two questions, by phones or hands.", 2),
        ("“Check yourself”, alone.", 5),
        ("Worked case of David.", 0),
    ],
)
def test_the_votes_of_a_step_are_counted(step, votes):
    assert votes_of(step) == votes


@pytest.mark.parametrize("key", FULL)
@each_cut
def test_each_step_has_minutes_for_its_votes_and_for_the_words_of_its_screens(key, minutes):
    short = []
    for point in points(sections(key)[f"{minutes} minutes"]):
        h, m, h2, m2 = map(int, SPAN.match(point).groups())
        if 60 * (h2 - h) + m2 - m < needed(key, point):
            short.append((point, needed(key, point)))
    assert short == []


def test_a_step_that_names_screens_needs_time_to_read_them():
    red = needed("telogen_effluvium", "Red flags, read aloud.")
    assert 1 < red < 2.5
    why = needed("telogen_effluvium", "“Why”, screen by screen.")
    assert 2.5 < why < 6


@pytest.mark.parametrize("key", FULL)
@each_cut
def test_your_turn_says_who_moves_the_controls(key, minutes):
    for point in points(sections(key)[f"{minutes} minutes"]):
        if re.search(r"(?<!Screen )“Your turn”", point):
            assert re.search(r"\byou (?:move|tick) .*on the projector", point), point
        assert "at one device" not in point and "own computers" not in point


@each
@pytest.mark.parametrize("part", ["Objectives", "Discussion prompts", "Likely derailments"])
def test_there_are_at_least_three(key, part):
    assert len(points(sections(key)[part])) >= FEWEST


@each
def test_every_wrong_answer_names_its_error(key):
    wrong = points(sections(key)["Expected wrong answers"])
    assert len(wrong) >= FEWEST
    assert [point for point in wrong if not ERROR.search(point)] == []


@each
def test_the_errors_named_are_those_of_the_table(key):
    assert set(ERROR.findall(text_of(key))) <= set(evidence().misconceptions)


@each
def test_the_errors_a_class_will_vote_for_are_rebutted(key):
    met = {
        option.misconception
        for question in load_questions(key)
        if question.stage in ("predict", "see")
        for option in question.option
        if not option.right
    }
    assert met - set(ERROR.findall(sections(key)["Expected wrong answers"])) == set()


@each
def test_there_is_advice_for_every_vote(key):
    starts = [point.removeprefix("- **") for point in points(sections(key)["Votes"])]
    assert len(starts) == len(BANDS)
    assert all(start.startswith(band) for start, band in zip(starts, BANDS, strict=True))
    assert all(len(start.split()) >= 10 for start in starts)


@each
def test_a_day_without_a_network_has_something_to_hand_out(key):
    said = sections(key)["Without a network"]
    assert "static edition" in said
    assert len(said.split()) >= 40


@each
@each_cut
def test_two_moments_of_a_plan_open_the_lesson_at_a_setting(key, minutes):
    assert len(OPENS.findall(sections(key)[f"{minutes} minutes"])) >= (2 if minutes > 15 else 1)


@each
def test_every_link_opens_what_it_says(key):
    spec = find_lesson(key)
    page = unescape("".join(str(part.value) for part in guide(key).children))
    for kind, name in OPENS.findall(text_of(key)):
        if kind == "case":
            assert f'href="../{spec.notebook}?case={name}&class=1"' in page
            continue
        code = stated_code(spec, name)
        assert f'href="../{spec.notebook}?scenario={code}&class=1"' in page
        challenge = name.startswith("challenge,")
        explore = spec.challenge.explore if challenge else spec.explore
        where = f"{spec.key}_challenge" if challenge else spec.key
        settings = read_scenario(code, where, (*explore.controls(), *explore.more()))
        for part in name.removeprefix("challenge,").split(","):
            control, value = part.split("=")
            found = settings[control]
            assert found == (float(value) if isinstance(found, float) else value)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("dose=3", "no control 'dose'.*it has day"),
        ("day=999", "outside what this model covers"),
        ("day=soon", "day needs a number; found 'soon'"),
        ("day", "'day' is no setting"),
        ("who=nobody", "choose one of"),
        ("challenge,over_days=20", "no control 'over_days'"),
    ],
)
def test_a_link_that_opens_nothing_is_refused_in_a_sentence(stated, said):
    with pytest.raises(EvidenceError, match=said):
        stated_code(find_lesson("telogen_effluvium"), stated)


def test_a_link_to_a_challenge_or_a_patient_that_is_not_there_is_refused():
    with pytest.raises(EvidenceError, match="has no challenge"):
        stated_code(find_lesson("start_here"), "challenge,anagen_years=2")
    with pytest.raises(EvidenceError, match="no patient 'nobody'"):
        open_case(find_lesson("clinic"), "nobody")


@pytest.mark.parametrize("key", [*KEYS, "on_the_screen", "teach_tomorrow"])
def test_what_is_printed_bold_is_on_the_screen(key):
    on_screen = {row.en for row in phrases().values()}
    offers = catalogue()
    on_screen |= {o.name for step in ("history", "tests", "differential", "plan")
                  for o in offers.offers(step).values()}  # fmt: skip
    bold = set(BOLD.findall(text_of(key)))
    bold -= {name for name in bold if name.startswith(BANDS)}
    assert bold - on_screen == set()


@pytest.mark.parametrize("key", FULL)
@each_cut
def test_every_plan_says_which_button_makes_the_comparison(key, minutes):
    assert f"**{find_lesson(key).contrast.button}**" in sections(key)[f"{minutes} minutes"]


def plain(html):
    return unescape(re.sub(r"<[^>]+>|\W", "", html))


@pytest.mark.parametrize("key", FULL)
def test_the_key_holds_every_right_answer_and_no_other(key):
    page = lesson(key)
    rows = re.findall(r"<tr><th.*?</tr>", answer_key(page.spec, page.facts))[1:]
    for row, question in zip(rows, load_questions(key), strict=True):
        best = plain(re.findall(r"<td>(.*?)</td>", row)[1])
        # A computed number stands in the page and only as a link in the file.
        is_said = [plain(re.sub(r"\]\([^)]*\)", "", o.text)) in best for o in question.option]
        assert is_said == [option.right for option in question.option]


def test_a_guide_says_how_to_print_its_sheet():
    page = "".join(str(part.value) for part in guide("steroids").children)
    assert "uv run guide-sheets 05_steroids" in page


def test_the_key_of_the_clinic_holds_every_patient():
    key = answer_key(find_lesson("clinic"), {})
    diagnoses = catalogue().offers("differential")
    for case in load_cases().values():
        row = next(r for r in key.split("<tr>") if f"{case.person.name}, {case.person.age}" in r)
        (best,) = case.keys("differential")
        assert plain(diagnoses[best].name) in plain(row)


def test_the_page_for_tomorrow_fits_one_page():
    text = text_of("teach_tomorrow")
    assert len(re.sub(r"\]\([^)]*\)", "", text).split()) <= MOST_WORDS
    page = "".join(str(part.value) for part in teach_tomorrow().children)
    said = ("no clinician", "static edition", "Show in class", "Count hands", "guide-sheets")
    for word in said:
        assert word.lower() in page.lower()


@pytest.mark.parametrize(("query", "name"), [("case=sudden_loss", "sudden_loss"), ("lang=en", "")])
def test_a_link_calls_a_patient_of_the_clinic_in(monkeypatch, query, name):
    monkeypatch.setenv("QUERY_STRING", query)
    page = lesson("clinic")
    page.see()
    assert (page.played.book.case.id if page.played else "") == name


def test_a_link_to_nobody_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "case=nobody")
    page = lesson("clinic")
    shown = " ".join(str(getattr(part, "value", "")) for part in page.see().children)
    assert page.played is None
    assert "“nobody”, is none of this lesson" in shown


def test_the_clinic_is_played_as_three_students():
    key = answer_key(find_lesson("clinic"), {})
    for case in load_cases().values():
        assert any(escape(d.next[:40]) in key for d in case.danger), case.id
    for student in ("careful", "hasty", "dangerous"):
        assert key.count(f">{student}<") == len(load_cases())
