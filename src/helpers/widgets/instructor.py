"""The instructor's pages: one guide a lesson, and the model beside what was observed."""

from __future__ import annotations

import ipywidgets as widgets

from helpers.evidence import EvidenceError, data_folder, in_english, say
from helpers.figures import stylesheet
from helpers.measure import check_all
from helpers.widgets.page import Stage
from helpers.widgets.prose import Facts, to_html
from helpers.widgets.provenance import english
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
    return _stage(say("teaching_guide", title=lesson.title), in_english(to_html(text, facts)))


def teaching(lessons: list[Lesson]) -> Stage:
    """Return the instructor's first page: the guides, and model against observation."""
    links = "".join(
        f'<li><a href="{lesson.notebook}">{english(lesson.title)}</a></li>'
        for lesson in lessons
        if (data_folder() / "guides" / f"{lesson.key}.md").is_file()
    )
    table = check_all()
    met = int(table["passed"].sum())
    said = say("teaching_meets", met=met, total=len(table))
    return _stage(
        said,
        f"<h3>{say('teaching_guides')}</h3><ul>{links}</ul>",
        _class_data(),
        f"<h3>{said}</h3>",
        _observations(),
    )


def _class_data() -> str:
    link = f'<a href="class_data.ipynb">{say("teaching_class_data")}</a>'
    return f"<p>{link}: {say('teaching_class_data_said')}</p>"


def _observations() -> str:
    table = check_all()
    rows = [
        [
            english(str(row.meaning)),
            english(str(row.unit)),
            f"{row.published:g}",
            say("general_between", low=f"{row.low:g}", high=f"{row.high:g}"),
            f"{row.model:.3g}",
            say("teaching_met") if row.passed else f"<strong>{say('teaching_missed')}</strong>",
            english(str(row.note)),
        ]
        for row in table.itertuples()
    ]
    names = ("observed", "unit", "published", "accepted", "model", "", "note")
    head = [say(f"teaching_{name}") if name else "" for name in names]
    return (
        f"<p>{say('teaching_each_row')}</p>"
        f"{html_table(head, rows)}{numbers_table(table, 'model_against_observation')}"
    )
