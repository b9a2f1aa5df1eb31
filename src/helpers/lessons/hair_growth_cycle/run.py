"""The steady scalp of lesson 02: phases, what a method reports of them, daily shedding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from helpers.lessons.hair_growth_cycle.patch import Patch, draw_patch
from helpers.model import Scalp
from helpers.model.calendar import DAYS_A_YEAR
from helpers.readout.methods import Reading, read_scalp

_COUNTED_DAYS = 60


@dataclass(frozen=True)
class Steady:
    """A scalp that nothing has happened to.

    Attributes
    ----------
    scalp : Scalp
    reading : Reading
    patch : Patch
    daily : ndarray
        Hairs shed on each of 60 days, with the chance scatter of independent follicles.
    values : dict of str to float
        The numbers that sentences and challenges speak of.
    """

    scalp: Scalp
    reading: Reading
    patch: Patch
    daily: np.ndarray
    values: dict[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the pictures."""
        rows = [
            ("Anagen duration (years)", self.values["anagen_years"]),
            ("Telogen duration (days)", self.values["telogen_days"]),
            *((f"Follicles in {p} (%)", 100 * s) for p, s in self.scalp.shares.items()),
            *(
                (f"{self.reading.method.name}: {b} (%)", 100 * s)
                for b, s in self.reading.shares.items()
            ),
            ("Hairs shed a day", self.values["shed_per_day"]),
        ]
        return pd.DataFrame(rows, columns=["Quantity", "Value"]).round(2)


def steady_scalp(anagen_years: float, telogen_days: float, method: str) -> Steady:
    """Run lesson 02.

    Parameters
    ----------
    anagen_years, telogen_days : float
        Mean durations.
    method : str
        "biopsy", "phototrichogram" or "trichogram".

    Examples
    --------
    >>> round(steady_scalp(3.15, 100, "biopsy").values["shed_per_day"])
    79
    """
    normal = Scalp()
    anagen = round(anagen_years * DAYS_A_YEAR)
    scalp = Scalp(
        anagen_mean=anagen,
        anagen_sd=normal.anagen_sd / normal.anagen_mean * anagen,
        telogen_mean=telogen_days,
        telogen_sd=normal.telogen_sd / normal.telogen_mean * telogen_days,
    )
    reading = read_scalp(scalp, method)
    luck = np.random.default_rng(2).random(_COUNTED_DAYS)
    daily = scipy.stats.binom.ppf(
        luck, round(scalp.follicles), scalp.shed_per_day / scalp.follicles
    )
    hairs = 1 - scalp.shares["kenogen"]
    values = {
        "anagen_years": anagen_years,
        "telogen_days": telogen_days,
        "anagen_percent": 100 * scalp.shares["anagen"] / hairs,
        "telogen_percent": 100 * scalp.shares["telogen"] / hairs,
        "reported_percent": 100 * reading.shares[reading.resting],
        "reported_low": 100 * reading.low[reading.resting],
        "reported_high": 100 * reading.high[reading.resting],
        "telogen_days_for_90": float(telogen_days_for(90, np.array(anagen_years))),
        "shed_per_day": scalp.shed_per_day,
        "cycle_days": scalp.cycle_days,
        "follicles": scalp.follicles,
    }
    return Steady(scalp, reading, draw_patch(scalp, reading.method), daily, values)


def telogen_days_for(anagen_percent: float, anagen_years: np.ndarray) -> np.ndarray:
    """Return the telogen duration that gives a share of hairs in anagen.

    Examples
    --------
    >>> telogen_days_for(90, np.array([2.0])).round(1)
    array([63.6])
    """
    anagen = np.asarray(anagen_years) * DAYS_A_YEAR
    return anagen * (100 / anagen_percent - 1) - Scalp().catagen_mean


def ordinary_day() -> list[tuple[float]]:
    """Return the hairs that a healthy scalp sheds on a day, as the point of a chart.

    Examples
    --------
    >>> bool(60 < ordinary_day()[0][0] < 110)
    True
    """
    return [(Scalp().shed_per_day,)]
