"""Where a number comes from, one press away: a button in the text opens its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from itertools import count

from helpers.evidence import Claim, EvidenceError, HowRead, Kind, Parameter, Species, evidence

Writer = Callable[[str, str, str], str]
"""From a piece of text (HTML), its card and a label to the HTML that ties them together."""

_ids = count(1)
_writer: ContextVar[Writer | None] = ContextVar("writer", default=None)
KIND_WORDS = {
    Kind.MEASURED: "measured",
    Kind.DERIVED: "worked out from measurements",
    Kind.ASSUMED: "assumed by us",
    Kind.TUNED: "tuned for this model",
}
SPECIES_WORDS = {
    Species.HUMAN: "in people",
    Species.MOUSE: "in mice",
    Species.SHEEP: "in sheep",
    Species.IN_VITRO: "in the dish",
    Species.NONE: "",
}
LEVEL_WORDS = {
    1: "level 1 of 5: systematic review of good studies",
    2: "level 2 of 5: trial or systematic review",
    3: "level 3 of 5: cohort or cross-sectional study",
    4: "level 4 of 5: case series or case-control study",
    5: "level 5 of 5: mechanism, animals, calculation or opinion",
}


def badge(text: str) -> str:
    """Return a small framed word."""
    return f'<span class="hcl-badge">{escape(text)}</span>'


def source_list(ids: tuple[str, ...]) -> str:
    """Return the sources as a list, with how each was read."""
    items = []
    for name in ids:
        row = evidence().sources[name]
        text = escape(row.citation)
        if row.link:
            text += (
                f' <a href="{escape(row.link)}" target="_blank" rel="noopener">Open the source</a>'
            )
        if row.read == HowRead.SECONDARY:
            text += " (read in somebody else's account)"
        items.append(f"<li>{text}</li>")
    return (
        f"<ul>{''.join(items)}</ul>"
        if items
        else "<p>No source: nobody seems to have measured it.</p>"
    )


def parameter_value(row: Parameter) -> str:
    """Return a parameter with its unit, as the text shows it."""
    if row.unit.startswith("share") and row.high <= 1:
        return f"{100 * row.value:g}%"
    return f"{row.value:,g} {row.unit}"


def parameter_card(row: Parameter) -> str:
    """Return everything known about a parameter."""
    where = SPECIES_WORDS[row.species]
    badges = [KIND_WORDS[row.kind], *([where] if where else []), LEVEL_WORDS[row.level]]
    return (
        f"<p><strong>{escape(row.name)}: {row.value:,g} {escape(row.unit)}</strong> "
        f"(range {row.low:,g} to {row.high:,g})</p>"
        f"<p>{' '.join(map(badge, badges))}</p>"
        f"<p>{escape(row.meaning)}</p><p>{escape(row.chosen)}</p>{source_list(row.sources)}"
    )


def claim_card(row: Claim) -> str:
    """Return a claim with what speaks against it."""
    where = SPECIES_WORDS[row.species] or "a calculation"
    against = f"<p><strong>But:</strong> {escape(row.counter)}</p>" if row.counter else ""
    return (
        f"<p>{escape(row.claim)}</p>{against}<p>{badge(where)} {badge(LEVEL_WORDS[row.level])}</p>"
        f"{source_list(row.sources)}"
    )


def _citations(ids: tuple[str, ...]) -> str:
    return "; ".join(evidence().sources[name].citation for name in ids) or "no source"


def model_card(settings: str, parameters: tuple[str, ...], setups: tuple[str, ...] = ()) -> str:
    """Say that a number was computed, and from what.

    Parameters
    ----------
    settings : str
        What the controls stood at, in words.
    parameters : tuple of str
        Rows of `parameters.csv` that the model uses.
    setups : tuple of str
        Set-ups of `observations.csv` whose published values are drawn beside the model.
    """
    rows = (evidence().parameters[name] for name in parameters)
    items = "".join(
        f"<li>{escape(row.name)}: {row.value:,g} {escape(row.unit)}; {KIND_WORDS[row.kind]}, "
        f"level {row.level} ({escape(_citations(row.sources))})</li>"
        for row in rows
    )
    marks = "".join(
        f"<li>{escape(row.meaning)}: {row.value:g} {escape(row.unit)} "
        f"({escape(_citations(row.sources))}). {escape(row.note)}</li>"
        for row in evidence().observations.values()
        if row.setup in setups
    )
    beside = f"<p>Published values shown beside it:</p><ul>{marks}</ul>" if marks else ""
    return (
        f"<p><strong>Computed by this model</strong> with {escape(settings)}.</p>"
        f"<p>It rests on:</p><ul>{items}</ul>{beside}"
    )


@contextmanager
def traced_by(writer: Writer) -> Iterator[None]:
    """Let `writer` tie text to cards while it lasts: on paper nothing can be pressed."""
    before = _writer.set(writer)
    try:
        yield
    finally:
        _writer.reset(before)


def traced(text: str, card: str, label: str = "where this comes from") -> str:
    """Return a piece of text (HTML) that opens its card when pressed."""
    if writer := _writer.get():
        return writer(text, card, label)
    name = f"hcl-row-{next(_ids)}"
    # A button cannot be broken over two lines, so its label carries the text: pressing
    # the label presses the button, and the button takes the keyboard.
    return (
        # Word joiners keep a full stop from starting the next line.
        f'<label class="traced" for="{name}-b">{text}</label>&#8288;'
        f'<button type="button" class="trace" id="{name}-b" popovertarget="{name}"'
        f' aria-label="{label}"></button>&#8288;'
        f'<span popover class="hcl-row" id="{name}" role="dialog" aria-label="{label}">'
        f"{_spans(card)}</span>"
    )


def _spans(card: str) -> str:
    """Make a card legal inside a paragraph: spans that look like paragraphs and lists."""
    for tag, style in (
        ("p", "display:block;margin-bottom:0.5em"),
        ("ul", "display:block;padding-left:1.2em"),
        ("li", "display:list-item"),
    ):
        card = card.replace(f"<{tag}>", f'<span style="{style}">').replace(f"</{tag}>", "</span>")
    return card


def look_up(kind: str, name: str) -> tuple[str, str]:
    """Return the default text and the card of a reference in a lesson's prose."""
    if kind == "param" and name in evidence().parameters:
        row = evidence().parameters[name]
        return parameter_value(row), parameter_card(row)
    if kind == "claim" and name in evidence().claims:
        return "source", claim_card(evidence().claims[name])
    raise EvidenceError(f"The text refers to {kind}:{name}, which has no row in data/.")
