"""Defects of the sheets in a case: listed with the numbers of the rows, never repaired."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from solferino import mapping
from solferino.findings.defects import columnwise, piled, rowwise
from solferino.findings.defects.table import Alarm, Table
from solferino.mapping import Sheet
from solferino.records import Finding, Ledger, Reading

__all__ = ["KIND", "RULES", "Alarm", "audit", "find"]

KIND = "defects"
VERSION = "1"

RULES: dict[str, Callable[[Table], Iterable[Alarm]]] = {
    "exploded_rows": rowwise.exploded,
    "shared_description": rowwise.shared,
    "negative_count": rowwise.negative,
    "disagreeing_columns": columnwise.doubled,
    "turned_range": columnwise.turned,
    "wrong_tag": columnwise.tags,
    "point_of_country": piled.countrywide,
    "crowded_point": piled.crowded,
    "batch_date": piled.batches,
    "impossible_date": rowwise.dates,
    "wrong_letters": rowwise.letters,
    "outside_codebook": rowwise.outside,
    "unmapped_column": columnwise.unmapped,
}
"""Every rule by name, in the order in which alarms are listed."""


def audit(reading: Reading, sheet: Sheet) -> Iterator[tuple[str, Alarm]]:
    """Yield every alarm over a reading's rows under a mapping, with its rule."""
    yield from _alarms(Table(reading, sheet))


def _alarms(table: Table) -> Iterator[tuple[str, Alarm]]:
    for name, rule in RULES.items():
        yield from ((name, alarm) for alarm in rule(table))


def find(ledger: Ledger) -> list[Finding]:
    """Return the defects of every sheet, one finding for each rule and group of rows."""
    anchors: dict[str, list[tuple[int, str]]] = {key: [] for key in ledger.sheets}
    for mention in ledger.mentions.values():
        if mention.reading in anchors:
            anchors[mention.reading].append((mention.anchor.start, mention.anchor.id))
    return [f for key in sorted(anchors) if anchors[key] for f in _findings(ledger, key, sorted(anchors[key]))]


def _findings(ledger: Ledger, key: str, anchors: list[tuple[int, str]]) -> Iterator[Finding]:
    reading, told = ledger.readings[key], ledger.sheets[key]
    sheet = mapping.parse(told["mapping"], name=told["name"])
    table = Table(reading, sheet)
    for rule, alarm in _alarms(table):
        value = {
            "rule": rule, "source": ledger.sources[reading.source].name, "about": alarm.about, "says": alarm.says,
            "count": len(alarm.rows), "of": len(reading.pages), "rows": list(alarm.rows), "keys": table.keys(alarm.rows),
            "columns": list(alarm.columns), "seen": dict(alarm.seen),
        }  # fmt: skip
        yield Finding(
            kind=KIND, about=reading.source, value=value, method=f"{KIND} {VERSION}", claims=_claims(reading, alarm, anchors),
            summary=f"{alarm.says[0].upper()}{alarm.says[1:]} ({value['source']}).",
        )  # fmt: skip


def _claims(reading: Reading, alarm: Alarm, anchors: list[tuple[int, str]]) -> tuple[str, ...]:
    """Return the claims that state the events of an alarm's rows; of one about columns, that of the first row."""
    starts = [start for start, _ in anchors]
    spans = [reading.pages[n - 1] for n in alarm.rows] or [(0, anchors[0][0] + 1)]
    within = (bisect_right(starts, end) - 1 for _, end in spans)
    return tuple(sorted({anchors[i][1] for i in within if i >= 0}))
