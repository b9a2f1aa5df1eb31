"""Iron: stores, what a laboratory prints of them, and what tablets add to them.

Stores are given in µg/L: the ferritin that they would show in a person without
inflammation. Every number is a row of `data/parameters.csv`. The step from stores to the
follicle has the default 0: no trial shows it.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.model.checks import ModelInputError, within
from helpers.model.exposures import Effect, Exposure
from helpers.model.scalp import Array

STATES: dict[str, str | None] = {
    "none": None,
    "crp": "ferritin_factor_crp",
    "both": "ferritin_factor_both",
    "agp": "ferritin_factor_agp",
}
"""States of inflammation, each with the parameter that multiplies ferritin."""

_MOST_STORES = 2000  # µg/L
_MEASURED_DOSE_MG = 40  # the dose that the parameter iron_absorbed_40 speaks of
_MOST_DOSE_MG = 1000
_SPELL = 90  # days that the parameter iron_follicle_release speaks of
_STEP = 30  # days between two looks of the follicle at the stores
MOST_RELEASE = 0.99


def ferritin_factor(state: str) -> float:
    """Return how many times as high inflammation makes ferritin.

    Parameters
    ----------
    state : str
        "none", "crp" (CRP above 5 mg/L), "both" (and AGP above 1 g/L) or "agp" (AGP alone).

    Examples
    --------
    >>> ferritin_factor("both")
    1.9
    """
    if state not in STATES:
        raise ModelInputError(
            f"There is no state of inflammation {state!r}. There are: {', '.join(STATES)}."
        )
    parameter = STATES[state]
    return evidence().value(parameter) if parameter else 1.0


def measured_ferritin(stores: float, state: str = "none") -> float:
    """Return the ferritin that a laboratory prints, in µg/L.

    Examples
    --------
    >>> measured_ferritin(30, "both")
    57.0
    """
    return _stores(stores) * ferritin_factor(state)


def transferrin_saturation(stores: float, state: str = "none") -> float:
    """Return the transferrin saturation in percent; its curve is assumed, not measured.

    Examples
    --------
    >>> transferrin_saturation(15)
    20.0
    """
    value, stores = evidence().value, _stores(stores)
    full = value("tsat_full") * stores / (stores + value("tsat_half_stores"))
    return full if state == "none" else full * value("tsat_inflamed")


def absorbed_mg(dose_mg: float) -> float:
    """Return how much of a dose of iron is absorbed: a power law through two measured points.

    Examples
    --------
    >>> round(absorbed_mg(40), 1), round(absorbed_mg(240), 1)
    (6.7, 18.1)
    """
    dose = within("Dose", dose_mg, 0, _MOST_DOSE_MG, "mg")
    value = evidence().value
    share = (dose / _MEASURED_DOSE_MG) ** value("iron_absorption_exponent")
    return value("iron_absorbed_40") * share


def iron_course(
    stores: float,
    days: int,
    dose_mg_per_day: float = 0,
    start: float = 0,
    loss_mg_per_day: float | None = None,
) -> pd.DataFrame:
    """Follow iron stores day by day; food and usual losses balance.

    Parameters
    ----------
    stores : float
        Stores on day 0, in µg/L.
    days : int
    dose_mg_per_day : float
        Iron taken from day `start` on.
    start : float
    loss_mg_per_day : float, optional
        Iron lost on top of the usual.

    Returns
    -------
    DataFrame
        One row a day: `stores`, and `all_stored`, what a simple balance expects if all the
        iron that a single dose lets absorb went into the stores.

    Examples
    --------
    >>> course = iron_course(25, days=85, dose_mg_per_day=80)
    >>> course.loc[84].round(1).to_dict()
    {'stores': 36.4, 'all_stored': 107.7}
    """
    value = evidence().value
    loss = value("iron_extra_loss") if loss_mg_per_day is None else loss_mg_per_day
    loss = within("Extra loss", loss, 0, 20, "mg a day")
    first = within("Start", start, 0, math.inf, "days")
    behind = value("iron_mg_per_ferritin")
    absorbed = absorbed_mg(dose_mg_per_day)
    day = np.arange(days, dtype=float)
    before, after = np.minimum(day, first), np.maximum(day - first, 0)
    then = np.maximum(_stores(stores) - before * loss / behind, 0)
    return pd.DataFrame(
        {
            name: np.maximum(then + after * (share * absorbed - loss) / behind, 0)
            for name, share in {"stores": value("iron_share_stored"), "all_stored": 1.0}.items()
        },
        index=pd.RangeIndex(days, name="day"),
    )


def low_iron(stores: Array, effect: float | None = None) -> Exposure:
    """Let low stores release growing follicles, if there is such an effect.

    The release grows as stores fall below a limit (a row of the parameters) and is read
    off the stores once a month. Whether it exists in people is not known.

    Parameters
    ----------
    stores : ndarray
        Stores on each day, in µg/L.
    effect : float, optional
        Share of anagen follicles released by three months with empty stores, 0 to 1.

    Examples
    --------
    >>> low_iron(np.full(60, 10.0)).effects
    ()
    >>> len(low_iron(np.full(60, 10.0), effect=0.1).effects)
    2
    """
    if effect is None:
        effect = evidence().value("iron_follicle_release")
    below = evidence().value("iron_release_below")
    effect = within("Effect of low stores", effect, 0, MOST_RELEASE)
    return release_by_shortage("low iron stores", np.clip(1 - stores / below, 0, 1), effect)


def release_by_shortage(name: str, shortage: Array, effect: float) -> Exposure:
    """Let a shortage release growing follicles, the more the deeper it is.

    Parameters
    ----------
    name : str
    shortage : ndarray
        How deep the shortage is on each day, from 0 to 1; it is read off once a month.
    effect : float
        Share of anagen follicles released by three months of the full shortage.

    Examples
    --------
    >>> release_by_shortage("nothing is short", np.zeros(90), 0.1).effects
    ()
    """
    hazard = -math.log1p(-effect) / _SPELL
    effects = []
    for start in range(0, len(shortage), _STEP):
        part = shortage[start : start + _STEP]
        depth = float(part.mean())
        if hazard and depth:
            effects.append(Effect("anagen_release", start, start + len(part), hazard * depth))
    return Exposure(name, tuple(effects))


def _stores(stores: float) -> float:
    return within("Stores", stores, 0, _MOST_STORES, "µg/L")
