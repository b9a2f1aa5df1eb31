"""What is left after a class: counts of each question and round, for a spreadsheet and on paper."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from tornado import web

from helpers.server.classroom.lecture import VOTE, Lecture
from helpers.server.classroom.vote import InRoom
from helpers.server.local import page_words

FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet would compute instead of showing it."""


@dataclass(frozen=True)
class Counted:
    """One vote on one question.

    Attributes
    ----------
    lesson, question : str
    round : int
        1 or 2.
    options : list of str
    counts : list of int
        Votes for each option.
    sures : list of list of int
        For each option, how many gave each word of confidence; empty if none was asked.
    best : int
        Place of the best answer; -1 while it was not shown to the class.
    """

    lesson: str
    question: str
    round: int
    options: list[str]
    counts: list[int]
    sures: list[list[int]]
    best: int

    @property
    def total(self) -> int:
        """All votes."""
        return sum(self.counts)


def counted(lecture: Lecture) -> Iterator[Counted]:
    """Yield every vote of a class that has counts, in the order in which they were taken.

    Examples
    --------
    >>> lecture = Lecture()
    >>> entry = {"question": "How long?", "options": ["Weeks", "Months"], "best": 1}
    >>> lecture.keep("05_steroids", {"vote:x": {**entry, "counts": [[2, 5], [0, 0]]}})
    >>> [(one.round, one.counts) for one in counted(lecture)]
    [(1, [2, 5])]
    """
    for lesson, sheet in lecture.sheets.items():
        for key, entry in sheet.items():
            if not key.startswith(VOTE) or not isinstance(entry, dict):
                continue
            rounds: list[Any] = entry.get("counts") or []
            sures: list[Any] = entry.get("sures") or [[], []]
            options = [str(option) for option in entry.get("options") or []]
            best = entry.get("best", -1)
            for number, counts in enumerate(rounds):
                if len(counts) == len(options) and any(counts):
                    yield Counted(
                        lesson,
                        str(entry.get("question", "")),
                        number + 1,
                        options,
                        [int(count) for count in counts],
                        sures[number] if number < len(sures) else [],
                        best if isinstance(best, int) else -1,
                    )


def as_table(votes: Iterator[Counted], words: dict[str, str]) -> bytes:
    r"""Return the votes as a file that any spreadsheet opens with a double click.

    The cells stand between tabs and the text is UTF-16, as a spreadsheet itself saves it: commas
    and semicolons mean one thing to an English spreadsheet and another to a German one. Every
    number is whole, so that none has a decimal point or becomes a date.

    Examples
    --------
    >>> from helpers.evidence import words
    >>> table = as_table(iter([]), words("results", "sure", of="en")).decode("utf-16")
    >>> table.split("\t")[:4]
    ['lesson', 'question', 'vote', 'letter']
    """
    out = StringIO()
    write = csv.writer(out, delimiter="\t", lineterminator="\r\n").writerow
    names = ("lesson", "question", "round", "letter", "answer", "best", "votes")
    levels = [words[f"sure_{level}"] for level in range(1, 5)]
    write([*(words[f"results_{name}"] for name in names), *levels])
    for vote in votes:
        for place, (option, count) in enumerate(zip(vote.options, vote.counts, strict=True)):
            best = (
                "" if vote.best < 0 else words[f"results_{'yes' if place == vote.best else 'no'}"]
            )
            sure = vote.sures[place] if place < len(vote.sures) else [""] * len(levels)
            texts = map(harmless, (vote.lesson, vote.question))
            letter = chr(ord("A") + place)
            write([*texts, vote.round, letter, harmless(option), best, count, *sure])
    return b"\xff\xfe" + out.getvalue().encode("utf-16-le")


def harmless(text: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute.

    Examples
    --------
    >>> harmless("=1+1"), harmless("Months later")
    ("'=1+1", 'Months later')
    """
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(FORMULA) else flat


class Results(InRoom):
    """The counts as a page to read and print."""

    @web.authenticated
    def get(self) -> None:
        """Show them to the presenter."""
        if not self.teaches:
            raise web.HTTPError(403)
        self.xsrf_token  # noqa: B018  (reading it sets the cookie)
        said = page_words(self.request.query, "app", "results", "vote", "sure")
        votes = list(counted(self.lecture))
        self.set_header("Cache-Control", "no-store")
        self.finish(self.render_template("results.html", votes=votes, **said))


class ResultsTable(InRoom):
    """The counts as a file for a spreadsheet."""

    @web.authenticated
    def get(self) -> None:
        """Give it to the presenter."""
        if not self.teaches:
            raise web.HTTPError(403)
        words = page_words(self.request.query, "results", "sure")["ui"]
        self.set_header("Content-Type", "text/csv; charset=UTF-16LE")
        self.set_header("Content-Disposition", 'attachment; filename="class-counts.csv"')
        self.set_header("Cache-Control", "no-store")
        self.finish(as_table(counted(self.lecture), words))
