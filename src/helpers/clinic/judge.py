"""What a choice was worth in a case: made, missed, wasted, or led astray, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from helpers.clinic.acts import acts, fits_here, holds_back
from helpers.clinic.bill import spent
from helpers.clinic.casebook import open_case
from helpers.clinic.ending import Ending, ending
from helpers.clinic.rests import rests_on
from helpers.clinic.urgency import TODAY, cannot_wait, this_week
from helpers.evidence import Case, catalogue, evidence, say

Kind = Literal["made", "missed", "fits", "considered", "free", "wasted", "trap"]
WITHOUT_HARM = "Nothing new here."
REASONABLE = "Reasonable here."
NOT_DECISIVE = "Part of the picture, though it does not decide this case."
TOO_LATE = (
    "Dangerous as it stands: what this person needs now, today or this week is not in the plan, "
    "and a later appointment does not replace it."
)
AFTERWARDS = "It comes after what cannot wait, and replaces none of it."
EMERGENCY = "emergency_now"
SOONER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "scalp_treatment": ("refer_scarring",),
        "treat_disease": ("lungs_today", "swallow_food"),
        "follow_up": ("early_review",),
        "mood_support": ("mental_health",),
        "nutrition": ("swallow_food", "nutrition_today"),
    }
)
"""What stands in for a key that was left out: the same thing, sooner or more of it."""
_LATER = ("follow_up", "early_review")
_SAID = ("steroid_stop",)
PLAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"fever_marrow": ("vitals", "blood_count"), "marrow_count": ("vitals", "blood_count")}
)
"""What a rule asks everybody to measure, by rule: left out, it is as dangerous as the plan."""


@dataclass(frozen=True)
class Note:
    """What to say about one choice.

    Attributes
    ----------
    kind : str
        "made" (it should be made, and was), "missed" (it was not), "fits" (it may be),
        "considered" (a further thought), "free", "wasted" (nothing called for it) or
        "trap" (it led astray).
    id, name : str
    text : str
        Markdown.
    misconception : str
        The row of misconceptions.csv that the choice shows; empty for none.
    danger : bool
        Whether a `Danger` of the case that breaks a rule follows from it.
    unseen : tuple of str
        The questions and tests whose finding the text names, though nobody asked or ordered them.
    """

    kind: Kind
    id: str
    name: str
    text: str
    misconception: str = ""
    danger: bool = False
    unseen: tuple[str, ...] = ()


def rule(name: str) -> str:
    """Return the sentence of a danger as a link, or nothing for no danger.

    Examples
    --------
    >>> rule("lung").startswith("[Cough")
    True
    """
    return f"[{evidence().safety[name].sentence}](safety:{name})" if name else ""


def judge(
    case: Case,
    step: str,
    chosen: Sequence[str],
    looked: Collection[str] | None = None,
    planned: Collection[str] | None = None,
) -> tuple[Note, ...]:
    """Judge the choices of a step; for the differential, in the order of their rank.

    Parameters
    ----------
    case : Case
    step : str
        "history", "tests", "differential" or "plan".
    chosen : sequence of str
        Ids of the clinic's offers.
    looked : collection of str, optional
        What was asked, examined and ordered; a note then says which of its findings were not.
    planned : collection of str, optional
        The plan; a measurement that a broken rule asks for is then dangerous to leave out.

    Raises
    ------
    KeyError
        If the clinic does not offer a choice.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["three_clocks"]
    >>> [note.kind for note in judge(case, "differential", ["te"])]
    ['made']
    """
    ranked = step == "differential"
    notes = [
        note_of(case, step, name, ranked and place > 0, chosen) for place, name in enumerate(chosen)
    ]
    offers, own = catalogue().offers(step), case.at(step)
    for name in case.keys(step):
        told = step == "history" and name in case.opening_tells
        if (
            name not in chosen
            and not told
            and not (step == "plan" and done_sooner(case, name, chosen))
        ):
            text = _fill(case, own[name].feedback)
            notes.append(Note("missed", name, offers[name].name, text))
    if step == "plan":
        dangerous = {
            name
            for danger in case.danger
            if danger.rule and danger.follows(acts(case, chosen), 0)
            for name in (set(danger.unless) - set(chosen)) | _does(case, danger.when, chosen)
        }
        notes = [replace(note, danger=note.id in dangerous) for note in notes]
        notes = [_in_time(case, note, chosen) for note in notes]
    if planned is not None and step == "tests":
        plain = _plain(case, planned)
        notes = [replace(note, danger=note.kind == "missed" and note.id in plain) for note in notes]
    if looked is not None:
        notes = [
            note
            if note.danger and step == "tests"
            else replace(note, unseen=_unseen(case, step, note, looked))
            for note in notes
        ]
    order = ("made", "missed", "trap", "wasted", "fits", "considered", "free")
    return tuple(notes if ranked else sorted(notes, key=lambda note: order.index(note.kind)))


def _plain(case: Case, planned: Collection[str]) -> frozenset[str]:
    """Return what the rules that a plan breaks ask everybody to measure."""
    broken = {danger.rule for danger in case.danger if danger.unless and danger.follows(planned, 0)}
    return frozenset(name for rule_ in broken for name in PLAIN.get(rule_, ()))


def _does(case: Case, when: Collection[str], chosen: Collection[str]) -> set[str]:
    """Return which of the chosen steps bring on a danger."""
    held = {"hold_drug"} & set(chosen) if "stop_immuno" in when and holds_back(case) else set()
    return (set(when) & set(chosen)) | held


def done_sooner(case: Case, key: str, chosen: Collection[str]) -> bool:
    """Whether something planned does a key that was left out: the same sooner, or the hospital.

    The emergency department does what a danger of the case asks for today, where either of the
    two keeps the patient from harm.
    """
    if any(name in chosen and fits_here(case, name) for name in SOONER.get(key, ())):
        return True
    either = [danger.unless for danger in case.danger if {key, EMERGENCY} <= set(danger.unless)]
    today = catalogue().offers("plan")[key].group == TODAY or key == "treat_disease"
    return EMERGENCY in chosen and today and bool(either)


def _unseen(case: Case, step: str, note: Note, looked: Collection[str]) -> tuple[str, ...]:
    own = case.at(step).get(note.id)
    if own is None or note.text == TOO_LATE:  # what is said of any patient names no finding
        return ()
    names = rests_on(case, own.feedback, looked)
    if step in ("history", "tests"):
        names = tuple(name for name in names if name != note.id)
    offers = {**catalogue().offers("history"), **catalogue().offers("tests")}
    return tuple(offers[name].name for name in names)


def _in_time(case: Case, note: Note, chosen: Sequence[str]) -> Note:
    """Mark a later appointment as dangerous where somebody had to be seen at once and was not.

    A sentence that is said to the patient today (`_SAID`) is missed or not; a later appointment
    does not stand in its place.
    """
    urgent = [
        danger
        for danger in case.danger
        if danger.unless and this_week(danger.rule) and danger.rule not in _SAID
    ]
    if note.id == "nutrition" and note.kind == "fits":  # today's form of it was what was needed
        sooner = set(SOONER["nutrition"])
        late = [one for one in urgent if sooner & set(one.unless) and cannot_wait(one.rule)]
        missed = any(one.follows(chosen, 0) for one in late)
        return replace(note, danger=True, text=TOO_LATE) if missed else note
    if note.id not in _LATER or note.kind not in ("made", "fits") or not urgent:
        return note
    if any(danger.follows(chosen, 0) for danger in urgent):
        return replace(note, danger=True, text=TOO_LATE)
    return note if note.kind == "made" else replace(note, text=f"{note.text} {AFTERWARDS}")


def note_of(case: Case, step: str, name: str, further: bool, chosen: Sequence[str]) -> Note:
    """Return what is said of one choice; `further` of a diagnosis that is not the first.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> note_of(load_cases()["short_hairs"], "plan", "care", False, []).kind
    'made'
    """
    offer, own = catalogue().offers(step)[name], case.at(step).get(name)
    if own is None:
        if step == "plan" and name == "hold_drug" and holds_back(case):
            text = f"{say('case_held_back')} {rule('drug_stop')}"
            return Note("trap", name, offer.name, text, "m193")
        if name == "crp" and step == "tests" and open_case(case).result(name).unusual:
            return Note("fits", name, offer.name, f"{say('case_crp_raised')} {rule('crp')}")
        if offer.fits and (not offer.beside or set(offer.beside) & set(chosen)):
            return Note("fits", name, offer.name, offer.fits)
        if not offer.idle:
            if _has_news(case, step, name):
                return Note("fits", name, offer.name, NOT_DECISIVE)
            return Note("free", name, offer.name, WITHOUT_HARM)
        kind: Kind = "considered" if further else "wasted"
        return Note(kind, name, offer.name, offer.idle, "" if further else offer.misconception)
    text = _fill(case, own.feedback)
    if own.worth == "key":
        return Note("made", name, offer.name, text)
    if own.worth == "fits":
        return Note("fits", name, offer.name, text or offer.fits or REASONABLE)
    # A further place on a list of possibilities is where a doubtful thought belongs.
    if further:
        return Note("considered", name, offer.name, text)
    return Note("trap", name, offer.name, text, own.misconception)


def _has_news(case: Case, step: str, name: str) -> bool:
    """Whether a question or an examination brought something that belongs to the story."""
    if step == "history":
        return any(part.asked == name for part in case.event) or any(
            answer.asked == name for answer in case.answer
        )
    return step == "tests" and open_case(case).result(name).unusual


def _fill(case: Case, text: str) -> str:
    return open_case(case).fill(text)


def record_of(
    case: Case,
    chosen: Mapping[str, Sequence[str]],
    sure: int,
    today: date,
    first: tuple[str, int] = ("", 0),
    after: Ending | None = None,
) -> dict[str, object]:
    """Return a played case as a small dict of plain values, fit for JSON.

    Parameters
    ----------
    case : Case
    chosen : mapping of str to sequence of str
        What was chosen at each step.
    sure : int
        How sure, from 1 to 4, the student was of the first diagnosis; 0 where none was asked
        for, because the patient was sent on at once: that is neither right nor wrong.
    today : date
    first : tuple of str and int
        The working diagnosis before any test, and how sure it was.
    after : Ending, optional
        What came of it; without it, the plan is taken to be made when the results were there.
    """
    notes = {step: judge(case, step, names) for step, names in chosen.items()}
    everything = [note for part in notes.values() for note in part]
    ranked = list(chosen["differential"])
    cost, wait = spent(chosen["tests"], case)
    after = after or ending(case, chosen["plan"], wait)
    return {
        "case": case.id,
        "level": case.level,
        "on": today.isoformat(),
        "before": first[0],
        "sure_before": first[1],
        "ranked": ranked,
        "sure": sure,
        "right": ranked[:1] == case.keys("differential"),
        "missed": [f"{s}:{n.id}" for s, part in notes.items() for n in part if n.kind == "missed"],
        "wasted": [f"{s}:{n.id}" for s, part in notes.items() for n in part if n.kind == "wasted"],
        "traps": [f"{s}:{n.id}" for s, part in notes.items() for n in part if n.kind == "trap"],
        "dangers": sorted({danger.rule for danger in after.dangers} - {""}),
        "misconceptions": sorted({note.misconception for note in everything} - {""}),
        "cost": cost,
        "wait": wait,
    }
