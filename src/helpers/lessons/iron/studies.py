"""Lesson 06: the studies of ferritin and hair, each with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from helpers.evidence import load_study

_SURE = 0.95


@dataclass(frozen=True)
class Compared:
    """People with hair loss against controls; `low` and `high` are nan if unknown."""

    study: str
    group: str
    value: float
    low: float
    high: float


def ferritin_differences() -> list[Compared]:
    """Return mean ferritin with hair loss less that of the study's controls, in µg/L.

    Examples
    --------
    >>> te = ferritin_differences()[0]
    >>> te.group, round(te.value, 1), te.low < 0 < te.high
    ('telogen effluvium', -9.4, True)
    """
    rows = load_study("ferritin_case_control")
    found = []
    for study, group in rows.groupby("study", sort=False):
        control = group[group["kind"] == "control"].iloc[0]
        for _, case in group[group["kind"] == "hair loss"].iterrows():
            low, high = _interval(case, control)
            gap = float(case["mean_ug_L"] - control["mean_ug_L"])
            found.append(Compared(str(study), str(case["group"]), gap, low, high))
    return found


def pooled_difference() -> Compared:
    """Return the same difference, pooled by a meta-analysis, whose label counts all its studies.

    Examples
    --------
    >>> round(pooled_difference().value, 1)
    -18.5
    """
    row = load_study("ferritin_pooled").iloc[0]
    return Compared(
        "Pooled", f"{row['studies']:.0f} studies",
        *(float(row[f"{name}_ug_L"]) for name in ("difference", "low", "high")),
    )  # fmt: skip


def cutoff_odds() -> list[Compared]:
    """Return the odds of a low ferritin with hair loss over those of controls.

    Examples
    --------
    >>> olsen = cutoff_odds()[0]
    >>> round(olsen.value, 2), olsen.high < 1
    (0.33, True)
    """
    rows = load_study("ferritin_cutoffs")
    found = []
    for (study, cutoff), group in rows.groupby(["study", "cutoff_ug_L"], sort=False):
        controls = group[group["kind"] == "control"]
        if controls.empty:
            continue
        control = controls.iloc[0]
        for _, case in group[group["kind"] == "hair loss"].iterrows():
            words = f"{case['group'].split(',')[0]} ({cutoff:g})"
            found.append(Compared(str(study), words, *_odds(case, control)))
    return found


def _interval(case: pd.Series, control: pd.Series) -> tuple[float, float]:
    """Return Welch's interval of a difference of means; nan without the group sizes."""
    if np.isnan(case["n"]) or np.isnan(control["n"]):
        return float("nan"), float("nan")
    test = scipy.stats.ttest_ind(_stand_in(case), _stand_in(control), equal_var=False)
    interval = test.confidence_interval(_SURE)
    return float(interval.low), float(interval.high)


def _stand_in(group: pd.Series) -> np.ndarray:
    """Return as many values as the group has, with its mean and SD; Welch needs no more."""
    z = scipy.stats.zscore(np.arange(int(group["n"]), dtype=float), ddof=1)
    return np.asarray(group["mean_ug_L"] + group["sd_ug_L"] * z)


def _odds(case: pd.Series, control: pd.Series) -> tuple[float, float, float]:
    """Return an odds ratio with its interval; without the group sizes the ratio alone."""
    pair = (case, control)
    if any(np.isnan(group["n"]) for group in pair):
        odds = [group["below_pct"] / (100 - group["below_pct"]) for group in pair]
        return float(odds[0] / odds[1]), float("nan"), float("nan")
    below = [round(group["n"] * group["below_pct"] / 100) for group in pair]
    above = [int(group["n"]) - low for group, low in zip(pair, below, strict=True)]
    result = scipy.stats.contingency.odds_ratio([below, above], kind="sample")
    interval = result.confidence_interval(_SURE)
    return float(result.statistic), float(interval.low), float(interval.high)
