"""Dates in cells, in the formats that a mapping names."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from solferino.mapping.here import Here, Outside, Read, words_of
from solferino.mapping.rows import Cell

_DAY = datetime.timedelta(days=1)
_FIRST, _LAST = datetime.date.min + 3 * _DAY, datetime.date.max - 3 * _DAY
_SPANS = (("few_days", 5), ("week", 7), ("month", 31))
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")


def day(text: str, formats: Sequence[str]) -> datetime.date | None:
    """Return the day of a cell in the first format that fits, None where none does."""
    return _day(text, tuple(formats))


@lru_cache(20_000)
def _day(text: str, formats: tuple[str, ...]) -> datetime.date | None:
    for form in formats:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def dated(here: Here) -> Read:
    """Yield a date, as exactly as its columns tell: up to the day of another column, within a part of a day, in a week or month."""
    until = here.beside(here.spec.until)
    first = day(here.cell.text, here.spec.formats)
    last = day(until.text, here.spec.formats) if until else first
    if first is None or last is None:
        yield Outside(here.cell if first is None or until is None else until, "date")
        return
    otherwise = _clock(here.beside(here.spec.time), here.sheet.scheme) if last == first else _spanned(abs((last - first).days))
    precision = here.precision("date_precision", otherwise)
    if isinstance(precision, Outside):
        yield precision
        precision = otherwise
    start, end = sorted((first, last)) if until else _widened(first, precision)
    yield here.cut(here.cell, {"from": start.isoformat(), "to": end.isoformat(), "precision": precision}, until)


def _spanned(days: int) -> str:
    return next((word for word, most in _SPANS if days <= most), "interval")


def _clock(cell: Cell | None, scheme: str | None) -> str:
    """Return how exactly a cell tells the time of a day; one that tells no time leaves the day."""
    if cell is None:
        return "day"
    words = words_of("date_precision", scheme, cell.text.casefold())
    return words[0] if words else "minute" if _CLOCK.fullmatch(cell.text) else "day"


def _widened(on: datetime.date, precision: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day for which a day stands: the seven days around it, its month, or its year."""
    if precision == "week":
        return max(on, _FIRST) - 3 * _DAY, min(on, _LAST) + 3 * _DAY
    if precision == "month":
        return on.replace(day=1), on.replace(day=calendar.monthrange(on.year, on.month)[1])
    if precision == "year":
        return on.replace(month=1, day=1), on.replace(month=12, day=31)
    return on, on
