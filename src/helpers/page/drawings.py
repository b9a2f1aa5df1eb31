"""Drawings that more than one lesson shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpers.evidence import say
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.spec import Drawing, Sketch
from helpers.pictures.drawn import Picture, follicle_said, picture
from helpers.pictures.follicle import Follicle, section
from helpers.pictures.hair_ends import ENDS
from helpers.pictures.pull_test import STEPS


def follicle_sketch(names: bool, *shown: tuple[Follicle, str]) -> Sketch:
    """Return follicles side by side, each with words under it, and what they show in a sentence."""
    pictures = tuple(
        Picture(section(one, labels=names, margins=True), follicle_said(one), words)
        for one, words in shown
    )
    return Sketch(pictures, " ".join(follicle_said(one) for one, _ in shown))


def _row_of(pictures: Sequence[str], names: bool) -> tuple[Picture, ...]:
    shown = [picture(name) for name in pictures]
    return tuple(one if names else replace(one, caption="") for one in shown)


def _ends(names: bool) -> Sketch:
    return Sketch(_row_of(_ALL_ENDS, names), say("drawn_said_ends"))


_ALL_ENDS = tuple(f"hair_end:{name}" for name in ENDS)
HAIR_ENDS = Drawing("ends", _ends, _ALL_ENDS)


def _steps(test: str) -> Drawing:
    shown = tuple(f"{test}:{number}" for number in range(1, len(STEPS[test]) + 1))

    def draw(names: bool) -> Sketch:
        del names  # the steps are always said
        return Sketch(_row_of(shown, True), say(f"drawn_said_{test}"))

    return Drawing(test, draw, shown, names=False)


PULL_TEST, TUG_TEST = _steps("pull_test"), _steps("tug_test")


def progress(key: str, begins: float = 0) -> NumberControl:
    """Return a slider from the beginning to the end of what a drawing shows."""
    return NumberControl(key, "", 0, 100, 1, "%", default=begins)


def pushed(share: float) -> Follicle:
    """Return a growing follicle that is sent to rest, at a share of its way there.

    Examples
    --------
    >>> [pushed(share).phase for share in (0, 0.5, 1)]
    ['anagen', 'catagen', 'telogen']
    """
    grows, shrinks = 0.15, 0.8
    if share < grows:
        return Follicle("anagen", 0.6)
    if share < shrinks:
        return Follicle("catagen", (share - grows) / (shrinks - grows))
    return Follicle("telogen", 0.5)


def _push(names: bool, push_time: float) -> Sketch:
    return follicle_sketch(names, (pushed(push_time / 100), ""))


PUSH = Drawing(
    "push",
    _push,
    ("follicle:anagen", "follicle:catagen", "follicle:telogen"),
    lambda: (progress("push_time"),),
    ({"push_time": 0}, {"push_time": 50}, {"push_time": 100}),
    longest="drawn_said_catagen",
)
