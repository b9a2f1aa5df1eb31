"""Everything a student touches: controls, explorer, questions, page."""

from helpers.widgets.class_data import class_data
from helpers.widgets.clinic import ClinicPage
from helpers.widgets.controls import ChoiceControl, Control, NumberControl
from helpers.widgets.instructor import guide, teaching, tomorrow
from helpers.widgets.model_cards import card_page
from helpers.widgets.page import Page, Stage
from helpers.widgets.review import Review
from helpers.widgets.spec import (
    Challenge,
    Chart,
    Clinic,
    Close,
    Contrast,
    Explore,
    Fact,
    Lesson,
    Map,
    Words,
)
from helpers.widgets.switches import SwitchesControl

__all__ = [
    "Challenge",
    "Chart",
    "ChoiceControl",
    "Clinic",
    "ClinicPage",
    "Close",
    "Contrast",
    "Control",
    "Explore",
    "Fact",
    "Lesson",
    "Map",
    "NumberControl",
    "Page",
    "Review",
    "Stage",
    "SwitchesControl",
    "Words",
    "card_page",
    "class_data",
    "guide",
    "teaching",
    "tomorrow",
]
