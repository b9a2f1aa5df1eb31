"""Lesson 10: immunosuppressants, as cause and as cure."""

from functools import partial

from helpers.lessons.immunosuppressants.drawing import DRUG
from helpers.lessons.immunosuppressants.effluvia_picture import two_effluvia_chart
from helpers.lessons.immunosuppressants.picture import (
    drug_chart,
    people_chart,
    update_drug_chart,
    update_people_chart,
)
from helpers.lessons.immunosuppressants.run import LATEST_START, drug_story
from helpers.lessons.immunosuppressants.sentence import drug_sentence, drug_summary, drug_verdict
from helpers.model import SCALP_PARAMETERS
from helpers.model.drugs import drugs
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Idle, Lesson


def drug() -> ChoiceControl:
    """Return the choice of the drug."""
    options = (
        "methotrexate",
        "azathioprine",
        "azathioprine_tt",
        "mycophenolate",
        "cyclophosphamide",
        "hydroxychloroquine",
        "ivig",
        "rituximab",
        "jak",
    )
    return ChoiceControl("drug", options)


def start() -> NumberControl:
    """Return the slider for the day of the first dose."""
    return NumberControl("start_after", "", 0, LATEST_START, 1, "days", default=28)


def who() -> ChoiceControl:
    """Return the choice of the patient."""
    return ChoiceControl("who", ("few", "many"), "control_patient")


def activity() -> NumberControl:
    """Return the slider for the disease at its height."""
    return NumberControl("activity", "disease_peak", 0, 60, 1, "points")


def half_life() -> NumberControl:
    """Return the slider for the speed with which the drug calms the disease."""
    return NumberControl(
        "half_life_weeks", "skin_half_life", 4, 52, 1, "weeks", 7, "control_drug_half_life"
    )


def released() -> NumberControl:
    """Return the slider for the unknown size of what the drug takes."""
    return NumberControl("release_percent", "drug_rest_release", 0, 30, 1, "%", 0.01)


def idle() -> tuple[Idle, ...]:
    """Return the controls that do nothing with some drugs, or in a patient who is spared."""
    size = ("release_percent",)
    still = {"unknown": ("who", *size), "fracture": size}
    return (
        *(
            Idle("drug", one.key, still[one.acts], f"control_idle_{one.acts}")
            for one in drugs().values()
            if one.acts in still
        ),
        Idle("who", "many", size, "control_idle_spared"),
    )


PICTURES = (
    Chart(people_chart, update_people_chart, wide=True),
    Chart(drug_chart, update_drug_chart),
)
JUDGED = Chart(partial(drug_chart, from_dose=True), partial(update_drug_chart, from_dose=True))
EARLY, LATE = {"activity": 40}, {"activity": 40, "start_after": LATEST_START}

LESSON = Lesson(
    key="immunosuppressants",
    notebook="10_immunosuppressants.ipynb",
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 4,
        "worked": 4,
        "challenge": 4,
        "check": 4,
        "sources": 4,
    },
    explore=Explore(
        longest=550,
        controls=lambda: (drug(), start(), who()),
        run=drug_story,
        pictures=PICTURES,
        say=drug_sentence,
        more=lambda: (activity(), half_life(), released()),
        idle=idle(),
    ),
    contrast=Contrast(
        "contrast_patient",
        before={"drug": "methotrexate", "who": "many"},
        after={"drug": "methotrexate", "who": "few"},
    ),
    challenge=Challenge(
        explore=Explore(
            longest=300,
            controls=lambda: (start(), activity(), half_life()),
            run=partial(drug_story, drug="methotrexate", who="few", release_percent=15),
            pictures=(PICTURES[0], JUDGED),
            say=drug_verdict,
        ),
        goal={"gain_year": (5, 100)},
        solution={**LATE, "half_life_weeks": 8},
    ),
    summary=drug_summary,
    parameters=(
        "drug_rest_release",
        "drug_rest_days",
        "drug_fracture",
        "drug_fracture_days",
        "thiopurine_delay",
        "thiopurine_fracture",
        "disease_peak",
        "disease_rise_days",
        "disease_lasting_days",
        "skin_half_life",
        "skin_residual",
        "disease_release",
        "disease_entry_block",
        "disease_restart_days",
        *SCALP_PARAMETERS,
        "shedding_onset_factor",
        "long_hair_mm",
    ),
    published=(
        "drug_mtx_trials",
        "drug_mtx_followed",
        "drug_mtx_survey",
        "drug_cyc_followed",
    ),
    facts={
        "normal": Fact("normal", "{:.0f} hairs a day"),
        "onset_days": Fact("onset_days", "day {:.0f}"),
        "half_with": Fact("missing_half_year", "{:.0f}%"),
        "half_without": Fact("without_half_year", "{:.0f}%"),
        "end_with": Fact("missing_two_years", "{:.0f}%"),
        "end_without": Fact("without_two_years", "{:.0f}%"),
        "cross_days": Fact("cross_days", "day {:.0f}"),
        "early_loss": Fact("loss_year", "{:.0f} hairs", EARLY),
        "early_missing": Fact("missing_year", "{:.0f}%", EARLY),
        "late_gain": Fact("gain_year", "{:.0f} hairs", LATE),
        "late_missing": Fact("missing_year", "{:.0f}%", LATE),
    },
    extra=two_effluvia_chart,
    drawings={"explain": (DRUG,)},
)  # fmt: skip
