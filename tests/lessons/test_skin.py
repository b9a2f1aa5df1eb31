"""Lesson 09 promises no hair, and its surprise comes out of the model."""

import re

import pytest

from helpers.course import find_lesson
from helpers.evidence import evidence, load_text
from helpers.lessons.skin_and_breakage.run import DAYS, START, skin_story
from helpers.lessons.skin_and_breakage.scalp_series import pooled_share, scalp_shares, series_unlike
from helpers.model import Scalp, clinical, simulate
from helpers.readout.spread import pull

SPEC = find_lesson("skin_and_breakage")
EXPLORE = SPEC.explore


def at(**settings):
    base = {c.key: c.default for c in (*EXPLORE.controls(), *EXPLORE.more())}
    return EXPLORE.run(**(base | settings))


SHED, BROKEN = at(**SPEC.contrast.before), at(**SPEC.contrast.after)


def test_the_brush_is_as_full_and_everything_else_differs():
    assert BROKEN.values["found"] == pytest.approx(SHED.values["found"], rel=0.03)
    assert BROKEN.values["found"] > 3 * BROKEN.values["usual"]
    assert BROKEN.values["pull"] == pytest.approx(BROKEN.pull[0])
    assert SHED.values["pull"] > 3 * BROKEN.values["pull"]
    assert BROKEN.values["standing_percent"] == pytest.approx(100)
    assert BROKEN.values["openings"] == SHED.values["openings"] == 10_000
    assert BROKEN.values["blunt"] > 500 > SHED.values["blunt"] == 0
    assert SHED.values["pointed"] > 2 * BROKEN.values["pointed"]


def test_breakage_leaves_the_cycle_alone_and_shortens_the_hair():
    still = skin_story(0, 0, 133)
    assert BROKEN.clubs == pytest.approx(still.clubs)
    assert (BROKEN.length_cm[60:] < still.length_cm[60:] - 0.5).all()


def test_most_pulls_are_normal_even_at_the_top_of_a_wave():
    assert SHED.values["pull_many_percent"] < 50


@pytest.mark.parametrize("released", [0, 10, 25, 45])
@pytest.mark.parametrize("day", [30, 133, 300])
def test_a_pull_is_positive_from_three_hairs_on_as_the_glossary_says(released, day):
    story = at(breaks=0, released_percent=released, day=day)
    course = simulate(Scalp(), [clinical.illness(START, released / 100)], days=DAYS)
    law = pull(course, day).count
    count = law.law(*law.numbers)
    three_or_more = 100 * (1 - sum(count.pmf(number) for number in range(3)))
    assert story.values["pull_many_percent"] == pytest.approx(three_or_more)
    assert "Two hairs or fewer is normal" in evidence().glossary["pull_test"].meaning


def test_redness_and_skin_change_the_picture_and_no_hair():
    red = at(redness_percent=100, skin="deep")
    pale = at(redness_percent=0, skin="light")
    assert red.close.counts() == pale.close.counts()
    assert (red.close.signs.redness, pale.close.signs.redness) == (1, 0)


def test_the_close_view_is_that_of_the_curves():
    # One patch of 10,000 follicles against the course to expect: within chance.
    counts = BROKEN.close.counts()
    hairs = 10_000 - counts["empty"]
    assert hairs == pytest.approx(100 * BROKEN.values["standing_percent"], rel=0.02)


def test_no_series_holds_the_pool_but_one_by_its_own_data():
    pool = pooled_share()
    held = [s.label for s in scalp_shares() if s.low <= pool.percent <= s.high]
    assert held == []
    assert series_unlike().p < 1e-9


def test_no_sentence_promises_hair():
    promise = re.compile(r"\b(regrow\w*|restores? hair|brings? (the )?hair back)\b", re.IGNORECASE)
    doubt = re.compile(r"\b(no|not|nobody|nothing|whether|without)\b", re.IGNORECASE)
    text = " ".join(load_text("skin_and_breakage").values())
    bold = [s for s in re.split(r"(?<=[.;?]) ", text) if promise.search(s) and not doubt.search(s)]
    assert bold == []


def test_every_claim_of_the_lesson_has_its_counter_evidence():
    rows = [row for row in evidence().claims.values() if row.id.startswith("skin_")]
    assert len(rows) >= 20
    assert all(len(row.counter.split()) >= 4 for row in rows)
