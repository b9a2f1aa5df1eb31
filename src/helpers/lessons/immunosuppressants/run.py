"""Lesson 10: a flare, a drug, and the same patient without the drug, over two years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.lessons.immunosuppressants.counts import Count, drug_counts, drug_reports
from helpers.model import Scalp, simulate
from helpers.model.calendar import DAYS_A_WEEK
from helpers.model.disease import disease_activity, scalp_disease
from helpers.model.drugs import Drug, drug_course, drugs
from helpers.model.exposures import Exposure
from helpers.model.scalp import Array
from helpers.readout.landmarks import thinning

FLARE_DAY = 30
LATEST_START = 240
"""Days from the flare to the first dose at most, as far as the slider goes."""
DAYS = 785
"""A little over two years from the flare, and not yet the end of the untreated disease."""
STOPPED_AFTER = 28
"""Days until a drug that may not be given on is stopped."""
SIX_WEEKS, HALF_YEAR, YEAR, TWO_YEARS = 42, 182, 365, 730
_NOTHING = 0.05  # percent of the hair: a difference that no chart shows


@dataclass(frozen=True)
class Patient:
    """One patient's hair, day by day.

    Attributes
    ----------
    activity : ndarray
        Activity of the disease in points.
    shed, broken : ndarray
        Hairs a day that fall with a club, and that break near the root,
        each counted once.
    missing : ndarray
        Long hair that is missing, in percent of the usual. Below zero, where released
        follicles for a while hold more long hairs than usual, it is set to zero: that is
        no benefit of a drug.
    """

    activity: Array
    shed: Array
    broken: Array
    missing: Array


@dataclass(frozen=True)
class DrugStory:
    """What lesson 10 shows.

    Attributes
    ----------
    drug : Drug
    affected : bool
        Whether the patient is one of those whose hair the drug takes.
    counts : tuple of Count
        People who lose hair on the drug, by how they were asked.
    reports : tuple of int or None
        Reports of hair, and of anything, where there is nothing else.
    day : ndarray
        Days from the start of the run; the flare begins on day 30.
    drugged, without : Patient
        The patient with the drug, and the same patient without it.
    start : float
        Day of the first dose.
    stopped : float or None
        Day on which the drug is stopped.
    values : dict of str to float
        The numbers of sentences and challenges; nan for what never happens.
    """

    drug: Drug
    affected: bool
    counts: tuple[Count, ...]
    reports: tuple[int, int] | None
    day: Array
    drugged: Patient
    without: Patient
    start: float
    stopped: float | None
    values: Mapping[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """One row in four weeks: the patient with the drug and without it."""
        columns = {"Day": self.day}
        for words, patient in (("with the drug", self.drugged), ("without it", self.without)):
            columns |= {
                f"Shed with a club a day, {words}": patient.shed,
                f"Broken at the root a day, {words}": patient.broken,
                f"Long hair missing (%), {words}": patient.missing,
                f"Disease activity, {words}": patient.activity,
            }
        return pd.DataFrame(columns).iloc[:: 4 * DAYS_A_WEEK].round(1)


def drug_story(
    drug: str,
    start_after: float,
    who: str,
    activity: float,
    half_life_weeks: float,
    release_percent: float,
) -> DrugStory:
    """Run a flare with a drug, and once more without it.

    Parameters
    ----------
    drug : str
        Key of the drug.
    start_after : float
        Days from the flare to the first dose.
    who : str
        "few": one of those whose hair the drug takes; "many": one of the others.
    activity : float
        Highest activity of the skin disease in points.
    half_life_weeks : float
        Weeks in which the drug halves the activity; borrowed from one drug for all.
    release_percent : float
        For a drug that sends follicles to rest: share of the growing follicles, in percent.
    """
    given = drugs()[drug]
    start = FLARE_DAY + start_after
    stopped = None if given.calms else start + STOPPED_AFTER
    share = release_percent / 100 if given.acts == "rest" else None
    last = DAYS if stopped is None else stopped
    course = drug_course(drug, start, last - start, affected=who == "few", share=share)
    half_life = half_life_weeks * DAYS_A_WEEK
    treated_from = start if given.calms else None
    without = _without(activity)
    points = disease_activity(DAYS, FLARE_DAY, activity, "monophasic", treated_from, half_life)
    drugged = _run(points, (course,))
    counts = drug_counts(drug)
    return DrugStory(
        drug=given,
        affected=course.affected and given.acts != "unknown",
        counts=counts,
        reports=drug_reports(drug),
        day=np.arange(DAYS, dtype=float),
        drugged=drugged,
        without=without,
        start=start,
        stopped=stopped,
        values=_values(drugged, without, int(start), counts),
    )


@lru_cache(maxsize=32)
def _without(activity: float) -> Patient:
    """Return the patient who gets no drug: the same at every setting but the activity."""
    return _run(disease_activity(DAYS, FLARE_DAY, activity), ())


def _run(points: Array, taken: tuple[Exposure, ...]) -> Patient:
    ill = (scalp_disease(points),) if points.any() else ()
    course = simulate(Scalp(), (*ill, *taken), days=DAYS)
    return Patient(
        activity=points,
        shed=course.table["shed"].to_numpy(),
        broken=course.table["fractured"].to_numpy(),
        missing=100 * np.maximum(thinning(course), 0.0),
    )


def _values(
    drugged: Patient, without: Patient, start: int, counts: tuple[Count, ...]
) -> dict[str, float]:
    normal = Scalp().shed_per_day
    lost = drugged.shed + drugged.broken
    after = lost[start:]
    noticed = np.flatnonzero(after >= evidence().value("shedding_onset_factor") * normal)
    peak = int(after.argmax())
    soon = slice(start, start + SIX_WEEKS)
    extra = drugged.missing - without.missing
    found = {
        "normal": normal,
        "onset_days": float(noticed[0]) if len(noticed) else float("nan"),
        "peak_days": float(peak),
        "peak_lost": float(after[peak]),
        "peak_ratio": float(after[peak] / normal),
        "without_peak": float(without.shed.max()),
        "clubs_percent": 100 * float(drugged.shed[soon].sum() / lost[soon].sum()),
        "extra_hairs": float((lost - without.shed).sum()),
        "cross_days": _crossing(extra[start:]),
        "worst_extra": float(extra.max()),
    }
    for name, days in (("half_year", HALF_YEAR), ("year", YEAR), ("two_years", TWO_YEARS)):
        day = min(FLARE_DAY + days if name == "two_years" else start + days, DAYS - 1)
        found[f"missing_{name}"] = float(drugged.missing[day])
        found[f"without_{name}"] = float(without.missing[day])
        found[f"gain_{name}"] = float(-extra[day])
        found[f"loss_{name}"] = float(extra[day])
    for way, count in zip(("trial", "followed", "survey"), counts, strict=True):
        found |= {f"{way}_low": count.low, f"{way}_high": count.high}
    return found


def _crossing(extra: Array) -> float:
    """Return the first day from which less hair is missing with the drug, after it was more."""
    more, less = (np.flatnonzero(sign * extra > _NOTHING) for sign in (1, -1))
    if not len(more) or not len(less) or less[-1] < more[-1]:
        return float("nan")
    return float(less[less > more[-1]][0])
