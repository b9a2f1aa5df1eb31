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
