"""Data sets are read against their description; a bad row is refused in a sentence."""

import shutil

import pytest

from helpers.evidence import EvidenceError, data_folder, describe_study, load_study, study_names

NAME = "athletes_iron"


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder() / "studies", folder / "studies")
    return folder


@pytest.mark.parametrize("name", study_names())
def test_every_data_set_has_rows_a_source_and_a_licence(name):
    study, table = describe_study(name), load_study(name)
    assert len(table) > 0
    assert list(table) == list(study.columns)
    assert study.sources
    assert study.licence
    if "source" in table:
        assert set(table["source"]) == set(study.sources)


def test_every_data_set_is_in_the_dictionary():
    text = (data_folder() / "README.md").read_text(encoding="utf-8")
    assert [name for name in study_names() if f"| {name} |" not in text] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("f,B_Ball,12.3,37.5,3.96,60", "f,B_Ball,12.3,37.5,3.96,much", ["line 2", "ferritin_ug_L"]),
        ("f,B_Ball,12.3,37.5,3.96,60", "f,B_Ball,123,37.5,3.96,60", ["line 2", "haemoglobin"]),
        ("f,B_Ball,12.3,37.5,3.96,60", "x,B_Ball,12.3,37.5,3.96,60", ["line 2, sex", "'x'"]),
        ("f,B_Ball,12.3,37.5,3.96,60", "f,B_Ball,12.3,37.5,3.96,", ["line 2", "ferritin_ug_L"]),
        ("f,B_Ball,12.3,37.5,3.96,60", "f,B_Ball,12.3", ["line 2", "6 cells are needed"]),
        ("f,B_Ball,12.3,37.5,3.96,60", "f,B_Ball,12.3,37.5,3.96,nan", ["line 2", "finite"]),
        ("sex,sport", "sex,game", ["columns must be sex, sport", "found sex, game"]),
    ],
)
def test_a_bad_row_is_named(copy, old, new, says):
    path = copy / "studies" / f"{NAME}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EvidenceError) as refusal:
        load_study(NAME, copy)
    for part in [f"{NAME}.csv", *says]:
        assert part in str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sources = ["telford_cunningham1991"]', 'sources = ["nobody1900"]', "nobody1900"),
        ('licence = "', 'permission = "', "licence"),
        ('unit = "µg/L"', "", "names its unit"),
        ("[columns.sex]", "[columns.sex", "cannot be read as TOML"),
    ],
)
def test_a_bad_description_is_named(copy, old, new, says):
    path = copy / "studies" / f"{NAME}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match=says):
        load_study(NAME, copy)


def test_an_unknown_data_set_is_named_with_those_there_are():
    with pytest.raises(EvidenceError, match=r"no data set 'hair'.*athletes_iron"):
        load_study("hair")


def test_a_reader_may_change_the_table_without_changing_ours():
    mine = load_study(NAME)
    mine["ferritin_ug_L"] = 0.0
    assert load_study(NAME)["ferritin_ug_L"].min() > 0
