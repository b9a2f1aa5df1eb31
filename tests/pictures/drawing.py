"""What a browser draws without a server, close looks among it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from helpers.evidence import words
from helpers.page.in_notebook.close_view import script
from helpers.printed.artist import open_artist


@contextmanager
def blank_page() -> Iterator[Any]:
    """Open an empty page; on a machine without a browser, skip what needs it."""
    with open_artist() as artist:
        if artist is None:
            pytest.skip("there is no browser on this machine")
        yield artist.page.context.new_page()


def sheets(page: Any, file: Path) -> int:
    """Return on how many sheets a browser prints a file, with the file's own margins."""
    page.goto(file.as_uri())
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def sent(traits: dict[str, Any]) -> dict[str, Any]:
    """Return the traits of a widget as a page can take them."""
    return {
        name: {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in (traits | {"ui": words("picture")}).items()
    }


def prepare(page: Any) -> None:
    """Load the widget's code into a page."""
    page.set_content('<!DOCTYPE html><html lang="en"><body></body></html>')
    page.add_script_tag(content=Path(__file__).with_name("canvas.js").read_text(encoding="utf-8"))
    page.evaluate("code => load(code)", script("closeup"))
