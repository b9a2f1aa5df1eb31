"""Both languages say the same numbers of the same things, in the same form."""

import re

from helpers.evidence import phrases

VALUE = re.compile(r"\{(\w+)((?::[^}]*)?)\}")
# German word order moves one of these values; each row has been read against its English.
MOVED = {"said_zinc_all", "said_zinc_counted"}


def values(text):
    return VALUE.findall(text)


def test_the_values_of_a_sentence_come_in_the_same_order_and_form():
    wrong = []
    for name, row in phrases().items():
        one, other = values(row.en), values(row.de)
        same = sorted(one) == sorted(other) if name in MOVED else one == other
        if not same:
            wrong.append(f"{name}: {one} but {other}")
    assert wrong == []


def test_what_may_differ_does():
    for name in MOVED:
        row = phrases()[name]
        assert values(row.en) != values(row.de), f"{name} needs no exception"
