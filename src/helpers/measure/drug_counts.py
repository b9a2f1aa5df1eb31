"""Lesson 09: how many of a hundred people lose hair on a drug, by how they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scipy.stats import binomtest

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
    group : str
        Who was counted, in a few words; empty without a figure.
    """

    asked: str
    icons: int = 0
    lost: int = 0
    perhaps: int = 0
    low: float = float("nan")
    high: float = float("nan")
    group: str = ""

    @property
    def found(self) -> bool:
        """Whether there is a figure."""
        return self.icons > 0

    @property
    def words(self) -> str:
        """The count in natural frequencies.

        Examples
        --------
        >>> [count.words for count in drug_counts("methotrexate")]
        ['1 to 5 of 100', '9 of 100', '29 of 100']
        >>> drug_counts("ivig")[0].words
        'no figure found'
        """
        if not self.found:
            return "no figure found"
        most = self.lost + self.perhaps
        return f"{self.lost if not self.perhaps else f'{self.lost} to {most}'} of {self.icons}"


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
        group = " and ".join(f"{number:,}" for number in people) + " people"
        if known:
            group = f"{here['lost'].iloc[0]:.0f} of {group}"
        counts.append(Count(way, icons, lost, most - lost, low, high, group))
    return tuple(counts)


def drug_reports(drug: str) -> str:
    """Return what only reports tell of a drug, in words; empty if there is none.

    Examples
    --------
    >>> drug_reports("hydroxychloroquine")
    '12 of 689 reports are of hair: a share of reports, no rate'
    """
    rows = load_study("drug_alopecia").query("drug == @drug and asked == @_REPORTS")
    if rows.empty:
        return ""
    row = rows.iloc[0]
    return (
        f"{row['lost']:.0f} of {row['people']:,} reports are of hair: a share of reports, no rate"
    )


def chance_interval(lost: int, people: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share, in percent (Clopper and Pearson).

    Examples
    --------
    >>> [round(end) for end in chance_interval(11, 21)]
    [30, 74]
    """
    interval = binomtest(lost, people).proportion_ci(0.95, "exact")
    return HUNDRED * float(interval.low), HUNDRED * float(interval.high)
