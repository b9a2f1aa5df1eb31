"""Markdown to HTML, with every number traceable.

A link whose address is not a web page ties a piece of text to its origin:

- ``[](param:telogen_mean)`` prints the value of a parameter,
- ``[about 85%](claim:shares_textbook)`` ties words to a claim,
- ``[Fever …: emergency department now.](safety:fever_marrow)`` is the rule for a danger, in its
  own words,
- ``[](model:shed_per_day)`` prints what the model computes,
- ``[80 hairs](invented)`` marks a number of a made-up case,
- ``[2 years](setting)`` marks a number that the reader is asked to set.

In a guide, ``[Open it](scenario:day=84)`` and ``[Rafael](case:sudden_loss)`` open a lesson.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from helpers.evidence import EvidenceError
from helpers.page.provenance import look_up, traced

Facts = Mapping[str, tuple[str, str]]
"""From the name of a computed number to its text and its card."""

Openers = Mapping[str, Callable[[str], tuple[str, str]]]
"""From a kind of link to what turns its name into the HTML before and after its words."""


class _Renderer(RendererHTML):
    def link_open(self, tokens, idx, options, env):  # type: ignore[no-untyped-def]
        kind, name = _reference(tokens[idx])
        empty = tokens[idx + 1].type == "link_close"
        if kind in ("invented", "setting"):
            env["origin"].append("</span>")
            return f'<span class="{kind}">'
        if kind == "http":
            env["origin"].append("</a>")
            if not name.endswith(".ipynb"):
                tokens[idx].attrSet("target", "_blank")
                tokens[idx].attrSet("rel", "noopener")
            return self.renderToken(tokens, idx, options, env)
        if kind in env["openers"]:
            opening, closing = env["openers"][kind](name)
            env["origin"].append(closing)
            return opening
        if kind == "model":
            if name not in env["facts"]:
                raise EvidenceError(
                    f"The text refers to model:{name}, which the lesson does not compute."
                )
            text, card = env["facts"][name]
        else:
            text, card = look_up(kind, name)
        opening, closing = traced("\0", card).split("\0")
        env["origin"].append(closing)
        return opening + (text if empty else "")

    def table_open(self, tokens, idx, options, env):  # type: ignore[no-untyped-def]
        # On a phone, with letters set wide, a table may be wider than the page.
        return '<div class="scroll"><table>'

    def table_close(self, tokens, idx, options, env):  # type: ignore[no-untyped-def]
        return "</table></div>"

    def td_open(self, tokens, idx, options, env):  # type: ignore[no-untyped-def]
        # The first cell of a row names it for a screen reader, as in our other tables; of two
        # columns, each may stand for itself.
        three = tokens[idx + 3].type == "td_open" == tokens[min(idx + 6, len(tokens) - 1)].type
        if tokens[idx - 1].type == "tr_open" and tokens[idx + 1].content and three:
            tokens[idx].tag = tokens[idx + 2].tag = "th"
            tokens[idx].attrSet("scope", "row")
            tokens[idx].attrSet("class", "plain")
        return self.renderToken(tokens, idx, options, env)

    def link_close(self, tokens, idx, options, env):  # type: ignore[no-untyped-def]
        return env["origin"].pop()


def _reference(token: Token) -> tuple[str, str]:
    address = str(token.attrGet("href") or "")
    if address.startswith(("http://", "https://", "../", "./")) or address.endswith(".ipynb"):
        return "http", address
    kind, _, name = address.partition(":")
    return kind, name


_markdown = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Renderer).enable("table")


def to_html(text: str, facts: Facts | None = None, openers: Openers | None = None) -> str:
    """Render Markdown.

    Parameters
    ----------
    text : str
    facts : mapping, optional
        What the model computes, for links to it.
    openers : mapping, optional
        Further kinds of links, such as a guide has.

    Raises
    ------
    EvidenceError
        If the text refers to a row that does not exist.

    Examples
    --------
    >>> to_html("It takes *weeks*.")
    '<p>It takes <em>weeks</em>.</p>'
    """
    env = {"facts": facts or {}, "openers": openers or {}, "origin": []}
    return str(_markdown.renderer.render(_parsed(text), _markdown.options, env)).strip()


@lru_cache(maxsize=4096)
def _parsed(text: str) -> list[Token]:
    """Read a text once: the same notes and lessons are shown again and again."""
    return _markdown.parse(text, {})


def task_of(text: str) -> tuple[str, str, str]:
    r"""Return what stands before the task of a figure, the task, and what follows it.

    The task is the paragraph that asks the reader to press the button. It stands beside the
    figure, so it is there while the figure changes. A text that begins with it stays whole.

    Examples
    --------
    >>> task_of("Two charts.\n\nPress the button. **Watch both.**\n\nThen go on.")
    ('Two charts.', 'Press the button. **Watch both.**', 'Then go on.')
    >>> task_of("Press the button.")
    ('Press the button.', '', '')
    """
    parts = re.split(r"\n{2,}", text.strip())
    at = next((place for place, one in enumerate(parts) if "ress the button" in one), 0)
    if not at:
        return text, "", ""
    return "\n\n".join(parts[:at]), parts[at], "\n\n".join(parts[at + 1 :])


def goal_of(text: str) -> tuple[str, str, str]:
    r"""Return what stands before the goal of a challenge, the goal, and what follows it.

    The goal stands beside the figure, so it is there while the student tries to reach it.

    Examples
    --------
    >>> goal_of("A flare.\n\n**Your goal:** less than 5.\n\nThen try more.")
    ('A flare.', '**Your goal:** less than 5.', 'Then try more.')
    >>> goal_of("No goal is named.")
    ('No goal is named.', '', '')
    """
    parts = re.split(r"\n{2,}", text.strip())
    at = next((place for place, one in enumerate(parts) if one.startswith("**Your goal:**")), -1)
    if at < 0:
        return text, "", ""
    return "\n\n".join(parts[:at]), parts[at], "\n\n".join(parts[at + 1 :])


def folded(title: str, inside: str) -> str:
    """Return HTML that opens when its title is pressed.

    Examples
    --------
    >>> folded("Go deeper", "<p>More.</p>")
    '<details class="hcl-deeper"><summary>Go deeper</summary><p>More.</p></details>'
    """
    return f'<details class="hcl-deeper"><summary>{escape(title)}</summary>{inside}</details>'


def inline(text: str, facts: Facts | None = None, openers: Openers | None = None) -> str:
    """Render one line of Markdown, without a paragraph around it."""
    env = {"facts": facts or {}, "openers": openers or {}, "origin": []}
    return str(_markdown.renderInline(text, env))
