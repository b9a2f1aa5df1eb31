"""Small published data sets: each a CSV file in `data/studies/` beside its description.

The description `<name>.toml` names title, sources, licence and every column; the loader
checks the file against it, so a new data set needs no code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import pandas as pd
from pydantic import ConfigDict, Field, ValidationError, create_model, model_validator

from helpers.evidence.records import Checked, Part, SomeIds, Text
from helpers.evidence.spreadsheets import BadFile, read_rows
from helpers.evidence.tables import (
    EvidenceError,
    check_cells,
    data_folder,
    evidence,
    explain,
    read_toml,
)


class Column(Part):
    """What one column of a data set holds."""

    meaning: Text
    unit: str = ""
    kind: Literal["text", "number", "whole"] = "text"
    low: float | None = None
    high: float | None = None
    options: tuple[str, ...] = ()
    may_be_empty: bool = False

    @model_validator(mode="after")
    def _has_unit(self) -> Self:
        if self.kind == "number" and not self.unit:
            raise ValueError("a column of kind 'number' names its unit; write '1' for a ratio")
        return self

    def field(self) -> Any:
        """Return the type that a cell of this column must have."""
        kind: Any = {"text": Text, "number": float, "whole": int}[self.kind]
        if self.options:
            kind = Literal[self.options]
        elif self.kind != "text":
            kind = Annotated[kind, Field(ge=self.low, le=self.high, allow_inf_nan=False)]
        return (kind | None, None) if self.may_be_empty else (kind, ...)


class Study(Part):
    """The description of one data set; `checked` says in what each source was last compared."""

    title: Text
    sources: SomeIds
    checked: Annotated[dict[str, Checked], Field(default_factory=dict)]
    licence: Text
    note: str = ""
    columns: Annotated[dict[str, Column], Field(min_length=1)]


def _folder(folder: Path | None) -> Path:
    return (folder or data_folder()) / "studies"


def study_names(folder: Path | None = None) -> list[str]:
    """Return the name of every data set.

    Examples
    --------
    >>> "athletes_iron" in study_names()
    True
    """
    return sorted(path.stem for path in _folder(folder).glob("*.csv"))


def describe_study(name: str, folder: Path | None = None) -> Study:
    """Return the description of a data set.

    Raises
    ------
    EvidenceError
        If it is missing, incomplete, or names a source that `sources.csv` does not hold.
    """
    path = _folder(folder) / f"{name}.toml"
    if not path.is_file():
        raise EvidenceError(
            f"There is no data set {name!r}: {path.name} is missing from {path.parent.name}/. "
            f"There are: {', '.join(study_names(folder))}."
        )
    study = read_toml(path, Study)
    if unknown := [source for source in study.sources if source not in evidence().sources]:
        raise EvidenceError(
            f"{path.name}, sources: {', '.join(unknown)} not in sources.csv; add it there first."
        )
    return study


def load_study(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read a data set and check every cell against its description.

    Parameters
    ----------
    name : str
        Name of the files `studies/<name>.csv` and `studies/<name>.toml`.
    folder : Path, optional
        The data folder.

    Returns
    -------
    DataFrame
        Numbers as numbers; an allowed empty cell is NaN (number) or None (text).

    Raises
    ------
    EvidenceError
        With one line per fault: file, line, column, and what would be right.

    Examples
    --------
    >>> len(load_study("athletes_iron"))
    202
    """
    return _read(name, _folder(folder).parent).copy()


@cache
def _read(name: str, folder: Path) -> pd.DataFrame:
    study = describe_study(name, folder)
    path = folder / "studies" / f"{name}.csv"
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Restore it and try again.")
    fields: dict[str, Any] = {column: spec.field() for column, spec in study.columns.items()}
    row_type = create_model("Row", __config__=ConfigDict(extra="forbid"), **fields)
    rows, faults = [], []
    try:
        for line, cells in read_rows(path, list(fields), in_order=True):
            where = f"{path.name}, line {line}"
            if wrong := check_cells(cells, len(fields), where):
                faults += wrong
                continue
            filled = {k: v for k, v in zip(fields, cells, strict=True) if v != ""}
            try:
                rows.append(row_type.model_validate(filled))
            except ValidationError as error:
                faults.append(explain(error, where))
    except BadFile as error:
        raise EvidenceError(str(error)) from None
    if faults:
        raise EvidenceError("\n".join(faults))
    if not rows:
        raise EvidenceError(f"{path.name}: there is no row below the header.")
    frame = pd.DataFrame([row.model_dump() for row in rows], columns=list(fields))
    numbers = [key for key, spec in study.columns.items() if spec.kind != "text"]
    return frame.astype({key: float for key in numbers if frame[key].isna().any()})
