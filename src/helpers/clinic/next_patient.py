"""Which patient comes next: interleaved at first, then by what went wrong before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from helpers.evidence import Case
from helpers.progress import due_cases


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
    left = sorted(
        (by_name[place] for place in rng.permutation(len(by_name))), key=lambda case: case.level
    )
    order: list[Case] = []
    while left:
        level = [case for case in left if case.level == left[0].level]
        last = order[-1].keys("differential") if order else []
        chosen = next((case for case in level if case.keys("differential") != last), level[0])
        order.append(chosen)
        left.remove(chosen)
    return order


def next_patient(
    order: Sequence[Case], records: Sequence[Mapping[str, object]], today: date
) -> Case:
    """Return the patient to see next.

    First whoever is due again; then, of those not yet seen, somebody like those who were
    misjudged or came to harm; then the first not yet seen; at last whoever was seen longest ago.

    Parameters
    ----------
    order : sequence of Case
        As `case_order` returns it.
    records : sequence of mapping
        The patients seen, as `record_of` notes them, the last one at the end.
    today : date

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> order = case_order(list(load_cases().values()))
    >>> next_patient(order, [], date(2026, 1, 5)) == order[0]
    True
    """
    by_name = {case.id: case for case in order}
    due = [name for name in due_cases([dict(one) for one in records], today) if name in by_name]
    if due:
        return by_name[due[0]]
    seen = [str(record["case"]) for record in records]
    fresh = [case for case in order if case.id not in seen]
    weak = _weak_spots(order, records)
    for case in fresh:
        if weak & _about(case):
            return case
    if fresh:
        return fresh[0]
    last = {name: place for place, name in enumerate(seen)}
    return min(order, key=lambda case: last[case.id])


def _weak_spots(order: Sequence[Case], records: Sequence[Mapping[str, object]]) -> set[str]:
    """Return the diagnoses and rules of the last patient who was misjudged or harmed."""
    by_name = {case.id: case for case in order}
    for record in reversed(records):
        case = by_name.get(str(record["case"]))
        if case is None:
            continue
        harmed = record.get("dangers")
        weak = {str(rule) for rule in harmed} if isinstance(harmed, list) else set()
        if record.get("ranked") and not record["right"]:
            weak |= set(case.keys("differential"))
        return weak & set().union(*map(_about, order))
    return set()


def _about(case: Case) -> set[str]:
    """Return what a case is about: its diagnosis, and the rules that a plan can break."""
    return {*case.keys("differential"), *(danger.rule for danger in case.danger if danger.rule)}
