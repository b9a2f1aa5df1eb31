"""The code of a setting: there and back, and refused in a sentence."""

import re

import pytest

from helpers.course import all_lessons
from helpers.course import new_page as lesson
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.scenario import (
    BadScenario,
    ShareSetting,
    asked_scenario,
    read_scenario,
    scenario_code,
    usable,
)
from helpers.page.spec import Lesson

EXPLORES = [
    (name, explore)
    for spec in all_lessons()
    if isinstance(spec, Lesson)
    for name, explore in [
        (spec.key, spec.explore),
        *([(f"{spec.key}_challenge", spec.challenge.explore)] if spec.challenge else []),
    ]
]


@pytest.mark.parametrize(("name", "explore"), EXPLORES, ids=[name for name, _ in EXPLORES])
def test_every_end_of_every_control_comes_back(name, explore):
    controls = (*explore.controls(), *explore.more())
    for control in controls:
        for end in control.ends:
            control.value = end
            code = scenario_code(name, controls)
            settings = {c.key: c.value for c in controls}
            assert read_scenario(code, name, controls) == settings
            assert re.fullmatch(r"[\w.~-]+", code, re.ASCII)  # needs no quoting in a link


def controls():
    explore = lesson("steroids").spec.explore
    return (*explore.controls(), *explore.more())


@pytest.mark.parametrize(("name", "explore"), EXPLORES, ids=[name for name, _ in EXPLORES])
def test_what_no_control_can_show_is_left_out(name, explore):
    """A saved or shared setting may come from another version, or from anybody."""
    controls = (*explore.controls(), *explore.more())
    for control in controls:
        number = isinstance(control, NumberControl)
        odd = [control.low - 1, control.high + 1, float("nan"), "x"] if number else ["x", 1, None]
        for value in odd:
            assert usable({control.key: value}, controls) == {}, (control.key, value)
        for end in control.ends:
            assert usable({control.key: end}, controls) == {control.key: end}


def test_a_typed_value_is_a_step_and_comes_back():
    made = controls()
    made[1].type_in("3,21")
    code = scenario_code("steroids", made)
    assert read_scenario(code, "steroids", made)["direct_percent"] == made[1].value == 3.0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda code: "",
        lambda code: code[:-1],
        lambda code: code[1:],
        lambda code: code.replace("both", "flare"),
        lambda code: code.replace("~10~", "~9~"),
        lambda code: "x" * 5000,
        lambda code: "<script>alert(1)</script>",
        lambda code: "nan~nan~nan~abc",
    ],
)
def test_a_wrong_code_is_refused_in_a_sentence(spoil):
    made = controls()
    code = spoil(scenario_code("steroids", made))
    with pytest.raises(BadScenario) as refusal:
        read_scenario(code, "steroids", made)
    assert "Copy the whole code" in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_a_code_of_another_lesson_is_refused():
    made = controls()
    with pytest.raises(BadScenario, match="another lesson"):
        read_scenario(scenario_code("stress", made), "steroids", made)


def open_with(monkeypatch, query):
    monkeypatch.setenv("QUERY_STRING", query)
    page = lesson("steroids")
    first = page.predict()
    page.look()
    page.seen()
    return page, " ".join(getattr(child, "value", "") or "" for child in first.children)


def lock(page):
    page.prediction.chosen, page.prediction.sure = 0, 1
    page.prediction.locked = True


def test_a_link_opens_its_setting_after_the_prediction(monkeypatch):
    made = controls()
    made[0].value, made[2].value = "flare", 30
    page, said = open_with(monkeypatch, f"token=x&scenario={scenario_code('steroids', made)}")
    assert "carries a setting" in said
    assert page.explorer is None
    lock(page)
    assert page.explorer.settings["what"] == "flare"
    assert page.explorer.settings["benefit_percent"] == 30
    # A link is nothing the student has tried.
    assert not page.stages[2].opened


def test_a_bad_link_gives_a_sentence_and_the_usual_settings(monkeypatch):
    page, said = open_with(monkeypatch, "scenario=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert "is none of this lesson" in said and "usual settings" in said
    assert "<script>" not in said
    lock(page)
    assert page.explorer.settings == {c.key: c.default for c in page.explorer.controls.values()}


def test_no_link_no_code(monkeypatch):
    monkeypatch.delenv("QUERY_STRING", raising=False)
    assert asked_scenario() == ""


def test_the_button_makes_a_code_and_takes_one_or_a_whole_link():
    page = lesson("steroids")
    page.predict()
    page.look()
    lock(page)
    share = ShareSetting(page.explorer, "05_steroids.ipynb")
    page.explorer.set({"what": "steroid", "direct_percent": 5})
    share._message(None, {"copy": True}, None)
    code = share.code
    page.explorer.reset()
    share._message(None, {"open": f"http://localhost/voila/render/x.ipynb?scenario={code}"}, None)
    assert page.explorer.settings["what"] == "steroid"
    page.explorer.reset()
    share._message(None, {"open": code[:-1]}, None)
    assert "The setting was left as it is" in share.message
    assert page.explorer.settings["what"] == "both"
