"""The figure is built while the student decides, and is the one of what was chosen."""

from dataclasses import replace

import pytest
from ipywidgets.widgets.widget import _instances as alive

from helpers.course import new_page
from helpers.page.in_notebook import restore
from helpers.page.in_notebook.explorer import Explorer


@pytest.fixture
def built(monkeypatch):
    """Collect every explorer that a page builds."""
    made = []

    class Counted(Explorer):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            made.append(self)

    monkeypatch.setattr(restore, "Explorer", Counted)
    return made


def opened(key):
    page = new_page(key)
    page.predict()
    page.look()
    return page


def lock(page):
    page.prediction.sure = 2
    page.prediction.locked = True


def test_the_figure_is_there_before_it_is_asked_for(built):
    page = opened("steroids")
    page.prediction.chosen = 0
    assert len(built) == 1
    assert page.explorer is None and page.stages[1].children == (page.stages[1].waiting,)
    page.prediction.chosen = 1
    lock(page)
    assert built == [page.explorer]
    assert page.explorer in page.stages[1].children


def test_it_holds_the_curve_that_was_locked(built):
    page = opened("telogen_effluvium")
    page.prediction.chosen = 0
    before = len(alive)
    page.prediction.chosen = 2
    assert len(alive) == before, "the figure of the first choice is gone"
    lock(page)
    assert built[-1] is page.explorer and len(built) == 2
    assert page.explorer.spec.run.keywords["sketch"] == page.spec.sketches[2]


def test_who_passes_the_question_over_sees_no_curve(built):
    page = opened("telogen_effluvium")
    page.prediction.chosen = 0
    page.prediction.pass_over()
    page.stages[0].finish()
    assert page.explorer.spec is page.spec.explore


def test_begun_anew_nothing_is_left_of_what_nobody_asked_for():
    page = opened("steroids")
    page.afresh()
    before = len(alive)
    page.prediction.chosen = 0
    page.afresh()
    assert len(alive) == before


def test_a_fault_while_it_is_built_ahead_disturbs_no_answer(monkeypatch, caplog):
    page = opened("steroids")
    explore, broken = page.spec.explore, {"on": True}

    def run(**settings):
        if broken["on"]:
            raise ZeroDivisionError("division by zero")
        return explore.run(**settings)

    page.spec = replace(page.spec, explore=replace(explore, run=run))
    before = len(alive)
    page.prediction.chosen = 0
    assert "ZeroDivisionError" in caplog.text
    assert len(alive) == before, "nothing is left of it"
    broken["on"] = False
    lock(page)
    assert page.explorer in page.stages[1].children


def test_what_was_passed_over_cannot_be_predicted_afterwards():
    page = opened("telogen_effluvium")
    asked = page.prediction
    asked.chosen, asked.sure = 0, 2
    asked._message(None, {"skip": True}, None)
    assert page.stages[0].done
    assert (asked.passed, asked.chosen, asked.sure, asked.skip) == (True, -1, 0, "")
    asked.chosen = 1
    lock(page)
    assert (asked.locked, asked.chosen, page.answers) == (False, -1, {})
