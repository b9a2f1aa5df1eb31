"""Lesson 10: two ways in which a drug acts on a growing follicle."""

from __future__ import annotations

from helpers.page.drawings import follicle_sketch, progress, pushed
from helpers.page.in_notebook.controls import ChoiceControl
from helpers.page.spec import Drawing, Sketch
from helpers.pictures.follicle import Follicle


def _drug(names: bool, drug_way: str, drug_time: float) -> Sketch:
    share = drug_time / 100
    if drug_way == "rest":
        return follicle_sketch(names, (pushed(share), ""))
    return follicle_sketch(names, (Follicle("anagen", share, effect="cytotoxic"), ""))


DRUG = Drawing(
    "drug",
    _drug,
    ("follicle:narrowed", "follicle:broken", "follicle:catagen", "follicle:telogen"),
    lambda: (ChoiceControl("drug_way", ("cytotoxic", "rest")), progress("drug_time")),
    (
        {"drug_way": "cytotoxic", "drug_time": 45},
        {"drug_way": "cytotoxic", "drug_time": 90},
        {"drug_way": "rest", "drug_time": 50},
        {"drug_way": "rest", "drug_time": 100},
    ),
    longest="drawn_said_catagen",
)
