"""Lesson 09: hairs that break and hairs that are shed, on the same axes and close up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.model import Course, Exposure, Scalp, clinical, exposures, simulate
from helpers.model.scalp import Array
from helpers.readout.close_view import (
    CloseView,
    Signs,
    close_up,
    recoloured,
)
from helpers.readout.ground import Ground, lay_out
from helpers.readout.landmarks import usual_visible
from helpers.readout.spread import caught, pull

DAYS, START = 365, 30
FOLLICLES, SEED = 10_000, 8
_MORE = 1.05  # times the usual: a rise that is seen


@dataclass(frozen=True)
class SkinStory:
    """A year of breakage, of shedding, or of both.

    Attributes
    ----------
    day : ndarray
        Days from the start.
    clubs, fragments : ndarray
        Hairs found a day, with a club and without a root.
    pull : ndarray
        Hairs that a pull test brings out, as expected.
    length_cm : ndarray
        Mean length of the hairs on the scalp.
    close : CloseView
        The scalp, close up, on the day of the examination.
    values : dict of str to float
        The numbers of sentences and challenges, on that day unless they say otherwise.
    """

    day: Array
    clubs: Array
    fragments: Array
    pull: Array
    length_cm: Array
    close: CloseView
    values: dict[str, float]

    @property
    def kind(self) -> str:
        """What becomes of the hair: "none", "shed", "broken" or "both"."""
        shed = float(self.clubs.max()) > _MORE * self.values["usual"]
        broken = float(self.fragments.max()) > 1
        return "both" if shed and broken else "shed" if shed else "broken" if broken else "none"

    @property
    def table(self) -> pd.DataFrame:
        """One row a week."""
        columns = {
            "Day": self.day,
            "Hairs with a club, a day": self.clubs,
            "Hairs without a root, a day": self.fragments,
            "Hairs in a pull test": self.pull,
            "Mean length (cm)": self.length_cm,
        }
        return pd.DataFrame(columns).iloc[::7].round(2)


def skin_story(
    breaks: float,
    released_percent: float,
    day: float,
    where: str = "scalp",
    redness_percent: float = 0.0,
    skin: str = "brown",
) -> SkinStory:
    """Run lesson 09.

    Breakage begins on day 30 and goes on; a trigger on day 30 releases growing follicles.

    Parameters
    ----------
    breaks : float
        Hairs that break a day, of the whole head while every hair is there.
    released_percent : float
        Share of the growing follicles that the trigger releases, in percent.
    day : float
        Day of the examination.
    where : str
        Where hairs break: "scalp" (near it, as by scratching) or "along" (anywhere).
    redness_percent : float
        Redness of the scalp in the picture, 0 to 100, with the scale and vessels that are
        drawn with it; hairs do not depend on it.
    skin : str
        A row of `data/scalps.csv`.

    Examples
    --------
    >>> story = skin_story(breaks=200, released_percent=0, day=130)
    >>> round(story.values["pull"], 2), story.values["standing_percent"] > 99.9
    (0.44, True)
    """
    course, close = _looked(float(breaks), float(released_percent), where, int(day))
    red = redness_percent / 100
    close = recoloured(close, skin, Signs(redness=red, scale=0.6 * red, vessels=0.4 * red))
    table = course.table
    normal = Scalp()
    # A pull takes loose club hairs only: so many times normal come out as are shed.
    pulled = evidence().value("pull_mean") * table["shed"].to_numpy() / normal.shed_per_day
    story = SkinStory(
        day=table.index.to_numpy(dtype=float),
        clubs=table["shed"].to_numpy(),
        fragments=table["broken"].to_numpy(),
        pull=pulled,
        length_cm=table["mean_length_mm"].to_numpy() / 10,
        close=close,
        values={},
    )
    story.values.update(_numbers(story, course, int(day), float(redness_percent)))
    return story


def _numbers(story: SkinStory, course: Course, day: int, redness: float) -> dict[str, float]:
    clubs, fragments = float(story.clubs[day]), float(story.fragments[day])
    wash = caught("wash_capture", "wash_between_people_cv")(course, day).expected
    seen, most_normal = story.close.counts(), evidence().value("pull_most_normal")
    return {
        "day": float(day),
        "clubs": clubs,
        "fragments": fragments,
        "found": clubs + fragments,
        "usual": course.scalp.shed_per_day,
        "club_percent": 100 * clubs / (clubs + fragments),
        "wash": wash,
        "wash_clubs": wash * clubs / (clubs + fragments),
        "pull": float(story.pull[day]),
        "pull_many_percent": 100 * float(pull(course, day).count.sf(most_normal)),
        "standing_percent": 100 * float(course.table["visible"].iloc[day]) / usual_visible(course),
        "length_cm": float(story.length_cm[day]),
        "length_before_cm": float(story.length_cm[0]),
        "blunt": float(seen["broken"]),
        "pointed": float(seen["regrowing"]),
        "openings": float(sum(seen.values()) - seen["lost"]),
        "blunt_percent": 100 * seen["broken"] / sum(seen.values()),
        "pointed_percent": 100 * seen["regrowing"] / sum(seen.values()),
        "redness": redness,
        "peak_found": float((story.clubs + story.fragments).max()),
    }


@lru_cache(maxsize=8)
def _ground() -> Ground:
    return lay_out(FOLLICLES, seed=SEED)


@lru_cache(maxsize=16)
def _runs(breaks: float, released: float, where: str) -> tuple[Course, Course]:
    """Return the course to expect, and one patch of it hair by hair."""
    value = evidence().value
    scalp = Scalp(
        break_keeps=value("break_keeps_near_scalp" if where == "scalp" else "break_keeps")
    )
    chosen: list[Exposure] = []
    if breaks:
        hairs = scalp.follicles * (1 - scalp.shares["kenogen"])
        chosen.append(exposures.breakage(START, DAYS, -np.log1p(-breaks / hairs)))
    if released:
        chosen.append(clinical.illness(START, released / 100))
    whole = simulate(scalp, chosen, days=DAYS)
    return whole, simulate(scalp, chosen, days=DAYS, follicles=FOLLICLES, seed=SEED)


@lru_cache(maxsize=64)
def _looked(breaks: float, released: float, where: str, day: int) -> tuple[Course, CloseView]:
    whole, patch = _runs(breaks, released, where)
    return whole, close_up(patch, day, ground=_ground())
