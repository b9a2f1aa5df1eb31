"""The README says what is there: lessons by number and name, its program, its picture."""

import json
import re
from pathlib import Path

import pytest

from helpers.course import all_lessons

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LISTED = dict(re.findall(r"^\| (\d\d) \| ([^|]+?) \|", README, re.MULTILINE))


def test_its_lessons_are_the_notebooks():
    notebooks = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    assert list(LISTED) == [path.name[:2] for path in notebooks]


@pytest.mark.parametrize("spec", all_lessons(), ids=lambda spec: spec.key)
def test_each_lesson_has_its_own_number(spec):
    # The table may say only the first words of a title.
    listed = LISTED[f"{spec.number:02}"]
    assert spec.title.lower().startswith(listed.lower().split(",")[0])


def test_its_program_prints_what_stands_beside_it(capsys):
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    said = re.search(r"print\(course\)  # (.*)", program)[1]
    exec(program, {})
    assert said in capsys.readouterr().out


def test_the_words_of_its_picture_are_those_of_the_lesson():
    words = re.search(r"!\[The picture of lesson 05: ([^]]*)\]", README)[1]
    cells = json.loads((ROOT / "notebooks" / "05_steroids.ipynb").read_text("utf-8"))["cells"]
    text = "".join(line for cell in cells for line in cell["source"])
    for model in ("peak_both", "peak_day_both"):
        assert re.search(rf"\[([^]]*)\]\(model:{model}\)", text)[1] in words
