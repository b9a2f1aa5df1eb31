"""What a clinician would see of a modelled scalp."""

from helpers.measure.attribution import alone_removed, shapley_shares
from helpers.measure.case_check import check_case
from helpers.measure.case_close import case_close
from helpers.measure.case_judge import Note, case_order, judge, record_of, spent
from helpers.measure.casebook import COSTS, Casebook, Result, open_case
from helpers.measure.causes import CAUSES, usual_causes
from helpers.measure.checks import MISSES, check_all
from helpers.measure.clinic import ClinicTest, Finding, clinic_tests, examine
from helpers.measure.closeup import (
    LOOKS,
    CloseView,
    Disc,
    Ground,
    Signs,
    close_up,
    disc_of,
    lay_out,
    recoloured,
)
from helpers.measure.disease import AttackStory, DelayCost, attack_story, delay_cost
from helpers.measure.drug_counts import Count, chance_interval, drug_counts
from helpers.measure.drugs import DAYS as DRUG_DAYS
from helpers.measure.drugs import FLARE_DAY, DrugStory, drug_story
from helpers.measure.effluvia import Effluvium, two_effluvia
from helpers.measure.history import History, Shares, history, usual_shares
from helpers.measure.iron import IronTest, athletes, iron_test
from helpers.measure.iron_course import IronStory, iron_story
from helpers.measure.iron_studies import (
    Compared,
    cutoff_odds,
    ferritin_differences,
    pooled_difference,
)
from helpers.measure.lookalike import Lookalike, lookalike
from helpers.measure.methods import (
    Method,
    Reading,
    methods,
    read_course,
    read_scalp,
    read_shares,
)
from helpers.measure.patch import Patch, draw_patch
from helpers.measure.plan import STEPS, YearAhead, year_ahead
from helpers.measure.scalp_series import Share, Unlike, pooled_share, scalp_shares, series_unlike
from helpers.measure.setups import SETUPS
from helpers.measure.skin import SkinStory, skin_story
from helpers.measure.steady import Steady, steady_scalp, telogen_days_for
from helpers.measure.steroid import steroid_story
from helpers.measure.story import Story
from helpers.measure.stress import stress_story
from helpers.measure.timeline import Timeline, thinning, timeline
from helpers.measure.trigger import five_types, trigger_story
from helpers.measure.zinc import EDGES, EVERYBODY, ZincStudies, zinc_studies

__all__ = [
    "CAUSES",
    "COSTS",
    "DRUG_DAYS",
    "EDGES",
    "EVERYBODY",
    "FLARE_DAY",
    "LOOKS",
    "MISSES",
    "SETUPS",
    "STEPS",
    "AttackStory",
    "Casebook",
    "ClinicTest",
    "CloseView",
    "Compared",
    "Count",
    "DelayCost",
    "Disc",
    "DrugStory",
    "Effluvium",
    "Finding",
    "Ground",
    "History",
    "IronStory",
    "IronTest",
    "Lookalike",
    "Method",
    "Note",
    "Patch",
    "Reading",
    "Result",
    "Share",
    "Shares",
    "Signs",
    "SkinStory",
    "Steady",
    "Story",
    "Timeline",
    "Unlike",
    "YearAhead",
    "ZincStudies",
    "alone_removed",
    "athletes",
    "attack_story",
    "case_close",
    "case_order",
    "chance_interval",
    "check_all",
    "check_case",
    "clinic_tests",
    "close_up",
    "cutoff_odds",
    "delay_cost",
    "disc_of",
    "draw_patch",
    "drug_counts",
    "drug_story",
    "examine",
    "ferritin_differences",
    "five_types",
    "history",
    "iron_story",
    "iron_test",
    "judge",
    "lay_out",
    "lookalike",
    "methods",
    "open_case",
    "pooled_difference",
    "pooled_share",
    "read_course",
    "read_scalp",
    "read_shares",
    "recoloured",
    "record_of",
    "scalp_shares",
    "series_unlike",
    "shapley_shares",
    "skin_story",
    "spent",
    "steady_scalp",
    "steroid_story",
    "stress_story",
    "telogen_days_for",
    "thinning",
    "timeline",
    "trigger_story",
    "two_effluvia",
    "usual_causes",
    "usual_shares",
    "year_ahead",
    "zinc_studies",
]
