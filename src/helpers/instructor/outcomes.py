"""The main result of each lesson, as a function of the numbers that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.evidence import evidence, supposing
from helpers.lessons.many_causes import causes
from helpers.lessons.many_causes.shapley import shapley_shares
from helpers.lessons.steroids.run import DOSE_MG, TAPER_WEEKS, WEEKS, dose_share
from helpers.model import (
    Exposure,
    Scalp,
    bulge_attack,
    clinical,
    disease_activity,
    exposures,
    scalp_disease,
    simulate_cohort,
)
from helpers.model.calendar import DAYS_A_WEEK, DAYS_A_YEAR
from helpers.model.cohort.patients import Patient
from helpers.model.cohort.subsets import all_subsets, run_subsets
from helpers.model.cohort.summary import Cohort
from helpers.model.drugs import drug_course
from helpers.model.iron import iron_course
from helpers.model.scalp import Array
from helpers.model.zinc import crp_fall, time_fall

Groups = Mapping[str, tuple[str, ...]]
Results = Mapping[str, Array]
_EVENT, _STEP = 30, 3
_TWO_YEARS = 760
_DELAY_DAYS = 365
_THREE_YEARS = 3 * 365 + _EVENT
_EXAMINED = 130
_HELD_OFF = 7.0  # days from the flare to the steroid

ANAGEN = {"anagen": ("anagen_mean", "anagen_sd")}
REST = {"catagen": ("catagen_mean", "catagen_sd"), "telogen": ("telogen_mean", "telogen_sd")}
EMPTY = {"kenogen": ("kenogen_share", "kenogen_mean", "kenogen_sd")}
CYCLE = {**ANAGEN, **REST, **EMPTY}
DISEASE = {
    "disease_peak": ("disease_peak",),
    "disease_release": ("disease_release",),
    "disease_entry": ("disease_entry_block", "disease_restart_days"),
    "half_life": ("skin_half_life", "skin_residual"),
}


@dataclass(frozen=True)
class Outcome:
    """Results of a lesson, and the numbers that vary, in groups that vary together.

    Attributes
    ----------
    compute : callable
        From a table of draws, a column a parameter, to each result, a value a draw. The first
        result is the one that the lesson speaks of.
    share : int
        Divides the number of draws, for a lesson whose runs are many.
    """

    lesson: str
    groups: Groups
    compute: Callable[[pd.DataFrame], Results]
    share: int = 1

    @property
    def parameters(self) -> tuple[str, ...]:
        """All numbers that vary."""
        return tuple(name for names in self.groups.values() for name in names)


def _by_row(names: tuple[str, ...], one: Callable[[], dict[str, float]]) -> Callable[..., Results]:
    """Compute draw by draw, as if the numbers of the draw stood in the table."""

    def compute(table: pd.DataFrame) -> Results:
        found = []
        for row in table[list(names)].to_dict("records"):
            with supposing({str(name): float(value) for name, value in row.items()}):
                found.append(one())
        return {name: np.array([row[name] for row in found]) for name in found[0]}

    return compute


def _wave(part: Cohort) -> dict[str, Array]:
    """Summarise a batch in what the lessons speak of."""
    shed, visible = part.path("shed"), part.path("visible")
    top = shed.argmax(axis=1)
    rows = np.arange(len(shed))
    # A parabola through the three highest steps places the peak between them.
    last = len(part.day) - 1
    before, after = shed[rows, np.maximum(top - 1, 0)], shed[rows, np.minimum(top + 1, last)]
    bend = before - 2 * shed[rows, top] + after
    shift = np.divide((before - after) / 2, bend, out=np.zeros_like(bend), where=bend < 0)
    off = shed + part.path("broken")
    day = np.searchsorted(part.day, _EXAMINED)
    return {
        "peak_days": part.day[top] + np.clip(shift, -1, 1) * part.step - _EVENT,
        "peak_times": shed[rows, top] / part.usual_shed,
        "missing_percent": 100 * (1 - visible.min(axis=1) / visible[:, 0]),
        "club_percent": 100 * shed[:, day] / off[:, day],
    }


def _cohort(
    groups: Groups,
    happens: Callable[[], list[Exposure]],
    *results: str,
    days: int = DAYS_A_YEAR,
) -> Callable[[pd.DataFrame], Results]:
    """Run all draws in batches, and keep some of the results."""
    other = [name for names in groups.values() for name in names if name not in vars(Scalp())]

    def each(patient: Patient) -> list[Exposure]:
        with supposing({name: float(patient[name]) for name in other}):
            return happens()

    def compute(table: pd.DataFrame) -> Results:
        cohort = simulate_cohort(table, each, days, _STEP, keep=(), summary=_wave)
        return {name: cohort.summary[name].to_numpy() for name in results}

    return compute


def _illness() -> list[Exposure]:
    return [clinical.illness(_EVENT)]


def _stress() -> list[Exposure]:
    return [clinical.stress_event(_EVENT)]


def _steroid() -> list[Exposure]:
    start = _EVENT + _HELD_OFF
    direct = min(1.0, evidence().value("steroid_catagen_induction") * dose_share(DOSE_MG))
    course = clinical.steroid_course(
        start, DAYS_A_WEEK * WEEKS, DAYS_A_WEEK * TAPER_WEEKS, DOSE_MG, catagen_induction=direct
    )
    return [clinical.treated(clinical.illness(_EVENT), start), course]


def _breakage() -> list[Exposure]:
    share = evidence().value("breakage_share_per_day")
    return [clinical.illness(_EVENT), exposures.breakage(_EVENT, DAYS_A_YEAR, share)]


def _drug() -> list[Exposure]:
    start = _EVENT + 4 * DAYS_A_WEEK
    points = disease_activity(_TWO_YEARS, _EVENT, treated_from=start)
    return [scalp_disease(points), drug_course("methotrexate", start, _TWO_YEARS - start)]


def _steady() -> dict[str, float]:
    scalp = Scalp()
    return {"shed": scalp.shed_per_day, "telogen_percent": 100 * scalp.shares["telogen"]}


def _destroyed() -> dict[str, float]:
    points = disease_activity(_THREE_YEARS, _EVENT, treated_from=_EVENT + _DELAY_DAYS)
    attack = bulge_attack(points, release=0, entry_block=0)
    hazard = sum(effect.amount * (effect.end - effect.start) for effect in attack.effects)
    return {"destroyed_percent": 100 * -float(np.expm1(-hazard))}


def _ferritin() -> dict[str, float]:
    stores = iron_course(15, 12 * DAYS_A_WEEK + 1, 80)["stores"].to_numpy()
    return {"ferritin_gain": float(stores[-1] - stores[0])}


def _zinc() -> dict[str, float]:
    """Return the gap to expect between patients, seen in the afternoon, and healthy people."""
    value = evidence().value
    tenfolds = float(np.log10(value("crp_inflamed") / value("crp_quiet")))
    by_inflammation = float(crp_fall(tenfolds)) * value("inflamed_extra")
    return {"zinc_gap": value("zinc_true_gap") + by_inflammation + time_fall("afternoon")}


def _cancer() -> dict[str, float]:
    return {"cancer": evidence().value("dm_cancer_share")}


def _flare_share(table: pd.DataFrame) -> Results:
    usual = {name: evidence().value(name) for name in causes.EFFECTS if name not in table}
    table = table.assign(**usual)
    months = causes.read_causes(causes.usual_causes())
    keys = [key for key, _ in months]
    parts = causes.parts_of(table, months, causes.DAYS)
    paths, shed = run_subsets(table, parts, keys, all_subsets(len(keys)), causes.DAYS, DAYS_A_WEEK)
    off = (paths["shed"] + paths["broken"]).sum(axis=-1) * DAYS_A_WEEK - shed[:, None] * causes.DAYS
    shares: Any = shapley_shares(off)
    return {"flare_percent": 100 * shares[:, keys.index("flare")] / shares.sum(axis=1)}


def _outcomes() -> tuple[Outcome, ...]:
    ill = {"release": ("illness_release",), "release_days": ("illness_release_days",)}
    stress = {
        "stress_release": ("stress_release",),
        "stress_days": ("stress_release_days",),
        "stress_held": ("stress_telogen_hold", "stress_entry_block"),
        **CYCLE,
    }
    steroid = {
        **ill,
        "steroid_direct": (
            "steroid_catagen_induction",
            "steroid_reference_dose",
            "steroid_induction_days",
        ),
        "steroid_benefit": ("steroid_benefit",),
        **CYCLE,
    }
    skin = {"breakage": ("breakage_share_per_day",), **ill, **CYCLE}
    drug = {"drug_release": ("drug_rest_release", "drug_rest_days"), **DISEASE, **CYCLE}
    scar = {
        "destruction": ("bulge_destruction",),
        "threshold": ("bulge_threshold",),
        "disease_peak": ("disease_peak",),
        "disease_rise": ("disease_rise_days",),
        "half_life": ("skin_half_life", "skin_residual"),
    }
    iron = {
        "absorption": ("iron_absorbed_40", "iron_absorption_exponent"),
        "stored": ("iron_share_stored",),
        "iron_mg": ("iron_mg_per_ferritin",),
        "iron_loss": ("iron_extra_loss",),
    }
    zinc = {
        "true_gap": ("zinc_true_gap",),
        "crp_fall": ("zinc_fall_per_tenfold_crp",),
        "inflamed": ("inflamed_extra",),
        "crp": ("crp_quiet", "crp_inflamed"),
        "afternoon": ("zinc_afternoon_fall",),
    }
    many = {
        "release": ("illness_release",),
        "disease_release": ("disease_release",),
        "disease_entry": ("disease_entry_block",),
        "steroid_direct": ("steroid_catagen_induction",),
        "steroid_benefit": ("steroid_benefit",),
        "drug_release": ("mtx_release_one_person",),
        "iron_release": ("iron_follicle_release",),
        "weight_loss": ("weight_loss_release",),
        "cycle": tuple(name for names in CYCLE.values() for name in names),
    }
    steady = {"follicles": ("follicles",), **CYCLE}
    cancer = {"cancer": ("dm_cancer_share",)}

    def rows(groups: Groups, one: Callable[[], dict[str, float]]) -> Callable[..., Results]:
        return _by_row(tuple(name for names in groups.values() for name in names), one)

    wave = {**ill, **CYCLE}
    return (
        Outcome("dermatomyositis", cancer, rows(cancer, _cancer)),
        Outcome("hair_growth_cycle", steady, rows(steady, _steady)),
        Outcome("telogen_effluvium", wave, _cohort(wave, _illness, "peak_days", "peak_times")),
        Outcome("stress", stress, _cohort(stress, _stress, "peak_times")),
        Outcome("steroids", steroid, _cohort(steroid, _steroid, "peak_times")),
        Outcome("iron", iron, rows(iron, _ferritin)),
        Outcome("zinc_and_supplements", zinc, rows(zinc, _zinc)),
        Outcome("inflammation_and_scarring", scar, rows(scar, _destroyed)),
        Outcome("skin_and_breakage", skin, _cohort(skin, _breakage, "club_percent")),
        Outcome(
            "immunosuppressants",
            drug,
            _cohort(drug, _drug, "missing_percent", "peak_times", days=_TWO_YEARS),
            share=4,
        ),
        Outcome("many_causes", many, _flare_share, share=16),
    )


OUTCOMES: Mapping[str, Outcome] = {outcome.lesson: outcome for outcome in _outcomes()}
"""By the key of the lesson."""
