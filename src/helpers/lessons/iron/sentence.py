"""Lesson 06 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.evidence import evidence, say
from helpers.lessons.iron.course import IronStory
from helpers.lessons.iron.run import IronTest


def iron_sentence(test: IronTest, before: IronTest | None = None) -> str:
    """Say what is printed, what the cut-off says of it, and whom else it names."""
    value = test.values
    aside = ""
    if value["called_low"] != value["truly_below"]:
        aside = f", {say('said_iron_opposite', **value)}"
    elif test.rule == "who" and value["cutoff"] != value["line"]:
        aside = f" ({say('said_iron_in_health', **value)})"
    text = say(
        "said_iron_low" if value["called_low"] else "said_iron_not_low",
        state=say(f"said_iron_state_{test.state}"),
        aside=aside,
        **value,
    )
    if before and before.values["line"] != value["line"]:
        text = f"{text} {say('said_iron_before', **before.values)}"
        unmoved = ("stores", "factor", "number_of_athletes")
        if all(before.values[name] == value[name] for name in unmoved):
            text = f"{text} {say('said_iron_same_blood')}"
    return text


def iron_summary(test: IronTest) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_iron_summary", **test.values)


def iron_story_sentence(story: IronStory, before: IronStory | None = None) -> str:
    """Say how the wave goes with iron and without, and how far the stores came."""
    value = story.values
    times = evidence().value("shedding_onset_factor")
    lines = "one_line" if math.isnan(value["fewer_after"]) else "two_lines"
    parts = [
        say("said_wave_peak", times=times, level=times * value["normal"], **value),
        say(
            f"said_iron_{lines}",
            back=_back(value["back_days"]),
            without=_back(value["back_without"]),
        ),
    ]
    ends = [round(value[name]) for name in ("stores_first_tablet", "stores_when_back")]
    if value["tablet_days_when_back"] > 0 and ends[0] != ends[1]:
        parts.append(say("said_iron_when_back", **value))
    goal = "no_rise" if math.isnan(value["goal_months"]) else "goal"
    return " ".join([*parts, say(f"said_iron_{goal}", **value)])


def _back(days: float) -> str:
    return say("said_back_never") if math.isnan(days) else say("said_back_after", days=days)
