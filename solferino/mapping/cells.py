"""From a row to what it states, each value with the cell from which it is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from solferino.mapping import Row, Sheet, Spec
from solferino.mapping.days import dated
from solferino.mapping.here import Cut, Here, Outside, Read, words_of
from solferino.mapping.names import accused, cited, country_code, land, worded, written
from solferino.mapping.numbers import counted, flagged
from solferino.mapping.rows import Cell
from solferino.mapping.spots import placed
from solferino.place import Gazetteer
from solferino.records import canonical

READERS: dict[str, Callable[[Here], Read]] = {
    "date": dated, "report_date": dated, "country": land, "place": placed, "target": worded, "method": worded, "effect": worded,
    "target_name": written, "purpose": written, "legal": written, "double_tap": flagged, "perpetrator": accused, "speaker": cited,
    "count": counted,
}  # fmt: skip
"""What reads a cell, by the field that its column states."""


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one kind of sheet; ``places`` gives coordinates to names."""

    sheet: Sheet
    places: Gazetteer | None = None

    def row(self, row: Row) -> Read:
        """Yield what a row states, its event first and every value of a field once; and the cells that are not taken over."""
        anchor = self.sheet.anchor(row)
        yield Cut("event", {"scope": self._scope(row)}, anchor.column, anchor.start, anchor.end)
        home = self._home(row)
        seen: dict[str, set[str]] = {}
        apart: set[Outside] = set()
        for cell, spec in self._speaking(row):
            for found in READERS[spec.field](Here(self.sheet, row, cell, spec, home, self.places)):
                if isinstance(found, Outside):
                    if found not in apart:
                        apart.add(found)
                        yield found
                elif (mark := canonical(found.value)) not in (told := seen.setdefault(found.field, set())):
                    told.add(mark)
                    yield _ranked(found, len(told) - 1)

    def _speaking(self, row: Row) -> Iterator[tuple[Cell, Spec]]:
        for column, specs in self.sheet.columns.items():
            cell = self.sheet.says(row, column)
            if cell is not None:
                yield from ((cell, spec) for spec in specs if self.sheet.speaks(row, spec))

    def _scope(self, row: Row) -> str:
        cell = self.sheet.says(row, self.sheet.scope)
        words = words_of("scope", self.sheet.scheme, cell.text.casefold()) if cell else ()
        return words[0] if len(words) == 1 else "incident"

    def _home(self, row: Row) -> str | None:
        """Return the country of a row, for its places."""
        told = (country_code(cell, spec) for cell, spec in self._speaking(row) if spec.field == "country")
        return next(filter(None, told), self.sheet.country)


def _ranked(found: Cut, rank: int) -> Cut:
    return found._replace(value={**found.value, "rank": rank}) if found.field == "place" else found
