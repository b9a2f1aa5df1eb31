"""Lesson 03: telogen effluvium, and the delay between cause and shedding."""

from functools import partial

from helpers.lessons.telogen_effluvium.picture import five_types_chart
from helpers.lessons.telogen_effluvium.run import after_illness, trigger_story
from helpers.model import SCALP_PARAMETERS
from helpers.page.drawings import PULL_TEST
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson, Poll
from helpers.pictures.course_chart import story_chart, update_story_chart
from helpers.readout.course_sentence import story_summary, trigger_sentence


def day() -> NumberControl:
    """Return the slider for the date of the trigger."""
    return NumberControl("day", "", 0, 180, 1, "", words="control_day_of_trigger", default=30)


def released() -> NumberControl:
    """Return the slider for the size of the trigger."""
    return NumberControl("released_percent", "illness_release", 0, 50, 1, "%", 0.01)


def over() -> NumberControl:
    """Return the slider for how long the release takes."""
    return NumberControl("over_days", "illness_release_days", 7, 90, 1, "days", 1)


def who() -> ChoiceControl:
    """Return the choice of whose scalp is shown."""
    return ChoiceControl("who", ("expected", "person", "thousand"), "control_whose_scalp")


CHART = partial(story_chart, 700, (0, 60), "figure_percent_of_hair")
NORMAL_AGAIN = (300.0, 1.0)

LESSON = Lesson(
    key="telogen_effluvium",
    notebook="03_telogen_effluvium.ipynb",
    core=True,
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 3,
        "worked": 3,
        "challenge": 4,
        "check": 4,
        "sources": 3,
    },
    explore=Explore(
        longest=395,
        controls=lambda: (day(), released(), over()),
        run=trigger_story,
        pictures=(Chart(CHART, update_story_chart),),
        say=trigger_sentence,
        more=lambda: (who(),),
    ),
    contrast=Contrast(
        "contrast_released",
        before={"released_percent": 10},
        after={"released_percent": 40},
    ),
    challenge=Challenge(
        explore=Explore(
            longest=352,
            controls=lambda: (day(), released()),
            run=partial(trigger_story, over_days=14),
            pictures=(Chart(CHART, partial(update_story_chart, earlier="figure_dashed_patient")),),
            say=partial(trigger_sentence, earlier=False),
        ),
        goal={"trigger_day": (77, 91), "released_percent": (31, 41)},
        solution={"day": 84, "released_percent": 36},
        given={"day": 84, "released_percent": 36},
    ),
    summary=story_summary,
    parameters=(
        *SCALP_PARAMETERS,
        "illness_release",
        "illness_release_days",
        "childbirth_held",
        "childbirth_held_days",
        "childbirth_over_days",
        "shedding_onset_factor",
        "shedding_smoothing_days",
        "long_hair_mm",
    ),
    facts={
        "onset_days": Fact("onset_days", "{:.0f} days"),
        "peak_days": Fact("peak_days", "{:.0f} days"),
        "back_days": Fact("back_days", "{:.0f} days"),
        "peak_shed": Fact("peak_shed", "{:.0f} hairs a day"),
        "peak_ratio": Fact("peak_ratio", "{:.1f} times"),
        "telogen_peak_percent": Fact("telogen_peak_percent", "{:.0f}%"),
        "pushed": Fact("pushed", "{:,.0f} follicles"),
        "excess": Fact("excess", "{:,.0f}"),
        "thinned_percent": Fact("thinned_percent", "{:.0f}%"),
        "missing_percent": Fact("missing_percent", "{:.1f}%"),
        "birth_onset": Fact("birth_onset_months", "{:.1f} months"),
        "birth_peak": Fact("birth_peak_months", "{:.1f}"),
        "birth_end": Fact("birth_end_months", "{:.1f}"),
        "birth_before": Fact("birth_growing_before", "{:.0f}%"),
        "birth_lowest": Fact("birth_growing_lowest", "{:.0f}%"),
        "begins_mean": Fact("begins_mean", "{:.0f} days", {"who": "thousand"}),
        "begins_sd": Fact("begins_sd", "{:.0f} days", {"who": "thousand"}),
    },
    sketches=(
        ((0, 1), (3, 4), (14, 3.4), (40, 1.3), (60, 1), NORMAL_AGAIN),
        ((0, 1), (55, 1.2), (75, 2.3), (105, 4.2), (135, 3), (165, 1.6), (195, 1), NORMAL_AGAIN),
        ((0, 1), (55, 1.2), (75, 2.3), (105, 4), (300, 4)),
        ((0, 1), (60, 1.4), (150, 2.2), (240, 2.8), (300, 3)),
    ),
    extra=five_types_chart,
    poll=Poll("delay", "curve", 0, 600, 25, tuple(range(13)), after_illness),
    drawings={"explain": (PULL_TEST,)},
)  # fmt: skip
