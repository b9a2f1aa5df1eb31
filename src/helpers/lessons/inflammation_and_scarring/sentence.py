"""Lesson 08 in words: the same numbers as the pictures."""

from __future__ import annotations

from helpers.evidence import say, say_number
from helpers.lessons.inflammation_and_scarring.run import APART, AttackStory, weeks_alike

_MONTH = 1.0


def _months(number: float) -> str:
    return say_number("said_months", round(number))


def attack_sentence(story: AttackStory, before: AttackStory | None = None) -> str:
    """Say how long two attacks look alike, what falls and stands, and what is left for good."""
    values = story.values
    delay = values["delay_months"]
    treated = (
        say("said_attack_at_once")
        if delay <= _MONTH / 2
        else say("said_attack_late", months=_months(delay))
    )
    target = say(f"said_target_{story.target}")
    lost = "none_lost" if values["destroyed_percent"] < 0.5 else "lost"
    other = f" {say('said_attack_other', **before.values)}" if before else ""
    text = (
        f"{say('said_attack', target=target, treated=treated, other=other, **values)} "
        f"{say(f'said_attack_{lost}', **values)}"
    )
    if values["ends_alone"] > 0:
        text += f" {say('said_attack_ends_alone')}"
    weeks = weeks_alike(story, before)
    if weeks is None:
        return text
    # First: on a phone the end of a long sentence lies under the edge.
    return f"{say('said_attack_apart', weeks=weeks, points=APART)} {text}"


def attack_summary(story: AttackStory) -> str:
    """Say it in one line, for a page that has not been started."""
    months = _months(story.values["delay_months"])
    target = say(f"said_target_{story.target}")
    return say("said_attack_summary", target=target, months=months, **story.values)
