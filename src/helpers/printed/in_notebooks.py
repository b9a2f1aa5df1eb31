"""What a lesson's notebook repeats from elsewhere, and the command that brings it up to date.

A notebook reads without Python: the numbers of its prose, the questions before the model moves,
and a still picture with its sentence stand in it as text. Each has its one source (a table, the
model, a file of questions), so a copy can go stale. `stale` says which have; `uv run
refresh-notebooks` brings them all up to date.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from helpers.course import find_lesson, lesson_keys
from helpers.evidence import (
    EvidenceError,
    Question,
    cell_mark,
    cell_text,
    evidence,
    load_questions,
    notebook_path,
    read_notebook,
)
from helpers.page.prose import Facts
from helpers.page.provenance import parameter_value
from helpers.pictures.drawn import asked
from helpers.printed.artist import open_artist
from helpers.printed.multiples import facts
from helpers.printed.stills import draw_stills, stale_stills

LETTERS = "ABCDEFGH"

FOLDED = "jp-MarkdownHeadingCollapsed"
"""Key of a heading's metadata by which JupyterLab folds what stands below it."""

"""A still is drawn for `STILL_WIDTH` pixels and made smaller until it has so few bytes."""
_NUMBER_LINK = re.compile(r"\[([^\]]*)\]\((param|model|safety):([a-z0-9_]+)\)")
_DIGIT = re.compile(r"\d")


def known_numbers(key: str) -> Facts:
    """Return the computed numbers that a lesson's prose may speak of; most pages have none."""
    if key not in lesson_keys():
        return {}
    return facts(find_lesson(key))


def with_numbers(text: str, known: Facts) -> str:
    """Return prose with the present text of every number in it.

    Parameters
    ----------
    text : str
        Markdown. ``[17.5 days](param:catagen_mean)`` and ``[279 hairs](model:peak_both)`` are
        numbers; a link to a parameter whose words hold no digit ties words to it and stays.
        ``[…](safety:lung)`` is the sentence of a danger, as safety.csv has it.
    known : mapping
        What the model computes, by name.

    Raises
    ------
    EvidenceError
        If a link names a row or a computed number that does not exist.

    Examples
    --------
    >>> with_numbers("It takes [9 days](param:catagen_mean).", {})
    'It takes [17.5 days](param:catagen_mean).'
    >>> with_numbers("It takes [some weeks](param:catagen_mean).", {})
    'It takes [some weeks](param:catagen_mean).'
    """

    def now(link: re.Match[str]) -> str:
        words, kind, name = link.groups()
        if kind == "model":
            if name not in known:
                raise EvidenceError(f"The text refers to model:{name}, which is not computed.")
            said = known[name][0]
        elif kind == "safety":
            if name not in evidence().safety:
                raise EvidenceError(
                    f"The text refers to safety:{name}; safety.csv has no such row."
                )
            said = evidence().safety[name].sentence
        elif words and not _DIGIT.search(words):
            return link[0]
        elif name not in evidence().parameters:
            raise EvidenceError(f"The text refers to param:{name}; parameters.csv has no such row.")
        else:
            said = parameter_value(evidence().parameters[name])
        return f"[{said}]({kind}:{name})"

    return _NUMBER_LINK.sub(now, text)


def question_text(question: Question, known: Facts) -> str:
    """Return a question with its options as a notebook shows it: without the key."""
    options = [f"- **{LETTERS[at]}** {one.text}" for at, one in enumerate(question.option)]
    seen = [f"*{asked(question.picture).alt}*", ""] if question.picture else []
    return with_numbers("\n".join([*seen, f"**{question.stem}**", "", *options]), known)


def fresh_cells(key: str, cells: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """Yield every Markdown cell of a lesson whose text is not what it should be.

    Yields
    ------
    tuple of int, str, str
        Number of the cell from 1, its text, and the text it should have.
    """
    known = known_numbers(key)
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "markdown":
            continue
        old = cell_text(dict(cell))
        stage = cell_mark(dict(cell)).get("question", "")
        if stage:
            asked = [q for q in load_questions(key) if q.stage == stage and not q.variant_of]
            new = "\n\n".join(question_text(question, known) for question in asked)
        else:
            new = with_numbers(old, known)
        if new != old:
            yield number, old, new


def stale(path: Path) -> list[str]:
    """Say what a notebook repeats that has changed at its source.

    Returns
    -------
    list of str
        One sentence for each: notebook, cell, old and new text. Empty if nothing is stale.
    """
    found = []
    for number, old, new in fresh_cells(path.stem[3:], read_notebook(path)["cells"]):
        pairs = list(zip(_NUMBER_LINK.findall(old), _NUMBER_LINK.findall(new), strict=False))
        changed = [(a, b) for a, b in pairs if a != b]
        if changed and old.count("\n") == new.count("\n"):
            found += [
                f"{path.name}, cell {number}: “{a[0]}” is now “{b[0]}” ({b[1]}:{b[2]})."
                for a, b in changed
            ]
        else:
            found.append(
                f"{path.name}, cell {number}: the question is now “{new.splitlines()[0]}” …"
            )
    return [f"{line} Run `uv run refresh-notebooks`." for line in found]


# -- the command


def fold(cells: Sequence[dict[str, Any]]) -> None:
    """Fold everything below the first part, and each step, as a notebook is to be opened."""
    heads = [cell for cell in cells if cell_text(cell).startswith("## ")]
    steps = [
        cell
        for cell in cells
        if cell_text(cell).startswith("### ") and "\n" not in cell_text(cell).strip()
    ]
    for cell in (*heads[1:], *steps):
        cell["metadata"][FOLDED] = True


def refresh_text(path: Path) -> None:
    """Bring the numbers and questions of a notebook up to date, and fold it."""
    notebook = read_notebook(path)
    for number, _, new in list(fresh_cells(path.stem[3:], notebook["cells"])):
        notebook["cells"][number - 1]["source"] = new.splitlines(keepends=True)
    fold([cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"])
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _kept(cell: Any, first_line: str) -> list[Any]:
    """Return what a cell stores: a sentence about the model and its still; or nothing."""
    import nbformat

    stored = []
    for output in cell.outputs:
        data = output.get("data", {})
        said = data.get("text/plain", "")
        if output.output_type == "execute_result" and said and said != first_line:
            kinds = ("text/plain", "image/png", "text/html")
            only = {kind: data[kind] for kind in kinds if kind in data}
            if "application/vnd.jupyter.widget-view+json" in data:
                only.pop("text/html", None)
            count = cell.execution_count
            stored.append(
                nbformat.v4.new_output("execute_result", only, execution_count=count)  # type: ignore[no-untyped-call]
            )
    return stored


def store_outputs(path: Path) -> None:
    """Run a notebook and store what the tests compare: sentences and stills, no widget."""
    import nbformat
    from nbclient import NotebookClient

    from helpers.evidence import say

    notebook = cast(Any, nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
    NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        cell.outputs = _kept(cell, say("stage_run_cell"))
        if not cell.outputs:
            cell.execution_count = None
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def notebooks(names: Sequence[str] = ()) -> list[Path]:
    """Return the notebooks to refresh: those named, or all of the collection."""
    folder = notebook_path("start_here").parent
    found = [Path(name).resolve() for name in names] or sorted(folder.rglob("*.ipynb"))
    return [path for path in found if ".ipynb_checkpoints" not in path.parts]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="refresh-notebooks",
        description="Bring the numbers, questions, pictures and sentences stored in the "
        "notebooks up to date.",
    )
    parser.add_argument("notebooks", nargs="*", help="only these (default: all)")
    parser.add_argument("--check", action="store_true", help="change nothing; say what is stale")
    arguments = parser.parse_args(argv)
    chosen = notebooks(arguments.notebooks)
    lessons = [path for path in chosen if re.match(r"\d\d_", path.name)]
    lessons = [path for path in lessons if path.parent.name == "notebooks"]
    if arguments.check:
        found = [line for path in lessons for line in stale(path)] + stale_stills()
        print("\n".join(found) or "Nothing is stale.")
        return 1 if found else 0
    # What a page shows must not hang on what the author has answered.
    os.environ["HAIR_CYCLE_LAB_PROGRESS"] = "off"
    for path in lessons:
        refresh_text(path)
    if stale_stills():
        with open_artist() as artist:
            if artist is None:
                print("The still pictures need Chromium, Chrome or Edge; they stay as they are.")
            else:
                draw_stills(artist)
    for path in chosen:
        store_outputs(path)
        print(path.name)
    return 0
