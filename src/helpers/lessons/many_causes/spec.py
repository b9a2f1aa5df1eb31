"""Lesson 11: every cause in one patient, what each accounts for, and the plan."""

from helpers.lessons.many_causes.causes import CAUSES, usual_causes
from helpers.lessons.many_causes.picture import (
    explained_chart,
    history_chart,
    shares_chart,
    update_history_chart,
    update_shares_chart,
)
from helpers.lessons.many_causes.run import history
from helpers.lessons.many_causes.sentence import (
    findings_table,
    history_sentence,
    history_summary,
    steps_table,
    year_sentence,
)
from helpers.lessons.many_causes.year_ahead import STEPS, year_ahead
from helpers.lessons.many_causes.year_picture import update_year_chart, year_chart
from helpers.model import SCALP_PARAMETERS
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson, Words


def causes() -> SwitchesControl:
    """Return the panel of causes with their months."""
    items = [(cause.key, cause.month, cause.on) for cause in CAUSES.values()]
    return SwitchesControl("causes", "cause", items, 18)


def share() -> ChoiceControl:
    """Return the choice of what is shared out."""
    return ChoiceControl("share", ("lost", "missing"))


def ranges() -> ChoiceControl:
    """Return the choice of shares with or without their ranges."""
    return ChoiceControl("ranges", ("no", "yes"))


def month() -> NumberControl:
    """Return the slider for the month of the tests."""
    return NumberControl("month", "", 1, 18, 1, "", default=18)


def plan() -> SwitchesControl:
    """Return the panel of what can be done."""
    return SwitchesControl("plan", "step", [(key, None, False) for key in STEPS])


NO_SCALP = {"causes": "flare1-steroid2-iron4-drug7-weight14"}
MISSING = {"share": "missing"}

LESSON = Lesson(
    key="many_causes",
    notebook="11_many_causes.ipynb",
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 4,
        "worked": 4,
        "challenge": 10,
        "check": 4,
        "sources": 3,
    },
    explore=Explore(
        longest=330,
        controls=lambda: (causes(), share(), ranges()),
        run=history,
        pictures=(
            Chart(history_chart, update_history_chart),
            Chart(shares_chart, update_shares_chart, moved_by=("share", "ranges")),
            Words(findings_table, moved_by=("month",)),
        ),
        say=history_sentence,
        more=lambda: (month(),),
    ),
    contrast=Contrast(
        "contrast_scalp",
        before={"causes": usual_causes()},
        after=NO_SCALP,
    ),
    challenge=Challenge(
        explore=Explore(
            longest=230,
            controls=lambda: (plan(),),
            run=year_ahead,
            pictures=(Chart(year_chart, update_year_chart), Words(steps_table)),
            say=year_sentence,
        ),
        goal={
            "missing_in_a_year": (0, 10),
            "hairs_in_the_year": (0, 35_000),
            "scalp_examined": (1, 1),
        },
        solution={"plan": "inflammation-nutrition-care-support-referral"},
    ),
    summary=history_summary,
    parameters=(
        "illness_release",
        "illness_release_days",
        "steroid_catagen_induction",
        "steroid_induction_days",
        "steroid_entry_block",
        "steroid_benefit",
        "disease_peak",
        "disease_rise_days",
        "disease_lasting_days",
        "disease_release",
        "disease_entry_block",
        "disease_restart_days",
        "skin_half_life",
        "skin_residual",
        "mtx_release_one_person",
        "drug_rest_days",
        "iron_follicle_release",
        "iron_release_below",
        "weight_loss_release",
        "weight_loss_days",
        "stress_release",
        "stress_release_days",
        "stress_telogen_hold",
        "stress_entry_block",
        "zinc_lack_release",
        "breakage_share_per_day",
        *SCALP_PARAMETERS,
        "shedding_onset_factor",
        "long_hair_mm",
        "relapse_lasting_days",
        "crp_quiet",
        "crp_inflamed",
        "ferritin_factor_both",
        "tsat_full",
        "tsat_half_stores",
        "tsat_inflamed",
        "albumin_normal",
        "zinc_healthy_mean",
        "zinc_fall_per_tenfold_crp",
        "zinc_on_macroglobulin",
        "zinc_crp_limit",
        "pull_hairs",
        "pull_mean",
        "pull_variance",
        "wash_capture",
        "wash_between_people_cv",
        "trichogram_sample",
        "trichogram_anagen_lost",
        "trichogram_catagen_as_telogen",
        "biopsy_terminal_follicles",
        "density_per_cm2",
        "density_between_people_cv",
        "phototrichogram_area_cm2",
        "shedding_grade_normal",
    ),
    facts={
        "lost": Fact("hairs_lost", "{:,.0f} hairs"),
        "missing": Fact("missing", "{:.0f}%"),
        "missing_no_scalp": Fact("missing", "{:.0f}%", NO_SCALP),
        "flare_lost": Fact("share_flare", "{:,.0f}"),
        "weight_lost": Fact("share_weight", "{:,.0f}"),
        "scalp_lost": Fact("share_scalp", "{:,.0f}"),
        "flare_missing": Fact("share_flare", "{:.0f}", MISSING),
        "ferritin_flare": Fact("ferritin", "{:.0f} µg/L", {"month": 5}),
        "ferritin_calm": Fact("ferritin", "{:.0f} µg/L", {"month": 18}),
    },
    extra=explained_chart,
)  # fmt: skip
