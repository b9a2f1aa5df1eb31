"""Markdown to HTML, with every number traceable.

A link whose address is not a web page ties a piece of text to its origin:

- ``[](param:telogen_mean)`` prints the value of a parameter,
- ``[about 85%](claim:shares_textbook)`` ties words to a claim,
- ``[](model:shed_per_day)`` prints what the model computes,
- ``[80 hairs](invented)`` marks a number of a made-up case,
- ``[2 years](setting)`` marks a number that the reader is asked to set.
"""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from helpers.evidence import EvidenceError
from helpers.widgets.provenance import look_up, traced

Facts = Mapping[str, tuple[str, str]]
"""From the name of a computed number to its text and its card."""


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

    def link_close(self, tokens, idx, options, env):  # type: ignore[no-untyped-def]
        return env["origin"].pop()


def _reference(token: Token) -> tuple[str, str]:
    address = str(token.attrGet("href") or "")
    if address.startswith(("http://", "https://", "../", "./")) or address.endswith(".ipynb"):
        return "http", address
    kind, _, name = address.partition(":")
    return kind, name


_markdown = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Renderer).enable("table")


def to_html(text: str, facts: Facts | None = None) -> str:
    """Render Markdown.

    Raises
    ------
    EvidenceError
        If the text refers to a row that does not exist.

    Examples
    --------
    >>> to_html("It takes *weeks*.")
    '<p>It takes <em>weeks</em>.</p>'
    """
    return str(_markdown.render(text, {"facts": facts or {}, "origin": []})).strip()


def inline(text: str, facts: Facts | None = None) -> str:
    """Render one line of Markdown, without a paragraph around it."""
    return str(_markdown.renderInline(text, {"facts": facts or {}, "origin": []}))
