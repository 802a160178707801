"""Spans of days, and the arithmetic of the calendar under them."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

Day = datetime.date
ONE = datetime.timedelta(days=1)

_YEARS = range(1900, 2100)
"""The years that a text of this field may speak of."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``start`` to ``end``, both included, None where unknown; ``precision`` is a codebook word."""

    start: Day | None
    end: Day | None
    precision: str


def unknown(precision: str) -> Span:
    """Return a span of which only the precision is known."""
    return Span(None, None, precision)


def one(day: Day | None, precision: str = "day") -> Span | None:
    """Return the span of one day, None for none."""
    return Span(day, day, precision) if day else None


def between(first: Day, last: Day) -> Span:
    """Return the span between two single days."""
    days = (last - first).days + 1
    return Span(first, last, "day" if days == 1 else "few_days" if days < 7 else "interval")


def day_of(year: int, month: int, day: int) -> Day | None:
    """Return a day, None where the calendar has none."""
    if year in _YEARS and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return Day(year, month, day)
    return None


def back(day: Day, count: int, unit: str) -> Day | None:
    """Return the day a count of units before a day, hours counting as begun days; None outside the years of the field."""
    if unit in ("month", "year"):
        year, month = divmod(day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1), 12)
        return day_of(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])) if year in _YEARS else None
    days = {"minute": 0, "hour": (count + 23) // 24, "day": count, "week": 7 * count}[unit]
    then = day - days * ONE if days < 40_000 and day.year in _YEARS else None
    return then if then and then.year in _YEARS else None


def whole(unit: str, day: Day, *, week_begins: int = 0) -> Span:
    """Return the day, week, month or year that a day is in; a week begins on a weekday counted from Monday as 0."""
    if unit == "week":
        start = day - (day.weekday() - week_begins) % 7 * ONE
        return Span(start, start + 6 * ONE, unit)
    if unit == "month":
        return run(day.year, day.month, 1, unit)
    return run(day.year, 1, 12, unit) if unit == "year" else Span(day, day, "day")


def run(year: int, month: int, count: int, precision: str) -> Span:
    """Return a run of up to twelve whole months."""
    year_of_last, last = divmod(year * 12 + month - 2 + count, 12)
    return Span(Day(year, month, 1), Day(year_of_last, last + 1, calendar.monthrange(year_of_last, last + 1)[1]), precision)


def third(span: Span, nth: int | None) -> Span:
    """Narrow a span to its early (0), middle (1) or late (2) third; None leaves it whole."""
    if nth is None or span.start is None or span.end is None:
        return span
    if span.precision == "year":
        return run(span.start.year, 1 + 4 * nth, 4, "season")
    days = ((span.end - span.start).days + 1) // 3 * ONE
    start = span.start + nth * days
    return replace(span, start=start, end=span.end if nth == 2 else start + days - ONE)
