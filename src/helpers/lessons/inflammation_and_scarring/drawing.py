"""Lesson 08: where an inflammation sits, and what can be left after it."""

from __future__ import annotations

from helpers.page.drawings import follicle_sketch
from helpers.page.in_notebook.controls import ChoiceControl
from helpers.page.spec import Drawing, Sketch
from helpers.pictures.follicle import Follicle

_LEFT = {"bulb": Follicle("anagen", 0.33), "bulge": Follicle("scarred", 1.0)}
"""After an attack on the bulb a new hair comes; after one on the bulge there may be a scar."""


def _place() -> ChoiceControl:
    return ChoiceControl("attack_place", ("bulb", "bulge"))


def _attack(names: bool, attack_place: str) -> Sketch:
    return follicle_sketch(names, (Follicle(attack=attack_place), ""))


def _after(names: bool, attack_place: str, attack_when: str) -> Sketch:
    active = Follicle(attack=attack_place)
    return follicle_sketch(names, (active if attack_when == "during" else _LEFT[attack_place], ""))


ATTACK = Drawing(
    "attack",
    _attack,
    ("follicle:attack_bulb", "follicle:attack_bulge"),
    lambda: (_place(),),
    ({"attack_place": "bulb"}, {"attack_place": "bulge"}),
    longest="drawn_said_attack_bulge",
)
AFTER = Drawing(
    "after",
    _after,
    ("follicle:new_anagen", "follicle:scarred"),
    lambda: (_place(), ChoiceControl("attack_when", ("during", "after"))),
    tuple({"attack_place": place, "attack_when": "after"} for place in ("bulb", "bulge")),
    longest="drawn_said_scarred",
)
