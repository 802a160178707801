"""What each kind of rule means: from the values of a pattern's classes to a span of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from solferino.date.span import ONE, Day, Span, back, between, day_of, one, run, third, unknown, whole


@dataclass(frozen=True, slots=True)
class Said:
    """What a pattern found: the values of its classes, its rule's argument, and the day from which the relative is counted.

    ``latest`` is a day on which the text was there already, where the day of its publication is unknown.
    """

    slots: Mapping[str, Any]
    given: str
    published: Day | None
    week_begins: int = 0
    latest: Day | None = None

    def __getitem__(self, slot: str) -> Any:
        return self.slots[slot]

    def get(self, slot: str) -> Any:
        return self.slots.get(slot)

    @property
    def precision(self) -> str:
        """How exactly a day is given."""
        return "day" if self.slots.keys().isdisjoint(("part", "part_too", "third")) else "part_of_day"

    @property
    def year(self) -> int | None:
        """The year where one is said; a negative number counts from the year of publication."""
        year: int | None = self.slots.get("year")
        if year is not None and year < 0:
            return self.published.year + year if self.published else None
        return year

    @property
    def count(self) -> int | None:
        """The count of units: one where none is given, None for a vague word such as "several"."""
        count: int = int(self.given or self.slots.get("count", 1))
        return count or None


def _day(said: Said) -> Span | None:
    """Read a day of a month; without its year it is the latest that is not after publication."""
    month = said["month"]
    if said.year is not None:
        return one(day_of(said.year, month, said["day"]), said.precision)
    if said.published is None:
        return _by_weekday(said) or (unknown(said.precision) if day_of(2000, month, said["day"]) else None)
    years = range(said.published.year, said.published.year - 9, -1)
    days = (day_of(year, month, said["day"]) for year in years)
    return one(next((d for d in days if d and d <= said.published), None), said.precision)


def _by_weekday(said: Said) -> Span | None:
    """Read a day of a month whose weekday tells the year: the only one of the last five in which it falls on that weekday."""
    if said.latest is None or not isinstance(weekday := said.get("weekday"), int):
        return None
    days = (day_of(year, said["month"], said["day"]) for year in range(said.latest.year, said.latest.year - 6, -1))
    first = back(said.latest, 5, "year") or said.latest
    fit = [d for d in days if d and first < d <= said.latest and d.weekday() == weekday]
    return one(fit[0], said.precision) if len(fit) == 1 else None


def _full(said: Said) -> Span | None:
    """Read a date of three numbers: year first, else day first, else month first."""
    a, b, c = said["full"] if "full" in said.slots else (said["day"], said["month"], said["year"])
    year = c + 2000 if c < 100 and a < 1000 else c
    return one(day_of(a, b, c) if a > 999 else day_of(year, b, a) or day_of(year, a, b))


def _days(said: Said) -> Span | None:
    """Read two days, of one month or of two; with an argument, of a night."""
    last = _day(replace(said, slots={**said.slots, "day": said["b"]}))
    if not last or not last.end:
        return last and unknown("part_of_day" if said.given else "few_days")
    first = _day(Said({"day": said["a"], "month": said.get("am") or said["month"]}, "", last.end))
    if not first or not first.start:
        return None
    days = between(first.start, last.end)
    return replace(days, precision="part_of_day") if said.given and last.end - first.start == ONE else days


def _month(said: Said) -> Span | None:
    """Read a month; without its year it is the latest that did not begin after publication."""
    year = said.year
    if year is None:
        if said.published is None:
            return unknown("month")
        year = said.published.year - (said["month"] > said.published.month)
    return third(run(year, said["month"], 1, "month"), said.get("third"))


def _months(said: Said) -> Span | None:
    last = _month(replace(said, slots={**said.slots, "month": said["b"]}))
    if not last or not last.end:
        return last and unknown("interval")
    year = {"year": said["ay"]} if "ay" in said.slots else {}
    first = _month(Said({"month": said["a"], **year}, "", last.end))
    return Span(first.start, last.end, "interval") if first and first.start and first.start <= last.end else None


def _week_of_month(said: Said) -> Span | None:
    """Read the first, second, third or fourth seven days of a month."""
    month = _month(said) if said["unit"] == "week" and said["nth"] < 5 else None
    if not month or not month.start:
        return month and unknown("week")
    start = month.start + 7 * (said["nth"] - 1) * ONE
    return Span(start, start + 6 * ONE, "week")


def _year(said: Said) -> Span | None:
    return unknown("year") if said.year is None else third(run(said.year, 1, 12, "year"), said.get("third"))


def _years(said: Said) -> Span | None:
    return Span(Day(said["a"], 1, 1), Day(said["b"], 12, 31), "interval") if said["a"] < said["b"] else None


def _quarter(said: Said) -> Span | None:
    """Read a quarter or a half of a year; the argument is how many months it has."""
    months = int(said.given)
    return _run_of_months((said["nth"] - 1) * months + 1, months, said) if said["nth"] * months <= 12 else None


def _season(said: Said) -> Span | None:
    """Read a season; a winter takes the year it ends in."""
    return _run_of_months(said["season"], 3, said)


def _run_of_months(first: int, months: int, said: Said) -> Span | None:
    ends_next_year = first + months > 13
    if said.year is not None:
        return run(said.year - ends_next_year, first, months, "season")
    if said.published is None:
        return unknown("season")
    return run(said.published.year - (first > said.published.month), first, months, "season")


def _before(said: Said) -> Span | None:
    """Read a day by how many days it is before publication."""
    if said.published is None:
        return unknown(said.precision)
    return one(back(said.published, int(said.given), "day"), said.precision)


def _weekday(said: Said) -> Span | None:
    """Read the latest such weekday: the day of publication may be it, unless the argument says it was before."""
    if said.published is None:
        return unknown(said.precision)
    days = (said.published.weekday() - said["weekday"]) % 7
    return one(back(said.published, days or (7 if said.given else 0), "day"), said.precision)


def _nights(said: Said) -> Span | None:
    """Read the night between two weekdays."""
    last = _weekday(replace(said, slots={"weekday": said["b"]}))
    return Span(last.end - ONE, last.end, "part_of_day") if last and last.end else unknown("part_of_day")


def _weekend(said: Said) -> Span | None:
    """Read the latest two days of rest that began before publication; the argument is the first of them."""
    if said.published is None:
        return unknown("few_days")
    start = back(said.published, (said.published.weekday() - int(said.given) - 1) % 7 + 1, "day")
    return Span(start, start + ONE, "few_days") if start else None


def _ago(said: Said) -> Span | None:
    """Read a count of units before publication: a week give or take half of one, a whole month or year."""
    unit = said["unit"]
    precision = {"hour": "day", "minute": "day"}.get(unit, unit)
    if said.published is None:
        return unknown(precision)
    if said.count is None:
        return _few(said.published, unit, 2) or unknown(precision)
    then = back(said.published, said.count, unit)
    if then is None:
        return None
    return Span(then - 3 * ONE, then + 3 * ONE, "week") if unit == "week" else whole(unit, then)


def _few(published: Day, unit: str, least: int) -> Span | None:
    """Read a few hours as the day of publication, and a few days as at least so many and at most six before it."""
    if unit in ("minute", "hour"):
        return one(published)
    first, last = back(published, 6, "day"), back(published, least, "day")
    return Span(first, last, "few_days") if unit == "day" and first else None


def _past(said: Said) -> Span | None:
    """Read a window of a count of units that ends on the day of publication."""
    unit = said.get("unit") or "year"
    if said.published and said.count is None:
        return _few(said.published, unit, 1) or unknown("interval")
    start = said.published and said.count and back(said.published, said.count, unit)
    return Span(start, said.published, "interval") if start else unknown("interval")


def _last(said: Said) -> Span | None:
    """Read the week, month or year before the one of publication."""
    unit = said["unit"]
    if unit not in ("week", "month", "year"):
        return None
    then = said.published and back(said.published, 1, unit)
    return third(whole(unit, then, week_begins=said.week_begins), said.get("third")) if then else unknown(unit)


def _this(said: Said) -> Span | None:
    """Read the week, month or year of publication, up to that day; with an argument, as a window from its start."""
    unit = said["unit"]
    if unit not in ("week", "month", "year"):
        return None
    precision = "interval" if said.given else unit
    if said.published is None:
        return unknown(precision)
    span = third(whole(unit, said.published, week_begins=said.week_begins), said.get("third"))
    if span.start is None or span.end is None or span.start > said.published:
        return None
    return Span(span.start, said.published if said.given else min(span.end, said.published), precision)


def _since(said: Said) -> Span | None:
    """Read a time since an event that everybody dates; the argument is its day, as digits."""
    start = Day.fromisoformat(said.given)
    if said.published is None:
        return unknown("interval")
    return Span(start, said.published, "interval") if said.published >= start else None


KINDS: Mapping[str, Callable[[Said], Span | None]] = {
    "day": _day, "full": _full, "days": _days, "month": _month, "months": _months, "week_of_month": _week_of_month,
    "year": _year, "years": _years, "quarter": _quarter, "season": _season, "before": _before, "weekday": _weekday,
    "nights": _nights, "weekend": _weekend, "ago": _ago, "past": _past, "last": _last, "this": _this, "since": _since,
    "nothing": lambda _: unknown("unknown"),
}  # fmt: skip
"""The kinds that the rules of a pack may have; "nothing" is what looks like a date and is none, as a newspaper's name."""
