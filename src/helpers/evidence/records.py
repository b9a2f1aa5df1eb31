"""The typed records of `data/`: what every row must hold.

Each class is one table. A row that does not fit is refused by
`helpers.evidence.tables` in a sentence that names file, row and column.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _split(value: object) -> object:
    """Cells hold lists as 'first;second'."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_split)]
SomeIds = Annotated[Ids, Field(min_length=1)]
Level = Annotated[int, Field(ge=1, le=5)]


class Kind(StrEnum):
    """Where a number comes from."""

    MEASURED = "measured"
    DERIVED = "derived"
    ASSUMED = "assumed"
    TUNED = "tuned"


class Species(StrEnum):
    """In whom, or in what, it was seen."""

    HUMAN = "human"
    MOUSE = "mouse"
    SHEEP = "sheep"
    IN_VITRO = "in vitro"
    NONE = "none"


class HowRead(StrEnum):
    """How far our reading of a source can be trusted."""

    TEXT = "abstract-or-text"
    TABLE = "table"
    SECONDARY = "secondary"
    COMPUTED = "computed"


class Part(BaseModel):
    """Part of a file: read once, never changed; what it does not know it refuses."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False
    )


class Record(Part):
    """A row of a table."""

    id: Id


class Source(Record):
    """A publication, data set or label, and how it was read."""

    citation: Text
    link: str = ""
    read: HowRead
    note: str = ""


class Check(StrEnum):
    """In what a row was compared with its source, last time somebody did."""

    FULL_TEXT = "full text"
    ABSTRACT = "abstract"
    TABLE = "table"
    SECONDARY = "secondary"
    NOT_FOUND = "not found"
    REASONING = "own reasoning"


Checked = Annotated[
    str,
    StringConstraints(pattern=rf"^(({'|'.join(Check)}) \d{{4}}-\d{{2}}-\d{{2}})?$"),
]


def how_checked(cell: str) -> Check | None:
    """Return in what a row was compared with its source; None if it was not yet.

    Examples
    --------
    >>> how_checked("full text 2026-11-28").name
    'FULL_TEXT'
    """
    return Check(cell.rsplit(" ", 1)[0]) if cell else None


class Parameter(Record):
    """A number that a model uses, with its range and its pedigree.

    `checked` says how and when the row was last compared with its sources; empty without any.
    """

    name: Text
    value: float
    low: float
    high: float
    unit: Text
    meaning: Text
    species: Species
    kind: Kind
    level: Level
    sources: Ids
    chosen: Text
    checked: Checked = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"value {self.value:g} lies outside its own range {self.low:g} to {self.high:g}: "
                "low <= value <= high is needed"
            )
        if self.kind in (Kind.MEASURED, Kind.DERIVED) and not self.sources:
            raise ValueError(f"a {self.kind} number needs at least one source id")
        return self


class Claim(Record):
    """A factual sentence that a lesson may show, and what speaks against it.

    `checked` says how and when the row was last compared with its source: `abstract 2026-11-28`.
    """

    claim: Text
    sources: SomeIds
    level: Level
    species: Species
    counter: str = ""
    checked: Checked = ""


class Observation(Record):
    """A published observation that the model is checked against."""

    topic: Id
    setup: Id
    meaning: Text
    unit: Text
    value: float
    low: float
    high: float
    sources: SomeIds
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"the published value {self.value:g} lies outside the accepted range "
                f"{self.low:g} to {self.high:g}"
            )
        return self


class Urgency(StrEnum):
    """How soon somebody must act."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this week"


class Safety(Record):
    """The one rule for a danger: the same words wherever it stands.

    A text shows it as a link whose words are the sentence: `[sentence](safety:id)`.
    """

    title: Text
    sentence: Text
    urgency: Urgency
    sources: SomeIds
    level: Level

    @model_validator(mode="after")
    def _stands_in_a_link(self) -> Self:
        if set(self.sentence) & set("[]{}\n"):
            raise ValueError(
                "the sentence stands in links and in templates: no brackets, no braces, one line"
            )
        if not self.sentence.endswith("."):
            raise ValueError("the sentence ends with a full stop")
        return self


class Term(Record):
    """A word of the glossary."""

    term: Text
    meaning: Text


class Misconception(Record):
    """What students think, and what is better supported."""

    think: Text
    better: Text
    sources: Ids
