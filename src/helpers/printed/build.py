"""The `static-edition` command: write every lesson as a page to read and to print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.course import all_lessons
from helpers.evidence import LANGUAGES, EvidenceError, say
from helpers.evidence.words import VARIABLE
from helpers.printed.artist import Artist, BrowserArtist, NoArtist, open_artist
from helpers.printed.command import lesson_arguments, lessons_asked_for
from helpers.printed.page import AnyLesson, index_page, lesson_page, stem
from helpers.printed.sheet import Sheet
from helpers.server.local import PAGES, CannotStart, pages_folder


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = lesson_arguments(
        "static-edition",
        "Write every lesson as a page of HTML and a PDF, to read without the app.",
        PAGES,
    )
    parser.add_argument("--no-pdf", action="store_true", help="write no PDF")
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help=f"language around the lessons' texts (default {LANGUAGES[0]})",
    )
    return parser.parse_args(argv)


def build(folder: Path, only: str = "", pdf: bool = True) -> list[Path]:
    """Write the pages; return what was written.

    Raises
    ------
    CannotStart
        If the one lesson asked for does not exist.
    EvidenceError
        If a lesson's data are incomplete.
    """
    shelf: list[AnyLesson] = list(all_lessons())
    chosen = lessons_asked_for(shelf, only)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with open_artist() as browser:
        if browser is None:
            print(say("static_no_browser"))
        pdf = pdf and browser is not None
        for lesson in chosen:
            made = _write(folder, lesson, shelf, browser, pdf)
            print(f"{lesson.title}: {', '.join(path.name for path in made)}", flush=True)
            written += made
    if not only:
        index = index_page(shelf, browser is not None, pdf)
        written.append(_save(folder / "index.html", index))
    return written


def _save(path: Path, html: str) -> Path:
    # The same bytes on every system.
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def _write(
    folder: Path,
    lesson: AnyLesson,
    shelf: Sequence[AnyLesson],
    browser: BrowserArtist | None,
    pdf: bool,
) -> list[Path]:
    artist: Artist = browser or NoArtist()
    html = lesson_page(lesson, Sheet(artist), shelf, pdf)
    page = _save(folder / f"{stem(lesson)}.html", html)
    if browser is None or not pdf:
        return [page]
    paper = folder / f"{stem(lesson)}.pdf"
    browser.pdf(lesson_page(lesson, Sheet(artist, paper=True), shelf), paper)
    return [page, paper]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    arguments = read_arguments(argv)
    os.environ[VARIABLE] = arguments.language  # and not what the computer asks for
    try:
        folder = arguments.folder or pages_folder()
        written = build(folder, arguments.only or "", not arguments.no_pdf)
    except (CannotStart, EvidenceError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    first = next(path for path in reversed(written) if path.suffix == ".html")
    print(f"Open {first} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
