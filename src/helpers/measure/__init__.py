"""What a clinician would see of a modelled scalp."""

from helpers.measure.checks import MISSES, check_all
from helpers.measure.clinic import ClinicTest, Finding, clinic_tests, examine
from helpers.measure.methods import (
    Method,
    Reading,
    methods,
    read_course,
    read_scalp,
    read_shares,
)
from helpers.measure.patch import Patch, draw_patch
from helpers.measure.setups import SETUPS
from helpers.measure.steady import Steady, steady_scalp, telogen_days_for
from helpers.measure.steroid import steroid_story
from helpers.measure.story import Story
from helpers.measure.stress import stress_story
from helpers.measure.timeline import Timeline, thinning, timeline
from helpers.measure.trigger import five_types, trigger_story

__all__ = [
    "MISSES",
    "SETUPS",
    "ClinicTest",
    "Finding",
    "Method",
    "Patch",
    "Reading",
    "Steady",
    "Story",
    "Timeline",
    "check_all",
    "clinic_tests",
    "draw_patch",
    "examine",
    "five_types",
    "methods",
    "read_course",
    "read_scalp",
    "read_shares",
    "steady_scalp",
    "steroid_story",
    "stress_story",
    "telogen_days_for",
    "thinning",
    "timeline",
    "trigger_story",
]
