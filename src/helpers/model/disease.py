"""Skin disease over time, and what it does to follicles.

The course of the disease is an array with one activity a day (0 to 100, like the activity
part of the CDASI). What follows for the follicles is an `Exposure`, in steps of a week.

Where the attack strikes decides what comes back: `bulb_attack` holds up the follicle, and
everything is reversible; `bulge_attack` does the same and also destroys.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from helpers.evidence import evidence
from helpers.model.calendar import DAYS_A_WEEK, DAYS_A_YEAR
from helpers.model.checks import ModelInputError, whole, within
from helpers.model.exposures import FOREVER, Effect, Exposure
from helpers.model.scalp import Array

CourseOfDisease = Literal["monophasic", "relapsing"]
HIGHEST = 100.0  # points: the end of the scale
_SLICES = 5  # levels of activity at which waiting follicles start again
_LEAST = 0.01  # share of the highest activity that is left out of the weekly steps
_LONGEST = 36_500


def _or_default(value: float | None, parameter: str) -> float:
    return evidence().value(parameter) if value is None else value


def disease_activity(
    days: int,
    start: float = 0,
    peak: float | None = None,
    course: CourseOfDisease = "monophasic",
    treated_from: float | None = None,
    half_life: float | None = None,
    residual: float | None = None,
) -> Array:
    """Return the activity of the skin disease, one value a day.

    Untreated, it climbs to its peak within weeks and stays there: for a long time and once
    ("monophasic"), or for months, again and again ("relapsing"). From the first day of
    treatment on, what lies above the residual level is halved in every half-life; a later
    relapse under treatment is weakened in the same proportion.

    Parameters
    ----------
    days : int
        Length of the course.
    start : float
        Day on which the disease begins; before it the activity is 0.
    peak : float, optional
        Highest activity, 0 to 100 points.
    course : str
        "monophasic" or "relapsing".
    treated_from : float, optional
        First day of treatment; None for no treatment.
    half_life : float, optional
        Days in which treatment halves the activity.
    residual : float, optional
        Activity towards which treatment leads, 0 to 100 points.

    Returns
    -------
    ndarray
        `days` values in points. Treatment that starts later never means less activity.

    Raises
    ------
    ModelInputError
        If a value is outside what the model covers, or the course is unknown.

    Notes
    -----
    Peak and half-life: Paik and others 2021 (10 patients, open label). The shape of the
    untreated course is assumed.

    Examples
    --------
    >>> activity = disease_activity(365, start=0, treated_from=100)
    >>> bool(activity[99] == 28), round(float(activity[100 + 84]), 1)
    (True, 9.5)
    """
    days = whole("Days", days, 1, _LONGEST, "days")
    start = within("Start", start, 0, _LONGEST, "days")
    peak = within("Activity", _or_default(peak, "disease_peak"), 0, HIGHEST, "points")
    half_life = _or_default(half_life, "skin_half_life")
    half_life = within("Half-life", half_life, 1, _LONGEST, "days")
    residual = within("Residual", _or_default(residual, "skin_residual"), 0, HIGHEST, "points")
    since = np.asarray(np.arange(days) - start, dtype=np.float64)
    if course == "monophasic":
        activity = peak * _bout(since, evidence().value("disease_lasting_days"))
    elif course == "relapsing":
        # Each flare stands on its own; where the next one meets the end of the last, the
        # higher counts.
        lasting, every = (evidence().value(f"relapse_{name}_days") for name in ("lasting", "every"))
        number = max(1, math.ceil(days / every))
        activity = peak * np.max([_bout(since - k * every, lasting) for k in range(number)], axis=0)
    else:
        raise ModelInputError(
            f"{course!r} is not a course of disease; choose 'monophasic' or 'relapsing'."
        )
    if treated_from is None:
        return activity
    treated_from = within("Treatment", treated_from, 0, _LONGEST, "days")
    left = 0.5 ** (np.maximum(np.arange(days) - treated_from, 0) / half_life)
    floor = np.minimum(activity, residual)
    return floor + (activity - floor) * left


def _bout(since: Array, lasting: float) -> Array:
    """Return one untreated bout as a share of its peak: it climbs, stays, and fades."""
    rise = evidence().value("disease_rise_days")
    share = np.clip((since + 1) / rise, 0.0, 1.0)
    return np.minimum(share, np.clip(1 - (since - rise - lasting) / rise, 0.0, 1.0))


def scalp_disease(
    activity: Sequence[float] | Array,
    release: float | None = None,
    entry_block: float | None = None,
) -> Exposure:
    """Active disease of the scalp: hair is lost without an excess of telogen.

    Growing follicles leave early, in proportion to the activity, and follicles that have
    shed their hair wait empty until the activity has fallen below what they bear. Both are
    reversible. The empty ones are why density falls while the telogen share hardly rises.

    Parameters
    ----------
    activity : array
        Activity in points, one value a day from day 0 of the run, as `disease_activity`
        returns it.
    release : float, optional
        Share of anagen follicles that leave early in a year of disease at the default
        peak, 0 to 1 (not 1).
    entry_block : float, optional
        Share of anagen starts that is withheld at the default peak, 0 to 1.

    Returns
    -------
    Exposure
        Weekly steps; nothing after the last day of `activity`.

    Notes
    -----
    Tuned to scalp biopsies of 20 patients (telogen 10.3 percent, density reduced).

    Examples
    --------
    >>> ill = scalp_disease(disease_activity(365, treated_from=100))
    >>> sorted({effect.target for effect in ill.effects})
    ['anagen_release', 'entry_hold']
    """
    points = _points(activity)
    release = within("Release", _or_default(release, "disease_release"), 0, 0.999)
    block = within("Entry block", _or_default(entry_block, "disease_entry_block"), 0, 1)
    usual = evidence().value("disease_peak")
    hazard = -math.log1p(-release) / DAYS_A_YEAR / usual  # per day and point
    effects = _weekly("anagen_release", points * hazard)
    return Exposure("scalp disease", effects + _waiting(points, block / usual))


def bulb_attack(
    activity: Sequence[float] | Array,
    release: float | None = None,
    entry_block: float | None = None,
) -> Exposure:
    """Inflammation around the bulb: the same as `scalp_disease`; nothing is destroyed.

    Examples
    --------
    >>> activity = disease_activity(365)
    >>> bulb_attack(activity).effects == scalp_disease(activity).effects
    True
    """
    whole_attack = scalp_disease(activity, release, entry_block)
    return Exposure("attack on the bulb", whole_attack.effects)


def bulge_attack(
    activity: Sequence[float] | Array,
    per_year: float | None = None,
    threshold: float | None = None,
    release: float | None = None,
    entry_block: float | None = None,
) -> Exposure:
    """Inflammation around the bulge: what the bulb suffers, and destruction beside it.

    Do not run it together with `bulb_attack` or `scalp_disease` of the same activity: it
    contains their effects.

    Parameters
    ----------
    activity : array
        Activity in points, one value a day from day 0 of the run.
    per_year : float, optional
        Share of follicles destroyed in a year at the default peak, 0 to 1 (not 1). It
        grows in a straight line with the activity above the threshold.
    threshold : float, optional
        Activity in points up to which nothing is destroyed.
    release, entry_block : float, optional
        See `scalp_disease`; 0 for both leaves the destruction alone.

    Notes
    -----
    In dermatomyositis scarring is known from single cases. That it takes long is borrowed
    from discoid lupus (Wilson 1992); the speed is assumed.

    Examples
    --------
    >>> mild = disease_activity(365, peak=10)
    >>> any(effect.target == "destruction" for effect in bulge_attack(mild).effects)
    False
    """
    points = _points(activity)
    per_year = within("Destruction", _or_default(per_year, "bulge_destruction"), 0, 0.999)
    threshold = _or_default(threshold, "bulge_threshold")
    threshold = within("Threshold", threshold, 0, HIGHEST, "points")
    usual = evidence().value("disease_peak")
    # A threshold at or above the usual peak has no straight line through it: the line then
    # keeps the slope that it has at the default.
    span = usual - (threshold if threshold < usual else evidence().value("bulge_threshold"))
    hazard = -math.log1p(-per_year) / DAYS_A_YEAR * np.maximum(points - threshold, 0) / span
    attack = scalp_disease(points, release, entry_block).effects
    return Exposure("attack on the bulge", attack + _weekly("destruction", hazard))


def _points(activity: Sequence[float] | Array) -> Array:
    points = np.atleast_1d(np.asarray(activity, dtype=float))
    if points.ndim != 1 or not len(points):
        raise ModelInputError("The activity must be a list with one value for each day.")
    if not np.isfinite(points).all() or points.min() < 0 or points.max() > HIGHEST:
        raise ModelInputError(
            f"The activity must lie between 0 and {HIGHEST:g} points on every day."
        )
    return points


def _weekly(target: Literal["anagen_release", "destruction"], rate: Array) -> tuple[Effect, ...]:
    """Turn a rate a day into effects of a week each; equal neighbours become one."""
    begins = np.arange(0, len(rate), DAYS_A_WEEK)
    days = np.diff(begins, append=len(rate))
    means = (np.add.reduceat(rate, begins) / days).tolist()
    steps: list[tuple[float, float, float]] = []
    least = _LEAST * float(rate.max())
    for first, long, mean in zip(begins.tolist(), days.tolist(), means, strict=True):
        if mean <= least:
            continue
        last = first + long
        if steps and steps[-1][1] == first and math.isclose(steps[-1][2], mean, rel_tol=1e-9):
            steps[-1] = (steps[-1][0], float(last), mean)
        else:
            steps.append((float(first), float(last), mean))
    return tuple(Effect(target, *step) for step in steps)


def _waiting(points: Array, share_per_point: float) -> tuple[Effect, ...]:
    """Let empty follicles wait while the activity is above what each of them bears.

    What they bear is spread evenly, so the share that waits is proportional to the
    activity. It is cut into slices; a follicle of a slice waits until the activity has
    fallen to the middle of it.
    """
    highest = float(points.max())
    if not highest or not share_per_point:
        return ()
    over_days = evidence().value("disease_restart_days")
    effects: list[Effect] = []
    caught = 0.0
    for number in range(_SLICES):
        share = min(1.0, share_per_point * highest * (number + 1) / _SLICES)
        # The slices stand in a row: each sees only what those before it let pass.
        own = (share - caught) / (1 - caught) if caught < 1 else 0.0
        caught = share
        if own <= 0:
            break
        above = np.concatenate(([False], points > highest * (number + 0.5) / _SLICES, [False]))
        edges = np.flatnonzero(above[1:] != above[:-1])
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            # Disease that lasts to the end of the array does not end there.
            end = FOREVER if last == len(points) else float(last)
            effects.append(Effect("entry_hold", float(first), end, own, over_days))
    return tuple(effects)
