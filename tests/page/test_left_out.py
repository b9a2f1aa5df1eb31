"""A mistake in a question leaves it out, tells the author, and takes no lesson down."""

import shutil

import pytest

from helpers.course import new_page
from helpers.evidence import data_folder
from helpers.page import text as page_text

KEY = "steroids"
PARTS = ("predict", "look", "seen", "explain", "worked", "challenge", "check", "sources")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('stage = "predict"', 'stage = "guess"'),
        ('stage = "see"', 'stage = "sea"'),
        ('id = "steroids_exit_shows"', "id = steroids_exit_shows"),
        ('stage = "exit"', 'stage = "exits"'),
    ],
)
def test_the_lesson_lives_and_the_author_is_told(tmp_path, monkeypatch, old, new):
    shutil.copytree(data_folder() / "questions", tmp_path / "questions")
    file = tmp_path / "questions" / f"{KEY}.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(page_text, "questions_file", lambda _: file)
    page = new_page(KEY)
    stages = {part: getattr(page, part)() for part in PARTS}
    assert page.faults
    told = " ".join(getattr(one, "value", "") for one in stages["predict"].children)
    assert f"{KEY}.toml, line" in told
    if page.prediction:
        page.prediction.pass_over()
    page.stages[0].finish()
    for stage in page.stages[1:]:
        stage.reveal()
