"""The close view shows the model's own follicles: the picture and the time course agree."""

import time

import numpy as np
import pytest
from scipy.spatial import cKDTree

from helpers.evidence import evidence, skins
from helpers.model import PHASES, ModelInputError, Scalp, simulate
from helpers.model import exposures as ex
from helpers.pictures.close_view import close_view
from helpers.readout.close_view import (
    LOOKS,
    Signs,
    close_up,
    recoloured,
)
from helpers.readout.ground import Disc, disc_of, lay_out

ALL = [
    ex.breakage(10, 300, 0.004),
    ex.shaft_fracture(60, 0.4),
    ex.anagen_release(20, 0.3),
    ex.destruction(40, 200, 0.002),
    ex.blocked_anagen_entry(100, 160, 0.5),
    ex.slowed_growth(120, 200, 0.4),
]
DAYS = 300
HAIRS = ("long", "regrowing", "broken", "resting", "dot", "exclamation")


@pytest.fixture(scope="module")
def course():
    return simulate(Scalp(break_keeps=0.2), ALL, days=DAYS, follicles=4000, seed=5)


@pytest.mark.parametrize("day", [0, 1, 30, 61, 75, 150, 299])
def test_the_picture_and_the_time_course_agree(course, day):
    view, row = close_up(course, day), course.table.iloc[day]
    assert view.phases() == {name: row[name] for name in (*PHASES, "scarred")}
    counts = view.counts()
    assert counts["lost"] == row["scarred"]
    assert counts["empty"] == row["kenogen"]
    hairs = row["anagen"] + row["catagen"] + row["telogen"]
    assert sum(counts[name] for name in HAIRS) == hairs
    assert view.length_mm[view.phase < 3].mean() == pytest.approx(row["mean_length_mm"])


def test_every_break_that_is_drawn_was_counted(course):
    view = close_up(course, 50)
    happened = course.table["broken"].iloc[:50].sum()
    assert 0 < view.counts()["broken"] <= happened


def test_a_hair_broken_at_the_root_is_a_dot_and_grows_back_with_a_point():
    course = simulate(Scalp(), [ex.shaft_fracture(10, 0.5, 2)], days=60, follicles=3000, seed=1)
    dots, points = (close_up(course, day).counts() for day in (12, 40))
    assert dots["dot"] > 1000
    assert points["dot"] == points["broken"] == dots["broken"] == 0
    assert points["regrowing"] > 1000


@pytest.mark.parametrize("day", [40, 90, 200, 299])
def test_a_short_hair_looks_short_in_whatever_phase_it_is(day):
    happened = [ex.breakage(10, 300, 0.01), ex.anagen_release(20, 0.4), ex.shaft_fracture(60, 0.3)]
    course = simulate(Scalp(break_keeps=0.1), happened, days=DAYS, follicles=6000, seed=7)
    view, hairs = close_up(course, day), course.intervals.hairs_on(day)
    names = np.array(LOOKS)[view.look]
    short = (view.length_mm < evidence().value("close_end_mm")) & (view.phase < 3)
    blunt = short & hairs["blunt"].to_numpy()
    for phase, name in enumerate(PHASES[:3]):
        here = view.phase == phase
        assert (here & blunt).any(), name
        assert set(names[here & blunt]) <= {"broken", "dot"}, name
        assert set(names[here & ~short]) == {"long" if name == "anagen" else "resting"}, name
    assert set(names[short & (view.phase == 0)]) <= {"broken", "dot", "regrowing"}


def test_without_breakage_nothing_is_blunt():
    course = simulate(Scalp(), [ex.anagen_release(5, 0.4)], days=200, follicles=3000, seed=2)
    assert all(close_up(course, day).counts()["broken"] == 0 for day in (0, 100, 199))


def test_the_same_seed_gives_the_same_scalp(course):
    one, two = close_view(close_up(course, 90)), close_view(close_up(course, 90))
    assert one == two
    other = close_view(close_up(course, 90, seed=2))
    assert other["places"] != one["places"]
    assert sorted(other["looks"]) == sorted(one["looks"])


def test_what_is_lost_lies_together_and_stays_where_it_is():
    course = simulate(Scalp(), [ex.destruction(20, 200, 0.006)], days=200, follicles=4000, seed=3)
    earlier, later = (close_up(course, day) for day in (60, 180))
    before, after = (view.look == LOOKS.index("lost") for view in (earlier, later))
    assert before.sum() == course.table["scarred"].iloc[60]
    assert not (before & ~after).any()  # a scar grows, it does not wander
    ground = earlier.ground
    tree = cKDTree(np.column_stack((ground.x, ground.y)))
    _, near = tree.query(tree.data[before], k=6)
    assert before[near].mean() > 0.8  # scattered ones would have as many beside them as anywhere
    assert before.mean() < 0.4
    hairs = ~after & (earlier.look == LOOKS.index("long"))
    assert (later.length_mm[hairs] > 0).mean() > 0.7  # the others keep their places


def test_two_courses_fill_inside_and_outside():
    ground = lay_out(3000, [Disc(18, 18, 6), Disc(8, 28, 3)], seed=3)
    number = int(ground.inside.sum())
    hit = simulate(Scalp(), [ex.destruction(0, 90, 0.02)], days=100, follicles=number, seed=4)
    rest = simulate(Scalp(), days=100, follicles=3000 - number, seed=5)
    view = close_up(rest, 95, ground=ground, inside=hit)
    both = hit.table.iloc[95] + rest.table.iloc[95]
    assert view.phases() == {name: both[name] for name in (*PHASES, "scarred")}
    lost = view.look == LOOKS.index("lost")
    assert lost.any()
    assert not lost[~ground.inside].any()


def test_places_are_spread_evenly():
    ground = lay_out(10_000)
    cells = np.histogram2d(ground.x, ground.y, bins=10)[0]
    assert cells.min() > 80
    assert cells.max() < 120
    assert (disc_of(0.3, ground.side).radius / ground.side) ** 2 * np.pi == pytest.approx(0.3)


def test_the_field_is_part_of_the_patch(course):
    view = close_up(course, 90, centre=(0, 1000))
    assert sum(view.counts(whole_patch=False).values()) == view.in_field.sum() > 100
    assert view.centre[0] == view.field_mm / 2


@pytest.mark.parametrize("across", [0.2, 0.8])
@pytest.mark.parametrize("up", [0.3, 0.7])
def test_the_field_lies_around_its_middle(course, across, up):
    whole = close_up(course, 90)
    side, half = whole.ground.side, whole.field_mm / 2
    middle = (across * side, up * side)
    view = close_up(course, 90, centre=middle)
    seen = {}
    for place, at in enumerate((view.ground.x, view.ground.y)):
        centre = min(max(middle[place], half), side - half)
        assert view.centre[place] == centre
        seen[place] = np.abs(at - centre) <= half
    assert np.array_equal(view.in_field, seen[0] & seen[1])
    assert sum(view.counts(whole_patch=False).values()) == (seen[0] & seen[1]).sum() > 100


def test_what_travels_is_small_and_says_the_same(course):
    view = close_up(course, 90, Signs(redness=0.5))
    traits = close_view(view)
    assert len(traits["looks"]) == len(traits["lengths"]) == len(traits["places"]) / 4 == 4000
    assert np.bincount(np.frombuffer(traits["looks"], np.uint8), minlength=8).tolist() == list(
        view.counts().values()
    )
    for words, whole_patch in zip(traits["descriptions"], (False, True), strict=True):
        counts = view.counts(whole_patch)
        assert f"{sum(counts.values()):,} follicles" in words
        assert f"short and blunt (broken): {counts['broken']:,}" in words
        assert view.skin.redness in words


def test_another_skin_shows_the_same_follicles(course):
    view = close_up(course, 90)
    for name in skins():
        other = recoloured(view, name, Signs(redness=1))
        assert other.counts() == view.counts()
        assert all(skins()[name].redness in said for said in close_view(other)["descriptions"])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"skin": "green"}, "is not a scalp"),
        ({"day": 300}, "Day 300 is outside"),
        ({"ground": lay_out(10)}, "10 places for 4000 follicles"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(course, wrong, says):
    with pytest.raises(ModelInputError, match=says):
        close_up(**({"course": course, "day": 0} | wrong))


def test_an_expected_course_has_no_follicles_to_show():
    with pytest.raises(ModelInputError, match="single follicles"):
        close_up(simulate(Scalp(), days=10), 5)


def test_a_sign_beyond_its_scale_is_refused():
    with pytest.raises(ModelInputError, match="Redness 2 is outside"):
        Signs(redness=2)


def test_ten_thousand_follicles_are_ready_within_the_latency_budget():
    course = simulate(Scalp(), ALL, days=365, follicles=10_000, seed=6)
    ground = lay_out(10_000)
    spent = []
    for day in range(100, 110):
        began = time.process_time()
        close_view(close_up(course, day, Signs(redness=0.5), ground=ground))
        spent.append(time.process_time() - began)
    assert sorted(spent)[len(spent) // 2] < 0.04
