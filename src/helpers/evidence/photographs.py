"""Where photographs of what is drawn can be seen: named, with their licence, never embedded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from helpers.evidence.records import Ids, Record, SomeIds, Text
from helpers.evidence.tables import data_folder, read_table

Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class Photographs(Record):
    """A collection: one row of `data/photographs.csv`.

    `signs` are the things drawn that it shows, `tones` the skins that it is known to show.
    `licence_read` says where its licence was read.
    """

    title: Text
    address: Address
    licence: Text
    licence_read: Literal[
        "on the page",
        "in a list of image licences",
        "terms of the publisher",
        "not stated where we read",
    ]
    signs: SomeIds
    tones: Annotated[Ids, Field(default=())]
    shows: Text


@cache
def photographs() -> Mapping[str, Photographs]:
    """Return every collection of photographs, by id.

    Raises
    ------
    EvidenceError
        If a row of `data/photographs.csv` is bad.

    Examples
    --------
    >>> "uneven" in photographs()["pattern"].signs
    True
    """
    return read_table(data_folder() / "photographs.csv", Photographs)
