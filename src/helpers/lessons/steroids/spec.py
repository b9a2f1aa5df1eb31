"""Lesson 05: corticosteroids, and the timing trap."""

from functools import partial

from helpers.lessons.steroids.picture import update_against_flare, update_steroid_chart
from helpers.lessons.steroids.run import DOSE_MG, TAPER_WEEKS, WEEKS, steroid_story
from helpers.model import SCALP_PARAMETERS
from helpers.page.drawings import PUSH
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Idle, Lesson
from helpers.pictures.course_chart import story_chart
from helpers.readout.course_sentence import steroid_sentence, story_summary

PUSHES = 10.0
"""Percent of the growing follicles that the steroid pushes as the lesson opens: an assumption."""


def what() -> ChoiceControl:
    """Return the choice of what happens."""
    return ChoiceControl("what", ("both", "flare", "steroid"))


def direct(default: float = PUSHES) -> NumberControl:
    """Return the slider for the unknown direct effect."""
    return NumberControl(
        "direct_percent", "steroid_catagen_induction", 0, 15, 0.5, "%", 0.01, default=default
    )


def prescription() -> tuple[NumberControl, ...]:
    """Return the sliders for dose, duration and taper.

    The push is assumed to end after `steroid_induction_days`, 90 days. A course whose full dose
    fills them leaves the taper nothing to change, so the duration stops short of that.
    """
    return (
        NumberControl("dose_mg", "", 0, 80, 5, "mg a day", default=DOSE_MG),
        NumberControl("weeks", "", 1, 8, 1, "weeks", words="control_steroid_weeks", default=WEEKS),
        NumberControl("taper_weeks", "", 0, 26, 1, "weeks", default=TAPER_WEEKS),
    )


def benefit() -> NumberControl:
    """Return the slider for the flare damage that is prevented."""
    return NumberControl("benefit_percent", "steroid_benefit", 0, 90, 5, "%", 0.01)


STEROID_CHART = partial(story_chart, 500, (0, 60), "figure_percent_of_hair")
PICTURES = (Chart(STEROID_CHART, update_steroid_chart),)
FLARE_ALONE = {"direct_percent": 0, "benefit_percent": 0}
"""A steroid that does nothing: the line is that of the flare alone."""

LESSON = Lesson(
    key="steroids",
    notebook="05_steroids.ipynb",
    core=True,
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 3,
        "worked": 2,
        "challenge": 4,
        "check": 4,
        "sources": 4,
    },
    explore=Explore(
        longest=365,
        controls=lambda: (what(), direct(), benefit()),
        more=prescription,
        run=steroid_story,
        pictures=PICTURES,
        say=partial(steroid_sentence, predicted=True),
        idle=(
            Idle(
                "what", "flare",
                ("direct_percent", "benefit_percent", "dose_mg", "weeks", "taper_weeks"),
                "control_idle_no_steroid",
            ),
            Idle("what", "steroid", ("benefit_percent",), "control_idle_no_flare"),
        ),
    ),
    contrast=Contrast(
        "contrast_steroid",
        before={"what": "both"},
        after={"what": "flare"},
    ),
    challenge=Challenge(
        explore=Explore(
            longest=365,
            controls=lambda: (direct(0), benefit()),
            run=partial(steroid_story, what="both"),
            pictures=(Chart(STEROID_CHART, update_against_flare),),
            say=partial(steroid_sentence, given=True),
        ),
        goal={"total_against_flare_alone": (50, 1e6)},
        solution={"direct_percent": 12, "benefit_percent": 20},
        given=FLARE_ALONE,
    ),
    summary=story_summary,
    parameters=(
        *SCALP_PARAMETERS,
        "steroid_catagen_induction",
        "steroid_induction_days",
        "steroid_reference_dose",
        "steroid_entry_block",
        "steroid_benefit",
        "illness_release",
        "illness_release_days",
        "shedding_onset_factor",
        "long_hair_mm",
    ),
    facts={
        "peak_both": Fact("peak_shed", "{:.0f} hairs a day"),
        "peak_flare_only": Fact("peak_shed", "{:.0f} hairs a day", {"what": "flare"}),
        "peak_day_both": Fact("peak_days", "{:.0f} days"),
        "peak_steroid_only": Fact("peak_shed", "{:.0f} hairs a day", {"what": "steroid"}),
        "peak_day_steroid_only": Fact("peak_days", "{:.0f} days", {"what": "steroid"}),
        "steroid_only_no_push": Fact(
            "peak_shed", "{:.0f} hairs a day", {"what": "steroid", "direct_percent": 0}
        ),
        "shed_normal": Fact("normal", "{:.0f} hairs a day"),
    },
    drawings={"explain": (PUSH,)},
)  # fmt: skip
