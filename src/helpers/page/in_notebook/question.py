"""A question that locks: choose, say how sure, lock in; only then comes the feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any

import traitlets

from helpers.evidence import Question, evidence, in_class, in_english, say
from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded
from helpers.page.prose import Facts, inline, to_html
from helpers.page.provenance import english, source_list, traced
from helpers.pictures.drawn import before_question

_LINK = re.compile(r"\[([^\]]*)\]\((?:(\w+):)?([^)]*)\)")


def plain(text: str, facts: Facts) -> str:
    """Return Markdown of one line as plain words, as they are kept in the progress file.

    Examples
    --------
    >>> plain("It takes *[two](claim:x)* weeks.", {})
    'It takes two weeks.'
    """

    def said(link: re.Match[str]) -> str:
        fact = facts.get(link[3]) if link[2] == "model" else None
        return link[1] or (fact[0] if fact else link[3])

    return _LINK.sub(said, text).replace("*", "")


def fits(question: Question, record: Mapping[str, Any], facts: Facts) -> bool:
    """Return whether an earlier answer is one of the answers that a question has today."""
    return record.get("text") in [plain(option.text, facts) for option in question.option]


class QuestionWidget(Worded):
    """One question on the page.

    The key and the feedback stay in Python until the answer is locked.

    Parameters
    ----------
    question : Question
    facts : Facts
        Computed numbers that the feedback may speak of.
    ask_sure : bool
        Ask for confidence too.
    button : str
        Words of the button that locks; empty for the usual ones.
    skip : str
        Words of a button that opens without an answer; empty for none.
    judge : bool
        Show the feedback as soon as the answer is locked.
    marks : tuple of str
        HTML to stand beside each option, such as a small curve; empty for none.
    on_locked : callable, optional
        Called once with this widget when it is locked or skipped.
    """

    _esm = JS / "question.js"
    word_groups = ("question", "sure")

    stem = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    sure = traitlets.Int(0).tag(sync=True)
    ask_sure = traitlets.Bool(False).tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    best = traitlets.Int(-1).tag(sync=True)
    feedback = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    skip = traitlets.Unicode().tag(sync=True)
    passed = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        question: Question,
        facts: Facts,
        ask_sure: bool = False,
        button: str = "",
        skip: str = "",
        judge: bool = True,
        marks: tuple[str, ...] = (),
        on_locked: Callable[[QuestionWidget], None] | None = None,
    ) -> None:
        self.question, self.facts, self.on_locked = question, facts, on_locked
        self.judge = judge
        self.restored = False
        super().__init__(
            stem=before_question(question.picture) + inline(question.stem, facts),
            options=[
                mark + inline(option.text, facts)
                for option, mark in zip_longest(question.option, marks, fillvalue="")
                if not isinstance(option, str)
            ],
            ask_sure=ask_sure,
            button=button or say("question_check"),
            skip=skip,
        )
        self.on_msg(self._message)

    @property
    def right(self) -> bool:
        """Whether the best answer was chosen."""
        return self.chosen == self.question.answer

    @property
    def record(self) -> dict[str, object]:
        """The answer as data: what to keep of it, in words that a person can read."""
        return {
            "asked": plain(self.question.stem, self.facts),
            "chosen": self.chosen,
            "text": self._words(self.chosen),
            "sure": self.sure,
            "right": self.right,
        }

    def _words(self, place: int) -> str:
        return plain(self.question.option[place].text, self.facts)

    def restore(self, record: Mapping[str, Any] | None) -> bool:
        """Lock an earlier answer in again; return whether it still fits this question.

        A question that was rewritten since is asked anew.
        """
        if record is None:
            return False
        words = [self._words(place) for place in range(len(self.question.option))]
        sure = record.get("sure", 0)
        sure = sure if isinstance(sure, int) and 0 <= sure <= 4 else 0
        if record.get("text") not in words or (self.ask_sure and not sure):
            return False
        self.restored = True
        with self.hold_sync():
            self.chosen, self.sure = words.index(record["text"]), sure
            self.locked = True
        return True

    def pass_over(self) -> None:
        """Go on without an answer; what was not locked then is none, and cannot become one.

        A class may still answer on another of its screens.
        """
        self.skip = ""
        if not in_class():
            with self.hold_sync():
                self.chosen, self.sure, self.passed = -1, 0, True

    @traitlets.validate("chosen", "sure")
    def _settled(self, proposal: dict) -> int:  # type: ignore[type-arg]
        name, value = proposal["trait"].name, int(proposal["value"])
        if self.locked or self.passed:
            return int(getattr(self, name))
        most = len(self.question.option) - 1 if name == "chosen" else 4
        if not -1 <= value <= most:
            raise traitlets.TraitError(
                f"{name} {value} is not one of the answers of this question."
            )
        return value

    @traitlets.validate("locked")
    def _may_lock(self, proposal: dict) -> bool:  # type: ignore[type-arg]
        ready = self.chosen >= 0 and (self.sure > 0 or not self.ask_sure)
        return self.locked or (bool(proposal["value"]) and ready and not self.passed)

    @traitlets.observe("locked")
    def _judge(self, _: dict) -> None:  # type: ignore[type-arg]
        if self.judge:
            with self.hold_sync():
                self.best = self.question.answer
                self.feedback = self.verdict()
        if self.on_locked:
            self.on_locked(self)

    def verdict(self, of: int | None = None) -> str:
        """Return the feedback for an option, or else the chosen one: a line, more on demand."""
        option = self.question.option[self.chosen if of is None else of]
        text = in_english(to_html(option.feedback, self.facts))
        more = to_html(option.why, self.facts)
        more = in_english(more) if more else ""
        if option.misconception:
            row = evidence().misconceptions[option.misconception]
            source = traced(say("question_source"), source_list(row.sources), "")
            more += f"<p><em>{say('question_better')}</em> {english(row.better)} {source}</p>"
        return text + (
            f"<details><summary>{say('question_why')}</summary>{more}</details>" if more else ""
        )

    def _message(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        if content.get("skip") and not self.locked and self.on_locked:
            self.pass_over()
            self.on_locked(self)
