"""Progress as one readable file of JSON: written, and read from wherever it comes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ValidationError

from helpers.evidence import say
from helpers.progress.entries import Entry, merged

FORMAT = "hair-cycle-lab-progress"
VERSION = 1
LARGEST = 2_000_000
"""Characters of the largest file that is read: about five thousand answers."""
_HEAD = f'{{\n "format": "{FORMAT}"'
_BEGIN = re.compile(r'\{\s*"(?:at|lesson|kind|key|value)"\s*:')
_TOO_DEEP = 200  # of so many entries the rest of a damaged file is not searched
_DECODER = json.JSONDecoder()

Why = Literal["", "damaged", "foreign", "newer", "large"]


class NotProgress(Exception):
    """A text is no progress file that this version can read.

    Attributes
    ----------
    why : {"damaged", "foreign", "newer", "large"}
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def to_text(entries: Iterable[Entry]) -> str:
    """Return the file: a heading, then one entry a line."""
    head = json.dumps({"format": FORMAT, "version": VERSION, "note": say("store_note")}, indent=1)
    lines = ",\n".join(f"  {entry.line()}" for entry in entries)
    return f'{head[:-2]},\n "entries": [\n{lines}\n ]\n}}\n'


@dataclass
class Reading:
    """What a text gave.

    Attributes
    ----------
    entries : list of Entry
        Every entry that can be used.
    left_out : list of str
        The others, each with its place in the file, its name and the part that is wrong.
    why : str
        What is wrong with the file as a whole; empty if nothing is.
    """

    entries: list[Entry] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    why: Why = ""

    def take(self, raw: object, place: int) -> None:
        """Take one entry, or name it among those that were left out."""
        try:
            self.entries.append(Entry.model_validate(raw))
        except ValidationError as error:
            self.leave(raw, place, _part(error))
        except (ValueError, OverflowError, RecursionError):
            self.leave(raw, place, "value")

    def leave(self, raw: object, place: int, part: str) -> None:
        """Name an entry that cannot be used."""
        names = [raw.get(name) for name in ("lesson", "key")] if isinstance(raw, dict) else []
        named = " ".join(_short(name) for name in names if isinstance(name, str) and name)
        said = [f"“{_short(part)}”"] if part else []
        told = ", ".join([*filter(None, [named]), *said])
        self.left_out.append(f"{place} ({told})" if told else str(place))


def _short(name: str) -> str:
    return name[:40].encode("utf-8", "replace").decode("utf-8")


def _part(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    part = first.get("ctx", {}).get("part") or (first["loc"][-1] if first["loc"] else "")
    return str(part)


def left_out_words(names: list[str]) -> str:
    """Return a sentence that names entries that were left out; empty if none was.

    Examples
    --------
    >>> left_out_words([])
    ''
    """
    if not names:
        return ""
    shown = "; ".join(names[:3]) + ("; …" if len(names) > 3 else "")
    form = "one" if len(names) == 1 else "many"
    return say(f"store_left_out_{form}", number=len(names), names=shown)


def read_text(text: str) -> Reading:
    """Read whatever can be read of a file from anywhere; never fails.

    Of a damaged file every whole entry is found, also in lines that were broken otherwise.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        return Reading(why="large")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return _rescued(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return _rescued(text)
    version, entries = content.get("version"), content.get("entries")
    if isinstance(version, int) and version > VERSION:
        return Reading(why="newer")
    if not isinstance(version, int) or not isinstance(entries, list):
        return _rescued(text)
    found = Reading()
    for place, raw in enumerate(entries, 1):
        found.take(raw, place)
    found.entries = merged(found.entries)
    return found


def read_bytes(data: bytes) -> Reading:
    """Read a file as it lies on the disk, in whichever Unicode it was saved."""
    if len(data) > 4 * LARGEST:
        return Reading(why="large")
    return read_text(data.decode(json.detect_encoding(data), errors="replace"))


def from_text(text: str) -> list[Entry]:
    """Return every entry of a file that can be used.

    Raises
    ------
    NotProgress
        If there is none, and the file is damaged, too large, belongs to something else, or was
        written by a newer version.
    """
    found = read_text(text)
    if found.why and not found.entries:
        raise NotProgress(found.why)
    return found.entries


def _rescued(text: str) -> Reading:
    """Return every whole entry of a file that cannot be read in one piece."""
    found, at, place, too_deep = Reading(), 0, 0, 0
    while too_deep < _TOO_DEEP and (begin := _BEGIN.search(text, at)):
        place += 1
        try:
            raw, at = _DECODER.raw_decode(text, begin.start())
        except (ValueError, RecursionError) as error:
            too_deep += isinstance(error, RecursionError)
            at = begin.end()
            found.leave(None, place, "")
        else:
            found.take(raw, place)
    found.entries = merged(found.entries)
    ours = found.entries or FORMAT in text or _HEAD.startswith(text)
    found.why = "damaged" if ours else "foreign"
    if found.why == "foreign":
        found.left_out = []
    return found
