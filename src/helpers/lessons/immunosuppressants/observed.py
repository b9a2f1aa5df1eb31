"""The model's side of what was published on immunosuppressants and hair."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import scipy

from helpers.evidence import load_study
from helpers.lessons.immunosuppressants.counts import HUNDRED, WAYS, drug_counts
from helpers.model import Scalp, simulate
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.course import Course
from helpers.model.drugs import NUDT15, drug_course
from helpers.readout.landmarks import timeline
from helpers.readout.observed import Setup

_RUN = 365
_SIX_WEEKS = 42
_TRIALS, _FOLLOWED, _SURVEY = WAYS


def _icons(drug: str, way: str, highest: bool = False) -> Callable[[], float]:
    def share() -> float:
        count = next(count for count in drug_counts(drug) if count.asked == way)
        return HUNDRED * (count.lost + count.perhaps * highest) / count.icons

    return share


@cache
def _course(drug: str) -> Course:
    """Return the course for a year from the first dose."""
    return simulate(Scalp(), [drug_course(drug, start=0, days=_RUN)], days=_RUN)


def _first_loss(drug: str) -> float:
    """Return the first day on which hairs break."""
    return float(np.flatnonzero(_course(drug).table["fractured"] > 0)[0])


def _half_broken() -> float:
    broken = _course(NUDT15).table["fractured"].cumsum().to_numpy()
    return float(np.searchsorted(broken, broken[-1] / 2))


def _clubs(drug: str) -> float:
    """Return the clubs among the hairs lost in six weeks, in percent."""
    lost = _course(drug).table[["shed", "fractured"]].iloc[:_SIX_WEEKS].sum()
    return HUNDRED * float(lost["shed"] / lost.sum())


def _months_to_shedding() -> float:
    onset = timeline(_course("methotrexate")).onset_day
    return float("nan") if onset is None else onset / DAYS_A_MONTH


def _fisher() -> float:
    rows = load_study("drug_alopecia").query("source == 'ajms2025'")
    lost = rows["lost"].to_numpy(dtype=float)
    table = np.column_stack((lost, rows["people"].to_numpy(dtype=float) - lost))
    return float(scipy.stats.fisher_exact(table).pvalue)


_DRAWN = "People drawn as icons, out of a hundred: the published share, rounded; by construction."
_AFFECTED = "A person whose hair the drug takes, otherwise healthy, all defaults. "

SETUPS: dict[str, Setup] = {
    "drug_mtx_trials": Setup(_icons("methotrexate", _TRIALS), f"{_DRAWN} Lowest count."),
    "drug_mtx_trials_high": Setup(
        _icons("methotrexate", _TRIALS, highest=True), f"{_DRAWN} Highest count."
    ),
    "drug_mtx_followed": Setup(_icons("methotrexate", _FOLLOWED), _DRAWN),
    "drug_mtx_survey": Setup(_icons("methotrexate", _SURVEY), _DRAWN),
    "drug_mmf_trials_high": Setup(
        _icons("mycophenolate", _TRIALS, highest=True), f"{_DRAWN} Highest count."
    ),
    "drug_mmf_trials": Setup(_icons("mycophenolate", _TRIALS), f"{_DRAWN} Lowest count."),
    "drug_mmf_followed": Setup(_icons("mycophenolate", _FOLLOWED), _DRAWN),
    "drug_aza_trials_high": Setup(
        _icons("azathioprine", _TRIALS, highest=True), f"{_DRAWN} Highest count."
    ),
    "drug_cyc_followed": Setup(_icons("cyclophosphamide", _FOLLOWED), _DRAWN),
    "drug_nudt15_followed": Setup(
        _icons(NUDT15, _FOLLOWED), "People drawn as icons, all five; by construction."
    ),
    "drug_cyc_mmf_p": Setup(
        _fisher, "Fisher's exact test of 11 and 1 of 21 people, the counts that we inferred."
    ),
    "drug_anagen_onset": Setup(
        lambda: _first_loss("cyclophosphamide"),
        f"{_AFFECTED}First day on which hairs break after an infusion on day 0; by construction.",
    ),
    "drug_nudt15_days": Setup(
        _half_broken,
        f"{_AFFECTED}Days until half of the hairs that break have broken, two copies of the "
        "NUDT15 variant. The delay was chosen with this row in view, so it holds by construction.",
    ),
    "drug_clubs_anagen": Setup(
        lambda: _clubs("cyclophosphamide"),
        f"{_AFFECTED}Clubs among all hairs lost in the six weeks after the infusion. The clubs "
        "are those of every day; how many hairs break was assumed.",
    ),
    "drug_clubs_telogen": Setup(
        lambda: _clubs("methotrexate"),
        f"{_AFFECTED}Clubs among all hairs lost in the first six weeks; nothing else is lost in "
        "this model, so it holds by construction.",
    ),
    "drug_telogen_onset": Setup(
        _months_to_shedding,
        f"{_AFFECTED}Months from the first dose until shedding is 1.5 times normal. It follows "
        "from catagen and telogen and from the days over which the drug releases follicles, "
        "which were assumed.",
    ),
}
