"""The tables are complete, and a bad row is refused in a sentence."""

import shutil

import pytest

from helpers.evidence import Evidence, EvidenceError, HowRead, Kind, data_folder, evidence, ledger


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    return folder


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_source_is_used_somewhere():
    tables = evidence()
    rows = [
        *tables.parameters.values(),
        *tables.claims.values(),
        *tables.safety.values(),
        *tables.observations.values(),
        *tables.misconceptions.values(),
    ]
    rows += [found for row in ledger() for found in row.result]
    used = {source for row in rows for source in row.sources}
    assert used == set(tables.sources)


def test_measured_numbers_were_read_by_us_or_say_so():
    for row in evidence().parameters.values():
        if row.kind == Kind.MEASURED:
            reads = {evidence().sources[source].read for source in row.sources}
            assert reads - {HowRead.SECONDARY}, row.id


def test_every_claim_names_what_speaks_against_it():
    assert [row.id for row in evidence().claims.values() if not row.counter] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("parameters.csv", ",1150,730,", ",long,730,", ["parameters.csv, line 3, value", "'long'"]),
        ("parameters.csv", ",1150,730,", ",115,730,", ["line 3", "outside its own range"]),
        ("parameters.csv", ",human,tuned,", ",dragon,tuned,", ["species", "dragon"]),
        ("parameters.csv", ",tuned,5,", ",tuned,9,", ["level", "less than or equal to 5"]),
        ("parameters.csv", "anagen_mean,", "follicles,", ["line 3, id", "used twice"]),
        ("parameters.csv", "id,name,", "id,label,", ["columns must be", "found"]),
        ("sources.csv", "wolfram2003,", "wolfram1903,", ["'wolfram2003' is not in sources.csv"]),
        ("glossary.csv", "\nanagen,", "\nanagen,,", ["glossary.csv", "cells are needed"]),
        ("claims.csv", "follicles_independent,", "Follicles!,", ["claims.csv", "id"]),
        ("safety.csv", ",today,", ",soon,", ["safety.csv", "urgency", "'soon'"]),
        ("safety.csv", "for a test.", "for a test", ["safety.csv", "full stop"]),
        ("safety.csv", "(sick-day rule)", "[sick-day rule]", ["safety.csv", "no brackets"]),
        ("safety.csv", "etg_neutropenia;", "etg;", ["safety.csv", "'etg' is not in sources.csv"]),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(copy, name, old, new, says):
    change(copy, name, old, new)
    with pytest.raises(EvidenceError) as refusal:
        Evidence(copy)
    for part in says:
        assert part in str(refusal.value)


def test_a_missing_table_is_named(copy):
    (copy / "claims.csv").unlink()
    with pytest.raises(EvidenceError, match=r"claims\.csv is missing"):
        Evidence(copy)


def test_an_unknown_parameter_is_named():
    with pytest.raises(EvidenceError, match="no row 'nonsense'"):
        evidence().value("nonsense")
