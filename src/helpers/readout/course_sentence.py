"""Lessons 03 to 05 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.evidence import evidence, row_of, say
from helpers.readout.course_story import Story


def _wave(story: Story) -> str:
    values = story.values
    times = evidence().value("shedding_onset_factor")
    if math.isnan(values["peak_days"]):
        return say("said_wave_none", times=times, level=times * values["normal"], **values)
    name = "said_wave_not_back" if math.isnan(values["back_days"]) else "said_wave_back"
    since = say(f"said_since_{row_of(story.since)}")
    return say(name, since=since, times=times, level=times * values["normal"], **values)


def trigger_sentence(story: Story, before: Story | None = None, earlier: bool = True) -> str:
    """Say when shedding comes after a trigger, and how much.

    Without `earlier`, the dashed line is no earlier one but a patient, whose numbers are asked.
    """
    values = story.values
    if not values["pushed"]:
        return say("said_no_release", **values)
    if "people" in values:
        return _among(story)
    return f"{_wave(story)} {say('said_pushed', **values)}{_earlier(before if earlier else None)}"


def _earlier(before: Story | None) -> str:
    """Say how high the dashed line comes, and when."""
    if before is None:
        return ""
    quiet = math.isnan(before.values["peak_days"])
    return f" {say('said_wave_before_none' if quiet else 'said_wave_before', **before.values)}"


def _among(story: Story) -> str:
    text = say("said_among", **story.values)
    if math.isnan(story.values["peak_early"]):
        return text
    text = f"{text} {say('said_among_when', **story.values)}"
    if math.isnan(story.values["begins_sd"]):
        return text
    return f"{text} {say('said_among_begins', **story.values)}"


def stress_sentence(story: Story, before: Story | None = None) -> str:
    """Say what falls, and what fails to grow."""
    text = f"{_wave(story)} {say('said_standing', **story.values)}"
    if before is None:
        return text
    return f"{text} {say('said_standing_before', **before.values)}"


def steroid_sentence(
    story: Story, before: Story | None = None, predicted: bool = False, given: bool = False
) -> str:
    """Say what a flare and a steroid do to shedding, and against what it is compared.

    With `predicted` the comparison waits for the run that the lesson compares with: it is what
    the class has predicted. With `given` the dashed line is the flare alone, of which the
    comparison speaks already.
    """
    compare = before is not None or not predicted
    return f"{_steroid(story, compare)}{_earlier(None if given else before)}"


def _steroid(story: Story, compare: bool) -> str:
    peak = story.values["against_flare_alone"]
    total = story.values["total_against_flare_alone"]
    text = _wave(story)
    if "flare" not in story.events:
        return text
    if abs(peak) < 1 and abs(total) < 1:
        given = "steroid starts" in story.events
        return f"{text} {say('said_steroid_nothing' if given else 'said_flare_alone')}"
    top = _compared("said_top", peak, "higher", "lower")
    if not compare:
        return text
    sum_ = _compared("said_sum", total, "more", "fewer")
    return f"{text} {say('said_against_flare', top=top, sum=sum_, **story.values)}"


def _compared(row: str, number: float, over: str, under: str) -> str:
    word = "same" if not round(number) else over if number > 0 else under
    return say(f"{row}_{word}", number=abs(number))


def story_summary(story: Story) -> str:
    """Say it in one line, for a page that has not been started."""
    quiet = math.isnan(story.values["peak_days"])
    return say("said_story_quiet" if quiet else "said_story_peak", **story.values)
