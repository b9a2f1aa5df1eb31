"""Confidence against correctness in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import scipy

from helpers.evidence import say
from helpers.progress import SureRow

FEW = 12  # answers, below which chance says more than habit
BY_CHANCE = 0.05  # p of Fisher's exact test, from which on a difference may be chance


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
    less, more = _sum(rows[:2]), _sum(rows[2:])
    if not less.number or not more.number:
        return say("said_sure_all_four")
    groups = say(
        "said_sure_groups",
        more_right=more.right,
        more_number=more.number,
        less_right=less.right,
        less_number=less.number,
    )
    return f"{groups} {say(_verdict(less, more))}"


def _verdict(less: SureRow, more: SureRow) -> str:
    """Return the words for two groups: surer answers against less sure ones."""
    table = [[more.right, more.number - more.right], [less.right, less.number - less.right]]
    if scipy.stats.fisher_exact(table).pvalue >= BY_CHANCE:
        return "said_sure_chance"
    better = more.right * less.number > less.right * more.number
    return "said_sure_better" if better else "said_sure_not_better"


def _sum(rows: Sequence[SureRow]) -> SureRow:
    return SureRow("", sum(row.number for row in rows), sum(row.right for row in rows))
