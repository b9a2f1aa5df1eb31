"""Close looks, drawn by a browser without a server."""

import base64
from pathlib import Path
from typing import Any

from helpers.evidence import words
from helpers.page.in_notebook.close_view import script


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
