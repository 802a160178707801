"""How far a total is said to differ from that of another period: "25 % more than in 2022", "doubled"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solferino import count, language
from solferino.extract.fills import Fill
from solferino.extract.scene import Scene, Sentence

_NEAR = 6
"""Tokens within which the direction of a percent stands, and behind "than" the period."""


_GROUPED = re.compile(r"(\d{1,3})[.,](\d{3})")
_DECIMAL = re.compile(r"(\d{1,3})[.,](\d{1,2})")


class _Change(NamedTuple):
    """Tokens ``first`` up to but not including ``last`` say a change in percent; one of ``than`` leads to the other period."""

    first: int
    last: int
    percent: float
    than: frozenset[str]


class _Period(NamedTuple):
    """The other period, with the tokens that say it; None where they do not say which."""

    first: int
    last: int
    days: dict[str, str] | None


def told(scene: Scene, sentence: Sentence, fills: Sequence[Fill]) -> list[Fill]:
    """Return the fills of a total with its comparisons, and without the dates of the periods that it is compared with."""
    made: list[Fill] = []
    for change in (*_percents(scene, sentence), *_multiples(scene, sentence)):
        period = _period(scene, sentence, change, [f for f in fills if f.field == "date"])
        if period is None and not any(scene.find(f, change.first - 2 * _NEAR, change.first) for f in ("event", "what")):
            continue
        first, hedge = _hedge(scene, sentence, change.first)
        value = {"percent": change.percent, "to": period.days if period else None}
        made.append(Fill("compared", value, first, period.last if period else change.last, "compared.words", hedge))
        fills = [f for f in fills if f.field != "date" or not period or not period.first < f.last <= period.last]
    return [*fills, *made]


def _percents(scene: Scene, sentence: Sentence) -> Iterator[_Change]:
    """Yield each percent beside a word for more or fewer."""
    for i in sorted(scene.keyed("percent").intersection(range(sentence.first + 1, sentence.last))):
        split = scene.is_any(i, scene.words("per"))
        whole = split <= scene.is_any(i + 1, scene.words("cent"))
        if not (whole and _is_digits(scene, i - 1)):
            continue
        first, number = _number(scene, sentence, i)
        last = i + 1 + split
        if scene.is_any(last, scene.words("noun_of")):
            continue
        for at in (*range(last, min(last + 3, sentence.last)), *range(first - 1, max(first - _NEAR, sentence.first) - 1, -1)):
            sign = scene.is_any(at, scene.words("more")) - scene.is_any(at, scene.words("fewer"))
            if sign and (at >= last or not scene.is_any(at + 1, scene.words("no_change"))):
                yield _Change(first, max(last, at + 1), sign * number, scene.words("than"))
                break


def _number(scene: Scene, sentence: Sentence, behind: int) -> tuple[int, float]:
    """Return where the number before a token begins, and the number: "12.5", "12,5", "1,500"."""
    written = scene.quote(behind - 3, behind) if behind - 3 >= sentence.first else ""
    if grouped := _GROUPED.fullmatch(written):
        return behind - 3, float("".join(grouped.groups()))
    if decimal := _DECIMAL.fullmatch(written):
        return behind - 3, float(".".join(decimal.groups()))
    return behind - 1, float(scene.tokens[behind - 1].text)


def _is_digits(scene: Scene, at: int) -> bool:
    text = scene.tokens[at].text
    return text.isascii() and text.isdecimal() and len(text) <= 3


def _multiples(scene: Scene, sentence: Sentence) -> Iterator[_Change]:
    """Yield "doubled" and the like, and "double" before "the number", as percents."""
    for section in ("multiples", "multiples_of"):
        percents = scene.pack.section(section)
        than = scene.words("than") | scene.words("number_words") if section == "multiples_of" else scene.words("than")
        for i in sorted(scene.keyed(section).intersection(range(sentence.first, sentence.last))):
            percent = next((percents[k] for k in sorted(scene.tokens[i].keys) if k in percents), None)
            bound = any(scene.is_any(at, scene.words("number_words")) for at in range(i + 1, min(i + 3, sentence.last)))
            if percent is not None and (bound or section == "multiples"):
                yield _Change(i, i + 1, float(percent), than)


def _period(scene: Scene, sentence: Sentence, change: _Change, dates: Sequence[Fill]) -> _Period | None:
    """Return the period that stands behind "than": a date, a bare year, or the year before the total's own."""
    for i in range(change.last, min(change.last + _NEAR, sentence.last)):
        than = scene.is_any(i, change.than)
        if not than and not scene.is_any(i, scene.words("than_year")):
            continue
        end = min(i + 1 + _NEAR, sentence.last)
        for at in range(i + 1, end):
            if than and (date := next((d for d in dates if d.first == at and d.value["from"] and d.value["to"]), None)):
                return _Period(i, date.last, {"start": date.value["from"], "end": date.value["to"]})
            if (year := scene.tokens[at].text).isdecimal() and len(year) == 4 and year[:2] in ("19", "20"):
                return _Period(i, at + 1, {"start": f"{year}-01-01", "end": f"{year}-12-31"})
            if scene.is_any(at, scene.words("previous")):
                beside = [j for j in (at - 1, at + 1) if scene.is_any(j, scene.words("a_year"))]
                return _Period(i, max(at, *beside, at) + 1, _before([d for d in dates if d.first < i]) if beside else None)
    return None


def _before(dates: Sequence[Fill]) -> dict[str, str] | None:
    """Return the days of a total's own period a year earlier, None where it has none, or several."""
    if len(dates) != 1 or not (dates[0].value["from"] and dates[0].value["to"]):
        return None
    start, end = (datetime.date.fromisoformat(dates[0].value[k]) for k in ("from", "to"))
    return {"start": _year_before(start), "end": _year_before(end)}


def _year_before(day: datetime.date) -> str:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day).isoformat()


def _hedge(scene: Scene, sentence: Sentence, first: int) -> tuple[int, str | None]:
    """Return where the words that hold a change back begin, and their hedge: as before any number ("more than", "nearly")."""
    for begin in range(max(sentence.first, first - 4), first):
        found = count.find(language.tokens(f"{scene.quote(begin, first)} 9", scene.pack.code), scene.pack.code)
        if found and found[-1].first == 0 and found[-1].count.hedge:
            return begin, found[-1].count.hedge
    return first, None
