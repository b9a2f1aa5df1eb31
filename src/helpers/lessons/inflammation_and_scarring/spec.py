"""Lesson 08: inflammation and scarring."""

from functools import partial

from helpers.lessons.inflammation_and_scarring.drawing import AFTER, ATTACK
from helpers.lessons.inflammation_and_scarring.picture import (
    attack_chart,
    attack_close,
    attack_named,
    attack_when,
    delay_chart,
    update_attack_chart,
)
from helpers.lessons.inflammation_and_scarring.run import attack_story
from helpers.lessons.inflammation_and_scarring.sentence import attack_sentence, attack_summary
from helpers.model import SCALP_PARAMETERS
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Close, Contrast, Explore, Fact, Lesson


def target() -> ChoiceControl:
    """Return the choice of the part of the follicle that is attacked."""
    return ChoiceControl("target", ("bulge", "bulb"))


def peak() -> NumberControl:
    """Return the slider for the activity of the disease."""
    return NumberControl("peak", "disease_peak", 5, 60, 1, "points")


def delay() -> NumberControl:
    """Return the slider for the start of treatment."""
    return NumberControl("delay_months", "", 0, 24, 1, "months", default=12)


def destruction() -> NumberControl:
    """Return the slider for the unknown speed of destruction."""
    return NumberControl("destruction_percent", "bulge_destruction", 0, 70, 1, "%", 0.01)


def half_life() -> NumberControl:
    """Return the slider for the speed of treatment."""
    return NumberControl("half_life_weeks", "skin_half_life", 5, 11, 0.1, "weeks", 7)


def course() -> ChoiceControl:
    """Return the choice of the course of the disease."""
    return ChoiceControl("course", ("monophasic", "relapsing"))


def look() -> NumberControl:
    """Return the slider for the month of the close look."""
    return NumberControl("look_months", "", 0, 35, 1, "months", default=35)


def skin() -> ChoiceControl:
    """Return the choice of the scalp in the close look."""
    return ChoiceControl("skin", ("brown", "deep", "light", "medium"), "control_close_skin", "skin")


CHART = Chart(attack_chart, update_attack_chart)
SEVERE = 40

LESSON = Lesson(
    key="inflammation_and_scarring",
    notebook="08_inflammation_and_scarring.ipynb",
    core=True,
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 3,
        "worked": 3,
        "challenge": 4,
        "check": 4,
        "sources": 4,
    },
    explore=Explore(
        longest=440,
        controls=lambda: (target(), peak(), delay()),
        run=attack_story,
        pictures=(CHART, Close(attack_close, ("look_months", "skin"), attack_named, attack_when)),
        say=attack_sentence,
        more=lambda: (look(), skin(), destruction()),
    ),
    contrast=Contrast(
        "contrast_target",
        before={"target": "bulb"},
        after={"target": "bulge"},
    ),
    challenge=Challenge(
        explore=Explore(
            longest=440,
            controls=lambda: (peak(), delay(), half_life()),
            run=partial(attack_story, "bulge"),
            pictures=(CHART,),
            say=attack_sentence,
            more=lambda: (destruction(), course()),
        ),
        goal={
            "follicles_left_percent": (75, 100),
            "left_a_month_later": (0, 75),
            "peak_points": (SEVERE, 60),
        },
        solution={"peak": SEVERE, "delay_months": 4},
    ),
    summary=attack_summary,
    parameters=(
        "disease_peak",
        "disease_rise_days",
        "disease_lasting_days",
        "relapse_every_days",
        "relapse_lasting_days",
        "skin_half_life",
        "skin_residual",
        "disease_release",
        "disease_entry_block",
        "disease_restart_days",
        "bulge_threshold",
        "bulge_destruction",
        "close_field_mm",
        "close_end_mm",
        "density_per_cm2",
        *SCALP_PARAMETERS,
    ),
    published=(
        "dm_biopsy_telogen",
        "cdasi_tofacitinib",
        "cdasi_immunoglobulin",
    ),
    facts={
        "bulb_lowest": Fact("lowest_percent", "{:.0f}%", {"target": "bulb"}),
        "bulb_final": Fact("final_percent", "{:.0f}%", {"target": "bulb"}),
        "bulb_fallen": Fact("most_fallen", "{:.0f}", {"target": "bulb"}),
        "bulge_lowest": Fact("lowest_percent", "{:.0f}%"),
        "bulge_final": Fact("final_percent", "{:.0f}%"),
        "bulge_fallen": Fact("most_fallen", "{:.0f}"),
        "bulge_destroyed": Fact("destroyed_percent", "{:.0f}%"),
        "apart_weeks": Fact("apart_weeks", "{:.0f} weeks"),
        "normal_fall": Fact("normal_fall", "{:.0f} hairs a day"),
        "telogen": Fact("telogen_percent", "{:.1f}%", {"target": "bulb"}),
        "left_3": Fact("follicles_left_percent", "{:.0f}%", {"delay_months": 3}),
        "left_6": Fact("follicles_left_percent", "{:.0f}%", {"delay_months": 6}),
        "left_12": Fact("follicles_left_percent", "{:.0f}%"),
        "left_24": Fact("follicles_left_percent", "{:.0f}%", {"delay_months": 24}),
        "none_destroyed": Fact("final_percent", "{:.0f}%", {"destruction_percent": 0}),
        "fast_destroyed": Fact("final_percent", "{:.0f}%", {"destruction_percent": 70}),
        "severe_1": Fact(
            "follicles_left_percent", "{:.0f}%", {"peak": SEVERE, "delay_months": 1}
        ),
        "severe_4": Fact(
            "follicles_left_percent", "{:.0f}%", {"peak": SEVERE, "delay_months": 4}
        ),
        "severe_5": Fact(
            "follicles_left_percent", "{:.0f}%", {"peak": SEVERE, "delay_months": 5}
        ),
    },
    extra=delay_chart,
    drawings={"predict": (ATTACK,), "explain": (AFTER,)},
)  # fmt: skip
