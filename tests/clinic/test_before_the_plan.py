"""What is seen is described until a diagnosis is committed, and named after it."""

import json
import re

import pytest

from helpers.clinic.close_view import caption_of, case_close
from helpers.evidence import load_cases
from helpers.pictures.close_view import close_view

CASES = list(load_cases().values())
NAMES = re.compile(r"scar|exclamation|lupus|lichen|areata|alopecia|dermatomyositis", re.IGNORECASE)


def words_of(case, named):
    drawn = close_view(case_close(case), caption_of(case), when="", named=named)
    told = ("words", "sign_words", "photographs", "titles", "descriptions", "caption")
    return json.dumps({name: drawn[name] for name in told})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_lens_names_no_disease_before_the_plan(case):
    assert not NAMES.search(words_of(case, named=False))
    assert NAMES.search(words_of(case, named=True))
