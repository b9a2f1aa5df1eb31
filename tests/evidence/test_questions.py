"""Questions and texts: a file with a fault is refused in a sentence."""

import shutil

import pytest

from helpers.evidence import EvidenceError, data_folder, load_questions, load_text

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
        ('id = "cycle_see_short"', 'id = "cycle_predict_shed"', "used twice"),
    ],
)
def test_a_faulty_question_is_named(copy, old, new, says):
    path = copy / "questions" / f"{KEY}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match=says) as refusal:
        load_questions(KEY, copy)
    assert f"{KEY}.toml" in str(refusal.value)


def test_short_feedback_is_refused(copy):
    path = copy / "questions" / f"{KEY}.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith('feedback = "Tempting'))
    lines[place : place + 2] = ['feedback = "Incorrect."']
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(EvidenceError, match="at least 20"):
        load_questions(KEY, copy)


@pytest.mark.parametrize("load", [load_questions, load_text])
def test_a_missing_file_is_named(load):
    with pytest.raises(EvidenceError, match="nowhere"):
        load("nowhere")
