"""Results in plain sentences: on screen, for screen readers, and in tests."""

from helpers.describe.iron import iron_sentence, iron_story_sentence, iron_summary
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
    "iron_sentence",
    "iron_story_sentence",
    "iron_summary",
    "pairs_sentence",
    "shed_sentence",
    "steady_sentence",
    "steady_summary",
    "steroid_sentence",
    "story_summary",
    "stress_sentence",
    "trigger_sentence",
    "zinc_sentence",
    "zinc_summary",
]
