"""The rows of a sheet's reading: lines ``column: value``, each cell with where its value stands in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

Pages = Sequence[tuple[int, int]]


class Cell(NamedTuple):
    """One value, at text[start:end] of the reading."""

    column: str
    text: str
    start: int
    end: int


Row = Mapping[str, Cell]
"""The cells of a row by column, in the order of the sheet; a blank cell has none."""


def rows(text: str, pages: Pages) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a reading, whose ``pages`` they are."""
    for start, end in pages:
        yield dict(_cells(text[start:end], start))


def columns(text: str, pages: Pages) -> tuple[str, ...]:
    """Return the columns that hold a value in some of the rows, in the order in which they are met."""
    return tuple(dict.fromkeys(column for row in rows(text, pages) for column in row))


def _cells(row: str, at: int) -> Iterator[tuple[str, Cell]]:
    for line in row.split("\n"):
        column, colon, value = line.partition(": ")
        if colon:
            start = at + len(column) + 2
            yield column, Cell(column, value, start, start + len(value))
        at += len(line) + 1
