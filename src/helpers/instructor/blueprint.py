"""What the questions test: a table of lesson by tag, made from the files of questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.evidence import Question, load_questions, load_vignettes, say
from helpers.page.tables import html_table

TAGS = ("know", "see", "ask", "test", "do", "explain", "evidence")
"""What a question may test, as in the field `tests`."""

OF_MEDICINE = ("see", "ask", "test", "do", "explain")
"""Those that need a patient: signs, history, tests, what to do, what to tell."""

OF_MODEL = ("predict", "see")
"""The stages whose questions are about the model on the page."""


@dataclass(frozen=True)
class Row:
    """How many questions of a lesson test what.

    Examples
    --------
    >>> Row("one", {"see": 4}, medicine=3, model=1, dangers=0).total
    4
    """

    title: str
    tags: Mapping[str, int]
    medicine: int
    model: int
    dangers: int

    @property
    def total(self) -> int:
        """All questions of the lesson."""
        return sum(self.tags.values())


def row(title: str, questions: Sequence[Question]) -> Row:
    """Count the questions of a lesson by tag; those about the model are never medicine."""
    of_model = [question for question in questions if question.stage in OF_MODEL]
    return Row(
        title,
        Counter(question.tests for question in questions),
        sum(q.tests in OF_MEDICINE and q.stage not in OF_MODEL for q in questions),
        len(of_model),
        sum(question.red_flag for question in questions),
    )


def blueprint(titles: Mapping[str, str]) -> list[Row]:
    """Return a row for each lesson, and one for the vignettes of the examination.

    Parameters
    ----------
    titles : mapping
        Keys of lessons and their titles.
    """
    rows = [row(title, load_questions(key)) for key, title in titles.items()]
    return [*(one for one in rows if one.total), row(say("blueprint_exam"), load_vignettes())]


def blueprint_table(titles: Mapping[str, str]) -> str:
    """Return the blueprint as a table in HTML."""
    rows = blueprint(titles)
    head = [say("blueprint_lesson"), *(say(f"blueprint_{tag}") for tag in TAGS)]
    head += [say(f"blueprint_{name}") for name in ("total", "medicine", "model", "dangers")]
    return html_table(
        head,
        [
            [
                one.title,
                *(one.tags.get(tag, 0) for tag in TAGS),
                one.total,
                f"{one.medicine / one.total:.0%}",
                f"{one.model / one.total:.0%}",
                one.dangers,
            ]
            for one in rows
        ],
    )
