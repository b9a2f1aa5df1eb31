"""Questions with the feedback on every option, to be opened after thinking."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import ascii_uppercase

from helpers.app.static import words
from helpers.app.static.sheet import Sheet
from helpers.evidence import Option, Question, evidence
from helpers.widgets.prose import Facts, inline, to_html
from helpers.widgets.provenance import source_list, traced
from helpers.widgets.tables import curve

Sketches = Sequence[Sequence[tuple[float, float]]]


def ask(sheet: Sheet, question: Question, facts: Facts, sketches: Sketches = ()) -> str:
    """Return one question; `sketches` are drawn beside its options."""
    sheet.questions += 1
    title = words.QUESTION.format(number=sheet.questions)
    marks = [*map(curve, sketches), *[""] * len(question.option)]
    options = "".join(
        f"<li>{mark}{inline(option.text, facts)}</li>"
        for option, mark in zip(question.option, marks, strict=False)
    )
    hint = f"<p><small>{inline(question.hint, facts)}</small></p>" if question.hint else ""
    stem = f"<p><strong>{title}.</strong> {inline(question.stem, facts)}</p>"
    return (
        f'<div class="question">{stem}<ol type="A" class="options">{options}</ol>{hint}'
        f"{sheet.answer(title, words.ANSWER, _feedback(question, facts))}</div>"
    )


def _feedback(question: Question, facts: Facts) -> str:
    best = ascii_uppercase[question.answer]
    items = "".join(f"<li>{_said(option, facts)}</li>" for option in question.option)
    return f'<p><strong>{best}</strong>: {words.BEST}.</p><ol type="A">{items}</ol>'


def _said(option: Option, facts: Facts) -> str:
    text = to_html(option.feedback, facts) + to_html(option.why, facts)
    if option.right:
        text = f'<p class="hcl-done">✓ {words.BEST}</p>{text}'
    if option.misconception:
        row = evidence().misconceptions[option.misconception]
        source = traced("source", source_list(row.sources))
        text += f"<p><em>Better supported:</em> {escape(row.better)} {source}</p>"
    return text
