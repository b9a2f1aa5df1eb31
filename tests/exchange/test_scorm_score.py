"""What a learning platform hears of a lesson: a score for what was right, and nothing else."""

from itertools import count, product
from pathlib import Path

import pytest
from drawing import blank_page

import helpers.exchange

SCRIPT = Path(helpers.exchange.__file__).with_name("scorm.js")
QUESTIONS = [
    {"id": f"q{number}{form}", "stage": stage, "variant_of": f"q{number}" if form else None}
    for number, stage in enumerate(("predict", "exit", "exit", "exit", "exit", "more"))
    for form in ("", "_b")
]
CHECKED = [one["id"] for one in QUESTIONS if one["stage"] == "exit" and not one["variant_of"]]
# What stands around the script in a lesson's file, as far as it is asked.
AROUND = """
document.body.innerHTML = '<div class="own-work"></div>'
  + '<section data-stage="predict"></section><section data-stage="check"></section>';
window.held = {}; window.entries = []; window.outcomes = [];
window.API = { LMSInitialize() {}, LMSGetValue: () => "", LMSCommit() {}, LMSFinish() {},
  LMSSetValue(name, value) { held[name] = value; } };
window.Progress = { since: () => entries, elsewhere() {}, flush() {} };
window.addEventListener = (_, told) => { window.leave = told; };
window.say = (name) => name; window.pressed = () => ""; window.row = () => "";
"""
HEARD = """([questions, entries]) => {
  window.entries = entries; window.held = {};
  const more = { plain: ["right", "wrong"], asked: "", answer: 0 };
  const asked = questions.map((one) => ({ ...one, ...more }));
  Course.begin({ lesson: "any", questions: asked });
  leave();
  return held;
}"""


@pytest.fixture(scope="module")
def heard():
    """What the platform holds after these answers, and after these stages."""
    with blank_page() as page:
        page.set_content("<!DOCTYPE html><body></body>")
        page.evaluate(AROUND)
        page.add_script_tag(content=f"{SCRIPT.read_text(encoding='utf-8')}; window.Course = Course")

        times = count()

        def hear(answers, stages=(), questions=QUESTIONS, whole=False):
            entries = [
                {
                    "kind": "answer",
                    "key": name,
                    "value": {"text": "right" if right else "wrong", "right": right, "sure": 1},
                }
                for name, right in answers
            ]
            entries += [{"kind": "stage", "key": name, "value": {}} for name in stages]
            # What was heard before is not said again, so each time something is new.
            entries.append({"kind": "setting", "key": "look", "value": {"at": next(times)}})
            held = page.evaluate(HEARD, [questions, entries])
            told = [held.get("cmi.core.score.raw"), held["cmi.core.lesson_status"]]
            return held if whole else told

        yield hear


@pytest.mark.parametrize("right", [*product((False, True), repeat=4)])
def test_the_score_is_the_share_of_the_check_that_was_right(heard, right):
    score, status = heard([*zip(CHECKED, right, strict=True)])
    assert score == str(25 * sum(right))
    assert status == ("incomplete" if all(right) else "failed")  # the last part is still open


def test_half_a_check_is_no_mark(heard):
    for number in range(4):
        assert heard([(name, False) for name in CHECKED[:number]]) == [None, "incomplete"]
        assert heard([(name, True) for name in CHECKED[:number]]) == [None, "incomplete"]


def test_a_wrong_answer_counts_only_when_it_was_put_right(heard):
    wrong = [(name, False) for name in CHECKED]
    assert heard(wrong) == ["0", "failed"]
    for number in range(1, 5):  # in either form, and once
        mended = [(f"{name}_b", True) for name in CHECKED[:number]]
        assert heard([*wrong, *mended])[0] == str(25 * number)
        assert heard([*wrong, *mended, *mended])[0] == str(25 * number)
        assert heard([*mended, *wrong])[0] == str(25 * number)


def test_what_is_no_check_earns_nothing(heard):
    other = [(one["id"], True) for one in QUESTIONS if one["stage"] != "exit"]
    assert heard(other) == [None, "incomplete"]


def test_a_lesson_is_passed_when_its_last_part_is_done_and_not_before(heard):
    done = [(name, True) for name in CHECKED]
    assert heard(done)[1] == heard(done, ["predict"])[1] == "incomplete"
    assert heard(done, ["check"])[1] == "passed"
    without = [one for one in QUESTIONS if one["stage"] == "predict"]
    assert heard([], ["check"], without) == [None, "completed"]


def test_what_is_handed_over_never_outgrows_what_a_platform_keeps(heard):
    """Of a question that was tried a hundred times, one try stays: a right one if there is one."""
    wrong = [(name, False) for name in CHECKED] * 300
    kept = heard([(CHECKED[0], True), *wrong, (CHECKED[1], True)], whole=True)
    assert kept["cmi.core.score.raw"] == "50"
    assert 4000 < len(kept["cmi.suspend_data"]) <= 4096
    answers = [one.split(".") for one in kept["cmi.suspend_data"].split("|")[1].split(";")]
    for name in CHECKED[:2]:
        place = str([one["id"] for one in QUESTIONS].index(name))
        assert "0" in {option for question, option, _ in answers if question == place}
