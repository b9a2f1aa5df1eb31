"""The story of a course in a few numbers: when shedding began, peaked and ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from helpers.evidence import evidence
from helpers.model import Course, Exposure
from helpers.model.rates import Rates
from helpers.model.scalp import Array

_NOBODY = 1e-12


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
        Greatest share of the usual hairs that is missing, 0 to 1; a hair that has just begun
        to grow again counts as a hair.
    most_missing_day : int
        The day of it.
    most_thinned : float
        Greatest share of the usual long hairs that is missing, 0 to 1: what a ponytail shows.
    most_thinned_day : int
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
    most_thinned: float
    most_thinned_day: int
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
    hairs = _hairs(course)
    telogen = np.divide(table["telogen"], hairs, out=np.zeros(len(hairs)), where=hairs > 0)
    missing = 1 - table["visible"].to_numpy() / usual_visible(course)
    thinned = thinning(course)
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
        most_thinned=max(0.0, float(thinned.max())),
        most_thinned_day=int(thinned.argmax()),
        highest_telogen=float(telogen.max()),
        highest_telogen_day=int(telogen.argmax()),
    )


def usual_visible(course: Course) -> float:
    """Return the visible hairs of the scalp before anything happened to it."""
    return course.scalp.follicles * (1 - course.scalp.shares["kenogen"])


def thinning(course: Course) -> Array:
    """Return the share of the usual long hairs that is missing on each day.

    A follicle that sheds is soon filled by a new hair, so that density hardly falls; but
    the new hair is short, and counts here only once it has reached the length of a long
    hair (a row of the parameters) at the scalp's own growth rate. Breaks along the shaft
    are not counted, and a follicle that sheds twice within that time counts twice.

    Examples
    --------
    >>> from helpers.model import Scalp, clinical, simulate
    >>> course = simulate(Scalp(), [clinical.illness(day=0)], days=365)
    >>> bool(thinning(course).max() > 0.15), bool(course.table["visible"].min() > 98_000)
    (True, True)
    """
    table, scalp, hairs = course.table, course.scalp, _hairs(course)
    growing = evidence().value("long_hair_mm") / max(scalp.growth_mm_per_day, 1e-9)
    window = round(min(growing, scalp.anagen_mean))
    alive = 1 - table["scarred"].to_numpy() / scalp.follicles
    kept = np.append(alive[1:] / np.maximum(alive[:-1], _NOBODY), 1.0)
    # New hairs of a day: what was shed, less what stays empty. Destruction takes short
    # hairs in the same proportion as all others.
    empty = table["kenogen"].to_numpy()
    begun = table["shed"].to_numpy() + empty * kept - np.append(empty[1:], empty[-1])
    begun = np.append(np.full(window, scalp.shed_per_day), begun / np.maximum(alive, _NOBODY))
    short = _last(begun, window, len(hairs)) * alive
    long = np.maximum(hairs - short, 0.0)
    # Of the long ones, those that broke at the root are short again.
    anagen = table["anagen"].to_numpy()
    standing = anagen - hairs + table["visible"].to_numpy()
    broken = table["fractured"].to_numpy() / np.maximum(standing, _NOBODY)
    broken = broken * np.clip((anagen - short) / np.maximum(long, _NOBODY), 0, 1)
    whole = np.append(np.zeros(window), np.log1p(-np.clip(broken, 0, 1 - _NOBODY)))
    usual = usual_visible(course) - window * scalp.shed_per_day
    return 1 - long * np.exp(_last(whole, window, len(hairs))) / usual


def _last(values: Array, window: int, days: int) -> Array:
    """Sum the `window` values before each day; `values` begin that many days earlier."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    return total[window : window + days] - total[:days]


def _hairs(course: Course) -> Array:
    """Return the follicles that hold a hair, on each day."""
    table = course.table
    return (table["anagen"] + table["catagen"] + table["telogen"]).to_numpy(dtype=float)


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
