"""The timeline of a report: incidents as bars over the days on which they may have happened, totals and replies beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from solferino.publish.incidents import Row
from solferino.records import Release

WIDTH, LEFT, LANE, LEAST = 960.0, 8.0, 13.0, 5.0
TICKS = 10
CROWDED, TALL = 400, 110.0
"""Bars of a kind above which they are counted month by month, and the pixels of the highest month."""
ROOM = 60.0
"""Pixels that the name of a tick takes."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``kind`` is incident, total or reply; ``says`` is its title, ``about`` what a click leads to."""

    kind: str
    x: float
    y: float
    width: float
    says: str
    about: str
    height: float = 8.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a timeline draws, in pixels; ``axis`` is the height of the axis."""

    width: float
    height: float
    axis: float
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    kinds: tuple[str, ...]


Place = Callable[[date], float]
"""The pixel of a day."""

Entry = tuple[date, date, str, str, str]
"""First day, last day, kind, title, id."""


def draw(rows: Sequence[Row], release: Release) -> Timeline | None:
    """Return the timeline of the incidents that have a date, with the periods of totals and the days of replies."""
    told = [*_incidents(rows), *_totals(release), *_replies(release)]
    if not any(kind == "incident" for _, _, kind, _, _ in told):
        return None
    first, last = min(e[0] for e in told), max(e[1] for e in told)
    first, last = first - timedelta(days=2), last + timedelta(days=2)
    wide = (WIDTH - 2 * LEFT) / max((last - first).days + 1, 1)

    def x(day: date) -> float:
        return LEFT + (day - first).days * wide

    bars, height = _stacked(told, x, wide)
    kinds = tuple(k for k in ("incident", "total", "reply") if any(b.kind == k for b in bars))
    return Timeline(WIDTH, round(height + 26, 1), round(height, 1), tuple(bars), tuple(_ticks(first, last, x)), kinds)


def _stacked(told: Sequence[Entry], x: Place, wide: float) -> tuple[list[Bar], float]:
    """Put each kind's bars into as few lanes as they need, so that none lies on another."""
    bars: list[Bar] = []
    y = 6.0
    for kind in ("incident", "total", "reply"):
        mine = sorted(e for e in told if e[2] == kind)
        if len(mine) > CROWDED:
            bars += _monthly(kind, mine, x, wide, y)
            y += TALL + 8
            continue
        lanes: list[float] = []
        for start, end, _, says, about in mine:
            left = x(start)
            right = max(x(end) + wide, left + LEAST)
            lane = next((n for n, busy in enumerate(lanes) if busy + 2 <= left), len(lanes))
            lanes[lane : lane + 1] = [right]
            bars.append(Bar(kind, round(left, 1), round(y + lane * LANE, 1), round(right - left, 1), says, about))
        y += len(lanes) * LANE + (8 if lanes else 0)
    return bars, y


def _monthly(kind: str, told: Sequence[Entry], x: Place, wide: float, y: float) -> Iterator[Bar]:
    """Yield a column for each month, as high as there are bars that begin in it."""
    months = Counter((start.year, start.month) for start, *_ in told)
    most = max(months.values())
    for (year, month), n in sorted(months.items()):
        high = round(TALL * n / most, 1)
        says = f"{n} in {MONTHS[month - 1]} {year}"
        yield Bar(kind, round(x(date(year, month, 1)), 1), round(y + TALL - high, 1), round(27 * wide, 1), says, "", high)


def _incidents(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in rows:
        when = row.when or {}
        if days := _days(when.get("from"), when.get("to")):
            yield (*days, "incident", row.title, row.id)


def _totals(release: Release) -> Iterator[Entry]:
    for found in release.findings:
        window = found.value["scope"]["window"] if found.kind == "totals" else None
        if window and (days := _days(window["from"], window["to"])):
            yield (*days, "total", f"period of a total: {found.value['quote']}", found.id)


def _replies(release: Release) -> Iterator[Entry]:
    for found in release.findings:
        if found.kind == "responses":
            told = [r for row in found.value["rows"] for r in row["replies"]] + found.value["general_replies"]
            for reply in {r["claim"]: r for r in told}.values():
                if days := _days(reply["published"], reply["published"]):
                    yield (*days, "reply", f"reply of {reply['party']}: {reply['quote']}", found.id)


def _days(start: str | None, end: str | None) -> tuple[date, date] | None:
    """Return first and last day; a period that is open on one side is drawn at its known day."""
    known = [date.fromisoformat(d[:10]) for d in (start, end) if d]
    return (known[0], known[-1]) if known else None


def _ticks(first: date, last: date, x: Place) -> Iterator[tuple[float, str]]:
    """Yield the beginnings of months, or of years, so many as can be read; the first of each year bears it."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if months / n <= TICKS), 240)
    days = [date(y, m + 1, 1) for y, m in (divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(months + 1))]
    beginnings = [d for d in days if first < d <= last and _on(d, step) and x(d) < WIDTH - ROOM]
    if first.day < 20 or not beginnings:
        beginnings = [first, *(d for d in beginnings if x(d) > LEFT + ROOM)]
    year = 0
    for day in beginnings:
        named = (
            str(day.year) if step >= 12 else f"{MONTHS[day.month - 1]} {day.year}" if day.year != year else MONTHS[day.month - 1]
        )
        year = day.year
        yield round(x(day), 1), named


def _on(day: date, step: int) -> bool:
    """Whether a month begins a step: quarters in January, April ..., steps of years in years that they divide."""
    return (day.month - 1) % step == 0 if step < 12 else day.month == 1 and day.year % (step // 12) == 0
