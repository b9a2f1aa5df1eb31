"""The model's side of the ledger: one set-up for each prediction, and its band.

A band is what the model says when the numbers named beside a set-up are drawn from their
ranges: the middle 90 percent of the draws. Published means that fall outside it contradict
the model together with its ranges, not its defaults alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.evidence import evidence, supposing
from helpers.model import (
    Course,
    Exposure,
    Scalp,
    clinical,
    disease_activity,
    draw_patients,
    exposures,
    scalp_disease,
    simulate,
)
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK
from helpers.model.iron import iron_course
from helpers.model.scalp import Array
from helpers.model.zinc import crp_fall
from helpers.readout.landmarks import Timeline, timeline
from helpers.readout.methods import read_course, read_scalp
from helpers.readout.spread import pull

_BIRTH, _AFTER = 300, 730
_LATE_PREGNANCY = 90
_DRAWS, _SEED = 400, 22
_EDGES = (5, 95)
_SPREAD_BAND = 1.5  # how far a published spread may be off, as a factor; our choice
_NEARLY_ALL = 0.99
_POSITIVE_PULL = 6  # hairs: more than one in ten of 55

_PHASES = ("telogen_mean", "telogen_sd", "catagen_mean", "catagen_sd")
_CYCLE = ("anagen_mean", "anagen_sd", *_PHASES)
_BORN = ("childbirth_held", "childbirth_held_days", "childbirth_over_days")
_PLUCKED = ("trichogram_anagen_lost", "trichogram_catagen_as_telogen")
_ILL = ("illness_release", "illness_release_days")
_THIN = ("weight_loss_release", "weight_loss_days")


@dataclass(frozen=True)
class Predicted:
    """How the model gets a number, and which of its numbers are drawn for the band.

    Attributes
    ----------
    compute : callable
        Gives the number at the values supposed; nan where there is none.
    drawn : tuple of str
        Rows of `parameters.csv`.
    spread : bool
        Whether the number is the spread (SD) between people: then `compute` is one person.
    """

    compute: Callable[[], float]
    drawn: tuple[str, ...]
    spread: bool = False

    def draws(self) -> Array:
        """Return the number at each draw that has one."""
        people = draw_patients(_DRAWS, _SEED, varied=(), also=self.drawn)
        found = []
        for row in people[list(self.drawn)].to_dict("records"):
            with supposing({str(name): float(value) for name, value in row.items()}):
                found.append(self.compute())
        values = np.array(found)
        return values[np.isfinite(values)]

    def band(self) -> tuple[float, float, float]:
        """Return the prediction and both ends of its band."""
        draws = self.draws()
        if self.spread:
            sd = float(draws.std(ddof=1))
            return sd, sd / _SPREAD_BAND, sd * _SPREAD_BAND
        low, high = np.percentile(draws, _EDGES).tolist()
        with supposing({}):
            return self.compute(), low, high


def _run(exposure: Exposure, days: int) -> tuple[Course, Timeline]:
    course = simulate(Scalp(), [exposure], days=days)
    return course, timeline(course, [exposure])


def _born() -> tuple[Course, Timeline]:
    return _run(clinical.childbirth(_BIRTH), _BIRTH + _AFTER)


def _since(day: int | None, start: int = 0, unit: float = 1) -> float:
    """Turn a day that never comes into a number that no band holds."""
    return math.nan if day is None else (day - start) / unit


def _growing(course: Course, day: int) -> float:
    return 100 * read_course(course, day, "trichogram").shares["anagen root"]


def _pregnant() -> float:
    course, _ = _born()
    days = range(_BIRTH - _LATE_PREGNANCY, _BIRTH, DAYS_A_WEEK)
    return float(np.mean([_growing(course, day) for day in days]))


def _lowest_growing() -> float:
    course, _ = _born()
    return min(_growing(course, day) for day in range(_BIRTH, _BIRTH + 365, DAYS_A_WEEK))


def _weight_loss_lasts() -> float:
    _, facts = _run(clinical.weight_loss(start=0), _AFTER)
    return _since(facts.shedding_days, unit=DAYS_A_MONTH)


def _ill_days() -> tuple[Course, range]:
    """Return a year that begins with an illness, and its days of shedding, one a week."""
    course, facts = _run(clinical.illness(day=0), 365)
    if facts.onset_day is None or facts.return_day is None:
        return course, range(0)
    return course, range(facts.onset_day, facts.return_day, DAYS_A_WEEK)


def _shedding_mean(read: Callable[[Course, int], float]) -> float:
    course, days = _ill_days()
    return float(np.mean([read(course, day) for day in days])) if days else math.nan


def _clubs(course: Course, day: int) -> float:
    return 100 * read_course(course, day, "trichogram").shares["club root"]


def _positive(course: Course, day: int) -> float:
    return 100 * float(pull(course, day).count.sf(_POSITIVE_PULL - 1))


def _first_regrowth() -> float:
    """Return the weeks from the last infusion until half of the usual hairs can be seen."""
    over = evidence().value("drug_fracture_days")
    course = simulate(Scalp(), [exposures.shaft_fracture(0, _NEARLY_ALL, over)], days=365)
    visible = course.table["visible"].to_numpy()
    fewest = int(visible.argmin())
    back = np.flatnonzero(visible[fewest:] >= visible[0] / 2)
    return _since(fewest + int(back[0]) if len(back) else None, unit=DAYS_A_WEEK)


def _iron(dose: float, weeks: int) -> Callable[[], float]:
    def gain() -> float:
        stores = iron_course(20, weeks * DAYS_A_WEEK + 1, dose)["stores"].to_numpy()
        return float(stores[-1] - stores[0])

    return gain


def _zinc_when_inflamed() -> float:
    value = evidence().value
    tenfolds = math.log10(value("crp_inflamed") / value("crp_quiet"))
    return 100 * float(crp_fall(tenfolds)) / value("zinc_healthy_mean")


def _inflamed_scalp() -> float:
    days = round(8 * DAYS_A_MONTH) + 1
    course = simulate(Scalp(), [scalp_disease(disease_activity(days))], days)
    return _clubs(course, days - 1)


def _ill_onset() -> float:
    return _since(_run(clinical.illness(day=0), 365)[1].onset_day)


PREDICTED: dict[str, Predicted] = {
    "childbirth_start": Predicted(
        lambda: _since(_born()[1].onset_day, _BIRTH, DAYS_A_MONTH), (*_CYCLE, *_BORN)
    ),
    "childbirth_peak": Predicted(
        lambda: _since(_born()[1].peak_day, _BIRTH, DAYS_A_MONTH), (*_CYCLE, *_BORN)
    ),
    "childbirth_end": Predicted(
        lambda: _since(_born()[1].return_day, _BIRTH, DAYS_A_MONTH), (*_CYCLE, *_BORN)
    ),
    "pregnant_growing": Predicted(_pregnant, (*_CYCLE, *_BORN, *_PLUCKED)),
    "childbirth_growing": Predicted(_lowest_growing, (*_CYCLE, *_BORN, *_PLUCKED)),
    "weight_loss_start": Predicted(
        lambda: _since(_run(clinical.weight_loss(0), 730)[1].onset_day, unit=DAYS_A_MONTH),
        (*_PHASES, *_THIN),
    ),
    "weight_loss_lasts": Predicted(_weight_loss_lasts, (*_PHASES, *_THIN)),
    "illness_onset": Predicted(_ill_onset, (*_PHASES, *_ILL)),
    "illness_onset_sd": Predicted(_ill_onset, (*_PHASES, *_ILL), spread=True),
    "illness_clubs": Predicted(
        lambda: _shedding_mean(_clubs), (*_CYCLE, *_ILL, *_PLUCKED)
    ),
    "illness_pull": Predicted(
        lambda: _shedding_mean(_positive), (*_CYCLE, *_ILL, "pull_mean", "pull_variance")
    ),
    "regrowth_after_fracture": Predicted(
        _first_regrowth, ("growth_mm_per_day", "regrowth_visible_mm", "drug_fracture_days")
    ),
    "iron_80_4_weeks": Predicted(
        _iron(80, 4), ("iron_absorbed_40", "iron_absorption_exponent", "iron_share_stored")
    ),
    "iron_38_24_weeks": Predicted(
        _iron(37.5, 24), ("iron_absorbed_40", "iron_absorption_exponent", "iron_share_stored")
    ),
    "zinc_when_inflamed": Predicted(
        _zinc_when_inflamed,
        ("zinc_fall_per_tenfold_crp", "crp_inflamed", "crp_quiet", "zinc_healthy_mean"),
    ),
    "inflamed_scalp_clubs": Predicted(
        _inflamed_scalp, (*_CYCLE, *_PLUCKED, "disease_release", "disease_entry_block")
    ),
    "healthy_not_growing": Predicted(
        lambda: 100 * read_scalp(Scalp(), "phototrichogram").shares["not growing"],
        (*_CYCLE, "phototrichogram_slow_anagen"),
    ),
}  # fmt: skip
"""What the model says of each set-up of the ledger."""
