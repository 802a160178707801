"""A sheet as the audit sees it: its rows with what the mapping makes of them, and the alarms that rules raise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solferino import mapping
from solferino.mapping import Row, Sheet
from solferino.mapping.cells import Reader
from solferino.mapping.here import Cut, Outside
from solferino.records import Json, Reading


@dataclass(frozen=True)
class Line:
    """One row; ``number`` is its place among the rows of data, from 1."""

    number: int
    row: Row
    found: tuple[Cut | Outside, ...]

    def values(self, name: str) -> list[Json]:
        """Return what the row states for a field."""
        return [f.value for f in self.found if isinstance(f, Cut) and f.field == name]

    def day(self) -> str | None:
        """Return the day of a row whose date is known to the day."""
        return next((v["from"] for v in self.values("date") if v["from"] == v["to"]), None)


@dataclass(frozen=True)
class Table:
    """The rows of a reading under a mapping; ``tags`` are its HXL tags by column."""

    reading: Reading
    sheet: Sheet

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        reader = Reader(self.sheet)
        rows = mapping.rows(self.reading.text, self.reading.pages)
        return tuple(Line(n, row, tuple(reader.row(row)) if row else ()) for n, row in enumerate(rows, 1))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for line in self.lines for column in line.row))

    @cached_property
    def tags(self) -> Mapping[str, str]:
        notes = (note.partition(": {") for note in self.reading.notes if "HXL tags" in note)
        return next((json.loads("{" + told) for _, found, told in notes if found), {})

    def outside(self) -> Iterator[tuple[Line, Outside]]:
        """Yield the cells that the mapping does not take over."""
        yield from ((line, f) for line in self.lines for f in line.found if isinstance(f, Outside))

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return how the sheet itself names some of its rows."""
        cells = (self.lines[n - 1].row.get(self.sheet.key or "") for n in rows)
        return [cell.text for cell in cells if cell]


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One defect: the rule, what it concerns, the rows (empty when it is the columns'), and what was seen."""

    about: str
    says: str
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    seen: Mapping[str, Json] = field(default_factory=dict)
