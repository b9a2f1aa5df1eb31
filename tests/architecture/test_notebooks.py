"""A notebook is a page of prose with a few lines of code, and looks the same everywhere."""

import ast
import base64
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from helpers.printed.in_notebooks import stale
from helpers.printed.stills import stale_stills

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
MOST_LINES = 15
MOST_LINES_OF_CODE = 20  # in the one notebook that is about the code
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
SENTENCE = re.compile(r"# \W*\w+(\W+\w+){2,}")
NOTEBOOKS = [f for f in sorted(FOLDER.rglob("*.ipynb")) if ".ipynb_checkpoints" not in f.parts]

each_notebook = pytest.mark.parametrize(
    "notebook",
    [json.loads(file.read_text(encoding="utf-8")) for file in NOTEBOOKS],
    ids=[file.relative_to(FOLDER).as_posix() for file in NOTEBOOKS],
)


def cells(notebook: dict, kind: str) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def headings(notebook: dict) -> list[int]:
    """Return the levels of all headings in reading order."""
    levels, fenced = [], False
    for cell in cells(notebook, "markdown"):
        for line in source(cell).splitlines():
            fenced ^= line.lstrip().startswith("```")
            found = None if fenced else re.match(r"(#{1,6}) ", line)
            if found:
                levels.append(len(found[1]))
    return levels


@each_notebook
def test_little_code(notebook):
    lines = [
        line
        for cell in cells(notebook, "code")
        for line in source(cell).splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    about_code = source(notebook["cells"][0]).startswith("# The model in code")
    assert len(lines) <= (MOST_LINES_OF_CODE if about_code else MOST_LINES)


@each_notebook
def test_no_function_and_no_loop(notebook):
    for cell in cells(notebook, "code"):
        for node in ast.walk(ast.parse(source(cell))):
            assert not isinstance(node, (*FORBIDDEN, *LOOPS)), source(cell)


@each_notebook
def test_code_is_folded_away_behind_a_sentence(notebook):
    shown = source(notebook["cells"][0]).startswith("# The model in code")
    for cell in cells(notebook, "code"):
        folded = cell["metadata"].get("jupyter", {}).get("source_hidden") is True
        assert folded or shown, source(cell)
        assert SENTENCE.match(source(cell)), f"The first line should be a sentence: {source(cell)}"


@each_notebook
def test_only_sentences_tables_and_small_stills_are_stored_as_output(notebook):
    for cell in cells(notebook, "code"):
        for output in cell["outputs"]:
            assert output["output_type"] == "execute_result", output["output_type"]
            assert set(output["data"]) <= {"text/plain", "image/png", "text/html"}
            picture = output["data"].get("image/png", "")
            assert len(base64.b64decode(picture)) < 60_000


LESSONS = [path for path in NOTEBOOKS if path.parent == FOLDER]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_what_a_notebook_repeats_is_up_to_date(path):
    assert stale(path) == []


def test_the_stills_show_the_present_results():
    assert stale_stills() == []


def test_a_stale_number_is_named_with_notebook_cell_old_and_new_text(tmp_path):
    text = (FOLDER / "05_steroids.ipynb").read_text(encoding="utf-8")
    old = re.search(r"\[([^\]]+)\]\(model:peak_both\)", text)[1]
    changed = text.replace(f"[{old}](model:peak_both)", "[999 hairs a day](model:peak_both)", 1)
    copy = tmp_path / "05_steroids.ipynb"
    copy.write_text(changed, encoding="utf-8")
    found = stale(copy)
    assert len(found) == 1
    number = next(
        at
        for at, cell in enumerate(json.loads(changed)["cells"], 1)
        if "999 hairs a day" in source(cell)
    )
    for part in ("05_steroids.ipynb", f"cell {number}", "999 hairs a day", old):
        assert part in found[0]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_nothing_stored_stands_before_the_question_it_answers(path):
    """The case and the prediction come first; every stored output stands below them."""
    cells_ = json.loads(path.read_text(encoding="utf-8"))["cells"]
    marks = [cell["metadata"].get("lesson", {}) for cell in cells_]
    asked = not any("question" in mark for mark in marks)  # the clinic and the review
    for cell in cells_:
        asked = asked or cell["metadata"].get("lesson", {}).get("question") == "predict"
        assert asked or not cell.get("outputs"), source(cell)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_what_comes_after_the_prediction_is_folded(path):
    heads = [
        cell
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown" and source(cell).startswith("## ")
    ]
    for cell in heads[1:]:
        assert cell["metadata"].get("jp-MarkdownHeadingCollapsed") is True, source(cell)


@each_notebook
def test_no_widget_state_is_stored(notebook):
    assert "widgets" not in notebook["metadata"]


@each_notebook
def test_runs_in_the_kernel_of_the_collection(notebook):
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@each_notebook
def test_headings_are_in_order(notebook):
    levels = headings(notebook)
    assert levels[:1] == [1] and levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1, f"A heading of level {after} follows one of level {before}"
