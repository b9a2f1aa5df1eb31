"""Lesson 04: stress that releases follicles, or holds new growth back."""

from __future__ import annotations

from helpers.model import Scalp, clinical, simulate
from helpers.readout.course_story import YEAR, Story, story_numbers
from helpers.readout.landmarks import timeline, usual_visible


def stress_story(released_percent: float, stress_days: float, held_percent: float) -> Story:
    """Run lesson 04: a stress that releases follicles, or holds new growth back, or both.

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
    values = story_numbers(facts, start) | {
        "standing_percent": float(standing.min()),
        "released_percent": float(released_percent),
    }
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
