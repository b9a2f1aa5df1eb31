"""Everything a student touches: controls, explorer, questions, page."""

from helpers.widgets.controls import ChoiceControl, Control, NumberControl
from helpers.widgets.instructor import guide, teaching
from helpers.widgets.page import Page, Stage
from helpers.widgets.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson, Map

__all__ = [
    "Challenge",
    "Chart",
    "ChoiceControl",
    "Contrast",
    "Control",
    "Explore",
    "Fact",
    "Lesson",
    "Map",
    "NumberControl",
    "Page",
    "Stage",
    "guide",
    "teaching",
]
