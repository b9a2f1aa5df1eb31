"""Pictures and PDF by a browser that works in the background, without a network."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any, Protocol

import plotly.graph_objects as go

from helpers.evidence import say, words
from helpers.page.in_notebook.close_view import script
from helpers.pictures.drawing_program import load_into

# The first has no window to draw, which costs less.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "msedge",
)
CHANNELS = ("chrome", "msedge", None)  # where Windows and macOS keep them; then Playwright's own
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = Path(__file__).parent
NAME = "Hair Cycle Lab"
WIDTH = 420
SIGN, LONGEST_WORD = 8, 12  # pixels of a letter, letters of a word, both about
_SVG_ID = re.compile(r'\bid="([^"]+)"')
_NEEDLESS = re.compile(r' (?:class|data-[a-z-]+)="[^"]*"|font-family: (?:&quot;|[^;"&])*;? ?')


class Artist(Protocol):
    """Turns pictures of the lessons into HTML that needs nothing else."""

    def chart(self, figure: go.Figure, width: int = WIDTH) -> str:
        """Return a chart as SVG."""

    def canvas(self, kind: str, traits: Mapping[str, object]) -> str:
        """Return a picture drawn by a script of the widgets (its name without `.js`)."""


class NoArtist:
    """Stands in where there is no browser: words instead of pictures."""

    def chart(self, figure: go.Figure, width: int = WIDTH) -> str:
        """Return a sentence."""
        return f'<p class="quiet">{say("static_no_picture")}</p>'

    def canvas(self, kind: str, traits: Mapping[str, object]) -> str:
        """Return a sentence, and the picture's own description."""
        described = traits.get("description") or (traits.get("descriptions") or [""])[0]  # type: ignore[index]
        return f'<p class="quiet">{say("static_no_picture")} {escape(str(described))}</p>'


class BrowserArtist:
    """Draws with a page of a headless browser; each picture once."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._drawn: dict[str, str] = {}
        page.set_content('<!DOCTYPE html><html lang="en"><body></body></html>')
        page.add_script_tag(content=(HERE / "draw.js").read_text(encoding="utf-8"))

    @cached_property
    def _with_plotly(self) -> Any:
        """The page once it can draw charts: plotly's program takes a second to load."""
        load_into(self.page)
        return self.page

    def chart(self, figure: go.Figure, width: int = WIDTH) -> str:
        """Return a chart as SVG."""
        text = wrapped(figure, width).to_json()
        key = f"{width} {text}"
        if key not in self._drawn:
            svg = self._with_plotly.evaluate("([t, w]) => drawChart(t, w)", [text, width])
            self._drawn[key] = tidy(svg, chart_label(figure))
        return self._drawn[key]

    def canvas(self, kind: str, traits: Mapping[str, object]) -> str:
        """Return a picture of the widgets, as an image with its legend."""
        sent = {
            name: {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
            for name, value in traits.items()
        }
        sent["ui"] = words("picture")
        key = f"{kind} {json.dumps(sent, sort_keys=True)}"
        if key not in self._drawn:
            code = script(kind)
            drawn = "([c, t, w, f]) => drawCanvas(c, t, w, f)"
            # The close look fills its square, so it can be a JPEG, a tenth of the size.
            form = "image/jpeg" if kind == "closeup" else "image/png"
            self._drawn[key] = self.page.evaluate(drawn, [code, sent, WIDTH, form])
        return self._drawn[key]

    def pdf(self, html: str, path: Path) -> None:
        """Print a page to a file."""
        small = "font:8px system-ui,sans-serif;color:#595959;width:100%;padding:0 15mm"
        place = '<span class="pageNumber"></span> / <span class="totalPages"></span>'
        place = f'<span style="float:right">{place}</span>'
        foot = f'<div style="{small}">{say("static_foot")}{place}</div>'
        page = self.page.context.new_page()
        try:
            page.set_content(html)
            page.pdf(
                path=path, format="A4", tagged=True, outline=True, print_background=True,
                display_header_footer=True, header_template="<span></span>", footer_template=foot,
                margin={"top": "14mm", "bottom": "16mm", "left": "15mm", "right": "15mm"},
            )  # fmt: skip
        finally:
            page.close()


def wrapped(figure: go.Figure, width: int) -> go.Figure:
    """Return the chart with long labels on two lines, so that none leaves the picture."""
    figure = go.Figure(figure)
    for label in figure.layout.annotations:
        text = label.text or ""
        if len(text) > width / SIGN and "<" not in text:
            half = len(text) // 2
            label.text = "<br>".join(wrap(text, half + LONGEST_WORD))
    return figure


def chart_label(figure: go.Figure) -> str:
    """Name a chart by its axes and what its traces say, for whoever cannot see it."""
    layout = figure.to_dict()["layout"]
    names = [
        re.sub(r"<[^>]+>", " ", str(axis.get("title", {}).get("text") or ""))
        for name, axis in sorted(layout.items())
        if re.fullmatch(r"[xy]axis\d*", name)
    ]
    for trace in figure.data:
        names += [re.sub(r"<[^>]+>", "", said) for said in getattr(trace, "hovertext", None) or ()]
    return say("static_chart", axes="; ".join(dict.fromkeys(filter(None, names))) or NAME)


def tidy(svg: str, label: str) -> str:
    """Take out of plotly's SVG what is random or not needed, and name it.

    Examples
    --------
    >>> tidy('<svg class="main-svg" width="9"><g id="a7"/><use href="#a7"/></svg>', "Chart")
    '<svg role="img" aria-label="Chart" width="9"><g id="~0"/><use href="#~0"/></svg>'
    """
    svg = _NEEDLESS.sub("", svg)
    for place, name in enumerate(dict.fromkeys(_SVG_ID.findall(svg))):
        svg = svg.replace(f'id="{name}"', f'id="~{place}"')
        svg = re.sub(rf"#{re.escape(name)}\b", f"#~{place}", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1)


def placed(svg: str, number: int) -> str:
    """Make the ids of a drawing unique on its page."""
    return svg.replace('id="~', f'id="p{number}-').replace("#~", f"#p{number}-")


def installed_browser(names: Sequence[str] = NAMES) -> str | None:
    """Return the browser named in CHROMIUM, or the first one found on this machine, if any.

    Examples
    --------
    >>> installed_browser(["no-such-browser"]) == os.environ.get("CHROMIUM")
    True
    """
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def open_artist() -> Iterator[BrowserArtist | None]:
    """Open a browser in the background, or give None if there is none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None
        return
    program = installed_browser()
    wanted = [{"executable_path": program}] if program else [{"channel": name} for name in CHANNELS]
    with sync_playwright() as playwright:
        for way in wanted:
            try:
                browser = playwright.chromium.launch(args=list(FLAGS), **way)
            except Error:
                continue
            try:
                context = browser.new_context(offline=True, device_scale_factor=1.5)
                yield BrowserArtist(context.new_page())
            finally:
                browser.close()
            return
        yield None
