"""Confidence against correctness in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

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
        return "No answer with a confidence has been given yet."
    parts = ", ".join(f"{row.right} of {row.number} when “{row.word}”" for row in answered)
    said = f"Right answers: {parts}."
    if total < FEW:
        return f"{said} With so few answers much is still chance: the bars show how much."
    less, more = _share(rows[:2]), _share(rows[2:])
    if less is None or more is None:
        return f"{said} Use all four words, so that sure and unsure can be compared."
    if more > less:
        return f"{said} You were more often right when you were surer, as it should be."
    return (
        f"{said} You were not more often right when you were surer. Look at those answers again: "
        "what made you sure?"
    )


def _share(rows: Sequence[SureRow]) -> float | None:
    number = sum(row.number for row in rows)
    return sum(row.right for row in rows) / number if number else None
