"""Lesson 10: how many of a hundred people lose hair on a drug, by how they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import scipy

from helpers.evidence import load_study

HUNDRED = 100
WAYS = ("noted in trials", "people followed", "asked in a survey")
_REPORTS = "share of reports"
_FEW = 20  # a group smaller than this is drawn as it is, not as a hundred


@dataclass(frozen=True)
class Count:
    """People of one drug, asked in one way, as icons.

    Attributes
    ----------
    asked : str
        How hair loss became known: one of `WAYS`.
    icons : int
        People drawn: 100, or the whole group if it is very small; 0 if no figure was found.
    lost, perhaps : int
        Of these, those who lose hair by every count, and those who do by the highest
        count only.
    low, high : float
        Lowest and highest published share in percent; nan without a figure.
    people : tuple of int
        How many people were counted; the larger group first.
    counted : int or None
        Of these, how many lost hair, where one source gives the number.
    """

    asked: str
    icons: int = 0
    lost: int = 0
    perhaps: int = 0
    low: float = float("nan")
    high: float = float("nan")
    people: tuple[int, ...] = ()
    counted: int | None = None

    @property
    def found(self) -> bool:
        """Whether there is a figure."""
        return self.icons > 0

    @property
    def most(self) -> int:
        """Those who lose hair by the highest count."""
        return self.lost + self.perhaps

    @property
    def form(self) -> str:
        """How to say it in natural frequencies: as "one" number, or as a "range".

        Examples
        --------
        >>> [(count.form, count.lost, count.most) for count in drug_counts("methotrexate")]
        [('range', 1, 5), ('one', 9, 9), ('one', 29, 29)]
        """
        return "range" if self.perhaps else "one"


@cache
def drug_counts(drug: str) -> tuple[Count, ...]:
    """Return the counts for a drug, one for each way of asking.

    Parameters
    ----------
    drug : str
        Key of a row of `data/studies/drug_hair.csv`.

    Notes
    -----
    Sources stand beside every row of `data/studies/drug_alopecia.csv`.
    """
    rows = load_study("drug_alopecia").query("drug == @drug")
    counts = []
    for way in WAYS:
        here = rows[rows["asked"] == way]
        if here.empty:
            counts.append(Count(way))
            continue
        people = sorted(set(here["people"].astype(int)), reverse=True)
        icons = people[0] if people[0] < _FEW else HUNDRED
        low, high = float(here["percent"].min()), float(here["percent"].max())
        lost, most = (round(share * icons / HUNDRED) for share in (low, high))
        known = len(here) == 1 and here["lost"].notna().all()
        counted = round(here["lost"].iloc[0]) if known else None
        counts.append(Count(way, icons, lost, most - lost, low, high, tuple(people), counted))
    return tuple(counts)


def drug_reports(drug: str) -> tuple[int, int] | None:
    """Return how many reports of a drug are of hair, and all reports; None without any.

    Examples
    --------
    >>> drug_reports("hydroxychloroquine")
    (12, 689)
    """
    rows = load_study("drug_alopecia").query("drug == @drug and asked == @_REPORTS")
    if rows.empty:
        return None
    row = rows.iloc[0]
    return round(row["lost"]), int(row["people"])


def chance_interval(lost: int, people: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share, in percent (Clopper and Pearson).

    Examples
    --------
    >>> [round(end) for end in chance_interval(11, 21)]
    [30, 74]
    """
    interval = scipy.stats.binomtest(lost, people).proportion_ci(0.95, "exact")
    return HUNDRED * float(interval.low), HUNDRED * float(interval.high)
