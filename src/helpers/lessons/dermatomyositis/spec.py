"""The lesson on dermatomyositis: signs on a body, and two dangers of a hundred people."""

from helpers.lessons.dermatomyositis.body import body_and_card
from helpers.lessons.dermatomyositis.picture import hundred_chart, update_hundred_chart
from helpers.lessons.dermatomyositis.run import ANTIBODIES, FORMS, SIGNS, findings
from helpers.lessons.dermatomyositis.sentence import dm_sentence, dm_summary
from helpers.page.in_notebook.controls import ChoiceControl
from helpers.page.spec import Challenge, Chart, Contrast, Explore, Fact, Lesson, Words


def sign() -> ChoiceControl:
    """Return the choice of the place that is looked at."""
    return ChoiceControl("sign", SIGNS)


def form() -> ChoiceControl:
    """Return the choice between skin with weak muscles, and skin alone."""
    return ChoiceControl("form", FORMS)


def antibody() -> ChoiceControl:
    """Return the choice of the antibody."""
    return ChoiceControl("antibody", ANTIBODIES)


EXPLORE = Explore(
    longest=320,
    controls=lambda: (sign(), form(), antibody()),
    run=findings,
    pictures=(
        Words(body_and_card, narrow=True, moved_by=("sign",)),
        Chart(hundred_chart, update_hundred_chart),
    ),
    say=dm_sentence,
)

LESSON = Lesson(
    key="dermatomyositis",
    notebook="01_dermatomyositis.ipynb",
    core=True,
    minutes={
        "predict": 2, "look": 4, "seen": 1, "explain": 5, "worked": 1, "challenge": 1, "check": 4,
    },
    explore=EXPLORE,
    contrast=Contrast(
        "contrast_dm_tif1", before={"antibody": "unknown"}, after={"antibody": "tif1"}
    ),
    challenge=Challenge(
        explore=EXPLORE,
        goal={"palms": (1, 1), "amyopathic": (1, 1), "mda5": (1, 1), "lung": (60, 100)},
        solution={"sign": "palms", "form": "amyopathic", "antibody": "mda5"},
    ),
    summary=dm_summary,
    parameters=(
        "dm_lung_share",
        "dm_lung_amyopathic",
        "dm_lung_mda5",
        "dm_cancer_share",
        "dm_cancer_tif1",
        "dm_cancer_no_tif1",
    ),
    facts={
        "cancer": Fact("cancer", "{:.0f}"),
        "cancer_tif1": Fact("cancer", "{:.0f}", {"antibody": "tif1"}),
        "cancer_no_tif1": Fact("cancer", "{:.0f}", {"antibody": "no_tif1"}),
        "lung": Fact("lung", "{:.0f}"),
        "lung_amyopathic": Fact("lung", "{:.0f}", {"form": "amyopathic"}),
        "lung_mda5": Fact("lung", "{:.0f}", {"antibody": "mda5"}),
    },
)  # fmt: skip
