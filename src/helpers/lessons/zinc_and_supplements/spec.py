"""Lesson 06: zinc and supplements, and a gap without an effect."""

from collections.abc import Sequence
from functools import partial

from helpers.lessons.zinc_and_supplements.picture import supply_chart, update_zinc_chart, zinc_chart
from helpers.lessons.zinc_and_supplements.run import EVERYBODY, zinc_studies
from helpers.lessons.zinc_and_supplements.sentence import zinc_sentence, zinc_summary
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson


def effect() -> NumberControl:
    """Return the slider for the true effect."""
    return NumberControl("true_effect", "zinc_true_gap", 0, 14, 0.2, "µg/dL", 1)


def inflamed() -> NumberControl:
    """Return the slider for the difference in inflammation; a fair world has none."""
    return NumberControl("extra_inflamed", "inflamed_extra", 0, 80, 1, "points", 0.01, default=0)


TIMES = ("morning", "afternoon", "evening")


def drawn(times: Sequence[str] = TIMES) -> ChoiceControl:
    """Return the choice of when the patients' blood is drawn."""
    return ChoiceControl("drawn", times)


def people() -> NumberControl:
    """Return the slider for the size of a study."""
    return NumberControl("people", "", 100, 1000, 20, "people", default=400)


def crp_limit() -> NumberControl:
    """Return the slider for the CRP above which people are left out."""
    return NumberControl("crp_limit", "", 3, EVERYBODY, 1, "mg/L", default=EVERYBODY)


PICTURES = (Chart(zinc_chart, update_zinc_chart),)
EXTRA_INFLAMED = 40
UNFAIR = {"extra_inflamed": EXTRA_INFLAMED}

LESSON = Lesson(
    key="zinc_and_supplements",
    notebook="06_zinc_and_supplements.ipynb",
    minutes={
        "predict": 3, "look": 4, "seen": 1, "explain": 6, "worked": 4, "challenge": 3, "check": 4,
    },
    explore=Explore(
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
            controls=lambda: (drawn(TIMES[::-1]), people(), crp_limit()),
            run=partial(zinc_studies, true_effect=0, extra_inflamed=EXTRA_INFLAMED),
            pictures=PICTURES,
            say=zinc_sentence,
        ),
        goal={"significant_percent": (0, 7), "people_counted": (250, 1000)},
        solution={"drawn": "morning", "people": 600, "crp_limit": 4},
    ),
    summary=zinc_summary,
    parameters=(
        "zinc_healthy_mean",
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
    ),
    facts={
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
