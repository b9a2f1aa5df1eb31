"""Lesson 11: eighteen months of one patient, and how much each cause accounts for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.lessons.many_causes.causes import (
    DAYS,
    FULL_STORES,
    LOW_STORES,
    Months,
    day_of_month,
    exposures_of_all,
    lasting_days,
    one_person,
    parts_of,
    people,
    read_causes,
    usual_causes,
)
from helpers.lessons.many_causes.shapley import alone_removed, shapley_shares
from helpers.model import Scalp, simulate
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK
from helpers.model.cohort.subsets import Members, all_subsets, run_subsets
from helpers.model.iron import measured_ferritin, transferrin_saturation
from helpers.model.scalp import Array
from helpers.model.zinc import printed_zinc
from helpers.readout.bedside_tests import Finding, examine
from helpers.readout.landmarks import timeline, usual_visible

EDGES = (0.1, 0.9)
SCALP_TESTS = ("pull", "wash", "trichogram", "density")
LOW_ZINC = 55.0  # µg/dL, of an invented patient


@dataclass(frozen=True)
class Shares:
    """What each cause accounts for.

    Attributes
    ----------
    measure : str
        "lost" (hairs, shed or broken beyond the usual, by the end) or "missing" (percent of
        the usual hair that is missing at the end).
    table : DataFrame
        One row a cause, by its key: `share`, `removed` (how much less without it alone) and,
        if ranges were asked for, `low` and `high`.
    total : float
        What they add up to: with all causes, less without any.
    """

    measure: str
    table: pd.DataFrame
    total: float


@dataclass(frozen=True)
class Laboratory:
    """What a laboratory prints."""

    name: str
    printed: str
    beside: str


@dataclass(frozen=True)
class History:
    """The patient's months, with everything that the pictures show.

    Attributes
    ----------
    month, shed, hair : ndarray
        Months from the start; hairs that come off a day; percent of the usual hair.
    bands : tuple of ndarray
        Month, lower and upper limit of what comes off, lower and upper limit of the hair:
        the middle 80 percent of patients drawn from the ranges of all numbers.
    normal : float
        Hairs shed a day before anything happened.
    causes : dict of str to tuple of float
        First and last month of each cause.
    shares : Shares
    tests_month : float
    findings : tuple of Finding
        Examinations and counts in the month of the tests.
    blood : tuple of Laboratory
    values : dict of str to float
        The numbers of sentences; nan for what never happens.
    """

    month: Array
    shed: Array
    hair: Array
    bands: tuple[Array, Array, Array, Array, Array]
    normal: float
    causes: dict[str, tuple[float, float]]
    shares: Shares
    tests_month: float
    findings: tuple[Finding, ...]
    blood: tuple[Laboratory, ...]
    values: dict[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """One row a week."""
        columns = {
            "Month": self.month.round(2),
            "Hairs a day": self.shed.round(1),
            "Hair on the head (%)": self.hair.round(1),
        }
        return pd.DataFrame(columns).iloc[::DAYS_A_WEEK]


def history(causes: str, share: str = "lost", ranges: str = "no", month: float = 18) -> History:
    """Run the history of a patient.

    Parameters
    ----------
    causes : str
        What happened and when, such as "flare1-steroid2"; see `read_causes`.
    share : str
        What is shared out among the causes: "lost" or "missing".
    ranges : str
        "yes" to compute the shares for the whole range of the numbers as well.
    month : float
        Month of the tests, 1 to 18.

    Examples
    --------
    >>> story = history("flare1-scalp3", share="missing")
    >>> shares = story.shares.table["share"]
    >>> bool(shares["scalp"] > shares["flare"]), bool(abs(shares.sum() - story.shares.total) < 1e-9)
    (True, True)
    """
    months = read_causes(causes)
    course = simulate(Scalp(), exposures_of_all(months, DAYS), days=DAYS)
    table, facts = course.table, timeline(course)
    off = (table["shed"] + table["broken"]).to_numpy()
    hair = 100 * table["visible"].to_numpy() / usual_visible(course)
    shares = shared_out(months, share, ranges == "yes")
    outcomes = {name: rows[0, -1] - rows[0, 0] for name, rows in _outcomes("one", months).items()}
    day = min(DAYS - 1, int(day_of_month(month)))
    blood, ferritin = _blood(dict(months), day)
    values = {
        "normal": facts.baseline,
        "peak_shed": float(off.max()),
        "peak_month": float(off.argmax() / DAYS_A_MONTH),
        "missing": float(outcomes["missing"]),
        "hairs_lost": float(outcomes["lost"]),
        "pull": examine(course, day, "pull").value,
        "total": shares.total,
        "ferritin": ferritin,
    }
    values |= {f"share_{key}": float(row) for key, row in shares.table["share"].items()}
    return History(
        month=table.index.to_numpy() / DAYS_A_MONTH,
        shed=off,
        hair=hair,
        bands=_bands(months),
        normal=facts.baseline,
        causes=dict(map(_lasts, months)),
        shares=shares,
        tests_month=month,
        findings=tuple(examine(course, day, test) for test in SCALP_TESTS),
        blood=blood,
        values=values,
    )


def _lasts(item: tuple[str, int]) -> tuple[str, tuple[float, float]]:
    key, month = item
    last = min(DAYS, day_of_month(month) + lasting_days(key))
    return key, (float(month), last / DAYS_A_MONTH)


def shared_out(months: Months, measure: str, ranges: bool) -> Shares:
    """Share out what the causes of a history do together.

    Every subset of the causes is run. With `ranges` they are run once more for each draw
    of all numbers from their ranges; the ends are the lowest and highest share found, the
    usual patient's included.
    """
    usual = _outcomes("one", months)[measure][0]
    columns = {"share": shapley_shares(usual), "removed": alone_removed(usual)}
    if ranges and months:
        drawn = shapley_shares(_outcomes("people", months)[measure])
        drawn = np.vstack((drawn, columns["share"]))
        columns["low"], columns["high"] = drawn.min(axis=0), drawn.max(axis=0)
    table = pd.DataFrame(columns, index=pd.Index([key for key, _ in months], name="cause"))
    return Shares(measure, table, float(usual[-1] - usual[0]))


def usual_shares(measure: str) -> Shares:
    """Return the shares of the history as it is at first, with their ranges.

    Examples
    --------
    >>> usual_shares("missing").table["share"].idxmax()
    'scalp'
    """
    return shared_out(read_causes(usual_causes()), measure, ranges=True)


@lru_cache(maxsize=64)
def _outcomes(who: str, months: Months) -> dict[str, Array]:
    """Return the outcomes of every subset of the causes, patients by subsets."""
    paths, usual = _runs(who, months, all_subsets(len(months)))
    off = (paths["shed"] + paths["broken"]).sum(axis=-1) * DAYS_A_WEEK
    return {
        "lost": off - usual[:, None] * DAYS,
        "missing": 100 * (1 - paths["visible"][..., -1] / paths["visible"][..., 0]),
    }


@lru_cache(maxsize=64)
def _bands(months: Months) -> tuple[Array, Array, Array, Array, Array]:
    """Return the spread over the ranges of all numbers."""
    paths, _ = _runs("people", months, all_subsets(len(months))[-1:])
    middle = np.arange(DAYS_A_WEEK / 2, DAYS, DAYS_A_WEEK, dtype=np.float64) / DAYS_A_MONTH
    off = (paths["shed"] + paths["broken"])[:, 0]
    hair = 100 * paths["visible"][:, 0] / paths["visible"][:, 0, :1]
    low, high = map(np.asarray, np.quantile(off, EDGES, axis=0))
    fewest, most = map(np.asarray, np.quantile(hair, EDGES, axis=0))
    return middle, low, high, fewest, most


def _runs(who: str, months: Months, subsets: Members) -> tuple[dict[str, Array], Array]:
    table = one_person() if who == "one" else people()
    keys = [key for key, _ in months]
    return run_subsets(table, parts_of(table, months, DAYS), keys, subsets, DAYS, DAYS_A_WEEK)


def _blood(months: dict[str, int], day: int) -> tuple[tuple[Laboratory, ...], float]:
    """Return what a laboratory prints on a day, and the ferritin as a number."""
    value = evidence().value
    flare = day_of_month(months["flare"]) if "flare" in months else np.inf
    inflamed = flare <= day < flare + value("relapse_lasting_days")
    crp = value("crp_inflamed" if inflamed else "crp_quiet")
    state = "both" if inflamed else "none"
    short = "iron" in months and day >= day_of_month(months["iron"])
    stores = LOW_STORES if short else FULL_STORES
    lacking = "zinc" in months and day >= day_of_month(months["zinc"])
    zinc = printed_zinc(LOW_ZINC if lacking else value("zinc_healthy_mean"), crp)
    ferritin = measured_ferritin(stores, state)
    hidden = "read it with the CRP" if inflamed else "no inflammation: it shows the stores"
    printed = (
        Laboratory("CRP", f"{crp:.3g} mg/L", "raised" if inflamed else "not raised"),
        Laboratory("Ferritin", f"{ferritin:.0f} µg/L", hidden),
        Laboratory(
            "Transferrin saturation",
            f"{transferrin_saturation(stores, state):.0f}%",
            "below 20% is low (assumed in this model)",
        ),
        Laboratory(
            "Zinc",
            f"{zinc.value:.0f} µg/dL",
            "falls with inflammation" if inflamed else "no inflammation",
        ),
    )
    return printed, ferritin
