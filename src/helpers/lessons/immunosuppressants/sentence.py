"""Lesson 10 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.evidence import row_of, say
from helpers.lessons.immunosuppressants.counts import Count
from helpers.lessons.immunosuppressants.run import DrugStory


def drug_sentence(story: DrugStory, before: DrugStory | None = None) -> str:
    """Say how many lose hair, and what becomes of one patient's hair.

    Examples
    --------
    >>> from helpers.lessons.immunosuppressants.run import drug_story
    >>> drug_sentence(drug_story("ivig", 28, "few", 28, 8, 15))[:48]
    'Immunoglobulin by vein (IVIG): no figure found o'
    """
    return f"{_people(story)} {_patient(story)} {_bargain(story)}{_earlier(before)}"


def _earlier(before: DrugStory | None) -> str:
    """Say what the dashed line shows."""
    return "" if before is None else f" {say('said_drug_before', **before.values)}"


def _named(story: DrugStory) -> str:
    name = say(f"drug_{story.drug.key}")
    return name[0].upper() + name[1:]


def _people(story: DrugStory) -> str:
    drug = _named(story)
    counts = ", ".join(_count(count) for count in story.counts if count.found)
    if counts:
        return say("said_drug_found", drug=drug, counts=counts)
    if story.reports:
        lost, people = story.reports
        return f"{drug}: {say('drug_reports', lost=lost, people=people)}."
    return say("said_drug_no_figure", drug=drug)


def _count(count: Count) -> str:
    of = say(f"drug_count_{count.form}", lost=count.lost, most=count.most, icons=count.icons)
    return say(f"said_drug_{row_of(count.asked)}", count=of)


def _patient(story: DrugStory) -> str:
    value = story.values
    if story.drug.acts == "unknown":
        return say("said_drug_does_nothing")
    if not story.affected:
        return say("said_drug_not_affected")
    if story.drug.acts == "fracture":
        stop = f" {say('said_drug_stopped')}" if story.stopped is not None else ""
        return f"{say('said_drug_breaks', **value)}{stop}"
    if math.isnan(value["onset_days"]):
        return say("said_drug_unnoticed")
    return say("said_drug_sheds", **value)


def _bargain(story: DrugStory) -> str:
    value = story.values
    text = say("said_drug_bargain_calms" if story.drug.calms else "said_drug_bargain", **value)
    if math.isnan(value["cross_days"]):
        return text
    return f"{text} {say('said_drug_cross', **value)}"


def drug_verdict(story: DrugStory, before: DrugStory | None = None) -> str:
    """Say how the drug stands one year after the first dose.

    Examples
    --------
    >>> from helpers.lessons.immunosuppressants.run import drug_story
    >>> drug_verdict(drug_story("methotrexate", 28, "few", 28, 8, 15))[:42]
    'One year after the first dose 19% of the l'
    """
    gain = story.values["gain_year"]
    more = "same" if not round(gain) else "more" if gain > 0 else "less"
    return f"{say(f'said_drug_{more}', points=abs(gain), **story.values)} {_patient(story)}"


def drug_summary(story: DrugStory) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_drug_summary", drug=_named(story), **story.values)
