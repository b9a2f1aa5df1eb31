"""Which unknown decides: a sentence, a bar and a table from `data/sensitivity.json`."""

from __future__ import annotations

from html import escape

from helpers.evidence import Kind, evidence, say
from helpers.evidence.sensitivity import Index, Spread, spreads_of
from helpers.page.prose import folded
from helpers.page.provenance import kind_words
from helpers.page.tables import html_table

_SHADES = ("#0072B2", "#6B6B6B", "#9A9A9A", "#BDBDBD")
_REST = "#E4E4E4"
_HUNDRED = 99.5
_LEAST = 0.005  # a share that a bar does not show


def percent(share: float) -> int:
    """Return a share of variance in whole percent; chance can make it a little negative.

    Examples
    --------
    >>> percent(0.637), percent(-0.01)
    (64, 0)
    """
    return round(100 * max(0.0, share))


def plain(number: float) -> str:
    """Return a number in two figures, or whole: a range drawn by chance is no more exact.

    Examples
    --------
    >>> plain(8.674), plain(26.71), plain(279.4), plain(0.0312)
    ('8.7', '27', '279', '0.031')
    """
    return f"{number:.2g}" if abs(number) < _HUNDRED else f"{number:.0f}"


def group_words(row: Index) -> str:
    """Return what a group of numbers is, in words."""
    return say(f"unknown_group_{row.group}")


def kind_of(row: Index) -> Kind:
    """Return where the first number of a group comes from; it is the one that names it."""
    return evidence().parameters[row.parameters[0]].kind


def sentence(spread: Spread) -> str:
    """Say from which unknown most of a spread comes."""
    row = spread.first
    return say(
        "unknown_said" if len(spread.indices) > 1 else "unknown_whole",
        outcome=say(f"outcome_{spread.outcome}"),
        low=plain(spread.low),
        high=plain(spread.high),
        percent=percent(row.first),
        half=round(100 * row.first_interval),
        group=group_words(row),
        known=say(f"unknown_kind_{kind_of(row).name.lower()}"),
    )


def bar(spread: Spread) -> str:
    """Draw the shares as one bar; the table beside it says the same."""
    shown = [(percent(row.first), group_words(row)) for row in spread.indices]
    parts = [(size, words) for size, words in shown if size > 100 * _LEAST]
    rest = 100 - sum(size for size, _ in parts)
    scale = 100 / max(100, 100 - rest)  # chance can push their sum above the whole
    if rest > 0:
        parts.append((rest, say("unknown_together")))
    at, boxes = 0.0, []
    for place, (size, words) in enumerate(parts):
        last = rest > 0 and place == len(parts) - 1
        fill = _REST if last else _SHADES[min(place, len(_SHADES) - 1)]
        boxes.append(
            f'<rect x="{at:.4g}%" width="{size * scale:.4g}%" height="18" '
            f'fill="{fill}" stroke="#fff">'
            f"<title>{escape(words)}: {size}%</title></rect>"
        )
        at += size * scale
    return (
        f'<svg class="hcl-unknown-bar" width="100%" height="18" aria-hidden="true">'
        f"{''.join(boxes)}</svg>"
    )


def table(spread: Spread) -> str:
    """Return the indices as a table, with their intervals."""
    rows = [
        [
            escape(group_words(row)),
            _with_interval(row.first, row.first_interval),
            kind_words(kind_of(row)),
        ]
        for row in spread.indices
    ]
    head = [say(f"unknown_head_{name}") for name in ("group", "first", "kind")]
    return html_table(head, rows)


def _with_interval(share: float, half: float) -> str:
    return say("unknown_interval", value=percent(share), half=round(100 * half))


def which_unknown(lesson: str) -> str:
    """Return the part of a lesson that says which unknown decides; empty for a new lesson."""
    parts = []
    for spread in spreads_of(lesson):
        method = say("unknown_method", runs=f"{spread.runs:,}")
        inside = f"{table(spread)}<small>{escape(method)}</small>"
        parts.append(
            f"<p>{escape(sentence(spread))}</p>{bar(spread)}"
            f"<details><summary>{say('unknown_table')}</summary>{inside}</details>"
        )
    return folded(say("unknown_title"), "".join(parts)) if parts else ""
