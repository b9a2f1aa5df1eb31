"""Where a number comes from, one press away: a button in the text opens its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from itertools import count

from helpers.evidence import (
    LANGUAGES,
    Claim,
    EvidenceError,
    HowRead,
    Kind,
    Parameter,
    Safety,
    Species,
    evidence,
    in_english,
    language,
    say,
)

Writer = Callable[[str, str, str], str]
"""From a piece of text (HTML), its card and a label to the HTML that ties them together."""

_ids = count(1)
_writer: ContextVar[Writer | None] = ContextVar("writer", default=None)


def kind_words(kind: Kind) -> str:
    """Return how a number came about, in words."""
    return say(f"origin_kind_{kind.name.lower()}")


def _species_words(species: Species) -> str:
    return say(f"origin_species_{species.name.lower()}")


def _level_words(level: int) -> str:
    return say(f"origin_level_{level}")


def english(text: str) -> str:
    """Return text of a row as HTML that says its language, where the page has another."""
    return in_english(escape(text), "span")


def badge(text: str) -> str:
    """Return a small framed word."""
    return f'<span class="hcl-badge">{escape(text)}</span>'


def source_list(ids: tuple[str, ...]) -> str:
    """Return the sources as a list, with how each was read."""
    items = []
    for name in ids:
        row = evidence().sources[name]
        text = english(row.citation)
        if row.link:
            # In a list of links each says whose paper it opens.
            whose = escape(f"{say('origin_open')}: {row.citation.split('. ')[0]}")
            link = f'<a href="{escape(row.link)}" target="_blank" rel="noopener"'
            text += f' {link} aria-label="{whose}">{say("origin_open")}</a>'
        if row.read == HowRead.SECONDARY:
            text += f" {say('origin_secondary')}"
        items.append(f"<li>{text}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else f"<p>{say('origin_no_source')}</p>"


def parameter_value(row: Parameter) -> str:
    """Return a parameter with its unit, as the text shows it."""
    if row.unit.startswith("share") and row.high <= 1:
        return f"{100 * row.value:g}%"
    return f"{row.value:,g} {row.unit}"


def parameter_range(row: Parameter) -> str:
    """Return the range of a parameter, in percent where its value is."""
    per = 100 if row.unit.startswith("share") and row.high <= 1 else 1
    low, high = (f"{per * end:,g}" for end in (row.low, row.high))
    return say("general_between", low=low, high=high) + ("%" if per > 1 else "")


def parameter_card(row: Parameter) -> str:
    """Return everything known about a parameter."""
    where = [_species_words(row.species)] if row.species != Species.NONE else []
    badges = [kind_words(row.kind), *where, _level_words(row.level)]
    ends = say("origin_range", low=f"{row.low:,g}", high=f"{row.high:,g}")
    return (
        f"<p><strong>{english(f'{row.name}: {row.value:,g} {row.unit}')}</strong> {ends}</p>"
        f"<p>{' '.join(map(badge, badges))}</p>"
        f"<p>{english(row.meaning)}</p><p>{english(row.chosen)}</p>{source_list(row.sources)}"
    )


def claim_card(row: Claim) -> str:
    """Return a claim with what speaks against it."""
    badges = f"{badge(_species_words(row.species))} {badge(_level_words(row.level))}"
    but = f"<strong>{say('origin_but')}</strong>"
    against = f"<p>{but} {english(row.counter)}</p>" if row.counter else ""
    return f"<p>{english(row.claim)}</p>{against}<p>{badges}</p>{source_list(row.sources)}"


def safety_card(row: Safety) -> str:
    """Return the rule for a danger with its urgency and its sources."""
    urgency = say(f"origin_urgency_{row.urgency.name.lower()}")
    badges = f"{badge(urgency)} {badge(_level_words(row.level))}"
    name = f"<strong>{english(row.title)}</strong>"
    return f"<p>{name}</p><p>{badges}</p>{source_list(row.sources)}"


def _citations(ids: tuple[str, ...]) -> str:
    return "; ".join(evidence().sources[name].citation for name in ids) or say("origin_no_citation")


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
        f"<li>{english(f'{row.name}: {row.value:,g} {row.unit}')}; {kind_words(row.kind)}, "
        f"{say('origin_level', level=row.level)} ({english(_citations(row.sources))})</li>"
        for row in rows
    )
    marks = "".join(
        f"<li>{english(f'{row.meaning}: {row.value:g} {row.unit}')} "
        f"({english(_citations(row.sources))}). {english(row.note)}</li>"
        for row in evidence().observations.values()
        if row.setup in setups
    )
    beside = f"<p>{say('origin_beside')}</p><ul>{marks}</ul>" if marks else ""
    computed = f"<strong>{say('origin_computed')}</strong>"
    return (
        f"<p>{computed} {say('origin_computed_with', settings=escape(settings))}</p>"
        f"<p>{say('origin_rests')}</p><ul>{items}</ul>{beside}"
    )


@contextmanager
def traced_by(writer: Writer) -> Iterator[None]:
    """Let `writer` tie text to cards while it lasts: on paper nothing can be pressed."""
    before = _writer.set(writer)
    try:
        yield
    finally:
        _writer.reset(before)


def traced(text: str, card: str, label: str | None = None) -> str:
    """Return a piece of text (HTML) that opens its card when pressed.

    `label` says of the card what the text does not; empty for a text that says it itself.
    """
    own, content = label == "", bool(label)
    label = label or say("origin_where")
    # Text and label of a number are English; what opens beside it is in the page's language.
    foreign = language() != LANGUAGES[0]
    named = f' lang="{LANGUAGES[0] if content else language()}"' if foreign else ""
    card = f'<span lang="{language()}">{card}</span>' if foreign else card
    if writer := _writer.get():
        return writer(text, card, label)
    name = f"hcl-row-{next(_ids)}"
    # A button cannot be broken over two lines, so its label carries the text: pressing
    # the label presses the button, and the button takes the keyboard. A screen reader meets
    # the button alone, named by the text.
    return (
        # Word joiners keep a full stop from starting the next line.
        f'<label class="traced" for="{name}-b" id="{name}-t" aria-hidden="true">{text}</label>'
        "&#8288;"
        f'<button type="button" class="open-origin" id="{name}-b" popovertarget="{name}"'
        f'{named} aria-label="{label}" aria-labelledby="{name}-t{"" if own else f" {name}-b"}">'
        "</button>&#8288;"
        f'<span popover class="hcl-row" id="{name}" role="dialog"{named} aria-label="{label}">'
        f'<button type="button" class="close" popovertarget="{name}" popovertargetaction="hide"'
        f' aria-label="{say("origin_close")}">✕</button>{_spans(card)}</span>'
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
        return say("question_source"), claim_card(evidence().claims[name])
    if kind == "safety" and name in evidence().safety:
        rule = evidence().safety[name]
        return escape(rule.sentence), safety_card(rule)
    raise EvidenceError(f"The text refers to {kind}:{name}, which has no row in data/.")
