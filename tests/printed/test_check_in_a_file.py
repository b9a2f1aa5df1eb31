"""The check in a lesson's file asks, repeats and ends as in the app, whatever is answered."""

from pathlib import Path
from random import Random

import ipywidgets as widgets
import pytest
from drawing import blank_page

import helpers.printed.alive
from helpers.evidence import load_questions, phrases
from helpers.page.in_notebook.exit_check import ExitCheck, _Round

SCRIPT = Path(helpers.printed.alive.__file__).parent / "js" / "lesson.js"
LESSON = "immunosuppressants"  # two of the five that its check asks are about a danger
CHECKS = {
    "exit": (ExitCheck, {"enough": 4, "doneWords": "exit_done", "soFar": "exit_so_far"}),
    "more": (_Round, {"enough": 1000, "doneWords": "practice_done", "soFar": "practice_done"}),
}
MOST = 60
# What stands around the script in a lesson's file, as far as the check asks for it.
AROUND = """
window.Model = class { constructor(values) { this.values = values; }
  get(name) { return this.values[name]; } put(some) { Object.assign(this.values, some); } };
window.Progress = { seed: () => "any", add() {} };
"""
PLAYED = """([questions, answers, more, phrases]) => {
  words = phrases;
  window.widget = (kind, values, saved) => {
    const made = { model: new Model(values), el: document.createElement("div"), saved };
    if (kind === "question") window.open = made;
    return made;
  };
  const box = document.createElement("div"), told = [];
  let done = false;
  new Round(box, questions, { lesson: "any", past: [], done: () => { done = true; }, ...more });
  for (const right of answers) {
    if (done) break;
    const { model, el, saved } = window.open, place = model.get("options").indexOf("right");
    told.push(el.dataset.question);
    model.put({ chosen: right ? place : (place + 1) % 4, sure: 2, locked: true });
    saved(model, ["locked"]);
    const again = box.querySelector("button:not(:disabled)");
    if (again && !done) { told.push(box.lastChild.previousSibling.textContent); again.click(); }
  }
  return [told, done];
}"""


@pytest.fixture(scope="module")
def page():
    with blank_page() as page:
        page.set_content("<!DOCTYPE html><body></body>")
        page.evaluate(AROUND)
        code = SCRIPT.read_text(encoding="utf-8")
        page.add_script_tag(content=code.removesuffix("begin();\n"))
        yield page


def in_the_app(stage, questions, answers):
    """Answer the check of the app; return what was asked and said, and whether it was passed."""
    told, done, box = [], [], widgets.VBox()
    check = CHECKS[stage][0](questions, {}, box, lambda _: None, lambda: done.append(True))
    for right in answers:
        if done:
            break
        now = check.now
        told.append(now.question.id)
        now.chosen = (now.question.answer + (not right)) % len(now.question.option)
        now.sure = 2
        now.locked = True
        again = getattr(check, "again", None)
        if again and not again.disabled and not done:
            told.append(check.aloud.value)
            again.click()
    return [told, bool(done)]


@pytest.mark.parametrize("stage", CHECKS)
def test_a_check_goes_on_until_it_does_in_the_app(page, stage):
    """Not before enough is right, and not while a danger is missed."""
    questions = [q for q in load_questions(LESSON) if q.stage == stage]
    sent = [
        {
            "id": q.id, "variant_of": q.variant_of or None, "red_flag": q.red_flag, "stem": q.id,
            "options": ["right" if one.right else one.text for one in q.option],
            "plain": [one.text for one in q.option], "verdicts": [""] * 4, "answer": q.answer,
        }
        for q in questions
    ]  # fmt: skip
    english = {row.id: row.en for row in phrases().values()}
    base = [q for q in questions if not q.variant_of]
    random = Random(stage)
    tries = [[at != missed for at in range(len(base))] for missed in range(min(5, len(base)))]
    tries += [[random.random() < share for _ in range(MOST)] for share in (0.3, 0.5, 0.7, 0.9)]
    ends = set()
    for answers in tries:
        expected = in_the_app(stage, questions, answers)
        more = CHECKS[stage][1] | {"stage": stage}
        assert page.evaluate(PLAYED, [sent, answers, more, english]) == expected
        ends.add(expected[1])
    assert ends == {True, False}
