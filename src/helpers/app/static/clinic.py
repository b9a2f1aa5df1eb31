"""The clinic as printed cases: what can be asked and examined is folded, and so is the answer."""

from __future__ import annotations

from html import escape

from helpers.app.static import words
from helpers.app.static.artist import placed
from helpers.app.static.sheet import Sheet
from helpers.describe import case_sentence
from helpers.evidence import STEPS, Case, catalogue, evidence, load_cases
from helpers.figures import case_chart
from helpers.measure import COSTS, Casebook, case_order, open_case
from helpers.widgets.prose import to_html
from helpers.widgets.provenance import model_card, source_list, traced
from helpers.widgets.spec import Clinic


def case_texts(case: Case) -> list[str]:
    """Return the texts of a case that may name a claim."""
    return [*(choice.feedback for choice in case.choice), *(point.text for point in case.teaching)]


def patients(sheet: Sheet, clinic: Clinic) -> str:
    """Return every patient, in the order of the clinic."""
    order = case_order(list(load_cases().values()), clinic.seed)
    card = model_card("the events that the history tells", clinic.parameters)
    return "".join(_patient(sheet, case, place, card) for place, case in enumerate(order, 1))


def _patient(sheet: Sheet, case: Case, place: int, card: str) -> str:
    book, person = open_case(case), case.person
    title = words.PATIENT.format(place=place, name=person.name, age=person.age, work=person.work)
    looks = words.LOOKS.format(level=case.level, skin=person.skin, hair=person.hair)
    return (
        f'<section class="patient"><h3>{escape(title)}</h3><p><small>{escape(looks)}</small></p>'
        f'<div class="hcl-case">{to_html(book.fill(case.opening))}</div>'
        f"<h4>{words.HISTORY}</h4>{_history(sheet, book)}"
        f"<h4>{words.TESTS}</h4>{_tests(sheet, book)}"
        f"<h4>{words.DECIDE}</h4><p>{words.DECIDE_TASK}</p>"
        f"{sheet.answer(title, words.SHOW_CASE, _looking_back(sheet, book, card))}</section>"
    )


def _folded(sheet: Sheet, name: str, body: str) -> str:
    if sheet.paper:
        return f"<dt>{escape(name)}</dt><dd>{body}</dd>"
    return f"<details><summary>{escape(name)}</summary>{body}</details>"


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
            _folded(sheet, offer.name, "".join(map(to_html, book.history(name))))
            for name, offer in catalogue().offers("history").items()
        ],
    )


def _tests(sheet: Sheet, book: Casebook) -> str:
    items = []
    for name, offer in catalogue().offers("tests").items():
        result = book.result(name)
        mark = f"<p><strong>{words.UNUSUAL}</strong></p>" if result.unusual else ""
        cost = f"{COSTS[result.test.cost]}, {result.test.wait}"
        items.append(_folded(sheet, f"{offer.name} ({cost})", mark + to_html(result.text)))
    return _list(sheet, items)


def _looking_back(sheet: Sheet, book: Casebook, card: str) -> str:
    case = book.case
    best = catalogue().offers("differential")[case.keys("differential")[0]].name
    parts = [f'<p class="hcl-done">{escape(words.EXPLAINS.format(name=best))}</p>']
    for step in STEPS:
        offers = catalogue().offers(step)
        rows = "".join(
            f"<li><strong>{escape(offers[name].name)}</strong> ({words.WORTH[choice.worth]}). "
            f"{_bare(to_html(book.fill(choice.feedback)))}{_idea(choice.misconception)}</li>"
            for name, choice in case.at(step).items()
        )
        if rows:
            parts.append(f"<p><strong>{words.STEPS[step]}</strong></p><ul>{rows}</ul>")
    points = "".join(f"<li>{_bare(to_html(book.fill(p.text)))}</li>" for p in case.teaching)
    parts.append(f"<p><strong>{escape(case.title)}</strong></p><ul>{points}</ul>")
    for name, text in (
        (words.SUMMARY, case.answer_model.summary),
        (words.PLAN, case.answer_model.plan),
    ):
        parts.append(f"<p><strong>{name}.</strong> {_bare(to_html(book.fill(text)))}</p>")
    sheet.pictures += 1
    chart = placed(sheet.artist.chart(case_chart(book)), sheet.pictures)
    parts.append(
        f"<p><strong>{words.COURSE}.</strong> {sheet.note(words.ORIGIN, card)}</p>"
        f'<div class="panels"><figure class="panel"><div class="chart">{chart}</div>'
        f'<figcaption class="say">{escape(case_sentence(book))}</figcaption></figure></div>'
    )
    return "".join(parts)


def _idea(name: str) -> str:
    if not name:
        return ""
    row = evidence().misconceptions[name]
    source = traced("source", source_list(row.sources)) if row.sources else ""
    return f" “{escape(row.think)}” <em>Better supported:</em> {escape(row.better)} {source}"


def _bare(html: str) -> str:
    return html.removeprefix("<p>").removesuffix("</p>")
