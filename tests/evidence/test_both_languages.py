"""Both languages say the same numbers of the same things, in the same form."""

import re

from helpers.evidence import phrases

VALUE = re.compile(r"\{(\w+)((?::[^}]*)?)\}")


def values(text):
    return VALUE.findall(text)


def test_the_values_of_a_sentence_come_in_the_same_order_and_form():
    wrong = []
    for name, row in phrases().items():
        one, other = values(row.en), values(row.de)
        if one != other:
            wrong.append(f"{name}: {one} but {other}")
    assert wrong == []
