"""Defects of rows: multiplied rows, counts below zero, values outside, dates that cannot be, letters decoded wrongly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from solferino.findings.defects.table import Alarm, Line, Table
from solferino.mapping.here import WHY

FIRST_DAY = "1900-01-01"
_LONG = 20
"""Letters from which a description tells an event rather than its kind."""
_WRONG_LETTERS = re.compile(
    "(?:[ÃÂ][\u0080-\u00bf\u20ac\u201a-\u201e\u2020-\u2026\u2030\u0152\u0153\u0160\u0161\u017d\u017e\u0178]|â€.|[ÐÑ][\u0080-\u00bf])"
)
"""UTF-8 read as Windows-1252: two letters where one was meant."""


def exploded(table: Table) -> Iterator[Alarm]:
    """Yield each group of rows with one description, day and place: a report of several made into as many rows."""
    for (day, text), rows, places in _same_words(table):
        if places == 1:
            yield Alarm(
                about=text[:80], rows=rows, seen={"date": day, "description": text},
                says=f"{len(rows)} rows have the same description, date and place, as when one report of several is made into rows",
            )  # fmt: skip


def shared(table: Table) -> Iterator[Alarm]:
    """Yield each group of rows with one description and day in several places: one text for incidents that it does not tell."""
    for (day, text), rows, places in _same_words(table):
        if places > 1:
            yield Alarm(
                about=text[:80], rows=rows, seen={"date": day, "description": text, "places": places},
                says=f"{len(rows)} rows in {places} places have the same description and date: the words do not tell them apart",
            )  # fmt: skip


def _same_words(table: Table) -> Iterator[tuple[tuple[str, str], tuple[int, ...], int]]:
    """Yield the rows of each day and description that stand there more than once, and in how many places they are."""
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in table.lines:
        told = table.sheet.says(line.row, table.sheet.description)
        day = line.day()
        if told and day and len(told.text) >= _LONG:
            groups[day, told.text].append(line)
    for group, lines in sorted(groups.items()):
        if len(lines) > 1:
            places = {(*line.values("country"), *((v["text"], v["lat"], v["lon"]) for v in line.values("place"))) for line in lines}
            yield group, tuple(line.number for line in lines), len(places)


def negative(table: Table) -> Iterator[Alarm]:
    """Yield each column with counts below zero."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, outside in table.outside():
        if outside.why == "negative":
            found[outside.cell.column].append((line.number, outside.cell.text))
    for column, cells in found.items():
        values = [text for _, text in cells]
        yield Alarm(
            about=column, rows=tuple(n for n, _ in cells), columns=(column,), seen={"values": values},
            says=f"{column} counts below zero: {', '.join(values)}",
        )  # fmt: skip


def outside(table: Table) -> Iterator[Alarm]:
    """Yield each value that neither the mapping nor the codebook knows."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for line, cell in table.outside():
        if cell.why not in ("negative", "date"):
            found[cell.cell.column, cell.cell.text, cell.why].append(line.number)
    for (column, value, why), rows in found.items():
        yield Alarm(
            about=f"{column}: {value}"[:120], rows=tuple(rows), columns=(column,), seen={"value": value, "why": WHY[why]},
            says=f"{column} holds {value!r}, which is not taken over: {WHY[why]}",
        )  # fmt: skip


def dates(table: Table) -> Iterator[Alarm]:
    """Yield dates that are none, lie before 1900, or after the day on which the sheet came out or came in."""
    last = max(filter(None, (table.reading.published, table.reading.retrieved)), default="")[:10]
    none: dict[str, list[int]] = defaultdict(list)
    for line, cell in table.outside():
        if cell.why == "date":
            none[cell.cell.text].append(line.number)
    for text, rows in none.items():
        yield Alarm(about=text[:80], rows=tuple(rows), seen={"value": text}, says=f"{text!r} is no date in a format of the mapping")
    late: dict[str, list[int]] = defaultdict(list)
    for line in table.lines:
        for value in line.values("date"):
            if value["from"] < FIRST_DAY or (last and value["from"] > last):
                late[value["from"]].append(line.number)
    for day, rows in sorted(late.items()):
        why = f"before {FIRST_DAY}" if day < FIRST_DAY else f"after the sheet itself, of {last}"
        yield Alarm(
            about=day, rows=tuple(rows), seen={"date": day, "limit": FIRST_DAY if day < FIRST_DAY else last}, says=f"{day} is {why}"
        )


def letters(table: Table) -> Iterator[Alarm]:
    """Yield each column with letters that were decoded wrongly before they came here."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in table.lines:
        for column, cell in line.row.items():
            if match := _WRONG_LETTERS.search(cell.text):
                found[column].append((line.number, cell.text[max(0, match.start() - 15) : match.end() + 15]))
    for column, cells in found.items():
        rows = tuple(n for n, _ in cells)
        yield Alarm(
            about=column, rows=rows, columns=(column,), seen={"example": cells[0][1], "cells": len(rows)},
            says=f"{len(rows)} cells of {column} hold letters that were decoded wrongly, such as {cells[0][1]!r}",
        )  # fmt: skip
