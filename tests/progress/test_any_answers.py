"""Whatever was answered before: when it comes back, and what is said of confidence."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpers.page.calibration_sentence import FEW, calibration_sentence
from helpers.progress import Entry, Item, count_sure, due_items

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ITEM = Item("iron", ("a", "a2"))
tries = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(ITEM.versions), st.booleans()))
answers = st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=40)


def entries(rows):
    day = 0
    for wait, version, right in rows:
        day += wait
        at = START + timedelta(days=day)
        yield Entry(at=at, lesson="iron", kind="answer", key=version, value={"right": right})


@given(tries)
def test_a_wrong_answer_sends_an_item_back_to_the_week_whatever_came_before(rows):
    """Also one that rested already: it was asked again, in practice, and missed."""
    past = list(entries([*rows, (1, "a", False)]))
    (due,) = due_items([ITEM], past)
    assert due.at == past[-1].at + timedelta(days=6)


@given(answers)
def test_each_word_of_confidence_is_counted_in_its_own_half(given_answers):
    rows = count_sure(given_answers)
    for level, row in enumerate(rows, 1):
        own = [right for sure, right in given_answers if sure == level]
        assert (row.number, row.right) == (len(own), sum(own))
    said = calibration_sentence(rows)
    halves = [[r for s, r in given_answers if s in pair] for pair in ((3, 4), (1, 2))]
    if len(given_answers) >= FEW and all(halves):
        more, less = ((sum(half), len(half)) for half in halves)
        found = re.search(r"certain: (\d+) of (\d+); when unsure or guessing: (\d+) of (\d+)", said)
        assert tuple(map(int, found.groups())) == (*more, *less)
        surer, unsure = more[0] * less[1], less[0] * more[1]
        assert ("more often right" in said) <= (surer > unsure)
        assert ("less often right" in said) <= (surer < unsure)
