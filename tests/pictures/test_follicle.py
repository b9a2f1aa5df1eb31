"""A follicle is drawn as anatomy has it: what lies where, in which phase, under which name."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from helpers.pictures.drawn import FOLLICLES, PARTS, follicle_said
from helpers.pictures.follicle import (
    HEIGHT,
    PHASES,
    ROOM,
    WIDTH,
    Follicle,
    anatomy,
    in_cycle,
    labels_of,
    section,
)
from helpers.pictures.follicle.parts import BULGE, GLAND
from helpers.pictures.tissue import FAT

STEPS = [place / 20 for place in range(21)]
EVERY = [Follicle(phase, share) for phase in PHASES for share in STEPS[::2]]
EVERY += [replace(one, attack=place) for one in EVERY[:11] for place in ("bulb", "bulge")]
EVERY += [Follicle("anagen", share, effect="cytotoxic") for share in STEPS]
EVERY += list(FOLLICLES.values())
NAMES = [f"{one.phase}-{one.progress}-{one.kind}-{one.attack}-{one.effect}" for one in EVERY]
each = pytest.mark.parametrize("follicle", EVERY, ids=NAMES)


def test_a_growing_terminal_follicle_reaches_the_fat_and_one_at_rest_ends_at_the_muscle():
    assert Follicle("anagen", 0.6).bulb_depth > FAT + 100
    resting = Follicle("telogen")
    assert BULGE < resting.club_depth < BULGE + 30
    assert resting.bulb_depth < FAT


def test_a_vellus_follicle_stays_in_the_dermis_and_has_no_muscle():
    small = Follicle(kind="vellus")
    assert small.bulb_depth < FAT
    assert "muscle" not in anatomy(small)[1]


def test_the_phases_are_ordered_by_depth():
    deep = [Follicle(phase, 0.5).papilla_depth for phase in ("anagen", "catagen", "telogen")]
    assert deep == sorted(deep, reverse=True)
    assert len(set(deep)) == 3


def test_in_catagen_the_club_rises_first_and_the_papilla_follows():
    depths = [anatomy(Follicle("catagen", share))[1] for share in STEPS]
    papilla = [found["papilla"][0][1] for found in depths]
    club = [found["forming_club"][0][1] for found in depths]
    assert all(later <= before + 0.1 for before, later in pairwise(papilla))
    assert all(later <= before + 0.1 for before, later in pairwise(club))
    assert all(low > high + 20 for low, high in zip(papilla, club, strict=True))
    middle = papilla[10] - club[10]
    assert middle > 1.5 * (papilla[0] - club[0])
    assert middle > 1.5 * (papilla[-1] - club[-1])


@each
def test_a_finished_club_is_there_in_telogen_and_exogen_only(follicle):
    assert follicle.has_club is (follicle.phase in ("telogen", "exogen"))
    clubs = {"club", "leaving_club"} & set(anatomy(follicle)[1])
    assert bool(clubs) is follicle.has_club


def test_the_club_leaves_in_exogen_while_a_new_bulb_grows_down():
    course = [Follicle("exogen", share) for share in STEPS]
    assert all(b.club_depth <= a.club_depth for a, b in pairwise(course))
    assert all(b.bulb_depth >= a.bulb_depth for a, b in pairwise(course))
    assert course[-1].club_depth < 0 < course[-1].bulb_depth
    assert "new_bulb" in anatomy(course[-1])[1]


def test_pigment_is_made_in_growth_alone():
    for phase in PHASES:
        shown = "pigment" in anatomy(Follicle(phase, 0.5))[1]
        assert shown is (phase in ("anagen", "exogen")), phase


def test_gland_and_bulge_stay_where_they_are_through_the_cycle():
    places = [anatomy(in_cycle(place))[1] for place in range(0, 101, 5)]
    for part in ("gland", "bulge", "muscle"):
        assert len({found[part] for found in places}) == 1
    assert GLAND < BULGE


def test_a_scar_has_no_opening_no_gland_and_no_hair():
    found = anatomy(Follicle("scarred"))[1]
    assert {"no_opening", "scar", "muscle"} <= set(found)
    assert not {"gland", "bulge", "hair", "bulb", "papilla"} & set(found)


def test_the_cells_of_an_attack_lie_around_its_place():
    bulb = anatomy(Follicle(attack="bulb"))[1]
    bulge = anatomy(Follicle(attack="bulge"))[1]
    assert abs(bulb["cells"][0][1] - bulb["bulb"][0][1]) < 40
    assert abs(bulge["cells"][0][1] - bulge["bulge"][0][1]) < 40


def test_under_a_cytotoxic_drug_the_narrow_place_rises_and_then_the_hair_breaks():
    course = [Follicle("anagen", share, effect="cytotoxic") for share in STEPS]
    narrow = [anatomy(one)[1].get("narrowing", (None,))[0] for one in course]
    heights = [point[1] for point in narrow if point]
    assert all(later < before for before, later in pairwise(heights))
    broken = anatomy(course[-1])[1]
    assert {"stub", "fallen", "bulb"} <= set(broken)
    assert "club" not in broken


def test_the_cycle_goes_through_its_phases_in_order():
    phases = [in_cycle(place).phase for place in range(101)]
    assert list(dict.fromkeys(phases)) == ["anagen", "catagen", "telogen", "exogen"]


# -- labels


def cross(a, b, c, d):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@each
def test_neither_names_nor_their_lines_cross_and_all_stay_in_the_picture(follicle):
    placed = labels_of(follicle)
    assert len(placed) >= 4
    for one, other in combinations(placed, 2):
        a, b = one.box, other.box
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one.label.words, other.label.words)
        ends = (one.start, one.label.point, other.start, other.label.point)
        assert not cross(*ends), (one.label.words, other.label.words)
    for one in placed:
        left, top, right, bottom = one.box
        assert left >= 0 and right <= WIDTH + 2 * ROOM, one.label.words
        assert top >= 0 and bottom <= HEIGHT, one.label.words
        assert 0 <= one.label.point[1] <= HEIGHT
        assert ROOM <= one.label.point[0] <= ROOM + WIDTH


def test_names_in_german_fit_as_well(monkeypatch):
    monkeypatch.setenv("HAIR_CYCLE_LAB_LANGUAGE", "de")
    for follicle in EVERY[::7]:
        test_neither_names_nor_their_lines_cross_and_all_stay_in_the_picture(follicle)


@pytest.mark.parametrize("part", PARTS)
def test_a_question_mark_names_nothing(part):
    svg = section(FOLLICLES[PARTS[part]], asked=part)
    words = [element.text for element in ET.fromstring(svg).iter() if element.text]
    assert words == ["?"]


# -- words and form


def test_what_is_said_begins_with_the_phase():
    for phase in PHASES:
        said = follicle_said(Follicle(phase, 0.6))
        assert said.lower().startswith(phase)
    for place in ("bulb", "bulge"):
        said = follicle_said(Follicle(attack=place))
        assert said.startswith("Anagen") and place in said


@each
def test_it_is_well_formed_and_small(follicle):
    svg = section(follicle, labels=True)
    ET.fromstring(svg)
    assert "nan" not in svg
    assert len(svg) < 90_000


@pytest.mark.parametrize(
    "wrong", [{"phase": "lag"}, {"progress": 1.2}, {"kind": "lanugo"}, {"attack": "gland"}]
)
def test_what_cannot_be_is_refused_in_a_sentence(wrong):
    with pytest.raises(ValueError, match="must"):
        Follicle(**wrong)
