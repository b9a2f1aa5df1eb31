"""The close look as it is painted: its counts, its key, its colours, and two beside each other."""

import math
import re
from dataclasses import asdict, replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from drawing import blank_page, prepare, sent

from helpers.clinic.close_view import case_close, normal_close
from helpers.course import find_lesson
from helpers.evidence import load_cases, photographs, skins
from helpers.model import Scalp, simulate
from helpers.model import exposures as ex
from helpers.pictures.close_view import close_view, colours
from helpers.readout.close_view import LOOKS, Signs, close_up, thickness

CASES = load_cases()
SIGNS = tuple(asdict(Signs()))
KINDS = [name for name in LOOKS if name != "resting"]  # a resting hair is a long hair
APART = 9  # CIE 1976 difference; about four times what an eye can just see
CHANGED = 12  # of 255


@pytest.fixture(scope="module")
def page():
    with blank_page() as page:
        prepare(page)
        yield page


def drawn(page, view, far=False):
    return page.evaluate("([t, far]) => drawn(t, far)", [sent(close_view(view)), far])


def key_counts(found):
    named = {}
    for drawn_as, text in found["key"]:
        if drawn_as.isdigit():
            named[LOOKS[int(drawn_as)]] = int(re.search(r": ([\d,]+)$", text)[1].replace(",", ""))
    return named


def changed(page, one, other):
    return page.evaluate("changed", [one["picture"], other["picture"], CHANGED])


@pytest.fixture(scope="module")
def plain():
    return close_up(simulate(Scalp(), days=60, follicles=1500, seed=2), 30)


def entered(page, view, start, end, mode=""):
    found = page.evaluate("entered", [sent(close_view(view)), start, end, mode])
    assert found["key"], "the key takes its place before anything is painted"
    return [found[when] for when in ("off", "early", "placed", "hidden", "again")], found


def test_it_is_painted_once_when_it_has_its_place(page, plain):
    times, found = entered(page, plain, 500, 300)
    assert times == [0, 0, 1, 1, 2], "what changed out of sight is painted when it is seen"
    assert (found["width"], found["high"]) == (300, 300)


def test_it_is_painted_at_the_width_that_a_canvas_has_by_itself(page, plain):
    own = round(300 / page.evaluate("devicePixelRatio"))
    assert entered(page, plain, own, own)[0] == [0, 0, 1, 1, 2]


def test_on_the_screen_of_a_class_it_waits_for_nobody(page, plain):
    assert entered(page, plain, 500, 300, "on")[0] == [0, 1, 1, 1, 2]


@pytest.mark.parametrize("far", [False, True], ids=["close", "whole"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_painted_is_what_the_model_counts(page, name, far):
    view = case_close(CASES[name])
    counts = view.counts(whole_patch=far)
    counts["long"] += counts.pop("resting")
    shown = key_counts(drawn(page, view, far))
    assert shown == {kind: counts[kind] for kind in shown}
    assert not any(counts[kind] for kind in set(counts) - set(shown))


def test_every_kind_of_follicle_looks_like_nothing_else(page, plain):
    pictures = {}
    for kind in KINDS:
        look = np.full_like(plain.look, LOOKS.index(kind))
        view = replace(plain, look=look, length_mm=np.full(len(look), 3.0))
        pictures[kind] = drawn(page, view)
        key = dict(pictures[kind]["key"])
        assert str(LOOKS.index(kind)) in key, kind
    for one, other in combinations(KINDS, 2):
        assert changed(page, pictures[one], pictures[other]) > 0.01, (one, other)


@pytest.mark.parametrize("skin", ["light", "medium", "deep"])
def test_every_sign_that_is_painted_is_in_the_key_and_no_other(page, plain, skin):
    plain = replace(plain, skin=skins()[skin])
    without = drawn(page, plain)
    for sign in SIGNS:
        found = drawn(page, replace(plain, signs=Signs(**{sign: 0.9})))
        assert sign in dict(found["key"]), sign
        assert sign not in dict(without["key"]), sign
        assert changed(page, found, without) > 0.001, sign
        assert len(set(found["samples"])) == len(found["samples"]), sign
    uneven = replace(plain, width_mm=thickness(len(plain.look), uneven=True))
    assert "uneven" in dict(drawn(page, uneven)["key"])
    assert "uneven" not in dict(without["key"])
    assert ("net" in dict(without["key"])) == bool(colours(plain.skin)["net_strength"])


def test_two_scalps_differ_where_their_counts_differ_and_nowhere_else(page):
    spec = find_lesson("skin_and_breakage")
    controls = (*spec.explore.controls(), *spec.explore.more())
    base = {control.key: control.default for control in controls}
    before, after = (
        spec.explore.run(**(base | dict(settings))).close
        for settings in (spec.contrast.before, spec.contrast.after)
    )
    assert before.counts(whole_patch=False) != after.counts(whole_patch=False)
    assert changed(page, drawn(page, before), drawn(page, after)) > 0.02
    assert changed(page, drawn(page, before, far=True), drawn(page, after, far=True)) > 0.02
    assert changed(page, drawn(page, before), drawn(page, before)) == 0


def test_the_bulb_and_the_bulge_stand_beside_each_other(page):
    spec = find_lesson("inflammation_and_scarring")
    controls = (*spec.explore.controls(), *spec.explore.more())
    base = {control.key: control.default for control in controls} | {"look_months": 30}
    bulb, bulge = (
        spec.explore.run(**(base | dict(settings))).close
        for settings in (spec.contrast.before, spec.contrast.after)
    )
    assert bulb.counts()["lost"] == 0 < bulge.counts()["lost"]
    assert changed(page, drawn(page, bulb), drawn(page, bulge)) > 0.1


def test_each_patient_is_told_from_a_normal_scalp(page):
    for name, case in CASES.items():
        if case_close(case).counts() == normal_close(case).counts():
            continue
        own, normal = drawn(page, case_close(case)), drawn(page, normal_close(case))
        assert changed(page, own, normal) > 0.01, name


def lab(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


@pytest.mark.parametrize("skin", skins().values(), ids=lambda skin: skin.id)
def test_every_sign_stands_out_from_every_skin(skin):
    paint = colours(skin)
    ground = lab(paint["skin"])
    for sign in ("inflamed", "scar", "vessel", "hair", "opening", "pigment"):
        assert math.dist(ground, lab(paint[sign])) >= APART, sign
    for sign in ("inflamed", "vessel", "pigment"):
        assert lab(paint[sign])[0] < ground[0], f"{sign} is darker than the skin"
    assert lab(paint["scar"])[0] > ground[0] + 8
    if paint["pores"]:
        assert math.dist(ground, lab(paint["pores"])) >= APART
    assert math.dist(lab(paint["vessel"]), lab(paint["inflamed"])) >= APART


def test_skins_go_from_light_to_dark_along_the_scale_and_none_is_black_or_mustard():
    rows = sorted(skins().values(), key=lambda skin: skin.monk)
    light = [lab(row.lens)[0] for row in rows]
    assert all(one > other for one, other in pairwise(light[1:]))
    assert min(light) > 28
    for row in rows:
        _, red, yellow = lab(row.lens)
        assert yellow / red < 2.6, f"{row.id} is mustard"


def test_every_sign_has_photographs_and_every_row_shows_something_drawn(page):
    drawable = {*KINDS, *SIGNS, "normal", "net", "uneven"} - {"long", "ulcer"}
    shown = {sign for row in photographs().values() for sign in row.signs}
    assert shown <= drawable
    assert drawable - shown == set()
    assert len({row.address for row in photographs().values()}) == len(photographs())
    scarred = case_close(CASES["white_patches"])
    links = drawn(page, scarred)["links"]
    rows = [row for row in photographs().values() if row.address in links]
    assert links and any("lost" in row.signs for row in rows)
    assert any("dark" in row.tones for row in rows)


def test_short_hairs_keep_the_curl_of_the_others(page):
    # A short hair of a coily scalp is not a straight one: the pictures of both differ.
    course = simulate(Scalp(), [ex.breakage(5, 80, 0.01)], days=90, follicles=1500, seed=3)
    view = close_up(course, 80)
    short = replace(view, look=np.where(view.look == LOOKS.index("broken"), view.look, 4))
    looks = [
        drawn(page, replace(short, skin=short.skin.model_copy(update={"curl": curl})))
        for curl in ("straight", "coily")
    ]
    assert changed(page, *looks) > 0.01
