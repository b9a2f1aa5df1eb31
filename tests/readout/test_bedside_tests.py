"""What the clinic sees: expected, spread, draws, sentences."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.evidence import evidence
from helpers.model import ModelInputError, Scalp, clinical, simulate
from helpers.model import exposures as ex
from helpers.readout.bedside_tests import clinic_tests, examine
from helpers.readout.methods import methods, read_course, read_scalp
from helpers.readout.spread import people, shedding_grade

HEALTHY = simulate(Scalp(), days=2)
ILL = simulate(Scalp(), [clinical.illness(day=0)], days=365)
PEAK = int(ILL.table["shed"].idxmax())
TESTS = list(clinic_tests())


def draws(test, course=HEALTHY, day=0, number=100):
    return np.array([examine(course, day, test, seed=seed).value for seed in range(number)])


@pytest.mark.parametrize("test", TESTS)
def test_draws_lie_around_the_expected_value_and_within_the_range(test):
    found = examine(ILL, PEAK, test)
    values = draws(test, ILL, PEAK)
    assert found.low <= found.expected <= found.high
    assert found.value == found.expected
    assert np.mean((values >= found.low) & (values <= found.high)) >= 0.88
    if test != "grade":
        error = values.std() / len(values) ** 0.5
        assert values.mean() == pytest.approx(found.expected, abs=4 * error + 1e-9)


@pytest.mark.parametrize("test", TESTS)
def test_the_same_seed_gives_the_same_patient(test):
    assert examine(ILL, PEAK, test, seed=11) == examine(ILL, PEAK, test, seed=11)
    if test != "thinning":
        assert len(set(draws(test, ILL, PEAK, 20))) > 1


@pytest.mark.parametrize("test", TESTS)
def test_a_healthy_scalp_is_usual(test):
    assert not examine(HEALTHY, 0, test).unusual


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("seed", [None, 4])
def test_the_sentence_says_value_day_and_normal(test, seed):
    found = examine(ILL, PEAK, test, seed=seed)
    assert found.test.say(found.value) in found.sentence
    assert f"day {PEAK}" in found.sentence
    assert "Published normal: " in found.sentence
    assert found.sentence.endswith(".")
    assert "1 hairs" not in found.sentence.split(" ")


def test_the_published_normals_come_out():
    rows = evidence().observations
    for test, row in (("wash", "wash_count"), ("comb", "comb_count"), ("pull", "pull_mean_normal")):
        assert rows[row].low <= examine(HEALTHY, 0, test).expected <= rows[row].high
    assert examine(HEALTHY, 0, "density").expected == pytest.approx(223, abs=0.5)
    assert examine(HEALTHY, 0, "grade").expected == 3
    assert examine(HEALTHY, 0, "thinning").expected == pytest.approx(0, abs=1e-6)
    for method in methods():
        box = read_scalp(Scalp(), method)
        assert examine(HEALTHY, 0, method).expected == pytest.approx(100 * box.shares[box.resting])


def frozen(law):
    """Return a law with its numbers as SciPy holds them, which tells all of it."""
    return law.law(*law.numbers)


def test_the_published_spreads_come_out():
    value, normal = evidence().value, Scalp().shed_per_day
    wash = frozen(people(27.9, 27.9, value("wash_between_people_cv")))
    assert wash.std() / wash.mean() == pytest.approx(value("wash_between_people_cv"))
    mean = value("pull_mean")
    pull = frozen(people(mean, mean, value("pull_variance") ** 0.5 / mean))
    assert pull.var() == pytest.approx(value("pull_variance"))
    photo = clinic_tests()["phototrichogram"].chance(HEALTHY, 0)
    spread = photo.report(frozen(photo.count).std())
    assert spread == pytest.approx(value("phototrichogram_between_people_sd"))
    assert people(0, normal, 0.4).mean() == 0
    assert frozen(people(5, 5, 0.1)).var() == pytest.approx(5)  # never less than chance alone


def test_an_illness_shows_in_the_tests_that_see_it():
    for test in ("wash", "comb", "pull", "grade", "trichogram", "phototrichogram", "biopsy"):
        assert examine(ILL, PEAK, test).expected > 1.5 * examine(HEALTHY, 0, test).expected
    assert examine(ILL, PEAK, "wash").unusual
    assert examine(ILL, PEAK, "grade").unusual
    # A pull test misses many: that is what the published mean and the wave together say.
    assert not examine(ILL, PEAK, "pull").unusual
    assert examine(ILL, PEAK, "density").expected == pytest.approx(223, rel=0.02)
    assert not examine(ILL, PEAK, "thinning").unusual


def test_roots_change_before_hairs_fall():
    assert examine(ILL, 45, "trichogram").expected > 2 * examine(HEALTHY, 0, "trichogram").expected
    assert examine(ILL, 45, "wash").expected < 1.3 * examine(HEALTHY, 0, "wash").expected


def test_broken_hairs_are_found_in_the_wash_but_not_pulled_out():
    broken = simulate(Scalp(), [ex.breakage(0, 100, 0.005)], days=50)
    assert examine(broken, 20, "wash").expected > 3 * examine(HEALTHY, 0, "wash").expected
    assert examine(broken, 20, "pull").expected == pytest.approx(0.44, rel=0.01)


def test_hairs_lost_at_the_root_are_not_plucked_or_photographed():
    lost = simulate(Scalp(), [ex.shaft_fracture(0, 0.9, 2)], days=10)
    assert read_course(lost, 5, "biopsy").shares["anagen"] > 0.9
    assert read_course(lost, 5, "phototrichogram").shares["growing"] < 0.6
    assert examine(lost, 5, "density").unusual


def test_a_sampled_scalp_can_be_examined():
    course = simulate(Scalp(), [clinical.illness(day=0)], days=150, follicles=20_000, seed=2)
    for test in ("pull", "trichogram", "phototrichogram", "biopsy", "density"):
        assert examine(course, PEAK, test).expected == pytest.approx(
            examine(ILL, PEAK, test).expected, rel=0.4
        )


def test_grades_rise_with_the_hairs():
    grades = [shedding_grade(hairs) for hairs in range(0, 1000, 5)]
    assert grades == sorted(grades)
    assert {1, 2, 3, 4, 5, 6} == set(grades)
    assert shedding_grade(150) <= evidence().value("shedding_grade_normal") < shedding_grade(151)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((0, "hair count"), "not a test; choose one of"),
        ((365, "wash"), "Day 365"),
        ((-1, "wash"), "Day -1"),
        ((0.5, "wash"), "whole number"),
        ((0, "wash", -1), "Seed"),
        ((0, "wash", "x"), "Seed"),
    ],
)
def test_impossible_input_is_refused_in_a_sentence(arguments, words):
    with pytest.raises(ModelInputError, match=words) as refusal:
        examine(ILL, *arguments)
    assert str(refusal.value).endswith(".")


def test_a_bald_scalp_is_refused_in_a_sentence():
    bald = simulate(Scalp(), [ex.destruction(0, 100, 5)], days=50)
    with pytest.raises(ModelInputError, match="no hair is left"):
        examine(bald, 49, "trichogram")
    assert examine(bald, 49, "wash").expected == pytest.approx(0, abs=1e-6)
    with pytest.raises(ModelInputError, match="not a method"):
        read_course(bald, 49, "comb")
