"""Three students who play a case from its file: a careful, a hasty and a dangerous one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.clinic.bill import spent
from helpers.clinic.choose import minutes_of
from helpers.clinic.ending import Ending, best_plan, ending
from helpers.evidence import Case, catalogue

STUDENTS = ("careful", "hasty", "dangerous")
_HASTY = ("explain_wave", "multivitamin", "follow_up")
"""What somebody in a hurry says to everybody."""


@dataclass(frozen=True)
class Played:
    """What a student chose, and what came of it.

    Attributes
    ----------
    student : str
    chosen : mapping of str to tuple of str
        By step of the case.
    ending : Ending
    right : bool
        Whether the first diagnosis is the one that explains the hair best.
    today : tuple of str
        What of the plan was done at the visit itself, before any result.
    """

    student: str
    chosen: Mapping[str, tuple[str, ...]]
    ending: Ending
    right: bool
    today: tuple[str, ...] = ()


def play_as(case: Case, student: str) -> Played:
    """Let one of the three students play a case.

    The careful one asks, examines and orders what the case calls a key, within the minutes of a
    consultation, and does its keys at once where results take days. The hasty one asks one
    question, pulls a few hairs and says what is said to everybody. The dangerous one does what the
    case calls dangerous, leaves out what must not be left out, and lets people wait for results
    where waiting is dangerous.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["sudden_loss"]
    >>> [bool(play_as(case, student).ending.dangers) for student in STUDENTS]
    [False, True, True]
    """
    chosen = {"careful": _careful, "hasty": _hasty, "dangerous": _dangerous}[student](case)
    wait = spent(chosen["tests"], case)[1]
    today = chosen["plan"] if catalogue().after(wait) else ()
    after = ending(case, chosen["plan"], wait, today)
    right = list(chosen["differential"][:1]) == case.keys("differential")
    return Played(student, chosen, after, right, today)


def _careful(case: Case) -> dict[str, tuple[str, ...]]:
    offers, left = catalogue().offers("tests"), catalogue().minutes
    asked: list[str] = []
    done: list[str] = []
    for step, taken in (("history", asked), ("tests", done)):
        for name in case.keys(step):
            minutes = minutes_of(catalogue().offers(step)[name])
            if minutes and minutes <= left:
                taken.append(name)
                left -= minutes
    done += [name for name in case.keys("tests") if not minutes_of(offers[name])]
    return {
        "history": tuple(asked),
        "tests": tuple(done),
        "differential": tuple(case.keys("differential")),
        "plan": best_plan(case),
    }


def _hasty(case: Case) -> dict[str, tuple[str, ...]]:
    first = "te" if case.keys("differential") != ["te"] else "te_drug"
    return {
        "history": ("onset",),
        "tests": ("pull",),
        "differential": (first,),
        "plan": _HASTY,
    }


def _dangerous(case: Case) -> dict[str, tuple[str, ...]]:
    own = case.at("plan")
    traps = [name for name, choice in own.items() if choice.worth == "trap"]
    acts = [name for danger in case.danger for name in danger.when]
    needed = {name for danger in case.danger for name in danger.unless}
    plan = [name for name in dict.fromkeys([*acts, *traps]) if name not in needed]
    waits = any(danger.waits for danger in case.danger)
    wrong = [n for n, c in case.at("differential").items() if c.worth == "trap"]
    return {
        "history": ("mood",),
        "tests": ("vitamin_d",) if waits else ("ponytail",),
        "differential": tuple(wrong[:1]) or ("zinc",),
        "plan": tuple(plan),
    }
