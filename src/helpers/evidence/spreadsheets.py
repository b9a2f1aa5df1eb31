"""What a table or a text may have become in a spreadsheet or an editor: mended, or named.

A byte-order mark, Windows line ends and empty rows at the end do no harm. Everything else is
refused in one sentence that names the cause, because guessing would change numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

SAVE_AS = "Save it as CSV in UTF-8, with commas between cells and points in numbers."
"""What to do about a table that a spreadsheet has changed."""
_DATE = re.compile(
    r"\d{1,2}[./ -] ?(?:\d{1,2}|[A-Za-zäÄ]{3,9}\.?)(?:[./ -] ?\d{2,4})?\.?"
    r"|\d{4}-\d{2}-\d{2}(?: [\d:]+)?|[A-Z][a-zä]{2}[- ]\d{2,4}"
)
_COMMA = re.compile(r"-?\d+(?:\.\d{3})*,\d+")
_BAD = {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!"}


class BadFile(ValueError):
    """A file cannot be read; the message is a sentence that begins with its name."""


def read_utf8(path: Path) -> str:
    """Return the text of a file, without a byte-order mark.

    Raises
    ------
    BadFile
        If it cannot be opened or is not saved as UTF-8; the message says as what it seems to be.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be opened: {error.strerror or error}.") from None
    return as_utf8(data, path.name)


def as_utf8(data: bytes, name: str) -> str:
    r"""Return the text of some bytes, without a byte-order mark.

    Raises
    ------
    BadFile

    Examples
    --------
    >>> as_utf8(b"\xef\xbb\xbfid,name", "sources.csv")
    'id,name'
    """
    if data.startswith(b"PK\x03\x04"):
        raise BadFile(f"{name} is a workbook of a spreadsheet under another name. {SAVE_AS}")
    zeros = data[:200].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or zeros > len(data[:200]) // 4:
        raise BadFile(f"{name} is saved as UTF-16, not UTF-8. Save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise BadFile(
            f"{name} is not saved as UTF-8, perhaps as Windows-1252: line {line} holds the byte "
            f"{byte:#04x}. Save it as UTF-8."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFile(f"{name}, line {line}: there is a NUL character; the file is damaged.")
    return text


def read_rows(path: Path, columns: list[str], in_order: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file below its header, each with the number of its last line.

    Parameters
    ----------
    path : Path
    columns : list of str
        What the header must name.
    in_order : bool
        Whether the header must name them in this order.

    Yields
    ------
    (int, list of str)
        Cells in the order of `columns`; a row of another length as it is. Empty rows at the
        end are passed over.

    Raises
    ------
    BadFile
        If the file as a whole cannot be read.
    """
    text = read_utf8(path)
    rows = _parsed(text, path.name)
    if not rows:
        raise BadFile(f"{path.name} is empty; the columns must be {', '.join(columns)}.")
    header = rows.pop(0)[1]
    while header and not header[-1].strip() and len(header) > len(columns):
        header.pop()  # columns that a spreadsheet adds
    wide = len(header)
    if (header if in_order else sorted(header)) != (columns if in_order else sorted(columns)):
        raise BadFile(_wrong_header(path.name, header, columns, text))
    while rows and not any(cell.strip() for cell in rows[-1][1]):
        rows.pop()
    order = [header.index(name) for name in columns]
    for line, cells in rows:
        while len(cells) > wide and not cells[-1].strip():
            cells = cells[:-1]
        yield line, [cells[at] for at in order] if len(cells) == wide else cells


def _parsed(text: str, name: str) -> list[tuple[int, list[str]]]:
    # Row by row, so that the line of an unbalanced quote can be named.
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begun = 1
    try:
        for cells in reader:
            if cells:
                rows.append((reader.line_num, cells))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(
            f'{name}, line {begun}: a quote (") is not balanced, or something follows one '
            f"({error}). Double a quote inside a cell, and close the cell with one."
        ) from None
    return rows


def _wrong_header(name: str, header: list[str], columns: list[str], text: str) -> str:
    first = text.splitlines()[0] if text.splitlines() else ""
    wanted = f"the columns must be {', '.join(columns)}"
    for sign, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if first.count(sign) >= max(1, len(columns) - 1) > first.count(","):
            return f"{name} is saved with {word} between the cells, not commas. {SAVE_AS}"
    if len(columns) == 1 and re.search(r"[;\t|]", first):
        return f"{name} is not saved with commas between the cells. {SAVE_AS}"
    if sorted(header) == sorted(columns):
        return f"{name}: {wanted}, in this order; found {', '.join(header)}."
    if sorted(cell.strip() for cell in header) == sorted(columns):
        return f"{name}: there are spaces around a column's name; {wanted}."
    shown = ", ".join(map(_visible, header))
    if sorted(map(_bare, header)) == sorted(columns):
        return f"{name}: a column's name holds a character that cannot be seen; found {shown}."
    twice = sorted({cell for cell in header if header.count(cell) > 1})
    if twice:
        return f"{name}: the column {_visible(twice[0])} is there twice; {wanted}."
    return f"{name}: {wanted}; found {shown or 'none'}."


def _bare(cell: str) -> str:
    return "".join(sign for sign in cell if sign.isprintable()).strip()


def _visible(cell: str) -> str:
    """Return a cell so that what is in it can be seen."""
    short = cell if len(cell) <= 40 else cell[:40] + "…"
    return short if short.isprintable() and short == short.strip() and short else ascii(short)


def cell_cause(cell: object) -> str:
    """Say what a spreadsheet has made of a number, or nothing.

    Examples
    --------
    >>> cell_cause("3.May")
    'it looks like a date, which a spreadsheet makes of some numbers'
    >>> cell_cause("0,25")
    'saved with a comma in place of the decimal point'
    """
    if not isinstance(cell, str):
        return ""
    text = cell.strip()
    if text.upper() in _BAD:
        return "a spreadsheet has put an error in its place"
    if _COMMA.fullmatch(text):
        return "saved with a comma in place of the decimal point"
    if _DATE.fullmatch(text):
        return "it looks like a date, which a spreadsheet makes of some numbers"
    return ""
