"""Results in plain sentences: on screen, for screen readers, and in tests."""

from helpers.describe.calibration import calibration_sentence
from helpers.describe.case import case_sentence
from helpers.describe.disease import attack_sentence, attack_summary
from helpers.describe.drugs import drug_sentence, drug_summary, drug_verdict
from helpers.describe.history import (
    findings_table,
    history_sentence,
    history_summary,
    steps_table,
    year_sentence,
)
from helpers.describe.iron import iron_sentence, iron_story_sentence, iron_summary
from helpers.describe.skin import skin_match_sentence, skin_sentence, skin_summary
from helpers.describe.steady import (
    pairs_sentence,
    shed_sentence,
    steady_sentence,
    steady_summary,
)
from helpers.describe.story import (
    steroid_sentence,
    story_summary,
    stress_sentence,
    trigger_sentence,
)
from helpers.describe.zinc import zinc_sentence, zinc_summary

__all__ = [
    "attack_sentence",
    "attack_summary",
    "calibration_sentence",
    "case_sentence",
    "drug_sentence",
    "drug_summary",
    "drug_verdict",
    "findings_table",
    "history_sentence",
    "history_summary",
    "iron_sentence",
    "iron_story_sentence",
    "iron_summary",
    "pairs_sentence",
    "shed_sentence",
    "skin_match_sentence",
    "skin_sentence",
    "skin_summary",
    "steady_sentence",
    "steady_summary",
    "steps_table",
    "steroid_sentence",
    "story_summary",
    "stress_sentence",
    "trigger_sentence",
    "year_sentence",
    "zinc_sentence",
    "zinc_summary",
]
