"""Questions with the feedback on every option, to be opened after thinking."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from helpers.evidence import Option, Question, evidence, in_english, say
from helpers.page.prose import Facts, inline, to_html
from helpers.page.provenance import english, source_list, traced
from helpers.page.tables import curve
from helpers.pictures.drawn import before_question
from helpers.printed.sheet import Sheet

Sketches = Sequence[Sequence[tuple[float, float]]]


def ask(sheet: Sheet, question: Question, facts: Facts, sketches: Sketches = ()) -> str:
    """Return one question; `sketches` are drawn beside its options."""
    sheet.questions += 1
    title = say("static_question", number=sheet.questions)
    marks = [*map(curve, sketches), *[""] * len(question.option)]
    options = "".join(
        f"<li>{mark}{_told(option.text, facts)}</li>"
        for option, mark in zip(question.option, marks, strict=False)
    )
    hint = f"<p><small>{_told(question.hint, facts)}</small></p>" if question.hint else ""
    stem = f"<p><strong>{title}.</strong> {_told(question.stem, facts)}</p>"
    picture = before_question(question.picture, sheet.questions)
    return (
        f'<div class="question">{picture}{stem}<ol type="A" class="options">{options}</ol>{hint}'
        f"{sheet.answer(title, say('static_answer'), _feedback(question, facts))}</div>"
    )


def _feedback(question: Question, facts: Facts) -> str:
    best = ascii_uppercase[question.answer]
    items = "".join(f"<li>{said(option, facts)}</li>" for option in question.option)
    warning = f"<p><strong>{danger(question)}</strong></p>" if question.red_flag else ""
    told = f"<p><strong>{best}</strong>: {say('static_best')}.</p>"
    return f'{told}{warning}<ol type="A">{items}</ol>'


def danger(question: Question) -> str:
    """Say what a missed danger means: other answers do not make up for it."""
    return say("static_danger_again" if question.variant_of else "static_danger")


def said(option: Option, facts: Facts) -> str:
    """Return everything that is said to whoever chose an option."""
    text = in_english(to_html(option.feedback, facts) + to_html(option.why, facts))
    if option.right:
        text = f'<p class="hcl-done">✓ {say("static_best")}</p>{text}'
    if option.misconception:
        row = evidence().misconceptions[option.misconception]
        source = traced(say("question_source"), source_list(row.sources))
        text += f"<p><em>{say('question_better')}</em> {english(row.better)} {source}</p>"
    return text


def _told(text: str, facts: Facts) -> str:
    return in_english(inline(text, facts), "span")
