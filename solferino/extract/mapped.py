"""The sheet engine: from the rows of a reading to claims, by a mapping. The cells are the quotes, the headers stand in the rules.

A sheet's claims are not kept but derived again whenever they are asked for: its run holds the whole mapping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from solferino import mapping
from solferino.mapping import Sheet
from solferino.mapping.cells import Reader
from solferino.mapping.here import WHY, Cut, Outside
from solferino.place import Gazetteer
from solferino.records import Claim, Reading, Run, canonical, digest, mention_id

__all__ = ["ENGINE", "VERSION", "WHY", "Survey", "extract", "run", "sheet_of", "survey"]

ENGINE = "sheet"
VERSION = "1"


def run(reading: str, sheet: Sheet, *, codebook: str, gazetteer: str) -> Run:
    """Return the run of a mapping over a reading (its id); versions of the codebook and the place names belong to it."""
    settings = {"codebook": codebook, "gazetteer": gazetteer, "name": sheet.name, "mapping": sheet.plain}
    return Run(reading=reading, engine=ENGINE, version=VERSION, pack=digest(canonical(sheet.plain).encode()), settings=settings)


def sheet_of(run: Run) -> Sheet:
    """Return the mapping that a run holds."""
    return mapping.parse(run.settings["mapping"], name=run.settings["name"])


def extract(reading: Reading, sheet: Sheet, *, run: str, gazetteer: Gazetteer | None = None) -> Iterator[Claim]:
    """Yield the claims of a sheet's rows; each row is a mention. ``run`` is the id under which they stand."""
    reader = Reader(sheet, gazetteer)
    for row in mapping.rows(reading.text, reading.pages):
        key = ""
        for found in reader.row(row) if row else ():
            if isinstance(found, Cut):
                if found.field == "event":
                    key = mention_id(reading.id, found.value["scope"], found.start, found.end)
                yield Claim(
                    run=run, reading=reading.id, mention=key, field=found.field, value=found.value, start=found.start,
                    end=found.end, quote=reading.text[found.start : found.end], hedge=found.hedge,
                    rule=f"{ENGINE}.{sheet.name}: {found.column}",
                )  # fmt: skip


@dataclass(frozen=True)
class Survey:
    """What a mapping leaves of a sheet: columns that it does not know, and how often each (column, value, why) is outside of it."""

    rows: int
    unmapped: tuple[str, ...]
    outside: Counter[tuple[str, str, str]]


def survey(reading: Reading, sheet: Sheet) -> Survey:
    """Return what a mapping does not take over of a reading."""
    reader = Reader(sheet)
    met: dict[str, None] = {}
    outside: Counter[tuple[str, str, str]] = Counter()
    for row in mapping.rows(reading.text, reading.pages):
        met.update(dict.fromkeys(row))
        outside.update((o.cell.column, o.cell.text, o.why) for o in (reader.row(row) if row else ()) if isinstance(o, Outside))
    return Survey(len(reading.pages), tuple(c for c in met if not sheet.knows(c)), outside)
