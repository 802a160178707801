"""Defects of columns: unknown ones, two for one quantity that disagree, ranges turned round, tags that contradict the header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from solferino.findings.defects.table import Alarm, Table
from solferino.mapping.numbers import number

MEANINGS = {
    "killed": ("kill", "dead", "death", "fatal"),
    "injured": ("injur", "wound"),
    "kidnapped": ("kidnap", "abduct", "hostage"),
    "arrested": ("arrest", "detain", "detention"),
    "assaulted": ("assault",),
    "threatened": ("threat",),
    "sgbv": ("sexual", "rape"),
    "destroyed": ("destr",),
    "damaged": ("damag",),
    "occupy": ("occup",),
    "entry": ("entry", "enter"),
    "armed_entry": ("entry", "enter"),
    "taken": ("loot", "theft", "rob", "burglar", "stolen", "taken"),
    "abducted": ("abduct", "kidnap", "stolen", "hijack", "highjack"),
    "arson": ("arson", "fire", "burn"),
    "lat": ("lat",),
    "lon": ("lon", "lng"),
    "long": ("lon", "lng"),
}
"""Attribute of an HXL tag, without case -> parts of words of which one stands in the header of such a column."""

_AGREE = 0.5
"""Share of the rows with a number in either in which two columns of one name agree, from which they are one quantity."""


def unmapped(table: Table) -> Iterator[Alarm]:
    """Yield each column that the mapping neither maps nor ignores."""
    for column in table.columns:
        if not table.sheet.knows(column):
            yield Alarm(about=column, columns=(column,), says=f"the mapping {table.sheet.name} does not know the column {column}")


def doubled(table: Table) -> Iterator[Alarm]:
    """Yield each two columns of one name that mostly agree, and the rows in which they do not."""
    for column in table.columns:
        first = re.sub(r" \(\d+\)$", "", column)
        if first != column and first in table.columns:
            yield from _compared(table, first, column)


def _compared(table: Table, a: str, b: str) -> Iterator[Alarm]:
    pairs = [(line.number, _number(line.row.get(a)), _number(line.row.get(b))) for line in table.lines]
    told = [(n, x, y) for n, x, y in pairs if x or y]
    apart = [(n, x, y) for n, x, y in told if x != y]
    if apart and len(told) - len(apart) >= _AGREE * len(told):
        totals = [sum(x or 0 for _, x, _ in pairs), sum(y or 0 for _, _, y in pairs)]
        yield Alarm(
            about=a, rows=tuple(n for n, _, _ in apart), columns=(a, b), seen={"totals": totals, "differing": len(apart)},
            says=f"two columns for {a} add up to {totals[0]} and {totals[1]}; they differ in {len(apart)} rows",
        )  # fmt: skip


def _number(cell: object) -> int | None:
    return number(str(getattr(cell, "text", "")))


def turned(table: Table) -> Iterator[Alarm]:
    """Yield each pair of columns for the ends of a range whose lower end is above the higher one."""
    for high, specs in table.sheet.columns.items():
        for low in dict.fromkeys(spec.low for spec in specs if spec.low):
            ends = ((line.number, _number(line.row.get(low)), _number(line.row.get(high))) for line in table.lines)
            rows = tuple(n for n, x, y in ends if x is not None and y is not None and x > y)
            if rows:
                yield Alarm(
                    about=f"{low} and {high}", rows=rows, columns=(low, high), seen={"rows": len(rows)},
                    says=f"{low} is above {high} in {len(rows)} rows",
                )  # fmt: skip


def tags(table: Table) -> Iterator[Alarm]:
    """Yield HXL tags that mean something else than their header: those of two columns that are swapped together, others alone."""
    wrong = {column: meant for column, tag in table.tags.items() if (meant := _contradicts(column, tag))}
    swapped = {frozenset((a, b)) for a in wrong for b in wrong if a < b and _says(b, wrong[a]) and _says(a, wrong[b])}
    for pair in sorted(map(sorted, swapped)):
        told = {column: table.tags[column] for column in pair}
        yield Alarm(
            about=" and ".join(pair), columns=tuple(pair), seen={"tags": told},
            says=f"the HXL tags of {pair[0]} and {pair[1]} are swapped: {' and '.join(told.values())}",
        )  # fmt: skip
    for column in wrong:
        if not any(column in pair for pair in swapped):
            tag = table.tags[column]
            yield Alarm(
                about=column,
                columns=(column,),
                seen={"tags": {column: tag}},
                says=f"{column} is tagged {tag}, which means something else",
            )


def _contradicts(column: str, tag: str) -> str:
    """Return the attribute of a tag that the header contradicts: it has the words of another, and none of this one's."""
    for attribute in re.split(r"[\s+#_]*\+\s*|\s+|#", tag.casefold()):
        if attribute in MEANINGS and not _says(column, attribute) and any(_says(column, other) for other in MEANINGS):
            return attribute
    return ""


def _says(column: str, attribute: str) -> bool:
    return any(part in column.casefold() for part in MEANINGS[attribute])
