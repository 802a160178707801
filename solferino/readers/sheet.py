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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain, islice
from typing import Any

from solferino.errors import BadMapping, NoText, UnreadableSource, UnsafeSource
from solferino.readers.charset import decode
from solferino.readers.foreign import broken, unpack
from solferino.readers.text import Asked, ReadText, compose

CELLS_LIMIT = 20_000_000
HXL_NOTE = "the row of HXL tags under the header was not taken over: "
"""Begins the note that keeps the tags, as JSON by column."""

_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?!<v[ >][^<])")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DELIMITERS = ",;\t|"
_HEAD = 30
Row = Sequence[str]


def read(data: bytes, asked: Asked) -> ReadText:
    """Return the rows of a sheet as text; ``pages`` are the rows. NoText when there is none, BadMapping for a wrong sheet.

    Rows are taken one by one: of a large sheet only its text is ever held.
    """
    rows, notes = _csv(data) if asked.media == "csv" else _xlsx(data, (asked.mapping or {}).get("sheet"))
    with broken("XLSX file") if asked.media == "xlsx" else nullcontext():
        first = list(islice(rows, _HEAD))
        if not first:
            raise NoText("it has no rows")
        above = _header(first)
        header, body = _names(first[above]), chain(first[above + 1 :], rows)
        if above:
            notes.append(f"{above} rows above the header were not taken over")
        second = next(body, [])
        if second and _is_hxl(second):
            tags = {name: tag for name, tag in zip(header, second, strict=False) if tag}
            notes.append(HXL_NOTE + json.dumps(tags, ensure_ascii=False))
            second = next(body, [])
        if not second:
            raise NoText("it has a header but no rows")
        return compose((_lines(header, row) for row in chain([second], body)), paged=True, notes=notes)


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


def _csv(data: bytes) -> tuple[Iterator[Row], list[str]]:
    decoded = decode(data)
    delimiter = max(_DELIMITERS, key=lambda d: _fit(decoded.text, d))
    reader = csv.reader(_written(decoded.text), delimiter=delimiter)
    return _admitted(_parsed(reader)), [] if decoded.charset == "utf-8" else [f"read as {decoded.charset}"]


def _written(text: str) -> Iterator[str]:
    """Yield the lines of a text with their breaks, without a copy of the whole."""
    return (found.group() for found in _LINE.finditer(text))


def _parsed(reader: Any) -> Iterator[Row]:
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableSource(f"line {reader.line_num} is no CSV: is a quotation mark left open?") from error


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """Return how evenly a delimiter cuts the first rows, and into how many columns."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text[:65536], newline=""), delimiter=delimiter), _HEAD))
    except csv.Error:
        return 0.0, 0
    width, times = Counter(len(row) for row in rows if row).most_common(1)[0] if any(rows) else (0, 0)
    return (times / len(rows), width) if width > 1 else (0.0, width)


def _xlsx(data: bytes, sheet: str | None) -> tuple[Iterator[Row], list[str]]:
    import openpyxl

    with broken("XLSX file"):
        sheets = unpack(data, lambda name: name.startswith("xl/worksheets/"))
        blank = sum(len(_UNCOMPUTED.findall(part)) for part in sheets.values())
        sheets.clear()
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        names = [ws.title for ws in book.worksheets]
        if sheet is not None and sheet not in names:
            raise BadMapping(f"there is no sheet {sheet!r}; there are {', '.join(map(repr, names))}")
        asked = [name for name in names if sheet in (None, name)]
        chosen = asked[0] if len(asked) == 1 else max(asked, key=lambda name: _size(book[name]), default=None)
        rows = _worksheet(book[chosen]) if chosen else iter(())
    others = [name for name in names if name != chosen]
    return rows, [
        *([f"sheet {chosen!r} was read, not {', '.join(map(repr, others))}"] if others else []),
        *([f"{blank} formulas have no stored value and were left blank"] if blank else []),
    ]


def _size(sheet: Any) -> int:
    return sum(len(row) for row in _worksheet(sheet))


def _worksheet(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    return _admitted([_shown(value) for value in row] for row in sheet.iter_rows(values_only=True))


def _admitted(rows: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Yield the rows that are not blank, each cell as one line; UnsafeSource for a sheet beyond the limit."""
    count = 0
    for row in rows:
        count += len(row)
        if count > CELLS_LIMIT:
            raise UnsafeSource(f"it has more than {CELLS_LIMIT:,} cells")
        cells = [" ".join(cell.split()) if cell else "" for cell in row]
        if any(cells):
            yield cells


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
