"""Lesson 01 in words: the same numbers as the pictures."""

from __future__ import annotations

from helpers.measure import Steady


def steady_sentence(result: Steady, before: Steady | None = None) -> str:
    """Say what a steady scalp looks like, and what changed.

    Examples
    --------
    >>> from helpers.measure import steady_scalp
    >>> steady_sentence(steady_scalp(3.15, 100, "biopsy"))[:48]
    'Growing for 3.15 years and resting for 100 days,'
    """
    values, reading = result.values, result.reading
    box = reading.resting
    sample = f"{reading.method.sample:.0f}"
    text = (
        f"Growing for {values['anagen_years']:g} years "
        f"and resting for {values['telogen_days']:.0f} days, "
        f"{values['anagen_percent']:.0f} of 100 hairs are in anagen. "
        f"A {reading.method.name.lower()} reports {values['reported_percent']:.0f}% {box}; "
        f"with {sample} in the sample, chance alone makes that "
        f"{100 * reading.low[box]:.0f} to {100 * reading.high[box]:.0f}%. "
        f"About {values['shed_per_day']:.0f} of {values['follicles']:,.0f} hairs fall each day"
    )
    if before is None:
        return text + "."
    change = round(values["shed_per_day"]) - round(before.values["shed_per_day"])
    if not change:
        return text + ", as before."
    return text + f", {abs(change)} {'more' if change > 0 else 'fewer'} than before."


def steady_summary(result: Steady) -> str:
    """Say it in one line, for a page that has not been started."""
    values = result.values
    return (
        f"Hair cycle: {values['anagen_percent']:.1f}% of hairs in anagen, "
        f"{values['shed_per_day']:.1f} hairs shed a day."
    )


def pairs_sentence(result: Steady, before: Steady | None = None) -> str:
    """Say which share of hairs a pair of durations puts in anagen."""
    values = result.values
    return (
        f"Anagen of {values['anagen_years']:g} years "
        f"with telogen of {values['telogen_days']:.0f} days "
        f"puts {values['anagen_percent']:.1f}% of hairs in anagen."
    )


def shed_sentence(result: Steady, before: Steady | None = None) -> str:
    """Say how many hairs a length of anagen sheds.

    Examples
    --------
    >>> from helpers.measure import steady_scalp
    >>> shed_sentence(steady_scalp(2, 100, "biopsy"))
    'If hair grows for 2 years, 117 of 100,000 hairs fall each day.'
    """
    values = result.values
    text = (
        f"If hair grows for {values['anagen_years']:g} years, "
        f"{values['shed_per_day']:.0f} of {values['follicles']:,.0f} hairs fall each day"
    )
    if before is None:
        return text + "."
    earlier = before.values
    return (
        f"{text}; before, with {earlier['anagen_years']:g} years, "
        f"it was {earlier['shed_per_day']:.0f}."
    )
