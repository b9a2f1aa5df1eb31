"""Read the virtual patients and the clinic: `cases/*.toml` and `clinic.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from helpers.evidence.cases import Case
from helpers.evidence.offers import STEPS, Catalogue
from helpers.evidence.tables import EvidenceError, data_folder, evidence, read_toml


@cache
def catalogue() -> Catalogue:
    """Return what the clinic offers.

    Raises
    ------
    EvidenceError
        If `clinic.toml` is missing or incomplete.

    Examples
    --------
    >>> catalogue().offers("tests")["pull"].wait
    'at once'
    """
    return read_toml(data_folder() / "clinic.toml", Catalogue)


def load_case(path: Path) -> Case:
    """Read one case, and refuse names that nothing answers to.

    Raises
    ------
    EvidenceError
        With one line per fault.

    Examples
    --------
    >>> load_case(data_folder() / "cases" / "three_clocks.toml").person.name
    'Paula'
    """
    case = read_toml(path, Case)
    if faults := [f"{path.name}: {fault}" for fault in _unknown(case, path.stem)]:
        raise EvidenceError("\n".join(faults))
    return case


def _unknown(case: Case, stem: str) -> list[str]:
    offers = {step: catalogue().offers(step) for step in STEPS}
    faults = []
    if case.id != stem:
        faults.append(f"the id {case.id!r} must be the name of the file, {stem!r}.")
    named = [("history", event.asked) for event in case.event]
    named += [("history", answer.asked) for answer in case.answer]
    named += [("tests", sign.test) for sign in case.sign]
    named += [("tests", name) for name in (*case.expect.unusual, *case.expect.usual)]
    named += [(choice.step, choice.id) for choice in case.choice]
    named += [("plan", name) for danger in case.danger for name in danger.unless + danger.when]
    named += [("plan", name) for effect in case.effect for name in effect.of]
    for step, name in named:
        if name not in offers[step]:
            faults.append(
                f"{name!r} is not offered at the step {step}; clinic.toml has "
                f"{', '.join(offers[step])}."
            )
    for choice in case.choice:
        if choice.misconception and choice.misconception not in evidence().misconceptions:
            faults.append(f"misconceptions.csv has no row {choice.misconception!r}; add it first.")
    for danger in case.danger:
        if danger.rule and danger.rule not in evidence().safety:
            faults.append(f"safety.csv has no row {danger.rule!r}; add it first.")
    events = {event.name for event in case.event}
    for effect in case.effect:
        if effect.event and effect.event not in events:
            faults.append(f"an effect names the event {effect.event!r}, which is not in the file.")
    return faults


@cache
def load_cases() -> dict[str, Case]:
    """Return every case of the collection by id, in the order of their file names.

    Examples
    --------
    >>> len(load_cases()) >= 12
    True
    """
    return {
        case.id: case for case in map(load_case, sorted((data_folder() / "cases").glob("*.toml")))
    }
