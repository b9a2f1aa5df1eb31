"""Lesson 09 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.measure import DrugStory


def drug_sentence(story: DrugStory, before: DrugStory | None = None) -> str:
    """Say how many lose hair, and what becomes of one patient's hair.

    Examples
    --------
    >>> from helpers.measure import drug_story
    >>> drug_sentence(drug_story("ivig", 28, "few", 28, 8, 15))[:48]
    'Immunoglobulin by vein (IVIG): no figure found o'
    """
    return f"{_people(story)} {_patient(story)} {_bargain(story)}{_earlier(before)}"


def _earlier(before: DrugStory | None) -> str:
    """Say what the dashed line shows."""
    if before is None:
        return ""
    value = before.values
    return (
        f" Before, with the drug: {value['missing_half_year']:.0f}% and "
        f"{value['missing_two_years']:.0f}%."
    )


def _people(story: DrugStory) -> str:
    name = story.drug.name[0].upper() + story.drug.name[1:]
    found = [f"{count.words} {_WAYS[count.asked]}" for count in story.counts if count.found]
    if found:
        return f"{name}, hair loss: {', '.join(found)}."
    if story.reports:
        return f"{name}: {story.reports}."
    return f"{name}: no figure found of how many lose hair, which is not a zero."


_WAYS = {
    "noted in trials": "in trials",
    "people followed": "people followed",
    "asked in a survey": "in a survey",
}


def _patient(story: DrugStory) -> str:
    value = story.values
    if story.drug.acts == "unknown":
        return "So the drug itself is drawn to do nothing to this patient's hair."
    if not story.affected:
        return "This patient is one of those whose hair the drug does not take."
    if story.drug.acts == "fracture":
        stop = " The drug is stopped: a blood count today." if story.stopped is not None else ""
        return (
            f"This patient's hairs break near the root from day {value['onset_days']:.0f} after "
            f"the first dose, at most {value['peak_lost']:,.0f} a day; of the hairs lost in six "
            f"weeks {value['clubs_percent']:.0f}% are clubs.{stop}"
        )
    if math.isnan(value["onset_days"]):
        return "In this patient too few follicles are sent to rest for anybody to notice."
    return (
        f"This patient sheds clubs, over one and a half times the usual from day "
        f"{value['onset_days']:.0f} after the first dose, at most {value['peak_lost']:.0f} a day."
    )


def _bargain(story: DrugStory) -> str:
    value = story.values
    text = (
        f"Long hair missing, with and without the drug: {value['missing_half_year']:.0f}% and "
        f"{value['without_half_year']:.0f}% half a year after the first dose, "
        f"{value['missing_two_years']:.0f}% and {value['without_two_years']:.0f}% two years "
        f"after the flare{', if it calms the disease as set here' if story.drug.calms else ''}."
    )
    if math.isnan(value["cross_days"]):
        return text
    return f"{text} From day {value['cross_days']:.0f} there is more with it."


def drug_verdict(story: DrugStory, before: DrugStory | None = None) -> str:
    """Say how the drug stands one year after the first dose.

    Examples
    --------
    >>> from helpers.measure import drug_story
    >>> drug_verdict(drug_story("methotrexate", 28, "few", 28, 8, 15))[:42]
    'One year after the first dose 19% of the l'
    """
    value = story.values
    gain = value["gain_year"]
    more = "more" if gain > 0 else "less"
    return (
        f"One year after the first dose {value['missing_year']:.0f}% of the long hair is missing; "
        f"without the drug it would be {value['without_year']:.0f}%. With the drug there is "
        f"{abs(gain):.0f} points {more} long hair. {_patient(story)}"
    )


def drug_summary(story: DrugStory) -> str:
    """Say it in one line, for a page that has not been started."""
    value = story.values
    return (
        f"{story.drug.name[0].upper()}{story.drug.name[1:]}: two years after the flare "
        f"{value['missing_two_years']:.0f}% of the long hair is missing with the drug, "
        f"{value['without_two_years']:.0f}% without it."
    )
