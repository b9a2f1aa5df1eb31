"""What happened to many virtual patients: paths, bands, and a summary a patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.model.checks import ModelInputError, within
from helpers.model.course import COLUMNS
from helpers.model.scalp import Array

COHORT_COLUMNS = tuple(column for column in COLUMNS if column != "mean_length_mm")
_FLAT = 1e-6  # a rise below this share of the usual shedding is rounding, not a wave


@dataclass(frozen=True, eq=False)
class Cohort:
    """What happened to many patients.

    Attributes
    ----------
    patients : DataFrame
        One row a patient: the fields of its `Scalp`, and whatever else was drawn.
    day : ndarray
        First day of each step.
    step : int
        Length of a step in days.
    paths : dict of str to ndarray
        Patients by steps, for each column kept. Follicles and hairs are counted at the
        start of a step; shed, broken and fractured are means per day within it.
    usual_shed : ndarray
        Hairs a day that each patient sheds in the steady state.
    summary : DataFrame
        One row a patient, as the `summary` of `simulate_cohort` returned it.
    """

    patients: pd.DataFrame
    day: NDArray[np.int64]
    step: int
    paths: dict[str, Array]
    usual_shed: Array
    summary: pd.DataFrame = field(default_factory=pd.DataFrame)

    def path(self, column: str) -> Array:
        """Return the paths of one column, patients by steps."""
        if column not in self.paths:
            kept = ", ".join(self.paths) or "none"
            raise ModelInputError(
                f"The paths of {column!r} were not kept (kept: {kept}). Name it in `keep`."
            )
        return self.paths[column]

    def band(
        self, column: str, levels: Sequence[float] = (0.05, 0.25, 0.5, 0.75, 0.95)
    ) -> pd.DataFrame:
        """Return quantiles over the patients, day by day.

        They show the spread between patients, not the chance of single follicles.

        Parameters
        ----------
        column : str
            A column whose paths were kept.
        levels : sequence of float
            Shares of the patients that lie below, 0 to 1.

        Returns
        -------
        DataFrame
            One row a step, indexed by its first `day`; one column a level.
        """
        shares = [within("Level", level, 0, 1) for level in levels]
        values = np.quantile(self.path(column), shares, axis=0).T
        return pd.DataFrame(values, index=pd.Index(self.day, name="day"), columns=shares)

    def table(self) -> pd.DataFrame:
        """Return the kept paths in long form: one row a patient and step."""
        whose = np.repeat(self.patients.index.to_numpy(), len(self.day))
        when = np.tile(self.day, len(self.patients))
        index = pd.MultiIndex.from_arrays([whose, when], names=["patient", "day"])
        return pd.DataFrame({name: path.ravel() for name, path in self.paths.items()}, index=index)


def shedding_wave(part: Cohort) -> pd.DataFrame:
    """Summarise shedding and loss, one row a patient.

    Returns
    -------
    DataFrame
        `usual_shed`, `peak_shed` (hairs a day); `peak_day`, and `rise_day` and `fall_day`,
        when shedding is half-way up and half-way down (empty if it never rises, or has not
        fallen by the end); `extra_hairs`, shed beyond the usual number over the whole run;
        `fewest_visible` hairs and their day; `scarred` follicles at the start of the last
        step.
    """
    shed, usual = part.path("shed"), part.usual_shed
    visible = part.path("visible")
    rows, steps = np.arange(len(shed)), len(part.day)
    middle = part.day + (part.step - 1) / 2
    top = shed.argmax(axis=1)
    peak = shed[rows, top]
    wave = peak - usual > _FLAT * usual
    high = shed >= ((peak + usual) / 2)[:, None]
    low = ~high & (np.arange(steps) > top[:, None])
    # A parabola through the three highest steps places a rounded peak between them.
    before, after = shed[rows, np.maximum(top - 1, 0)], shed[rows, np.minimum(top + 1, steps - 1)]
    bend = before - 2 * peak + after
    inside = (top > 0) & (top < steps - 1) & (bend < 0)
    inside &= np.minimum(before, after) >= (peak + usual) / 2
    shift = np.divide((before - after) / 2, bend, out=np.zeros_like(bend), where=inside)
    return pd.DataFrame(
        {
            "usual_shed": usual,
            "peak_shed": peak,
            "peak_day": np.where(wave, middle[top] + shift * part.step, np.nan),
            "rise_day": np.where(wave, middle[high.argmax(axis=1)], np.nan),
            "fall_day": np.where(wave & low.any(axis=1), middle[low.argmax(axis=1)], np.nan),
            "extra_hairs": (shed - usual[:, None]).sum(axis=1) * part.step,
            "fewest_visible": visible.min(axis=1),
            "fewest_visible_day": part.day[visible.argmin(axis=1)],
            "scarred": part.path("scarred")[:, -1],
        },
        index=part.patients.index,
    )
