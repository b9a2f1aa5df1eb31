"""The end of a visit on the page, and the record that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import ipywidgets as widgets

from helpers.clinic.close_view import caption_of, case_close, normal_close
from helpers.clinic.debrief import Visit, debrief, harm, in_detail, moved
from helpers.clinic.judge import record_of
from helpers.clinic.picture import ending_chart
from helpers.clinic.sentence import ending_sentence
from helpers.evidence import Case, catalogue, say
from helpers.page.in_notebook.close_view import CloseUp
from helpers.page.in_notebook.live import Fit, Landing, Sentence
from helpers.page.provenance import model_card, traced
from helpers.pictures.close_view import close_view
from helpers.pictures.theme import live
from helpers.pictures.widget import HTML, Box


def end_view(visit: Visit, parameters: Sequence[str], focus: bool) -> list[widgets.Widget]:
    """Return what is shown once the plan is committed: harm first, then months, then words.

    Parameters
    ----------
    visit : Visit
    parameters : sequence of str
        Rows that the model uses, for the card behind the picture.
    focus : bool
        Move the keyboard to the heading.
    """
    card = model_card(say("case_this_patient"), tuple(parameters))
    picture = Box([live(ending_chart(visit.case, visit.end))])
    picture.add_class("hcl-pictures")
    origin = traced(say("page_origin"), card, "")
    # Of somebody who was sent on before the last thought, steps fell out: no numbers then.
    title = say("case_next" if visit.last else "case_next_urgent")
    heading = f"<h3>{escape(title)}</h3>{harm(visit)}"
    return [
        Landing(value=heading, take_focus=focus),
        picture,
        Fit(),
        Sentence(value=escape(ending_sentence(visit.case, visit.end))),
        *beside_normal(visit.case),
        HTML(f"<p><small>{origin}</small></p>{debrief(visit)}{moved(visit)}"),
        HTML(in_detail(visit)),
    ]


def beside_normal(case: Case) -> list[widgets.Widget]:
    """Return the scalp of the visit beside a normal one on the same skin."""
    looks = (("close_visit", case_close(case)), ("close_normal", normal_close(case)))
    caption = caption_of(case)
    marked = (CloseUp(**close_view(view, caption, when=""), mark=say(mark)) for mark, view in looks)
    return [beside(*marked)]


def beside(*looks: CloseUp) -> Box:
    """Return close looks side by side, at the same scale."""
    pair = Box(looks)
    pair.add_class("hcl-pair")
    if len(looks) > 1:
        pair.add_class("hcl-two")
    shown = Box([pair])
    shown.add_class("hcl-pictures")
    return shown


def record_of_visit(visit: Visit, today: date) -> dict[str, object]:
    """Return the record of a visit that is over, with the question as the review asks it.

    Examples
    --------
    >>> from helpers.clinic.ending import ending
    >>> from helpers.evidence import STEPS, load_cases
    >>> case = load_cases()["short_hairs"]
    >>> visit = Visit(case, {step: [] for step in STEPS}, ending(case, []))
    >>> record_of_visit(visit, date(2026, 5, 1))["asked"]
    'What explains the hair of Mina, 43, best?'
    """
    first, last = visit.first, visit.last
    final = last or first
    record = record_of(
        visit.case,
        visit.chosen,
        final.sure if final else 0,
        today,
        (first.diagnosis, first.sure) if first else ("", 0),
        visit.end,
    )
    person, offers = visit.case.person, catalogue().offers("differential")
    asked = say("case_question", name=person.name, age=person.age)
    thought = visit.chosen["differential"]
    text = offers[thought[0]].name if thought else say("clinic_went_sent")
    return {"asked": asked, "text": text, **record}
