"""Confidence against correctness in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.evidence import say
from helpers.progress import SureRow

FEW = 12  # answers, below which chance says more than habit


def calibration_sentence(rows: Sequence[SureRow]) -> str:
    """Say how confidence and correctness go together.

    Examples
    --------
    >>> calibration_sentence([])
    'No answer with a confidence has been given yet.'
    """
    answered = [row for row in rows if row.number]
    total = sum(row.number for row in answered)
    if not total:
        return say("said_sure_none")
    parts = ", ".join(
        say("said_sure_part", right=row.right, number=row.number, word=row.word) for row in answered
    )
    return f"{say('said_sure_right', parts=parts)} {_meaning(rows, total)}"


def _meaning(rows: Sequence[SureRow], total: int) -> str:
    if total < FEW:
        return say("said_sure_few")
    less, more = _share(rows[:2]), _share(rows[2:])
    if less is None or more is None:
        return say("said_sure_all_four")
    return say("said_sure_better" if more > less else "said_sure_not_better")


def _share(rows: Sequence[SureRow]) -> float | None:
    number = sum(row.number for row in rows)
    return sum(row.right for row in rows) / number if number else None
