"""Lesson 07: what a thousand studies find, and what its text says of them."""

from itertools import pairwise

import numpy as np
import pytest

from helpers.evidence import evidence
from helpers.lessons.zinc_and_supplements.deficiency import (
    BEGINS,
    RELEASE,
    deficiency_story,
)
from helpers.lessons.zinc_and_supplements.deficiency_picture import (
    MOST_SHED,
    deficiency_chart,
    update_deficiency_chart,
)
from helpers.lessons.zinc_and_supplements.observed import AFTERNOON_POINTS
from helpers.lessons.zinc_and_supplements.picture import update_zinc_chart, zinc_chart
from helpers.lessons.zinc_and_supplements.run import EVERYBODY, zinc_studies
from helpers.lessons.zinc_and_supplements.sentence import deficiency_sentence, zinc_sentence
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.nutrients import MARKERS


def test_every_study_lies_in_a_bin():
    for drawn in ("morning", "evening"):
        for effect, extra in ((0, 0), (14, 80)):
            found = zinc_studies(effect, extra, drawn, people=100)
            assert found.plain.sum() + found.significant.sum() == 1000


def test_shares_in_the_bins_are_those_of_the_sentence():
    found = zinc_studies(0, 40, "morning")
    percent = found.significant.sum() / 10
    assert percent == pytest.approx(found.values["significant_percent"])
    assert zinc_sentence(found).startswith(f"{percent:.0f}% of 1,000 studies")


def test_opposite_worlds_draw_the_same_hill():
    confounded, caused = zinc_studies(0, 40, "morning"), zinc_studies(3.6, 0, "morning")
    assert confounded.values["gap"] == pytest.approx(caused.values["gap"], abs=0.2)
    share = confounded.values["significant_percent"]
    assert share == pytest.approx(caused.values["significant_percent"], abs=6)


def test_inflammation_alone_does_not_reach_the_published_gap():
    most = zinc_studies(0, 80, "morning")
    assert most.values["gap"] < most.marks["published gap"]


def test_an_afternoon_clinic_with_inflammation_does():
    clinic = zinc_studies(0, AFTERNOON_POINTS, "afternoon")
    assert clinic.values["gap"] == pytest.approx(clinic.marks["published gap"], abs=0.3)


def test_readable_is_not_comparable():
    shares = [
        zinc_studies(0, 40, "morning", crp_limit=limit).values["significant_percent"]
        for limit in (4, 20, EVERYBODY)
    ]
    assert shares == sorted(shares)
    assert shares[0] < 8 < 20 < shares[1]


# -- a true lack, and its replacement


def test_without_depth_there_is_no_lack_and_no_shedding():
    for nutrient in MARKERS:
        none = deficiency_story(nutrient, depth_percent=0, month=6, release_percent=30)
        assert np.allclose(none.shed, none.values["normal"], rtol=1e-6)
        assert np.ptp(none.level) == 0
        assert deficiency_sentence(none).startswith("No lack")


def test_the_default_moves_hair_months_after_the_blood():
    for nutrient in MARKERS:
        story = deficiency_story(nutrient, depth_percent=80, month=6)
        values = story.values
        assert values["peak_shed"] > 1.5 * values["normal"]
        assert values["onset_months"] > 3
        assert values["shed_months"] > 3
        assert story.level[-1] == pytest.approx(values["normal_level"])
        assert story.shed_without[-1] > 1.5 * values["normal"]


def test_a_deeper_or_a_longer_lack_takes_more_hair():
    for nutrient in MARKERS:
        by_depth = [
            deficiency_story(nutrient, depth, 6).values["thinned_percent"]
            for depth in (40, 60, 80, 100)
        ]
        by_month = [
            deficiency_story(nutrient, 80, month).values["thinned_percent"]
            for month in (2, 4, 6, 9, 12)
        ]
        assert by_depth == sorted(set(by_depth))
        assert by_month == sorted(set(by_month))


def test_no_push_leaves_hair_alone_and_the_band_begins_there():
    story = deficiency_story("zinc", 80, 6)
    none = deficiency_story("zinc", 80, 6, release_percent=0)
    assert np.allclose(none.shed, none.values["normal"], rtol=1e-6)
    assert (story.band[0] <= none.shed + 1e-6).all()
    assert story.band[1].max() > story.shed.max()
    assert evidence().parameters[RELEASE].low == 0


@pytest.mark.parametrize("nutrient", MARKERS)
def test_no_step_of_depth_or_month_is_dead(nutrient):
    for shown in (
        [deficiency_story(nutrient, depth, 6) for depth in range(0, 101, 5)],
        [deficiency_story(nutrient, 80, month) for month in range(1, 13)],
    ):
        for before, after in pairwise(shown):
            assert np.abs(after.level - before.level).max() > 0.1


def test_everything_drawn_stays_inside_the_picture():
    for nutrient in MARKERS:
        worst = deficiency_story(nutrient, 100, 12)
        assert worst.shed_without.max() < MOST_SHED


@pytest.mark.parametrize("nutrient", MARKERS)
@pytest.mark.parametrize(("depth", "month"), [(0, 6), (60, 2), (100, 12)])
def test_each_line_of_the_picture_of_a_lack_is_that_of_its_story(nutrient, depth, month):
    story, old = (deficiency_story(nutrient, *at) for at in ((depth, month), (40, 4)))
    figure = deficiency_chart()
    update_deficiency_chart(figure, story, old)
    courses = {("y", None): story.shed, ("y", "dot"): story.shed_without, ("y", "dash"): old.shed}
    courses |= {("y2", None): story.level, ("y2", "dot"): story.level_without}
    lines = {(t.yaxis or "y", t.line.dash): t.y for t in figure.data if len(t.x) == len(story.day)}
    assert lines.keys() == courses.keys()
    for name, course in courses.items():
        assert lines[name] == pytest.approx(course), name
    marks = [t for t in figure.data if len(t.x) == 2]
    first = BEGINS + DAYS_A_MONTH * month
    assert sorted(t.x[0] for t in marks if t.x[0] == t.x[1]) == [BEGINS, first, first]
    # The line below which a value is low is that of the table, and so is what stands beside it.
    low = evidence().value(MARKERS[nutrient].noticed_below)
    across = {t.yaxis or "y": list(t.y) for t in marks if t.x[0] != t.x[1]}
    noticed = evidence().value("shedding_onset_factor") * story.shed[0]
    assert across == {"y2": [low, low], "y": pytest.approx([noticed, noticed])}
    assert low in figure.layout.yaxis2.tickvals
    assert f"{low:g}" in figure.layout.annotations[-1].text


@pytest.mark.parametrize("nutrient", MARKERS)
def test_days_until_the_blood_is_normal_count_from_the_first_dose(nutrient):
    low = evidence().value(MARKERS[nutrient].noticed_below)
    for depth, month in ((60, 2), (80, 6), (100, 12)):
        story = deficiency_story(nutrient, depth, month)
        first = round(BEGINS + DAYS_A_MONTH * month)
        reached = round(first + story.values["blood_days"])
        assert (story.level[first:reached] < low).all()
        assert story.level[reached] >= low
        assert (reached > first) == (story.level[first] < low)
        said = f"{story.values['blood_days']:.0f} days after the first dose the blood is back"
        assert (said in deficiency_sentence(story)) == (story.level.min() < low)


def test_the_people_under_a_name_are_those_of_the_name():
    found = zinc_studies(0, 40, "morning")
    figure = zinc_chart()
    update_zinc_chart(figure, found, None)
    for name, group in (("patients", found.world.patients), ("others", found.world.others)):
        (note,) = [n for n in figure.layout.annotations if n.text == f"<b>{name}</b>"]
        row = round(note.y - 0.31)
        bars = [
            t for t in figure.data if t.type == "scatter" and t.mode == "lines" and t.yaxis == "y2"
        ]
        (bar,) = [t for t in bars if round(np.mean(t.y)) == row]
        assert bar.x[0] == pytest.approx(float(group.zinc[group.counted].mean()))
