"""The author's command: check a virtual patient, and say in sentences what does not fit."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.clinic.casebook import open_case
from helpers.clinic.check import check_case
from helpers.clinic.sentence import ending_sentence
from helpers.clinic.students import STUDENTS, play_as
from helpers.evidence import data_folder, load_case


def main(arguments: Sequence[str] | None = None) -> int:
    """Check case files; return 1 if anything is inconsistent.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; those of the process by default.

    Examples
    --------
    >>> main([str(data_folder() / "cases" / "dry_cough.toml"), "--quiet"])
    0
    """
    parser = argparse.ArgumentParser(
        prog="check-case",
        description="Read a virtual patient, play every choice, and say what is inconsistent.",
    )
    parser.add_argument("files", nargs="*", type=Path, help="case files; all of them by default")
    parser.add_argument("--quiet", action="store_true", help="say only what is inconsistent")
    parser.add_argument(
        "--findings", action="store_true", help="print what the model finds in each patient"
    )
    parser.add_argument(
        "--students", action="store_true", help="play each case as three students, with their ends"
    )
    chosen = parser.parse_args(arguments)
    files = chosen.files or sorted((data_folder() / "cases").glob("*.toml"))
    found = 0
    for file in files:
        said = check_case(file)
        found += len(said)
        for sentence in said:
            print(sentence, file=sys.stderr)
        if not said and not chosen.quiet:
            print(f"{file.name}: nothing inconsistent was found.")
        if chosen.findings and not said:
            _print_findings(file)
        if chosen.students and not said:
            _print_students(file)
    return 1 if found else 0


def _print_findings(file: Path) -> None:
    book = open_case(load_case(file))
    for event in book.case.event:
        print(f"  {book.when(event)}: {event.name}")
    for name in book.tests:
        result = book.result(name)
        print(f"  {'unusual' if result.unusual else 'usual  '}  {result.text}")


def _print_students(file: Path) -> None:
    case = load_case(file)
    for student in STUDENTS:
        played = play_as(case, student)
        print(f"  {student}: {ending_sentence(case, played.ending)}")
        for danger in played.ending.dangers:
            print(f"    {danger.rule or 'without a rule'}: {danger.next}")


if __name__ == "__main__":
    sys.exit(main())
