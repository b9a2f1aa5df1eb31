"""Lesson 09 in words: the same numbers as the curves and the close view."""

from __future__ import annotations

from helpers.evidence import say
from helpers.lessons.skin_and_breakage.run import SkinStory
from helpers.pictures.close_view import marks


def skin_sentence(story: SkinStory, before: SkinStory | None = None) -> str:
    """Say what is found on a day, what a pull brings, and what the close view shows.

    Examples
    --------
    >>> from helpers.lessons.skin_and_breakage.run import skin_story
    >>> skin_sentence(skin_story(260, 0, 133))[:51]
    'Day 133: 339 hairs found in a day (normal: 79), 23%'
    """
    values, skin = story.values, story.close.skin
    red = values["redness"]
    said = (
        say("said_redness", redness=red, looks=say(f"skin_looks_{skin.id}"))
        if red
        else say("said_redness_none")
    )
    text = say("said_skin", skin=say(f"skin_{skin.id}"), redness_said=said, **values)
    if before is None:
        return text
    which, _ = marks(skin_named, before, story, skin_when)
    return f"{text} {say('said_skin_before', which=which, **before.values)}"


def skin_named(story: SkinStory) -> str:
    """Return what a scalp is, beside another."""
    return say(f"close_named_{story.kind}")


def skin_when(story: SkinStory) -> str:
    """Return the day of a close look, for two on different days."""
    return say("close_day", day=f"{story.values['day']:.0f}")


def skin_summary(story: SkinStory) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_skin_summary", **story.values)


def skin_match_sentence(story: SkinStory, given: SkinStory | None = None) -> str:
    """Say what your settings give, beside what was counted in the patient."""
    text = say("said_skin_yours", **story.values)
    return text if given is None else f"{text} {say('said_skin_given', **given.values)}"
