"""A course with everything that its picture shows: what was shed, and in a few numbers when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.model import Course
from helpers.model.scalp import Array
from helpers.readout.landmarks import Timeline

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
    values: dict[str, float]
    sketch: tuple[Array, Array] | None = field(default=None)

    @property
    def table(self) -> pd.DataFrame:
        """One row a week."""
        every = 1 if len(self.day) < YEAR else 7
        columns = {"Day": self.day, "Hairs shed a day": self.shed}
        if self.band is not None:
            columns |= {"Band from": self.band[0], "Band to": self.band[1]}
        columns |= {f"{name} (%)": line for name, line in self.lower.items()}
        return pd.DataFrame(columns).iloc[::every].round(1)


def _since(day: float | None, event: float) -> float:
    return float("nan") if day is None else day - event


def story_numbers(facts: Timeline, event: float) -> dict[str, float]:
    """Return the numbers of a course, with days counted from an event."""
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
