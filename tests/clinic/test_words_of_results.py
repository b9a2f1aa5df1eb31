"""A result gives value, unit and reference range; what it means is said after the plan.

Each word of a reading is held against numbers on both sides of its limit.
"""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.clinic import scalp
from helpers.clinic.blood import blood_tests
from helpers.clinic.casebook import open_case
from helpers.clinic.check import check_case
from helpers.clinic.handout import handout
from helpers.evidence import catalogue, data_folder, evidence, load_cases
from helpers.model.iron import measured_ferritin, transferrin_saturation

CASES = load_cases()
CASE = CASES["three_clocks"]
VALUE = evidence().value
SAME_EACH_TIME = settings(max_examples=300, deadline=None, derandomize=True, database=None)
WITHIN = {  # test -> (field of the laboratory, row of its normal range, words of the sentence)
    "creatine_kinase": ("creatine_kinase", "lab_creatine_kinase"),
    "thyroid": ("tsh", "lab_tsh"),
    "vitamin_d": ("vitamin_d", "lab_vitamin_d"),
    "selenium": ("selenium", "lab_selenium"),
    "albumin": ("albumin", "albumin_normal"),
    "liver": ("alt", "lab_alt"),
    "creatinine": ("creatinine", "lab_creatinine_women"),
    "potassium": ("potassium", "lab_potassium"),
    "phosphate": ("phosphate", "lab_phosphate"),
}
VERDICT = re.compile(
    r"\b(low|raised|high|normal|abnormal|unusual|elevated|increased|decreased|deficien\w*"
    r"|above|below|cannot be read|more than)\b",
    re.IGNORECASE,
)
LIMITS = r"\(published normal up to \d+%, called abnormal above \d+%\)"
COUNT = {  # the blood count has four parts
    "Haemoglobin": ("haemoglobin", "lab_haemoglobin_women"),
    "White cells": ("white_cells", "lab_white_cells"),
    "Neutrophils": ("neutrophils", "lab_neutrophils"),
    "Platelets": ("platelets", "lab_platelets"),
}


def with_lab(sex="woman", **lab):
    person = CASE.person.model_copy(update={"sex": sex})
    quiet = {"activity": "quiet", "crp": None, "agp_raised": False, "lung_alarm": False}
    blood = dict.fromkeys(field for field, _ in (*WITHIN.values(), *COUNT.values()))
    new = CASE.lab.model_copy(update=quiet | blood | lab)
    return CASE.model_copy(update={"lab": new, "person": person})


def word(value, low, high):
    return "low" if value < low else "raised" if value > high else "normal"


def around(row):
    """Numbers on both sides of both ends of a range, and the ends."""
    low, high = row.low, row.high
    return [0.9 * low, low, (low + high) / 2, high, 1.1 * high]


@pytest.mark.parametrize("test", WITHIN)
def test_low_and_raised_are_said_on_their_own_side(test):
    field, name = WITHIN[test]
    row = evidence().parameters[name]
    said = []
    for value in around(row):
        text, unusual, numbers, reading = blood_tests()[test](with_lab(**{field: value}))
        meant = word(value, row.low, row.high)
        assert f"(reference {row.low:g} to {row.high:g})" in text
        assert reading == meant
        assert f" {value:,.4g} {row.unit}" in text
        assert (unusual, numbers) == (meant != "normal", {field: value})
        said.append(meant)
    assert said == ["low", "normal", "normal", "normal", "raised"]
    assert blood_tests()[test](with_lab())[1] is False


@pytest.mark.parametrize("part", COUNT)
@pytest.mark.parametrize("sex", ["woman", "man"])
def test_each_part_of_the_blood_count_is_read_in_its_own_range(part, sex):
    field, name = COUNT[part]
    row = evidence().parameters[name.replace("women", "women" if sex == "woman" else "men")]
    for value in around(row):
        found = blood_tests()["blood_count"](with_lab(sex, **{field: value}))
        text, unusual, numbers, reading = found
        meant = word(value, row.low, row.high)
        (sentence,) = [s for s in text.split(". ") if s.startswith(part)]
        assert f"(reference {row.low:g} to {row.high:g})" in sentence
        assert reading == (f"{part.lower()} {meant}" if unusual else "normal")
        assert unusual is (meant != "normal")
        assert numbers[field] == value


@SAME_EACH_TIME
@given(st.floats(1, 100))
def test_crp_is_raised_above_its_limit_only(crp):
    text, unusual, numbers, reading = blood_tests()["crp"](with_lab(crp=crp))
    assert f"up to {VALUE('crp_raised'):g}" in text
    assert (reading == "raised") is unusual is (crp > VALUE("crp_raised"))
    assert numbers == {"crp": crp}


def test_the_limit_of_crp_itself_is_not_raised():
    limit = VALUE("crp_raised")
    assert not blood_tests()["crp"](with_lab(crp=limit))[1]
    assert blood_tests()["crp"](with_lab(crp=limit + 0.1))[1]


ANAEMIC = {"haemoglobin": evidence().parameters["lab_haemoglobin_women"].low - 1}


@given(
    stores=st.integers(1, 900),
    crp=st.sampled_from([VALUE("crp_quiet"), VALUE("crp_inflamed")]),
    agp=st.booleans(),
    anaemic=st.booleans(),
)
@SAME_EACH_TIME
def test_ferritin_is_called_what_the_limits_of_its_state_make_of_it(stores, crp, agp, anaemic):
    case = with_lab(iron_stores=stores, crp=crp, agp_raised=agp, **(ANAEMIC if anaemic else {}))
    raised = crp > VALUE("crp_raised")
    state = {(0, 0): "none", (1, 0): "crp", (1, 1): "both", (0, 1): "agp"}[raised, agp]
    printed = round(measured_ferritin(stores, state))
    text, unusual, numbers, said = blood_tests()["ferritin"](case)
    assert numbers == {"ferritin": printed} and "(reference 15 to 150)" in text
    assert ("below the limit for healthy adults" in said) is (printed < 15)
    assert ("for a person who is inflamed" in said) is (state != "none" and 15 <= printed < 70)
    assert ("with anaemia" in said) is (anaemic and state == "none" and 15 <= printed < 45)
    assert ("and anaemic" in said) is (anaemic and state != "none" and 15 <= printed < 45)
    assert ("far above normal" in said) is (printed > 500)
    assert ("says little" in said) is (state != "none" and 70 <= printed <= 500)
    if state == "none" and not unusual:
        assert said == ("raised" if printed > 150 else "normal")
    tsat = transferrin_saturation(stores, state)
    text, unusual, numbers, said = blood_tests()["saturation"](case)
    assert (said == "low") is unusual is (tsat < 20)
    assert numbers == {"tsat": round(tsat)}


def test_ferritin_at_its_limits():
    ferritin = blood_tests()["ferritin"]
    assert ferritin(with_lab(iron_stores=14))[1] and not ferritin(with_lab(iron_stores=15))[1]
    assert not ferritin(with_lab(iron_stores=500))[1] and ferritin(with_lab(iron_stores=501))[1]
    assert ferritin(with_lab(iron_stores=44, **ANAEMIC))[1]
    assert not ferritin(with_lab(iron_stores=45, **ANAEMIC))[1]
    quiet = ferritin(with_lab(iron_stores=300))[2]["ferritin"]
    alarm = ferritin(with_lab(iron_stores=300, lung_alarm=True))[2]["ferritin"]
    assert alarm == round(quiet * VALUE("ferritin_lung_factor")) > quiet


LIMIT = re.compile(r"limit (\d+)")


@pytest.mark.parametrize("anaemic", [False, True])
@pytest.mark.parametrize("crp", ["crp_quiet", "crp_inflamed"])
def test_the_limit_that_is_named_is_the_one_that_decides(anaemic, crp):
    """A number in the reading of a ferritin lies above every value that is called low by it."""
    lab = {"crp": VALUE(crp), **(ANAEMIC if anaemic else {})}
    found = [
        blood_tests()["ferritin"](with_lab(iron_stores=stores, **lab)) for stores in range(5, 120)
    ]
    for limit in {named[1] for one in found if (named := LIMIT.search(one.reading))}:
        called = [one.numbers["ferritin"] for one in found if f"limit {limit}" in one.reading]
        others = [one.numbers["ferritin"] for one in found if not one.unusual]
        assert max(called) < int(limit) <= min(others)
    named = any(LIMIT.search(one.reading) for one in found)
    assert named is (anaemic or crp == "crp_inflamed")


@SAME_EACH_TIME
@given(st.floats(30, 200))
def test_zinc_is_unusual_below_the_limit_of_a_morning_sample(status):
    text, unusual, numbers, said = blood_tests()["zinc"](with_lab(zinc_status=status))
    row = evidence().parameters["lab_zinc"]
    assert unusual is (round(status) < row.low) and said == word(round(status), row.low, row.high)
    assert numbers["zinc"] == round(status) and f"Zinc {status:.0f} µg/dL" in text


def test_zinc_with_a_high_crp_cannot_be_read_and_an_evening_sample_is_lower():
    zinc = blood_tests()["zinc"]
    assert "cannot be read" in zinc(with_lab(crp=200)).reading
    drawn = {t: zinc(with_lab(zinc_status=90, drawn=t)) for t in ("morning", "evening")}
    assert drawn["evening"][2]["zinc"] < drawn["morning"][2]["zinc"] == 90
    assert "drawn in the evening" in drawn["evening"][0]


# -- before the plan nothing is interpreted


@pytest.mark.parametrize("name", load_cases())
def test_no_result_says_what_it_means_before_the_plan(name):
    case = load_cases()[name]
    book = open_case(case)
    for test in (*blood_tests(), *scalp.scalp_tests()):
        result = book.result(test)
        said = result.text
        for sign in case.sign:
            if sign.test == test:  # what somebody sees or writes, in the words of the case
                said = said.replace(sign.text, "")
        assert not VERDICT.search(re.sub(LIMITS, "", said)), (test, said)
        if result.reading:
            assert result.read == f"{result.text} Read as: {result.reading}."
    for offer in catalogue().offers("tests").values():
        assert not VERDICT.search(offer.usual), offer.id
    assert not VERDICT.search(
        re.sub(r"<style>.*</style>", "", handout(case)).replace(case.opening, "")
    )


@pytest.mark.parametrize("name", load_cases())
def test_every_number_of_the_blood_stands_beside_its_range(name):
    book = open_case(load_cases()[name])
    for test in blood_tests():
        result = book.result(test)
        parts = result.text.split(". ") if test == "blood_count" else [result.text]
        assert all("(reference " in part or "(reference:" in part for part in parts), result.text
        seen = [sign for sign in book.case.sign if sign.test == test]  # printed, not computed
        assert len(result.numbers) == len(parts) - len(seen)


# -- the scalp


def fake(monkeypatch, value, unusual, expected=0.0):
    found = SimpleNamespace(value=value, unusual=unusual, expected=expected, healthy_high=2.0)
    monkeypatch.setattr(scalp, "examine", lambda *_: found)
    book = open_case(CASE)
    return book.head, book.patch


@pytest.mark.parametrize(("value", "unusual"), [(1, False), (2, False), (7, True)])
def test_pull_and_wash_are_called_more_than_normal_when_they_are(monkeypatch, value, unusual):
    courses = fake(monkeypatch, value, unusual)
    for test in ("pull", "wash"):
        text, flag, numbers, said = scalp.scalp_tests()[test](CASE, *courses)
        assert (said == "more than normal") is flag is unusual
        assert "in healthy people up to 2" in text
        assert numbers[test] == value
        assert f"{value} hair{'' if value == 1 and test == 'pull' else 's'}" in text


@pytest.mark.parametrize(
    ("sex", "percent", "said", "unusual"),
    [("woman", 13, "normal", False), ("woman", 13.1, "above the published normal", False),
     ("man", 15, "normal", False), ("man", 15.1, "above the published normal", False),
     ("man", 20, "above the published normal", False), ("girl", 20.1, "raised", True)],
)  # fmt: skip
def test_a_trichogram_is_raised_above_twenty_percent(monkeypatch, sex, percent, said, unusual):
    case = with_lab(sex)
    found = scalp.scalp_tests()["trichogram"](case, *fake(monkeypatch, percent, 0))
    assert found.reading.startswith(said) and re.search(LIMITS, found.text)
    assert found.unusual is unusual and found.numbers == {"trichogram": percent}


def test_the_limits_of_a_trichogram_are_those_of_its_reading(monkeypatch):
    for percent in (10, 15, 16, 20, 21):
        found = scalp.scalp_tests()["trichogram"](CASE, *fake(monkeypatch, percent, 0))
        normal, abnormal = map(int, re.findall(r"(?:up to|above) (\d+)%", found.text))
        assert (found.reading == "normal") is (percent <= normal)
        assert (found.reading == "raised") is found.unusual is (percent > abnormal)


@pytest.mark.parametrize(("percent", "raised"), [(6, False), (15, False), (15.1, True)])
def test_a_biopsy_is_raised_above_fifteen_percent(monkeypatch, percent, raised):
    courses = fake(monkeypatch, 0, False, percent)
    found = scalp.scalp_tests()["biopsy"](CASE, *courses)
    assert (found.reading == "more telogen than in healthy people") is raised
    assert "in healthy people)" in found.text


@pytest.mark.parametrize(
    ("percent", "unusual", "said"),
    [(4.9, False, "too little"), (5, False, "the person notices"), (45, True, "thinning shows")],
)
def test_a_ponytail_shows_what_is_missing(monkeypatch, percent, unusual, said):
    even = CASE.model_copy(
        update={"scalp": CASE.scalp.model_copy(update={"patches": 0, "uneven_shafts": False})}
    )
    found = scalp.scalp_tests()["ponytail"](even, *fake(monkeypatch, percent, unusual))
    assert said in found.reading and found.unusual is unusual and f"{percent:.0f}%" in found.text


SIGNS = [(case, sign) for case in CASES.values() for sign in case.sign]
PRINTED = re.compile(r"(\d[\d.]*) \D*\(reference (\d[\d.]*) to (\d[\d.]*)\)")


@pytest.mark.parametrize(("case", "sign"), SIGNS, ids=lambda part: getattr(part, "test", None))
def test_a_written_value_outside_its_range_is_never_read_as_normal(case, sign):
    result = open_case(case).result(sign.test)
    for value, low, high in PRINTED.findall(sign.text):
        assert sign.unusual is not (float(low) <= float(value) <= float(high))
    if sign.unusual:
        assert result.unusual and "normal" not in result.reading
        assert sign.reading in result.reading


def test_a_computed_result_keeps_its_own_reading_beside_a_sign():
    read = {name: open_case(case).result("blood_count").reading for name, case in CASES.items()}
    assert read["out_of_breath"] == "haemoglobin low, platelets raised, red cells small"
    assert read["office_cold"] == "lymphocytes low"


def test_an_unusual_value_without_a_reading_is_named_to_the_author(tmp_path):
    case = (data_folder() / "cases" / "office_cold.toml").read_text(encoding="utf-8")
    path = tmp_path / "office_cold.toml"
    path.write_text(case.replace('reading = "lymphocytes low"\n', ""), encoding="utf-8")
    (said,) = check_case(path)
    assert "Lymphocytes 0.6" in said and "`reading`" in said
