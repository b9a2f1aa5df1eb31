"""The `lesson-files` command: write every lesson as one file that is alive."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from helpers.course import all_lessons
from helpers.evidence import LANGUAGES, EvidenceError, language, say
from helpers.evidence.words import VARIABLE
from helpers.page.paper import template
from helpers.page.spec import Clinic, Lesson
from helpers.printed.alive.bundle import HERE, styles
from helpers.printed.alive.clinic import clinic_file
from helpers.printed.alive.grid import MOST
from helpers.printed.alive.page import lesson_file
from helpers.printed.alive.review import FILE, MINUTES, review_file
from helpers.printed.command import lesson_arguments, lessons_asked_for
from helpers.printed.page import stem
from helpers.server.local import CannotStart, notebooks_folder

FOLDER = Path("build") / "lesson-files"


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = lesson_arguments(
        "lesson-files", "Write every lesson as one HTML file with its model inside.", FOLDER
    )
    parser.add_argument(
        "--settings", type=int, default=MOST, help=f"settings of each model (about {MOST})"
    )
    parser.add_argument("--jobs", type=int, default=2, help="lessons made at a time (default 2)")
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help=f"language around the lessons' texts (default {LANGUAGES[0]})",
    )
    return parser.parse_args(argv)


def build(folder: Path, only: str = "", settings: int = MOST, jobs: int = 1) -> list[Path]:
    """Write the files and, unless one lesson is asked for, clinic, review and index; return them.

    Raises
    ------
    CannotStart
        If the one lesson asked for does not exist.
    EvidenceError
        If a lesson's data are incomplete.
    """
    shelf = [lesson for lesson in all_lessons() if isinstance(lesson, Lesson)]
    chosen = lessons_asked_for(shelf, only)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, html, seconds in _made([lesson.key for lesson in chosen], settings, jobs):
        path = folder / f"{name}.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        written.append(path)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {seconds:.0f} s", flush=True)
    if not only:
        began = time.monotonic()
        clinics = [lesson for lesson in all_lessons() if isinstance(lesson, Clinic)]
        for clinic in clinics:
            path = folder / f"{stem(clinic)}.html"
            path.write_text(clinic_file(clinic, all_lessons()), encoding="utf-8", newline="\n")
            written.append(path)
            size, seconds = path.stat().st_size / 1000, time.monotonic() - began
            print(f"{path.name}: {size:.0f} kB, {seconds:.0f} s", flush=True)
        review = folder / f"{FILE}.html"
        review.write_text(review_file(all_lessons()), encoding="utf-8", newline="\n")
        written.append(review)
        print(f"{review.name}: {review.stat().st_size / 1000:.0f} kB", flush=True)
        index = folder / "index.html"
        index.write_text(index_page([*shelf, *clinics], written), encoding="utf-8", newline="\n")
        written.append(index)
    return written


def _made(keys: Sequence[str], settings: int, jobs: int) -> Iterator[tuple[str, str, float]]:
    if jobs < 2 or len(keys) < 2:
        yield from (make(key, settings) for key in keys)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(make, keys, [settings] * len(keys))


def make(key: str, settings: int) -> tuple[str, str, float]:
    """Return the name of a lesson's file, the file, and the seconds that it took."""
    began = time.monotonic()
    shelf = all_lessons()
    (lesson,) = (one for one in shelf if one.key == key)
    assert isinstance(lesson, Lesson)
    return stem(lesson), lesson_file(lesson, shelf, settings).html, time.monotonic() - began


def index_page(shelf: Sequence[Lesson | Clinic], files: Sequence[Path]) -> str:
    """Return the contents: every file with its size."""
    sizes = {file.stem: round(file.stat().st_size / 1000) for file in files}
    return template(HERE / "index.html").render(
        say=say,
        language=language(),
        title=say("file_index_title"),
        styles=styles(),
        lessons=[
            {
                "file": f"{stem(lesson)}.html",
                "title": lesson.title,
                "teaser": lesson.teaser,
                "minutes": say("table_minutes", number=sum(lesson.minutes.values())),
                "size": sizes[stem(lesson)],
            }
            for lesson in shelf
        ]
        + [
            {
                "file": f"{FILE}.html",
                "title": say("title_review"),
                "teaser": say("file_review_teaser"),
                "minutes": say("table_minutes", number=MINUTES),
                "size": sizes[FILE],
            }
        ],
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    arguments = read_arguments(argv)
    os.environ[VARIABLE] = arguments.language  # and not what the computer asks for
    try:
        folder = arguments.folder or notebooks_folder().parent / FOLDER
        began = time.monotonic()
        written = build(folder, arguments.only or "", arguments.settings, arguments.jobs)
    except (CannotStart, EvidenceError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"{time.monotonic() - began:.0f} s. Open {written[-1]} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
