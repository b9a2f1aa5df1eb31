"""Every number that we worked out ourselves is worked out again from today's parameters."""

import math
import re
from statistics import NormalDist

import pytest

from helpers.evidence import Kind, evidence
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_YEAR

VALUE = evidence().value
GROWS, CATAGEN, RESTS = VALUE("anagen_mean"), VALUE("catagen_mean"), VALUE("telogen_mean")
EMPTY = VALUE("kenogen_share") * VALUE("kenogen_mean")
FOLLICLES = VALUE("follicles")
CYCLE = GROWS + CATAGEN + RESTS + EMPTY
Z = NormalDist().inv_cdf(0.975)


def resting(grows, rests=RESTS, empty=EMPTY):
    """Return the share in telogen in percent."""
    return 100 * rests / (grows + CATAGEN + rests + empty)


def wilson(count, people):
    """Return the ends of the 95 percent interval of a share."""
    share, z2 = count / people, Z**2
    middle = (share + z2 / 2 / people) / (1 + z2 / people)
    half = Z / (1 + z2 / people) * math.sqrt(share * (1 - share) / people + z2 / 4 / people**2)
    return middle - half, middle + half


def after_negative(share, ratio):
    """Return in percent what a likelihood ratio makes of a share."""
    odds = share / (1 - share) * ratio
    return 100 * odds / (1 + odds)


SAMPLING = 100 * math.sqrt(GROWS / CYCLE * (1 - GROWS / CYCLE) / 100)
SENTENCES = {  # row, column: the words around each number, and the number
    ("claims", "small_samples_vary", "claim"): [
        ("by about {} percentage points", SAMPLING),
        ("differ by about {}.", SAMPLING * math.sqrt(2)),
    ],
    ("claims", "shares_inconsistent_article", "counter"): [
        ("about {} percent telogen", resting(3 * DAYS_A_YEAR, 28, 0)),
    ],
    ("claims", "te_crash_diet_share", "claim"): [
        ("about {} to", 100 * (25 - 13) / (100 - 13)),
        ("to {} percent of growing", 100 * (50 - 13) / (100 - 13)),
    ],
    ("claims", "te_length_slow", "claim"): [("{} centimetres need two and a half", 2.5 * 12)],
    ("claims", "short_anagen", "claim"): [
        ("about {} percent", resting(1.5 * DAYS_A_YEAR)),
        ("about {} hairs a day", FOLLICLES / (1.5 * DAYS_A_YEAR + CYCLE - GROWS)),
    ],
    ("claims", "short_anagen", "counter"): [("gives about {};", resting(5.5 * DAYS_A_MONTH))],
    ("claims", "longer_rest_not_shedding", "claim"): [("about {} percent", 100 * 90 / CYCLE)],
    ("misconceptions", "m2", "better"): [
        ("cycle of {} days", CYCLE),
        ("must shed about {} a day", FOLLICLES / CYCLE),
    ],
    ("misconceptions", "m7", "better"): [
        ("gives about {} percent;", resting(3 * DAYS_A_YEAR, 28, 0)),
        ("100 days gives about {} percent,", resting(3 * DAYS_A_YEAR, 100, 0)),
        ("6 years of anagen about {} percent", resting(6 * DAYS_A_YEAR, 100, 0)),
    ],
    ("misconceptions", "m34", "better"): [
        ("about {} hairs a day", FOLLICLES / (1.5 * DAYS_A_YEAR + CYCLE - GROWS)),
    ],
    ("parameters", "wash_capture", "chosen"): [("by the {} hairs a day", FOLLICLES / CYCLE)],
    ("parameters", "comb_capture", "chosen"): [("by the {} a day", FOLLICLES / CYCLE)],
    ("parameters", "density_between_people_cv", "chosen"): [
        ("{} to 0.32 of the mean", 54 / 175),
        ("0.31 to {} of the mean", 73 / 226),
    ],
    ("parameters", "dm_lung_mda5", "chosen"): [
        ("interval {} to", 100 * wilson(28, 44)[0]),
        ("49 to {})", 100 * wilson(28, 44)[1]),
    ],
    ("parameters", "iron_absorption_exponent", "chosen"): [
        ("it gives {} mg at 60 mg", 6.7 * 1.5 ** VALUE("iron_absorption_exponent")),
    ],
    ("parameters", "zinc_between_people_sd", "chosen"): [
        ("{} in women of 20 to 29", (100.4 - 52.7) / 2 / 1.6449),
        ("these would be 8.4, {} and", (100.4 - 52.7) / 2 / Z),
    ],
    ("parameters", "skin_half_life", "chosen"): [
        ("{} weeks if", 12 * math.log(2) / math.log(28 / 9.5)),
    ],
}  # fmt: skip
NOT_OURS = {("shares_inconsistent_article", "claim")}  # prints what the article prints

DERIVED = {  # parameters that follow from printed numbers: value, or value, low, high
    "catagen_mean": [(14 + 21) / 2, 14, 21],
    "wash_capture": [27.9 / FOLLICLES * CYCLE],
    "comb_capture": [10.2 / FOLLICLES * CYCLE],
    "pull_variance": [0.75**2],
    "wash_between_people_cv": [12.2 / 27.9],
    "density_between_people_cv": [50 / 161],
    "iron_absorption_exponent": [math.log(18.1 / 6.7) / math.log(240 / 40)],
    "zinc_on_macroglobulin": [2.4 * 6.54, 1.8 * 6.54, 3.0 * 6.54],
    "zinc_published_gap": [97.94 - 84.33],
    "zinc_rise_per_week": [(84.5 - 56.9) / 12],
    "selenium_overdose": [41_749 / 55],
    "selenium_first_harm": [330 / 55],
    "skin_half_life": [84 * math.log(2) / math.log(28 / 9.5), 35, 77],
    "ferritin_lung_factor": [790 / 186],
    "dm_lung_mda5": [100 * 28 / 44],
    "dm_cancer_no_tif1": [after_negative(0.17, 0.25), after_negative(0.17, 0.08)],
}
MEASURED = {
    "pull_mean": [0.44, *(0.44 + sign * Z * 0.75 / math.sqrt(181) for sign in (-1, 1))],
    "selenium_lost_share": [0.72, *wilson(0.72 * 201, 201)],
}
PICKED = {  # derived by choosing inside a printed range; `chosen` says so
    "telogen_mean": "usual round figure inside",
    "illness_release": "0.14 to 0.43",
    "weight_loss_release": "0.14 to 0.43",
    "iron_mg_per_ferritin": "end of the range",
    "zinc_between_people_sd": "Between 21",
    "zinc_inflamed_block": "blocked",
}


def cell(table, row, column):
    return getattr(getattr(evidence(), table)[row], column)


def as_printed(computed, printed):
    """Return the computed number, rounded to as many places as the printed one has."""
    places = len(printed.partition(".")[2])
    return f"{computed:.{places}f}"


@pytest.mark.parametrize(("place", "numbers"), SENTENCES.items(), ids=str)
def test_a_number_in_a_sentence_is_what_the_parameters_give_today(place, numbers):
    text = cell(*place)
    for words, computed in numbers:
        before, after = (re.escape(part) for part in words.split("{}"))
        found = re.search(rf"{before}([\d,]+(?:\.\d+)?){after}", text)
        assert found, f"{place}: no number in {words!r}"
        printed = found[1].replace(",", "")
        if printed.endswith("0") and "about" in words:  # "about 150" is rounded to tens
            computed = round(computed, -1)
        assert as_printed(computed, printed) == printed, words


@pytest.mark.parametrize(("name", "numbers"), (DERIVED | MEASURED).items())
def test_a_derived_parameter_follows_from_the_printed_numbers(name, numbers):
    row = evidence().parameters[name]
    for held, computed in zip((row.value, row.low, row.high), numbers, strict=False):
        assert as_printed(computed, f"{held:g}") == f"{held:g}", name


def test_every_derived_parameter_is_worked_out_or_says_how_it_was_picked():
    derived = {row.id for row in evidence().parameters.values() if row.kind is Kind.DERIVED}
    assert derived == set(DERIVED) | set(PICKED)
    for name, words in PICKED.items():
        assert words in evidence().parameters[name].chosen


def test_every_sentence_of_the_arithmetic_is_worked_out():
    known = {(row, column) for _, row, column in SENTENCES} | NOT_OURS
    lacking = []
    for table, column in (("claims", "claim"), ("misconceptions", "better")):
        for row in getattr(evidence(), table).values():
            computed = "steady_state_arithmetic" in row.sources
            if computed and re.search(r"\d", getattr(row, column)):
                lacking += [(row.id, column)] if (row.id, column) not in known else []
    assert lacking == []
