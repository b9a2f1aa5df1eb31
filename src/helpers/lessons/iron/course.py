"""Lesson 06: iron for shedding that a flare began, and that would have ended by itself."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.evidence import evidence, load_study
from helpers.model import Scalp, clinical, simulate
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.iron import iron_course, low_iron
from helpers.model.scalp import Array
from helpers.readout.course_story import story_numbers
from helpers.readout.landmarks import timeline

FLARE_DAY, DAYS = 30, 540
_NOTICED = 0.1  # of usual shedding: a difference that a line on the picture shows
_NEARLY_NONE = 1e-9


@dataclass(frozen=True)
class IronStory:
    """Shedding and stores after a flare, with iron and without.

    Attributes
    ----------
    day : ndarray
    shed, shed_without : ndarray
        Hairs shed a day, with iron and without it.
    stores : DataFrame
        Stores in µg/L: `iron`, `no iron`, and `all stored` (the simple balance).
    values : dict of str to float
        The numbers of sentences and challenges; nan for what never happens.
    """

    day: Array
    shed: Array
    shed_without: Array
    stores: pd.DataFrame
    values: dict[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """One row a week."""
        columns = {
            "Day": self.day,
            "Hairs shed a day, iron": self.shed,
            "Hairs shed a day, no iron": self.shed_without,
        }
        columns |= {f"Stores, {n} (µg/L)": line.to_numpy() for n, line in self.stores.items()}
        return pd.DataFrame(columns).iloc[::7].round(1)


def goal_ferritin() -> float:
    """Return the stores in µg/L up to which tablets are taken: the higher cut-off.

    Examples
    --------
    >>> goal_ferritin()
    70.0
    """
    return evidence().value("ferritin_cutoff_inflamed")


def trial() -> dict[Hashable, Any]:
    """Return the trial of iron that the model is tuned to: its dose, its weeks, its gain.

    Examples
    --------
    >>> trial()["ferritin_gain_ug_L"]
    11.4
    """
    rows = load_study("iron_repletion").to_dict("records")
    return next(row for row in rows if row["source"] == "vaucher2012")


def iron_story(
    stores: float, iron_after: float, effect_percent: float, loss: float = 0.0
) -> IronStory:
    """Run a flare in a person with low stores who begins iron some days later.

    Parameters
    ----------
    stores : float
        Stores on the day of the flare, in µg/L.
    iron_after : float
        Days from the flare to the first tablet.
    effect_percent : float
        Share of the growing follicles that three months with empty stores release, in percent.
    loss : float
        Iron lost on top of the usual, in mg a day.

    Examples
    --------
    >>> story = iron_story(stores=15, iron_after=90, effect_percent=0)
    >>> bool((story.shed == story.shed_without).all())
    True
    >>> lost = iron_story(stores=15, iron_after=90, effect_percent=10, loss=1.5)
    >>> round(float(lost.stores["iron"][FLARE_DAY]), 9)
    15.0
    """
    dose, start = float(trial()["iron_mg_per_day"]), FLARE_DAY + iron_after
    first_day = stores + FLARE_DAY * loss / evidence().value("iron_mg_per_ferritin")
    tablets = iron_course(first_day, DAYS, dose, start, loss)
    nothing = iron_course(first_day, DAYS, loss_mg_per_day=loss)["stores"].to_numpy()
    with_iron = tablets["stores"].to_numpy()
    flare = clinical.illness(FLARE_DAY)
    effect = effect_percent / 100
    course = simulate(Scalp(), [flare, low_iron(with_iron, effect)], days=DAYS)
    other = course
    if effect:
        other = simulate(Scalp(), [flare, low_iron(nothing, effect)], days=DAYS)
    facts, alone = timeline(course), timeline(other)
    shed, shed_without = course.table["shed"].to_numpy(), other.table["shed"].to_numpy()
    back = _since(facts.return_day)
    at_back = DAYS - 1 if facts.return_day is None else facts.return_day
    saved = float((shed_without - shed).sum())
    extra = float((shed_without - alone.baseline).sum())
    first = min(round(start), DAYS - 2)
    per_month = DAYS_A_MONTH * float(with_iron[-1] - with_iron[first]) / (DAYS - 1 - first)
    fewer = np.flatnonzero(shed_without - shed >= _NOTICED * alone.baseline)
    values = story_numbers(facts, FLARE_DAY) | {
        "back_without": _since(alone.return_day),
        "back_earlier": _or_end(alone.return_day) - _or_end(facts.return_day),
        "iron_after": iron_after,
        "stores_start": stores,
        "stores_when_back": float(with_iron[at_back]),
        "stores_first_tablet": float(with_iron[first]),
        "tablet_days_when_back": max(0.0, back - iron_after),
        "goal_months": _months_to_goal(float(with_iron[first]), per_month),
        "per_month": per_month,
        "fewer_after": float(fewer[0]) - start if len(fewer) else float("nan"),
        "saved": saved,
        "saved_percent": 100 * saved / extra if extra > _NEARLY_NONE else 0.0,
        "dose": dose,
    }
    return IronStory(
        day=course.table.index.to_numpy(dtype=float),
        shed=shed,
        shed_without=shed_without,
        stores=pd.DataFrame(
            {"iron": with_iron, "no iron": nothing, "all stored": tablets["all_stored"]}
        ),
        values=values,
    )


def _since(day: int | None) -> float:
    return float("nan") if day is None else float(day - FLARE_DAY)


def _or_end(day: int | None) -> float:
    """Return days since the flare, or the whole run for what has not come by its end."""
    return float((DAYS if day is None else day) - FLARE_DAY)


def _months_to_goal(stores: float, per_month: float) -> float:
    """Return the months of tablets to the higher cut-off; nan if stores do not rise."""
    if per_month <= _NEARLY_NONE:
        return float("nan")
    return max(0.0, (goal_ferritin() - stores) / per_month)
