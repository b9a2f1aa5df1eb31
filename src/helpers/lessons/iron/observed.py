"""The model's side of what was published on iron and ferritin."""

from __future__ import annotations

from functools import partial

from helpers.lessons.iron.course import iron_story
from helpers.lessons.iron.run import (
    PEOPLE,
    athletes,
    gain_in_trial,
    haemoglobin_correlation,
    share_below,
    share_of_lognormal,
    simple_balance_excess,
)
from helpers.model.iron import absorbed_mg, measured_ferritin, transferrin_saturation
from helpers.readout.observed import Setup

_STORES = 40.0  # any stores will do: the factor does not depend on them
_EMPTY = 5.0
CUTOFFS = (15, 30, 40, 70)


def _raised(state: str) -> float:
    return measured_ferritin(_STORES, state) / measured_ferritin(_STORES)


def _counted(people: str, line: float) -> float:
    return share_below(athletes(people), line)


def _extra_shedding() -> float:
    story = iron_story(_EMPTY, iron_after=90, effect_percent=0)
    return float(abs(story.shed - story.shed_without).max())


_SURVEY = "The factor of the meta-analysis; no number was chosen by this survey."
_CURVE = (
    "The assumed curve of saturation at {stores:g} µg/L, about the middle of the women in this "
    "band; no number was chosen by the survey."
)
_LAW = (
    "A lognormal law through median and quartiles of the survey, read at another cut-off: the "
    "lesson assumes this law for groups of which only mean and SD were printed."
)
_IN_BAND = {"below_15": 9.0, "15_30": 22.0, "above_100": 140.0}
"""Ferritin, in µg/L, about the median of the women in a band of the survey."""

_FACTOR = "Ferritin under inflammation over ferritin without; by construction."

SETUPS: dict[str, Setup] = {
    "iron_repletion_gain": Setup(
        gain_in_trial,
        "Stores after 12 weeks of 80 mg a day less those without it. The share of absorbed "
        "iron that shows in ferritin was tuned to this number, so agreement is no proof.",
    ),
    "iron_absorption_ratio": Setup(
        lambda: absorbed_mg(240) / absorbed_mg(40),
        "The power law runs through both measured points, so this holds by construction.",
    ),
    "iron_naive_gap": Setup(
        simple_balance_excess,
        "All the iron that single doses let absorb, put into stores at 10 mg for 1 µg/L, over "
        "the rise that was published. Nothing is tuned here: this is the gap that the tuned "
        "share closes.",
    ),
    "ferritin_factor_crp": Setup(partial(_raised, "crp"), _FACTOR),
    "ferritin_factor_both": Setup(partial(_raised, "both"), _FACTOR),
    "ferritin_factor_agp": Setup(partial(_raised, "agp"), _FACTOR),
    **{
        f"athletes_{people}_{line}": Setup(
            partial(_counted, people, line), "Counted in the data set, no model."
        )
        for people in PEOPLE
        for line in CUTOFFS
    },
    "athletes_hb_women": Setup(
        partial(haemoglobin_correlation, "women"), "Computed from the data set, no model."
    ),
    "athletes_hb_men": Setup(
        partial(haemoglobin_correlation, "men"), "Computed from the data set, no model."
    ),
    "ferritin_malawi_both": Setup(partial(_raised, "both"), _SURVEY),
    "ferritin_malawi_agp": Setup(partial(_raised, "agp"), _SURVEY),
    **{
        f"tsat_us_{band}": Setup(
            partial(transferrin_saturation, stores), _CURVE.format(stores=stores)
        )
        for band, stores in _IN_BAND.items()
    },
    **{
        f"lognormal_us_{line}": Setup(partial(share_of_lognormal, line), _LAW) for line in (15, 100)
    },
    "iron_follicle_effect": Setup(
        _extra_shedding,
        "Flare with empty stores, with iron and without. The step from stores to follicles is "
        "0 by default, so this holds by construction.",
    ),
}
