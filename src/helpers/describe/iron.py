"""Lesson 05 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.measure import IronStory, IronTest

_STATES = {
    "none": "with nothing inflamed",
    "crp": "with CRP raised",
    "both": "with CRP and AGP raised",
    "agp": "with AGP raised",
}


def iron_sentence(test: IronTest, before: IronTest | None = None) -> str:
    """Say what is printed, what the cut-off says of it, and whom else it names."""
    value = test.values
    text = (
        f"Stores of {value['stores']:g} µg/L print as {value['printed']:.0f} "
        f"{_STATES[test.state]}; a cut-off of {value['cutoff']:g} calls that "
        f"{'deficient' if value['called_low'] else 'not deficient'}"
    )
    if value["called_low"] != value["truly_below"]:
        text += ", and would say the opposite of the same stores without inflammation"
    elif test.rule == "who" and value["cutoff"] != value["line"]:
        text += f" (in health the line is {value['line']:g})"
    text += (
        f". The transferrin saturation would be about {value['tsat']:.0f}%, on a curve that we "
        f"assumed. Below {value['line']:g} are {value['athletes_percent']:.0f}% of "
        f"{value['number_of_athletes']:.0f} healthy athletes, {value['te_percent']:.0f}% of women "
        f"with telogen effluvium and {value['te_controls_percent']:.0f}% of their controls."
    )
    if before and before.values["line"] != value["line"]:
        text += (
            f" With a cut-off of {before.values['line']:g} it was "
            f"{before.values['athletes_percent']:.0f}%, {before.values['te_percent']:.0f}% and "
            f"{before.values['te_controls_percent']:.0f}%: nobody's blood has changed."
        )
    return text


def iron_summary(test: IronTest) -> str:
    """Say it in one line, for a page that has not been started."""
    value = test.values
    return (
        f"Stores of {value['stores']:g} µg/L print as {value['printed']:.0f}; a cut-off of "
        f"{value['line']:g} names {value['athletes_percent']:.0f}% of healthy athletes."
    )


def iron_story_sentence(story: IronStory, before: IronStory | None = None) -> str:
    """Say how the wave goes with iron and without, and how far the stores came."""
    value = story.values
    text = (
        f"Shedding peaks {value['peak_days']:.0f} days after the flare, at "
        f"{value['peak_shed']:.0f} hairs a day."
    )
    if math.isnan(value["fewer_after"]):
        text += f" It is {_back(value['back_days'])}, with iron and without: one line."
    else:
        text += (
            f" With iron it is {_back(value['back_days'])}, without iron "
            f"{_back(value['back_without'])}. A difference first shows "
            f"{value['fewer_after']:.0f} days after the first tablet."
        )
    if value["tablet_days_when_back"] > 0:
        text += (
            f" When the wave is over, {value['tablet_days_when_back']:.0f} days of tablets have "
            f"taken stores from {value['stores_first_tablet']:.0f} to "
            f"{value['stores_when_back']:.0f}."
        )
    if math.isnan(value["goal_months"]):
        return f"{text} With this loss stores do not rise."
    return f"{text} From the first tablet to 70 µg/L it is {value['goal_months']:.0f} months."


def _back(days: float) -> str:
    if math.isnan(days):
        return "not near normal when the run ends"
    return f"near normal again after {days:.0f} days"
