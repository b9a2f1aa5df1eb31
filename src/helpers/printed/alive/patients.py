"""A virtual patient as a file keeps one: every reply, every note and every course, computed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import Any

from helpers.clinic import judge as judging
from helpers.clinic.acts import holds_back
from helpers.clinic.bill import spent
from helpers.clinic.casebook import Casebook, open_case
from helpers.clinic.close_view import caption_of, case_close, normal_close
from helpers.clinic.debrief import named_reply, not_yet, reply
from helpers.clinic.ending import Ending, best_plan, case_after, how_bad, measured
from helpers.clinic.judge import EMERGENCY, Note, rule
from helpers.clinic.notes import idea, line, told
from helpers.clinic.picture import ending_chart
from helpers.clinic.rests import sources_of
from helpers.clinic.sentence import ending_sentence
from helpers.clinic.urgency import acts_today, cannot_wait, this_week
from helpers.evidence import STEPS, Case, Danger, catalogue, say, say_name
from helpers.page.provenance import english
from helpers.pictures.close_view import close_view
from helpers.printed.alive.frames import chart, near
from helpers.printed.alive.pack import Tree, pack, plain


def patient(case: Case) -> dict[str, Tree]:
    """Return all that a file needs to see one patient.

    Parameters
    ----------
    case : Case

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> found = patient(load_cases()["short_hairs"])
    >>> found["notes"]["plan"]["care"]["note"]["kind"]
    'made'
    """
    book, offers = open_case(case), catalogue().offers
    asked, seen = offers("history"), offers("tests")
    both = [*asked, *seen]
    key = offers("differential")[case.keys("differential")[0]]
    frames, places = courses(case)
    return {
        "id": case.id,
        "level": case.level,
        "name": case.person.name,
        "age": case.person.age,
        "who": english(f"{case.person.name}, {case.person.age}, {case.person.work}"),
        "opening": told(book.fill(case.opening)),
        "looks": say(
            "case_looks", skin=say_name(case.person.skin), hair=say_name(case.person.hair)
        ),
        "replies": {name: reply(book, name) for name in both},
        "named": {name: named_reply(book, name) for name in seen},
        "read": {name: named_reply(book, name, read=True) for name in both},
        "not_yet": {name: not_yet(name) for name in seen},
        "cost": {name: spent([name], case)[0] for name in seen},
        "wait": {name: spent([name], case)[1] for name in seen},
        "notes": {step: _notes(case, step) for step in STEPS},
        "missed": {step: _missed(case, step) for step in STEPS},
        "dangers": [_danger(book, danger) for danger in case.danger],
        "effects": [{"of": list(one.of), "left_out": one.left_out} for one in case.effect],
        "holds_back": holds_back(case),
        "acts_today": sorted(acts_today(case)),
        "keys": case.keys("differential"),
        "called_for": EMERGENCY in case.at("plan") and case.at("plan")[EMERGENCY].worth != "trap",
        "explained": {"name": key.name, "lesson": getattr(key, "lesson", "")},
        "teaching": [[line(book.fill(one.text)), one.step, one.choice] for one in case.teaching],
        "title": english(case.title),
        "summary": line(book.fill(case.answer_model.summary)),
        "plan": line(book.fill(case.answer_model.plan)),
        "close": {
            "visit": _close(case, case_close(case)),
            "normal": _close(case, normal_close(case)),
        },
        "frames": pack(frames, exact=("said",)),
        "places": places,
    }  # fmt: skip


def _close(case: Case, view: Any) -> Tree:
    return plain(near(close_view(view, caption_of(case), when="")))


def _danger(book: Casebook, danger: Danger) -> dict[str, Tree]:
    return {
        "rule": danger.rule,
        "unless": list(danger.unless),
        "when": list(danger.when),
        "waits": danger.waits,
        "days": danger.after_days,
        "hospital": danger.hospital,
        "next": line(book.fill(danger.next)),
        "said": line(rule(danger.rule)) if danger.rule else "",
        "averted": line(book.fill(danger.averted)) if danger.averted else "",
        "bad": how_bad(danger),
        "now": cannot_wait(danger.rule),
        "soon": this_week(danger.rule),
    }


def _note(case: Case, step: str, note: Note) -> dict[str, Tree]:
    own = case.at(step).get(note.id)
    unseen = [list(one) for one in sources_of(case, own.feedback)] if own else []
    made: dict[str, Tree] = {"id": note.id, "kind": note.kind, "html": line(note.text)}
    made |= {"idea": idea(note.misconception), "belief": note.misconception, "unseen": unseen}
    if step == "plan" and note.kind == "fits":
        made["later"] = line(f"{note.text} {judging.AFTERWARDS}")
    return made


def _notes(case: Case, step: str) -> dict[str, Tree]:
    """Return what is said of each choice, and what of it where it stands alone or further down."""
    found: dict[str, Tree] = {}
    for name, offer in catalogue().offers(step).items():
        beside = list(offer.beside)
        said = {"note": judging.note_of(case, step, name, False, beside)}
        if beside:
            said["alone"] = judging.note_of(case, step, name, False, [])
        if step == "differential":
            said["further"] = judging.note_of(case, step, name, True, [])
        made: dict[str, Tree] = {how: _note(case, step, note) for how, note in said.items()}
        found[name] = made | ({"beside": beside} if beside else {})
    return found


def _missed(case: Case, step: str) -> list[Tree]:
    """Return what is said of each key that was left out, and what stands in for it."""
    found: list[Tree] = []
    for name in case.keys(step):
        if step == "history" and name in case.opening_tells:
            continue
        instead = [
            other
            for other in catalogue().offers(step)
            if step == "plan" and other != name and judging.done_sooner(case, name, [other])
        ]
        own, offer = case.at(step)[name], catalogue().offers(step)[name]
        note = Note("missed", name, offer.name, open_case(case).fill(own.feedback))
        found.append([_note(case, step, note), instead])
    return found


def courses(case: Case) -> tuple[list[dict[str, Tree]], dict[str, int]]:
    """Return the months after each plan that the model tells apart, and where each stands.

    A plan is named by what each effect of the case does under it: "-" for nothing, else the days
    after the visit from which on it does.
    """
    frames: list[dict[str, Tree]] = []
    places: dict[str, int] = {}
    known: dict[Case, int] = {}
    for state in _states(case):
        changed = case_after_state(case, state)
        if changed not in known:
            known[changed] = len(frames)
            best = measured(case_after(case, best_plan(case)))
            after = Ending(case, (), measured(changed), best)
            said = ending_sentence(case, after)
            frames.append({"said": said, "chart": chart(ending_chart(case, after))})
        places[" ".join(map(str, state))] = known[changed]
    return frames, places


def _states(case: Case) -> Iterator[tuple[int | str, ...]]:
    for days in sorted(set(catalogue().after(wait) for wait in ("at once", "days", "weeks"))):
        options: list[tuple[int | str, ...]] = [
            ("-", days) if effect.left_out else ("-", 0, days) for effect in case.effect
        ]
        yield from product(*(dict.fromkeys(one) for one in options))


def case_after_state(case: Case, state: Collection[int | str]) -> Case:
    """Return the case after a plan under which each effect does what the state says.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["short_hairs"]
    >>> case_after_state(case, [0]) == case_after(case, ["care"])
    True
    """
    for effect, from_day in zip(case.effect, state, strict=True):
        alone = case.model_copy(update={"effect": (effect,)})
        plan = [] if (from_day == "-") != effect.left_out else [effect.of[0]]
        changed = case_after(alone, plan, 0 if from_day == "-" else int(from_day))
        case = changed.model_copy(update={"effect": case.effect})
    return case
