"""What a clinician would see of a modelled scalp."""

from helpers.measure.checks import MISSES, check_all
from helpers.measure.clinic import ClinicTest, Finding, clinic_tests, examine
from helpers.measure.iron import IronTest, athletes, iron_test
from helpers.measure.iron_course import IronStory, iron_story
from helpers.measure.iron_studies import (
    Compared,
    cutoff_odds,
    ferritin_differences,
    pooled_difference,
)
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
from helpers.measure.zinc import EDGES, EVERYBODY, ZincStudies, zinc_studies

__all__ = [
    "EDGES",
    "EVERYBODY",
    "MISSES",
    "SETUPS",
    "ClinicTest",
    "Compared",
    "Finding",
    "IronStory",
    "IronTest",
    "Method",
    "Patch",
    "Reading",
    "Steady",
    "Story",
    "Timeline",
    "ZincStudies",
    "athletes",
    "check_all",
    "clinic_tests",
    "cutoff_odds",
    "draw_patch",
    "examine",
    "ferritin_differences",
    "five_types",
    "iron_story",
    "iron_test",
    "methods",
    "pooled_difference",
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
    "zinc_studies",
]
