"""Lesson 09: what the skin shows, and hairs that break."""

from functools import partial

from helpers.lessons.skin_and_breakage.picture import (
    scalp_series_chart,
    skin_chart,
    update_skin_chart,
)
from helpers.lessons.skin_and_breakage.run import skin_story
from helpers.lessons.skin_and_breakage.sentence import (
    skin_match_sentence,
    skin_named,
    skin_sentence,
    skin_summary,
    skin_when,
)
from helpers.model import SCALP_PARAMETERS
from helpers.page.drawings import HAIR_ENDS, TUG_TEST
from helpers.page.in_notebook.controls import ChoiceControl, NumberControl
from helpers.page.spec import Challenge, Chart, Close, Contrast, Explore, Fact, Lesson
from helpers.pictures.close_view import close_picture

LOOK_DAY = 133
"""On this day the wave of shedding is highest, and as many hairs are found as by breakage."""


def breaks() -> NumberControl:
    """Return the slider for breakage."""
    return NumberControl("breaks", "breakage_share_per_day", 0, 300, 10, "a day", 1e-5)


def released() -> NumberControl:
    """Return the slider for the trigger of shedding."""
    return NumberControl(
        "released_percent", "illness_release", 0, 30, 1, "%", 0.01,
        "control_released_by_flare", default=0,
    )  # fmt: skip


def day() -> NumberControl:
    """Return the slider for the day of the examination."""
    return NumberControl("day", "", 0, 360, 1, "", words="control_day_of_look", default=LOOK_DAY)


def where() -> ChoiceControl:
    """Return the choice of the place of the breaks."""
    return ChoiceControl("where", ("scalp", "along"))


def redness() -> NumberControl:
    """Return the slider for redness in the picture."""
    return NumberControl("redness_percent", "", 0, 100, 5, "%", default=60)


def skin() -> ChoiceControl:
    """Return the choice of the scalp that is drawn."""
    return ChoiceControl("skin", ("medium", "olive", "brown", "dark", "deep", "light"))


PICTURES = (
    Chart(skin_chart, update_skin_chart),
    Close(close_picture, ("redness_percent", "skin"), skin_named, skin_when),
)
SHED = {"breaks": 0, "released_percent": 25}
BROKEN = {"breaks": 260, "released_percent": 0}

LESSON = Lesson(
    key="skin_and_breakage",
    notebook="09_skin_and_breakage.ipynb",
    minutes={
        "predict": 1,
        "look": 3,
        "seen": 1,
        "explain": 4,
        "worked": 3,
        "challenge": 4,
        "check": 4,
        "sources": 3,
    },
    explore=Explore(
        longest=610,
        controls=lambda: (breaks(), released(), day()),
        run=skin_story,
        pictures=PICTURES,
        say=skin_sentence,
        more=lambda: (where(), redness(), skin()),
    ),
    contrast=Contrast(
        "contrast_breaks", before=SHED, after=BROKEN
    ),
    challenge=Challenge(
        explore=Explore(
            longest=210,
            controls=lambda: (breaks(), released()),
            run=partial(skin_story, day=LOOK_DAY, skin="dark", redness_percent=40),
            pictures=(
                Chart(skin_chart, partial(update_skin_chart, earlier="figure_skin_patient")),
                Close(close_picture),
            ),
            say=skin_match_sentence,
        ),
        goal={"found": (303, 343), "pull": (1.04, 1.24)},
        solution={"breaks": 120, "released_percent": 12},
        given={"breaks": 120, "released_percent": 12},
    ),
    summary=skin_summary,
    parameters=(
        "pull_most_normal",
        *SCALP_PARAMETERS,
        "breakage_share_per_day",
        "break_keeps_near_scalp",
        "illness_release",
        "illness_release_days",
        "wash_capture",
        "wash_between_people_cv",
        "pull_mean",
        "pull_variance",
        "pull_hairs",
        "density_per_cm2",
        "close_field_mm",
        "close_end_mm",
    ),
    published=(
        "healthy_pull_mean",
        "breakage_density",
        "scalp_series_mexico",
        "scalp_series_davis",
        "scalp_series_pool",
        "scalp_series_unlike",
    ),
    facts={
        "found": Fact("found", "{:.0f} hairs", BROKEN),
        "found_shed": Fact("found", "{:.0f} hairs", SHED),
        "usual": Fact("usual", "{:.0f}"),
        "clubs": Fact("club_percent", "{:.0f}%", BROKEN),
        "clubs_shed": Fact("club_percent", "{:.0f}%", SHED),
        "wash": Fact("wash", "{:.0f} hairs", BROKEN),
        "wash_clubs": Fact("wash_clubs", "{:.0f}", BROKEN),
        "pull": Fact("pull", "{:.1f} hairs", BROKEN),
        "pull_shed": Fact("pull", "{:.1f} hairs", SHED),
        "pull_many": Fact("pull_many_percent", "{:.0f}%", BROKEN),
        "pull_many_shed": Fact("pull_many_percent", "{:.0f}%", SHED),
        "blunt": Fact("blunt_percent", "{:.0f}%", BROKEN),
        "pointed": Fact("pointed_percent", "{:.0f}%", BROKEN),
        "pointed_shed": Fact("pointed_percent", "{:.0f}%", SHED),
        "blunt_along": Fact("blunt_percent", "{:.1f}%", BROKEN | {"where": "along"}),
        "length_start": Fact("length_before_cm", "{:.0f} cm"),
        "length_end": Fact("length_cm", "{:.0f} cm", BROKEN | {"day": 360}),
        "given_found": Fact("found", "{:.0f} hairs", {"breaks": 120, "released_percent": 12}),
        "given_pull": Fact("pull", "{:.1f} hairs", {"breaks": 120, "released_percent": 12}),
    },
    extra=scalp_series_chart,
    drawings={"explain": (HAIR_ENDS, TUG_TEST)},
)  # fmt: skip
