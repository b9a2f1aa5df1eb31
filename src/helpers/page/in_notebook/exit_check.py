"""The exit check: five questions, and another version of what was missed. Then practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from helpers.evidence import Question, in_class, say, shuffled
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Spoken
from helpers.page.in_notebook.question import QuestionWidget, fits
from helpers.page.in_notebook.vote import vote_for
from helpers.page.prose import Facts
from helpers.pictures.widget import HTML, Button, VBox

PASS = 4  # of five


class ExitCheck:
    """Questions one after the other; what was missed comes back in its second form.

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

    stage = "exit"
    done_words = "exit_done"
    so_far_words = "exit_so_far"

    def __init__(
        self,
        questions: Sequence[Question],
        facts: Facts,
        box: VBox,
        note: Callable[[QuestionWidget], None],
        done: Callable[[], None],
        past: Sequence[tuple[str, Mapping[str, Any]]] = (),
        seed: str = "",
    ) -> None:
        self.questions = [shuffled(q, seed) for q in questions if q.stage == self.stage]
        self.facts, self.box, self.note, self.done = facts, box, note, done
        self.base = [question for question in self.questions if not question.variant_of]
        self.enough = min(PASS, len(self.base))
        self.solved: set[str] = set()
        self.tries: dict[str, int] = {}
        self.past = _by_question(self.questions, past, facts)
        self.queue = list(self.base)
        self.aloud = Spoken()
        box.children = (self.aloud,)
        if self.queue:
            self._next()
        else:  # every question has a fault and was left out
            self._count()

    def _root(self, question: Question) -> str:
        return question.variant_of or question.id

    def _variant(self, root: str) -> Question:
        versions = [q for q in self.questions if self._root(q) == root]
        return versions[self.tries[root] % len(versions)]

    def _next(self) -> None:
        question = self.queue.pop(0)
        left = len(self.queue)
        self.now = QuestionWidget(question, self.facts, ask_sure=True, on_locked=self._locked)
        place = (
            say("exit_place", number=len(self.base) - left, total=len(self.base))
            if not self.tries.get(self._root(question))
            else say("exit_once_more")
        )
        self.box.children = (
            *self.box.children,
            HTML(f"<p><small>{place}</small></p>"),
            self.now,
            *vote_for(self.now),
        )
        # What was answered before is given again, once for each time that the question comes.
        if earlier := self.past.get(question.id):
            record = earlier.pop(0)
            if not record.get("sure"):  # answered before the check asked for confidence
                self.now.ask_sure = False
            self.now.restore(record)

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
        if in_class():  # nobody's result: the class goes on
            self.done()
            return
        right, of = len(self.solved), len(self.base)
        # A danger that was missed is asked again, however many others were right.
        dangers = [q for q in self.base if q.red_flag and q.id not in self.solved]
        if right >= self.enough and not dangers:
            words = say(self.done_words, right=right, total=of)
            if self.done_words == "exit_done" and (again := self._only_later()):
                words = say("exit_done_later", first=right - again, right=right, total=of)
            self.aloud.value = words
            self.box.children = (
                *self.box.children,
                HTML(f'<p class="hcl-done">{words}</p>'),
            )
            self.done()
            return
        row_name = "exit_danger" if right >= self.enough else self.so_far_words
        self.aloud.value = words = say(row_name, right=right, total=of, enough=self.enough)
        again = Button(description=say("exit_again"))
        again.on_click(self._again)
        self.again = again
        self.box.children = (
            *self.box.children,
            HTML(f"<p>{words}</p>"),
            row(again),
        )
        if any(self.past.get(question.id) for question in self._missed()):
            self._again(again)

    def _only_later(self) -> int:
        """How many questions were right only when they came again."""
        return sum(self.tries[root] > 1 for root in self.solved)

    def _again(self, button: Button) -> None:
        button.disabled = True
        self.aloud.value = ""  # the same result is said again
        self.queue = self._missed()
        self._next()

    def _missed(self) -> list[Question]:
        """Return, of each question that was missed, the form whose turn it is."""
        return [self._variant(q.id) for q in self.base if q.id not in self.solved]


def _by_question(
    questions: Sequence[Question], past: Sequence[tuple[str, Mapping[str, Any]]], facts: Facts
) -> dict[str, list[Mapping[str, Any]]]:
    """Return earlier answers by question, without those to words that are no longer asked.

    A question that was rewritten is asked anew; the answers to the others stay, and so does
    what was answered to the new words.
    """
    known = {question.id: question for question in questions}
    kept: dict[str, list[Mapping[str, Any]]] = {}
    for name, record in past:
        if name in known and fits(known[name], record, facts):
            kept.setdefault(name, []).append(record)
    return kept


class _Round(ExitCheck):
    """The questions to practise with; all that were missed come back."""

    stage = "more"
    done_words = so_far_words = "practice_done"

    def _count(self) -> None:
        self.enough = len(self.base)
        super()._count()


class Practice:
    """More questions of a lesson, offered when its check is passed; nobody has to take them.

    Parameters
    ----------
    questions, facts, note, past, seed
        As in `ExitCheck`.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        facts: Facts,
        note: Callable[[QuestionWidget], None],
        past: Sequence[tuple[str, Mapping[str, Any]]] = (),
        seed: str = "",
    ) -> None:
        self.given = (questions, facts)
        self.note, self.past, self.seed = note, past, seed
        self.number = sum(q.stage == "more" and not q.variant_of for q in questions)
        self.box = VBox([])
        self.round: ExitCheck | None = None

    def offer(self) -> None:
        """Show the button; what was practised before is shown again."""
        if not self.number or self.box.children:
            return
        self.start = Button(description=say("practice_start", number=self.number))
        self.start.on_click(lambda _: self.begin())
        self.questions = VBox([])
        self.box.children = (row(self.start), self.questions)
        names = {q.id for q in self.given[0] if q.stage == "more"}
        if any(name in names for name, _ in self.past):
            self.begin()

    def begin(self) -> None:
        """Ask the questions, one after the other."""
        self.start.disabled = True
        self.round = _Round(
            *self.given, self.questions, self.note, lambda: None, self.past, self.seed
        )
