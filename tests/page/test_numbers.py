"""Number boxes take what people type, and what they say is true of the value they show."""

import pytest

from helpers.course import new_page
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.in_notebook.explorer import Explorer


@pytest.fixture
def days():
    return NumberControl("telogen_days", "telogen_mean", 20, 180, 1, "days")


@pytest.mark.parametrize(
    ("typed", "value"), [("90", 90), ("90,4", 90), ("90.6", 91), (" 120 ", 120), ("1e2", 100)]
)
def test_what_is_typed_is_taken_and_rounded_to_the_step(days, typed, value):
    days.type_in(typed)
    assert days.value == value
    assert ("Rounded" in days.message) == (typed in {"90,4", "90.6"})


@pytest.mark.parametrize("typed", ["", "abc", "1,2,3", "nan", "inf", "1.234,5"])
def test_what_is_no_number_changes_nothing_and_says_so(days, typed):
    before = days.value
    days.type_in(typed)
    assert days.value == before
    assert days.message


def test_a_message_goes_when_it_no_longer_holds(days):
    days.type_in("999")
    assert "outside" in days.message
    days.value = 60
    assert days.message == ""


def test_comparing_and_resetting_clear_old_messages():
    spec = new_page("telogen_effluvium").spec
    explorer = Explorer(spec.explore, "x")
    control = next(c for c in explorer.controls.values() if isinstance(c, NumberControl))
    for act in (explorer.reset, lambda: explorer.contrast(spec.contrast.before, {})):
        control.type_in("-5")
        assert control.message
        act()
        assert control.message == ""


def test_half_a_step_goes_up_on_every_slider():
    """12.5 is 13, whether the slider begins at 0 or at 1."""
    for low in (0, 1):
        month = NumberControl("month", "", low, 24, 1, "", default=6)
        month.type_in("12,5")
        assert month.value == 13
    fine = NumberControl("half_life_weeks", "", 5, 11, 0.1, "weeks", default=7)
    fine.type_in("7.25")
    assert fine.value == 7.3


def test_a_number_without_a_unit_leaves_no_gap_in_the_sentence():
    month = NumberControl("month", "", 1, 18, 1, "", default=18)
    for typed in ("0", "", "x"):
        month.type_in(typed)
        assert " )" not in month.message
        assert " ." not in month.message
        assert "  " not in month.message


def test_the_number_that_stands_there_clears_the_message_of_a_refused_one(days):
    for refused in ("999", "x", "90,4"):
        days.type_in(refused)
        assert days.message
        days.type_in(f"{days.value:g}")
        assert days.message == ""
