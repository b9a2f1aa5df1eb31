"""Which unknown decides: the computed file `data/sensitivity.json`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from helpers.evidence.records import Id, Part
from helpers.evidence.tables import EvidenceError, data_folder, evidence, explain


class Index(Part):
    """How much of the spread of a result comes from one group of numbers.

    Attributes
    ----------
    parameters : tuple of str
        Rows of `parameters.csv` that vary together.
    first, first_interval : float
        Share of the variance that the group explains by itself; half of the width of its 95
        percent interval.
    total, total_interval : float
        The same with everything that it does together with others.
    """

    group: Id
    parameters: tuple[Id, ...]
    first: float
    first_interval: float
    total: float
    total_interval: float


class Spread(Part):
    """One result of one lesson, and where its spread comes from; the largest share first.

    Attributes
    ----------
    middle, low, high : float
        Median and middle 90 percent of the draws.
    at_middle : float
        The result with every number at the middle of its law; it tells whether the model has
        changed since.
    version : str
        What `version_of` gave for the numbers.
    """

    lesson: Id
    outcome: Id
    at_middle: float
    middle: float
    low: float
    high: float
    runs: int = Field(ge=1)
    version: str
    indices: tuple[Index, ...] = Field(min_length=1)

    @property
    def first(self) -> Index:
        """The group that explains most."""
        return self.indices[0]

    @property
    def together(self) -> float:
        """Share that no group explains by itself."""
        return max(0.0, 1 - sum(max(0.0, row.first) for row in self.indices))


class Sensitivity(Part):
    """All results, with the seed of the draws."""

    seed: int
    spread: tuple[Spread, ...]


def version_of(parameters: Iterable[str]) -> str:
    """Return a mark that changes whenever value or range of one of these rows changes.

    Examples
    --------
    >>> len(version_of(["telogen_mean"]))
    12
    """
    rows = [evidence().parameters[name] for name in sorted(set(parameters))]
    text = "\n".join(f"{row.id} {row.low!r} {row.value!r} {row.high!r}" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@cache
def sensitivity(folder: Path | None = None) -> Sensitivity:
    """Read the computed indices.

    Raises
    ------
    EvidenceError
        If the file is missing or does not hold them.

    Examples
    --------
    >>> sensitivity().seed > 0
    True
    """
    path = (folder or data_folder()) / "sensitivity.json"
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing; run `uv run which-unknown` to compute it.")
    try:
        return Sensitivity.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise EvidenceError(explain(error, path.name)) from None


def spreads_of(lesson: str) -> tuple[Spread, ...]:
    """Return the results of a lesson whose spread was taken apart; none for a new lesson.

    Examples
    --------
    >>> spreads_of("nonsense")
    ()
    """
    return tuple(row for row in sensitivity().spread if row.lesson == lesson)
