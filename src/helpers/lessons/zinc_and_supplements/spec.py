"""Lesson 07: zinc and supplements, and a gap without an effect."""

from helpers.lessons.zinc_and_supplements.deficiency import RELEASE, deficiency_story
from helpers.lessons.zinc_and_supplements.deficiency_picture import (
    deficiency_chart,
    update_deficiency_chart,
)
from helpers.lessons.zinc_and_supplements.picture import supply_chart, update_zinc_chart, zinc_chart
from helpers.lessons.zinc_and_supplements.run import EVERYBODY, zinc_studies
from helpers.lessons.zinc_and_supplements.sentence import (
    deficiency_sentence,
    zinc_sentence,
    zinc_summary,
)
from helpers.model import SCALP_PARAMETERS
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson


def effect() -> NumberControl:
    """Return the slider for the true effect."""
    return NumberControl("true_effect", "zinc_true_gap", 0, 13.6, 0.2, "µg/dL", 1)


def inflamed() -> NumberControl:
    """Return the slider for the difference in inflammation; a fair world has none."""
    return NumberControl("extra_inflamed", "inflamed_extra", 0, 80, 1, "people", 0.01, default=0)


def drawn() -> ChoiceControl:
    """Return the choice of when the patients' blood is drawn."""
    return ChoiceControl("drawn", ("morning", "afternoon", "evening"))


def people() -> NumberControl:
    """Return the slider for the size of a study."""
    return NumberControl("people", "", 100, 1000, 20, "people", default=400)


def crp_limit() -> NumberControl:
    """Return the slider for the CRP above which people are left out."""
    return NumberControl("crp_limit", "", 3, EVERYBODY, 1, "mg/L", default=EVERYBODY)


def nutrient() -> ChoiceControl:
    """Return the choice of what is lacking."""
    return ChoiceControl("nutrient", ("zinc", "iron"))


def depth() -> NumberControl:
    """Return the slider for how deep the lack gets."""
    return NumberControl("depth_percent", "", 0, 100, 5, "%", default=80)


def month() -> NumberControl:
    """Return the slider for the months from the beginning of the lack to the first dose."""
    return NumberControl("month", "", 1, 12, 1, "months", words="control_lack_month", default=6)


def push() -> NumberControl:
    """Return the slider for the unknown step from a lack to the follicles."""
    return NumberControl(
        "release_percent", RELEASE, 0, 30, 1, "%", 0.01, words="control_lack_release"
    )


PICTURES = (Chart(zinc_chart, update_zinc_chart),)
EXTRA_INFLAMED = 40
UNFAIR = {"extra_inflamed": EXTRA_INFLAMED}

LESSON = Lesson(
    key="zinc_and_supplements",
    notebook="07_zinc_and_supplements.ipynb",
    minutes={
        "predict": 3, "look": 4, "seen": 1, "explain": 4, "worked": 6, "challenge": 3, "check": 4,
    },
    explore=Explore(
        longest=300,
        controls=lambda: (effect(), inflamed(), drawn()),
        run=zinc_studies,
        pictures=PICTURES,
        say=zinc_sentence,
        more=lambda: (people(), crp_limit()),
    ),
    contrast=Contrast(
        "contrast_inflamed",
        before={"true_effect": 0, "extra_inflamed": 0, "drawn": "morning"},
        after={"true_effect": 0, "drawn": "morning", **UNFAIR},
    ),
    challenge=Challenge(
        explore=Explore(
            longest=430,
            controls=lambda: (nutrient(), depth(), month()),
            run=deficiency_story,
            pictures=(Chart(deficiency_chart, update_deficiency_chart),),
            say=deficiency_sentence,
            more=lambda: (push(),),
        ),
        goal={"depth_percent": (60, 100), "thinned_percent": (0, 10)},
        solution={"nutrient": "zinc", "depth_percent": 80, "month": 2, "release_percent": 15},
    ),
    summary=zinc_summary,
    parameters=(
        "zinc_healthy_mean",
        "zinc_inflamed_block",
        "zinc_between_people_sd",
        "zinc_fall_per_tenfold_crp",
        "zinc_afternoon_fall",
        "zinc_evening_fall",
        "zinc_published_gap",
        "zinc_true_gap",
        "crp_quiet",
        "crp_inflamed",
        "crp_spread",
        "inflamed_others",
        "inflamed_extra",
        "significance_level",
        "zinc_crp_limit",
        "selenium_lost_share",
        "selenium_overdose",
        "selenium_first_harm",
        "lack_begins",
        "lack_lost_share",
        RELEASE,
        "deficiency_develops_days",
        "zinc_deepest",
        "zinc_release_below",
        "zinc_rise_per_week",
        "zinc_ceiling",
        "ferritin_normal",
        "ferritin_deepest",
        "iron_release_below",
        "iron_absorbed_40",
        "iron_absorption_exponent",
        "iron_mg_per_ferritin",
        "iron_share_stored",
        *SCALP_PARAMETERS,
        "shedding_onset_factor",
        "long_hair_mm",
    ),
    facts={
        "lack_lowest": Fact("lack_lowest", "{:.0f} µg/dL"),
        "lack_onset": Fact("lack_onset", "{:.0f} months"),
        "lack_peak": Fact("lack_peak", "{:.0f} hairs"),
        "lack_blood": Fact("lack_blood", "{:.0f} weeks"),
        "lack_shed": Fact("lack_shed", "{:.0f} months"),
        "lack_thinned": Fact("lack_thinned", "{:.0f}%"),
        "lack_thinned_early": Fact("lack_thinned_early", "{:.0f}%"),
        "lack_iron_blood": Fact("lack_iron_blood", "{:.0f} weeks"),
        "lack_iron_shed": Fact("lack_iron_shed", "{:.0f} months"),
        "fair_share": Fact("significant_percent", "{:.0f}%"),
        "unfair_gap": Fact("gap", "{:.1f} µg/dL", UNFAIR),
        "unfair_share": Fact("significant_percent", "{:.0f}%", UNFAIR),
        "large_share": Fact("significant_percent", "{:.0f}%", {**UNFAIR, "people": 1000}),
        "small_share": Fact("significant_percent", "{:.0f}%", {**UNFAIR, "people": 100}),
        "most_inflamed_gap": Fact("gap", "{:.1f} µg/dL", {"extra_inflamed": 80}),
        "evening_gap": Fact("gap", "{:.1f} µg/dL", {"drawn": "evening"}),
        "clinic_gap": Fact("gap", "{:.1f} µg/dL", {"extra_inflamed": 43, "drawn": "afternoon"}),
        "clinic_share": Fact(
            "significant_percent", "{:.0f}%", {"extra_inflamed": 43, "drawn": "afternoon"}
        ),
        "limit_20_share": Fact("significant_percent", "{:.0f}%", {**UNFAIR, "crp_limit": 20}),
        "limit_5_share": Fact("significant_percent", "{:.0f}%", {**UNFAIR, "crp_limit": 5}),
        "true_gap": Fact("gap", "{:.1f} µg/dL", {"true_effect": 3.6}),
        "true_share": Fact("significant_percent", "{:.0f}%", {"true_effect": 3.6}),
    },
    extra=supply_chart,
)  # fmt: skip
