"""Plotly's program for the page, without what no lesson draws or asks for."""

from __future__ import annotations

import re
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import plotly

# What the lessons draw beside lines and points, by plotly's names.
KINDS = frozenset({"bar"})
FILE = "widgetbundle.js"
# The list of all kinds, which the program builds one by one when it is loaded, and the place
# where each of them says its name. Lines and points are no kind of their own: always there.
_ALL = re.compile(r"\.register\(\[((?:[\w$]+\(\),){20,}[\w$]+\(\))\]\)")
_NAMED = re.compile(r'(?<![\w$])([\w$]+)=[\w$]+\(\{"lib/(\w+)\.js"\(')
_REPORTS = re.compile(r"(?<![\w$.])_send(?:TraceDeltas|LayoutDelta)\([\w$]+\)\{")


def with_few_kinds(program: str, kinds: frozenset[str] = KINDS) -> str:
    """Return plotly's program that builds only some kinds of charts when it is loaded.

    To build the forty-odd others (maps, surfaces, finance) takes more than half of the time
    until a page can draw. A program in which their list is not found is returned as it is.

    Parameters
    ----------
    program : str
        The text of plotly's `widgetbundle.js`.
    kinds : frozenset of str
        By plotly's names.

    Examples
    --------
    >>> names = ["bar", *(f"map{number}" for number in range(20))]
    >>> kinds = ",".join(f'{name}K=w({{"lib/{name}.js"(e,r){{}}}})' for name in names)
    >>> whole = f"var {kinds};t.register([{','.join(f'{name}K()' for name in names)}])"
    >>> with_few_kinds(whole).endswith("t.register([barK()])")
    True
    >>> with_few_kinds("another program")
    'another program'
    """
    found = _ALL.search(program)
    if found is None:
        return program
    builders = {builder: kind for builder, kind in _NAMED.findall(program)}
    wanted = [call for call in found[1].split(",") if builders.get(call[:-2]) in kinds]
    return f"{program[: found.start(1)]}{','.join(wanted)}{program[found.end(1) :]}"


def without_reports(program: str) -> str:
    """Return plotly's program that does not report to the kernel what it chose by itself.

    After each drawing it sends back all that was left open, tens of kilobytes in a lesson, and
    the kernel reads it while the slider moves on. No lesson asks for it.

    Parameters
    ----------
    program : str
        The text of plotly's `widgetbundle.js`.

    Examples
    --------
    >>> without_reports("draw(){this._sendTraceDeltas(1)}_sendTraceDeltas(a){this.touch()}")
    'draw(){this._sendTraceDeltas(1)}_sendTraceDeltas(a){return;this.touch()}'
    """
    return _REPORTS.sub(r"\g<0>return;", program)


def drawing_folder() -> Path:
    """Return the folder of the program for the page, `widgetbundle.js`.

    The program is made once for each version of plotly and of this file. Where it cannot be
    written, the whole one does, more slowly.
    """
    from jupyter_core.paths import jupyter_runtime_dir  # is there where there is a server

    whole = Path(plotly.__file__).parent / "package_data" / FILE
    made = sha256(Path(__file__).read_bytes()).hexdigest()[:8]  # how it is made
    folder = Path(jupyter_runtime_dir()) / f"plotly-{version('plotly')}-{made}"
    if (folder / FILE).is_file():
        return folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Two servers may start at once: each writes a file of its own, and the last one stays.
        with tempfile.TemporaryDirectory(dir=folder) as own:
            program = Path(own) / FILE
            less = without_reports(with_few_kinds(whole.read_text(encoding="utf-8")))
            program.write_text(less, encoding="utf-8")
            program.replace(folder / FILE)
    except OSError:
        return whole.parent
    return folder


def load_into(page: Any) -> None:
    """Load the program into a page of Playwright, which then has `Plotly`; it needs no network."""
    program = (drawing_folder() / FILE).read_text(encoding="utf-8")
    page.add_script_tag(content=program, type="module")
    page.wait_for_function("window.Plotly")
