"""The `guide-sheets` command: each plan of each guide on one sheet of A4, both sides."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.course import find_lesson, lesson_keys, new_page
from helpers.evidence import EvidenceError, data_folder
from helpers.instructor.one_sheet import one_sheet
from helpers.instructor.plans import PLANS

FOLDER = Path("build") / "guides"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the sheets of all lessons, or of those named; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="guide-sheets",
        description="Write each plan of each guide on one sheet of A4, both sides.",
    )
    parser.add_argument("lessons", nargs="*", help="lessons, such as 02_hair_growth_cycle")
    parser.add_argument(
        "--folder", type=Path, default=FOLDER, help=f"where to write (default {FOLDER})"
    )
    asked = parser.parse_args(argv)
    try:
        specs = [find_lesson(name) for name in asked.lessons or lesson_keys()]
        asked.folder.mkdir(parents=True, exist_ok=True)
        for spec in specs:
            if not (data_folder() / "guides" / f"{spec.key}.md").is_file():
                continue
            facts = new_page(spec.key).facts
            for minutes in PLANS:
                file = asked.folder / f"{spec.number:02d}_{spec.key}_{minutes}.html"
                file.write_text(one_sheet(spec, facts, minutes), encoding="utf-8", newline="\n")
    except (EvidenceError, LookupError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Open a sheet in {asked.folder} in a browser and print it on A4, both sides.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
