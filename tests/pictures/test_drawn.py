"""Every drawing has a name, words of its own, and a form that any page can show."""

import re
import xml.etree.ElementTree as ET

import pytest

from helpers.course import all_lessons
from helpers.page.in_notebook.drawing import DrawingBox
from helpers.page.spec import Lesson
from helpers.pictures.drawn import PICTURES, asked, named, picture, unique
from helpers.pictures.hair_ends import ENDS
from helpers.pictures.pull_test import STEPS, step

DRAWINGS = [
    pytest.param(drawing, id=f"{spec.key}-{drawing.key}")
    for spec in all_lessons()
    if isinstance(spec, Lesson)
    for drawings in spec.drawings.values()
    for drawing in drawings
]
SECOND_SIGHT = ("anagen", "catagen", "telogen", "exogen", "kenogen", "scar", "club", "exclamation")
"""Words that would give a name away in a question."""


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_one_well_formed_picture_with_words(name):
    one = picture(name)
    root = ET.fromstring(one.svg)
    assert root.get("viewBox")
    assert root.get("role") == "img"
    assert len(one.alt) > 40 and one.caption


@pytest.mark.parametrize("name", PICTURES)
def test_its_words_in_a_question_do_not_name_it(name):
    words = asked(name).alt.lower()
    assert not asked(name).caption
    for given in SECOND_SIGHT:
        assert not re.search(rf"\b{given}", words), given


def test_no_two_pictures_are_the_same_or_said_the_same():
    assert len({PICTURES[name]() for name in PICTURES}) == len(PICTURES)
    assert len({asked(name).alt for name in PICTURES}) == len(PICTURES)


def test_every_hair_end_has_its_own_drawing():
    assert set(ENDS) == {
        "club",
        "anagen_root",
        "tapered_stub",
        "pointed_regrowth",
        "blunt_break",
        "frayed_break",
        "exclamation_mark",
    }


@pytest.mark.parametrize("test", STEPS)
def test_each_test_has_four_steps_and_no_fifth(test):
    assert len({step(test, number) for number in (1, 2, 3, 4)}) == 4
    for number in (0, 5):
        with pytest.raises(ValueError, match="four"):
            step(test, number)


def test_an_unknown_picture_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match="hair_end:club"):
        picture("hair_end:nosuch")


def test_two_drawings_on_a_page_share_no_id():
    svg = "".join(unique(named(picture(name))) for name in PICTURES)
    ids = re.findall(r'id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert "~" not in svg
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_end_of_every_control_draws_and_says_something_else(drawing):
    box = DrawingBox(drawing)
    for control in box.controls.values():
        seen = set()
        for value in dict.fromkeys(control.ends):
            control.value = value
            shown = [re.sub(r"drawn\d+-", "", one["svg"]) for one in box.picture.pictures]
            assert box.picture.said
            assert all("aria-label=" in svg for svg in shown)
            seen.add(str(shown))
        assert len(seen) == len(set(control.ends))
        control.reset()


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_names_come_on_demand(drawing):
    box = DrawingBox(drawing)
    assert box.picture.has_names is drawing.names
    before = str([re.sub(r"drawn\d+-", "", str(one)) for one in box.picture.pictures])
    box.picture.names = True
    after = str([re.sub(r"drawn\d+-", "", str(one)) for one in box.picture.pictures])
    assert (before != after) is drawing.names


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_what_is_printed_and_stored_exists(drawing):
    assert set(drawing.still) <= set(PICTURES)
    assert drawing.title in drawing.said
    for settings in drawing.printed:
        sketch = drawing.draw(names=drawing.names, **settings)
        assert sketch.pictures and sketch.said
        # What it says has its place from the start: a longer sentence moves no control.
        assert len(sketch.said) <= len(drawing.room) or not drawing.controls()


def test_before_the_prediction_the_drawing_shows_the_place_and_no_outcome():
    specs = {spec.key: spec for spec in all_lessons()}
    before = specs["inflammation_and_scarring"].drawings["predict"]
    said = " ".join(
        one.draw(names=True, **settings).said for one in before for settings in one.printed
    )
    assert "bulb" in said and "bulge" in said
    assert not re.search(r"scar|lost|regrow|new|stem", said.lower())
