"""Charts that hide nothing: every chart of every lesson, drawn by plotly without a server."""

from pathlib import Path

import pytest
from charts import PHONE, WIDE, Drawn, all_charts
from plotly.offline import get_plotlyjs

from helpers.pictures.theme import stylesheet
from helpers.printed.artist import open_artist

Fault = tuple[str, int, str, str, str]
"""Lesson, width, kind, words, and where it was found."""


def faults(charts: list[Drawn]) -> list[Fault]:
    """Draw the charts at both widths and return what hides something."""
    found: list[Fault] = []
    with open_artist() as artist:
        if artist is None:
            pytest.skip("there is no browser on this machine")
        page = artist.page.context.new_page()
        page.set_content(
            f"<!DOCTYPE html><style>{stylesheet()}</style><div class=hcl><div id=plot></div></div>"
        )
        page.add_script_tag(content=get_plotlyjs())
        page.add_script_tag(content=Path(__file__).with_name("look.js").read_text(encoding="utf-8"))
        for drawn in charts:
            for width in (WIDE, PHONE):
                for kind, words in page.evaluate("([t, w]) => lookAt(t, w)", [drawn.text, width]):
                    found.append((drawn.lesson, width, kind, words, drawn.place))
    return found
