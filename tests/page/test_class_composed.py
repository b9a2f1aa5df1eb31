"""What a page is made of in class: what can be said of its screens without a browser."""

import re
from functools import cache
from html import escape

import ipywidgets as widgets
import pytest

from helpers.course import all_lessons, find_lesson
from helpers.evidence import phrases, say
from helpers.page.in_notebook import page as pages
from helpers.page.in_notebook.page import _steps
from helpers.page.spec import Lesson

FULL = [spec for spec in all_lessons() if isinstance(spec, Lesson) and spec.challenge]
keyed = pytest.mark.parametrize("key", [spec.key for spec in FULL])


@pytest.fixture
def in_class(monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "class=1")


def at_the_explanation(key):
    """Return a page in class and what explains its lesson, once its first question was passed."""
    page = pages.Page(find_lesson(key))
    for stage in (page.predict, page.look, page.seen, page.explain):
        stage()
    asked = page.prediction
    asked.sure, asked.chosen = 1, 0
    asked.locked = True
    page.stages[3].reveal()
    return page, page.stages[3].children


explained = cache(at_the_explanation)
"""The same, for whoever only reads: one page a lesson."""


@pytest.mark.parametrize("key", [spec.key for spec in FULL if spec.extra])
def test_a_picture_that_stands_alone_comes_after_its_title(in_class, key):
    _, shown = explained(key)
    at = next(
        i
        for i, one in enumerate(shown)
        if any("hcl-pictures" in box._dom_classes for box in getattr(one, "children", ()))
    )
    assert re.fullmatch("<h3>.+</h3>", shown[at - 1].value)


@keyed
def test_a_class_reads_what_it_locked_in_and_then_the_best_answer(in_class, key):
    page, shown = explained(key)
    asked = page.prediction.question
    told = [one.value for one in shown if "hcl-notice" in getattr(one, "value", "")]
    named = dict.fromkeys([page.prediction.chosen, asked.answer])
    for box, place in zip(told, named, strict=True):
        assert escape(asked.option[place].text) in box and "You predicted" not in box
    assert not re.search(r">\s*Yes\b", told[-1]), "nobody was asked whether it is so"


def test_a_class_is_not_asked_to_open_steps(in_class, monkeypatch):
    text = "Eve, 38. (An invented case.) Think before you open each step.\n\n### 1. What?\n\nThis."
    assert "open each step" not in _steps(text, {}).value
    assert "(An invented case.)" in _steps(text, {}).value
    monkeypatch.setenv("QUERY_STRING", "")
    assert "open each step" in _steps(text, {}).value


@keyed
def test_key_points_come_before_what_the_model_is_not(in_class, key):
    page, _ = explained(key)
    closing = page.sources()
    said = [one.value for one in flat(closing) if isinstance(one, widgets.HTML)]
    points = next(i for i, one in enumerate(said) if "Key points" in one)
    assert points < next(i for i, one in enumerate(said) if "It is not for decisions" in one)
    # The band has the way to all lessons.
    assert "Next:" in said[-1] and "Back to all lessons" not in said[-1]


@keyed
def test_a_class_is_not_told_to_press_a_button_of_another_screen(in_class, key):
    page, _ = explained(key)
    shown = next(one for one in page.stages if one.name == "look").children
    read = " ".join(
        one.value for one in shown if "hcl-section-look" in getattr(one, "_dom_classes", ())
    )
    assert "comes the comparison" in read
    assert not re.search("press the button|your prediction|More controls", read, re.IGNORECASE)
    # Nothing to try alone comes after the picture: it would tell what is asked next.
    assert "hcl-section-look" not in getattr(shown[-1], "_dom_classes", ())
    assert sum("hcl-section-look" in getattr(one, "_dom_classes", ()) for one in shown) == 1


def test_a_class_that_went_on_without_a_prediction_may_still_lock_one(in_class):
    page = pages.Page(find_lesson("telogen_effluvium"))
    page.predict()
    asked = page.prediction
    asked._message(None, {"skip": True}, None)
    assert page.stages[0].done and not asked.passed
    asked.chosen, asked.sure = 1, 2
    asked.locked = True
    assert (asked.locked, asked.chosen) == (True, 1)


@keyed
def test_a_class_sees_the_first_run_before_it_compares(in_class, key):
    page, _ = at_the_explanation(key)
    second = page.spec.contrast.after
    shown = {name: page.explorer.settings[name] for name in second}
    assert shown != dict(second) and page.explorer.before is None
    page.show_contrast.click()
    assert {name: page.explorer.settings[name] for name in second} == dict(second)


@keyed
def test_whether_the_goal_is_reached_stands_right_under_the_sentence(in_class, key):
    page, _ = at_the_explanation(key)
    page.challenge().reveal()
    page.show_solution.click()
    said = page.challenger.sentence
    column = next(
        box.children for box in flat(page.challenger) if said in getattr(box, "children", ())
    )
    verdict = column[column.index(said) + 1]
    before_settings = phrases()["page_solution_shown"].en.split("{")[0].rstrip()
    assert before_settings in verdict.value


def flat(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from flat(child)


@keyed
def test_no_first_vote_speaks_of_a_model_that_was_not_announced(key):
    asked = next(q for q in pages.Page(find_lesson(key)).questions if q.stage == "predict")
    assert not re.match("In (the|this) (model|world)(?! that comes next)", asked.stem)


@pytest.mark.parametrize("key", ["many_causes", "steroids"])
def test_a_class_is_told_that_more_opens_at_the_goal(in_class, key):
    page, _ = at_the_explanation(key)
    stage = page.challenge()
    stage.reveal()

    def after():
        return [
            inner.value
            for box in stage.children
            for inner in getattr(box, "children", ())
            if isinstance(inner, widgets.HTML)
        ]

    assert any(say("page_opens_goal") in one for one in after())
    page.show_solution.click()
    assert not any(say("page_opens_goal") in one for one in after())
    assert any(say("head_written") in one for one in after()) == (key == "many_causes")
