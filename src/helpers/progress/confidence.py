"""Confidence beside correctness: how often each word of confidence was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from helpers.evidence import say
from helpers.progress.entries import Entry

LEVELS = 4
"""How many words of confidence there are, from a guess to certain."""
_Z = 1.959964  # normal quantile of a 95% interval


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
        n = self.number
        if not n:
            return 0.0, 100.0
        share, z2 = self.right / n, _Z**2
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def count_sure(answers: Iterable[tuple[int, bool]]) -> list[SureRow]:
    """Count answers, one row for each word of confidence, from a guess to certain.

    Parameters
    ----------
    answers : iterable of (int, bool)
        How sure, from 1 to 4, and whether right; others are left out.

    Examples
    --------
    >>> [row.number for row in count_sure([(1, False), (4, True), (0, True)])]
    [1, 0, 0, 1]
    """
    said = list(answers)
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
        (entry.value.get("sure", 0), bool(entry.value.get("right")))
        for entry in entries
        if entry.kind == "answer"
    )
