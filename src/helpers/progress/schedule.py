"""Which questions and patients come back: after about a week, then after about a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from helpers.progress.entries import Entry

WEEK, MONTH = WAITS = timedelta(days=7), timedelta(days=30)
"""How long a question or a patient rests after the first and after the second time."""
SLACK = timedelta(days=1)  # whoever comes a day early is not sent away
MOST = 10  # questions of one sitting


@dataclass(frozen=True)
class Item:
    """A question with its versions: ids that ask the same in other words."""

    lesson: str
    versions: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """An item, the version to ask next, and from when on."""

    item: Item
    version: str
    at: datetime


def due_items(items: Iterable[Item], entries: Sequence[Entry]) -> list[Due]:
    """Return every item that was answered before and is not settled, the earliest first.

    A question comes back about a week after it was first answered, then about a month after
    the first right answer in a review; after a second one it rests. A wrong answer sends it
    back to the week. It comes in the version that was asked least.
    """
    tries: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "answer":
            tries[entry.key].append(entry)
    found = []
    for item in items:
        past = sorted((e for v in item.versions for e in tries[v]), key=lambda e: e.at)
        if not past:
            continue
        wait = _wait(past)
        if wait is None:
            continue
        last = past[-1]
        fewest = min(
            item.versions,
            # Never twice the same in a row, if there is another.
            key=lambda v: (v == last.key, len(tries[v]), item.versions.index(v)),
        )
        found.append(Due(item, fewest, last.at + wait - SLACK))
    return sorted(found, key=lambda due: (due.at, due.item.versions))


def _wait(past: Sequence[Entry]) -> timedelta | None:
    """Return how long after the last answer an item comes back; None if it is settled."""
    passed = 0  # right answers after a week, since the last wrong one
    for before, now in pairwise(past):
        if not now.value.get("right"):
            passed = 0
        elif now.at - before.at >= WAITS[min(passed, 1)] - SLACK:
            passed += 1
    return (*WAITS, None)[min(passed, 2)]


def due_cases(records: Iterable[Mapping[str, object]], today: date) -> list[str]:
    """Return the ids of the cases that are due again, the longest due first.

    A case played once is due after a week, one played twice a month after that.

    Parameters
    ----------
    records : iterable of mapping
        Played cases, with `case` and the day `on` as a text; what has no such day is left out.
    today : date

    Examples
    --------
    >>> due_cases([{"case": "three_clocks", "on": "2026-05-01"}], date(2026, 5, 8))
    ['three_clocks']
    """
    played: dict[str, set[date]] = defaultdict(set)
    for record in records:
        try:
            day = date.fromisoformat(str(record.get("on")))
        except ValueError:
            continue
        played[str(record.get("case"))].add(day)
    due = {
        name: max(days) + WAITS[len(days) - 1]
        for name, days in played.items()
        if len(days) <= len(WAITS) and max(days) <= date.max - MONTH
    }
    return sorted((name for name, day in due.items() if day <= today), key=lambda name: due[name])


def next_due(due: Iterable[Due]) -> datetime | None:
    """Return when the first item is due, or None if there is none."""
    return min((one.at for one in due), default=None)


def draw(due: Sequence[Due], now: datetime, most: int = MOST) -> list[Due]:
    """Draw the items of one sitting, so that neighbours come from different lessons.

    Parameters
    ----------
    due : sequence of Due
    now : datetime
        Items due later are left out.
    most : int
        How many at most; those that have waited longest are preferred.
    """
    piles: dict[str, list[Due]] = defaultdict(list)
    ranked = []
    for one in sorted(due, key=lambda d: d.at):
        if one.at <= now:
            pile = piles[one.item.lesson]
            # What fell due on one day is taken from all its lessons in turn.
            ranked.append((one.at.date(), len(pile), one))
            pile.append(one)
    chosen = [one for *_, one in sorted(ranked, key=lambda rank: rank[:2])[:most]]
    piles = defaultdict(list)
    for one in chosen:
        piles[one.item.lesson].append(one)
    order: list[Due] = []
    while piles:
        before = order[-1].item.lesson if order else ""
        others = [name for name in piles if name != before] or list(piles)
        fullest = max(others, key=lambda name: len(piles[name]))
        order.append(piles[fullest].pop(0))
        if not piles[fullest]:
            del piles[fullest]
    return order
