"""A lesson is found by whatever people type for it, and what is not found is answered."""

import pytest

from helpers.course import UnknownLesson, find_lesson, lesson


@pytest.mark.parametrize(
    "typed", [5, "5", "05", " steroids ", "05_steroids", "05_steroids.ipynb", "04_steroids"]
)
def test_by_number_name_or_file(typed):
    assert find_lesson(typed).key == "steroids"


def test_the_clinic_and_the_review_have_numbers_too():
    assert find_lesson(12).key == "clinic"
    assert lesson("13") is lesson("review") is lesson("13_review.ipynb")


@pytest.mark.parametrize("typed", [None, 99, "", "²", "steriods", "reveiw", 2.5])
def test_what_is_not_there_is_answered_with_what_is(typed):
    with pytest.raises(UnknownLesson) as told:
        lesson(typed)
    said = str(told.value)
    assert said.startswith(f"There is no lesson {typed!r}.")
    assert said.endswith("11 many_causes, 12 clinic, 13 review.")
    meant = {"steriods": "'steroids'", "reveiw": "'review'"}.get(typed)
    assert ("Did you mean" in said) is (meant is not None) and (meant or "") in said
