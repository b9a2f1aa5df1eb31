"""A plan on one sheet: its steps, the keys to press, the wrong answers, the key; on two pages."""

import re
from functools import cache
from html import unescape

import pytest
from drawing import blank_page, sheets
from planned import LEAD, SCREEN, text_of_parts

from helpers.course import find_lesson, lesson_keys, new_page
from helpers.evidence import (
    EvidenceError,
    data_folder,
    evidence,
    load_questions,
    say,
    words,
)
from helpers.instructor.guide_links import stated_words
from helpers.instructor.one_sheet import (
    NAMED,
    numbers_of_parts,
    one_sheet,
    steps,
    titles_of_parts,
)
from helpers.instructor.plans import PARTS, PLANS, plan_text, plans_of, shown_parts
from helpers.printed.guide_sheets import main

FULL = [key for key in lesson_keys() if find_lesson(key).challenge]


@cache
def sheet_of(key, minutes):
    return one_sheet(find_lesson(key), facts_of(key), minutes)


@cache
def facts_of(key):
    return new_page(key).facts


@pytest.mark.parametrize("key", FULL)
def test_every_plan_names_the_parts_that_it_shows(key):
    plans = plans_of(key)
    assert tuple(plans) == PLANS
    for minutes, parts in plans.items():
        assert {"predict", "look", "seen", "key_points", "refer"} <= set(parts) <= set(PARTS)
        assert set(parts) <= set(numbers_of_parts(key)), minutes
    assert len(plans[15]) < len(plans[50])


@pytest.mark.parametrize("key", FULL)
def test_the_screens_of_a_plan_are_those_that_its_steps_speak_of(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        plan = plan_text(guide, minutes)
        named = {part for said, part in NAMED.items() if re.search(said, plan)}
        shown = set(shown_parts(plan))
        assert named - shown == set(), f"{minutes}: named, and on no screen"
        if minutes < 50:
            may = {"deeper", "worked", "challenge", "check"}
            assert (shown & may) - named == set(), f"{minutes}: on a screen, and in no step"


@pytest.mark.parametrize("key", FULL)
def test_each_number_leads_to_the_part_that_holds_what_the_step_speaks_of(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    numbers, parts = numbers_of_parts(key), text_of_parts(key)
    titles = {text.partition("\n")[0].removeprefix("## "): at for at, text in parts.items() if at}
    assert tuple(titles) == titles_of_parts(key)
    for minutes in PLANS:
        for time, at, step in steps(plan_text(guide, minutes), numbers):
            shown = {int(one.split(",")[0]) for one in at.split("; ")}
            assert shown <= set(titles.values())
            for part, leads in SCREEN.findall(step):
                place = titles["Why" if part == "Go deeper" else part]
                assert place in shown, (minutes, time)
                for lead in LEAD.findall(leads):
                    assert lead in parts[place], (minutes, time, lead)


def test_the_timing_trap_is_not_looked_for_at_the_question():
    guide = (data_folder() / "guides" / "steroids.md").read_text(encoding="utf-8")
    found = {time: at for time, at, _ in steps(plan_text(guide, 50), numbers_of_parts("steroids"))}
    assert [found[one] for one in ("0:14–0:20", "0:20–0:26", "0:26–0:29")] == ["4"] * 3
    assert found["0:47–0:50"] == "8, Page Down: When to refer"


@pytest.mark.parametrize("key", FULL)
def test_a_setting_is_made_where_its_controls_are(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    numbers = numbers_of_parts(key)
    for minutes in PLANS:
        for time, at, step in steps(plan_text(guide, minutes), numbers):
            stated = re.findall(r"(?<!Tab: )\[[^]]+\]\(scenario:(\w+)", step)
            for part in {"challenge" if one == "challenge" else "look" for one in stated}:
                way = ", Page Down: the picture" if part == "look" else ""
                assert f"{numbers[part]}{way}" in at.split("; "), (minutes, time)


def test_every_plan_on_steroids_reads_the_rule_for_stopping():
    guide = (data_folder() / "guides" / "steroids.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        screens = SCREEN.findall(plan_text(guide, minutes))
        assert any("First: can she stop? No" in LEAD.findall(leads) for _, leads in screens)


@pytest.mark.parametrize("key", FULL)
def test_a_drawing_before_the_first_question_is_announced(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        first, *_ = steps(plan_text(guide, minutes), numbers_of_parts(key))
        drawn = "predict" in find_lesson(key).drawings
        assert ("**Next** to the drawing" in first[2]) == drawn, minutes


def test_a_step_that_names_no_screen_is_refused():
    with pytest.raises(EvidenceError, match="names no screen"):
        steps("- 0:00–0:02 Talk.", {"predict": 1})


@pytest.mark.parametrize("key", FULL)
def test_a_sheet_says_what_to_say_what_to_open_and_how_phones_vote(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    sheet = unescape(sheet_of(key, 50))
    said = words("vote", of="en")
    for name in ("devices", "close", "what_now", "show", "second", "by_hand", "reveal"):
        assert f"<strong>{said[f'vote_{name}']}</strong>" in sheet, name
    assert "lessons --class" in sheet and "J: how phones join" in sheet
    assert titles_of_parts(key)[-1] in sheet
    assert words("results", of="en")["results_forget"] in sheet
    for row in re.findall(r"\]\(safety:(\w+)\)", guide.partition("\n## Objectives")[0]):
        assert evidence().safety[row].sentence in sheet, row


@pytest.mark.parametrize("key", FULL)
def test_a_setting_of_a_sheet_is_made_with_what_class_view_has(key):
    lesson = find_lesson(key)
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        sheet, plan = unescape(sheet_of(key, minutes)), plan_text(guide, minutes)
        stated = re.findall(r"\]\(scenario:([^)]+)\)", plan)
        assert stated
        for one in stated:
            assert f"({stated_words(lesson, one)})" in sheet
        assert not re.search(r"\bcode\b", re.sub("<[^>]+>", "", sheet))


def test_a_setting_in_words_begins_anew_and_opens_what_is_folded():
    lesson = find_lesson("zinc_and_supplements")
    assert stated_words(lesson, "extra_inflamed=40,people=1000") == (
        "Reset all; Of 100 patients, inflamed more than others: 40 people; "
        "More controls, People in each study: 1000 people"
    )


@pytest.mark.parametrize("key", FULL)
def test_tabs_prepared_before_class_are_used_in_every_plan(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    before = guide.partition("\n## Before class\n")[2].partition("\n## ")[0]
    for stated in re.findall(r"\]\((scenario:[^)]+)\)", before):
        assert all(stated in plan_text(guide, minutes) for minutes in PLANS), stated
    plans = " ".join(plan_text(guide, minutes) for minutes in PLANS)
    assert not re.search(r"\b[Cc]over(ed)?\b", plans), "nothing on a wall can be covered"
    if "tab" in re.findall(r"\btabs?\b", plans.lower()):
        assert " tab " in before


def test_the_wall_and_the_sheet_have_one_rule_for_a_vote():
    assert say("vote_advice_teach").startswith("First a short explanation")
    for key in FULL:
        guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
        votes = guide.partition("\n## Votes\n")[2].partition("\n## ")[0]
        low, middle, _ = re.findall(r"^- .+$", votes, re.MULTILINE)
        assert "teach first" in low and "ote again" in low, key
        assert "pairs" in middle and "ote again" in middle, key


def test_a_part_that_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(EvidenceError, match="No part of a lesson is called 'Looks'"):
        shown_parts("Screens: Predict; Looks.")


@pytest.mark.parametrize("key", FULL)
def test_a_sheet_holds_its_plan_and_its_key(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        sheet = sheet_of(key, minutes)
        times = re.findall(r"^- (\d+:\d\d–\d+:\d\d)", plan_text(guide, minutes), re.MULTILINE)
        assert re.findall(r"<tr><td>(\d+:\d\d–\d+:\d\d)</td><td>[1-9]", sheet) == times
        asked = [q for q in load_questions(key) if q.stage == "predict"]
        assert f'class="letter">{chr(ord("A") + asked[0].answer)}</td>' in sheet
        assert "(m" not in sheet


@pytest.fixture(scope="module")
def page():
    with blank_page() as page:
        yield page


@pytest.mark.parametrize("key", FULL)
def test_each_prints_on_one_sheet_in_letters_of_a_readable_size(tmp_path, page, key):
    assert main([key, "--folder", str(tmp_path)]) == 0
    for file in sorted(tmp_path.glob("*.html")):
        sizes = re.findall(r"([\d.]+)pt", file.read_text(encoding="utf-8"))
        assert min(map(float, sizes)) >= 9
        assert sheets(page, file) <= 2, file.name
