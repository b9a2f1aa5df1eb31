"""The `safety-sheet` command: every rule for a danger on two pages, for a clinician to sign."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from helpers.evidence import EvidenceError, Safety, Source, Urgency, evidence
from helpers.page.paper import template

SHEET = Path("build") / "safety-sheet.html"
TEMPLATE = Path(__file__).with_name("safety_sheet.html")


def mark(rules: Mapping[str, Safety]) -> str:
    """Return a short mark of the words and their urgency: another word, another mark.

    Examples
    --------
    >>> mark({}) == mark({}), len(mark(evidence().safety))
    (True, 8)
    """
    said = "\n".join(f"{row.id}|{row.urgency}|{row.sentence}" for row in rules.values())
    return sha256(said.encode()).hexdigest()[:8]


def safety_sheet(rules: Mapping[str, Safety], sources: Mapping[str, Source]) -> str:
    """Return the sheet as a page of HTML, the most urgent rules first.

    Parameters
    ----------
    rules : mapping of str to Safety
    sources : mapping of str to Source

    Examples
    --------
    >>> "not yet signed" in safety_sheet(evidence().safety, evidence().sources)
    True
    """
    soonest = sorted(rules.values(), key=lambda row: list(Urgency).index(row.urgency))
    named = list(dict.fromkeys(name for row in soonest for name in row.sources))
    return template(TEMPLATE).render(
        rules=soonest,
        numbers={name: place for place, name in enumerate(named, 1)},
        sources=[sources[name] for name in named],
        mark=mark(rules),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Write the sheet; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="safety-sheet",
        description="Write every safety sentence on a sheet of two pages, for a clinician to sign.",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, default=SHEET, help=f"where to write it (default {SHEET})"
    )
    path = parser.parse_args(argv).file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(safety_sheet(evidence().safety, evidence().sources), encoding="utf-8")
    except (EvidenceError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Open {path} in a browser and print it on A4: two pages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
