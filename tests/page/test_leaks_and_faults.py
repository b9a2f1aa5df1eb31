"""What leaves a page leaves the kernel; a fault in a run is said on the page."""

from dataclasses import replace

import pytest
from ipywidgets.widgets.widget import _instances as alive

from helpers.course import find_lesson, new_page
from helpers.page.in_notebook.explorer import Explorer
from helpers.page.in_notebook.stage import Stage
from helpers.printed.multiples import Explored


def test_beginning_afresh_leaves_no_widget_and_no_listener_behind():
    page = new_page("steroids")
    page.predict()
    page.look()
    page.prediction.pass_over()
    page.stages[0].finish()
    page.afresh()
    page.prediction.pass_over()
    page.stages[0].finish()
    page.afresh()
    widgets, listeners = len(alive), len(page.store.on_change)
    for _ in range(3):
        page.prediction.pass_over()
        page.stages[0].finish()
        page.afresh()
    assert len(page.store.on_change) == listeners
    assert len(alive) == widgets


def test_the_next_patient_replaces_the_last():
    page = new_page("clinic")
    page.see()
    first, second = page.order[0].id, page.order[1].id
    page.open(first)
    page.open(second)
    page.open(first)
    before = len(alive)
    page.open(second)
    page.open(first)
    assert len(alive) == before


@pytest.mark.parametrize("how", ["slider", "contrast"])
def test_a_fault_of_ours_is_said_and_the_last_picture_stays(how, caplog):
    spec = new_page("steroids").spec
    broken = {"on": False}

    def run(**settings):
        if broken["on"]:
            raise ZeroDivisionError("division by zero")
        return spec.explore.run(**settings)

    explorer = Explorer(replace(spec.explore, run=run), "steroids")
    result = explorer.result
    broken["on"] = True
    if how == "slider":
        explorer.set({"direct_percent": 5.0})
    else:
        explorer.contrast(spec.contrast.before, spec.contrast.after)
    assert "a fault of ours" in explorer.sentence.value
    assert "last result" in explorer.sentence.value
    assert explorer.result is result
    stands = [getattr(one, "chosen", one.value) for one in explorer.controls.values()]
    assert explorer.sentence.answered == stands  # or "Computing" would cover what it says
    assert "ZeroDivisionError" in caplog.text
    broken["on"] = False
    explorer.set({"direct_percent": 2.0})
    assert "fault" not in explorer.sentence.value


def test_a_part_that_cannot_be_opened_says_so_on_the_page(monkeypatch, caplog):
    def build(_):
        raise NameError("a name that nobody wrote")

    stage = Stage("", "Opens later.", build)
    with pytest.raises(NameError):  # who works on the code sees the fault itself
        stage.reveal()
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/1")
    served = Stage("", "Opens later.", build)
    served.reveal()
    assert "could not be opened" in served.waiting.value
    assert "a name that nobody wrote" in caplog.text


def test_controls_that_are_only_asked_what_they_allow_are_no_widgets_of_the_page():
    explore = find_lesson("steroids").explore
    before = len(alive)
    known, explored = explore.known(), Explored(explore)
    assert len(alive) == before
    assert [one.key for one in known] == list(explored.controls)
    shown = explore.controls()
    assert len(alive) > before, "those of a page are"
    assert [one.default for one in shown] == [one.default for one in known[: len(shown)]]
