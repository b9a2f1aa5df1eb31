"""What a student's progress is made of, and how it is written into one readable file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, ValidationError

from helpers.evidence import say

FORMAT = "hair-cycle-lab-progress"
VERSION = 1
_HEAD = f'{{\n "format": "{FORMAT}"'
_LINE = re.compile(r"^\s*(\{\"at\":.*\})\s*,?\s*$")

Kind = Literal["answer", "stage", "setting", "record", "fresh"]
Utc = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]


class NotProgress(Exception):
    """A text is no progress file that this version can read.

    Attributes
    ----------
    why : {"damaged", "foreign", "newer"}
    """

    def __init__(self, why: Literal["damaged", "foreign", "newer"]) -> None:
        super().__init__(why)
        self.why = why


class Entry(BaseModel):
    """One thing that happened, on one line of the file.

    `kind` is an answer (`key`: the question), a stage that was finished, a setting of an
    explorer (of which only the last one counts), a record of a virtual patient, or a fresh
    start of a lesson.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Utc
    lesson: str
    kind: Kind
    key: str = ""
    value: dict[str, Any] = {}

    def line(self) -> str:
        """Return the entry as one line of JSON, always the same for the same entry."""
        fields = self.model_dump(mode="json", exclude={"at"}, exclude_defaults=True)
        # A fixed number of digits, so that lines sort as their times do.
        at = self.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
        return json.dumps({"at": at, **fields}, ensure_ascii=False, allow_nan=False)


def merged(*many: Iterable[Entry]) -> list[Entry]:
    """Return the union of entries by time; of a setting only the last one is kept.

    Merging is free of order and of repetition, so that files of two tabs or two computers
    can be joined as often as one likes.

    Examples
    --------
    >>> one = Entry(at="2026-01-01T00:00:00Z", lesson="iron", kind="stage", key="look")
    >>> len(merged([one], [one]))
    1
    """
    lines = {entry.line(): entry for entries in many for entry in entries}
    ordered = [lines[line] for line in sorted(lines)]
    last = {(e.lesson, e.key): e for e in ordered if e.kind == "setting"}
    return [e for e in ordered if e.kind != "setting" or last[e.lesson, e.key] is e]


def to_text(entries: Iterable[Entry]) -> str:
    """Return the file: a heading, then one entry a line."""
    head = json.dumps({"format": FORMAT, "version": VERSION, "note": say("store_note")}, indent=1)
    lines = ",\n".join(f"  {entry.line()}" for entry in entries)
    return f'{head[:-2]},\n "entries": [\n{lines}\n ]\n}}\n'


def from_text(text: str) -> list[Entry]:
    """Read a file.

    Raises
    ------
    NotProgress
        If it is damaged, belongs to something else, or was written by a newer version.
    """
    try:
        content = json.loads(text)
    except ValueError:
        ours = FORMAT in text or _HEAD.startswith(text)
        raise NotProgress("damaged" if ours else "foreign") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotProgress("foreign")
    version = content.get("version")
    if not isinstance(version, int):
        raise NotProgress("damaged")
    if version > VERSION:
        raise NotProgress("newer")
    try:
        return merged(map(Entry.model_validate, content["entries"]))
    except (ValidationError, KeyError, TypeError):
        raise NotProgress("damaged") from None


def rescued(text: str) -> list[Entry]:
    """Return every whole entry of a damaged file."""
    found = []
    for line in text.splitlines():
        if whole := _LINE.match(line):
            try:
                found.append(Entry.model_validate_json(whole[1]))
            except ValidationError:
                continue
    return merged(found)
