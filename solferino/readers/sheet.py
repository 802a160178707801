"""Sheets: each row is read as lines ``column: value``, and rows are separated by a blank line.

A blank cell gives no line. White space inside a cell becomes one space, so that a cell is one line. A column without a name is
called ``column 5`` by its place; a name that stands twice becomes ``name (2)``; ``: `` inside a name becomes `` - ``.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from solferino.errors import BadMapping, NoText, UnreadableSource, UnsafeSource
from solferino.readers.charset import decode
from solferino.readers.foreign import broken, unpack
from solferino.readers.text import Asked, ReadText, compose

CELLS_LIMIT = 5_000_000
HXL_NOTE = "the row of HXL tags under the header was not taken over: "
"""Begins the note that keeps the tags, as JSON by column."""

_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?!<v[ >][^<])")
_DELIMITERS = ",;\t|"
_HEAD = 30
Row = Sequence[str]


def read(data: bytes, asked: Asked) -> ReadText:
    """Return the rows of a sheet as text; ``pages`` are the rows. NoText when there is none, BadMapping for a wrong sheet."""
    rows, notes = _csv(data) if asked.media == "csv" else _xlsx(data, (asked.mapping or {}).get("sheet"))
    above = _header(rows)
    header, body = _names(rows[above]), rows[above + 1 :]
    if above:
        notes.append(f"{above} rows above the header were not taken over")
    if body and _is_hxl(body[0]):
        notes.append(
            HXL_NOTE + json.dumps({name: tag for name, tag in zip(header, body[0], strict=False) if tag}, ensure_ascii=False)
        )
        body = body[1:]
    parts = [part for row in body if (part := _lines(header, row))]
    if not parts:
        raise NoText("it has a header but no rows")
    return compose(parts, paged=True, notes=notes)


def _lines(header: Sequence[str], row: Row) -> str:
    named = (f"{header[i] if i < len(header) else f'column {i + 1}'}: {cell}" for i, cell in enumerate(row) if cell)
    return "\n".join(named)


def _names(row: Row) -> list[str]:
    """Return a name for every column, each once."""
    seen: Counter[str] = Counter()
    names = []
    for i, cell in enumerate(row, 1):
        name = cell.rstrip(":").replace(": ", " - ") or f"column {i}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _header(rows: Sequence[Row]) -> int:
    """Return the first row that is at least half as full as the fullest of the first rows."""
    full = [sum(map(bool, row)) for row in rows[:_HEAD]]
    return next(i for i, count in enumerate(full) if 2 * count >= max(full))


def _is_hxl(row: Row) -> bool:
    cells = [cell for cell in row if cell]
    return bool(cells) and all(cell.startswith("#") for cell in cells)


def _csv(data: bytes) -> tuple[list[Row], list[str]]:
    decoded = decode(data)
    delimiter = max(_DELIMITERS, key=lambda d: _fit(decoded.text, d))
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            _admit(len(rows) * len(row))
            if cells := _cells(row):
                rows.append(cells)
    except csv.Error as error:
        raise UnreadableSource(f"line {reader.line_num} is no CSV: is a quotation mark left open?") from error
    if not rows:
        raise NoText("it has no rows")
    return rows, [] if decoded.charset == "utf-8" else [f"read as {decoded.charset}"]


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """Return how evenly a delimiter cuts the first rows, and into how many columns."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text[:65536], newline=""), delimiter=delimiter), _HEAD))
    except csv.Error:
        return 0.0, 0
    width, times = Counter(len(row) for row in rows if row).most_common(1)[0] if any(rows) else (0, 0)
    return (times / len(rows), width) if width > 1 else (0.0, width)


def _xlsx(data: bytes, sheet: str | None) -> tuple[list[Row], list[str]]:
    import openpyxl

    with broken("XLSX file"):
        sheets = unpack(data, lambda name: name.startswith("xl/worksheets/"))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        names = [ws.title for ws in book.worksheets]
        if sheet is not None and sheet not in names:
            raise BadMapping(f"there is no sheet {sheet!r}; there are {', '.join(map(repr, names))}")
        read = {name: _worksheet(book[name]) for name in names if sheet in (None, name)}
    chosen = max(read, key=lambda name: sum(len(row) for row in read[name]), default=None)
    if chosen is None or not read[chosen]:
        raise NoText("it has no rows")
    blank = sum(len(_UNCOMPUTED.findall(part)) for part in sheets.values())
    others = [name for name in names if name != chosen]
    return read[chosen], [
        *([f"sheet {chosen!r} was read, not {', '.join(map(repr, others))}"] if others else []),
        *([f"{blank} formulas have no stored value and were left blank"] if blank else []),
    ]


def _worksheet(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()
    rows: list[Row] = []
    count = 0
    for row in sheet.iter_rows(values_only=True):
        count += len(row)
        _admit(count)
        if cells := _cells([_shown(value) for value in row]):
            rows.append(cells)
    return rows


def _cells(row: Sequence[str]) -> Row:
    """Return the cells, each as one line; nothing when all are blank."""
    cells = [" ".join(cell.split()) if cell else "" for cell in row]
    return cells if any(cells) else []


def _admit(cells: int) -> None:
    if cells > CELLS_LIMIT:
        raise UnsafeSource(f"it has more than {CELLS_LIMIT:,} cells")


def _shown(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, dates and times in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
