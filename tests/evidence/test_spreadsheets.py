"""Tables as spreadsheets and editors save them: read, or refused in a sentence that says why."""

import random
import re
import shutil

import pytest

from helpers.evidence import EvidenceError, data_folder, load_study, load_text
from helpers.evidence.records import Claim, Observation, Parameter, Source, Term
from helpers.evidence.studies import Study
from helpers.evidence.tables import read_table, read_toml

TABLES = {
    "parameters.csv": Parameter,
    "claims.csv": Claim,
    "observations.csv": Observation,
    "sources.csv": Source,
    "glossary.csv": Term,
}
STUDY = "athletes_iron"
CELLS = 'id,term,meaning\nanagen,Anagen,"Growth, of a hair."\nkatagen,Katagén,Rest.\n'
NUMBERS = data_folder() / "observations.csv"


def read(tmp_path, data, record=Term, name="glossary.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path, record)


def refusal(tmp_path, data, **more):
    with pytest.raises(EvidenceError) as refused:
        read(tmp_path, data, **more)
    said = str(refused.value)
    assert said.isprintable() or "\n" in said
    return said


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: (text + "\n\n  \n").encode(),
        lambda text: (text + ",,\n,,\n").encode(),
        lambda text: "".join(f"{line},,\n" for line in text.splitlines()).encode(),
        lambda text: ("\n" + text).encode(),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["mark", "CRLF", "CR", "lines", "commas", "columns", "line before", "no end"],
)
def test_what_does_no_harm_is_read(tmp_path, save):
    rows = read(tmp_path, save(CELLS))
    assert list(rows) == ["anagen", "katagen"]
    assert rows["anagen"].meaning == "Growth, of a hair."


@pytest.mark.parametrize(
    ("save", "says"),
    [
        (lambda t: t.encode("cp1252"), "not saved as UTF-8, perhaps as Windows-1252: line 3"),
        (lambda t: t.encode("utf-16"), "saved as UTF-16, not UTF-8"),
        (lambda t: t.encode("utf-16-le"), "saved as UTF-16, not UTF-8"),
        (lambda t: t.replace(",", ";").encode(), "saved with semicolons"),
        (lambda t: t.replace(",", "\t").encode(), "saved with tabs"),
        (lambda t: t.replace('hair."', "hair.").encode(), 'line 2: a quote (") is not balanced'),
        (lambda t: t.replace('"Growth,', '"Gro"wth,').encode(), "line 2: a quote"),
        (lambda t: t.replace("Rest", "Re\0st").encode(), "line 3: there is a NUL"),
        (lambda t: t.replace("term,", "term ,").encode(), "spaces around a column's name"),
        (lambda t: t.replace("term,", "ter\u200bm,").encode(), "cannot be seen"),
        (lambda t: t.replace("id,term", "id,id").encode(), "the column id is there twice"),
        (lambda t: t.replace("Rest.", "#REF!").encode(), "line 3: a spreadsheet has put #REF!"),
        (lambda t: b"PK\x03\x04" + b"\0\xff" * 99, "is a workbook of a spreadsheet"),
        (lambda t: b"", "is empty"),
        (lambda t: b"\n\n", "is empty"),
    ],
)
def test_the_cause_is_named(tmp_path, save, says):
    said = refusal(tmp_path, save(CELLS))
    assert said.startswith("glossary.csv")
    assert says in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("0,25", "saved with a comma in place of the decimal point"),
        ("1.234,5", "saved with a comma in place of the decimal point"),
        ("03.05.2026", "it looks like a date, which a spreadsheet makes of some numbers"),
        ("3. Mai", "it looks like a date, which a spreadsheet makes of some numbers"),
        ("3-May", "it looks like a date, which a spreadsheet makes of some numbers"),
        ("May-26", "it looks like a date, which a spreadsheet makes of some numbers"),
        ("2026-05-03", "it looks like a date, which a spreadsheet makes of some numbers"),
        ("#NAME?", "a spreadsheet has put #NAME?"),
        ("inf", "finite"),
        ("9" * 5000, "finite"),
    ],
)
def test_a_number_that_is_none_any_more_is_named(tmp_path, cell, says):
    text = (
        "id,topic,setup,meaning,unit,value,low,high,sources,note\n"
        f'one,hair,normal,What.,percent,"{cell}",0,1,somebody2000,\n'
    )
    said = refusal(tmp_path, text, record=Observation, name="observations.csv")
    assert said.startswith("observations.csv, line 2")
    assert says in said
    assert len(said) < 400


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder() / "studies", folder / "studies")
    return folder


def study(folder, save):
    path = folder / "studies" / f"{STUDY}.csv"
    path.write_bytes(save(path.read_text(encoding="utf-8")))
    return load_study(STUDY, folder)


def test_a_data_set_with_a_mark_and_windows_lines_is_the_same(copy):
    saved = study(copy, lambda text: text.replace("\n", "\r\n").encode("utf-8-sig") + b",,,,,\r\n")
    assert saved.equals(load_study(STUDY))


@pytest.mark.parametrize(
    ("save", "says"),
    [
        (lambda t: t.replace(",", ";").replace(".", ",").encode(), "saved with semicolons"),
        (lambda t: t.encode("utf-16"), "saved as UTF-16"),
        (lambda t: t.replace("B_Ball", "B_Bäll").encode("cp1252"), "Windows-1252"),
        (lambda t: t.replace("3.96", "3. Sep", 1).encode(), "looks like a date"),
        (lambda t: t.replace("sex,sport", "sport,sex", 1).encode(), "in this order"),
    ],
)
def test_a_data_set_names_the_cause(copy, save, says):
    with pytest.raises(EvidenceError, match=says):
        study(copy, save)


@pytest.mark.parametrize(
    ("save", "says"),
    [
        (lambda t: t.encode("utf-16"), "saved as UTF-16"),
        (lambda t: (t + "\n# é").encode("cp1252", "replace"), "Windows-1252"),
        (lambda t: b"x = " + b"[" * 5000, "cannot be read as TOML"),
        (lambda t: b"x = 1979-13-40", "cannot be read as TOML"),
        (lambda t: b"x = " + b"9" * 5000, "cannot be read as TOML"),
    ],
)
def test_a_description_names_the_cause(tmp_path, save, says):
    path = tmp_path / "one.toml"
    path.write_bytes(save((data_folder() / "studies" / f"{STUDY}.toml").read_text("utf-8")))
    with pytest.raises(EvidenceError, match=says):
        read_toml(path, Study)


def test_a_description_with_a_mark_and_windows_lines_is_read(tmp_path):
    text = (data_folder() / "studies" / f"{STUDY}.toml").read_text("utf-8")
    path = tmp_path / "one.toml"
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_toml(path, Study).title


@pytest.mark.parametrize("content", ['{"cells": Müller'.encode("cp1252"), b"{}", b"[]", b""])
def test_a_lessons_notebook_that_is_none_is_named(tmp_path, content):
    (tmp_path / "99_one.ipynb").write_bytes(content)
    with pytest.raises(EvidenceError, match=r"99_one\.ipynb cannot be read as a notebook"):
        load_text("one", tmp_path)


def damaged(data, chance):
    """Return a table as an editor, a spreadsheet or a bad disk leaves it."""
    text = data.decode()
    lines = text.splitlines()
    at = chance.randrange(len(lines))
    match chance.randrange(12):
        case 0:
            return data[: chance.randrange(len(data))]
        case 1:
            made = bytearray(data)
            for _ in range(chance.choice([1, 5, 50])):
                made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
            return bytes(made)
        case 2:
            place = chance.randrange(len(text))
            return (text[:place] + '"' + text[place:]).encode()
        case 3:
            return text.replace(",", ";").encode()
        case 4:
            return text.replace("\n", "\r\n").encode("utf-8-sig")
        case 5:
            return text.encode("cp1252", errors="replace")
        case 6:
            return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-32"]))
        case 7:
            lines[at] = re.sub(r"\d+\.\d+", lambda m: m[0].replace(".", ","), lines[at])
        case 8:
            lines[at] = re.sub(r"\d+", "3. Mai", lines[at], count=1)
        case 9:
            del lines[at]
        case 10:
            lines.insert(at, chance.choice(lines))
        case 11:
            lines[at] = lines[at].replace(",", chance.choice([",,", "", ";", "\t", "\0"]), 1)
    return "\n".join(lines).encode()


def test_two_hundred_damaged_tables_are_read_or_refused(tmp_path):
    chance = random.Random(200)
    refused = 0
    for _ in range(200):
        name = chance.choice(list(TABLES))
        data = damaged((data_folder() / name).read_bytes(), chance)
        try:
            read(tmp_path, data, TABLES[name], name)
        except EvidenceError as error:
            refused += 1
            assert all(name in line for line in str(error).splitlines()), error
    assert refused > 100


def test_a_hundred_damaged_data_sets_are_read_or_refused(copy):
    chance = random.Random(100)
    path = copy / "studies" / f"{STUDY}.csv"
    whole = path.read_bytes()
    from helpers.evidence.studies import _read

    for number in range(100):
        file = path if number % 2 else path.with_suffix(".toml")
        before = file.read_bytes()
        file.write_bytes(damaged(before, chance))
        _read.cache_clear()
        try:
            load_study(STUDY, copy)
        except EvidenceError as error:
            assert STUDY in str(error)
        file.write_bytes(before)
    assert path.read_bytes() == whole
