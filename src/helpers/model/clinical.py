"""What happens to patients: exposures built from the generic effects.

Every default is a row of `data/parameters.csv`. Effects that nobody has shown in people
have the default 0: they are there to be switched on, and seen for what they would do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from helpers.evidence import evidence
from helpers.model.checks import within
from helpers.model.exposures import (
    Effect,
    Exposure,
    anagen_release,
    blocked_anagen_entry,
    delayed_anagen_release,
    delayed_telogen_release,
)

__all__ = [
    "childbirth",
    "illness",
    "steroid_course",
    "stress_event",
    "treated",
    "weight_loss",
]


def __dir__() -> list[str]:
    return list(__all__)


_TAPER_STEPS = 6
_LONGEST = 36_500  # days
_LARGEST_DOSE_MG = 2000


def _or_default(value: float | None, parameter: str) -> float:
    return evidence().value(parameter) if value is None else value


def _release(name: str, day: float, released: float, over_days: float) -> Exposure:
    released = within("Released", released, 0, 1)
    return replace(anagen_release(day, released, over_days), name=name)


def illness(day: float, released: float | None = None, over_days: float | None = None) -> Exposure:
    """Systemic illness or a flare of disease: growing follicles are released early.

    Parameters
    ----------
    day : float
        First day of the illness.
    released : float, optional
        Share of anagen follicles that enter catagen early, 0 to 1.
    over_days : float, optional
        How long the release goes on.

    Examples
    --------
    >>> illness(day=30).name
    'systemic illness or flare'
    """
    return _release(
        "systemic illness or flare",
        day,
        _or_default(released, "illness_release"),
        _or_default(over_days, "illness_release_days"),
    )


def weight_loss(
    start: float, released: float | None = None, over_days: float | None = None
) -> Exposure:
    """Fast weight loss by crash diet, surgery or trouble with swallowing.

    Parameters
    ----------
    start : float
        First day of the weight loss.
    released : float, optional
        Share of anagen follicles that enter catagen early, 0 to 1.
    over_days : float, optional
        How long the release goes on.

    Examples
    --------
    >>> weight_loss(start=0).effects[0].end
    90.0
    """
    return _release(
        "fast weight loss",
        start,
        _or_default(released, "weight_loss_release"),
        _or_default(over_days, "weight_loss_days"),
    )


def childbirth(
    day: float,
    held: float | None = None,
    held_days: float | None = None,
    over_days: float | None = None,
) -> Exposure:
    """Childbirth: follicles that the pregnancy held in growth leave it after the birth.

    Parameters
    ----------
    day : float
        Day of the birth; the run must begin early enough for the pregnancy.
    held : float, optional
        Share of the normal ends of growth that the pregnancy withholds, 0 to 1.
    held_days : float, optional
        How long before the birth the holding begins.
    over_days : float, optional
        How long after the birth the held follicles go on leaving.

    Examples
    --------
    >>> effect = childbirth(day=280).effects[0]
    >>> effect.target, effect.start, effect.end
    ('anagen_hold', 98.0, 280.0)
    """
    day = within("Day of the birth", day, 1, _LONGEST, "days")
    before = within("Held", _or_default(held_days, "childbirth_held_days"), 1, day, "days")
    held = _or_default(held, "childbirth_held")
    over_days = _or_default(over_days, "childbirth_over_days")
    return replace(delayed_anagen_release(day - before, day, held, over_days), name="childbirth")


def stress_event(
    day: float,
    released: float | None = None,
    over_days: float | None = None,
    telogen_hold: float | None = None,
    entry_block: float | None = None,
) -> Exposure:
    """Psychological stress, short or long, as three separate faults.

    Early release makes hairs fall weeks later. A longer rest and a blocked start of
    growth, both seen in mice alone, make no extra hair fall while the stress lasts.

    Parameters
    ----------
    day : float
        First day of the stress.
    released : float, optional
        Share of anagen follicles that enter catagen early, 0 to 1.
    over_days : float, optional
        How long the stress lasts; short for an event, hundreds of days for chronic stress.
    telogen_hold : float, optional
        Share of club hairs that is kept from leaving, 0 to 1; they leave afterwards,
        spread over the time that the release takes by default.
    entry_block : float, optional
        Share of anagen starts that is withheld, 0 to 1.

    Examples
    --------
    >>> [effect.target for effect in stress_event(day=0, telogen_hold=0.3).effects]
    ['anagen_release', 'telogen_hold']
    """
    days = within("Over", _or_default(over_days, "stress_release_days"), 1, 3650, "days")
    released = _or_default(released, "stress_release")
    hold = within("Telogen hold", _or_default(telogen_hold, "stress_telogen_hold"), 0, 1)
    block = within("Entry block", _or_default(entry_block, "stress_entry_block"), 0, 1)
    name = "psychological stress"
    effects = _release(name, day, released, days).effects
    afterwards = evidence().value("stress_release_days")
    if hold:
        effects += delayed_telogen_release(day, day + days, hold, afterwards).effects
    if block:
        effects += blocked_anagen_entry(day, day + days, block, afterwards).effects
    return Exposure(name, effects)


@dataclass(frozen=True)
class SteroidCourse(Exposure):
    """A glucocorticoid course, with what was prescribed beside what it does to follicles."""

    start: float
    days: float
    taper_days: float
    dose_mg_per_day: float | None

    @property
    def prescribed(self) -> str:
        """The prescription in words, with what the dose means for this model."""
        dose = "" if self.dose_mg_per_day is None else f" of {self.dose_mg_per_day:g} mg a day"
        taper = f", then a taper over {self.taper_days:g} days" if self.taper_days else ""
        return (
            f"Steroid course{dose} for {self.days:g} days{taper}. The dose is only noted: "
            "no one has measured how the dose changes hair in people, so here it changes nothing."
        )


def steroid_course(
    start: float,
    days: float,
    taper_days: float = 0,
    dose_mg_per_day: float | None = None,
    catagen_induction: float | None = None,
    entry_block: float | None = None,
) -> SteroidCourse:
    """Give a glucocorticoid course, with its direct arrows on follicles.

    The benefit, less release by the disease that is treated, is a change of the disease
    and not of the follicle: see `treated`. The dose is recorded and shown but does **not**
    change any effect on hair: no one has measured a human dose-response. Both direct
    arrows are 0 by default, because no controlled human study shows them.

    Parameters
    ----------
    start : float
        First day of the course.
    days : float
        Days at full dose.
    taper_days : float, optional
        The arrows fade out in a straight line (in small steps) over these days afterwards;
        less than one day is no taper.
    dose_mg_per_day : float, optional
        Recorded only.
    catagen_induction : float, optional
        Share of anagen follicles that a course of full induction length (a row of the
        parameters, 90 days) sends into catagen, 0 to 1. Shorter courses send fewer.
        Seen in mice; in cultured human follicles a steroid slowed growth.
    entry_block : float, optional
        Share of anagen starts that is withheld, 0 to 1. Seen in mice. By itself it makes
        no extra hair fall.

    Examples
    --------
    >>> course = steroid_course(start=10, days=60, dose_mg_per_day=40)
    >>> course.effects, course.dose_mg_per_day
    ((), 40.0)
    """
    start = within("Start", start, 0, _LONGEST, "days")
    days = within("Days", days, 1, _LONGEST, "days")
    taper = within("Taper", taper_days, 0, _LONGEST, "days")
    dose = dose_mg_per_day
    if dose is not None:
        dose = within("Dose", dose, 0, _LARGEST_DOSE_MG, "mg a day")
    induction = _or_default(catagen_induction, "steroid_catagen_induction")
    induction = within("Catagen induction", induction, 0, 1)
    block = within("Entry block", _or_default(entry_block, "steroid_entry_block"), 0, 1)
    effects: tuple[Effect, ...] = ()
    last = start + evidence().value("steroid_induction_days")
    for begin, end, strength in _strengths(start, days, taper):
        if induction and begin < last:
            whole = anagen_release(start, induction, last - start).effects[0]
            part = replace(whole, start=begin, end=min(end, last), amount=whole.amount * strength)
            effects += (part,)
        if block:
            restart = evidence().value("steroid_restart_days")
            effects += blocked_anagen_entry(begin, end, block * strength, restart).effects
    return SteroidCourse("steroid course", effects, start, days, taper, dose)


def _strengths(start: float, days: float, taper: float) -> list[tuple[float, float, float]]:
    """Return (from, until, strength) of a course at full dose and of each step of its taper."""
    full = start + days
    steps = [(start, full, 1.0)]
    if taper >= 1:
        edges = [full + taper * step / _TAPER_STEPS for step in range(_TAPER_STEPS + 1)]
        for step, (begin, end) in enumerate(pairwise(edges)):
            steps.append((begin, end, 1 - (step + 0.5) / _TAPER_STEPS))
    return steps


def treated(exposure: Exposure, from_day: float, benefit: float | None = None) -> Exposure:
    """Treat an illness from a day on: it releases fewer follicles from then on.

    What was released before that day is under way and cannot be called back.

    Parameters
    ----------
    exposure : Exposure
        The illness or flare.
    from_day : float
        First day on which the treatment works.
    benefit : float, optional
        Share of the release that the treatment prevents from then on, 0 to 1.

    Returns
    -------
    Exposure
        With the early release of anagen and telogen follicles lowered; other effects stay.

    Examples
    --------
    >>> flare = illness(day=30)
    >>> treated(flare, from_day=100).effects == flare.effects  # too late
    True
    """
    from_day = within("From day", from_day, 0, _LONGEST, "days")
    benefit = within("Benefit", _or_default(benefit, "steroid_benefit"), 0, 1)
    effects: tuple[Effect, ...] = ()
    for effect in exposure.effects:
        release = effect.target in ("anagen_release", "telogen_release")
        if not release or effect.end <= from_day or not benefit:
            effects += (effect,)
            continue
        begin = max(effect.start, from_day)
        if begin > effect.start:
            effects += (replace(effect, end=begin),)
        if benefit < 1:
            length = effect.end - begin
            share = -math.expm1(-effect.amount * length) * (1 - benefit)
            effects += (replace(effect, start=begin, amount=-math.log1p(-share) / length),)
    return Exposure(f"{exposure.name}, treated", effects)
