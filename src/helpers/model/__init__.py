"""The model of the hair cycle: a scalp, what happens to it, and its course."""

from helpers.model import exposures
from helpers.model.checks import ModelInputError
from helpers.model.course import COLUMNS, Course, simulate
from helpers.model.exposures import Exposure
from helpers.model.scalp import PHASES, Scalp

__all__ = [
    "COLUMNS",
    "PHASES",
    "Course",
    "Exposure",
    "ModelInputError",
    "Scalp",
    "exposures",
    "simulate",
]
