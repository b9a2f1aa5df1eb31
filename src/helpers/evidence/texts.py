"""The prose of a lesson: one Markdown file each, in named sections."""

from __future__ import annotations

from pathlib import Path

from helpers.evidence.spreadsheets import BadFile, read_utf8
from helpers.evidence.tables import EvidenceError, data_folder


def load_text(lesson: str, folder: Path | None = None) -> dict[str, str]:
    """Read the sections of a lesson's text.

    A section starts with a line ``## name`` and ends at the next one.

    Raises
    ------
    EvidenceError
        If the file is missing or a section is there twice.

    Examples
    --------
    >>> "case" in load_text("hair_growth_cycle")
    True
    """
    path = (folder or data_folder()) / "text" / f"{lesson}.md"
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Restore it and try again.")
    try:
        text = read_utf8(path)
    except BadFile as error:
        raise EvidenceError(str(error)) from None
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("## "):
            name = line[3:].strip()
            if name in sections:
                raise EvidenceError(f"{path.name}: section '{name}' is there twice; join the two.")
            lines = sections[name] = []
        else:
            lines.append(line)
    return {name: "\n".join(body).strip() for name, body in sections.items()}
