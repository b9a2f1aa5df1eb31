"""The model's side of what was published on skin activity and on scalp biopsies."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers.evidence import evidence
from helpers.lessons.inflammation_and_scarring.run import attack_story
from helpers.model import Course, Scalp, disease_activity, scalp_disease, simulate
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK
from helpers.readout.methods import read_course
from helpers.readout.observed import Setup

_BIOPSY_MONTHS = 8
_DELAYS = (0, 1, 2, 3, 6, 9, 12, 18, 24)


@cache
def _untreated() -> Course:
    days = round(_BIOPSY_MONTHS * DAYS_A_MONTH) + 1
    return simulate(Scalp(), [scalp_disease(disease_activity(days))], days)


def _telogen() -> float:
    course = _untreated()
    return 100 * read_course(course, len(course.table) - 1, "biopsy").shares["telogen"]


def _density_reduced() -> float:
    visible = _untreated().table["visible"]
    return float(visible.iloc[-1] < visible.iloc[0])


def _after_weeks(weeks: int, peak: float, residual: float) -> float:
    """Return the activity so many weeks after the start of treatment, from the peak."""
    full = round(evidence().value("disease_rise_days")) + 1
    days = full + weeks * DAYS_A_WEEK + 1
    return float(disease_activity(days, 0, peak, treated_from=full, residual=residual)[-1])


def _immunoglobulin() -> float:
    """Return the change at week 16, if the change at week 40 is the final one."""
    peak, fall = evidence().value("disease_peak"), evidence().value("ivig_lasting_fall")
    return _after_weeks(16, peak, residual=peak - fall) - peak


def _never_recovers() -> float:
    """Return 1 if later treatment always leaves fewer follicles and none comes back."""
    stories = [attack_story("bulge", evidence().value("disease_peak"), m) for m in _DELAYS]
    falls = np.diff([story.values["follicles_left_percent"] for story in stories])
    stays = all((np.diff(story.left) <= 1e-9).all() for story in stories)
    return float(stays and (falls < 0).all())


_BIOPSY = f"Scalp disease with all defaults, {_BIOPSY_MONTHS} months after its start, untreated"

SETUPS: dict[str, Setup] = {
    "dm_biopsy_telogen": Setup(
        _telogen,
        f"{_BIOPSY}, read as a biopsy. Release and waiting were tuned to this number, and other "
        "pairs of the two would meet it as well, so agreement is no proof.",
    ),
    "dm_biopsy_density_reduced": Setup(
        _density_reduced,
        f"{_BIOPSY}: 1 if fewer hairs stand than before. That follicles wait empty was put into "
        "the model to get this without a telogen excess; tuned.",
    ),
    "cdasi_tofacitinib": Setup(
        lambda: _after_weeks(12, evidence().value("disease_peak"), residual=0),
        "From 28 points, 12 weeks after the start of treatment. The half-life was worked out from "
        "these two numbers, so it holds by construction.",
    ),
    "cdasi_immunoglobulin": Setup(
        _immunoglobulin,
        "The fall at week 40 is taken as final, and the half-life is that found for tofacitinib. "
        "Not tuned to.",
    ),
    "scarring_delay": Setup(
        _never_recovers,
        "Attack on the bulge with all defaults, treated after 0 to 24 months: 1 if every later "
        "start leaves fewer follicles, and no course ever gains one. By construction: destroyed "
        "follicles cannot come back in this model.",
    ),
}
