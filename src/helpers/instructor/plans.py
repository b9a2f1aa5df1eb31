"""The plans of the guides: which parts of a lesson each of them shows to the class."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.evidence import EvidenceError, data_folder, phrases

PLANS = (15, 25, 50)
"""Minutes of the plans that every guide has."""
PARTS = {
    "predict": "head_predict",
    "look": "head_look",
    "seen": "head_seen",
    "explain": "head_explain",
    "deeper": "head_deeper",
    "worked": "head_worked",
    "challenge": "head_challenge",
    "check": "head_check",
    "key_points": "present_key_points",
    "refer": "present_refer",
    "limits": "present_limits",
}
"""From what a plan may show to the row of `words.csv` with its heading."""
_LINE = re.compile(r"^Screens: (.+)\.$", re.MULTILINE)


def plan_text(guide: str, minutes: int) -> str:
    """Return the part of a guide that holds a plan."""
    after = guide.partition(f"\n## {minutes} minutes\n")[2]
    return after.partition("\n## ")[0]


def shown_parts(plan: str) -> list[str]:
    """Return the parts that the line `Screens:` of a plan names, in the order of a lesson.

    Raises
    ------
    EvidenceError
        If the line names a part that no lesson has.

    Examples
    --------
    >>> shown_parts("Screens: Predict; Why; Key points.")
    ['predict', 'explain', 'key_points']
    """
    line = _LINE.search(plan)
    named = line[1].split("; ") if line else []
    known = {phrases()[row].en: part for part, row in PARTS.items()}
    if unknown := [name for name in named if name not in known]:
        raise EvidenceError(f"No part of a lesson is called {unknown[0]!r}; known: {list(known)}.")
    return [part for name, part in known.items() if name in named]


def plans_of(key: str) -> Mapping[int, list[str]]:
    """Return the parts that each plan of a lesson's guide shows; none without a guide.

    Examples
    --------
    >>> "worked" in plans_of("iron")[15], "worked" in plans_of("iron")[50]
    (False, True)
    """
    path = data_folder() / "guides" / f"{key}.md"
    if not path.is_file():
        return {}
    guide = path.read_text(encoding="utf-8")
    plans = {minutes: shown_parts(plan_text(guide, minutes)) for minutes in PLANS}
    return {minutes: parts for minutes, parts in plans.items() if parts}
