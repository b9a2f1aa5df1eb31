"""Pages for paper: templates of HTML that lie beside the code that fills them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


def template(file: Path) -> Template:
    """Return a template of HTML: what is put in is escaped, and nothing may be missing.

    Parameters
    ----------
    file : Path
        The template.
    """
    pages = Environment(
        loader=FileSystemLoader(file.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template(file.name)
