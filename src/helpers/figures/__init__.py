"""Pictures: built once, updated in place, in one style."""

from helpers.figures.calibration import calibration_chart, update_calibration_chart
from helpers.figures.case import case_chart
from helpers.figures.closeup import close_picture, close_view, strength
from helpers.figures.disease import (
    attack_chart,
    attack_close,
    delay_chart,
    update_attack_chart,
)
from helpers.figures.drugs import (
    drug_chart,
    people_chart,
    update_drug_chart,
    update_people_chart,
)
from helpers.figures.effluvia import two_effluvia_chart
from helpers.figures.history import (
    explained_chart,
    history_chart,
    shares_chart,
    update_history_chart,
    update_shares_chart,
)
from helpers.figures.iron import iron_chart, update_iron_chart
from helpers.figures.iron_course import (
    iron_story_chart,
    iron_studies_chart,
    update_iron_story_chart,
)
from helpers.figures.labels import label
from helpers.figures.skin import scalp_series_chart, skin_chart, update_skin_chart
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
from helpers.figures.year_ahead import update_year_chart, year_chart
from helpers.figures.zinc import supply_chart, update_zinc_chart, zinc_chart

__all__ = [
    "DASH",
    "attack_chart",
    "attack_close",
    "blank_figure",
    "calibration_chart",
    "case_chart",
    "close_picture",
    "close_view",
    "delay_chart",
    "drug_chart",
    "explained_chart",
    "five_types_chart",
    "history_chart",
    "iron_chart",
    "iron_story_chart",
    "iron_studies_chart",
    "label",
    "live",
    "pairs_map",
    "palette",
    "patch_view",
    "people_chart",
    "scalp_series_chart",
    "shares_chart",
    "shed_curve",
    "skin_chart",
    "steady_chart",
    "story_chart",
    "strength",
    "stylesheet",
    "supply_chart",
    "two_effluvia_chart",
    "update_attack_chart",
    "update_calibration_chart",
    "update_drug_chart",
    "update_history_chart",
    "update_iron_chart",
    "update_iron_story_chart",
    "update_pairs_map",
    "update_people_chart",
    "update_shares_chart",
    "update_shed_curve",
    "update_skin_chart",
    "update_steady_chart",
    "update_story_chart",
    "update_year_chart",
    "update_zinc_chart",
    "year_chart",
    "zinc_chart",
]
