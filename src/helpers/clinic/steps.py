"""The list of each step of a visit: what can be ticked, ordered or ranked there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from helpers.clinic.choose import PickList, RankList, minutes_of
from helpers.clinic.judge import EMERGENCY
from helpers.clinic.notes import wait_words
from helpers.evidence import Offer, Ordered, catalogue, say
from helpers.page.provenance import english

PickEnded = Callable[[PickList], None]
RankEnded = Callable[[RankList], None]
Reply = Callable[[str], str]
_FEW_MINUTES = 6  # of a consultation: what an examination of skin, scalp and chest takes
_DONE = {"history": "case_asked", "look": "case_looked", "again": "case_again_done"}


def timed_list(
    step: str,
    offers: Mapping[str, Offer],
    left: int,
    reply: Reply,
    ended: PickEnded,
    focus: bool,
    days: int = 0,
    soon: bool = False,
) -> PickList:
    """Return a list in which each choice is answered at once, and takes its minutes.

    Parameters
    ----------
    step : str
        "history", "look" or "again".
    offers : mapping of str to Offer
    left : int
        Minutes that are left of the consultation.
    reply : callable
        From an id to what it brought, in HTML.
    ended : callable
        Called once, with the list, when the step is ended.
    focus : bool
        Move the keyboard to the list.
    days : int
        How long after the first visit it is.
    soon : bool
        Whether a second visit is earlier than some of the results.

    Examples
    --------
    >>> part = timed_list("look", catalogue().offers("tests"), 6, str, print, False)
    >>> part.hint
    '9 of 15 minutes used.'
    """
    whole = catalogue().minutes_again if step == "again" else catalogue().minutes
    before = whole - left

    def clock(names: list[str]) -> str:
        used = before + sum(minutes_of(offers[name]) for name in names)
        few = step == "history" and whole - used <= _FEW_MINUTES
        key = "case_clock_over" if used >= whole else "case_clock_few" if few else "case_clock"
        said, rest = say(key, used=used, whole=whole), whole - used
        open_ = [minutes_of(offer) for name, offer in offers.items() if name not in names]
        tight = 0 < rest < max(open_, default=0)
        return f"{said} {say('case_clock_long')}" if tight else said

    part = PickList(
        _legend(step, "again_soon" if soon else step, whole=whole, days=days),
        offers,
        reply,
        say(_DONE[step]),
        ended,
        tags={n: say("case_minutes", minutes=minutes_of(o)) for n, o in offers.items()},
        hint=clock,
        minutes=left,
        needed=step == "history",
        take_focus=focus,
    )
    part.hint = clock([])
    return part


def order_list(
    reply: Reply, bill: Callable[[list[str]], str], ended: PickEnded, focus: bool
) -> PickList:
    """Return the list of what is ordered: it is answered when the orders are sent."""
    offers = {n: o for n, o in catalogue().offers("tests").items() if not minutes_of(o)}
    return PickList(
        _legend("tests"),
        offers,
        reply,
        say("case_examined"),
        ended,
        order=say("case_order"),
        tags=_tags(offers),
        hint=bill,
        needed=False,
        take_focus=focus,
    )


def today_list(days: int, ended: PickEnded, focus: bool) -> PickList:
    """Return the list of what is done before results that take so many days."""
    return PickList(
        _legend("today", days=days),
        catalogue().offers("plan"),
        None,
        say("case_today_done"),
        ended,
        needed=False,
        take_focus=focus,
    )


def plan_list(done: Sequence[str], rushed: bool, ended: PickEnded, focus: bool) -> PickList:
    """Return the list of the plan, in which what is done already, or sent off to, stays.

    Examples
    --------
    >>> plan_list(["adrenal"], True, print, False).chosen
    ['adrenal', 'emergency_now']
    """
    part = PickList(
        _legend("plan_urgent" if rushed else "plan"),
        catalogue().offers("plan"),
        None,
        say("case_commit"),
        ended,
        take_focus=focus,
    )
    part.chosen = [*done, *([EMERGENCY] if rushed else [])]
    part.replies = {name: f"<p>{say('case_was_done')}</p>" for name in done}
    if rushed:  # who was sent off cannot be kept back by a stray click
        part.replies = {**part.replies, EMERGENCY: f"<p>{escape(say('case_urgent_said'))}</p>"}
    return part


def thought_list(step: str, ended: RankEnded, focus: bool) -> RankList:
    """Return the ranking of diagnoses: one place for the first guess, three at the end."""
    places = {"number": 1} if step == "first_guess" else {}
    offers = catalogue().offers("differential")
    return RankList(_legend(step), offers, say("case_commit"), ended, take_focus=focus, **places)


def _legend(step: str, task: str = "", **words: object) -> str:
    return f"<strong>{say(f'case_{step}')}</strong> {say(f'case_{task or step}_task', **words)}"


def _tags(offers: Mapping[str, Offer]) -> dict[str, str]:
    return {
        name: say(
            "case_tag",
            cost=say(f"case_cost_{offer.cost}"),
            wait=wait_words(offer.wait),
            tells=english(offer.tells),
        )
        for name, offer in offers.items()
        if isinstance(offer, Ordered)
    }
