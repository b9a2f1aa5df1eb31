"""Results in plain sentences: on screen, for screen readers, and in tests."""

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

__all__ = [
    "pairs_sentence",
    "shed_sentence",
    "steady_sentence",
    "steady_summary",
    "steroid_sentence",
    "story_summary",
    "stress_sentence",
    "trigger_sentence",
]
