"""The instructor's pages: one guide a lesson, and the model beside what was observed."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from helpers.evidence import EvidenceError, data_folder
from helpers.figures import stylesheet
from helpers.measure import check_all
from helpers.widgets.page import Stage
from helpers.widgets.prose import Facts, to_html
from helpers.widgets.spec import Lesson
from helpers.widgets.tables import html_table, numbers_table


def _stage(text: str, *parts: str) -> Stage:
    def build(_: Stage) -> list[widgets.Widget]:
        style = widgets.HTML(f"<style>{stylesheet()}</style>")
        style.layout.display = "none"
        return [style, *map(widgets.HTML, parts)]

    stage = Stage(text, "", build)
    stage.reveal()
    return stage


def guide(lesson: Lesson, facts: Facts) -> Stage:
    """Return the guide of a lesson.

    Raises
    ------
    EvidenceError
        If the lesson has no guide yet; the message names the file to write.
    """
    path = data_folder() / "guides" / f"{lesson.key}.md"
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Write it, then try again.")
    # The notebook has the page's first heading, so the guide's own one is dropped.
    text = path.read_text(encoding="utf-8").split("\n", 1)[1]
    return _stage(f"Guide to the lesson “{lesson.title}”.", to_html(text, facts))


def teaching(lessons: list[Lesson]) -> Stage:
    """Return the instructor's first page: the guides, and model against observation."""
    links = "".join(
        f'<li><a href="{lesson.notebook}">{escape(lesson.title)}</a></li>'
        for lesson in lessons
        if (data_folder() / "guides" / f"{lesson.key}.md").is_file()
    )
    table = check_all()
    met = int(table["passed"].sum())
    said = f"The model meets {met} of {len(table)} published observations."
    return _stage(said, f"<h3>Guides</h3><ul>{links}</ul>", f"<h3>{said}</h3>", _observations())


def _observations() -> str:
    table = check_all()
    rows = [
        [
            escape(str(row.meaning)),
            escape(str(row.unit)),
            f"{row.published:g}",
            f"{row.low:g} to {row.high:g}",
            f"{row.model:.3g}",
            "met" if row.passed else "<strong>missed</strong>",
            escape(str(row.note)),
        ]
        for row in table.itertuples()
    ]
    head = ("Observed", "Unit", "Published", "Accepted", "Model", "", "Note")
    return (
        "<p>Each row is a published observation, the band we accept, and what the model gives. "
        "A miss stays in the table with its explanation; it is not tuned away.</p>"
        f"{html_table(head, rows)}{numbers_table(table, 'model_against_observation')}"
    )
