"""Lesson 08: one inflammation, at the bulb or at the bulge, and what the delay costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.model import (
    Course,
    Exposure,
    Scalp,
    bulb_attack,
    bulge_attack,
    disease_activity,
    simulate,
)
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.checks import ModelInputError
from helpers.model.disease import CourseOfDisease
from helpers.model.scalp import Array
from helpers.readout.close_view import CloseView, Signs, close_up
from helpers.readout.course_story import telogen_percent
from helpers.readout.landmarks import usual_visible

Target = Literal["bulb", "bulge"]
START, DAYS = 30, 30 + 3 * 365
APART = 5.0  # points of density between bulb and bulge that one might notice
_TABLE_DAYS = 14
_BIOPSY_MONTHS = 8
_FULL_SIGNS = 40.0  # points at which the drawing shows the signs at their strongest
DELAYS = tuple(range(25))  # months of the picture of delay
FOLLICLES, SEED = 4000, 1  # of the close look
_ATTACKS = {"bulb": bulb_attack, "bulge": bulge_attack}


@dataclass(frozen=True)
class AttackStory:
    """Three years of a scalp under attack.

    Attributes
    ----------
    day : ndarray
        Days from the start; the disease begins on day `START`.
    standing : ndarray
        Hairs standing, in percent of usual.
    left : ndarray
        Follicles that are not destroyed, in percent.
    fallen : ndarray
        Hairs that fall in a day: shed at the end of telogen, or lost with their follicle.
    activity, alone : ndarray
        Activity of the disease in points, and what it would be without treatment.
    treated : float
        Day on which treatment begins.
    target : str
        "bulb" or "bulge".
    attack, untreated : Exposure
        What the course was run with, and the same attack without treatment.
    look_day : int
        Day of the close look.
    skin : str
        A row of `data/scalps.csv`.
    values : dict of str to float
        The numbers of sentences and challenges.
    """

    day: Array
    standing: Array
    left: Array
    fallen: Array
    activity: Array
    alone: Array
    treated: float
    target: Target
    attack: Exposure
    untreated: Exposure
    look_day: int
    skin: str
    values: dict[str, float]

    @cached_property
    def close(self) -> CloseView:
        """The close look: the same attack on single follicles, made only when it is drawn."""
        return close_up(
            _sampled(self.attack),
            self.look_day,
            _signs(self.activity[self.look_day]),
            self.skin,
            worst=_sampled(self.untreated),
        )

    @property
    def table(self) -> pd.DataFrame:
        """One row in two weeks."""
        columns = {
            "Day": self.day,
            "Activity (points)": self.activity,
            "Hairs standing (%)": self.standing,
            "Follicles left (%)": self.left,
            "Hairs that fall a day": self.fallen,
        }
        return pd.DataFrame(columns).iloc[::_TABLE_DAYS].round(1)


def attack_story(
    target: Target,
    peak: float,
    delay_months: float,
    destruction_percent: float | None = None,
    half_life_weeks: float | None = None,
    course: CourseOfDisease = "monophasic",
    look_months: float = 35,
    skin: str = "brown",
) -> AttackStory:
    """Run lesson 08: a disease of the scalp, treated after a delay.

    Parameters
    ----------
    target : str
        "bulb", where everything is reversible, or "bulge", where follicles are destroyed.
    peak : float
        Activity of the disease in points.
    delay_months : float
        Months from the start of the disease to the start of treatment.
    destruction_percent : float, optional
        Share of follicles that an attack on the bulge destroys in a year at the usual
        activity, in percent.
    half_life_weeks : float, optional
        Weeks in which treatment halves the activity.
    course : str
        "monophasic" or "relapsing".
    look_months : float
        Months from the start of the disease to the close look.
    skin : str
        The scalp of the close look, a row of `data/scalps.csv`.

    Examples
    --------
    >>> bulb, bulge = (attack_story(target, 28, 12) for target in ("bulb", "bulge"))
    >>> round(bulb.values["final_percent"]), round(bulge.values["final_percent"])
    (100, 70)
    """
    if target not in _ATTACKS:
        raise ModelInputError(f"{target!r} is not a target; choose 'bulb' or 'bulge'.")
    treated = START + delay_months * DAYS_A_MONTH
    half_life = None if half_life_weeks is None else 7 * half_life_weeks
    activity, later = (
        disease_activity(DAYS, START, peak, course, begins, half_life)
        for begins in (treated, treated + DAYS_A_MONTH)
    )
    alone = disease_activity(DAYS, START, peak, course)
    left_later = 100.0
    if target == "bulb":
        attack, untreated = bulb_attack(activity), bulb_attack(alone)
    else:
        per_year = None if destruction_percent is None else destruction_percent / 100
        attack, untreated = (bulge_attack(points, per_year) for points in (activity, alone))
        left_later *= math.exp(-_hazard(later, per_year))
    run = _expected(attack)
    table = run.table
    standing = 100 * table["visible"].to_numpy() / usual_visible(run)
    left = 100 * (1 - table["scarred"].to_numpy() / run.scalp.follicles)
    # Destruction strikes every phase alike, so without it there would be this much hair.
    spared = standing / np.maximum(left, 1e-9) * 100
    apart = np.flatnonzero(spared - standing >= APART)
    low = int(standing.argmin())
    fallen = table["shed"].to_numpy() + _lost_with_follicle(run)
    return AttackStory(
        day=table.index.to_numpy(dtype=float),
        standing=standing,
        left=left,
        fallen=fallen,
        activity=activity,
        alone=alone,
        treated=treated,
        target=target,
        attack=attack,
        untreated=untreated,
        look_day=_when(look_months),
        skin=skin,
        values={
            "peak_points": float(peak),
            "delay_months": float(delay_months),
            "lowest_percent": float(standing[low]),
            "lowest_months": (low - START) / DAYS_A_MONTH,
            "final_percent": float(standing[-1]),
            "follicles_left_percent": float(left[-1]),
            "left_a_month_later": left_later,
            "destroyed_percent": 100 - float(left[-1]),
            "apart_weeks": (apart[0] - START) / 7 if len(apart) else float("nan"),
            "normal_fall": run.scalp.shed_per_day,
            "most_fallen": float(fallen.max()),
            "ends_alone": float(_ends_alone(peak, course, treated)),
            "telogen_percent": float(telogen_percent(run)[_when(_BIOPSY_MONTHS)]),
        },
    )


def weeks_alike(story: AttackStory, before: AttackStory | None) -> float | None:
    """Return for how many weeks bulb and bulge differ by less than one might notice.

    None if they always do, or if the two courses differ in more than the place of the attack.

    Examples
    --------
    >>> weeks_alike(attack_story("bulge", 28, 12), attack_story("bulb", 28, 12)) > 8
    True
    """
    if before is None or story.target == before.target:
        return None
    if (story.activity != before.activity).any():
        return None
    (weeks,) = (s.values["apart_weeks"] for s in (story, before) if s.target == "bulge")
    return None if math.isnan(weeks) else float(weeks)


def _ends_alone(peak: float, course: CourseOfDisease, treated: float) -> bool:
    """Whether the disease would die down in the two months after treatment begins, without it."""
    untreated = disease_activity(DAYS, START, peak, course)
    first = min(int(treated), DAYS - 1)
    later = min(first + round(2 * DAYS_A_MONTH), DAYS - 1)
    return bool(untreated[later] < 0.9 * untreated[first])


def _lost_with_follicle(course: Course) -> Array:
    """Return the hairs that each day's destroyed follicles held; empty ones held none."""
    table = course.table
    follicles = course.scalp.follicles - table["scarred"].to_numpy()
    destroyed = np.diff(table["scarred"].to_numpy(), append=table["scarred"].iloc[-1])
    return destroyed * table["visible"].to_numpy() / np.maximum(follicles, 1e-9)


@lru_cache(maxsize=8)
def _expected(attack: Exposure) -> Course:
    return simulate(Scalp(), [attack], DAYS)


@lru_cache(maxsize=8)
def _sampled(attack: Exposure) -> Course:
    """Run single follicles; moving to another day or skin does not run them again.

    Paired: treatment that begins later changes no follicle before.
    """
    return simulate(Scalp(), [attack], DAYS, FOLLICLES, SEED, paired=True)


def _signs(points: float) -> Signs:
    """Return what the skin shows, drawn for teaching in proportion to the activity."""
    level = min(1.0, float(points) / _FULL_SIGNS)
    return Signs(redness=level, scale=level / 2, casts=level / 2, vessels=level)


def _when(months: float) -> int:
    """Return the day that lies so many months after the start of the disease."""
    return START + round(months * DAYS_A_MONTH)


@dataclass(frozen=True)
class DelayCost:
    """Follicles left for good, for each delay of treatment.

    Attributes
    ----------
    months : ndarray
        Months from the start of the disease to the start of treatment.
    left : ndarray
        Follicles left in percent at the default speed of destruction.
    low, high : ndarray
        The same at the highest and the lowest speed considered.
    """

    months: Array
    left: Array
    low: Array
    high: Array


def delay_cost() -> DelayCost:
    """Return what each month of delay costs when the attack is aimed at the bulge.

    Three years after the start, at the default activity. The lowest speed considered is no
    destruction at all.

    Examples
    --------
    >>> cost = delay_cost()
    >>> bool((cost.left[1:] < cost.left[:-1]).all()), bool((cost.high == 100).all())
    (True, True)
    """
    row = evidence().parameters["bulge_destruction"]
    years = np.array([_years_at_peak(delay) for delay in DELAYS])
    left, low, high = (100 * (1 - speed) ** years for speed in (row.value, row.high, row.low))
    return DelayCost(np.array(DELAYS, dtype=float), left, low, high)


def _years_at_peak(delay_months: float) -> float:
    """Return how many years at the usual activity would destroy as many follicles."""
    treated = START + delay_months * DAYS_A_MONTH
    activity = disease_activity(DAYS, START, treated_from=treated)
    return _hazard(activity, 0.5) / math.log(2)


def _hazard(activity: Array, per_year: float | None) -> float:
    """Return how much destruction an attack on the bulge adds up to."""
    attack = bulge_attack(activity, per_year, release=0, entry_block=0)
    return float(sum(effect.amount * (effect.end - effect.start) for effect in attack.effects))
