"""Dates: which days an expression in a text names, how exactly, and how far two dates agree.

Each pack's ``dates`` section holds its words by class and its rules, patterns of classes and plain words. A text is cut into
tokens, each token becomes one letter for its class, and the rules are regular expressions over those letters.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from solferino import vocabulary
from solferino.date import match
from solferino.date.grammar import grammar
from solferino.date.line import read
from solferino.date.match import matches
from solferino.date.span import Day, Span
from solferino.errors import BadRecord
from solferino.language import languages

__all__ = ["Day", "Found", "Span", "check", "compare", "find", "parse", "show", "written"]


class Found(NamedTuple):
    """Characters ``start`` to ``end`` of a text name ``span``."""

    start: int
    end: int
    span: Span


def find(text: str, code: str, published: Day | None, latest: Day | None = None) -> list[Found]:
    """Return the dates that a text names, in order; what is relative is counted from the day of publication.

    Without that day, or where it would leave the calendar, a relative date has its precision and no days; a weekday with day and
    month is then the only such day in the five years before ``latest``, a day on which the text was there already.
    """
    known = grammar(code)
    line = read(text, known)
    return [Found(line.start(m.first), line.end(m.last - 1), m.span) for m in matches(line, known, published, latest)]


def written(text: str, code: str, latest: Day) -> Day | None:
    """Return the one day that a text calls today ("today, Thursday 5 October") in the five years before ``latest``, else None."""
    known = grammar(code)
    return match.written(read(text, known), known, latest)


def parse(text: str, code: str, published: Day | None) -> Span:
    """Return the first date that a text names; BadRecord where it names none.

    In a language without a pack a single day is read by dateparser.
    """
    found = find(text, code, published)
    if found:
        return found[0].span
    if code not in languages() and (day := _foreign_day(text, code, published)):
        return Span(day, day, "day")
    raise BadRecord(f"{text!r} names no date in {code!r}")


def check(span: Span) -> None:
    """Raise BadRecord unless the span is one: a known precision, and no end before its start."""
    vocabulary.codebook().word("date_precision", span.precision)
    if span.start and span.end and span.end < span.start:
        raise BadRecord(f"{show(span)}: the end is before the start")


def compare(a: Span, b: Span) -> tuple[float, str]:
    """Return how far two spans agree (0 to 1) and why: by their overlap, or by how far they are apart."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 0.0, "a day is unknown"
    if (a.start, a.end) == (b.start, b.end):
        return 1.0, f"both are {show(a)}"
    shared = (min(a.end, b.end) - max(a.start, b.start)).days + 1
    if shared > 0:
        shorter = min((s.end - s.start).days + 1 for s in (a, b) if s.start and s.end)
        longer = max((s.end - s.start).days + 1 for s in (a, b) if s.start and s.end)
        score = 0.9 * shared / shorter * (shared / longer) ** 0.25
        return round(score, 3), f"{show(a)} and {show(b)} share {shared} day{'s' * (shared > 1)}"
    apart = 1 - shared
    return round(max(0.0, 0.5 - 0.2 * (apart - 1)), 3), f"{show(a)} and {show(b)} are {apart} day{'s' * (apart > 1)} apart"


def show(span: Span) -> str:
    """Return a span as ISO days: one day, or the first and the last with a slash; open ends as two dots."""
    if span.start == span.end:
        return span.start.isoformat() if span.start else "unknown"
    return "/".join(day.isoformat() if day else ".." for day in (span.start, span.end))


def _foreign_day(text: str, code: str, published: Day | None) -> Day | None:
    """Read one day with dateparser; relative words only where the day of publication is known."""
    import dateparser

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "REQUIRE_PARTS": ["day", "month"], "PARSERS": ["absolute-time"]}
    if published:
        settings["RELATIVE_BASE"] = datetime.datetime.combine(published, datetime.time())
        settings["PARSERS"] = ["absolute-time", "relative-time"]
    try:
        read = dateparser.parse(text, languages=[code], settings=settings)
    except ValueError:
        return None
    return read.date() if read else None
