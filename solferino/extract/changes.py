"""How far a total is said to differ from that of another period: "25 % more than in 2022", "doubled"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solferino import count, language
from solferino.extract.fills import Fill
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.language.forms import fold

_NEAR = 6
"""Tokens within which the direction of a percent stands, and behind "than" the period."""


_GROUPED = re.compile(r"(\d{1,3})[.,٬](\d{3})")
_DECIMAL = re.compile(r"(\d{1,3})[.,٫](\d{1,2})")


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
    for change in (*_percents(scene, sentence), *_parts(scene, sentence), *_multiples(scene, sentence), *_times(scene, sentence)):
        if scene.says("priced", max(sentence.first, change.first - _NEAR), change.last):
            continue
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
        if scene.grammar.get("cases") and not _is_by(scene, sentence, first):
            continue
        if turn := _turn(scene, sentence, first, last):
            yield _Change(first, turn.last, turn.sign * number, scene.words("than"))


class _Turn(NamedTuple):
    """1 for more and -1 for fewer, and the token behind the words of a change and its direction."""

    sign: int
    last: int


def _turn(scene: Scene, sentence: Sentence, first: int, last: int) -> _Turn | None:
    """Return the direction that stands beside tokens ``first`` up to but not including ``last``; None where they say a level."""
    if scene.is_any(first - 1, scene.words("level")):
        return None
    for at in (*range(last, min(last + 3, sentence.last)), *range(first - 1, max(first - _NEAR, sentence.first) - 1, -1)):
        sign = scene.is_any(at, scene.words("more")) - scene.is_any(at, scene.words("fewer"))
        if sign and (at >= last or not scene.is_any(at + 1, scene.words("no_change"))):
            return _Turn(sign, max(last, at + 1))
    return None


def _is_by(scene: Scene, sentence: Sentence, first: int) -> bool:
    """Whether a word such as "by" stands up to three tokens before a change."""
    return scene.says("by", max(sentence.first, first - 3), first)


def _parts(scene: Scene, sentence: Sentence) -> Iterator[_Change]:
    """Yield "by a third" beside a word for more or fewer."""
    percents = scene.pack.section("parts")
    for i in sorted(scene.keyed("parts").intersection(range(sentence.first + 1, sentence.last))):
        turn = _turn(scene, sentence, i, i + 1)
        if turn and _is_by(scene, sentence, i) and not scene.is_any(i + 1, scene.words("noun_of")):
            yield _Change(i, turn.last, turn.sign * float(_said(scene, percents, i)), scene.words("than"))


def _times(scene: Scene, sentence: Sentence) -> Iterator[_Change]:
    """Yield "twofold" and "two times" beside a word for more or fewer: to so many times as much, or to that part."""
    alone = scene.pack.section("times")
    for i in sorted(scene.keyed("times").intersection(range(sentence.first, sentence.last))):
        yield from _timed(scene, sentence, (i, i + 1), float(_said(scene, alone, i)))
    for i in sorted(scene.keyed("times_word").intersection(range(sentence.first + 1, sentence.last))):
        first, number = _number(scene, sentence, i) if _is_digits(scene, i - 1) else (i - 1, _numeral(scene, i - 1))
        if number > 1 and (not scene.words("times_before") or scene.is_any(first - 1, scene.words("times_before"))):
            yield from _timed(scene, sentence, (first, i + 1), number)


def _timed(scene: Scene, sentence: Sentence, span: tuple[int, int], times: float) -> Iterator[_Change]:
    if turn := _turn(scene, sentence, *span):
        yield _Change(span[0], turn.last, round((times if turn.sign > 0 else 1 / times) * 100 - 100, 1), scene.words("than"))


def _numeral(scene: Scene, at: int) -> float:
    """Return the number that a token says in words, 0 where it says none."""
    found = count.find(language.tokens(scene.tokens[at].text, scene.pack.code), scene.pack.code)
    return float(found[0].count.low or 0) if found else 0


def _said(scene: Scene, values: dict[str, float], at: int) -> float:
    """Return the number that a mapping of words has for a token."""
    return next(value for word, value in values.items() if fold(word) in scene.tokens[at].keys)


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
    return text.isdecimal() and len(text) <= 3


def _multiples(scene: Scene, sentence: Sentence) -> Iterator[_Change]:
    """Yield "doubled" and the like, and "double" before "the number", as percents."""
    for section in ("multiples", "multiples_of"):
        percents = scene.pack.section(section)
        than = scene.words("than") | scene.words("number_words") if section == "multiples_of" else scene.words("than")
        for i in sorted(scene.keyed(section).intersection(range(sentence.first, sentence.last))):
            percent = _said(scene, percents, i)
            bound = scene.says("number_words", i + 1, min(i + 3, sentence.last))
            counted = scene.says("times_word", i + 1, min(i + 4, sentence.last))
            if (bound or section == "multiples") and not counted:
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
                own = [d for d in dates if d.first < i]
                same = any((d.value["from"], d.value["to"]) == (date.value["from"], date.value["to"]) for d in own)
                return _Period(i, date.last, _before(own) if same else _days(scene, date))
            if (year := _year(scene.tokens[at].text)) is not None:
                return _Period(i, at + 1, {"start": f"{year}-01-01", "end": f"{year}-12-31"})
            if scene.is_any(at, scene.words("previous")):
                beside = [j for j in (at - 1, at + 1) if scene.is_any(j, scene.words("a_year"))]
                return _Period(i, max(at, *beside, at) + 1, _before([d for d in dates if d.first < i]) if beside else None)
    return None


def _days(scene: Scene, date: Fill) -> dict[str, str]:
    """Return the days of a date behind "than"; of "with 2022", which may be read as "since 2022", those of the year."""
    year = next((y for t in scene.tokens[date.first : date.last] if (y := _year(t.text))), None)
    if year and date.value["precision"] == "interval" and date.value["from"] == f"{year}-01-01":
        return {"start": f"{year}-01-01", "end": f"{year}-12-31"}
    return {"start": date.value["from"], "end": date.value["to"]}


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 and 1900 <= int(text) < 2100 else None


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
    small = scene.words("by") | scene.words("times_before")
    for begin in range(max(sentence.first, first - 4), first):
        if scene.is_any(begin, small):
            continue
        words = " ".join(scene.tokens[i].text for i in range(begin, first) if not scene.is_any(i, small))
        found = count.find(language.tokens(f"{words} 9", scene.pack.code), scene.pack.code)
        if found and found[-1].first == 0 and found[-1].count.hedge:
            return begin, found[-1].count.hedge
    return first, None
