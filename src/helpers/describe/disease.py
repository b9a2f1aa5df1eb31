"""Lesson 07 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.measure import AttackStory
from helpers.measure.disease import APART

_MONTH = 1.0


def _months(number: float) -> str:
    return "one month" if round(number) == 1 else f"{number:.0f} months"


def _only_the_place(story: AttackStory, before: AttackStory) -> bool:
    """Say whether two courses differ in the place of the attack and in nothing else."""
    return story.target != before.target and bool((story.activity == before.activity).all())


def attack_sentence(story: AttackStory, before: AttackStory | None = None) -> str:
    """Say what falls, what stands at the worst, and what is left for good."""
    values = story.values
    start = (
        "Treated at once"
        if values["delay_months"] < _MONTH / 2
        else f"Treated after {_months(values['delay_months'])}"
    )
    text = (
        f"Attack on the {story.target}, {values['peak_points']:.0f} points. {start}, the scalp "
        f"has {values['lowest_percent']:.0f}% of its usual hairs at the worst and "
        f"{values['final_percent']:.0f}% at the end of three years; on the worst day "
        f"{values['most_fallen']:.0f} hairs fall (usual: {values['normal_fall']:.0f})."
    )
    if values["destroyed_percent"] < 0.5:
        text += " No follicle is lost for good."
    else:
        text += f" {values['destroyed_percent']:.0f}% of the follicles are lost for good."
    if before is not None and _only_the_place(story, before):
        weeks = next(
            (s.values["apart_weeks"] for s in (story, before) if s.target == "bulge"), math.nan
        )
        if not math.isnan(weeks):
            text += (
                f" For the first {weeks:.0f} weeks of the disease, bulb and bulge differ by less "
                f"than {APART:g} points."
            )
    return text


def attack_summary(story: AttackStory) -> str:
    """Say it in one line, for a page that has not been started."""
    values = story.values
    return (
        f"Attack on the {story.target}, treated after {_months(values['delay_months'])}: "
        f"{values['lowest_percent']:.0f}% of the hairs at the worst, "
        f"{values['final_percent']:.0f}% after three years."
    )
