"""Lesson 06 in words: the same numbers as the pictures."""

from __future__ import annotations

from helpers.measure import EVERYBODY, ZincStudies


def _drawn(result: ZincStudies) -> str:
    if result.drawn == "morning":
        return "all blood drawn in the morning"
    return f"the patients' blood drawn in the {result.drawn}"


def zinc_sentence(result: ZincStudies, before: ZincStudies | None = None) -> str:
    """Say what a thousand studies of one world find.

    Examples
    --------
    >>> from helpers.measure import zinc_studies
    >>> zinc_sentence(zinc_studies(0, 0, "morning"))[:50]
    'True effect 0 µg/dL; 10% of patients and 10% of ot'
    """
    values = result.values
    aside = f"by chance alone: {values['chance_percent']:.0f}%"
    if before is not None:
        aside += f"; before: {before.values['significant_percent']:.0f}%"
    return (
        f"True effect {values['true_effect']:g} µg/dL; {values['inflamed_patients']:.0f}% of "
        f"patients and {values['inflamed_others']:.0f}% of others inflamed; {_drawn(result)}. "
        f"The patients' zinc is {_gap(values['gap'])} on average over "
        f"{values['studies']:,.0f} studies of {values['people']:,.0f} people{_left_out(result)}. "
        f"{values['significant_percent']:.0f}% of the studies are “significant” ({aside})."
    )


def _gap(gap: float) -> str:
    if abs(gap) < 0.05:
        return "the same"
    return f"{abs(gap):.1f} µg/dL {'lower' if gap > 0 else 'higher'}"


def _left_out(result: ZincStudies) -> str:
    values = result.values
    if values["crp_limit"] >= EVERYBODY:
        return ""
    return (
        f", of whom {values['people_counted']:.0f} count with a CRP "
        f"up to {values['crp_limit']:g} mg/L"
    )


def zinc_summary(result: ZincStudies) -> str:
    """Say it in one line, for a page that has not been started."""
    values = result.values
    return (
        f"The patients' zinc is {_gap(values['gap'])}, "
        f"{values['significant_percent']:.1f}% of {values['studies']:,.0f} studies significant."
    )
