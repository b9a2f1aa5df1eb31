"""The scalps that a close view can show: skin, hair, and how redness looks on it.

They are drawn for teaching. The tones of the skin are those of a published scale; every
other colour was chosen by eye.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from helpers.evidence.records import Record, Text
from helpers.evidence.tables import data_folder, read_table

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
DARK_FROM = 7
"""First of the ten tones that we count as dark."""


class Skin(Record):
    """A scalp as it is drawn: one row of `data/scalps.csv`.

    `skin` is the tone of the scale, `lens` the same skin in the light of a dermatoscope, as it
    is drawn; `redness` says in words what inflammation looks like on it.
    """

    name: Text
    monk: Annotated[int, Field(ge=1, le=10)]
    skin: Colour
    lens: Colour
    inflamed: Colour
    scar: Colour
    vessel: Colour
    hair: Colour
    curl: Literal["straight", "wavy", "curly", "coily"]
    redness: Text

    @property
    def darker(self) -> bool:
        """Whether we count this tone as dark."""
        return self.monk >= DARK_FROM


@cache
def skins() -> Mapping[str, Skin]:
    """Return every scalp that can be shown, by id.

    Raises
    ------
    EvidenceError
        If a row of `data/scalps.csv` is bad.

    Examples
    --------
    >>> skins()["brown"].curl, skins()["brown"].darker
    ('curly', True)
    """
    return read_table(data_folder() / "scalps.csv", Skin)
