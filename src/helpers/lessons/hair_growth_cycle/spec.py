"""Lesson 02: the hair growth cycle."""

from functools import partial

from helpers.lessons.hair_growth_cycle.drawing import CYCLE
from helpers.lessons.hair_growth_cycle.picture import (
    pairs_map,
    patch_view,
    steady_chart,
    update_pairs_map,
    update_steady_chart,
)
from helpers.lessons.hair_growth_cycle.run import ordinary_day, steady_scalp
from helpers.lessons.hair_growth_cycle.sentence import (
    pairs_sentence,
    steady_sentence,
    steady_summary,
)
from helpers.model import SCALP_PARAMETERS
from helpers.model.calendar import DAYS_A_YEAR
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson, Map, Poll


def anagen() -> NumberControl:
    """Return the slider for anagen, in years of 365 days."""
    return NumberControl("anagen_years", "anagen_mean", 1, 8, 0.05, "years", per_unit=DAYS_A_YEAR)


def telogen() -> NumberControl:
    """Return the slider for telogen, in days."""
    return NumberControl("telogen_days", "telogen_mean", 20, 180, 1, "days")


def method() -> ChoiceControl:
    """Return the choice of the method that looks at the scalp."""
    return ChoiceControl("method", ("biopsy", "phototrichogram", "trichogram"))


# What textbooks print, as quoted in the claims shares_textbook and shares_inconsistent_article.
PRINTED_ANAGEN_PERCENT = (85, 90)
PRINTED = {"anagen_years": (2, 6), "telogen_days": (21, 35)}

LESSON = Lesson(
    key="hair_growth_cycle",
    notebook="02_hair_growth_cycle.ipynb",
    core=True,
    minutes={
        "predict": 1,
        "look": 2,
        "seen": 1,
        "explain": 2,
        "worked": 1,
        "challenge": 4,
        "check": 4,
        "sources": 3,
    },
    explore=Explore(
        longest=300,
        controls=lambda: (anagen(), telogen(), method()),
        run=steady_scalp,
        pictures=(Map(patch_view), Chart(steady_chart, update_steady_chart)),
        say=steady_sentence,
    ),
    contrast=Contrast(
        "contrast_anagen_short",
        before={"anagen_years": 3.15},
        after={"anagen_years": 2.0},
    ),
    challenge=Challenge(
        explore=Explore(
            longest=80,
            controls=lambda: (anagen(), telogen()),
            run=partial(steady_scalp, method="biopsy"),
            pictures=(
                Chart(partial(pairs_map, PRINTED_ANAGEN_PERCENT, PRINTED), update_pairs_map),
            ),
            say=pairs_sentence,
        ),
        goal={
            "anagen_percent": PRINTED_ANAGEN_PERCENT,
            "anagen_years": PRINTED["anagen_years"],
        },
        solution={"anagen_years": 2.5, "telogen_days": 120},
    ),
    summary=steady_summary,
    parameters=(
        *SCALP_PARAMETERS,
        "biopsy_terminal_follicles",
        "phototrichogram_area_cm2",
        "density_per_cm2",
        "phototrichogram_slow_anagen",
        "trichogram_sample",
        "trichogram_catagen_as_telogen",
        "trichogram_anagen_lost",
    ),
    published=(
        "healthy_biopsy_telogen",
        "healthy_phototrichogram_nongrowing",
        "healthy_trichogram_telogen",
    ),
    facts={
        "shed": Fact("shed_per_day", "{:.0f} hairs a day"),
        "cycle": Fact("cycle_days", "{:,.0f} days"),
        "telogen": Fact("telogen_percent", "{:.0f}%"),
        "anagen": Fact("anagen_percent", "{:.0f}%"),
        "shed_short": Fact("shed_per_day", "{:.0f} hairs a day", {"anagen_years": 2.0}),
        "photo": Fact("reported_percent", "{:.0f}%", {"method": "phototrichogram"}),
        "tricho": Fact("reported_percent", "{:.0f}%", {"method": "trichogram"}),
        "biopsy": Fact("reported_percent", "{:.0f}%"),
        "photo_low": Fact("reported_low", "{:.0f}", {"method": "phototrichogram"}),
        "photo_high": Fact("reported_high", "{:.0f}%", {"method": "phototrichogram"}),
        "tricho_low": Fact("reported_low", "{:.0f}", {"method": "trichogram"}),
        "tricho_high": Fact("reported_high", "{:.0f}%", {"method": "trichogram"}),
        "printed_anagen": Fact(
            "anagen_percent", "{:.0f}%", {"anagen_years": 2.0, "telogen_days": 35}
        ),
        "needed_short": Fact("telogen_days_for_90", "{:.0f} days", {"anagen_years": 2.0}),
        "needed_long": Fact("telogen_days_for_90", "{:.0f} days", {"anagen_years": 6.0}),
    },
    drawings={"explain": (CYCLE,)},
    poll=Poll("hairs", "number", 0, 300, 10, truth=ordinary_day),
)
