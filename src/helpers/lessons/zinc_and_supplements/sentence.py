"""Lesson 07 in words: the same numbers as the pictures."""

from __future__ import annotations

import math

from helpers.evidence import evidence, say
from helpers.lessons.zinc_and_supplements.deficiency import Deficiency
from helpers.lessons.zinc_and_supplements.run import EVERYBODY, ZincStudies


def zinc_sentence(result: ZincStudies, before: ZincStudies | None = None) -> str:
    """Say what a thousand studies of one world find.

    Examples
    --------
    >>> from helpers.lessons.zinc_and_supplements.run import zinc_studies
    >>> zinc_sentence(zinc_studies(0, 0, "morning"))[:51]
    '5% of 1,000 studies of 400 people are “significant”'
    """
    values = result.values
    if before is None:
        aside = say("said_zinc_chance", **values)
    else:
        earlier = before.values["significant_percent"]
        aside = say("said_zinc_chance_before", before=earlier, **values)
    return say(
        "said_zinc_all" if values["crp_limit"] >= EVERYBODY else "said_zinc_counted",
        drawn=say(f"said_zinc_{result.drawn}"),
        gap_said=_gap(values["gap"]),
        aside=aside,
        **values,
    )


def _gap(gap: float) -> str:
    if abs(gap) < 0.05:
        return say("said_gap_same")
    return say("said_gap_lower" if gap > 0 else "said_gap_higher", gap=abs(gap))


def zinc_summary(result: ZincStudies) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_zinc_summary", gap_said=_gap(result.values["gap"]), **result.values)


def deficiency_sentence(story: Deficiency, before: Deficiency | None = None) -> str:
    """Say how the blood and the hair go in a lack, and after its replacement.

    Examples
    --------
    >>> from helpers.lessons.zinc_and_supplements.deficiency import deficiency_story
    >>> deficiency_sentence(deficiency_story("zinc", 0, 6))[:22]
    'No lack: zinc stays at'
    """
    values, nutrient = story.values, story.nutrient
    named = {"name": say(f"said_lack_of_{nutrient}"), "unit": story.unit}
    if not values["depth_percent"]:
        return say("said_lack_none", **named, **values)
    parts = [say("said_lack_falls", **named, **values)]
    if math.isnan(values["onset_months"]):
        parts.append(say("said_lack_unseen", **values))
    else:
        times = evidence().value("shedding_onset_factor")
        level = times * values["normal"]
        parts.append(say("said_lack_sheds", times=times, level=level, **values))
    if values["lowest"] < values["line"]:
        parts.append(say("said_lack_blood", **named, **values))
        if not math.isnan(values["shed_months"]):
            parts.append(say("said_lack_back", **values))
        if round(values["thinned_percent"]):
            parts.append(say("said_lack_thinned", **values))
    parts.append(say("said_lack_assumed", **values))
    return " ".join(parts)
