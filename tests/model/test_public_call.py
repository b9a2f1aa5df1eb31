"""The public call: its names, its table, and what it says to impossible input."""

from __future__ import annotations

import inspect
import math

import numpy as np
import pandas as pd
import pytest

from helpers.model import ModelInputError, Scalp, simulate
from helpers.model import exposures as ex

COLUMNS = [
    "anagen",
    "catagen",
    "telogen",
    "kenogen",
    "scarred",
    "shed",
    "broken",
    "fractured",
    "visible",
    "mean_length_mm",
]
# Builder, its arguments in order, and a call that works.
GENERIC = {
    "anagen_release": {"day": 30, "fraction": 0.2, "over_days": 14},
    "delayed_anagen_release": {"start": 10, "end": 50, "hold": 0.5, "over_days": 14},
    "short_anagen": {"scale": 0.5, "start": 0},
    "telogen_release": {"start": 10, "end": 50, "speed": 2},
    "delayed_telogen_release": {"start": 10, "end": 50, "hold": 0.5, "over_days": 14},
    "blocked_anagen_entry": {"start": 10, "end": 50, "block": 0.5},
    "destruction": {"start": 10, "end": 50, "per_day": 0.01},
    "shaft_fracture": {"day": 30, "fraction": 0.2, "over_days": 14},
    "breakage": {"start": 10, "end": 50, "per_day": 0.01},
    "slowed_growth": {"start": 10, "end": 50, "factor": 0.5},
}
DEFAULTS = {
    "anagen_release": {"over_days": 14},
    "short_anagen": {"start": 0},
    "blocked_anagen_entry": {"over_days": 14},
    "shaft_fracture": {"over_days": 14},
}
TOO_MUCH = {"fraction": 1.01, "hold": 1.01, "block": 1.01, "scale": 1000, "speed": 1e6}
TOO_MUCH |= {"per_day": 1e3, "factor": 100, "over_days": 1e9, "day": 1e9, "start": 1e9}
NO_NUMBERS = (None, "soon", "", [1], {}, math.nan, np.array([1.0, 2.0]), pd.NA, 10**400, 1j)


def refuses(call, name: str) -> None:
    """Assert that a call is refused in a sentence that names what is wrong."""
    with pytest.raises(ModelInputError) as refusal:
        call()
    message = str(refusal.value)
    assert name in message.lower()
    assert message.endswith(".")
    assert len(message.split()) >= 5


@pytest.mark.parametrize("follicles", [None, 200])
@pytest.mark.parametrize("days", [1, 2, 31, 365])
def test_table_has_one_row_a_day_and_the_agreed_columns(days, follicles):
    course = simulate(Scalp(), [ex.anagen_release(0, 0.2)], days, follicles)
    assert list(course.table.columns) == COLUMNS
    assert len(course.table) == days
    assert course.table.index.equals(pd.RangeIndex(days))
    assert course.table.index.name == "day"
    assert (course.table.dtypes == "float64").all()
    assert (course.intervals is None) == (follicles is None)


def test_simulate_takes_what_the_lessons_pass():
    signature = inspect.signature(simulate)
    assert list(signature.parameters) == [
        "scalp",
        "exposures",
        "days",
        "follicles",
        "seed",
        "paired",
    ]
    defaults = {name: p.default for name, p in signature.parameters.items() if name != "scalp"}
    assert defaults == {"exposures": (), "days": 730, "follicles": None, "seed": 0, "paired": False}


@pytest.mark.parametrize("name", GENERIC)
def test_generic_exposures_take_the_agreed_arguments(name):
    builder, arguments = getattr(ex, name), GENERIC[name]
    parameters = inspect.signature(builder).parameters
    assert list(parameters)[: len(arguments)] == list(arguments)
    defaults = {n: p.default for n, p in parameters.items() if p.default is not p.empty}
    assert defaults == DEFAULTS.get(name, {})
    assert builder(*arguments.values()) == builder(**arguments)
    assert isinstance(builder(**arguments), ex.Exposure)


def test_each_exposure_changes_something():
    still = simulate(Scalp(), [], 120).table
    for name, arguments in GENERIC.items():
        moved = simulate(Scalp(), [getattr(ex, name)(**arguments)], 120).table
        assert not np.allclose(still, moved), name


def test_a_generator_and_a_list_of_exposures_are_the_same():
    pulses = [ex.anagen_release(day, 0.1) for day in (10, 40)]
    one, two = simulate(Scalp(), pulses, 90), simulate(Scalp(), (p for p in pulses), 90)
    pd.testing.assert_frame_equal(one.table, two.table)


@pytest.mark.parametrize(
    ("name", "argument"), [(name, argument) for name, args in GENERIC.items() for argument in args]
)
def test_exposures_refuse_what_cannot_be(name, argument):
    builder, good = getattr(ex, name), GENERIC[name]
    spoken = argument.replace("_days", "").replace("per_day", name).replace("factor", "growth")
    bad = [*NO_NUMBERS, -1, -math.inf]
    if argument != "end":  # an exposure may last for good
        bad += [math.inf, TOO_MUCH[argument]]
    for value in bad:
        refuses(lambda value=value: builder(**good | {argument: value}), spoken)


@pytest.mark.parametrize("name", [name for name, args in GENERIC.items() if "end" in args])
def test_an_end_comes_after_its_start(name):
    builder, good = getattr(ex, name), GENERIC[name]
    for end in (10, 9.9, 0):
        refuses(lambda end=end: builder(**good | {"end": end}), "end")
    assert simulate(Scalp(), [builder(**good | {"end": math.inf})], 60).table.notna().all(axis=None)


@pytest.mark.parametrize("value", [*NO_NUMBERS, 0, -5, 1.5, 1e9, math.inf])
def test_simulate_refuses_impossible_days(value):
    refuses(lambda: simulate(Scalp(), [], days=value), "days")


@pytest.mark.parametrize("value", [*NO_NUMBERS[1:], 0, -5, 1.5, 1e9, math.inf])
def test_simulate_refuses_impossible_numbers_of_follicles(value):
    refuses(lambda: simulate(Scalp(), [], 30, follicles=value), "follicles")


@pytest.mark.parametrize("value", [*NO_NUMBERS, -1, 0.5, math.inf, 1e30])
def test_simulate_refuses_impossible_seeds(value):
    refuses(lambda: simulate(Scalp(), [], 30, follicles=10, seed=value), "seed")


@pytest.mark.parametrize("value", [None, 3, "steroids", ex.anagen_release(30, 0.2), [None], ["x"]])
def test_simulate_refuses_what_is_no_exposure(value):
    refuses(lambda: simulate(Scalp(), value, 30), "exposure")


@pytest.mark.parametrize("value", [None, 3, "scalp", Scalp])
def test_simulate_refuses_what_is_no_scalp(value):
    refuses(lambda: simulate(value, [], 30), "scalp")


@pytest.mark.parametrize("name", list(inspect.signature(Scalp).parameters))
def test_a_scalp_refuses_what_cannot_be(name):
    for value in (*NO_NUMBERS, -1, math.inf, -math.inf, 1e9):
        refuses(lambda value=value: Scalp(**{name: value}), name.replace("_", " "))


@pytest.mark.parametrize("value", [*NO_NUMBERS, -0.1, 1.1])
def test_a_band_refuses_impossible_levels(value):
    course = simulate(Scalp(), [], 10)
    refuses(lambda: course.band("shed", value), "level")


@pytest.mark.parametrize("column", ["mean_length_mm", "hair", None, 3])
def test_a_band_needs_a_column_that_counts(column):
    course = simulate(Scalp(), [], 10)
    refuses(lambda: course.band(column), "column")


def test_messages_write_numbers_the_way_a_reader_does():
    refuses(lambda: simulate(Scalp(), [], 30, follicles=1e9), "follicles 1,000,000,000 is outside")
    refuses(lambda: simulate(Scalp(), [], 30, follicles=1e9), "(1 to 2,000,000)")
