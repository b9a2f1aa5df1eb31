"""Each lesson from its first word to its exit check."""

import json

import pytest
import traitlets


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


def test_a_prediction_needs_an_answer_and_a_confidence(walk):
    asked = walk.page.prediction
    asked.locked = True
    assert not asked.locked
    asked.chosen = 1
    asked.locked = True
    assert not asked.locked
    asked.sure = 3
    asked.locked = True
    assert asked.locked


def test_a_locked_answer_stays(walk):
    walk.predict(option=1, sure=4)
    asked = walk.page.prediction
    asked.chosen, asked.sure, asked.locked = 0, 1, False
    assert (asked.chosen, asked.sure, asked.locked) == (1, 4, True)
    assert walk.page.answers[asked.question.id]["chosen"] == 1


def test_an_answer_that_does_not_exist_is_refused(walk):
    with pytest.raises(traitlets.TraitError, match="not one of the answers"):
        walk.page.prediction.chosen = 9


def test_a_presenter_can_go_on_without_a_prediction(walk):
    walk.page.prediction._message(None, {"skip": True}, None)
    assert "look" in opened(walk)
    assert walk.page.answers == {}


def test_the_explanation_comes_after_the_observation(walk):
    walk.predict()
    assert opened(walk) == ["predict", "look"]
    walk.look()
    assert opened(walk) == ["predict", "look", "seen"]
    walk.see()
    assert "explain" in opened(walk)
    said = walk.stages["explain"].children[0].value
    assert "You predicted" in said
    assert walk.page.prediction.question.option[0].feedback[:4] in said
    assert "<summary>Why?</summary>" in said


def test_moving_any_control_counts_as_looking(walk):
    walk.predict()
    control = next(iter(walk.page.explorer.controls.values()))
    control.value = control.ends[-1]
    assert "seen" in opened(walk)


def test_the_whole_lesson(full_walk):
    walk = full_walk
    walk.predict()
    walk.look()
    walk.see()
    assert "check" not in opened(walk)
    walk.solve()
    assert opened(walk) == [name for name in walk.stages if name != "sources"]
    for _ in range(5):
        assert walk.answer(right=True).feedback
    assert walk.stages["check"].done
    assert sum(answer["right"] for answer in walk.page.answers.values()) >= 5


def test_missed_questions_come_back_in_other_words(full_walk):
    walk = full_walk
    walk.predict()
    walk.look()
    walk.see()
    walk.solve()
    first = [walk.answer(right=False).question.id for _ in range(5)]
    assert not walk.stages["check"].done
    walk.page.exit_check.again.click()
    second = [walk.answer(right=True).question for _ in range(5)]
    assert walk.stages["check"].done
    assert [question.variant_of for question in second] == first


def test_the_solution_is_shown_on_demand(full_walk):
    walk = full_walk
    walk.predict()
    walk.look()
    walk.see()
    walk.page.show_solution.click()
    assert walk.stages["challenge"].done


def test_the_goal_is_not_reached_at_the_start(full_walk):
    goal = full_walk.page.spec.challenge.goal
    explore = full_walk.page.spec.challenge.explore
    controls = (*explore.controls(), *explore.more())
    result = explore.run(**{c.key: c.default for c in controls})
    assert any(not low <= result.values[name] <= high for name, (low, high) in goal.items())
