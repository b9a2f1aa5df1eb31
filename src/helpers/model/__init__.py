"""The model of the hair cycle: a scalp, what happens to it, and its course."""

from helpers.model import clinical, exposures
from helpers.model.checks import ModelInputError
from helpers.model.cohort.patients import draw_patients
from helpers.model.cohort.run import simulate_cohort
from helpers.model.cohort.summary import Cohort
from helpers.model.course import COLUMNS, Course, simulate
from helpers.model.disease import bulb_attack, bulge_attack, disease_activity, scalp_disease
from helpers.model.exposures import Exposure
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
    "bulb_attack",
    "bulge_attack",
    "clinical",
    "disease_activity",
    "draw_patients",
    "exposures",
    "scalp_disease",
    "simulate",
    "simulate_cohort",
]
