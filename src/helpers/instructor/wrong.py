"""What this model got wrong: every miss, as prominent as the hits."""

from __future__ import annotations

from helpers.evidence import Prediction, Result, ledger, say
from helpers.instructor.against_observations import MISSES, check_all
from helpers.instructor.guides import instructor_page
from helpers.page.in_notebook.page import Stage
from helpers.page.provenance import english, source_list
from helpers.page.tables import html_table


def results(hit: bool) -> list[tuple[Prediction, Result]]:
    """Return the predictions of the ledger that were hit, or missed.

    Examples
    --------
    >>> len(results(True)) + len(results(False)) == sum(len(row.result) for row in ledger())
    True
    """
    return [(row, found) for row in ledger() for found in row.result if row.hit(found) == hit]


def wrong_page() -> Stage:
    """Return the page of misses and hits."""
    misses, hits = results(False), results(True)
    unfound = [row for row in ledger() if row.not_found]
    said = say("wrong_said", misses=len(misses) + len(MISSES), hits=len(hits), open=len(unfound))
    missed = [_missed(row, found) for row, found in misses] + _observations()
    parts = [
        f"<p>{say('wrong_intro')}</p>",
        f"<h2>{say('wrong_misses')}</h2>{_table(('what', 'said', 'found', 'why'), missed)}",
        f"<h2>{say('wrong_hits')}</h2>"
        + _table(("what", "said", "found", "note"), [_hit(row, found) for row, found in hits]),
        f"<h2>{say('wrong_open')}</h2>"
        + _table(
            ("what", "said", "known", "searched"),
            [
                [_what(row), _said(row), english(row.known), english(row.not_found)]
                for row in unfound
            ],
        ),
    ]
    return instructor_page(said, *parts)


def _table(names: tuple[str, ...], rows: list[list[str]]) -> str:
    heads = [
        say("wrong_searched") if name == "searched" else say(f"wrong_head_{name}") for name in names
    ]
    return html_table(heads, rows)


def _what(row: Prediction) -> str:
    return f"{english(row.quantity)}<br><small>{say('wrong_kind_ledger')}, {row.date}</small>"


def _said(row: Prediction) -> str:
    return say(
        "wrong_band",
        value=f"{row.predicted:g}", low=f"{row.low:g}", high=f"{row.high:g}",
        unit=english(row.unit),
    )  # fmt: skip


def _found(row: Prediction, found: Result) -> str:
    value = say("wrong_value", value=f"{found.found:g}", unit=english(row.unit))
    return f"{value}<br><small>{found.seen}</small>"


def _missed(row: Prediction, found: Result) -> list[str]:
    why = f"{english(found.note)} {english(found.miss)}{source_list(found.sources)}"
    return [_what(row), _said(row), _found(row, found), why]


def _hit(row: Prediction, found: Result) -> list[str]:
    note = f"{english(found.note)}{source_list(found.sources)}"
    return [_what(row), _said(row), _found(row, found), note]


def _observations() -> list[list[str]]:
    """Return the observations that are missed, in the same columns."""
    table = check_all().set_index("id")
    rows = []
    for name, reason in MISSES.items():
        row = table.loc[name]
        unit = english(str(row["unit"]))
        published = say(
            "wrong_band",
            value=f"{row['published']:g}", low=f"{row['low']:g}", high=f"{row['high']:g}",
            unit=unit,
        )  # fmt: skip
        rows.append(
            [
                f"{english(str(row['meaning']))}<br><small>{say('wrong_kind_observation')}</small>",
                say("wrong_value", value=f"{row['model']:.3g}", unit=unit),
                published,
                english(reason),
            ]
        )
    return rows
