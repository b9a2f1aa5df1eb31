"""A case that was begun, as plain values: how its steps are kept, and put back."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.clinic.choose import PickList, RankList


def state_of(
    case: str, rushed: bool, parts: Mapping[str, PickList | RankList]
) -> dict[str, object]:
    """Return what an earlier visit needs, to go on from here.

    Parameters
    ----------
    case : str
        Id of the case.
    rushed : bool
        Whether the patient was sent to the emergency department in mid-case.
    parts : mapping of str to PickList or RankList
        The list of each step that was opened.

    Examples
    --------
    >>> state_of("dry_cough", False, {})
    {'case': 'dry_cough', 'rushed': False}
    """
    state: dict[str, object] = {"case": case, "rushed": rushed}
    for step, part in parts.items():
        if isinstance(part, PickList):
            kept = list(part.replies) if part.order else list(part.chosen)
            state[step] = {"chosen": kept, "locked": part.locked}
        else:
            state[step] = {"ranked": list(part.ranked), "sure": part.sure, "locked": part.locked}
    return state


def put_back(part: PickList | RankList, was: Mapping[str, object]) -> None:
    """Choose in a list what was chosen there; what is not offered is left out.

    Parameters
    ----------
    part : PickList or RankList
    was : mapping of str to object
        The state of its step, as `state_of` returned it; damaged values are passed over.
    """
    if isinstance(part, PickList):
        part.chosen = [name for name in _names(was, "chosen") if name in part.offers]
        part.ask()
    else:
        names = [name for name in _names(was, "ranked") if name in part.offers]
        part.ranked = list(dict.fromkeys(names))[: len(part.places)] or [""]
        sure = was.get("sure")
        part.sure = sure if isinstance(sure, int) and 0 <= sure <= len(part.words) else 0
    if was.get("locked") is True:
        part.locked = True


def _names(was: Mapping[str, object], key: str) -> list[str]:
    names = was.get(key)
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
