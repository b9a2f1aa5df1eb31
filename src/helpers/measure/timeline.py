"""The story of a course in a few numbers: when shedding began, peaked and ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from helpers.evidence import evidence
from helpers.model import Course, Exposure
from helpers.model.rates import Rates
from helpers.model.scalp import Array


@dataclass(frozen=True)
class Timeline:
    """Facts of a course; days count from the start of the run.

    Attributes
    ----------
    baseline : float
        Hairs shed a day before anything happened.
    onset_day : int or None
        First day on which shedding reaches the noticed level (a multiple of the baseline);
        None if it never does.
    peak_day : int or None
        Day of the highest shedding; None if shedding never reaches the noticed level.
    peak_shed, peak_ratio : float
        Highest shedding in hairs a day, and as a multiple of the baseline.
    return_day : int or None
        First day from which shedding stays below the noticed level to the end of the run;
        None if it never rose, or has not come back when the run ends.
    excess_hairs : float
        The most hairs shed above the baseline in one stretch of days.
    pushed_hairs : float
        Growing follicles that were released early.
    most_missing : float
        Greatest share of the usual visible hair that is missing, 0 to 1.
    most_missing_day : int
        The day of it.
    highest_telogen : float
        Highest share of hairs (anagen, catagen, telogen) that are in telogen, 0 to 1.
    highest_telogen_day : int
        The day of it.
    """

    baseline: float
    onset_day: int | None
    peak_day: int | None
    peak_shed: float
    peak_ratio: float
    return_day: int | None
    excess_hairs: float
    pushed_hairs: float
    most_missing: float
    most_missing_day: int
    highest_telogen: float
    highest_telogen_day: int

    @property
    def shedding_days(self) -> int | None:
        """Days from the start of shedding until it is normal again."""
        if self.onset_day is None or self.return_day is None:
            return None
        return self.return_day - self.onset_day


def timeline(course: Course, exposures: Iterable[Exposure] = ()) -> Timeline:
    """Read the facts of a course.

    A sampled course is smoothed over a few days first, so that chance is not taken for
    the start of shedding.

    Parameters
    ----------
    course : Course
    exposures : iterable of Exposure, optional
        What the course was run with; needed only to count the follicles pushed.

    Returns
    -------
    Timeline

    Examples
    --------
    >>> from helpers.model import Scalp, clinical, simulate
    >>> flare = [clinical.illness(day=0)]
    >>> facts = timeline(simulate(Scalp(), flare, days=365), flare)
    >>> facts.onset_day, facts.peak_day, facts.return_day
    (61, 103, 182)
    >>> facts.excess_hairs < facts.pushed_hairs
    True
    """
    table, baseline = course.table, course.scalp.shed_per_day
    shed = _smoothed(course)
    noticed = np.flatnonzero(shed >= evidence().value("shedding_onset_factor") * baseline)
    above = np.concatenate(([0.0], np.cumsum(table["shed"].to_numpy() - baseline)))
    hairs = table[["anagen", "catagen", "telogen"]].sum(axis=1).to_numpy()
    telogen = np.divide(table["telogen"], hairs, out=np.zeros(len(hairs)), where=hairs > 0)
    missing = 1 - table["visible"].to_numpy() / usual_visible(course)
    peak = int(shed.argmax())
    last = int(noticed[-1]) + 1 if len(noticed) else 0
    return Timeline(
        baseline=baseline,
        onset_day=int(noticed[0]) if len(noticed) else None,
        peak_day=peak if len(noticed) else None,
        peak_shed=float(shed[peak]),
        peak_ratio=float(shed[peak] / baseline),
        return_day=last if 0 < last < len(shed) else None,
        excess_hairs=float((above - np.minimum.accumulate(above)).max()),
        pushed_hairs=_pushed(course, exposures),
        most_missing=max(0.0, float(missing.max())),
        most_missing_day=int(missing.argmax()),
        highest_telogen=float(telogen.max()),
        highest_telogen_day=int(telogen.argmax()),
    )


def usual_visible(course: Course) -> float:
    """Return the visible hairs of the scalp before anything happened to it."""
    return course.scalp.follicles * (1 - course.scalp.shares["kenogen"])


def _smoothed(course: Course) -> Array:
    """Return daily shedding; for a sampled course, averaged over a few days."""
    shed = course.table["shed"]
    if course.intervals is not None:
        days = round(evidence().value("shedding_smoothing_days"))
        shed = shed.rolling(days, center=True, min_periods=1).mean()
    return shed.to_numpy(dtype=float)


def _pushed(course: Course, exposures: Iterable[Exposure]) -> float:
    """Count the growing follicles that the exposures released early."""
    rates = Rates(course.scalp, exposures, len(course.table))
    chance = np.exp(-rates.destroyed) * -np.expm1(-rates.release["anagen"])
    return float(course.table["anagen"].to_numpy() @ chance)
