"""The `scorm-packages` command: a lesson's file as a SCORM 1.2 package with one part."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from helpers.course import all_lessons
from helpers.evidence import EvidenceError
from helpers.exchange.qti import zipped
from helpers.page.spec import Lesson
from helpers.printed.alive.grid import MOST
from helpers.printed.alive.page import lesson_file
from helpers.printed.command import lesson_arguments, lessons_asked_for
from helpers.printed.page import stem
from helpers.server.local import CannotStart, notebooks_folder

FOLDER = Path("build") / "scorm"
_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def manifest(lesson: Lesson) -> str:
    """Return the manifest of a package.

    It names no score that passes: with one, a platform would overrule what the lesson says,
    and pass a check in which a danger was missed.
    """
    root = ET.Element(
        "manifest",
        {"xmlns": _CP, "xmlns:adlcp": _ADL, "identifier": f"hair_cycle_lab_{lesson.key}",
         "version": "1.0"},
    )  # fmt: skip
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "ADL SCORM"
    ET.SubElement(about, "schemaversion").text = "1.2"
    organizations = ET.SubElement(root, "organizations", default="course")
    course = ET.SubElement(organizations, "organization", identifier="course")
    ET.SubElement(course, "title").text = lesson.title
    item = ET.SubElement(course, "item", identifier="item", identifierref="lesson")
    ET.SubElement(item, "title").text = lesson.title
    resources = ET.SubElement(root, "resources")
    resource = ET.SubElement(
        resources,
        "resource",
        {"identifier": "lesson", "type": "webcontent", "adlcp:scormtype": "sco",
         "href": "lesson.html"},
    )  # fmt: skip
    ET.SubElement(resource, "file", href="lesson.html")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def scorm_package(lesson: Lesson, settings: int = MOST) -> bytes:
    """Return a lesson as a package; it leads to no other page."""
    script = Path(__file__).with_name("scorm.js").read_text(encoding="utf-8")
    html = lesson_file(lesson, [], settings, script).html
    return zipped({"imsmanifest.xml": manifest(lesson), "lesson.html": html})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = lesson_arguments(
        "scorm-packages",
        "Write every lesson as a SCORM 1.2 package for a learning platform.",
        FOLDER,
    )
    parser.add_argument(
        "--settings", type=int, default=MOST, help=f"settings of each model (about {MOST})"
    )
    arguments = parser.parse_args(argv)
    try:
        shelf = [one for one in all_lessons() if isinstance(one, Lesson)]
        chosen = lessons_asked_for(shelf, arguments.only or "")
        folder = arguments.folder or notebooks_folder().parent / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for lesson in chosen:
            path = folder / f"{stem(lesson)}.zip"
            path.write_bytes(scorm_package(lesson, arguments.settings))
            print(f"{path}: {path.stat().st_size / 1000:.0f} kB", flush=True)
    except (CannotStart, EvidenceError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
