"""What the screens of a class show: place, opened parts, counts; for a reload or a second screen.

It is in the memory of the server and gone when the class ends. It holds counts, and nothing of
any one browser.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from helpers.server.classroom.asked import quartiles
from helpers.server.classroom.ballot import MOST_CURVES, Ballot, Refused

MOST_KEY = 100
MOST_VALUE = 6000
MOST_ENTRIES = 200
"""Entries of one lesson: its place, its parts, its questions."""
VOTE = "vote:"
POLL = "poll:"
"""Numbers, curves and words that were asked for."""


class Lecture:
    """The sheets of a class, one for each lesson.

    Attributes
    ----------
    sheets : dict of str to dict
        Entries by lesson and key: `place`, `stage:NAME`, `vote:QUESTION`, `poll:NAME`,
        `view:NAME`.
    curves : dict of tuple of (str, str) to list
        The curves of each poll that asked for some, by lesson and name: they are too many for a
        sheet, which a screen reads every second.

    Examples
    --------
    >>> lecture = Lecture()
    >>> lecture.keep("05_steroids", {"place": 12})
    >>> lecture.sheet("05_steroids"), lecture.sheet("04_stress")
    ({'place': 12}, {})
    """

    def __init__(self) -> None:
        self.sheets: dict[str, dict[str, Any]] = {}
        self.curves: dict[tuple[str, str], list[list[int]]] = {}

    def sheet(self, lesson: str) -> dict[str, Any]:
        """Return what is known of a lesson."""
        return self.sheets.get(lesson, {})

    def keep(self, lesson: str, entries: object) -> None:
        """Take entries in place of those of the same keys.

        Raises
        ------
        Refused
            If the lesson is none, an entry is too long, or there are too many.
        """
        if not lesson or not isinstance(entries, dict):
            raise Refused(400, "vote_not_readable")
        known = self.sheets.get(lesson, {}) | entries
        if len(known) > MOST_ENTRIES or any(len(key) > MOST_KEY for key in entries):
            raise Refused(413, "vote_not_readable")
        if any(len(json.dumps(value)) > MOST_VALUE for value in entries.values()):
            raise Refused(413, "vote_not_readable")
        self.sheets[lesson] = known

    def counted(self, ballot: Ballot, done: bool = True) -> None:
        """Put the counts of a closed vote of devices on the sheet of its lesson.

        A vote that nobody has reached leaves the hands that were counted before. Once the first
        round is done the second is chosen, so that another vote does not replace its counts.
        """
        lesson, key, row = ballot.place
        if not lesson or not key or not ballot.voters:
            return
        if ballot.kind != "choice":
            self._polled(ballot)
            return
        empty = [0] * len(ballot.options)
        entry = deepcopy(self.sheet(lesson).get(VOTE + key))
        if not isinstance(entry, dict) or entry.get("options") != ballot.options:
            entry = {"question": ballot.question, "options": ballot.options, "round": row}
        counts, sures = entry.get("counts"), entry.get("sures")
        counts = counts if isinstance(counts, list) and len(counts) == 2 else [empty, empty]
        sures = sures if isinstance(sures, list) and len(sures) == 2 else [[], []]
        counts[row], sures[row] = ballot.counts, ballot.sures if ballot.ask_sure else []
        phones = entry.get("phones")
        phones = phones if isinstance(phones, list) and len(phones) == 2 else [[], []]
        # Hands may be added to what the phones said, and are told apart on the wall.
        phones[row] = [*ballot.counts]
        entry |= {"phones": phones, "counts": counts, "sures": sures, "hidden": True}
        entry["round"] = 1 if done else row
        self.keep(lesson, {VOTE + key: entry})

    def _polled(self, ballot: Ballot) -> None:
        lesson, key, _ = ballot.place
        entry: dict[str, Any] = {"kind": ballot.kind, "question": ballot.question}
        entry |= {"round": ballot.round, "phones": ballot.voters}
        if ballot.scale:
            entry["scale"] = ballot.scale.as_dict()
        if ballot.kind == "curve" and ballot.scale:
            heights = zip(*ballot.curves, strict=True)
            entry["quartiles"] = [quartiles([*map(ballot.scale.value, one)]) for one in heights]
            self.curves[lesson, key] = ballot.curves[:MOST_CURVES]
        elif ballot.kind == "number" and ballot.scale:
            scale, counts = ballot.scale, ballot.counts
            given = [scale.value(place) for place, count in enumerate(counts) for _ in range(count)]
            entry |= {"counts": counts, "quartiles": [quartiles(given)]}
        else:
            entry["words"] = ballot.said
        # What of it is on the wall is in an entry of the screen's own: `view:NAME`.
        self.sheets[lesson] = self.sheet(lesson) | {POLL + key: entry}

    def forget(self) -> None:
        """Begin anew, for another class."""
        self.sheets.clear()
        self.curves.clear()
