"""Read the tables of `data/` into records, and refuse a bad row in a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from helpers.evidence.records import (
    Claim,
    Misconception,
    Observation,
    Parameter,
    Record,
    Safety,
    Source,
    Term,
)
from helpers.evidence.spreadsheets import BadFile, cell_cause, read_rows, read_utf8

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=BaseModel)


class EvidenceError(ValueError):
    """A table of `data/` cannot be used as it is; the message says what to mend."""


PACKAGED = Path(__file__).resolve().parents[1] / "_course"
"""Where an installed package keeps its copy of `data/` and `notebooks/`."""


def course_folder(name: str, holds: str) -> Path:
    """Return a folder of the collection: above this package, or inside an installed one.

    Parameters
    ----------
    name : str
        ``"data"`` or ``"notebooks"``.
    holds : str
        A file by which the folder is known.

    Raises
    ------
    EvidenceError
        If there is no such folder.
    """
    for folder in (*Path(__file__).resolve().parents, PACKAGED):
        if (folder / name / holds).is_file():
            return folder / name
    raise EvidenceError(
        f"The folder '{name}' with {holds} was not found above the helpers. "
        "Run the lessons from a complete copy of the collection."
    )


def data_folder() -> Path:
    """Return the folder that holds the tables.

    Raises
    ------
    EvidenceError
        If no folder `data/` with `parameters.csv` stands above this package or in it.

    Examples
    --------
    >>> data_folder().name
    'data'
    """
    return course_folder("data", "parameters.csv")


def explain(error: ValidationError, where: str) -> str:
    """Turn a schema error into sentences: where, which field, what would be right."""
    lines = []
    for item in error.errors():
        field = ".".join(str(part) for part in item["loc"])
        place = f"{where}, {field}" if field else where
        problem = item["msg"].removeprefix("Value error, ")
        told = isinstance(item["input"], str | int | float) and item["type"] != "missing"
        found = [f"found {_shown(item['input'])}"] if told else []
        found += filter(None, [cell_cause(item["input"])])
        given = f" ({'; '.join(found)})" if found else ""
        lines.append(f"{place}: {problem}{given}.")
    return "\n".join(lines)


def _shown(value: object) -> str:
    try:
        shown = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    except ValueError:  # a number of thousands of digits
        return "a number without end"
    return shown if len(shown) <= 80 else f"{shown[:80]}…"


def check_cells(cells: Iterable[str], wanted: int, where: str) -> list[str]:
    """Return a sentence for a row of another length, or with a spreadsheet's error in it."""
    row = list(cells)
    if len(row) != wanted:
        return [f"{where}: {wanted} cells are needed; quote cells with commas."]
    return [
        f"{where}: a spreadsheet has put {cell.strip()} in place of a cell; write it again."
        for cell in row
        if cell.strip().startswith("#") and cell_cause(cell)
    ]


def read_toml(path: Path, model: type[M]) -> M:
    """Read one TOML file into what it must hold.

    Raises
    ------
    EvidenceError
        If the file is missing, is not valid TOML, or does not hold that.

    Examples
    --------
    >>> from helpers.evidence.offers import Catalogue
    >>> read_toml(data_folder() / "clinic.toml", Catalogue).offers("tests")["pull"].wait
    'at once'
    """
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Restore it and try again.")
    try:
        return model.model_validate(tomllib.loads(read_utf8(path)))
    except BadFile as error:
        raise EvidenceError(str(error)) from None
    except ValidationError as error:
        raise EvidenceError(explain(error, path.name)) from None
    except (ValueError, OverflowError) as error:  # beside the parser's: no day, no number
        raise EvidenceError(f"{path.name} cannot be read as TOML: {error}.") from None
    except RecursionError:
        raise EvidenceError(f"{path.name} cannot be read as TOML: nested too deeply.") from None


def read_table(path: Path, record: type[R]) -> Mapping[str, R]:
    """Read one CSV file into records by id.

    Parameters
    ----------
    path : Path
        A UTF-8 file whose header names the fields of `record`. A byte-order mark, Windows
        line ends and empty rows at the end do no harm.
    record : type of Record
        What each row must hold.

    Returns
    -------
    Mapping of str to Record
        In file order.

    Raises
    ------
    EvidenceError
        With one line per fault: file, row, column, and what would be right.

    Examples
    --------
    >>> terms = read_table(data_folder() / "glossary.csv", Term)
    >>> terms["anagen"].term
    'Anagen'
    """
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Restore it and try again.")
    rows: dict[str, R] = {}
    faults: list[str] = []
    wanted = list(record.model_fields)
    try:
        for line, cells in read_rows(path, wanted, in_order=False):
            where = f"{path.name}, line {line}"
            if wrong := check_cells(cells, len(wanted), where):
                faults += wrong
                continue
            try:
                item = record.model_validate(dict(zip(wanted, cells, strict=True)))
            except ValidationError as error:
                faults.append(explain(error, where))
                continue
            if item.id in rows:
                faults.append(f"{where}, id: {item.id!r} is used twice; ids must be unique.")
            rows[item.id] = item
    except BadFile as error:
        raise EvidenceError(str(error)) from None
    if faults:
        raise EvidenceError("\n".join(faults))
    return MappingProxyType(rows)


_NOTHING: Mapping[str, float] = MappingProxyType({})
_SUPPOSED: ContextVar[Mapping[str, float]] = ContextVar("supposed", default=_NOTHING)


class Evidence:
    """All tables, with every source id resolved.

    Parameters
    ----------
    folder : Path, optional
        Where the tables are; the collection's own `data/` by default.

    Raises
    ------
    EvidenceError
        If a table is missing or a row is bad.

    Examples
    --------
    >>> evidence().parameters["telogen_mean"].unit
    'days'
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self.sources = read_table(self.folder / "sources.csv", Source)
        self.parameters = read_table(self.folder / "parameters.csv", Parameter)
        self.claims = read_table(self.folder / "claims.csv", Claim)
        self.safety = read_table(self.folder / "safety.csv", Safety)
        self.observations = read_table(self.folder / "observations.csv", Observation)
        self.glossary = read_table(self.folder / "glossary.csv", Term)
        self.misconceptions = read_table(self.folder / "misconceptions.csv", Misconception)
        tables = {
            "parameters.csv": self.parameters,
            "claims.csv": self.claims,
            "safety.csv": self.safety,
            "observations.csv": self.observations,
            "misconceptions.csv": self.misconceptions,
        }
        faults = [
            f"{name}, id {row.id}, sources: {source!r} is not in sources.csv; add it there first."
            for name, table in tables.items()
            for row in table.values()
            for source in row.sources  # type: ignore[attr-defined]
            if source not in self.sources
        ]
        if faults:
            raise EvidenceError("\n".join(faults))

    def value(self, parameter: str) -> float:
        """Return the default of a parameter; the one way model code gets a number.

        Inside `supposing` it is what is supposed there.
        """
        if parameter in (supposed := _SUPPOSED.get()):
            return supposed[parameter]
        if parameter not in self.parameters:
            raise EvidenceError(
                f"parameters.csv has no row {parameter!r}; add one with its source."
            )
        return self.parameters[parameter].value


@cache
def evidence() -> Evidence:
    """Return the collection's evidence, read once a session."""
    return Evidence()


@contextmanager
def supposing(values: Mapping[str, float]) -> Iterator[None]:
    """Run a block as if parameters had other values than in the table.

    What was computed and kept before (a function that caches) does not change with it.

    Raises
    ------
    EvidenceError
        If there is no such parameter.

    Examples
    --------
    >>> with supposing({"telogen_mean": 90}):
    ...     evidence().value("telogen_mean")
    90
    >>> evidence().value("telogen_mean")
    100.0
    """
    if unknown := sorted(values.keys() - evidence().parameters.keys()):
        raise EvidenceError(f"parameters.csv has no row {', '.join(map(repr, unknown))}.")
    token = _SUPPOSED.set({**_SUPPOSED.get(), **values})
    try:
        yield
    finally:
        _SUPPOSED.reset(token)
