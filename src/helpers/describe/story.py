"""Lessons 02 to 04 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.measure import Story


def _wave(story: Story) -> str:
    values = story.values
    if math.isnan(values["peak_days"]):
        return (
            f"Shedding stays near its usual {values['normal']:.0f} hairs a day; "
            f"at most it reaches {values['peak_shed']:.0f}."
        )
    text = (
        f"Shedding passes one and a half times its usual level {values['onset_days']:.0f} days "
        f"after {story.since}, peaks at {values['peak_shed']:.0f} hairs a day "
        f"after {values['peak_days']:.0f} days "
        f"({values['peak_ratio']:.1f} times the usual {values['normal']:.0f})"
    )
    if math.isnan(values["back_days"]):
        return text + " and is not back to normal when the year ends."
    return text + f", and is near normal again after {values['back_days']:.0f}."


def trigger_sentence(story: Story, before: Story | None = None) -> str:
    """Say when shedding comes after a trigger, and how much."""
    values = story.values
    if not values["pushed"]:
        return "No follicle is released, so nothing changes: " + _wave(story).lower()
    if "people" in values:
        return _among(story)
    return (
        f"{_wave(story)} Telogen reaches {values['telogen_peak_percent']:.0f}% of hairs. "
        f"Of {values['pushed']:,.0f} hairs pushed, {values['excess']:,.0f} are shed on top of "
        f"the usual; at most {values['thinned_percent']:.0f}% of the long hair is missing."
    )


def _among(story: Story) -> str:
    values = story.values
    text = (
        f"Among {values['people']:,.0f} people with different scalps, the median peaks at "
        f"{values['peak_shed']:.0f} hairs a day, {values['peak_ratio']:.1f} times the usual "
        f"{values['normal']:.0f}."
    )
    if math.isnan(values["peak_early"]):
        return text
    return (
        f"{text} Nine of ten have their peak {values['peak_early']:.0f} to "
        f"{values['peak_late']:.0f} days after the trigger: the same cause, weeks apart."
    )


def stress_sentence(story: Story, before: Story | None = None) -> str:
    """Say what falls, and what fails to grow."""
    values = story.values
    return (
        f"{_wave(story)} At the lowest, {values['standing_percent']:.1f}% of the usual "
        "number of hairs stand on the scalp."
    )


def steroid_sentence(story: Story, before: Story | None = None) -> str:
    """Say what a flare and a steroid do to shedding, and against what it is compared."""
    peak = story.values["against_flare_alone"]
    total = story.values["total_against_flare_alone"]
    text = _wave(story)
    if "flare" not in story.events:
        return text
    if abs(peak) < 1 and abs(total) < 1:
        return text + " That is the flare by itself."
    top = f"{abs(peak):.0f} hairs a day {'higher' if peak > 0 else 'lower'}"
    sum_ = f"{abs(total):,.0f} {'more' if total > 0 else 'fewer'} extra hairs fall"
    return f"{text} Against the flare alone, the top is {top}, and in the year {sum_}."


def story_summary(story: Story) -> str:
    """Say it in one line, for a page that has not been started."""
    values = story.values
    if math.isnan(values["peak_days"]):
        return f"Shedding stays near {values['normal']:.0f} hairs a day."
    return (
        f"Peak of {values['peak_shed']:.0f} hairs a day, {values['peak_days']:.0f} days after "
        f"the event; usual: {values['normal']:.0f}."
    )
