"""A new lesson touches its room, its notebook, its file of questions and rows of tables."""

import csv
import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATTERN, NEW = "steroids", "hormones"
TRY = f"""
from helpers.course import all_lessons, new_page
from helpers.printed.page import lesson_page
from helpers.printed.artist import NoArtist
from helpers.printed.sheet import Sheet
from helpers.printed.in_notebooks import stale
from helpers.evidence import notebook_path
page = new_page({NEW!r})
for part in ("predict", "look", "seen", "explain", "worked", "challenge", "check", "sources"):
    getattr(page, part)()
page.prediction.pass_over()
page.stages[0].finish()
assert page.stages[1].opened
shelf = all_lessons()
assert [spec.key for spec in shelf][-1] == {NEW!r}
assert "What hormones do" in lesson_page(page.spec, Sheet(NoArtist()), shelf)
assert stale(notebook_path({NEW!r})) == []
print(page.stages[1].text)
"""


def files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for part in ("src", "data", "notebooks")
        for path in (folder / part).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and ".ipynb_checkpoints" not in path.parts
    }


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    for part in ("src", "data", "notebooks"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))

    def renamed(old: Path, new: Path) -> None:
        new.parent.mkdir(parents=True, exist_ok=True)
        text = old.read_text(encoding="utf-8").replace(f"05_{PATTERN}", f"14_{NEW}")
        text = text.replace(f'"{PATTERN}', f'"{NEW}').replace(f'\\"{PATTERN}', f'\\"{NEW}')
        text = text.replace(f"helpers.lessons.{PATTERN}", f"helpers.lessons.{NEW}")
        new.write_text(text, encoding="utf-8")

    rooms = folder / "src" / "helpers" / "lessons"
    for file in (rooms / PATTERN).glob("*.py"):
        renamed(file, rooms / NEW / file.name)
    renamed(folder / "notebooks" / f"05_{PATTERN}.ipynb", folder / "notebooks" / f"14_{NEW}.ipynb")
    questions = folder / "data" / "questions"
    renamed(questions / f"{PATTERN}.toml", questions / f"{NEW}.toml")
    with (folder / "data" / "words.csv").open("a", encoding="utf-8", newline="") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow([f"title_{NEW}", "What hormones do", "Was Hormone tun"])
        rows.writerow([f"teaser_{NEW}", "Do they?", "Tun sie das?"])
    return folder


def test_a_lesson_touches_only_its_own_files_and_rows_of_tables(copy):
    before, after = files(ROOT), files(copy)
    touched = {
        name
        for name, path in after.items()
        if name not in before or not filecmp.cmp(path, before[name], shallow=False)
    }
    own = {name for name in touched if f"lessons/{NEW}/" in name}
    assert own
    assert touched - own == {
        f"notebooks/14_{NEW}.ipynb",
        f"data/questions/{NEW}.toml",
        "data/words.csv",
    }


def test_the_new_lesson_opens_and_prints(copy):
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "HAIR_CYCLE_LAB_PROGRESS": "off"}
    done = subprocess.run(
        [sys.executable, "-c", TRY], capture_output=True, text=True, cwd=copy, env=environment
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "hairs a day" in done.stdout
