"""The command for authors of questions answers in sentences, with the line."""

import pytest

from helpers.evidence import data_folder
from helpers.instructor.check_questions import check_questions, main

STEROIDS = (data_folder() / "questions" / "steroids.toml").read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path):
    (tmp_path / "questions").mkdir()
    return tmp_path / "questions" / "steroids.toml"


def first_option(text):
    start = text.index('text = "') + len('text = "')
    return text[start : text.index('"', start)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('stage = "see"', 'stage = "sea"', "stage"),
        ("right = true", "right = false", "names its row of misconceptions.csv"),
        ('misconception = "m', 'misconception = "x', "no row of misconceptions.csv"),
        ('feedback = "', 'feedback = "As in the first option: ', "differs from student"),
        ('text = "', 'text = "Never: ', "absolute word"),
        (
            "What will happen to the wave of shedding in June?",
            "What is right about this?",
            "one clear question",
        ),
        ("What will happen to the wave of shedding in June?", "It is June.", "one clear question"),
        ('stem = "', 'stem = "From lesson 03. ', "lessons are renumbered"),
        ("[[question]]", "[[question", "cannot be read as TOML"),
    ],
)
def test_a_fault_is_named(file, old, new, said):
    assert old in STEROIDS
    file.write_text(STEROIDS.replace(old, new, 1), encoding="utf-8")
    found = check_questions(file)
    assert any(said in sentence for sentence in found), found
    assert all("steroids.toml" in sentence and "Traceback" not in sentence for sentence in found)
    assert main([str(file), "--quiet"]) == 1


def test_a_long_option_is_named_with_its_line(file):
    text = first_option(STEROIDS)
    file.write_text(STEROIDS.replace(text, text + " and so on" * 9, 1), encoding="utf-8")
    (sentence,) = check_questions(file)
    line = next(
        number for number, one in enumerate(STEROIDS.splitlines(), 1) if one.startswith("id = ")
    )
    assert f"line {line}, " in sentence
    assert "characters" in sentence


def test_a_missing_field_is_named_with_its_line(file):
    text = STEROIDS.replace('stage = "predict"\n', "", 1)
    file.write_text(text, encoding="utf-8")
    (sentence,) = check_questions(file)
    assert "stage" in sentence
    assert f"line {text.splitlines().index('[[question]]') + 1}" in sentence


def test_a_missing_file_is_told(tmp_path, capsys):
    assert main([str(tmp_path / "questions" / "none.toml")]) == 1
    assert "no such file" in capsys.readouterr().err
