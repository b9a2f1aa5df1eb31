"""Lesson 02 in words: the same numbers as the pictures."""

from __future__ import annotations

from helpers.evidence import say, say_name
from helpers.lessons.hair_growth_cycle.run import Steady


def steady_sentence(result: Steady, before: Steady | None = None) -> str:
    """Say what a steady scalp looks like, and what changed.

    Examples
    --------
    >>> from helpers.lessons.hair_growth_cycle.run import steady_scalp
    >>> steady_sentence(steady_scalp(3.15, 100, "biopsy"))[:48]
    'If hairs grow for 3.15 years and rest for 100 da'
    """
    values, reading = result.values, result.reading
    text = say(
        "said_steady",
        years=_years(values["anagen_years"]),
        method=say(f"said_method_{reading.method.id}"),
        box=say_name(reading.resting),
        sample=reading.method.sample,
        **values,
    )
    return f"{text} {_fall(result, before)}"


def _years(number: float) -> str:
    return say("said_year_one" if number == 1 else "said_year_many", number=number)


def _fall(result: Steady, before: Steady | None) -> str:
    if before is None:
        return say("said_fall", **result.values)
    change = round(result.values["shed_per_day"]) - round(before.values["shed_per_day"])
    if not change:
        return say("said_fall_as_before", **result.values)
    more = "more" if change > 0 else "fewer"
    return say(f"said_fall_{more}", change=abs(change), **result.values)


def steady_summary(result: Steady) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_steady_summary", **result.values)


def pairs_sentence(result: Steady, before: Steady | None = None) -> str:
    """Say which share of hairs a pair of durations puts in anagen."""
    return say("said_pairs", years=_years(result.values["anagen_years"]), **result.values)


def shed_sentence(result: Steady, before: Steady | None = None) -> str:
    """Say how many hairs a length of anagen sheds.

    Examples
    --------
    >>> from helpers.lessons.hair_growth_cycle.run import steady_scalp
    >>> shed_sentence(steady_scalp(2, 100, "biopsy"))
    'If hair grows for 2 years, 117 of 100,000 hairs fall each day.'
    """
    years = _years(result.values["anagen_years"])
    if before is None:
        return say("said_shed", years=years, **result.values)
    earlier = before.values
    return say(
        "said_shed_before",
        years=years,
        years_before=_years(earlier["anagen_years"]),
        shed_before=earlier["shed_per_day"],
        **result.values,
    )
