"""Lesson 09: how many people with dermatomyositis have scalp disease, by who looked."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import scipy

from helpers.evidence import load_study

_INSIDE = 0.95


@dataclass(frozen=True)
class Share:
    """A share of people in percent with its 95 percent Wilson interval.

    Attributes
    ----------
    label : str
        Whose it is.
    looked : str
        "examined", "records" or "pooled".
    affected, people : int
    percent, low, high : float
    """

    label: str
    looked: str
    affected: int
    people: int
    percent: float
    low: float
    high: float


def scalp_shares(of: str = "scalp") -> list[Share]:
    """Return the share of each series with scalp disease, or with hair loss.

    Parameters
    ----------
    of : str
        "scalp" or "alopecia"; a series that did not print it is left out.

    Examples
    --------
    >>> [round(share.percent, 1) for share in scalp_shares()]
    [82.4, 77.4, 49.0, 12.8]
    >>> [round(share.percent) for share in scalp_shares("alopecia")]
    [35, 68]
    """
    rows = load_study("scalp_dm_series").dropna(subset=[of])
    return [
        _share(str(row["label"]), str(row["looked"]), int(row[of]), int(row["people"]))
        for _, row in rows.iterrows()
    ]


def pooled_share() -> Share:
    """Return what adding up all four series gives: a number that describes nobody.

    Examples
    --------
    >>> pool = pooled_share()
    >>> pool.affected, pool.people, round(pool.percent, 1)
    (105, 300, 35.0)
    """
    parts = scalp_shares()
    affected, people = (
        sum(getattr(part, name) for part in parts) for name in ("affected", "people")
    )
    return _share("All four, added up", "pooled", affected, people)


@dataclass(frozen=True)
class Unlike:
    """How unlike the series are: chi-squared test, and the share that is not chance."""

    chi2: float
    degrees: int
    p: float
    i2_percent: float


def series_unlike() -> Unlike:
    """Test whether four series can be samples of one share.

    Examples
    --------
    >>> test = series_unlike()
    >>> round(test.chi2), test.degrees, test.p < 1e-9
    (83, 3, True)
    """
    parts = scalp_shares()
    counts = [[part.affected, part.people - part.affected] for part in parts]
    result = scipy.stats.chi2_contingency(pd.DataFrame(counts), correction=False)
    chi2, degrees = float(result.statistic), int(result.dof)
    return Unlike(chi2, degrees, float(result.pvalue), 100 * max(0.0, 1 - degrees / chi2))


def _share(label: str, looked: str, affected: int, people: int) -> Share:
    low, high = scipy.stats.binomtest(affected, people).proportion_ci(_INSIDE, method="wilson")
    return Share(
        label,
        looked,
        affected,
        people,
        100 * affected / people,
        100 * float(low),
        100 * float(high),
    )
