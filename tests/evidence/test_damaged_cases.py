"""The author's command answers every damaged case in sentences."""

import random
import re

import pytest

from helpers.clinic.casebook import open_case
from helpers.clinic.check_command import main
from helpers.evidence import EvidenceError, data_folder, load_cases

CASES = sorted((data_folder() / "cases").glob("*.toml"))
PLACES = [
    "{", "}", "{}", "{0}", "{ferritin.x}", "{ferritin!z}", "{ferritin[0]}", "{ferritin:>999999999}",
    "{ferritin:99999999999}", "{{ferritin}}", "{ ferritin }", "{ferritin!r:{ferritin}}", "}{",
]  # fmt: skip
VALUES = [
    "nan", "inf", "-inf", "1e308", "1e-300", "-1", "0", "[]", "{}", "true", '""', '"x"', '"{"',
    "9" * 400, "9" * 5000, "0001-01-01", "9999-12-31", "1979-05-27T07:32:00Z", '"\\u0000"',
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_stray_brace_is_named(tmp_path, place, capsys):
    source = CASES[0].read_text(encoding="utf-8")
    file = tmp_path / CASES[0].name
    file.write_text(
        re.sub(r'^opening = "+', lambda begin: f"{begin[0]}{place} ", source, flags=re.M), "utf-8"
    )
    assert file.read_text("utf-8") != source
    assert main([str(file)]) == 1
    said = capsys.readouterr().err
    assert "The text holds a brace that belongs to no placeholder" in said
    assert place[:10] in said


def test_a_name_that_is_not_computed_is_named():
    book = open_case(load_cases()["three_clocks"])
    with pytest.raises(EvidenceError, match=r"speaks of \{nothing\}, which is not computed"):
        book.fill("{nothing}")
    assert book.fill("{ferritin}") == book.words["ferritin"]


def damaged(text, chance):
    lines = text.splitlines()
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        at = chance.randrange(len(lines))
        line = lines[at]
        match chance.randrange(7):
            case 0 if '"' in line and " " in line:
                before, after = line.rsplit(" ", 1)
                lines[at] = f"{before} {chance.choice(PLACES)} {after}"
            case 1 if "=" in line:
                lines[at] = f"{line.split('=')[0]}= {chance.choice(VALUES)}"
            case 2 if len(lines) > 1:
                del lines[at]
            case 3:
                lines.insert(at, chance.choice(lines))
            case 4 if line:
                place = chance.randrange(len(line))
                lines[at] = line[:place] + chance.choice("\"[]{}\\é\0#'") + line[place + 1 :]
            case 5:
                lines[at] = re.sub(r"\d+", chance.choice(["0", "-1", "999999"]), line, count=1)
            case 6:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], line
    data = "\n".join(lines).encode()
    match chance.randrange(40):
        case 0:
            return "\n".join(lines).encode("utf-16")
        case 1:
            return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
        case 2:
            return data[: chance.randrange(len(data))]
        case 3:
            return chance.randbytes(200)
    return data


def test_three_hundred_damaged_cases_are_answered_in_sentences(tmp_path, capsys):
    chance = random.Random(300)
    faulty = 0
    for _ in range(300):
        source = chance.choice(CASES)
        file = tmp_path / source.name
        file.write_bytes(damaged(source.read_text(encoding="utf-8"), chance))
        found = main([str(file), "--quiet", "--findings"])
        said = capsys.readouterr().err
        faulty += found
        assert bool(said.strip()) == bool(found)
        assert all(line.startswith(source.name) for line in said.splitlines()), said
    assert faulty > 150
