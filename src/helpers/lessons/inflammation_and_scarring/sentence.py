"""Lesson 08 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.evidence import say, say_number
from helpers.lessons.inflammation_and_scarring.run import APART, AttackStory

_MONTH = 1.0


def _months(number: float) -> str:
    return say_number("said_months", round(number))


def _only_the_place(story: AttackStory, before: AttackStory) -> bool:
    """Say whether two courses differ in the place of the attack and in nothing else."""
    return story.target != before.target and bool((story.activity == before.activity).all())


def attack_sentence(story: AttackStory, before: AttackStory | None = None) -> str:
    """Say what falls, what stands at the worst, and what is left for good."""
    values = story.values
    delay = values["delay_months"]
    treated = (
        say("said_attack_at_once")
        if delay <= _MONTH / 2
        else say("said_attack_late", months=_months(delay))
    )
    target = say(f"said_target_{story.target}")
    lost = "none_lost" if values["destroyed_percent"] < 0.5 else "lost"
    text = (
        f"{say('said_attack', target=target, treated=treated, **values)} "
        f"{say(f'said_attack_{lost}', **values)}"
    )
    if values["ends_alone"] > 0:
        text += f" {say('said_attack_ends_alone')}"
    if before is not None and _only_the_place(story, before):
        weeks = next(
            (s.values["apart_weeks"] for s in (story, before) if s.target == "bulge"), math.nan
        )
        if not math.isnan(weeks):
            text += f" {say('said_attack_apart', weeks=weeks, points=APART)}"
    return text


def attack_summary(story: AttackStory) -> str:
    """Say it in one line, for a page that has not been started."""
    months = _months(story.values["delay_months"])
    target = say(f"said_target_{story.target}")
    return say("said_attack_summary", target=target, months=months, **story.values)
