"""Tables and small drawings in HTML."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from functools import cache, partial
from html import escape

import pandas as pd

from helpers.evidence import (
    LANGUAGES,
    Question,
    evidence,
    in_english,
    language,
    phrases,
    row_of,
    say,
)
from helpers.page.provenance import (
    english,
    kind_words,
    parameter_range,
    parameter_value,
    source_list,
    traced,
)
from helpers.pictures.labels import group_words

_BELOW = re.compile(r"Below ([\d.]+): (.*)")
_CLAIM = re.compile(r"\]\(claim:([a-z0-9_]+)\)")


def html_table(
    head: Sequence[str], rows: Iterable[Sequence[str | float]], scrolls: str = ""
) -> str:
    """Return a table; the first cell of a row names it, numbers stand to the right.

    A table that is always larger than its place is given a name in `scrolls`, so that the
    keyboard can reach and scroll it.

    Text cells are HTML and must be escaped by the caller.

    Examples
    --------
    >>> html_table(["Day", "Hairs"], [["one", 2]]).count("<td")
    1
    >>> "-0" in html_table(["Day", "Missing"], [["one", -0.0]])
    False
    """
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = []
    for name, *cells in rows:
        shown = "".join(
            f"<td>{cell}</td>" if isinstance(cell, str) else f'<td class="figure">{cell:zg}</td>'
            for cell in cells
        )
        first = name if isinstance(name, str) else f"{name:zg}"
        body.append(f'<tr><th scope="row">{first}</th>{shown}</tr>')
    top = f"<thead><tr>{heads}</tr></thead>" if head else ""
    reach = f' tabindex="0" role="group" aria-label="{scrolls}"' if scrolls else ""
    return f'<div class="scroll"{reach}><table>{top}<tbody>{"".join(body)}</tbody></table></div>'


@cache
def column_words(name: str, language_: str) -> str:
    """Return a heading or a name in a model's table as HTML.

    The model's tables are English; a row `column_...` holds each of their names. What has
    none, such as the name of a study, stays English and says so.

    Examples
    --------
    >>> column_words("Hairs standing (%)", "en")
    'Hairs standing (%)'
    """
    if language_ == LANGUAGES[0]:
        return escape(name)
    if below := _BELOW.fullmatch(name):
        return escape(say("column_below", line=below[1], group=group_words(below[2])))
    row = f"column_{row_of(name)}"
    return escape(say(row)) if row in phrases() else english(name)


def shown(table: pd.DataFrame) -> tuple[list[str], list[list[str | float]]]:
    """Return the headings and the rows of a model's table for `html_table`."""
    words = partial(column_words, language_=language())
    rows = [
        [words(cell) if isinstance(cell, str) else cell for cell in row]
        for row in table.itertuples(index=False)
    ]
    return [words(str(column)) for column in table.columns], rows


def numbers_table(table: pd.DataFrame, name: str) -> str:
    """Return a folded table of numbers with a link that saves it as CSV."""
    data = base64.b64encode(table.to_csv(index=False).encode()).decode()
    return (
        f"<details><summary>{say('general_table')}</summary>"
        f"{html_table(*shown(table), scrolls=say('general_table'))}"
        f'<a download="{name}.csv" href="data:text/csv;base64,{data}">'
        f"{say('general_save_csv')}</a></details>"
    )


def parameter_table(parameters: Iterable[str], heading: bool = True) -> str:
    """Return every number of a model with its range, kind, level and reasons."""
    rows = [
        [
            english(row.name),
            in_english(parameter_value(row), "span"),
            parameter_range(row),
            kind_words(row.kind),
            str(row.level),
            traced(
                say("table_source_reasons"),
                f"<p>{english(row.chosen)}</p>{source_list(row.sources)}",
                escape(row.name),
            ),
        ]
        for row in (evidence().parameters[name] for name in parameters)
    ]
    top = say("table_every_number")
    head = [say(f"table_{name}") for name in ("number", "default", "range", "kind", "level", "why")]
    return (
        f"{f'<h3>{top}</h3>' if heading else ''}{html_table(head, rows)}"
        f"<p><small>{say('table_levels_said')}</small></p>"
    )


def lesson_sources(
    texts: Iterable[str], questions: Iterable[Question], parameters: Iterable[str]
) -> str:
    """Return, folded, every source that a lesson's words or numbers rest on."""
    options = [option for question in questions for option in question.option]
    words = "\n".join([*texts, *(option.feedback + option.why for option in options)])
    used = {
        source for name in _CLAIM.findall(words) for source in evidence().claims[name].sources
    } | {source for name in parameters for source in evidence().parameters[name].sources}
    return (
        f"<details><summary>{say('table_sources', number=len(used))}</summary>"
        f"{source_list(tuple(sorted(used)))}</details>"
    )


def glossary() -> str:
    """Return the glossary, folded."""
    terms = sorted(evidence().glossary.values(), key=lambda row: row.term.lower())
    rows = [[escape(row.term), escape(row.meaning)] for row in terms]
    return (
        f"<details><summary>{say('table_glossary')}</summary>"
        f"{in_english(html_table((), rows))}</details>"
    )


def curve(sketch: Sequence[tuple[float, float]]) -> str:
    """Return a small drawing of a curve; the words of its option say the same."""
    width, height, days, top = 92, 40, 300, 5
    path = " ".join(
        f"{(day + 30) / (days + 30) * width:.0f},{height - 3 - factor / top * (height - 6):.0f}"
        for day, factor in [(-30.0, 1.0), *sketch]
    )
    return (
        f'<svg class="hcl-curve" width="{width}" height="{height}" aria-hidden="true">'
        f'<line x1="8" x2="8" y1="2" y2="{height}"/><polyline points="{path}"/></svg>'
    )
