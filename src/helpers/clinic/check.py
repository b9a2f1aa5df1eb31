"""Check a case as an author's second reader would: read it, play it, say what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from helpers.clinic.blood import crp_of
from helpers.clinic.casebook import Casebook, open_case
from helpers.clinic.ending import best_plan, ending
from helpers.clinic.judge import judge
from helpers.evidence import STEPS, Case, EvidenceError, catalogue, evidence, load_case
from helpers.model import ModelInputError

_LINK = re.compile(r"\[([^\]]*)\]\((\w+):([a-z0-9_]+)\)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOT_A_NUMBER = re.compile(r"NUDT15|MDA5|B12|COVID-19|\{[^}]*\}")
_UNKIND = ("complains of", "failed", "non-compliant", "suffers from", "victim", "denies")


def check_case(path: Path) -> list[str]:
    """Return what is inconsistent in a case file, one sentence each; empty if nothing is.

    Parameters
    ----------
    path : Path
        A case file.

    Examples
    --------
    >>> from helpers.evidence import data_folder
    >>> check_case(data_folder() / "cases" / "three_clocks.toml")
    []
    """
    try:
        case = load_case(path)
    except EvidenceError as error:
        return str(error).splitlines()
    said: list[str] = []
    try:
        said += [*_dates(case), *_steps(case), *_words(case)]
        book = open_case(case)
        said += [*_disease(case), *_results(book), *_teaching(case), *_played(book)]
        said += _endings(case)
    except (ModelInputError, EvidenceError) as error:
        said += str(error).splitlines()
    except (ArithmeticError, ValueError) as error:  # a number that no model was made for
        said.append(f"the model cannot run with the numbers of this file: {error}.")
    return [f"{path.name}: {sentence}" for sentence in said]


def _dates(case: Case) -> Iterator[str]:
    for event in case.event:
        if event.day > case.visit:
            yield (
                f"{event.name} is dated {event.day}, after the visit on {case.visit}; the patient "
                "cannot tell of it yet."
            )
        for name, day in (("ends", event.until), ("is treated", event.treated)):
            if day is not None and day <= event.day:
                yield f"{event.name} {name} on {day}, not after it began on {event.day}."


def _steps(case: Case) -> Iterator[str]:
    for step in STEPS:
        keys = case.keys(step)
        if step == "differential" and not keys:
            yield (
                "no diagnosis is marked as the key, so the differential has no right answer; give "
                'one choice of the step "differential" the worth "key".'
            )
        elif step == "differential" and len(keys) > 1:
            yield f"{len(keys)} diagnoses are marked as the key; keep one, let the others fit."
        elif not keys:
            yield f"no choice of the step {step} is a key, so nothing there can be missed."
    if not any(choice.worth == "trap" for choice in case.choice):
        yield "no choice is a trap; name at least one that tempts, with its misconception."


def _disease(case: Case) -> Iterator[str]:
    lab, limit = case.lab, evidence().value("crp_raised")
    crp = crp_of(case)
    if lab.activity == "systemic" and crp <= limit and not lab.crp_normal_because:
        yield (
            f"a normal CRP ({crp:g} mg/L) with active disease of the whole body: in people this "
            "happens, but then the file says why, in crp_normal_because; otherwise raise crp."
        )
    ill = any(event.what == "infection" for event in case.event)
    if lab.activity == "quiet" and crp > limit and not ill:
        yield f"CRP is raised ({crp:g} mg/L) while the disease is quiet and nobody is infected."
    if lab.activity == "quiet" and case.scalp.skin == "dermatomyositis":
        yield "the scalp shows active dermatomyositis while the disease is called quiet."
    scalp = [e for e in case.event if e.what in ("scalp_disease", "scarring_disease")]
    if case.scalp.skin == "dermatomyositis" and not scalp:
        yield "the scalp shows dermatomyositis, but no event says when the scalp disease began."
    patchy = any(event.where == "patches" for event in case.event)
    if patchy and not case.scalp.patches:
        yield "an event happens in patches, but scalp.patches is 0; give their share of the scalp."
    if case.scalp.patches and not patchy:
        yield "scalp.patches is above 0, but no event happens in patches."


def _results(book: Casebook) -> Iterator[str]:
    expect = book.case.expect
    for names, wanted, word in (
        (expect.unusual, True, "unusual"),
        (expect.usual, False, "usual"),
    ):
        for name in names:
            result = book.result(name)
            if result.unusual is not wanted:
                yield f"{name} should be {word}, but the model finds: {result.text}"
    for sign in book.case.sign:
        if sign.unusual and not sign.reading and book.is_read(sign.test):
            yield (
                f"{sign.text!r} is unusual and stands beside values that are read: say what it "
                "means in `reading`, or write `unusual = false`."
            )
    for name in catalogue().offers("tests"):
        result = book.result(name)
        if not result.text or "nan" in result.text.lower().split() or "Not computed" in result.text:
            yield f"{name} has no result that can be shown; the model says {result.text!r}."


def _teaching(case: Case) -> Iterator[str]:
    for point in case.teaching:
        own = case.at(point.step).get(point.choice)
        if own is None or not own.feedback:
            yield (
                f"no step reaches the teaching point {point.text!r}: {point.choice!r} is not a "
                f"choice with feedback at the step {point.step}."
            )


def _played(book: Casebook) -> Iterator[str]:
    """Play the case: every question asked, every test ordered, every choice made alone."""
    case = book.case
    for text in (case.opening, case.answer_model.summary, case.answer_model.plan):
        book.fill(text)
    for point in case.teaching:
        book.fill(point.text)
    for danger in case.danger:
        book.fill(danger.next)
        book.fill(danger.averted)
    for question in catalogue().offers("history"):
        book.history(question)
    for step in STEPS:
        for name in catalogue().offers(step):
            for note in judge(case, step, [name]):
                if not note.text:
                    yield f"{name}, chosen at the step {step}, gets no feedback."


def _endings(case: Case) -> Iterator[str]:
    """Play the plan: the best one does no harm, and a danger belongs to what is judged."""
    for danger in ending(case, best_plan(case)).dangers:
        yield f"the best plan itself does harm: {danger.next}"
    own = case.at("plan")
    for danger in case.danger:
        if danger.unless and not any(
            own.get(name) and own[name].worth == "key" for name in danger.unless
        ):
            yield f"leaving out {danger.unless[0]} does harm, but none of its steps is a key."
        for name in danger.when:
            if name not in own or own[name].worth != "trap":
                yield f"{name} does harm when it is planned, but it is not a trap at the step plan."
    taken = any(event.what == "steroid" and event.until is None for event in case.event)
    told = any("stop_steroid" in danger.when for danger in case.danger)
    if taken and not told:
        yield "a steroid is taken, but no danger says what happens when it is stopped."
    if told and not taken:
        yield "a danger speaks of a stopped steroid, but no steroid is taken."
    steps = {name for effect in case.effect for name in effect.of}
    if own and steps and not steps & set(own):
        yield "no effect belongs to a step that the case judges, so every plan ends alike."


def _words(case: Case) -> Iterator[str]:
    stated = [(f"the feedback on {c.id}", c.feedback) for c in case.choice]
    stated += [("a teaching point", point.text) for point in case.teaching]
    for where, text in stated:
        for words, kind, name in _LINK.findall(text):
            tables = {"claim": evidence().claims, "safety": evidence().safety}
            rows = tables.get(kind, evidence().parameters)
            if name not in rows:
                yield f"{where} refers to {kind}:{name}, which has no row."
            elif kind == "safety" and words != evidence().safety[name].sentence:
                yield (
                    f"{where} changes the words of safety:{name}; "
                    f"they are: {evidence().safety[name].sentence}"
                )
            elif kind == "claim":
                row = evidence().claims[name]
                known = _NUMBER.findall(f"{row.claim} {row.counter}")
                for number in _NUMBER.findall(words):
                    if number not in known:
                        yield f"{where} says {number}, which is not in the claim {name}."
        loose = re.findall(r"\d[\d.,]*", _NOT_A_NUMBER.sub("", _LINK.sub("", text)))
        if loose:
            yield (
                f"{where} holds the number {loose[0]}, which nothing computes or supports; use a "
                "placeholder such as {ferritin}, or a link to a claim."
            )
    texts = [case.opening, case.answer_model.summary, case.answer_model.plan]
    texts += [text for _, text in stated]
    texts += [text for danger in case.danger for text in (danger.next, danger.averted)]
    texts += [event.told for event in case.event]
    texts += [answer.told for answer in case.answer]
    for text in texts:
        for word in _UNKIND:
            if word in text.lower():
                yield f"{word!r} does not put the person first; say it otherwise."
