"""A vote of the class on a question: two counts, advice on what to do now, and the answer.

Shown beside the questions of a page in class mode. The advice depends on the key, which the
browser gets only with the answer; nothing of a vote is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets

from helpers.evidence import evidence, in_class, say
from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.question import QuestionWidget, plain
from helpers.page.in_notebook.worded import Worded
from helpers.page.provenance import parameter_card, traced

SECONDS = 60
"""Time to vote at first; whoever teaches can change it."""
MOST = 2000
"""Hands in the largest room."""
UNSURE = 1
"""How sure a class is that was not asked: the first of the words."""
RULES = ("vote_teach_below", "vote_explain_above")


def advice(right: int, votes: int, again: bool = False) -> str:
    """Return what to do after a vote.

    Parameters
    ----------
    right, votes : int
        Votes for the best answer, and all votes; at least one.
    again : bool
        It was the second vote.

    Returns
    -------
    str
        `teach`, `discuss`, `explain`, or `split` where a second vote was no clearer.

    Examples
    --------
    >>> advice(2, 10), advice(3, 10), advice(7, 10), advice(8, 10), advice(7, 10, again=True)
    ('teach', 'discuss', 'discuss', 'explain', 'split')
    """
    share = 100 * right / votes
    low, high = (evidence().value(rule) for rule in RULES)
    if share < low:
        return "teach"
    if share > high:
        return "explain"
    return "split" if again else "discuss"


def leaders(counts: Sequence[int]) -> list[int]:
    """Return the places of the most frequent answer; several in a tie, none without votes.

    Examples
    --------
    >>> leaders([3, 9, 9, 1]), leaders([0, 0])
    ([1, 2], [])
    """
    most = max(counts)
    return [place for place, count in enumerate(counts) if count == most > 0]


class Vote(Worded):
    """The counts of two votes on one question, with a timer.

    Parameters
    ----------
    asked : QuestionWidget
        The question on the page; showing the answer locks it.
    """

    _esm = JS / "vote.js"
    _css = JS / "vote.css"
    word_groups = ("vote",)

    key = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int(MOST).tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    seconds = traitlets.Int(SECONDS).tag(sync=True)
    counts = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)
    round = traitlets.Int(0, min=0, max=1).tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    reveal_words = traitlets.Unicode().tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)
    best = traitlets.Int(-1).tag(sync=True)
    answer = traitlets.List(traitlets.Int()).tag(sync=True)
    ask_sure = traitlets.Bool(False).tag(sync=True)
    own = traitlets.Int(0).tag(sync=True)
    """Grows with each change that was made on this screen, and not on another one."""

    def __init__(self, asked: QuestionWidget) -> None:
        self.asked = asked
        self._following = False
        options = asked.question.option
        super().__init__(
            key=asked.question.id,
            ask_sure=asked.ask_sure,
            question=plain(asked.question.stem, asked.facts),
            options=[plain(option.text, asked.facts) for option in options],
            counts=[[0] * len(options) for _ in range(2)],
            # A prediction is judged by the model, which comes next on the page.
            reveal_words=say("vote_reveal" if asked.judge else "vote_reveal_predict"),
        )
        # What is locked is what most of the room chose, not one person's answer.
        own = ("answer", "answer_wrong")
        asked.ui = asked.ui | {f"question_your_{name}": say(f"vote_class_{name}") for name in own}
        self.add_class("hcl-vote")
        asked.observe(self._answered, "locked")
        self._answered()
        self.on_msg(self._message)

    @traitlets.validate("counts")
    def _possible(self, proposal: dict) -> list[list[int]]:  # type: ignore[type-arg]
        counts: list[list[int]] = proposal["value"]
        options = len(self.asked.question.option)
        shape = [len(row) for row in counts]
        if shape != [options, options] or any(not 0 <= n <= MOST for row in counts for n in row):
            raise traitlets.TraitError(f"{counts} are no counts of two votes on {options} answers.")
        return counts

    @traitlets.observe("counts", "round")
    def _outdated(self, _: object) -> None:
        self.hint = self.said = ""
        if self.revealed:
            self._show_shares()

    # -- what the page asks for

    def _message(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        if "option" in content:
            self.count(content["option"], content.get("typed"), content.get("step"))
        elif "filled" in content:
            self.fill(content["filled"], content.get("row"))
        elif "follow" in content:
            self.follow(content["follow"])
        elif content.get("what_now"):
            self.advise()
        elif content.get("reveal"):
            self.reveal()

    def count(self, option: Any, typed: Any = None, step: Any = None) -> None:
        """Set the count of one answer in the present round, or move it by one step."""
        row = self.counts[self.round]
        if not isinstance(option, int) or not 0 <= option < len(row):
            return
        now = row[option]
        if step in (-1, 1):
            wanted: int | None = min(max(now + step, 0), MOST)
        else:
            text = str(typed).strip()
            wanted = int(text) if text.isdecimal() and len(text) <= len(str(MOST)) else None
        if wanted is None or wanted > MOST:
            self.said = say("vote_bad_number", most=MOST, now=now)
        else:
            self.said = ""
            self._set_round([*row[:option], wanted, *row[option + 1 :]], self.round)
        self.send({"show": True})  # what was typed goes back to what is counted

    def fill(self, counts: Any, number: Any = None) -> None:
        """Take the counts of a whole vote for a round; for the present one if none is named."""
        at = self.round if number is None else number
        if at not in (0, 1) or not isinstance(counts, list):
            return
        if all(type(count) is int for count in counts):
            try:
                self._set_round(counts, at)
            except traitlets.TraitError:
                return
            finally:
                self.send({"show": True})

    def follow(self, kept: Any) -> None:
        """Show what this page knew before it was loaded again, or what another screen shows.

        Parameters
        ----------
        kept : dict
            `counts` and `round` as here; `answer`: the chosen option and how sure, once locked.
        """
        if not isinstance(kept, dict):
            return
        counts, number, answer = (kept.get(name) for name in ("counts", "round", "answer"))
        self._following = True
        try:
            if number in (0, 1):
                self.round = int(number)
            if isinstance(counts, list):
                self.counts = counts
            if isinstance(answer, list) and len(answer) == 2 and not self.asked.locked:
                with self.asked.hold_sync():
                    self.asked.chosen, self.asked.sure = answer
                    self.asked.locked = True
        except (traitlets.TraitError, TypeError, ValueError):
            return
        finally:
            self._following = False

    def _changed_here(self) -> None:
        if not self._following:
            self.own += 1

    def _set_round(self, row: list[int], at: int) -> None:
        first, second = self.counts
        self.counts = [first, row] if at else [row, second]
        self._changed_here()

    def advise(self) -> None:
        """Say what to do now; not before it is asked for, as half a count would tell the key.

        After a first vote by phones the second one is chosen already: the first is spoken of.
        """
        at = self.round if sum(self.counts[self.round]) else 0
        row, best = self.counts[at], self.asked.question.answer
        if not sum(row):
            self._tell(say("vote_none"))
            return
        what = advice(row[best], sum(row), again=bool(at))
        if not self.asked.judge and what != "discuss":
            what = "watch"  # talking about a prediction comes after the model
        cards = "".join(parameter_card(evidence().parameters[rule]) for rule in RULES)
        why = traced(say("vote_why_this"), cards, "")
        words = say(f"vote_advice_{what}")
        self.said, self.hint = "", f"<p>{words} <small>{why}</small></p>"

    def reveal(self) -> None:
        """Lock the most frequent answer of the last vote into the question."""
        if self.asked.locked:
            return
        last = next((row for row in reversed(self.counts) if any(row)), self.counts[0])
        first = leaders(last)
        if self.asked.chosen in first or (not first and self.asked.chosen >= 0):
            chosen = self.asked.chosen
        elif len(first) == 1:
            chosen = first[0]
        elif first:
            *most, other = (chr(ord("A") + place) for place in first)
            letters = say("vote_tied", letters=", ".join(most), last=other)
            self._tell(say("vote_tie", letters=letters, count=last[first[0]]))
            return
        else:
            self._tell(say("vote_none_reveal"))
            return
        with self.asked.hold_sync():
            self.asked.chosen = chosen
            if self.asked.ask_sure and not self.asked.sure:
                self.asked.sure = UNSURE
            self.asked.locked = True

    def _tell(self, words: str) -> None:
        """Say what to do next: nobody made a mistake."""
        self.said, self.hint = "", f"<p>{words}</p>"

    def _answered(self, _: object = None) -> None:
        if self.asked.locked:
            with self.hold_sync():
                self.best = self.asked.best
                self.answer = [self.asked.chosen, self.asked.sure]
                self.revealed = True
                self._show_shares()
            self._changed_here()

    def _show_shares(self) -> None:
        """Say how many were right, now that the key is out."""
        self.said = self.hint = ""
        best = self.best
        voted = [row for row in self.counts if sum(row)]
        if best < 0 or not voted:
            return
        shares = [f"{100 * row[best] / sum(row):.0f}" for row in voted]
        if len(voted) == 2:
            words = say("vote_right_both", first=shares[0], second=shares[1])
        else:
            words = say("vote_right_one", first=shares[0], votes=sum(voted[0]))
        self.hint = f"<p>{words}</p>"


def vote_for(asked: QuestionWidget) -> list[Vote]:
    """Return the vote that stands beside a question: one in class, none on an ordinary page."""
    return [Vote(asked)] if in_class() else []
