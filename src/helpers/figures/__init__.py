"""Pictures: built once, updated in place, in one style."""

from helpers.figures.iron import iron_chart, update_iron_chart
from helpers.figures.iron_course import (
    iron_story_chart,
    iron_studies_chart,
    update_iron_story_chart,
)
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
from helpers.figures.zinc import supply_chart, update_zinc_chart, zinc_chart

__all__ = [
    "DASH",
    "blank_figure",
    "five_types_chart",
    "iron_chart",
    "iron_story_chart",
    "iron_studies_chart",
    "live",
    "pairs_map",
    "palette",
    "patch_view",
    "shed_curve",
    "steady_chart",
    "story_chart",
    "stylesheet",
    "supply_chart",
    "update_iron_chart",
    "update_iron_story_chart",
    "update_pairs_map",
    "update_shed_curve",
    "update_steady_chart",
    "update_story_chart",
    "update_zinc_chart",
    "zinc_chart",
]
