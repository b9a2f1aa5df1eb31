"""What is left after a class: counts of each question and round, for a spreadsheet and on paper."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from tornado import web

from helpers.evidence import (
    EvidenceError,
    cell_text,
    load_questions,
    notebook_path,
    read_notebook,
)
from helpers.server.classroom.lecture import POLL, VOTE, Lecture
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
    key : str
        Id of the question.
    phones : list of int
        How many of the votes for each option were sent by phone; empty where nobody knows, as
        after a correction by hand. The others were hands.
    """

    lesson: str
    question: str
    round: int
    options: list[str]
    counts: list[int]
    sures: list[list[int]]
    best: int
    key: str = ""
    phones: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All votes."""
        return sum(self.counts)


@dataclass(frozen=True)
class Polled:
    """A number, curves or words that phones sent.

    Attributes
    ----------
    lesson, kind, question : str
    phones : int
    rows : list of tuple of (str, list of int)
        Point of the curve (empty for a number), with lower quartile, median and upper quartile;
        or a word, with how many sent it.
    """

    lesson: str
    kind: str
    question: str
    phones: int
    rows: list[tuple[str, list[int]]]


@dataclass(frozen=True)
class Missed:
    """How many missed an objective in the last vote on it."""

    lesson: str
    objective: str
    wrong: int
    votes: int

    @property
    def percent(self) -> int:
        """Share that missed it."""
        return round(100 * self.wrong / self.votes)


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
            known = isinstance(best, int) and best < len(options)
            for number, counts in enumerate(rounds):
                if len(counts) == len(options) and any(counts):
                    yield Counted(
                        lesson,
                        str(entry.get("question", "")),
                        number + 1,
                        options,
                        [int(count) for count in counts],
                        sures[number] if number < len(sures) else [],
                        best if known else -1,
                        key.removeprefix(VOTE),
                        by_phone(entry, number, counts),
                    )


def by_phone(entry: dict[str, Any], number: int, counts: Sequence[int]) -> list[int]:
    """Return how many of the counts of a vote phones sent; empty where they do not fit.

    Examples
    --------
    >>> by_phone({"phones": [[2, 1], []]}, 0, [2, 5]), by_phone({"phones": [[2, 1], []]}, 1, [0, 4])
    ([2, 1], [0, 0])
    >>> by_phone({"phones": [[2, 1], []]}, 0, [1, 5])  # corrected downwards
    []
    """
    rows = entry.get("phones") or [[], []]
    sent = rows[number] if number < len(rows) else []
    if not sent:
        return [0] * len(counts)
    fits = len(sent) == len(counts) and all(a <= b for a, b in zip(sent, counts, strict=True))
    return [int(one) for one in sent] if fits else []


def polled(lecture: Lecture) -> Iterator[Polled]:
    """Yield what phones sent besides choices, in the order in which it was asked for."""
    for lesson, sheet in lecture.sheets.items():
        for key, entry in sheet.items():
            if not key.startswith(POLL) or not isinstance(entry, dict):
                continue
            points = (entry.get("scale") or {}).get("points") or [""]
            fourths = entry.get("quartiles") or []
            rows = [(str(at), list(of)) for at, of in zip(points, fourths, strict=False)]
            rows += [(str(word), [int(count)]) for word, count in entry.get("words") or []]
            about = str(entry.get("kind", "")), str(entry.get("question", ""))
            yield Polled(lesson, *about, int(entry.get("phones", 0)), rows)


def objectives(lesson: str) -> dict[str, str]:
    """Return what each question of a lesson is about.

    Examples
    --------
    >>> objectives("03_telogen_effluvium")["te_predict_curve"]
    'Predicts the course of shedding after an illness'
    >>> objectives("03_no_lesson")
    {}
    """
    try:
        questions = load_questions(lesson.partition("_")[2])
    except (EvidenceError, OSError):
        return {}
    return {question.id: question.objective for question in questions}


def title_of(lesson: str) -> str:
    """Return the title of a lesson with its number, as its page has it.

    Examples
    --------
    >>> title_of("05_steroids"), title_of("05_no_lesson")
    ('05 Steroids: the timing trap', '05_no_lesson')
    """
    try:
        cells = read_notebook(notebook_path(lesson.partition("_")[2]))["cells"]
    except (EvidenceError, LookupError, OSError):
        return lesson
    head = cell_text(cells[0]).partition("\n")[0].removeprefix("# ")
    return f"{lesson.partition('_')[0]} {head}"


def most_missed(votes: Iterable[Counted]) -> list[Missed]:
    """Return the objectives whose answer was shown, the most missed first; each last vote counts.

    What nobody missed is not among them.

    Examples
    --------
    >>> about = "03_telogen_effluvium", "?", 1, ["a", "b"]
    >>> vote = Counted(*about, [3, 1], [], 1, "te_predict_curve")
    >>> [(one.objective, one.percent) for one in most_missed([vote])]
    [('Predicts the course of shedding after an illness', 75)]
    """
    last = {(vote.lesson, vote.key): vote for vote in votes if vote.best >= 0}
    found: dict[tuple[str, str], list[int]] = {}
    for (lesson, key), vote in last.items():
        objective = objectives(lesson).get(key)
        if objective:
            sums = found.setdefault((lesson, objective), [0, 0])
            sums[0] += vote.total - vote.counts[vote.best]
            sums[1] += vote.total
    made = [Missed(*about, *sums) for about, sums in found.items() if sums[0]]
    return sorted(made, key=lambda one: (-one.wrong / one.votes, -one.votes))


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
    names = ("lesson", "question", "round", "letter", "answer", "best", "votes", "phones")
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
            phones = vote.phones[place] if vote.phones else ""
            write([*texts, vote.round, letter, harmless(option), best, count, phones, *sure])
    return b"\xff\xfe" + out.getvalue().encode("utf-16-le")


def polls_as_table(polls: Iterable[Polled], words: dict[str, str]) -> bytes:
    r"""Return what phones sent besides choices as a file for a spreadsheet; see `as_table`.

    Examples
    --------
    >>> from helpers.evidence import words
    >>> one = Polled("03_telogen_effluvium", "curve", "?", 3, [("2", [100, 150, 400])])
    >>> table = polls_as_table([one], words("results", of="en")).decode("utf-16")
    >>> table.splitlines()[1].split("\t")[3:]
    ['3', '2', '100', '150', '400', '']
    """
    out = StringIO()
    write = csv.writer(out, delimiter="\t", lineterminator="\r\n").writerow
    names = ("lesson", "question", "kind", "phones", "point", "lower", "median", "upper", "times")
    write([words[f"results_{name}"] for name in names])
    for poll in polls:
        about = [harmless(poll.lesson), harmless(poll.question), words[f"results_{poll.kind}"]]
        for at, numbers in poll.rows:
            cells = ["", "", "", *numbers] if len(numbers) == 1 else [*numbers, ""]
            write([*about, poll.phones, harmless(at), *cells])
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
        titles = {lesson: title_of(lesson) for lesson in self.lecture.sheets}
        shown = {
            "titles": titles,
            "votes": votes,
            "polls": list(polled(self.lecture)),
            "missed": most_missed(votes),
        }
        self.set_header("Cache-Control", "no-store")
        self.finish(self.render_template("results.html", **shown, **said))


class ResultsTable(InRoom):
    """The counts as a file for a spreadsheet."""

    name = "class-counts.csv"

    @web.authenticated
    def get(self) -> None:
        """Give it to the presenter."""
        if not self.teaches:
            raise web.HTTPError(403)
        self.set_header("Content-Type", "text/csv; charset=UTF-16LE")
        self.set_header("Content-Disposition", f'attachment; filename="{self.name}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(self.table(page_words(self.request.query, "results", "sure")["ui"]))

    def table(self, words: dict[str, str]) -> bytes:
        """Return the file."""
        return as_table(counted(self.lecture), words)


class PollsTable(ResultsTable):
    """Numbers, curves and words as a file for a spreadsheet."""

    name = "class-numbers-and-curves.csv"

    def table(self, words: dict[str, str]) -> bytes:
        """Return the file."""
        return polls_as_table(polled(self.lecture), words)
