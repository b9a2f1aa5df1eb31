"""The courses of lessons 02 to 04: what happened, what was shed, and in a few numbers when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.measure.timeline import Timeline, thinning, timeline, usual_visible
from helpers.model import Course, Exposure, Scalp, clinical, exposures, simulate
from helpers.model.scalp import Array

YEAR = 365
Sketch = Sequence[tuple[float, float]]
"""A guessed course: (days after the trigger, multiple of normal shedding)."""


@dataclass(frozen=True)
class Story:
    """A course with everything that its picture shows.

    Attributes
    ----------
    day : ndarray
        Days from the start.
    shed : ndarray
        Hairs shed a day.
    band : tuple of ndarray or None
        Lower and upper limit around `shed`.
    band_words : str
        What the band means.
    normal : float
        Hairs shed a day before anything happened.
    events : dict of str to float
        Day of each named event.
    lower : dict of str to ndarray
        Further lines, drawn below, in percent.
    sketch : tuple of ndarray or None
        A guessed course: days and hairs a day.
    since : str
        The event from which onset, peak and end are counted.
    values : dict of str to float
        The numbers of sentences and challenges; nan for what never happens.
    """

    day: Array
    shed: Array
    band: tuple[Array, Array] | None
    band_words: str
    normal: float
    events: Mapping[str, float]
    lower: Mapping[str, Array]
    since: str
    values: Mapping[str, float]
    sketch: tuple[Array, Array] | None = field(default=None)

    @property
    def table(self) -> pd.DataFrame:
        """One row a week."""
        columns = {"Day": self.day, "Hairs shed a day": self.shed}
        if self.band is not None:
            columns |= {"Band from": self.band[0], "Band to": self.band[1]}
        columns |= {f"{name} (%)": line for name, line in self.lower.items()}
        return pd.DataFrame(columns).iloc[::7].round(1)


def _since(day: float | None, event: float) -> float:
    return float("nan") if day is None else day - event


def _numbers(facts: Timeline, event: float) -> dict[str, float]:
    return {
        "onset_days": _since(facts.onset_day, event),
        "peak_days": _since(facts.peak_day, event),
        "back_days": _since(facts.return_day, event),
        "peak_shed": facts.peak_shed,
        "peak_ratio": facts.peak_ratio,
        "pushed": facts.pushed_hairs,
        "excess": facts.excess_hairs,
        "thinned_percent": 100 * facts.most_thinned,
        "missing_percent": 100 * facts.most_missing,
        "telogen_peak_percent": 100 * facts.highest_telogen,
        "normal": facts.baseline,
    }


def telogen_percent(course: Course) -> Array:
    """Return the share of hairs that are in telogen, in percent, for each day."""
    hairs = course.table[["anagen", "catagen", "telogen"]].sum(axis=1)
    return (100 * course.table["telogen"] / hairs).to_numpy()


def trigger_story(
    day: float,
    released_percent: float,
    over_days: float,
    sketch: Sketch = (),
) -> Story:
    """Run lesson 02: one trigger in a year.

    Parameters
    ----------
    day : float
        First day of the trigger.
    released_percent : float
        Share of the growing follicles that is released, in percent.
    over_days : float
        How long the release takes.
    sketch : sequence of (float, float)
        The student's guess, to be drawn over the result.

    Examples
    --------
    >>> story = trigger_story(day=30, released_percent=25, over_days=14)
    >>> bool(60 < story.values["peak_days"] < 130)
    True
    """
    trigger = [clinical.illness(day, released_percent / 100, over_days)]
    course = simulate(Scalp(), trigger, days=YEAR)
    facts = timeline(course, trigger)
    values = _numbers(facts, day) | {"trigger_day": day, "released_percent": released_percent}
    events = {"trigger": day}
    if facts.peak_day is not None:
        events["peak"] = facts.peak_day
    return Story(
        day=course.table.index.to_numpy(dtype=float),
        shed=course.table["shed"].to_numpy(),
        band=course.band("shed"),
        band_words="95% of days, by chance alone",
        normal=facts.baseline,
        events=events,
        lower={"telogen": telogen_percent(course), "long hair missing": 100 * thinning(course)},
        since="the trigger",
        values=values,
        sketch=_drawn(sketch, day, facts.baseline),
    )


def _drawn(sketch: Sketch, day: float, normal: float) -> tuple[Array, Array] | None:
    if not sketch:
        return None
    points = np.array([(-day, 1.0), *sketch, (YEAR - day, sketch[-1][1])])
    return points[:, 0] + day, points[:, 1] * normal


def stress_story(released_percent: float, stress_days: float, held_percent: float) -> Story:
    """Run lesson 03: a stress that releases follicles, or holds new growth back, or both.

    Parameters
    ----------
    released_percent : float
        Share of the growing follicles that is released while the stress lasts, in percent.
    stress_days : float
        How long the stress lasts.
    held_percent : float
        Share of new growth that is held back while the stress lasts, in percent.
    """
    start = 30.0
    exposure = clinical.stress_event(
        start, released_percent / 100, stress_days, entry_block=held_percent / 100
    )
    course = simulate(Scalp(), [exposure], days=YEAR)
    facts = timeline(course, [exposure])
    standing = 100 * course.table["visible"].to_numpy() / usual_visible(course)
    values = _numbers(facts, start) | {"standing_percent": float(standing.min())}
    return Story(
        day=course.table.index.to_numpy(dtype=float),
        shed=course.table["shed"].to_numpy(),
        band=course.band("shed"),
        band_words="95% of days, by chance alone",
        normal=facts.baseline,
        events={"stress begins": start, "ends": start + stress_days},
        lower={"hairs standing": standing},
        since="the stress begins",
        values=values,
    )


FLARE_DAY, STEROID_DAY, STEROID_DAYS, TAPER_DAYS = 30.0, 37.0, 120.0, 60.0


def steroid_story(what: str, direct_percent: float, benefit_percent: float) -> Story:
    """Run lesson 04: a flare, a steroid course started a week later, or both.

    Parameters
    ----------
    what : str
        "both", "flare" or "steroid".
    direct_percent : float
        Share of the growing follicles that the steroid itself releases, in percent.
    benefit_percent : float
        Share of the flare's remaining release that the steroid prevents, in percent.
    """
    top = evidence().parameters["steroid_catagen_induction"].high
    run = _flare_and_steroid(what, direct_percent / 100, benefit_percent / 100)
    facts = timeline(*run)
    course = run[0]
    band, words = None, ""
    if what != "flare":
        edges = [
            _flare_and_steroid(what, direct, benefit_percent / 100)[0].table["shed"].to_numpy()
            for direct in (0.0, top)
        ]
        band = (np.minimum(*edges), np.maximum(*edges))
        words = "from no direct effect to the strongest considered"
    events = {} if what == "steroid" else {"flare": FLARE_DAY}
    if what != "flare":
        events["steroid starts"] = STEROID_DAY
    no_flare = what == "steroid"
    values = _numbers(facts, STEROID_DAY if no_flare else FLARE_DAY)
    alone = timeline(*_flare_and_steroid("flare", 0.0, 0.0))
    values["against_flare_alone"] = facts.peak_shed - alone.peak_shed
    values["total_against_flare_alone"] = facts.excess_hairs - alone.excess_hairs
    return Story(
        day=course.table.index.to_numpy(dtype=float),
        shed=course.table["shed"].to_numpy(),
        band=band,
        band_words=words,
        normal=facts.baseline,
        events=events,
        lower={"telogen": telogen_percent(course), "long hair missing": 100 * thinning(course)},
        since="the steroid starts" if no_flare else "the flare",
        values=values,
    )


def _flare_and_steroid(what: str, direct: float, benefit: float) -> tuple[Course, list[Exposure]]:
    chosen: list[Exposure] = []
    flare = clinical.illness(FLARE_DAY)
    if what == "both":
        chosen.append(clinical.treated(flare, STEROID_DAY, benefit))
    elif what == "flare":
        chosen.append(flare)
    if what != "flare":
        chosen.append(
            clinical.steroid_course(STEROID_DAY, STEROID_DAYS, TAPER_DAYS, catagen_induction=direct)
        )
    return simulate(Scalp(), chosen, days=YEAR), chosen


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
