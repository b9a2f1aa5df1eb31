"""Lesson 06: iron, and what a ferritin can say."""

from helpers.lessons.iron.course import iron_story
from helpers.lessons.iron.course_picture import (
    iron_story_chart,
    iron_studies_chart,
    update_iron_story_chart,
)
from helpers.lessons.iron.picture import iron_chart, update_iron_chart
from helpers.lessons.iron.run import iron_test
from helpers.lessons.iron.sentence import iron_sentence, iron_story_sentence, iron_summary
from helpers.model import SCALP_PARAMETERS
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Idle, Lesson


def stores() -> NumberControl:
    """Return the slider for the stores, read as ferritin without inflammation."""
    return NumberControl("stores", "", 5, 120, 0.5, "µg/L", default=31.5)


def state() -> ChoiceControl:
    """Return the choice of the state of inflammation."""
    return ChoiceControl("state", ("both", "crp", "agp", "none"))


def cutoff() -> NumberControl:
    """Return the slider for the cut-off."""
    return NumberControl("cutoff", "", 10, 100, 1, "µg/L", default=20)


def rule() -> ChoiceControl:
    """Return the choice of who draws the line."""
    return ChoiceControl("rule", ("slider", "who"))


def people() -> ChoiceControl:
    """Return the choice of the athletes shown."""
    return ChoiceControl("people", ("women", "men"), "control_athletes")


def stores_at_flare() -> NumberControl:
    """Return the slider for the stores on the day of the flare."""
    return NumberControl(
        "stores", "", 5, 60, 1, "µg/L", words="control_stores_at_flare", default=15
    )


def iron_after() -> NumberControl:
    """Return the slider for the day of the first tablet."""
    return NumberControl("iron_after", "", 0, 240, 5, "days", default=90)


def effect() -> NumberControl:
    """Return the slider for the unknown step from stores to follicle."""
    return NumberControl("effect_percent", "iron_follicle_release", 0, 15, 0.5, "%", 0.01)


def loss() -> NumberControl:
    """Return the slider for iron lost on top of the usual."""
    return NumberControl("loss", "iron_extra_loss", 0, 1.5, 0.1, "mg a day")


LOW, HIGH = {"cutoff": 20}, {"cutoff": 60}

LESSON = Lesson(
    key="iron",
    notebook="06_iron.ipynb",
    minutes={
        "predict": 2, "look": 4, "seen": 1, "explain": 5, "worked": 3, "challenge": 4, "check": 4,
    },
    explore=Explore(
        longest=345,
        controls=lambda: (stores(), state(), cutoff()),
        run=iron_test,
        pictures=(Chart(iron_chart, update_iron_chart),),
        say=iron_sentence,
        more=lambda: (rule(), people()),
        idle=(Idle("rule", "who", ("cutoff",), "control_idle_who"),),
    ),
    contrast=Contrast("contrast_cutoff", before=LOW, after=HIGH),
    challenge=Challenge(
        explore=Explore(
            longest=425,
            controls=lambda: (stores_at_flare(), iron_after(), effect()),
            run=iron_story,
            pictures=(Chart(iron_story_chart, update_iron_story_chart),),
            say=iron_story_sentence,
            more=lambda: (loss(),),
        ),
        goal={"back_earlier": (14, 1e6), "iron_after": (60, 240)},
        solution={"stores": 15, "iron_after": 90, "effect_percent": 10},
    ),
    summary=iron_summary,
    parameters=(
        "ferritin_cutoff_healthy",
        "ferritin_cutoff_inflamed",
        "ferritin_factor_crp",
        "ferritin_factor_both",
        "ferritin_factor_agp",
        "tsat_full",
        "tsat_half_stores",
        "tsat_inflamed",
        "iron_absorbed_40",
        "iron_absorption_exponent",
        "iron_mg_per_ferritin",
        "iron_share_stored",
        "iron_extra_loss",
        "iron_follicle_release",
        "iron_release_below",
        *SCALP_PARAMETERS,
        "illness_release",
        "illness_release_days",
        "shedding_onset_factor",
        "long_hair_mm",
    ),
    published=(
        "iron_repletion_gain",
        "iron_absorption_ratio",
        "iron_naive_gap",
        "athletes_women_15",
        "athletes_women_70",
        "ferritin_malawi_both",
        "lognormal_us_15",
    ),
    facts={
        "printed": Fact("printed", "{:.0f} µg/L"),
        "stores": Fact("stores", "{:g} µg/L"),
        "printed_calm": Fact("printed", "{:.0f} µg/L", {"state": "none"}),
        "tsat": Fact("tsat", "{:.0f}%"),
        "athletes_low": Fact("athletes_percent", "{:.0f}", LOW),
        "athletes_high": Fact("athletes_percent", "{:.0f}", HIGH),
        "survey_low": Fact("survey_percent", "{:.0f}%", LOW),
        "survey_high": Fact("survey_percent", "{:.0f}%", HIGH),
        "te_low": Fact("te_percent", "{:.0f}%", LOW),
        "te_high": Fact("te_percent", "{:.0f}%", HIGH),
        "eve_printed": Fact("printed", "{:.0f} µg/L", {"stores": 13}),
        "trial_gain": Fact("trial_gain", "{:.0f} µg/L"),
        "per_month": Fact("per_month", "{:.0f} µg/L"),
        "goal_months": Fact("goal_months", "{:.0f} months"),
        "wave_back": Fact("wave_back", "{:.0f} days"),
        "tablet_days": Fact("tablet_days", "{:.0f} days"),
        "gained": Fact("gained", "{:.0f} µg/L"),
        "sooner": Fact("sooner", "{:.0f} days"),
    },
    extra=iron_studies_chart,
)  # fmt: skip
