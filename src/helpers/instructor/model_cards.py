"""The model cards as a page: what each model is for, rests on, meets, misses and leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import pandas as pd

from helpers.evidence import Kind, Parameter, Species, evidence, in_english, say
from helpers.evidence.model_cards import ModelCard, model_cards
from helpers.instructor.against_observations import ROLES, check_all, counts
from helpers.instructor.guides import instructor_page
from helpers.page.in_notebook.page import Stage
from helpers.page.prose import to_html
from helpers.page.provenance import claim_card, english, kind_words, traced
from helpers.page.spec import Clinic, Lesson
from helpers.page.tables import html_table, parameter_table

_BEST = 4
_SOURCE = "[{}](claim:ten_rules_published), [{}](claim:ten_rules_scale)"


def card_page(lessons: Sequence[Lesson | Clinic]) -> Stage:
    """Return the page of all model cards.

    Parameters
    ----------
    lessons : sequence of Lesson or Clinic
        All lessons, for links.
    """
    cards = model_cards().model
    found = counts(_checked())
    said = say("card_said", models=len(cards), **found)
    shelf = {lesson.key: lesson for lesson in lessons}
    parts = [f"<p>{say('card_all_met', **found)} {say('teaching_each_row')}</p>", _summary()]
    return instructor_page(said, *parts, *(_card(card, shelf) for card in cards))


def _checked(card: ModelCard | None = None) -> pd.DataFrame:
    """Return the observations of a model, or all, with what each of them shows."""
    table = check_all()
    return table if card is None else table[table["topic"].isin(card.topics)]


def _score(card: ModelCard) -> tuple[int, int]:
    grades = model_cards().grades(card)
    return sum(grade.score for _, grade in grades), _BEST * len(grades)


def _summary() -> str:
    rows: list[list[str | float]] = []
    for card in model_cards().model:
        table = _checked(card)
        found = counts(table)
        rows.append(
            [
                f'<a href="#card-{card.id}">{english(card.title)}</a>',
                len(card.parameters),
                len(card.tuned),
                _of(int(table["passed"].sum()), found["total"]),
                _of(found["met"], found["independent"]),
                _of(*_score(card)),
            ]
        )
    names = ("model", "numbers", "tuned", "met", "real", "rules")
    return html_table([say(f"card_head_{name}") for name in names], rows)


def _of(number: int, total: int) -> str:
    return f"{number}/{total}" if total else "–"


def _card(card: ModelCard, shelf: dict[str, Lesson | Clinic]) -> str:
    links = ", ".join(
        f'<a href="../{shelf[key].notebook}">{escape(shelf[key].title)}</a>' for key in card.lessons
    )
    claims = "".join(
        f"<li>{traced(english(row.claim), claim_card(row))}</li>"
        for row in (evidence().claims[name] for name in card.claims)
    )
    limits = "".join(f"<li>{english(text)}</li>" for text in card.limits)
    return (
        f'<section><h2 id="card-{card.id}">{english(card.title)}</h2>'
        f"<p>{english(card.purpose)}</p><p>{say('card_lessons')}: {links}</p>"
        f"<h3>{say('card_limits')}</h3><ul>{limits}</ul>"
        f"<h3>{say('card_rests')}</h3><ul>{claims}</ul>{_numbers(card)}"
        f"{_tuned(card)}{_observed(card)}{_rules(card)}</section>"
    )


def _numbers(card: ModelCard) -> str:
    rows = [evidence().parameters[name] for name in card.parameters]
    if not rows:
        return f"<p>{say('card_no_numbers')}</p>"
    kinds = Counter(row.kind for row in rows)
    levels = Counter(row.level for row in rows)
    said = say(
        "card_numbers",
        total=len(rows),
        kinds=", ".join(f"{kinds[kind]} {kind_words(kind)}" for kind in Kind if kinds[kind]),
        human=sum(row.species == Species.HUMAN for row in rows),
        animal=sum(_animal(row) for row in rows),
    )
    weak = ", ".join(
        say("card_at_level", number=number, level=level) for level, number in sorted(levels.items())
    )
    table = f"<details><summary>{say('card_all_numbers')}</summary>"
    return (
        f"<p>{said} {say('card_weakest', levels=weak)}</p>"
        f"{table}{parameter_table(card.parameters)}</details>"
    )


def _animal(row: Parameter) -> bool:
    return row.species in (Species.MOUSE, Species.SHEEP)


def _tuned(card: ModelCard) -> str:
    head = f"<h3>{say('card_tuned')}</h3>"
    if not card.tuned:
        return f"{head}<p>{say('card_nothing_tuned')}</p>"
    observed = evidence().observations
    rows = [
        [
            english(evidence().parameters[name].name),
            "<br>".join(
                english(f"{observed[one].meaning}: {observed[one].value:g} {observed[one].unit}")
                for one in ids
            ),
        ]
        for name, ids in card.tuned.items()
    ]
    table = html_table([say("table_number"), say("card_tuned_to")], rows)
    return f"{head}<p>{say('card_tuned_said')}</p>{table}"


def _observed(card: ModelCard) -> str:
    table = _checked(card)
    met = int(table["passed"].sum())
    head = f"<h3>{say('card_meets', met=met, total=len(table))}</h3>"
    if table.empty:
        return f"{head}<p>{say('card_no_observations')}</p>"
    rows = [
        [
            f"{english(str(row.meaning))} ({english(str(row.unit))})",
            f"{row.published:g}",
            say("general_between", low=f"{row.low:g}", high=f"{row.high:g}"),
            f"{row.model:.3g}",
            say("teaching_met") if row.passed else f"<strong>{say('teaching_missed')}</strong>",
            say(f"card_role_{row.role}"),
        ]
        for row in table.sort_values("role", key=lambda role: role.map(ROLES.index)).itertuples()
    ]
    names = ("observed", "published", "accepted", "model", "met")
    columns = [*(say(f"teaching_{name}") for name in names), say("card_role")]
    return f"{head}<p>{say('card_roles', **counts(table))}</p>{html_table(columns, rows)}"


def _rules(card: ModelCard) -> str:
    score, most = _score(card)
    rows = [
        [english(rule.name), str(grade.score), english(grade.reason)]
        for rule, grade in model_cards().grades(card)
    ]
    source = in_english(to_html(_SOURCE.format(say("card_rule"), say("card_score"))))
    head = [say(f"card_{name}") for name in ("rule", "score", "reason")]
    return (
        f"<h3>{say('card_rules', score=score, most=most)}</h3>{html_table(head, rows)}"
        f"<small>{source}</small>"
    )
