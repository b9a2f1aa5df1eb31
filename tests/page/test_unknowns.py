"""Under the fold of each lesson: sentence, bar and table say the same."""

import re
from html import unescape

import pytest

from helpers.course import find_lesson, lesson_keys, new_page
from helpers.evidence.sensitivity import spreads_of
from helpers.page.unknowns import bar, percent, sentence, table, which_unknown

SHOWN = [spread for key in lesson_keys() for spread in spreads_of(key)]


@pytest.mark.parametrize("spread", SHOWN, ids=lambda row: f"{row.lesson}-{row.outcome}")
def test_sentence_bar_and_table_agree(spread):
    cells = re.findall(r'scope="row">(.*?)</th><td>(-?\d+) ± (\d+)</td>', table(spread))
    assert len(cells) == len(spread.indices)
    name, share, half = cells[0]
    said = sentence(spread)
    assert unescape(name) in said
    if len(spread.indices) > 1:
        assert f"of this spread, {share}% (± {half}), comes from" in said
    assert int(share) == percent(spread.first.first)
    drawn = dict(re.findall(r"<title>(.*?): (\d+)%</title>", bar(spread)))
    for group, size, _ in cells:
        assert drawn.get(group, "0") == size or int(size) == 0
    widths = [
        float(width) for width in re.findall(r'width="([\d.]+)%" height="18" fill', bar(spread))
    ]
    assert sum(widths) == pytest.approx(100, abs=0.5)
    if sum(map(int, drawn.values())) > 100:
        assert sum(index.first_interval for index in spread.indices) > 0.1


@pytest.mark.parametrize("key", lesson_keys())
def test_each_lesson_shows_it_folded_after_the_explanation(key):
    page = new_page(key)
    texts = [getattr(part, "value", "") for part in page._deeper()]
    assert (which_unknown(key) in texts) == bool(spreads_of(key))
    assert bool(spreads_of(key)) == (find_lesson(key).key != "start_here")


def test_a_new_lesson_shows_nothing():
    assert which_unknown("nonsense") == ""
