"""A lesson opens where it was left: answers, stages, settings."""

import sqlite3
from contextlib import closing

import pytest

from helpers.course import new_page as lesson
from helpers.page.scenario import scenario_code
from helpers.progress import LessonProgress, Store

KEY = "steroids"
STAGES = ("predict", "look", "seen", "explain", "worked", "challenge", "check", "sources")


class Visit:
    """One opening of the lesson, by a kernel of its own."""

    def __init__(self, key=KEY):
        self.page = lesson(key)
        self.stages = {name: getattr(self.page, name)() for name in STAGES}

    @property
    def opened(self):
        return [name for name, stage in self.stages.items() if stage.opened][:-1]

    def predict(self, option=1, sure=3):
        asked = self.page.prediction
        asked.chosen, asked.sure = option, sure
        asked.locked = True

    def look(self):
        self.page.show_contrast.click()

    def see(self):
        for asked in self.stages["seen"].children:
            asked.chosen = 0
            asked.locked = True

    def solve(self):
        self.page.challenger.set(self.page.spec.challenge.solution)

    def answer(self, right):
        asked = self.page.exit_check.now
        asked.chosen = (asked.question.answer + (not right)) % len(asked.question.option)
        asked.sure = 3
        asked.locked = True


def file_of(path):
    return path.read_bytes()


def test_a_first_visit_shows_nothing_of_an_earlier_one(path):
    assert Visit().opened == ["predict"]
    assert not path.exists()


def test_each_step_is_found_again_after_the_kernel_is_gone(path):
    first = Visit()
    for step, opened in [
        (first.predict, 2), (first.look, 3), (first.see, 6), (first.solve, 7),
    ]:  # fmt: skip
        step()
        again = Visit()
        assert again.opened == first.opened == list(STAGES[:opened])
        assert again.page.answers == first.page.answers
    assert again.page.prediction.locked
    assert (again.page.prediction.chosen, again.page.prediction.sure) == (1, 3)
    assert again.page.explorer.settings == first.page.explorer.settings
    assert again.page.challenger.settings == first.page.challenger.settings


def test_restoring_writes_nothing(path):
    first = Visit()
    first.predict()
    first.look()
    first.see()
    before = file_of(path)
    Visit()
    assert file_of(path) == before


def test_the_exit_check_goes_on_where_it_was(path):
    first = Visit()
    first.predict()
    first.look()
    first.see()
    first.solve()
    for right in (True, False, True):
        first.answer(right)
    second = Visit()
    assert second.page.exit_check.now.question == first.page.exit_check.now.question
    for right in (False, False):
        second.answer(right)
    second.page.exit_check.again.click()
    second.answer(True)
    third = Visit()
    assert third.page.exit_check.now.question == second.page.exit_check.now.question
    assert not third.stages["check"].done
    third.answer(True)
    third.answer(True)
    assert third.stages["check"].done
    assert Visit().stages["check"].done


def test_a_prediction_that_was_passed_over_is_not_asked_for_again(path):
    first = Visit()
    first.page.prediction._message(None, {"skip": True}, None)
    again = Visit()
    assert again.opened == ["predict", "look"]
    assert again.page.prediction.skip == ""


def test_a_lesson_can_be_begun_afresh_and_the_old_answers_stay_in_the_file(path):
    first = Visit()
    first.predict()
    first.look()
    first.page.afresh()
    assert first.opened == ["predict"]
    assert not first.page.prediction.locked
    assert Visit().opened == ["predict"]
    first.predict(option=0)
    assert first.opened == ["predict", "look"]
    assert Visit().page.prediction.chosen == 0
    store = Store(path)
    chosen = [entry.value["chosen"] for entry in store.entries if entry.kind == "answer"]
    assert chosen == [1, 0]


def test_what_counts_is_what_was_done_since_the_last_of_many_fresh_starts(path):
    progress = LessonProgress(Store(path), KEY)
    for time in range(4):
        assert not progress and progress.settings == {}
        progress.answer(f"q{time}", {"text": str(time)})
        progress.stage(f"s{time}")
        progress.setting("look", {"dose": time})
        progress.store.flush()
        again = LessonProgress(Store(path), KEY)
        assert again.answers == [(f"q{time}", {"text": str(time)})]
        assert again.stages == {f"s{time}"} and again.settings == {"look": {"dose": time}}
        progress.afresh()
        assert not LessonProgress(Store(path), KEY)
    assert sum(entry.kind == "answer" for entry in Store(path).entries) == 4


def test_other_lessons_are_left_alone(path):
    Visit().predict()
    assert Visit("stress").opened == ["predict"]


def test_an_answer_to_a_question_that_was_rewritten_is_asked_anew(path):
    Visit().predict()
    for file in (path, path.with_name("progress-copy.sqlite3")):
        with closing(sqlite3.connect(file)) as base, base:
            base.execute(
                "UPDATE entries SET value = replace(value, ?, 'No')",
                ("It stays in June, and its top becomes higher.",),
            )
    again = Visit()
    assert not again.page.prediction.locked
    assert again.page.answers == {}


def test_what_was_answered_to_rewritten_questions_hides_nothing_that_came_later(path):
    """Three of five were answered before two of them were rewritten, and those two again."""
    first = Visit()
    first.predict()
    first.look()
    first.see()
    first.solve()
    asked = []
    for _ in range(3):
        asked.append(first.page.exit_check.now.question.id)
        first.answer(True)
    for file in (path, path.with_name("progress-copy.sqlite3")):
        with closing(sqlite3.connect(file)) as base, base:
            base.executemany(
                "UPDATE entries SET value = json_set(value, '$.text', 'Once') WHERE key = ?",
                [(name,) for name in asked[:2]],
            )
    second = Visit()
    for name in asked[:2]:
        assert second.page.exit_check.now.question.id == name
        second.answer(True)
    fourth = first.page.exit_check.now.question.id
    assert second.page.exit_check.now.question.id == fourth  # the third was not asked again
    second.answer(True)
    third = Visit()
    assert third.page.exit_check.now.question.id not in [*asked, fourth]
    third.answer(True)
    assert Visit().stages["check"].done


def test_what_was_seen_comes_back_beside_its_answer(path):
    first = Visit()
    first.predict()
    first.look()
    again = Visit().page.explorer
    assert again.before is not None
    assert again.sentence.value == first.page.explorer.sentence.value


def compared():
    """Return the explorer of a page on which one has compared two settings of one's own."""
    first = Visit()
    first.predict()
    first.look()
    explorer = first.page.explorer
    explorer.set({"direct_percent": 3.0})
    explorer.compare()
    explorer.set({"direct_percent": 12.0, "benefit_percent": 20})
    return explorer


def test_a_comparison_of_ones_own_comes_back(path):
    explorer = compared()
    again = Visit().page.explorer
    assert again.before_settings == explorer.before_settings
    assert again.before_settings["direct_percent"] == 3
    assert again.before.values == explorer.before.values
    assert again.sentence.value == explorer.sentence.value


@pytest.mark.parametrize("end", ["clear", "reset"])
def test_a_comparison_that_was_ended_does_not_come_back(path, end):
    compared()
    again = Visit().page.explorer
    assert again.before is not None
    getattr(again, end)()
    third = Visit().page.explorer
    assert third.before is None and third.settings == again.settings


def test_of_an_older_file_the_guided_comparison_comes_back_until_it_is_ended(path):
    first = Visit()
    first.predict()
    first.look()
    settings = dict(first.page.explorer.settings)
    Store(path).add_later(KEY, "setting", "look", settings)  # it says nothing of a comparison
    again = Visit().page.explorer
    assert again.before_settings is not None
    assert again.sentence.value == first.page.explorer.sentence.value
    again.clear()
    assert Visit().page.explorer.before is None


@pytest.mark.parametrize("compared", [{"what": "both"}, {"what": "magic"}, [], "both"])
def test_a_comparison_that_no_longer_fits_is_none(path, compared):
    first = Visit()
    first.predict()
    first.look()
    settings = first.page.explorer.settings | {"compared": compared}
    Store(path).add_later(KEY, "setting", "look", settings)
    assert Visit().page.explorer.before is None


def test_the_guided_comparison_stays_when_one_went_on_from_it(path):
    first = Visit()
    first.predict()
    first.look()
    explorer = first.page.explorer
    explorer.set({"benefit_percent": 20})
    again = Visit().page.explorer
    assert again.before is not None
    assert again.sentence.value == explorer.sentence.value


def test_a_link_opens_its_setting_alone(path, monkeypatch):
    explorer = compared()
    made = list(explorer.controls.values())
    monkeypatch.setenv("QUERY_STRING", f"scenario={scenario_code(KEY, made)}")
    again = Visit().page.explorer
    assert again.settings == explorer.settings and again.before is None


def test_a_comparison_in_the_challenge_comes_back(path):
    first = Visit("iron")  # whose challenge has nothing given to compare with
    first.predict()
    first.look()
    first.see()
    challenger = first.page.challenger
    challenger.compare()
    first.solve()
    again = Visit("iron").page.challenger
    assert again.before is not None and again.before_settings == challenger.before_settings
    assert again.sentence.value == challenger.sentence.value


def test_a_setting_that_no_longer_exists_is_passed_over(path):
    first = Visit()
    first.predict()
    first.look()
    store = Store(path)
    store.add_later(
        KEY, "setting", "look", {"what": "magic", "direct_percent": 4e9, "benefit_percent": 20}
    )
    settings = Visit().page.explorer.settings
    assert settings["benefit_percent"] == 20
    assert settings["what"] in ("both", "flare", "steroid")
    assert settings["direct_percent"] <= 15


def test_a_damaged_file_is_named_on_the_page(path):
    Visit().predict()
    path.write_bytes(path.read_bytes()[:200])
    again = Visit()
    keeper = next(w for w in again.stages["predict"].children if hasattr(w, "notices"))
    assert "kept, unchanged, as progress-damaged-" in keeper.notices[0]
    assert again.page.prediction.locked


def test_what_cannot_be_saved_is_told_on_the_page(path, monkeypatch):
    first = Visit()
    path.mkdir(parents=True)  # nothing can be written under this name
    first.predict()
    keeper = next(w for w in first.stages["predict"].children if hasattr(w, "notices"))
    assert keeper.trouble.startswith("Your answers are not being saved")
    assert first.page.prediction.question.id in keeper.unsaved


@pytest.mark.parametrize("value", ["off", "OFF"])
def test_progress_can_be_switched_off(tmp_path, monkeypatch, value):
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", value)
    Visit().predict()
    assert Visit().opened == ["predict"]


def test_a_page_that_keeps_nothing_says_so_and_one_that_keeps_does_not(path, monkeypatch):
    def said():
        first = Visit().stages["predict"].children
        return [words for part in first for words in getattr(part, "notices", ())]

    assert said() == []
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", "off")
    assert [words.startswith("Answers are not being kept") for words in said()] == [True]
