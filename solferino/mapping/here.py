"""One cell as it is read: what it is read with, and what can come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from solferino import vocabulary
from solferino.mapping import Row, Sheet, Spec
from solferino.mapping.rows import Cell
from solferino.place import Gazetteer
from solferino.records import Json


class Cut(NamedTuple):
    """A value of a field, cut from text[start:end]; ``column`` is the header above it."""

    field: str
    value: Json
    column: str
    start: int
    end: int
    hedge: str | None = None


class Outside(NamedTuple):
    """A cell, or a value in one, that is not taken over; ``why`` is a key of ``WHY``."""

    cell: Cell
    why: str


WHY = {
    "unknown": "neither the mapping nor the codebook knows it",
    "several": "the codebook has several words for it, and the mapping does not choose",
    "negative": "it is a count below zero",
    "number": "it is no whole number",
    "date": "it is no date in the mapping's formats",
    "point": "it is no point on the globe",
    "country": "it is no known country",
    "flag": "it is neither yes nor no",
}

Read = Iterator[Cut | Outside]


@dataclass(frozen=True, slots=True)
class Here:
    """A cell, its row, what its column says, the country of the row, and the place names to look in."""

    sheet: Sheet
    row: Row
    cell: Cell
    spec: Spec
    home: str | None
    places: Gazetteer | None = None

    def beside(self, column: str | None) -> Cell | None:
        """Return the row's cell of another column unless it is blank."""
        return self.sheet.says(self.row, column)

    def cut(self, cell: Cell, value: Json, last: Cell | None = None, hedge: str | None = None) -> Cut:
        """Return a value cut from a cell, or from it up to another one where that is the next."""
        near = last is not None and 0 <= last.start - cell.end <= len(last.column) + 3
        end = last.end if last is not None and near else cell.end
        return Cut(self.spec.field, value, cell.column, cell.start, end, hedge or self.spec.hedge)

    def precision(self, kind: str, otherwise: str) -> str | Outside:
        """Return how exactly the row's date or place is known."""
        cell = self.beside(self.spec.precisely)
        if cell is None:
            return self.spec.precision or otherwise
        words = chosen(cell.text, self.spec.precise, kind, self.sheet.scheme)
        return words[0] if len(words) == 1 else Outside(cell, "several" if words else "unknown")


def chosen(value: str, known: Mapping[str, tuple[str, ...]], kind: str, scheme: str | None) -> tuple[str, ...]:
    """Return the words of a value: the mapping's own, else the codebook's for the scheme."""
    low = value.casefold()
    return known[low] if low in known else words_of(kind, scheme, low)


def words_of(kind: str, scheme: str | None, value: str) -> tuple[str, ...]:
    """Return the codebook's words of a kind for a value, without case, of another programme's codebook."""
    return _crosswalk(kind, scheme).get(value, ()) if scheme else ()


def codes(kind: str, scheme: str | None) -> Iterable[str]:
    """Return the values of another programme's codebook, without case, for which the codebook has words of a kind."""
    return _crosswalk(kind, scheme) if scheme else ()


@lru_cache(64)
def _crosswalk(kind: str, scheme: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in vocabulary.codebook().words(kind).values():
        for code in word.crosswalk.get(scheme, ()):
            found[code.casefold()] = (*found.get(code.casefold(), ()), word.key)
    return found
