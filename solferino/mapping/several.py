"""A cell of many values, cut into them: at a separator, or by the values that are known, the longest first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from solferino.mapping.rows import Cell


def part(cell: Cell, start: int, end: int) -> Cell:
    """Return a part of a cell, by its offsets in the cell."""
    return Cell(cell.column, cell.text[start:end], cell.start + start, cell.start + end)


def split(cell: Cell, how: str | None) -> Iterator[Cell]:
    """Yield the values of a cell: all of it, the texts in its JSON, or what stands between separators."""
    if how is None:
        yield cell
    elif how == "json":
        yield from (part(cell, *found.span(1)) for found in _JSON_TEXT.finditer(cell.text))
    else:
        yield from at_separator(cell, how)


_JSON_TEXT = re.compile(r'"([^"\\]+)"(?=\s*[,}\]])')


def at_separator(cell: Cell, separator: str) -> Iterator[Cell]:
    """Yield the values between separators, without outer white space."""
    at = 0
    for text in cell.text.split(separator):
        bare = text.strip()
        if bare:
            start = at + text.index(bare)
            yield part(cell, start, start + len(bare))
        at += len(text) + len(separator)


def by_known(cell: Cell, known: Collection[str]) -> Iterator[tuple[Cell, str | None]]:
    """Yield each value with the known value that it begins with, None for what stands between them and is none.

    A value may be followed by an explanation in brackets, which need not close; values may hold commas.
    """
    at = 0
    for found in _pattern(frozenset(known)).finditer(cell.text) if known else ():
        start, end = found.span("value")
        yield from _between(cell, at, start)
        yield part(cell, start, end), found["value"].casefold()
        at = end
    yield from _between(cell, at, len(cell.text))


def _between(cell: Cell, start: int, end: int) -> Iterator[tuple[Cell, None]]:
    """Yield what stands between two known values, unless it is nothing or an explanation of the first."""
    bare = cell.text[start:end].strip(" ,;")
    if bare and not (bare.startswith("(") and start > 0):
        first = start + cell.text[start:end].index(bare)
        yield part(cell, first, first + len(bare)), None


@lru_cache(64)
def _pattern(known: frozenset[str]) -> re.Pattern[str]:
    longest = "|".join(re.escape(value) for value in sorted(known, key=lambda v: (-len(v), v)))
    return re.compile(rf"(?:^|[,;]\s*)(?P<value>{longest})(?=$|[\s,;(])", re.IGNORECASE)
