"""Lesson 02: one follicle through its cycle."""

from __future__ import annotations

from helpers.page.drawings import follicle_sketch, progress
from helpers.page.spec import Drawing, Sketch
from helpers.pictures.follicle import in_cycle


def _cycle(names: bool, cycle_place: float) -> Sketch:
    return follicle_sketch(names, (in_cycle(cycle_place), ""))


CYCLE = Drawing(
    "cycle",
    _cycle,
    ("follicle:anagen", "follicle:catagen", "follicle:telogen", "follicle:exogen"),
    lambda: (progress("cycle_place", 25),),
    tuple({"cycle_place": place} for place in (25, 50, 68, 90)),
    longest="drawn_said_catagen",
)
