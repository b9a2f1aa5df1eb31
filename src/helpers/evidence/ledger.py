"""What the model said before anybody looked: `data/ledger.toml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from helpers.evidence.records import Id, Part, SomeIds, Text
from helpers.evidence.tables import EvidenceError, data_folder, evidence, read_toml

Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{7,40}$")]


class Result(Part):
    """What was found, and when it was looked up.

    Attributes
    ----------
    found : float
        The published value, in the unit of the prediction.
    predicted_in : str
        The commit that holds the prediction without a result.
    note : str
        In whom, how it was counted, and what to beware of.
    miss : str
        Why we think that it was missed; only for a miss.
    """

    found: float
    seen: date
    predicted_in: Commit
    sources: SomeIds
    note: Text
    miss: str = ""


class Prediction(Part):
    """One prediction, written down before its data were looked up, and never changed.

    Attributes
    ----------
    setup : str
        The set-up in the code that gives the number and its band.
    known : str
        What the writer knew of the answer beforehand.
    blind : bool
        Whether no published figure of this quantity was known to the collection.
    since : str
        Why the model gives another number today; empty while it gives the same.
    not_found : str
        What was searched for without finding any figure.
    """

    id: Id
    topic: Id
    quantity: Text
    unit: Text
    predicted: float
    low: float
    high: float
    date: date
    setup: Id
    reason: Text
    known: Text
    blind: bool
    since: str = ""
    not_found: str = ""
    result: tuple[Result, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.predicted <= self.high:
            raise ValueError("low <= predicted <= high is needed")
        for row in self.result:
            if row.seen < self.date:
                raise ValueError("a result cannot be older than its prediction")
            if bool(row.miss) == self.hit(row):
                raise ValueError("a miss says why in `miss`, and a hit does not")
        if self.result and self.not_found:
            raise ValueError("there is a result: leave `not_found` empty")
        return self

    def hit(self, row: Result) -> bool:
        """Say whether a published value lies in the band."""
        return self.low <= row.found <= self.high


class Ledger(Part):
    """All predictions."""

    prediction: tuple[Prediction, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        names = [row.id for row in self.prediction]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"id {', '.join(twice)} is there twice")
        return self


@cache
def ledger(folder: Path | None = None) -> tuple[Prediction, ...]:
    """Read the predictions, with what was found afterwards.

    Raises
    ------
    EvidenceError
        If the file is missing or incomplete, or names a source that does not exist.

    Examples
    --------
    >>> len(ledger()) >= 8
    True
    """
    rows = read_toml((folder or data_folder()) / "ledger.toml", Ledger).prediction
    named = {source for row in rows for found in row.result for source in found.sources}
    if unknown := sorted(named - evidence().sources.keys()):
        raise EvidenceError(f"ledger.toml: {', '.join(unknown)} is not in sources.csv.")
    return rows
