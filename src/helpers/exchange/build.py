"""The `question-bank` command: write the questions for Moodle, for QTI and for Anki."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.evidence import EvidenceError
from helpers.exchange.anki import write_deck
from helpers.exchange.bank import bank, points, vignettes
from helpers.exchange.moodle import moodle_xml
from helpers.exchange.qti import qti_package
from helpers.server.local import notebooks_folder

FOLDER = Path("build") / "question-bank"


def build(folder: Path) -> list[Path]:
    """Write every form of the bank, and the vignettes apart; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    items, held_apart = bank(), vignettes()
    deck = folder / "hair-cycle-lab.apkg"
    write_deck(items, points(), deck)
    texts = {"moodle-questions.xml": items, "moodle-vignettes-for-instructors.xml": held_apart}
    written = [deck]
    for name, chosen in texts.items():
        written.append(folder / name)
        written[-1].write_text(moodle_xml(chosen), encoding="utf-8", newline="\n")
    written.append(folder / "qti-questions.zip")
    written[-1].write_bytes(qti_package(items))
    return written


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="question-bank",
        description="Write the questions as Moodle XML, as a QTI 2.1 package and as an Anki deck.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help=f"where to write them (default {FOLDER.as_posix()})"
    )
    arguments = parser.parse_args(argv)
    try:
        written = build(arguments.folder or notebooks_folder().parent / FOLDER)
    except (EvidenceError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    for path in written:
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
