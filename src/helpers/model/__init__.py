"""The model of the hair cycle: a scalp, what happens to it, and its course."""

from helpers.model import clinical, exposures
from helpers.model.checks import ModelInputError
from helpers.model.cohort import Cohort, simulate_cohort
from helpers.model.course import COLUMNS, Course, simulate
from helpers.model.exposures import Exposure
from helpers.model.patients import draw_patients
from helpers.model.scalp import PHASES, SCALP_PARAMETERS, Scalp

__all__ = [
    "COLUMNS",
    "PHASES",
    "SCALP_PARAMETERS",
    "Cohort",
    "Course",
    "Exposure",
    "ModelInputError",
    "Scalp",
    "clinical",
    "draw_patients",
    "exposures",
    "simulate",
    "simulate_cohort",
]
