"""The clinic as printed cases: what can be asked and examined is folded, and so is the answer."""

from __future__ import annotations

from html import escape

from helpers.clinic.casebook import Casebook, open_case
from helpers.clinic.ending import ending
from helpers.clinic.judge import rule
from helpers.clinic.next_patient import case_order
from helpers.clinic.notes import told, wait_words
from helpers.clinic.picture import ending_chart
from helpers.clinic.sentence import ending_sentence
from helpers.evidence import (
    STEPS,
    Case,
    Danger,
    catalogue,
    evidence,
    in_english,
    load_cases,
    say,
    say_name,
)
from helpers.page.prose import to_html
from helpers.page.provenance import english, model_card, source_list, traced
from helpers.page.spec import Clinic
from helpers.printed.artist import placed
from helpers.printed.sheet import Sheet


def case_texts(case: Case) -> list[str]:
    """Return the texts of a case that may name a claim."""
    return [*(choice.feedback for choice in case.choice), *(point.text for point in case.teaching)]


def patients(sheet: Sheet, clinic: Clinic) -> str:
    """Return every patient, in the order of the clinic."""
    order = case_order(list(load_cases().values()), clinic.seed)
    card = model_card(say("static_events"), clinic.parameters)
    return "".join(_patient(sheet, case, place, card) for place, case in enumerate(order, 1))


def _patient(sheet: Sheet, case: Case, place: int, card: str) -> str:
    book, person = open_case(case), case.person
    title = f"{place}. {person.name}, {person.age}, {person.work}"
    looks = say(
        "static_looks",
        level=case.level,
        skin=say_name(person.skin),
        hair=say_name(person.hair),
    )
    back = sheet.answer(title, say("static_show_case"), _looking_back(sheet, book, card))
    return (
        f'<section class="patient"><h3>{english(title)}</h3><p><small>{escape(looks)}</small></p>'
        f'<div class="hcl-case">{told(book.fill(case.opening))}</div>'
        f"<h4>{say('static_history')}</h4>{_history(sheet, book)}"
        f"<h4>{say('static_tests')}</h4>{_tests(sheet, book)}"
        f"<h4>{say('static_decide')}</h4><p>{say('static_decide_task')}</p>"
        f"{back}</section>"
    )


def _folded(sheet: Sheet, name: str, body: str) -> str:
    if sheet.paper:
        return f"<dt>{name}</dt><dd>{body}</dd>"
    return f"<details><summary>{name}</summary>{body}</details>"


def _list(sheet: Sheet, items: list[str]) -> str:
    return (
        f"<dl>{''.join(items)}</dl>"
        if sheet.paper
        else f'<div class="folds">{"".join(items)}</div>'
    )


def _history(sheet: Sheet, book: Casebook) -> str:
    return _list(
        sheet,
        [
            _folded(sheet, english(offer.name), "".join(map(told, book.history(name))))
            for name, offer in catalogue().offers("history").items()
        ],
    )


def _tests(sheet: Sheet, book: Casebook) -> str:
    items = []
    for name, offer in catalogue().offers("tests").items():
        result = book.result(name)
        cost = f"{say(f'case_cost_{result.test.cost}')}, {wait_words(result.test.wait)}"
        items.append(_folded(sheet, f"{english(offer.name)} ({cost})", told(result.text)))
    return _list(sheet, items)


def _looking_back(sheet: Sheet, book: Casebook, card: str) -> str:
    case = book.case
    best = catalogue().offers("differential")[case.keys("differential")[0]].name
    parts = [f'<p class="hcl-done">{escape(say("case_explains", name=best))}</p>']
    for step in STEPS:
        offers = catalogue().offers(step)
        rows = "".join(
            f"<li><strong>{english(offers[name].name)}</strong> "
            f"({say(f'static_worth_{choice.worth}')}). "
            f"{_bare(book.fill(choice.feedback))}"
            f"{_idea(choice.misconception)}</li>"
            for name, choice in case.at(step).items()
        )
        if rows:
            parts.append(f"<p><strong>{say(f'static_step_{step}')}</strong></p><ul>{rows}</ul>")
    points = "".join(f"<li>{_bare(book.fill(p.text))}</li>" for p in case.teaching)
    parts.append(f"<p><strong>{english(case.title)}</strong></p><ul>{points}</ul>")
    for name, text in (
        (say("case_two_sentences"), case.answer_model.summary),
        (say("case_a_plan"), case.answer_model.plan),
    ):
        parts.append(f"<p><strong>{name}</strong> {_bare(book.fill(text))}</p>")
    if case.danger:
        parts.append(f"<p><strong>{say('static_dangers')}</strong></p><ul>{_dangers(book)}</ul>")
    sheet.pictures += 1
    after = ending(case, [])
    drawn = ending_chart(case, after, "figure_end_lines_static")
    chart = placed(sheet.artist.chart(drawn), sheet.pictures)
    sentence = escape(ending_sentence(case, after))
    parts.append(
        f"<p><strong>{say('case_computed')}.</strong> {sheet.note(say('page_origin'), card)}</p>"
        f'<div class="panels"><figure class="panel"><div class="chart">{chart}</div>'
        f'<figcaption class="say">{sentence}</figcaption></figure></div>'
    )
    return "".join(parts)


def _dangers(book: Casebook) -> str:
    """Return what happens next after a plan that does harm, with the rule it breaks."""
    offers = catalogue().offers("plan")
    items = []
    for danger in book.case.danger:
        names = "; ".join(english(offers[name].name) for name in danger.unless or danger.when)
        trigger = say(
            "static_danger_waits" if danger.waits else f"static_danger_{_kind(danger)}", names=names
        )
        said = f"{book.fill(danger.next)} {rule(danger.rule)}".strip()
        items.append(f"<li><em>{trigger}</em> {_bare(said)}</li>")
    return "".join(items)


def _kind(danger: Danger) -> str:
    return "when" if danger.when else "unless"


def _idea(name: str) -> str:
    if not name:
        return ""
    row = evidence().misconceptions[name]
    source = traced(say("question_source"), source_list(row.sources)) if row.sources else ""
    think = english(say("case_quoted", idea=row.think))
    return f" {think} <em>{say('question_better')}</em> {english(row.better)} {source}"


def _bare(text: str) -> str:
    return in_english(to_html(text).removeprefix("<p>").removesuffix("</p>"), "span")
