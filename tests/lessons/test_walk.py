"""Each lesson from its first word to its exit check.

A page is opened once for all tests of this file, in their order: to open it takes longer than to
do anything on it. At the end it is begun afresh, and worked through a second time.
"""

import html
import json
import re

import ipywidgets as widgets
import pytest
import traitlets

from helpers.course import find_lesson, lesson_keys, new_page
from helpers.page.in_notebook.goal import missed

FULL = [key for key in lesson_keys() if key != "start_here"]
to_the_end = pytest.mark.parametrize("walk", FULL, indirect=True, scope="module")


@pytest.fixture(scope="module", params=lesson_keys())
def walk(request, opens):
    """A lesson on its way."""
    return opens(request.param)


def opened(walk):
    return [name for name, stage in walk.stages.items() if stage.opened and name != "sources"]


def test_nothing_of_the_model_shows_before_the_lock(walk):
    assert opened(walk) == ["predict"]
    assert walk.page.explorer is None
    asked = walk.page.prediction
    assert (asked.best, asked.feedback) == (-1, "")


def test_the_key_is_not_on_the_page_before_the_lock(walk):
    asked = walk.page.prediction
    state = json.dumps(asked.get_state(["stem", "options", "feedback", "best", "button", "skip"]))
    for option in asked.question.option:
        assert option.feedback[:40] not in state


def test_an_answer_that_does_not_exist_is_refused(walk):
    with pytest.raises(traitlets.TraitError, match="not one of the answers"):
        walk.page.prediction.chosen = 9


def test_a_presenter_can_go_on_without_a_prediction(walk):
    walk.page.prediction._message(None, {"skip": True}, None)
    assert "look" in opened(walk)
    assert walk.page.answers == {}
    walk.page.afresh()
    assert opened(walk) == ["predict"] and walk.page.explorer is None


def test_a_prediction_needs_an_answer_and_a_confidence(walk):
    asked = walk.page.prediction
    asked.locked = True
    assert not asked.locked
    asked.chosen = 0
    asked.locked = True
    assert not asked.locked
    asked.sure = 2
    asked.locked = True
    assert asked.locked


def test_a_locked_answer_stays(walk):
    asked = walk.page.prediction
    asked.chosen, asked.sure, asked.locked = 1, 4, False
    assert (asked.chosen, asked.sure, asked.locked) == (0, 2, True)
    assert walk.page.answers[asked.question.id]["chosen"] == 0


def test_a_folded_control_that_was_moved_is_named(walk):
    explorer = walk.page.explorer
    folded = [c for c in explorer.spec.more()]
    if not folded:
        return
    note = explorer.moved_out_of_sight
    assert note.value == ""
    control = explorer.controls[folded[0].key]
    control.value = next(end for end in control.ends if end != control.default)
    assert html.escape(control.said(control.value)) in note.value
    control.value = control.default
    assert note.value == ""


def test_what_was_seen_is_asked_after_the_comparison_only(walk):
    explorer = walk.page.explorer
    for control in explorer.controls.values():
        control.value = control.ends[-1]
    assert opened(walk) == ["predict", "look"]
    walk.look()
    assert opened(walk) == ["predict", "look", "seen"]
    # What else was moved is back where the text has it.
    assert explorer.settings == explorer.defaults | dict(walk.page.spec.contrast.after)


@pytest.fixture(scope="module")
def closing(walk):
    """What stands at the end of the page, put there before anything was seen."""
    return walk.page.closing


def test_the_explanation_comes_after_the_observation(walk, closing):
    # What answers the prediction waits for it too.
    assert not closing.opened
    assert len(closing.children) == 1
    assert "not" in walk.stages["sources"].children[0].value  # no advice on a patient
    walk.see()
    assert "explain" in opened(walk)
    said = walk.stages["explain"].children[0].value
    assert "You predicted" in said
    asked = walk.page.prediction.question
    assert asked.option[0].feedback[:4] in said
    # Whoever was wrong reads what is right.
    best = f"Best answer:</strong> {html.escape(asked.option[asked.answer].text)}"
    assert (best in said) == (asked.answer != 0)
    assert "<summary>Why?</summary>" in said
    assert closing.opened


def verdict(walk):
    (told,) = [
        child.value
        for child in walk.page.challenger.sentence_box.children
        if isinstance(child, widgets.HTML)
    ]
    return told


@to_the_end
def test_a_missed_goal_says_which_side_with_its_number(walk):
    explorer, goal = walk.page.challenger, walk.page.spec.challenge.goal
    said = verdict(walk)  # from the start: the picture has one too
    explorer.refresh()
    assert verdict(walk) == said
    assert said.startswith("<p><strong>Not there yet. </strong>")
    for name, (low, high) in goal.items():
        value = explorer.result.values[name]
        if not low <= value <= high:
            assert missed({name: (low, high)}, explorer.result.values)[0] in html.unescape(said)
            if low < high:
                assert re.search(r"\d.*: too (low|high)|–: too low", said)


@to_the_end
def test_missed_questions_come_back_in_other_words(walk):
    assert "check" not in opened(walk)
    walk.solve()
    assert opened(walk) == [name for name in walk.stages if name != "sources"]
    first = [walk.answer(right=False).question.id for _ in range(5)]
    assert not walk.stages["check"].done
    walk.page.exit_check.again.click()
    second = [walk.answer(right=True).question for _ in range(5)]
    assert walk.stages["check"].done
    assert "0 of 5 right at the first try, 5 in the end" in walk.page.exit_check.aloud.value
    assert [question.variant_of for question in second] == first


def test_a_lesson_begun_afresh_gives_nothing_away(walk, closing):
    key_points = walk.page.key_points
    walk.page.afresh()
    assert opened(walk) == ["predict"] and walk.page.explorer is None
    assert not closing.opened
    assert walk.page.closing.children[0] is not key_points


@to_the_end
def test_the_solution_is_shown_on_demand(walk):
    walk.predict()
    walk.look()
    walk.see()
    walk.page.show_solution.click()
    assert walk.stages["challenge"].done
    explorer, solution = walk.page.challenger, walk.page.spec.challenge.solution
    assert explorer.settings == explorer.defaults | dict(solution)
    # Not called the student's own; and what was moved for it may be off the screen.
    shown = html.unescape(verdict(walk))
    assert "found by the page" in shown
    for key, value in solution.items():
        control = explorer.controls[key]
        assert (control.said(value) in shown) == (value != control.default)
    # The same words, also for one who has found another solution before.
    explorer.reset()
    assert verdict(walk).startswith("<p><strong>Not there yet. </strong>")
    walk.page.show_solution.click()
    assert html.unescape(verdict(walk)) == shown


@to_the_end
def test_the_whole_lesson(walk):
    # The key points are folded until the check is done.
    box = walk.page.key_points
    for _ in range(5):
        assert box.value.startswith("<details")
        assert walk.answer(right=True).feedback
    assert walk.stages["check"].done
    assert sum(answer["right"] for answer in walk.page.answers.values()) >= 5
    assert "<details" not in box.value
    assert "Never:" in box.value


def test_a_number_just_outside_its_goal_is_not_printed_as_inside():
    assert missed({"peak_ratio": (0, 1.2)}, {"peak_ratio": 1.2004})[0].startswith(
        "Shedding at its peak 1.2004"
    )
    assert missed({"trigger_day": (77, 91)}, {"trigger_day": 80}) == []


def test_the_wrong_place_form_or_antibody_reaches_no_goal():
    page = new_page("dermatomyositis")
    goal = page.spec.challenge.goal
    run = page.spec.challenge.explore.run
    assert missed(goal, run("palms", "amyopathic", "mda5").values) == []
    for wrong in (("eyelids", "amyopathic", "mda5"), ("palms", "classic", "mda5"),
                  ("palms", "amyopathic", "tif1")):  # fmt: skip
        assert missed(goal, run(*wrong).values)


@pytest.mark.parametrize("key", FULL)
def test_the_goal_is_not_reached_at_the_start(key):
    challenge = find_lesson(key).challenge
    controls = (*challenge.explore.controls(), *challenge.explore.more())
    result = challenge.explore.run(**{c.key: c.default for c in controls})
    goal = challenge.goal
    assert any(not low <= result.values[name] <= high for name, (low, high) in goal.items())
