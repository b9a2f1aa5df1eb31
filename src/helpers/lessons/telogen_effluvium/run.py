"""Lesson 03: one trigger in a year, and Headington's five types."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.model import (
    Exposure,
    ModelInputError,
    Scalp,
    clinical,
    draw_patients,
    exposures,
    simulate,
    simulate_cohort,
)
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK
from helpers.model.cohort.summary import Cohort, shedding_wave
from helpers.model.scalp import Array
from helpers.readout.course_story import YEAR, Sketch, Story, story_numbers, telogen_percent
from helpers.readout.landmarks import thinning, timeline
from helpers.readout.methods import read_course

_WHO = ("expected", "person", "thousand")
_SEED = 1
_PEOPLE = 1000
_BIRTH = 300
# The slider waits for all of them: the batches share the cores of the machine.
# Python in a browser has no threads.
_WORKERS = None if sys.platform == "emscripten" else ThreadPoolExecutor(os.cpu_count())


def trigger_story(
    day: float,
    released_percent: float,
    over_days: float,
    who: str = "expected",
    sketch: Sketch = (),
) -> Story:
    """Run lesson 03: one trigger in a year.

    Parameters
    ----------
    day : float
        First day of the trigger.
    released_percent : float
        Share of the growing follicles that is released, in percent.
    over_days : float
        How long the release takes.
    who : str
        "expected" (the course to expect of one scalp), "person" (one scalp, hair by hair)
        or "thousand" (a thousand people with the spread of the parameters' ranges).
    sketch : sequence of (float, float)
        The student's guess, to be drawn over the result.

    Raises
    ------
    ModelInputError
        If a number is out of range, or `who` is none of the three.

    Examples
    --------
    >>> story = trigger_story(day=30, released_percent=25, over_days=14)
    >>> bool(60 < story.values["peak_days"] < 130)
    True
    """
    if who not in _WHO:
        raise ModelInputError(f"{who!r} is nobody's scalp; choose one of {', '.join(_WHO)}.")
    trigger = [clinical.illness(day, released_percent / 100, over_days)]
    scalp = Scalp()
    course = expected = simulate(scalp, trigger, days=YEAR)
    if who == "person":
        course = simulate(scalp, trigger, days=YEAR, follicles=round(scalp.follicles), seed=_SEED)
    facts = timeline(course, trigger)
    values = story_numbers(facts, day) | {"trigger_day": day, "released_percent": released_percent}
    values |= _after_a_birth()
    events = {"trigger": day}
    if facts.peak_day is not None:
        events["peak"] = facts.peak_day
    if course is not expected and facts.peak_day is not None:
        # One person's line is drawn day by day: its words are those of its highest day.
        shed = course.table["shed"]
        top, events["peak"] = float(shed.max()), float(shed.to_numpy().argmax())
        values |= {"peak_shed": top, "peak_ratio": top / facts.baseline}
        values["peak_days"] = events["peak"] - day
    story = Story(
        day=course.table.index.to_numpy(dtype=float),
        shed=course.table["shed"].to_numpy(),
        band=expected.band("shed"),
        band_words="95% of days, by chance alone",
        normal=facts.baseline,
        events=events,
        lower={"telogen": telogen_percent(course), "long hair missing": 100 * thinning(course)},
        since="the trigger",
        values=values,
        sketch=_drawn(sketch, day, facts.baseline),
    )
    return _among_people(story, trigger, day) if who == "thousand" else story


def after_illness() -> list[tuple[float, float]]:
    """Return the year after a severe illness: months since, and shedding in percent of normal.

    Examples
    --------
    >>> curve = after_illness()
    >>> month, _ = max(curve, key=lambda point: point[1])
    >>> len(curve), bool(3 < month < 4)
    (53, True)
    """
    share, over = (evidence().value(f"illness_release{name}") for name in ("", "_days"))
    story = trigger_story(0, 100 * share, over)
    weeks = slice(None, None, DAYS_A_WEEK)
    months, shed = story.day[weeks] / DAYS_A_MONTH, 100 * story.shed[weeks] / story.normal
    return list(zip(months.tolist(), shed.tolist(), strict=True))


@cache
def _after_a_birth() -> dict[str, float]:
    """Return what childbirth does in the model: no setting changes it."""
    birth = [clinical.childbirth(_BIRTH)]
    course = simulate(Scalp(), birth, days=_BIRTH + 2 * YEAR)
    facts = timeline(course, birth)
    days = {"onset": facts.onset_day, "peak": facts.peak_day, "end": facts.return_day}
    growing = [
        100 * read_course(course, day, "trichogram").shares["anagen root"]
        for day in range(_BIRTH, _BIRTH + YEAR, DAYS_A_WEEK)
    ]
    return {
        f"birth_{name}_months": np.nan if day is None else (day - _BIRTH) / DAYS_A_MONTH
        for name, day in days.items()
    } | {"birth_growing_before": growing[0], "birth_growing_lowest": min(growing)}


def _onsets(cohort: Cohort, day: float) -> Array:
    """Return the days from the trigger to the noticed level, of those who reach it."""
    level = evidence().value("shedding_onset_factor")
    times = cohort.path("shed") / cohort.usual_shed[:, None]
    first = (times >= level).argmax(axis=1)
    rows = np.flatnonzero((times >= level).any(axis=1) & (first > 0))
    first = first[rows]
    before, after = times[rows, first - 1], times[rows, first]
    middle = (cohort.step - 1) / 2
    return (first - 1 + (level - before) / (after - before)) * cohort.step + middle - day


@cache
def _people() -> pd.DataFrame:
    return draw_patients(_PEOPLE, seed=_SEED)


def _no_summary(part: Cohort) -> dict[str, Array]:
    """Leave the summary of a batch out: one for everybody together is quicker."""
    return {"usual_shed": part.usual_shed}


def _among_people(story: Story, trigger: list[Exposure], day: float) -> Story:
    """Show the same trigger in a thousand people: the median, and nine of ten of them."""
    cohort = simulate_cohort(
        _people(),
        trigger,
        YEAR,
        executor=_WORKERS,
        keep=("shed", "telogen", "visible", "scarred"),
        summary=_no_summary,
    )
    low, middle, high = cohort.band("shed", (0.05, 0.5, 0.95)).to_numpy().T
    telogen = np.median(100 * cohort.path("telogen") / cohort.path("visible"), axis=0)
    peaks = shedding_wave(cohort)["peak_day"].dropna() - day
    spread = np.quantile(peaks, [0.05, 0.95]) if len(peaks) else (np.nan, np.nan)
    onsets = _onsets(cohort, day)
    begins = (onsets.mean(), onsets.std(ddof=1)) if len(onsets) > 1 else (np.nan, np.nan)
    return replace(
        story,
        day=cohort.day.astype(float),
        shed=middle,
        band=(low, high),
        band_words="nine of ten people",
        events={**story.events, "peak": float(cohort.day[middle.argmax()])},
        lower={"telogen": telogen},
        values=story.values
        | {"people": _PEOPLE, "peak_early": float(spread[0]), "peak_late": float(spread[1])}
        | {"begins_mean": float(begins[0]), "begins_sd": float(begins[1])}
        | {"peak_shed": float(middle.max()), "peak_ratio": float(middle.max() / middle[0])}
        | {"normal": float(middle[0]), "telogen_peak_percent": float(telogen.max())},
    )


def _drawn(sketch: Sketch, day: float, normal: float) -> tuple[Array, Array] | None:
    if not sketch:
        return None
    points = np.array([(-day, 1.0), *sketch, (YEAR - day, sketch[-1][1])])
    return points[:, 0] + day, points[:, 1] * normal


def five_types() -> dict[str, Array]:
    """Return daily shedding of Headington's five types, with sizes chosen to be seen.

    Examples
    --------
    >>> len(five_types())
    5
    """
    start, days = 30, 540
    chosen = (
        exposures.anagen_release(start, 0.2),
        exposures.delayed_anagen_release(start, 210, hold=0.8, over_days=45),
        exposures.short_anagen(0.5, start),
        exposures.telogen_release(start, 90, speed=3),
        exposures.delayed_telogen_release(start, 120, hold=0.6, over_days=30),
    )
    return {
        item.name: simulate(Scalp(), [item], days=days).table["shed"].to_numpy() for item in chosen
    }
