"""Confidence beside correctness: how often each word of confidence was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import scipy

from helpers.evidence import say
from helpers.progress.entries import Entry

LEVELS = 4
"""How many words of confidence there are, from a guess to certain."""


def sure_words() -> list[str]:
    """Return the words of confidence, from 1 to 4.

    Examples
    --------
    >>> sure_words()
    ['a guess', 'unsure', 'fairly sure', 'certain']
    """
    return [say(f"sure_{level}") for level in range(1, LEVELS + 1)]


@dataclass(frozen=True)
class SureRow:
    """Answers given with one word of confidence, and how many of them were right.

    Examples
    --------
    >>> SureRow("unsure", 4, 3).percent
    75.0
    """

    word: str
    number: int
    right: int

    @property
    def percent(self) -> float | None:
        """Share of right answers, in percent; None without an answer."""
        return 100 * self.right / self.number if self.number else None

    @property
    def limits(self) -> tuple[float, float]:
        """The 95% interval of that share after Wilson (1927), in percent."""
        if not self.number:
            return 0.0, 100.0
        interval = scipy.stats.binomtest(self.right, self.number).proportion_ci(method="wilson")
        return 100 * interval.low, 100 * interval.high


def count_sure(answers: Iterable[tuple[object, object]]) -> list[SureRow]:
    """Count answers, one row for each word of confidence, from a guess to certain.

    Parameters
    ----------
    answers : iterable of (int, bool)
        How sure, from 1 to 4, and whether right; others, of whatever type, are left out.

    Examples
    --------
    >>> [row.number for row in count_sure([(1, False), (4, True), (0, True)])]
    [1, 0, 0, 1]
    """
    said = [
        (sure, right)
        for sure, right in answers
        if isinstance(sure, int) and not isinstance(sure, bool) and isinstance(right, bool)
    ]
    return [
        SureRow(
            word,
            sum(sure == level for sure, _ in said),
            sum(right for sure, right in said if sure == level),
        )
        for level, word in enumerate(sure_words(), start=1)
    ]


def sure_rows(entries: Sequence[Entry]) -> list[SureRow]:
    """Count every answer of a progress file that was given with a confidence."""
    return count_sure(
        (entry.value.get("sure", 0), entry.value.get("right", False))
        for entry in entries
        if entry.kind == "answer"
    )
