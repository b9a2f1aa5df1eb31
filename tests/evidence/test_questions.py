"""Questions and texts: a file with a fault is refused in a sentence."""

import re
import shutil

import pytest

from helpers.evidence import (
    EvidenceError,
    data_folder,
    load_questions,
    load_text,
    questions_file,
    read_questions,
)

KEY = "hair_growth_cycle"


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    return folder


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('misconception = "m2"', "right = true", "exactly one option must be right; 2 are"),
        ('misconception = "m2"', "", "names its row of misconceptions.csv"),
        ('stage = "predict"', 'stage = "guess"', "stage"),
        ("[[question]]", "[[question", "cannot be read as TOML"),
        ('id = "cycle_see_short"', 'id = "cycle_predict_shed"', "used twice|cannot be read"),
    ],
)
def test_a_faulty_question_is_named_and_left_out(copy, old, new, says):
    path = questions_file(KEY, copy)
    whole, _ = read_questions(path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    kept, faults = read_questions(path)
    assert any(re.search(says, fault) for fault in faults), faults
    assert all(fault.startswith(f"{KEY}.toml, line ") for fault in faults)
    assert 0 < len(whole) - len(kept) <= 2  # a question, and its second form
    assert load_questions(KEY, copy) == kept


def test_a_second_form_goes_with_its_first(copy):
    path = questions_file(KEY, copy)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('id = "cycle_exit_count"\nstage = "exit"', 'id = "cycle_exit_count"', 1),
        encoding="utf-8",
    )
    kept, faults = read_questions(path)
    assert not [q.id for q in kept if q.id.startswith("cycle_exit_count")]
    assert len(faults) == 2 and "cycle_exit_count_b" in faults[1]


def test_a_second_form_has_the_objective_of_its_first(copy):
    path = questions_file(KEY, copy)
    text = path.read_text(encoding="utf-8")
    line = 'objective = "Tells normal daily shedding from too much"'
    assert text.count(line) == 2
    path.write_text(text[::-1].replace(line[::-1], '"x" = evitcejbo', 1)[::-1], encoding="utf-8")
    kept, (fault,) = read_questions(path)
    assert "objective" in fault and "cycle_exit_count_b" in fault
    assert "cycle_exit_count" in {q.id for q in kept}


@pytest.mark.parametrize(
    "key",
    [*sorted(path.stem for path in data_folder().glob("questions/*.toml")), "exam/vignettes"],
)
def test_no_question_of_the_collection_has_a_fault(key):
    assert read_questions(questions_file(key))[1] == ()


def test_short_feedback_is_refused(copy):
    path = copy / "questions" / f"{KEY}.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith('feedback = "Tempting'))
    lines[place : place + 2] = ['feedback = "Incorrect."']
    path.write_text("\n".join(lines), encoding="utf-8")
    _, (fault,) = read_questions(path)
    assert "at least 20" in fault


@pytest.mark.parametrize("load", [load_questions, load_text])
def test_a_missing_file_is_named(load):
    with pytest.raises(EvidenceError, match="nowhere"):
        load("nowhere")
