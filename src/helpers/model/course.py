"""Run the model: `simulate`, and the table that it returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import scipy

from helpers.model.checks import ModelInputError, whole, within
from helpers.model.expected.cycle import run_expected
from helpers.model.exposures import Exposure
from helpers.model.rates import Rates
from helpers.model.sampled.follicles import run_sampled
from helpers.model.sampled.intervals import Intervals
from helpers.model.scalp import Scalp

COLUMNS = (
    "anagen",
    "catagen",
    "telogen",
    "kenogen",
    "scarred",
    "shed",
    "broken",
    "fractured",
    "visible",
    "mean_length_mm",
)
LONGEST_RUN_DAYS = 7305
MOST_FOLLICLES = 2_000_000
_HIGHEST_SEED = 2**53  # up to here a whole number survives any slider or file


@dataclass(frozen=True)
class Course:
    """What happened to a scalp, day by day.

    Attributes
    ----------
    table : DataFrame
        One row a day, indexed by `day`. Follicles: anagen, catagen, telogen, kenogen,
        scarred; hairs a day: shed, broken, fractured; hairs: visible; mm: mean_length_mm
        (uncut, over all hairs that stand in a follicle).
    scalp : Scalp
        What the run started from.
    intervals : Intervals or None
        Every follicle's phases with their days, for a sampled run.
    """

    table: pd.DataFrame
    scalp: Scalp
    intervals: Intervals | None = None

    def __repr__(self) -> str:
        table = self.table
        shed, number = table["shed"], len(table)
        how = "expected values" if self.intervals is None else "sampled follicles"
        first, most = f"{shed.iloc[0]:,.0f}", f"{shed.max():,.0f}"
        broken = table["broken"].sum() + table["fractured"].sum()
        scarred = table["scarred"].iloc[-1]
        said = [f"{first} hairs shed on the first day"]
        if most != first:  # a rise that no digit shows is rounding, not a wave
            said.append(f"most ({most}) on day {int(shed.to_numpy().argmax())}")
        if broken >= 0.5:
            said.append(f"{broken:,.0f} hairs broken in all")
        if scarred >= 0.5:
            said.append(f"{scarred:,.0f} follicles scarred at the end")
        days = f"{number:,} day{'s' * (number != 1)}"
        return f"Course of {days} ({how}): {', '.join(said)}. All numbers by day: .table"

    def band(self, column: str, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
        """Return the band in which one such scalp lies on a given day, by chance alone.

        Follicles are independent, so a count is binomial around its expected value.

        Parameters
        ----------
        column : str
            A column that counts follicles or hairs.
        level : float
            Share of scalps inside the band, 0 to 1.

        Returns
        -------
        tuple of two ndarrays
            Lower and upper limit, a value a day.
        """
        if column not in COLUMNS[:-1]:
            raise ModelInputError(f"A band needs a column that counts: {', '.join(COLUMNS[:-1])}.")
        number = round(self.scalp.follicles)
        chance = np.clip(self.table[column].to_numpy() / self.scalp.follicles, 0, 1)
        edge = (1 - within("Level", level, 0, 1)) / 2
        lower = scipy.stats.binom.ppf(edge, number, chance)
        return lower, scipy.stats.binom.ppf(1 - edge, number, chance)


def simulate(
    scalp: Scalp,
    exposures: Iterable[Exposure] = (),
    days: int = 730,
    follicles: int | None = None,
    seed: int = 0,
    paired: bool = False,
) -> Course:
    """Run a scalp through a set of exposures.

    Parameters
    ----------
    scalp : Scalp
        The steady state that the run starts from.
    exposures : iterable of Exposure
        What happens; days count from the start of the run.
    days : int
        Length of the run, 1 to 7305.
    follicles : int, optional
        Sample this many individual follicles instead of computing expected values.
    seed : int
        For a sampled run: the same seed gives the same follicles.
    paired : bool
        For a sampled run in which hairs do not break: two runs with one seed are then the same,
        follicle by follicle, until the day on which their exposures begin to differ. Slower.

    Returns
    -------
    Course

    Raises
    ------
    ModelInputError
        If a value is outside what the model covers.

    Examples
    --------
    >>> from helpers.model import exposures as ex
    >>> course = simulate(Scalp(), [ex.anagen_release(day=30, fraction=0.2)], days=365)
    >>> bool(course.table["shed"].idxmax() > 100)
    True
    """
    if not isinstance(scalp, Scalp):
        raise ModelInputError(f"{scalp!r} is not a scalp. Build one with helpers.model.Scalp.")
    days = whole("Days", days, 1, LONGEST_RUN_DAYS)
    rates = Rates(scalp, _checked(exposures), days)
    index = pd.RangeIndex(days, name="day")
    if follicles is None:
        values = run_expected(scalp, rates)
        return Course(pd.DataFrame(values, index=index)[list(COLUMNS)], scalp)
    number = whole("Follicles", follicles, 1, MOST_FOLLICLES)
    rng = np.random.default_rng(whole("Seed", seed, 0, _HIGHEST_SEED))
    scalp = replace(scalp, follicles=number)
    values, intervals = run_sampled(scalp, rates, number, rng, seed if paired else None)
    return Course(pd.DataFrame(values, index=index)[list(COLUMNS)], scalp, intervals)


def _checked(exposures: Iterable[Exposure]) -> tuple[Exposure, ...]:
    """Return the exposures, or say which one is none."""
    if isinstance(exposures, Exposure) or not isinstance(exposures, Iterable):
        raise ModelInputError(
            f"Exposures must be a list of exposures; {exposures!r} is not a list."
        )
    chosen = tuple(exposures)
    for item in chosen:
        if not isinstance(item, Exposure):
            raise ModelInputError(
                f"{item!r} is not an exposure. Build one with helpers.model.exposures."
            )
    return chosen
