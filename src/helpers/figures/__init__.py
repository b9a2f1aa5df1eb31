"""Pictures: built once, updated in place, in one style."""

from helpers.figures.steady import (
    pairs_map,
    patch_view,
    shed_curve,
    steady_chart,
    update_pairs_map,
    update_shed_curve,
    update_steady_chart,
)
from helpers.figures.story import five_types_chart, story_chart, update_story_chart
from helpers.figures.theme import DASH, blank_figure, live, palette, stylesheet

__all__ = [
    "DASH",
    "blank_figure",
    "five_types_chart",
    "live",
    "pairs_map",
    "palette",
    "patch_view",
    "shed_curve",
    "steady_chart",
    "story_chart",
    "stylesheet",
    "update_pairs_map",
    "update_shed_curve",
    "update_steady_chart",
    "update_story_chart",
]
