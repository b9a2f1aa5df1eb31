"""The clinic as students meet it: every case along a thousand random paths, and the page."""

import json
import re
from datetime import date, timedelta
from html import escape

import plotly.graph_objects as go
import pytest
import traitlets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.clinic import play as case_play
from helpers.clinic.casebook import Casebook
from helpers.clinic.play import CasePlay
from helpers.course import all_lessons, find_lesson
from helpers.course import new_page as lesson
from helpers.evidence import Evidence, catalogue, evidence, load_cases, load_text

CASES = load_cases()
OFFERS = {step: list(catalogue().offers(step)) for step in ("history", "tests", "plan")}
DIAGNOSES = list(catalogue().offers("differential"))
PATHS = 1050
LINK = re.compile(r"\[([^\]]*)\]\(([^)]+)\)")


def ticks(step):
    return st.lists(st.sampled_from(OFFERS[step]), min_size=1, max_size=8, unique=True)


def sit_down(name, kept):
    play = CasePlay(CASES[name], "Patient", lambda key, record: kept.append((key, record)))
    assert len(play.children) == 3  # the door, what is said aloud, the history
    return play


def feedback(play):
    """Return the feedback that the page shows, in order."""
    return [
        child.value for child in play.children if "hcl-feedback" in str(getattr(child, "value", ""))
    ]


def commit(widget):
    """Lock a step; it must be possible, and only once."""
    widget.locked = True
    assert widget.locked


@pytest.fixture
def without_pictures(monkeypatch):
    """Leave the picture at the end out: it has a test of its own, and takes most of the time."""
    monkeypatch.setattr(case_play, "case_chart", lambda book: None)
    monkeypatch.setattr(case_play, "live", lambda figure: case_play.widgets.HTML())


@settings(
    max_examples=PATHS,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    name=st.sampled_from(list(CASES)),
    asked=ticks("history"),
    ordered=st.lists(ticks("tests"), min_size=1, max_size=2),
    taken_back=st.sampled_from(OFFERS["tests"]),
    ranked=st.lists(st.sampled_from(DIAGNOSES), min_size=1, max_size=3, unique=True),
    gap=st.booleans(),
    sure=st.integers(1, 4),
    planned=ticks("plan"),
)
def test_no_path_ends_or_stays_silent(
    without_pictures, name, asked, ordered, taken_back, ranked, gap, sure, planned
):
    kept = []
    play = sit_down(name, kept)
    play.history.locked = True
    assert not play.history.locked  # nothing was asked yet
    play.history.chosen = asked
    assert all(play.history.replies[question] for question in asked)
    commit(play.history)

    for batch in ordered:
        play.tests.chosen = [*play.tests.chosen, *batch]
        play.tests.locked = True
        play.tests.ask()
        play.tests.chosen = [one for one in play.tests.chosen if one != taken_back]
    everything = {one for batch in ordered for one in batch}
    assert set(play.tests.replies) == set(play.tests.chosen) <= everything
    if not play.tests.locked:
        assert everything == set(play.tests.replies)
        commit(play.tests)

    play.differential.locked = True
    assert not play.differential.locked
    play.differential.ranked = [ranked[0], "", *ranked[1:2]] if gap else ranked
    play.differential.sure = sure
    commit(play.differential)
    play.plan.chosen = planned
    commit(play.plan)

    said = feedback(play)
    assert len(said) == 4
    assert all(re.search(r"<strong>[^<]+</strong>", part) and "{" not in part for part in said)
    offers = catalogue().offers("plan")
    for one in planned:
        assert escape(offers[one].name) in said[3]
    for one in CASES[name].keys("plan"):
        assert escape(offers[one].name) in said[3]
    ((key, record),) = kept
    assert key == f"clinic_{name}" and json.loads(json.dumps(record)) == record
    assert record["sure"] == sure and record["ranked"][0] == ranked[0]
    assert "Looking back" in "".join(str(getattr(c, "value", "")) for c in play.children)


@pytest.mark.parametrize("name", CASES)
def test_the_picture_shows_what_the_history_told(name):
    kept = []
    play = sit_down(name, kept)
    play.history.chosen = ["before"]
    commit(play.history)
    play.tests.chosen = ["pull", "trichoscopy"]
    play.tests.ask()
    commit(play.tests)
    play.differential.ranked, play.differential.sure = ["te"], 1
    commit(play.differential)
    play.plan.chosen = ["follow_up"]
    commit(play.plan)
    pictures = [c for c in play.children if "hcl-pictures" in getattr(c, "_dom_classes", ())]
    assert len(pictures) == 3 and pictures[0] is play.lens
    (lens,) = play.lens.children[0].children
    assert "day" not in lens.titles[0]
    visit, normal = pictures[2].children[0].children
    assert visit.looks == lens.looks
    # Only one patient's hair runs its usual course: the two scalps beside each other are alike.
    assert (visit.looks == normal.looks) == (name == "heavy_periods")
    assert (visit.colours, visit.field) == (normal.colours, normal.field)
    figure = pictures[1].children[0]
    assert isinstance(figure, go.FigureWidget)
    assert len(figure.layout.annotations) == len(CASES[name].event) + 1
    assert max(figure.data[0].y) <= figure.layout.yaxis.range[1]
    assert min(figure.data[0].y) >= 0


def test_a_danger_left_standing_is_said_first(without_pictures):
    play = sit_down("sudden_loss", [])
    play.history.chosen = ["body", "medicines", "onset"]
    commit(play.history)
    play.tests.chosen = ["wash"]
    play.tests.ask()
    commit(play.tests)
    play.differential.ranked, play.differential.sure = ["anagen"], 4
    commit(play.differential)
    play.plan.chosen = ["explain_wave"]
    commit(play.plan)
    history, tests, _, plan = feedback(play)
    assert "danger" not in history
    rule = escape(evidence().safety["fever_marrow"].sentence)
    for said in (tests, plan):
        assert "A danger is left standing" in said and rule in said
        assert said.index('class="notes danger"') < said.index('class="notes missed"')


# -- what cannot be done


def test_what_was_asked_cannot_be_unasked(without_pictures):
    play = sit_down("dry_cough", [])
    play.history.chosen = ["body"]
    play.history.chosen = []
    assert play.history.chosen == ["body"]
    with pytest.raises(traitlets.TraitError, match="is not offered"):
        play.history.chosen = ["telephone"]


def test_a_committed_step_stays(without_pictures):
    play = sit_down("dry_cough", [])
    play.history.chosen = ["body"]
    commit(play.history)
    play.history.chosen, play.history.locked = ["mood"], False
    assert play.history.chosen == ["body"] and play.history.locked
    assert len(feedback(play)) == 1


def test_a_diagnosis_is_ranked_once(without_pictures):
    play = sit_down("dry_cough", [])
    with pytest.raises(traitlets.TraitError, match="only once"):
        play.differential.ranked = ["te", "te", ""]
    with pytest.raises(traitlets.TraitError, match="not offered"):
        play.differential.ranked = ["magic", "", ""]
    with pytest.raises(traitlets.TraitError, match="no such word"):
        play.differential.sure = 9


def test_nothing_gives_the_answer_away_before_the_end(without_pictures):
    for name, case in CASES.items():
        play = sit_down(name, [])
        door = play.children[0].value
        assert case.title not in door
        assert catalogue().offers("differential")[case.keys("differential")[0]].name not in door


# -- the page


class Calendar:
    def __init__(self):
        self.day = date(2026, 1, 5)

    def __call__(self):
        return self.day


@pytest.fixture
def page():
    found = lesson("clinic")
    found.today = Calendar()
    return found


def see(page, name, right=True, sure=3):
    play = page.open(name)
    play.history.chosen = ["onset"]
    commit(play.history)
    play.tests.chosen = ["pull"]
    play.tests.ask()
    commit(play.tests)
    key = play.case.keys("differential")[0]
    play.differential.ranked = [key if right else next(d for d in DIAGNOSES if d != key)]
    play.differential.sure = sure
    commit(play.differential)
    play.plan.chosen = ["follow_up"]
    commit(play.plan)


def test_patients_come_in_order_and_come_back(page, without_pictures):
    page.see()
    seen = []
    for _ in page.order:
        seen.append(page.upcoming.id)
        see(page, seen[-1])
    assert seen == [case.id for case in page.order]
    page.today.day += timedelta(7)
    assert page.upcoming.id == seen[0]
    assert "due again" not in page.desk.value
    see(page, seen[0])
    assert page.upcoming.id == seen[1]
    assert "13 are due again" in page.desk.value


def test_three_patients_finish_the_lesson(page, without_pictures):
    page.see()
    for case in page.order[:3]:
        assert "seen" not in page.progress.stages
        see(page, case.id)
    assert "seen" in page.progress.stages
    assert "✓" in page.desk.value


def test_the_calibration_waits_for_enough_answers(page, without_pictures):
    page.see()
    page.sure()
    for case in page.order[:4]:
        see(page, case.id, right=False, sure=4)
        assert page.picture.children == ()
    see(page, page.order[4].id, right=True, sure=2)
    assert page.picture.children == (page.figure,)
    assert list(page.figure.data[1].y) == [None, 100.0, None, 0.0]
    assert "0 of 4 when “certain”" in page.sentence.value
    assert "<table>" in page.table.value


def test_the_page_says_what_it_is(page):
    said = repr(page.see())
    assert f"{len(CASES)} invented patients" in said
    shown = "".join(getattr(child, "value", "") for child in page.sources().children)
    assert "not for decisions about any patient" in shown
    assert "cannot wait" in shown


def test_the_clinic_is_on_the_shelf():
    assert find_lesson("clinic") in all_lessons()
    for name in find_lesson("clinic").parameters:
        assert name in evidence().parameters


def test_the_page_lists_every_number_its_patients_read(monkeypatch):
    read, value = set(), Evidence.value

    def recorded(self, parameter):
        read.add(parameter)
        return value(self, parameter)

    monkeypatch.setattr(Evidence, "value", recorded)
    for case in CASES.values():
        book = Casebook(case)
        assert all(book.result(name).text for name in book.tests)
    assert read - set(find_lesson("clinic").parameters) == set()


# -- the words


def test_every_number_of_the_text_can_be_traced():
    for section, text in load_text("clinic").items():
        for line in text.splitlines():
            assert not re.search(r"\d", LINK.sub("", line)), (section, line)


def test_the_text_has_its_parts():
    text = load_text("clinic")
    assert set(text) == {"case", "sure", "limits", "refer", "next"}
    assert "invented" in text["case"]
    assert text["limits"].count("\n- ") >= 3
