"""What follows from a plan: what happens to the patient, and the months after in the model."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType

from helpers.clinic.acts import acts
from helpers.clinic.casebook import courses
from helpers.clinic.events import AFTER, VISIT
from helpers.evidence import Case, Danger, Event, catalogue, evidence
from helpers.model import Course
from helpers.model.scalp import Array
from helpers.readout.landmarks import thinning, usual_visible

_END = VISIT + AFTER


def _hair(head: Course, _: Course) -> Array:
    return 100 * head.table["visible"].to_numpy() / usual_visible(head)


def _long(head: Course, _: Course) -> Array:
    return 100 * (1 - thinning(head))


def _shedding(head: Course, _: Course) -> Array:
    return (head.table["shed"] + head.table["fractured"]).to_numpy()


def _breaking(head: Course, _: Course) -> Array:
    return head.table["broken"].to_numpy()


def _patches(_: Course, patch: Course) -> Array:
    return 100 * patch.table["visible"].to_numpy() / usual_visible(patch)


def _scars(_: Course, patch: Course) -> Array:
    return 100 * patch.table["scarred"].to_numpy() / patch.scalp.follicles


_MEASURES = MappingProxyType(
    {
        "hair": _hair,
        "long": _long,
        "shedding": _shedding,
        "breaking": _breaking,
        "patches": _patches,
        "scars": _scars,
    }
)


@dataclass(frozen=True)
class Ending:
    """What follows from a plan.

    Attributes
    ----------
    case : Case
    dangers : tuple of Danger
        What happens next that no model of hair computes; empty if nobody comes to harm.
    own, best : ndarray
        The case's measure on each day of the run, with this plan and with the best one.
    averted : tuple of str
        What happens instead of the dangers that the plan kept from the patient.
    """

    case: Case
    dangers: tuple[Danger, ...]
    own: Array
    best: Array
    averted: tuple[str, ...] = ()

    @property
    def summed(self) -> bool:
        """Whether the measure counts hairs that come off."""
        return self.case.measure in SUMMED

    @property
    def alike(self) -> bool:
        """Whether the hair is the same with both plans, as far as anybody could see."""
        own, best = self.told
        seen = _ALIKE * max(1.0, own, best)
        if self.case.measure in _SHARES:
            seen = max(seen, _POINTS)
        return abs(own - best) <= seen

    @property
    def told(self) -> tuple[float, float]:
        """What is said of the months after, with this plan and with the best one.

        Of hairs that come off it is their sum, of patches their mean; of hair that stands and
        of scars it is how they are at the end.
        """
        months = slice(VISIT + 1, _END + 1)
        if self.summed:
            return float(self.own[months].sum()), float(self.best[months].sum())
        if self.case.measure == "patches":
            return float(self.own[months].mean()), float(self.best[months].mean())
        return float(self.own[_END]), float(self.best[_END])


SUMMED = ("shedding", "breaking")
_SHARES = ("hair", "long", "patches")  # percent of the usual hair
_POINTS = 3.0  # of a hundred: a difference in hair that nobody would see
_ALIKE = 0.015  # of the larger: a difference that nobody would see


def best_plan(case: Case) -> tuple[str, ...]:
    """Return the steps that a case asks for."""
    return tuple(case.keys("plan"))


def case_after(
    case: Case, plan: Collection[str], days: int = 0, today: Collection[str] = ()
) -> Case:
    """Return the case with what a plan changes among its events.

    Parameters
    ----------
    case : Case
    plan : collection of str
        What was planned.
    days : int
        How long after the visit it was planned.
    today : collection of str
        What was done at the visit itself and waited for nothing.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["short_hairs"]
    >>> [event.until for event in case_after(case, ["care"]).event if event.what == "breakage"]
    [datetime.date(2026, 3, 11)]
    """
    events = list(case.event)
    for place, effect in enumerate(case.effect):
        if not effect.happens(plan):
            continue
        at_once = not effect.left_out and not set(effect.of).isdisjoint(today)
        day = case.visit + timedelta(effect.after + (0 if at_once else days))
        if effect.does == "adds":
            events.append(
                Event(
                    id=f"after_{place}",
                    what=effect.what,
                    day=day,
                    amount=effect.amount,
                    where=effect.where,
                    asked=case.event[0].asked,
                    told=effect.what,
                )
            )
            continue
        change = {"treated" if effect.does == "treats" else "until": day}
        events = [
            event.model_copy(update=change) if event.name == effect.event else event
            for event in events
        ]
    return case.model_copy(update={"event": tuple(events)})


@lru_cache(maxsize=128)
def measured(case: Case) -> Array:
    """Return what a case is measured by, on each day of its run."""
    return _MEASURES[case.measure](*courses(case))


def too_late(case: Case, today: Collection[str], wait: str) -> tuple[Danger, ...]:
    """Return what happens to a patient before the results are there.

    Whoever does at the visit itself what the rule asks for may wait for the results.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["dry_cough"]
    >>> [danger.rule for danger in too_late(case, [], "weeks")]
    ['lung']
    >>> too_late(case, ["lungs_today"], "weeks"), too_late(case, [], "same day")
    ((), ())
    """
    days = catalogue().after(wait)
    return tuple(
        danger
        for danger in case.danger
        if danger.waits and danger.follows((), days) and not _heeded(case, danger, today)
    )


def _heeded(case: Case, danger: Danger, today: Collection[str]) -> bool:
    """Return whether each step that the rule of a danger asks for was done, or what is as good."""
    steps = [one.unless for one in case.danger if one.unless and one.rule == danger.rule]
    return bool(steps) and all(not set(unless).isdisjoint(today) for unless in steps)


def averted(case: Case, plan: Collection[str], dangers: Collection[Danger] = ()) -> tuple[str, ...]:
    """Return what happens to a patient who was kept from a danger, where a case tells it.

    Parameters
    ----------
    case : Case
    plan : collection of str
    dangers : collection of Danger
        What happens all the same; of its rules nothing is called averted.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["dry_cough"]
    >>> len(averted(case, ["lungs_today"])), averted(case, ["care"])
    (1, ())
    """
    broken = {danger.rule for danger in dangers if danger.rule}
    kept = [
        danger.averted
        for danger in case.danger
        if danger.averted and danger.rule not in broken and not set(danger.unless).isdisjoint(plan)
    ]
    return tuple(dict.fromkeys(kept))


_URGENCY = ("now", "today", "this week")


def how_bad(danger: Danger) -> int:
    """Return the place of a harm in the telling: what its rule calls most urgent comes first."""
    if not danger.rule:
        return len(_URGENCY)
    return _URGENCY.index(evidence().safety[danger.rule].urgency)


def ending(
    case: Case, plan: Collection[str], wait: str = "at once", today: Collection[str] = ()
) -> Ending:
    """Return what follows from a plan.

    Parameters
    ----------
    case : Case
    plan : collection of str
        Ids of the clinic's actions.
    wait : str
        The longest wait for a result before the plan was made.
    today : collection of str
        What was done at the visit itself, before any result; it belongs to the plan.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["sudden_loss"]
    >>> [danger.rule for danger in ending(case, ["follow_up"]).dangers][:1]
    ['fever_marrow']
    >>> ending(case, best_plan(case)).dangers
    ()
    """
    days = catalogue().after(wait)
    # Of two stories about one rule one is told: of an act, then of waiting, then of an omission.
    plan, late = acts(case, [*today, *plan]), too_late(case, today, wait)
    follow = [
        danger
        for danger in case.danger
        if (danger in late if danger.waits else danger.follows(plan, days))
    ]
    follow.sort(key=lambda danger: (not danger.when, not danger.waits))
    dangers = list({danger.rule or danger.next: danger for danger in reversed(follow)}.values())
    dangers = sorted(dangers[::-1], key=how_bad)
    own, best = case_after(case, plan, days, today), case_after(case, best_plan(case))
    return Ending(case, tuple(dangers), measured(own), measured(best), averted(case, plan, dangers))
