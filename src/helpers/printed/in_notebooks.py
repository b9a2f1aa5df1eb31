"""What a lesson's notebook repeats from elsewhere, and the command that brings it up to date.

A notebook reads without Python: the numbers of its prose, the questions before the model moves,
and a still picture with its sentence stand in it as text. Each has its one source (a table, the
model, a file of questions), so a copy can go stale. `stale` says which have; `uv run
refresh-notebooks` brings them all up to date.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, cast

from helpers.course import all_lessons, find_lesson, lesson_keys
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
from helpers.page.in_notebook.stage import still_path
from helpers.page.prose import Facts
from helpers.page.provenance import parameter_value
from helpers.page.spec import Chart, Drawing, Explore, Lesson
from helpers.pictures.drawn import PICTURES, asked, picture, unique
from helpers.printed.artist import BrowserArtist, open_artist
from helpers.printed.multiples import facts

LETTERS = "ABCDEFGH"
SAME = 1e-3
"""Two results that differ by less than this share draw the same picture."""

FOLDED = "jp-MarkdownHeadingCollapsed"
"""Key of a heading's metadata by which JupyterLab folds what stands below it."""

_STILL_CSS = """
body { margin: 0; background: #fff; }
.sheet > svg { display: block; width: 100vw; height: auto; }
.sheet:has(figure) { display: grid; grid-template-columns: repeat(var(--across), 1fr); gap: 12px; }
figure { margin: 0; }
figure svg { display: block; width: 100%; height: auto; max-height: 420px; }
.texture { display: none; }
figcaption { font: 14px/1.3 system-ui, sans-serif; }
"""
STILL_WIDTH = 760
STILL_SIZES = (760, 680, 600, 520, 440)
STILL_BYTES = 52_000
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


# -- still pictures


def explorers(spec: Lesson) -> dict[str, Explore]:
    """Return the explorers of a lesson by the stage in which each stands."""
    found = {"look": spec.explore}
    if spec.challenge:
        found["challenge"] = spec.challenge.explore
    return found


def start(explore: Explore) -> Any:
    """Return the result of an explorer as it opens."""
    controls = (*explore.controls(), *explore.more())
    return explore.run(**{control.key: control.default for control in controls})


def fingerprint(result: Any) -> dict[str, float]:
    """Return the numbers by which a still is known to show a result, rounded."""
    return {
        name: float(f"{value:.6g}")
        for name, value in sorted(result.values.items())
        if isinstance(value, int | float) and math.isfinite(value)
    }


_IN_SVG = re.compile(r"-?\d+(?:\.\d+)?")


def traits(drawing: Drawing) -> dict[str, float]:
    """Return the numbers by which the still of a drawing is known to show it."""
    numbers = [float(n) for name in drawing.still for n in _IN_SVG.findall(PICTURES[name]())]
    sizes = [abs(number) for number in numbers]
    return {"numbers": len(numbers), "roots": round(sum(size**0.5 for size in sizes), 1)}


@dataclass(frozen=True)
class Still:
    """A picture that stands in a notebook: its file, its numbers, and how it is drawn."""

    file: Path
    numbers: dict[str, float]
    html: Callable[[BrowserArtist], str]


def _of_explorer(spec: Lesson, stage: str, explore: Explore) -> Still:
    result = start(explore)

    def html(artist: BrowserArtist) -> str:
        chart = next(one for one in explore.pictures if isinstance(one, Chart))
        figure = chart.build()
        chart.update(figure, result, None)
        return artist.chart(figure, STILL_WIDTH)

    return Still(still_path(spec.key, stage), fingerprint(result), html)


def _of_drawing(spec: Lesson, stage: str, drawing: Drawing) -> Still:
    def html(_: BrowserArtist) -> str:
        pictures = [picture(name) for name in drawing.still]
        across = min(max(len(pictures), 3), 4)
        figures = "".join(
            f"<figure>{unique(one.svg)}<figcaption>{escape(one.caption)}</figcaption></figure>"
            for one in pictures
        )
        return f"<style>.sheet {{ --across: {across} }}</style>{figures}"

    return Still(still_path(spec.key, stage), traits(drawing), html)


def stills() -> Iterator[Still]:
    """Yield the stills of all lessons: the first chart of an explorer, the drawing of a stage."""
    for spec in all_lessons():
        if isinstance(spec, Lesson):
            for stage, explore in explorers(spec).items():
                yield _of_explorer(spec, stage, explore)
            for stage, drawings in spec.drawings.items():
                yield _of_drawing(spec, stage, drawings[0])


def stills_file() -> Path:
    """Return the table of what each still shows."""
    return still_path("stills", "of").with_name("stills.json")


def _shown() -> dict[str, dict[str, float]]:
    file = stills_file()
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _fault(still: Still, then: Mapping[str, float]) -> str:
    """Say what is wrong with a still; empty if it shows what it should."""
    if not still.file.is_file():
        return f"{still.file.name} is missing"
    now = still.numbers
    same = now.keys() == then.keys() and all(
        math.isclose(now[name], then[name], rel_tol=SAME, abs_tol=SAME) for name in now
    )
    return "" if same else f"{still.file.name} shows an earlier result"


def stale_stills() -> list[str]:
    """Say which still pictures are missing or show an earlier result."""
    shown = _shown()
    found = [_fault(still, shown.get(still.file.stem, {})) for still in stills()]
    return [f"{line}. Run `uv run refresh-notebooks`." for line in found if line]


def draw_stills(artist: BrowserArtist) -> None:
    """Draw the stills that are missing or show an earlier result."""
    then, now = _shown(), {}
    page = artist.page.context.new_page()
    for still in stills():
        now[still.file.stem] = still.numbers
        if not _fault(still, then.get(still.file.stem, {})):
            continue
        still.file.parent.mkdir(exist_ok=True)
        page.set_content(
            f'<style>{_STILL_CSS}</style><body><div class="sheet">{still.html(artist)}</div></body>'
        )
        picture = b""
        for width in STILL_SIZES:
            page.set_viewport_size({"width": width, "height": 1600})
            picture = page.locator(".sheet").screenshot(scale="css")
            if len(picture) <= STILL_BYTES:
                break
        still.file.write_bytes(picture)
    page.close()
    text = json.dumps(now, indent=1, sort_keys=True) + "\n"
    stills_file().write_text(text, encoding="utf-8")


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
