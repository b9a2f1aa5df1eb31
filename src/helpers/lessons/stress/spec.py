"""Lesson 04: stress, and the difference between falling and not regrowing."""

from functools import partial

from helpers.lessons.stress.run import stress_story
from helpers.model import SCALP_PARAMETERS
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson
from helpers.pictures.course_chart import story_chart, update_story_chart
from helpers.readout.course_sentence import story_summary, stress_sentence


def released() -> NumberControl:
    """Return the slider for the follicles that stress releases."""
    return NumberControl(
        "released_percent", "stress_release", 0, 25, 1, "%", 0.01,
        "control_released_by_stress",
    )  # fmt: skip


def lasts() -> NumberControl:
    """Return the slider for how long the stress lasts."""
    return NumberControl("stress_days", "stress_release_days", 7, 270, 1, "days", 1)


def held() -> NumberControl:
    """Return the slider for the new growth that is held back."""
    return NumberControl("held_percent", "stress_entry_block", 0, 100, 5, "%", 0.01)


EXPLORE = Explore(
    longest=325,
    controls=lambda: (released(), lasts(), held()),
    run=stress_story,
    pictures=(
        Chart(partial(story_chart, 400, (60, 105), "figure_percent_of_usual"), update_story_chart),
    ),
    say=stress_sentence,
)
RELEASE = {"released_percent": 20, "stress_days": 28, "held_percent": 0}
HOLD = {"released_percent": 0, "stress_days": 90, "held_percent": 100}

LESSON = Lesson(
    key="stress",
    notebook="04_stress.ipynb",
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 2,
        "worked": 3,
        "challenge": 4,
        "check": 4,
        "sources": 2,
    },
    explore=EXPLORE,
    contrast=Contrast(
        "contrast_held",
        before=RELEASE,
        after=HOLD,
    ),
    challenge=Challenge(
        explore=EXPLORE,
        goal={"standing_percent": (0, 95), "peak_ratio": (0, 1.2)},
        solution=HOLD,
    ),
    summary=story_summary,
    parameters=(
        *SCALP_PARAMETERS,
        "stress_release",
        "stress_release_days",
        "stress_entry_block",
        "shedding_onset_factor",
        "long_hair_mm",
        "stress_telogen_hold",
    ),
    facts={
        "shed_normal": Fact("normal", "{:.0f} hairs a day"),
        "peak_shed_release": Fact("peak_shed", "{:.0f} hairs a day", RELEASE),
        "peak_shed_hold": Fact("peak_shed", "{:.0f} hairs a day", HOLD),
        "standing_hold_percent": Fact("standing_percent", "{:.1f}%", HOLD),
        "standing_release_percent": Fact("standing_percent", "{:.1f}%", RELEASE),
        "default_peak_ratio": Fact("peak_ratio", "{:.1f} times"),
    },
)  # fmt: skip
