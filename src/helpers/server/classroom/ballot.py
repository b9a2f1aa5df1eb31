"""One vote of a class: one answer a browser, and only counts are left when it closes.

Everything is in the memory of the server. Who chose what is known while a vote is open, so
that an answer can be changed and counts once; it is forgotten when the vote closes.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any

from helpers.server.classroom.asked import KINDS, Answer, Scale, read_answer, read_scale

# More than one room of students; each browser is one voter.
MOST_VOTERS = 2000
MOST_OPTIONS = 8
MOST_QUESTION = 1000
MOST_OPTION = 500
MOST_CURVES = 300
"""Curves that a screen lays over each other; the quartiles are those of all."""
MOST_WORDS = 100
SURE = 4
"""Words of confidence, from a guess to certain."""
PRESENT = 12.0
"""Seconds after its last question that a phone still counts as being there."""


class Refused(Exception):
    """A vote that cannot be taken; `words` is the row of the sentence that says why."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Ballot:
    """The vote of the class.

    Attributes
    ----------
    round : int
        Number of the vote; each opening is a new one.
    open : bool
    kind : str
        One of `KINDS`.
    question : str
    options : list of str
        Of a choice; else empty.
    scale : Scale or None
        Of a number or a curve.
    ask_sure : bool
        Whether the phones ask how sure one is.
    counts : list of int
        Votes for each option, or each number of the scale, of the last vote that was closed.
    curves : list of list of int
        The curves of the last vote that was closed, in no order, as places on the scale.
    said : list of tuple of (str, int)
        Its words and how often each was sent, by the alphabet.
    sures : list of list of int
        For each option, how many gave each word of confidence; all zero if none was asked.
    place : tuple of (str, str, int)
        Lesson, question and round of the screen from which it was opened.

    Examples
    --------
    >>> ballot = Ballot()
    >>> ballot.start("How long?", ["Weeks", "Months"], ask_sure=True)
    >>> ballot.cast("one browser", ballot.round, 0)
    >>> ballot.cast("one browser", ballot.round, 1, sure=4)
    >>> ballot.close(ballot.round)
    >>> ballot.counts, ballot.sures, ballot.chosen("one browser")
    ([0, 1], [[0, 0, 0, 0], [0, 0, 0, 1]], None)
    """

    def __init__(self) -> None:
        self.round = 0
        self.open = False
        self.kind = KINDS[0]
        self.question = ""
        self.options: list[str] = []
        self.scale: Scale | None = None
        self.ask_sure = False
        self.counts: list[int] = []
        self.sures: list[list[int]] = []
        self.curves: list[list[int]] = []
        self.said: list[tuple[str, int]] = []
        self.place = ("", "", 0)
        self._voted = 0
        self._chosen: dict[str, tuple[Answer, int]] = {}
        self._addresses: Counter[str] = Counter()
        self._seen: dict[str, float] = {}

    def start(
        self,
        question: object,
        options: object,
        ask_sure: object = False,
        place: tuple[str, str, int] = ("", "", 0),
        kind: object = KINDS[0],
        scale: object = None,
    ) -> None:
        """Open a vote; close the one that is open with `close` before, or it has no counts.

        Raises
        ------
        Refused
            If the question, its options or its scale are none.
        """
        if not _is_text(question, MOST_QUESTION) or kind not in KINDS:
            raise Refused(400, "vote_not_readable")
        named, read = _options(options) if kind == "choice" else [], None
        if kind in ("number", "curve"):
            read = read_scale(str(kind), scale)
            if read is None:
                raise Refused(400, "vote_not_readable")
        self.kind, self.question, self.options, self.scale = str(kind), str(question), named, read
        self.ask_sure, self.place = ask_sure is True and kind == "choice", place
        self.round += 1
        self.open, self._chosen, self._voted = True, {}, 0
        self.counts, self.sures, self.curves, self.said = [], [], [], []
        self._addresses.clear()

    def cast(
        self,
        voter: str,
        number: object,
        choice: object,
        sure: object = None,
        address: str = "",
        most: int = 0,
    ) -> None:
        """Take the answer of a browser, in place of the one it gave before.

        Parameters
        ----------
        voter : str
        number, choice, sure : object
            Round, answer (see `asked`) and confidence (1 to 4; None leaves what was said), as they
            were sent.
        address : str
            Where it comes from.
        most : int
            Most voters of one address; 0 is no limit.

        Raises
        ------
        Refused
            If this vote is closed or another one is open, or the choice is none of its answers.
        """
        if type(number) is not int or (self.kind == "choice" and type(choice) is not int):
            raise Refused(400, "vote_not_readable")
        if sure is not None and (type(sure) is not int or not 1 <= sure <= SURE):
            raise Refused(400, "vote_not_readable")
        if not self.open or number != self.round:
            raise Refused(409, "vote_too_late")
        points = len(self.scale.points) if self.scale else 0
        answer = read_answer(self.kind, self.places, choice, points)
        if answer is None:
            raise Refused(400, "vote_not_an_answer")
        if voter not in self._chosen and len(self._chosen) >= MOST_VOTERS:
            raise Refused(503, "vote_full")
        if voter not in self._chosen:
            if most and self._addresses[address] >= most:
                raise Refused(429, "vote_address_full")
            self._addresses[address] += 1
        before = self.sure(voter)
        said = sure if isinstance(sure, int) and self.ask_sure else before
        self._chosen[voter] = (answer, said)

    def close(self, number: object) -> None:
        """Count, and forget who chose what; closing twice changes nothing."""
        if type(number) is not int:
            raise Refused(400, "vote_not_readable")
        if number != self.round:
            raise Refused(409, "vote_too_late")
        if self.open:
            self._sum_up()
            self.open, self._voted, self._chosen = False, len(self._chosen), {}
            self._addresses.clear()

    def _sum_up(self) -> None:
        answers: list[Any] = [answer for answer, _ in self._chosen.values()]
        if self.kind == "words":
            common = Counter(answers).most_common(MOST_WORDS)
            self.said = sorted(common)
        elif self.kind == "curve":
            # Whose was first or last is nobody's business.
            random.shuffle(answers)
            self.curves = [list(answer) for answer in answers]
        else:
            given = Counter(self._chosen.values())
            levels, places = range(SURE + 1), range(self.places)
            table = [[given[place, level] for level in levels] for place in places]
            self.counts = [sum(row) for row in table]
            self.sures = [row[1:] for row in table]

    @property
    def places(self) -> int:
        """How many answers there are to choose from; 0 for words."""
        return self.scale.places if self.scale else len(self.options)

    def chosen(self, voter: str) -> Answer | None:
        """Return what a browser chose in the open vote."""
        return self._chosen[voter][0] if voter in self._chosen else None

    def sure(self, voter: str) -> int:
        """Return how sure a browser said it was in the open vote; 0 for not yet."""
        return self._chosen[voter][1] if voter in self._chosen else 0

    @property
    def voters(self) -> int:
        """How many have voted."""
        return len(self._chosen) if self.open else self._voted

    # -- who is there

    def saw(self, voter: str) -> None:
        """Note that a phone has asked for the vote."""
        if voter in self._seen or len(self._seen) < MOST_VOTERS:
            self._seen[voter] = time.monotonic()

    @property
    def here(self) -> int:
        """How many phones have asked a moment ago."""
        since = time.monotonic() - PRESENT
        self._seen = {voter: at for voter, at in self._seen.items() if at > since}
        return len(self._seen)


def _options(options: object) -> list[str]:
    if not isinstance(options, list) or not 2 <= len(options) <= MOST_OPTIONS:
        raise Refused(400, "vote_not_readable")
    if not all(_is_text(option, MOST_OPTION) for option in options):
        raise Refused(400, "vote_not_readable")
    return [str(option) for option in options]


def _is_text(text: object, most: int) -> bool:
    return isinstance(text, str) and 0 < len(text) <= most
