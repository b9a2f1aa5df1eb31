"""What a choice was worth in a case: made, missed, wasted, or led astray, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from helpers.clinic.casebook import WAITS, open_case
from helpers.clinic.ending import ending
from helpers.evidence import Case, Ordered, catalogue, evidence

Kind = Literal["made", "missed", "fits", "considered", "free", "wasted", "trap"]
WITHOUT_HARM = "Nothing new here, and it cost nothing."
NOT_DECISIVE = "Part of the picture, though it does not decide this case."
TOO_LATE = (
    "Dangerous as it stands: what this person needs now or today is not in the plan, and an "
    "appointment in weeks or months does not replace it."
)
AFTERWARDS = "It comes after what cannot wait, and replaces none of it."
_LATER = ("follow_up", "early_review")


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
        Whether a `Danger` of the case follows from it.
    """

    kind: Kind
    id: str
    name: str
    text: str
    misconception: str = ""
    danger: bool = False


def rule(name: str) -> str:
    """Return the sentence of a danger as a link, or nothing for no danger.

    Examples
    --------
    >>> rule("lung").startswith("[Cough")
    True
    """
    return f"[{evidence().safety[name].sentence}](safety:{name})" if name else ""


def judge(case: Case, step: str, chosen: Sequence[str]) -> tuple[Note, ...]:
    """Judge the choices of a step; for the differential, in the order of their rank.

    Parameters
    ----------
    case : Case
    step : str
        "history", "tests", "differential" or "plan".
    chosen : sequence of str
        Ids of the clinic's offers.

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
        _of(case, step, name, ranked and place > 0, chosen) for place, name in enumerate(chosen)
    ]
    offers, own = catalogue().offers(step), case.at(step)
    for name in case.keys(step):
        if name not in chosen:
            text = _fill(case, own[name].feedback)
            notes.append(Note("missed", name, offers[name].name, text))
    if step == "plan":
        dangerous = {
            name
            for danger in case.danger
            if danger.follows(chosen, 0)
            for name in (set(danger.unless) - set(chosen)) | (set(danger.when) & set(chosen))
        }
        notes = [replace(note, danger=note.id in dangerous) for note in notes]
        notes = [_in_time(case, note, chosen) for note in notes]
    order = ("made", "missed", "trap", "wasted", "fits", "considered", "free")
    return tuple(notes if ranked else sorted(notes, key=lambda note: order.index(note.kind)))


def _in_time(case: Case, note: Note, chosen: Sequence[str]) -> Note:
    """Mark a later appointment as dangerous where something that cannot wait was left out."""
    urgent = [danger for danger in case.danger if danger.unless and cannot_wait(danger.rule)]
    if note.id not in _LATER or note.kind not in ("made", "fits") or not urgent:
        return note
    if any(danger.follows(chosen, 0) for danger in urgent):
        return replace(note, danger=True, text=TOO_LATE)
    return note if note.kind == "made" else replace(note, kind="considered", text=AFTERWARDS)


def cannot_wait(name: str) -> bool:
    """Return whether a rule of safety asks for something now or today.

    Examples
    --------
    >>> cannot_wait("lung"), cannot_wait("iron_cause"), cannot_wait("")
    (True, False, False)
    """
    return bool(name) and evidence().safety[name].urgency in ("now", "today")


def _of(case: Case, step: str, name: str, further: bool, chosen: Sequence[str]) -> Note:
    offer, own = catalogue().offers(step)[name], case.at(step).get(name)
    if own is None:
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
        return Note("fits", name, offer.name, text or "Reasonable here; it changes little.")
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


def spent(tests: Sequence[str]) -> tuple[int, str]:
    """Return the cost points of the tests, and the longest wait among them.

    Examples
    --------
    >>> spent(["pull", "ferritin", "biopsy"])
    (4, 'weeks')
    """
    offers = [offer for name, offer in catalogue().offers("tests").items() if name in tests]
    ordered = [offer for offer in offers if isinstance(offer, Ordered)]
    waits = [WAITS.index(offer.wait) for offer in ordered]
    return sum(offer.cost for offer in ordered), WAITS[max(waits, default=0)]


def record_of(
    case: Case,
    chosen: Mapping[str, Sequence[str]],
    sure: int,
    today: date,
    first: tuple[str, int] = ("", 0),
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
    """
    notes = {step: judge(case, step, names) for step, names in chosen.items()}
    everything = [note for part in notes.values() for note in part]
    ranked = list(chosen["differential"])
    cost, wait = spent(list(chosen["tests"]))
    after = ending(case, chosen["plan"], wait)
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


def case_order(cases: Sequence[Case], seed: int = 1) -> list[Case]:
    """Return the cases interleaved: level by level, and no diagnosis twice in a row.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> order = case_order(list(load_cases().values()))
    >>> [case.level for case in order] == sorted(case.level for case in order)
    True
    """
    rng = np.random.default_rng(seed)
    by_name = sorted(cases, key=lambda case: case.id)
    left = sorted((by_name[place] for place in rng.permutation(len(by_name))), key=_level)
    order: list[Case] = []
    while left:
        level = [case for case in left if case.level == left[0].level]
        last = order[-1].keys("differential") if order else []
        chosen = next((case for case in level if case.keys("differential") != last), level[0])
        order.append(chosen)
        left.remove(chosen)
    return order


def _level(case: Case) -> int:
    return case.level
