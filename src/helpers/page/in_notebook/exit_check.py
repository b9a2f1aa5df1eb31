"""The exit check: five questions, and another version of what was missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from helpers.evidence import Question, say, shuffled
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Spoken
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.in_notebook.vote import vote_for
from helpers.page.prose import Facts

PASS = 4  # of five


class ExitCheck:
    """Five questions one after the other; what was missed comes back in another version.

    Parameters
    ----------
    questions : sequence of Question
    facts : Facts
    box : VBox
        Where the questions are shown.
    note, done : callable
        Called with each answered question; called once when enough are right.
    past : sequence of (str, dict)
        Question ids and answers of an earlier visit, in their order; they are given again.
    seed : str
        Whose order the options have; empty for the order of the file.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        facts: Facts,
        box: widgets.VBox,
        note: Callable[[QuestionWidget], None],
        done: Callable[[], None],
        past: Sequence[tuple[str, Mapping[str, Any]]] = (),
        seed: str = "",
    ) -> None:
        self.questions = [shuffled(q, seed) for q in questions if q.stage == "exit"]
        self.facts, self.box, self.note, self.done = facts, box, note, done
        self.base = [question for question in self.questions if not question.variant_of]
        self.solved: set[str] = set()
        self.tries: dict[str, int] = {}
        known = {question.id for question in self.questions}
        self.past = [(name, record) for name, record in past if name in known]
        self.queue = list(self.base)
        self.aloud = Spoken()
        box.children = (self.aloud,)
        self._next()

    def _root(self, question: Question) -> str:
        return question.variant_of or question.id

    def _variant(self, root: str) -> Question:
        versions = [q for q in self.questions if self._root(q) == root]
        return versions[self.tries[root] % len(versions)]

    def _next(self) -> None:
        question = self.queue.pop(0)
        left = len(self.queue)
        self.now = QuestionWidget(question, self.facts, on_locked=self._locked)
        place = (
            say("exit_place", number=len(self.base) - left, total=len(self.base))
            if not self.tries.get(self._root(question))
            else say("exit_once_more")
        )
        self.box.children = (
            *self.box.children,
            widgets.HTML(f"<p><small>{place}</small></p>"),
            self.now,
            *vote_for(self.now),
        )
        # What was answered before is given again, as far as it still fits this check; two
        # tabs may have answered the same question.
        names = [name for name, _ in self.past]
        if question.id not in names:
            self.past = []
            return
        place_there = names.index(question.id)
        record = self.past[place_there][1]
        self.past = self.past[place_there + 1 :]
        if not self.now.restore(record):
            self.past = []

    def _locked(self, asked: QuestionWidget) -> None:
        self.note(asked)
        root = self._root(asked.question)
        self.tries[root] = self.tries.get(root, 0) + 1
        if asked.right:
            self.solved.add(root)
        if self.queue:
            self._next()
        else:
            self._count()

    def _count(self) -> None:
        right, of = len(self.solved), len(self.base)
        # A danger that was missed is asked again, however many others were right.
        dangers = [q for q in self.base if q.red_flag and q.id not in self.solved]
        if right >= PASS and not dangers:
            self.aloud.value = words = say("exit_done", right=right, total=of)
            self.box.children = (
                *self.box.children,
                widgets.HTML(f'<p class="hcl-done">{words}</p>'),
            )
            self.done()
            return
        row_name = "exit_danger" if right >= PASS else "exit_so_far"
        self.aloud.value = words = say(row_name, right=right, total=of, enough=PASS)
        again = widgets.Button(description=say("exit_again"))
        again.on_click(self._again)
        self.again = again
        self.box.children = (
            *self.box.children,
            widgets.HTML(f"<p>{words}</p>"),
            row(again),
        )
        if self.past:
            self._again(again)

    def _again(self, button: widgets.Button) -> None:
        button.disabled = True
        self.aloud.value = ""  # the same result is said again
        self.queue = [self._variant(q.id) for q in self.base if q.id not in self.solved]
        self._next()
