"""Every miss stands on the page, before the hits."""

from html import unescape

import pytest

from helpers.course import got_wrong, unknowns
from helpers.evidence import ledger
from helpers.instructor.against_observations import MISSES, check_all
from helpers.instructor.wrong import results


def text(stage) -> str:
    def parts(widget):
        yield getattr(widget, "value", "") if isinstance(getattr(widget, "value", ""), str) else ""
        for child in getattr(widget, "children", ()):
            yield from parts(child)

    return unescape("".join(parts(stage)))


@pytest.fixture(scope="module")
def page():
    return text(got_wrong())


def test_every_miss_and_every_hit_is_on_the_page_misses_first(page):
    for row in ledger():
        assert row.quantity in page
        for found in row.result:
            assert found.note in page and found.miss in page
    rows = check_all().set_index("id")
    for name, reason in MISSES.items():
        assert str(rows.loc[name, "meaning"]) in page and reason in page
    last_miss = max(page.index(row.quantity) for row, _ in results(False))
    first_hit = min(page.index(row.quantity) for row, _ in results(True))
    assert last_miss < first_hit


def test_a_miss_lies_outside_its_band_and_a_hit_inside():
    assert results(False) and results(True)
    for row, found in results(False):
        assert not row.low <= found.found <= row.high
    for row, found in results(True):
        assert row.low <= found.found <= row.high


def test_the_page_of_unknowns_opens():
    assert "%" in text(unknowns()) and "<svg" in text(unknowns())
