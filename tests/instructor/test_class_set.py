"""The data set for a class: the same for everybody who asks for it, and with a true key."""

from __future__ import annotations

import base64
import io
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import numpy as np
import pandas as pd
import pytest

from helpers.evidence import say
from helpers.instructor.class_data import ClassData
from helpers.instructor.class_set import SET_CAUSES, class_patients, class_set
from helpers.model import ModelInputError


@pytest.fixture(scope="module")
def patients():
    return class_patients(150, seed=4)


@pytest.fixture(scope="module")
def made(patients):
    return class_set(patients)


def test_whoever_does_the_work_the_tables_are_the_same(patients, made):
    with ThreadPoolExecutor(2) as executor:
        again = class_set(patients, executor=executor)
    for one, other in zip(made, again, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_table_read_from_a_file_gives_the_same(patients, made, tmp_path):
    patients.to_csv(tmp_path / "class.csv")
    read = pd.read_csv(tmp_path / "class.csv", index_col="patient")
    for one, other in zip(made, class_set(read), strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_the_key_tells_what_the_class_sees(made):
    seen, key = made
    nothing = key[[f"month_{cause}" for cause in SET_CAUSES]].isna().all(axis=1)
    assert nothing.any() and (key.loc[nothing, "extra_hairs"] < 1).all()
    scalp = key["month_scalp"].notna()
    assert key.loc[scalp, "missing_percent"].mean() > 5 + key.loc[~scalp, "missing_percent"].mean()
    assert set(seen).isdisjoint(key)
    counts = seen[["wash_hairs", "pull_hairs"]].to_numpy()
    assert (counts == np.round(counts)).all() and counts.min() >= 0


def test_a_larger_class_begins_with_the_smaller_one(patients):
    pd.testing.assert_frame_equal(class_patients(20, seed=4), patients.head(20))
    assert not class_patients(20, seed=5).equals(patients.head(20))


def test_bad_input_gets_a_sentence(patients):
    with pytest.raises(ModelInputError, match="Number of patients"):
        class_patients(0, seed=1)
    with pytest.raises(ModelInputError, match="no column 'month_scalp'"):
        class_set(patients.drop(columns="month_scalp"))


def test_the_instructor_gets_two_files():
    page = ClassData()
    page.number.value = 12
    page.make.click()
    assert page.files.value.count("download=") == 2
    assert page.bar.value == page.bar.max == 12
    assert not page.make.disabled


def test_the_file_for_the_class_holds_nothing_of_the_key():
    page = ClassData()
    page.number.value, page.seed.value = 12, 3
    page.make.click()
    wanted = class_set(class_patients(12, seed=3))
    links = re.findall(
        r'download="([^"]+)\.csv" href="data:text/csv;base64,([^"]+)">([^<]+)<', page.files.value
    )
    names = [("class_3_12", "class_found"), ("class_3_12_key", "class_key")]
    for (file, data, words), (name, row), table in zip(links, names, wanted, strict=True):
        read = pd.read_csv(io.BytesIO(base64.b64decode(data)), index_col=0)
        assert file == name and say(row) in unescape(words)
        pd.testing.assert_frame_equal(read, table, check_names=False, check_dtype=False)
    shown = re.findall(r"<th scope=\"col\">([^<]+)</th>", page.files.value)
    assert shown[1:] == [column.replace("_", " ") for column in wanted[0].columns]
