"""The model's side of what was published on zinc and on too much selenium."""

from __future__ import annotations

from functools import cache

from helpers.evidence import evidence
from helpers.lessons.zinc_and_supplements.run import ZincStudies, crp_correlation, zinc_studies
from helpers.model.nutrients import share_losing_hair
from helpers.model.zinc import repletion
from helpers.readout.observed import Setup

BEFORE, WEEKS = 56.9, 12
AFTERNOON_POINTS = 43.0
"""Difference in inflammation with which an afternoon clinic gives the published gap."""


@cache
def _world(points: float, drawn: str) -> ZincStudies:
    return zinc_studies(true_effect=0, extra_inflamed=points, drawn=drawn)


_NO_EFFECT = "1,000 studies of 400 people with a true effect of zero, "

SETUPS: dict[str, Setup] = {
    "zinc_repletion": Setup(
        lambda: repletion(BEFORE, WEEKS),
        "From 56.9 for 12 weeks, without inflammation; by construction.",
    ),
    "zinc_repletion_inflamed": Setup(
        lambda: repletion(BEFORE, WEEKS, inflamed=True) - BEFORE,
        "From 56.9 for 12 weeks, with inflammation; by construction.",
    ),
    "zinc_crp_correlation": Setup(
        crp_correlation,
        "20,000 people, half of them inflamed; zinc against the logarithm of CRP. The fall of "
        "zinc with CRP was tuned to this size; the published groups are old and acutely ill.",
    ),
    "zinc_crp_malawi": Setup(
        crp_correlation,
        "20,000 people, half of them inflamed, as in the survey; zinc against the logarithm of "
        "CRP. No number was chosen by this survey.",
    ),
    "zinc_spread": Setup(
        lambda: _world(0, "morning").world.others_sd,
        f"{_NO_EFFECT}the people without hair loss; not tuned to this row alone: the spread "
        "was put between two publications.",
    ),
    "zinc_evening_gap": Setup(
        lambda: _world(0, "evening").values["gap"],
        f"{_NO_EFFECT}no difference in inflammation, patients' blood drawn in the evening.",
    ),
    "zinc_gap_without_effect": Setup(
        lambda: _world(AFTERNOON_POINTS, "afternoon").values["gap"],
        f"{_NO_EFFECT}{AFTERNOON_POINTS:g} points more inflammation among the patients and their "
        "blood drawn in the afternoon. The setting was searched for, so that the gap is met; "
        "that such a setting exists is the finding.",
    ),
    "selenium_overdose": Setup(
        lambda: 100 * float(share_losing_hair(evidence().value("selenium_overdose"))),
        "The teaching curve of supply, at 759 times the recommended amount; by construction.",
    ),
}
