"""The prose of a lesson: it stands in the lesson's notebook, in Markdown cells.

A cell that is part of the lesson's text says so in its metadata: ``{"lesson": {"section":
"explain"}}``. Cells of one section follow each other and are read as one text. A heading for
readers of the notebook alone has ``{"lesson": {"section": ""}}``; the questions of a stage, which
are repeated from their file, have ``{"lesson": {"question": "predict"}}``. These two are no text
of the lesson, and the app, which shows headings and questions of its own, leaves them out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.evidence.tables import EvidenceError, course_folder

MARK = "lesson"
"""Key of a cell's metadata under which it says what part of the lesson it is."""


def notebook_path(lesson: str, folder: Path | None = None) -> Path:
    """Return the notebook of a lesson.

    Parameters
    ----------
    lesson : str
        The lesson's key, such as ``"steroids"``.
    folder : Path, optional
        Where the notebooks are; the collection's own by default.

    Raises
    ------
    EvidenceError
        If there is none, or more than one.

    Examples
    --------
    >>> notebook_path("steroids").name
    '05_steroids.ipynb'
    """
    folder = folder or course_folder("notebooks", "00_start_here.ipynb")
    found = sorted(folder.glob(f"[0-9][0-9]_{lesson}.ipynb"))
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(path.name for path in found)
        raise EvidenceError(f"{names} are both the lesson {lesson!r}; keep one of them.")
    raise EvidenceError(
        f"The notebook of the lesson {lesson!r} is missing from {folder}: its name is two "
        f"digits and _{lesson}.ipynb. Restore it and try again."
    )


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook as it stands in its file.

    Raises
    ------
    EvidenceError
        If the file cannot be read as a notebook.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
        cells = notebook["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvidenceError(f"{path.name} cannot be read as a notebook: {error}.") from None
    if not isinstance(cells, list):
        raise EvidenceError(f"{path.name} cannot be read as a notebook: its cells are no list.")
    return dict(notebook)


def cell_text(cell: dict[str, Any]) -> str:
    """Return the text of a cell, which a notebook may store as one string or as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def cell_mark(cell: dict[str, Any]) -> dict[str, str]:
    """Return what a cell says it is in its lesson; empty where it says nothing."""
    mark = cell.get("metadata", {}).get(MARK, {})
    return mark if isinstance(mark, dict) else {}


def load_text(lesson: str, folder: Path | None = None) -> dict[str, str]:
    """Read the sections of a lesson's text from its notebook.

    Parameters
    ----------
    lesson : str
        The lesson's key, such as ``"steroids"``.
    folder : Path, optional
        Where the notebooks are; the collection's own by default.

    Returns
    -------
    dict of str to str
        Markdown by the name of its section, in the order of the notebook.

    Raises
    ------
    EvidenceError
        If the notebook is missing or unreadable, or a section is in two places.

    Examples
    --------
    >>> "case" in load_text("hair_growth_cycle")
    True
    """
    path = notebook_path(lesson, folder)
    sections: dict[str, list[str]] = {}
    last = ""
    for cell in read_notebook(path)["cells"]:
        if cell.get("cell_type") != "markdown":
            continue
        name = cell_mark(cell).get("section", "")
        if name and name in sections and name != last:
            raise EvidenceError(
                f"{path.name}: section '{name}' stands in two places; put its cells together."
            )
        if name:
            sections.setdefault(name, []).append(cell_text(cell).strip())
        last = name
    return {name: "\n\n".join(parts) for name, parts in sections.items()}
