"""Charts that hide nothing: every chart of every lesson, drawn by plotly without a server.

And what is drawn stays whole inside its chart; both are in one file, so that the models run once.
"""

from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest
from charts import Drawn, all_charts, charts_of
from drawing import blank_page
from inside import leaving

from helpers.course import lesson_keys
from helpers.pictures.drawing_program import load_into
from helpers.pictures.theme import blank_figure, stylesheet

Fault = tuple[str, int, str, str, str]
"""Lesson, width, kind, words, and where it was found."""


EXPECTED: dict[tuple[str, str], str] = {}
"""What is left for a reason, by lesson and kind. Nothing: what hides is mended, not listed."""


@pytest.fixture(scope="module")
def page():
    with blank_page() as page:
        page.set_content(
            f"<!DOCTYPE html><style>{stylesheet()}</style><style id=more></style>"
            "<div class=hcl><div id=plot></div></div>"
        )
        load_into(page)
        page.add_script_tag(content=Path(__file__).with_name("look.js").read_text(encoding="utf-8"))
        yield page


def faults(page, charts: list[Drawn], style: str = "") -> list[Fault]:
    """Draw the charts at their widths, under a further style, and return what hides something."""
    page.evaluate("(css) => { document.getElementById('more').textContent = css; }", style)
    found = page.evaluate("lookAtAll", [[drawn.text, drawn.widths] for drawn in charts])
    return [
        (charts[which].lesson, width, kind, words, charts[which].place)
        for which, width, kind, words in found
    ]


@pytest.mark.parametrize("when", ["widths", pytest.param("at_night", marks=pytest.mark.nightly)])
def test_no_chart_hides_what_it_shows(page, when):
    drawn = [replace(one, widths=getattr(one, when)) for one in all_charts()]
    listed = [
        f"{lesson} at {width}: {kind}: {words} ({place})"
        for lesson, width, kind, words, place in faults(page, drawn)
        if (lesson, kind) not in EXPECTED
    ]
    assert not listed, f"{len(listed)} faults:\n" + "\n".join(dict.fromkeys(listed[:40]))


@pytest.mark.parametrize("key", lesson_keys())
def test_what_is_drawn_stays_inside(key):
    listed = [fault for drawn in charts_of(key) for fault in leaving(drawn)]
    assert not listed, "\n".join(listed[:40])


def _kinds(page, figure: go.Figure, style: str = "") -> set[str]:
    return {fault[2] for fault in faults(page, [Drawn("none", "here", figure.to_json())], style)}


def _hill() -> go.Figure:
    figure = blank_figure(300)
    figure.add_scatter(x=[0, 5, 10], y=[0, 10, 0], mode="lines", line={"color": "#0072b2"})
    figure.update_layout(xaxis={"range": [0, 10]}, yaxis={"range": [0, 12]})
    return figure


def test_a_plain_chart_hides_nothing(page):
    assert _kinds(page, _hill()) == set()


def test_a_rule_that_hides_lines_is_found(page):
    assert _kinds(page, _hill(), ".hcl .trace { opacity: 0 !important }") == {"unpainted"}


def test_a_white_label_on_a_peak_is_found(page):
    label = {"x": 5, "y": 10, "text": "your prediction", "showarrow": False}
    assert "covers" in _kinds(page, _hill().add_annotation(**label, bgcolor="#ffffff"))
    assert "crossed" in _kinds(page, _hill().add_annotation(**(label | {"y": 8.5})))


def test_labels_on_labels_and_over_the_edge_are_found(page):
    label = {"x": 5, "y": 2, "text": "one label", "showarrow": False}
    twice = _hill().add_annotation(**label).add_annotation(**(label | {"text": "another"}))
    assert "overlap" in _kinds(page, twice)
    assert "leaves" in _kinds(page, _hill().add_annotation(**(label | {"x": 10, "text": "w" * 30})))


def test_two_lines_that_look_the_same_are_found(page):
    twin = _hill().add_scatter(x=[0, 5, 10], y=[2, 1, 3], mode="lines", line={"color": "#0072b2"})
    assert "alike" in _kinds(page, twin)


def test_two_zeros_that_collide_are_found(page):
    zeros = _hill().update_xaxes(ticklabelstandoff=0).update_yaxes(ticklabelstandoff=0)
    assert "zeros" in _kinds(page, zeros)
