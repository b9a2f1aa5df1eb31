"""What every file is put together from: its look, its scripts, its data, and its links."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from helpers.page.in_notebook.close_view import script
from helpers.pictures.theme import stylesheet
from helpers.printed.alive.pack import Tree
from helpers.printed.page import relinked

HERE = Path(__file__).parent
WIDGETS = (
    "number", "choice", "switches", "question", "sentence", "spoken", "drawn", "patch", "closeup",
    "arrival", "fit",
)  # fmt: skip
"""The scripts of the app that draw in a file as well."""
OWN = ("store", "chart", "explorer", "lesson")


def styles() -> str:
    """Return the look of a file: the theme, that of the printed pages, and its own."""
    own = (HERE.parent / "page.css", HERE / "alive.css")
    return stylesheet() + "".join(file.read_text(encoding="utf-8") for file in own)


def zipped(tree: Tree) -> str:
    """Return a tree as text that the page's script can read; the same tree, the same text."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def whole_script(course: str = "", widgets: Sequence[str] = WIDGETS) -> str:
    """Return the page's script: the widgets of the app, and what holds them together."""
    rooms = []
    for name in widgets:
        exported = "{ render, name }" if name == "fit" else "{ render }"
        code = script(name).replace("export default { render };", f"return {exported};")
        rooms.append(f"{name}: (() => {{\n{code}\n}})(),")
    own = [(HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in OWN]
    code = "\n".join([f"const Widgets = {{\n{''.join(rooms)}\n}};", course, *own])
    if "</script" in code.lower():
        raise ValueError("A script may not hold its own end.")
    return code


def clean(tree: Tree, stems: set[str]) -> Tree:
    """Point links between notebooks in texts to the files beside this one."""
    if isinstance(tree, dict):
        return {name: clean(one, stems) for name, one in tree.items()}
    if isinstance(tree, list):
        return [clean(one, stems) for one in tree]
    return relinked(tree, stems) if isinstance(tree, str) and ".ipynb" in tree else tree
