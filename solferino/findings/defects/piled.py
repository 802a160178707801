"""Defects of place and time: points on rows that only know the country, points and days on which too much is piled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from solferino.findings.defects.table import Alarm, Line, Table

CROWD = 100
"""Rows on one point from which it is a stand-in for places that are not known."""
BATCH = 10
"""Rows of one country on one day from which the day may be that of a report."""
LONE = 5
"""How many times the rows of any day within three before and after."""
ALIKE = 5
"""Rows of the day that differ in nothing but their name; at least half of the day's rows repeat another."""


def countrywide(table: Table) -> Iterator[Alarm]:
    """Yield the rows that only know the country, and have a point all the same."""
    rows = [line for line in table.lines if any(v["precision"] == "country" and v["lat"] is not None for v in line.values("place"))]
    if rows:
        points = len({_point(line) for line in rows})
        yield Alarm(
            about="points of countries", rows=tuple(line.number for line in rows), seen={"rows": len(rows), "points": points},
            says=f"{len(rows)} rows are known to the country only and have a point all the same, {points} points in all",
        )  # fmt: skip


def crowded(table: Table) -> Iterator[Alarm]:
    """Yield each point that holds a hundred rows or more."""
    found: dict[tuple[float, float], list[Line]] = defaultdict(list)
    for line in table.lines:
        if point := _point(line):
            found[point].append(line)
    for (lat, lon), lines in sorted(found.items()):
        if len(lines) >= CROWD:
            precision = Counter(v["precision"] for line in lines for v in line.values("place") if v["lat"] == lat).most_common(1)[
                0
            ][0]
            seen = {"lat": lat, "lon": lon, "rows": len(lines), "precision": precision}
            yield Alarm(
                about=f"{lat}, {lon}", rows=tuple(line.number for line in lines), seen=seen,
                says=f"{len(lines)} rows stand on one point, {lat}, {lon}, most of them known to the {precision}",
            )  # fmt: skip


def _point(line: Line) -> tuple[float, float] | None:
    return next(((v["lat"], v["lon"]) for v in line.values("place") if v["lat"] is not None), None)


def batches(table: Table) -> Iterator[Alarm]:
    """Yield each day of a country with many rows, most of them alike, and few on the days around it: one report in many rows."""
    found: dict[tuple[str, date], list[int]] = defaultdict(list)
    for line in table.lines:
        if told := line.day():
            found[next(iter(line.values("country")), ""), date.fromisoformat(told)].append(line.number)
    for (country, day), rows in sorted(found.items()):
        around = [len(found.get((country, day + timedelta(n)), ())) for n in (-3, -2, -1, 1, 2, 3)]
        accounts = Counter(_account(table, n) for n in rows) if len(rows) >= max(BATCH, LONE * max(1, *around)) else Counter()
        repeats = len(rows) - len(accounts)
        if accounts and max(accounts.values()) >= ALIKE and 2 * repeats >= len(rows):
            seen = {"date": day.isoformat(), "country": country, "rows": len(rows), "repeats": repeats, "around": around}
            says = f"{len(rows)} rows are dated {day}, the days around it {max(around)} at most; {repeats} of them repeat another"
            yield Alarm(about=f"{country} {day}".strip(), rows=tuple(rows), seen=seen, says=says)


def _account(table: Table, number: int) -> tuple[tuple[str, str], ...]:
    """Return what a row tells, without its name and its free description."""
    apart = {table.sheet.key, table.sheet.description}
    return tuple((column, cell.text) for column, cell in table.lines[number - 1].row.items() if column not in apart)
