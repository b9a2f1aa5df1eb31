"""Lesson 08 in words: the same numbers as the curves and the close view."""

from __future__ import annotations

from helpers.measure.skin import SkinStory


def skin_sentence(story: SkinStory, before: SkinStory | None = None) -> str:
    """Say what is found on a day, what a pull brings, and what the close view shows.

    Examples
    --------
    >>> from helpers.measure import skin_story
    >>> skin_sentence(skin_story(260, 0, 133))[:50]
    'Day 133: 339 hairs found in a day (usual 79), 23% '
    """
    values, close = story.values, story.close
    text = (
        f"Day {values['day']:.0f}: {values['found']:.0f} hairs found in a day "
        f"(usual {values['usual']:.0f}), {values['club_percent']:.0f}% with a club. "
        f"A pull brings {values['pull']:.1f} on average, "
        f"more than two in {values['pull_many_percent']:.0f}% of people. "
        f"All {values['openings']:,.0f} openings are there; {values['blunt_percent']:.1f}% hold "
        f"a short blunt hair, {values['pointed_percent']:.1f}% a short pointed one. "
        f"Mean length {values['length_cm']:.1f} cm ({values['length_before_cm']:.1f} at the start)."
    )
    red = values["redness"]
    looks = f"{red:.0f}% redness, {close.skin.redness}" if red else "no redness"
    text += f" Picture: {close.skin.name}; {looks}."
    if before is None:
        return text
    return (
        f"{text} Before: {before.values['found']:.0f} found, "
        f"{before.values['club_percent']:.0f}% with a club; "
        f"{before.values['pull']:.1f} in a pull; {before.values['blunt_percent']:.1f}% blunt, "
        f"{before.values['pointed_percent']:.1f}% pointed."
    )


def skin_summary(story: SkinStory) -> str:
    """Say it in one line, for a page that has not been started."""
    values = story.values
    return (
        f"{values['found']:.0f} hairs found on day {values['day']:.0f}, "
        f"{values['club_percent']:.0f}% with a club; {values['pull']:.2f} in a pull."
    )


def skin_match_sentence(story: SkinStory, given: SkinStory | None = None) -> str:
    """Say what your settings give, beside what was counted in the patient."""

    def told(values: dict[str, float]) -> str:
        return (
            f"{values['found']:.0f} hairs found in a day, {values['pull']:.2f} in a pull on "
            f"average, mean length {values['length_cm']:.1f} cm"
        )

    text = f"Your scalp on day {story.values['day']:.0f}: {told(story.values)}."
    return text if given is None else f"{text} The patient: {told(given.values)}."
