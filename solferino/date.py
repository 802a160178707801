"""Dates: which days an expression in a text names, how exactly, and how far two dates agree.

Each pack's ``dates`` section holds its words by class and its rules, patterns of classes and plain words. A text is cut into
tokens, each token becomes one letter for its class, and the rules are regular expressions over those letters.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from solferino import vocabulary
from solferino.errors import BadRecord
from solferino.language import languages, pack
from solferino.language.forms import fold

Day = datetime.date
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``start`` to ``end``, both included, None where unknown; ``precision`` is a codebook word."""

    start: Day | None
    end: Day | None
    precision: str


@dataclass(frozen=True, slots=True)
class Found:
    """Characters ``start`` to ``end`` of a text name ``span``."""

    start: int
    end: int
    span: Span


def find(text: str, code: str, published: Day | None) -> list[Found]:
    """Return the dates that a text names, in order; what is relative is counted from the day of publication.

    Without that day, or where it would leave the calendar, a relative date has its precision and no days.
    """
    grammar = _grammar(code)
    line = _line(text, grammar)
    matches = _joined(list(_matches(line, grammar, published)), line, grammar, published)
    return [Found(line.spans[m.first][0], line.spans[m.last - 1][1], m.span) for m in matches if not m.rule.weak]


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


# --- Words and rules -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    kind: str
    given: str
    pattern: re.Pattern[str]
    weak: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    """``words`` are by folded form: their class letter, their value, and how they must be written (any way if empty)."""

    words: Mapping[str, tuple[str, Any]]
    exact: Mapping[str, frozenset[str]]
    pairs: Mapping[tuple[str, str], tuple[str, Any]]
    letters: Mapping[str, str]
    rules: Mapping[str, tuple[_Rule, ...]]
    begins: re.Pattern[str]


_OTHER = "_"
_CLASSES = ("day", "year", "number", "full", "clock", "comma", "dot", "dash", "slash", "open", "close")
"""What a token of digits or a mark may be."""

_SLOTS = ("day", "year", "number", "full", "clock", "month", "weekday")

_MARKS = {",": "comma", "،": "comma", ".": "dot", "/": "slash", "(": "open", ")": "close"} | dict.fromkeys("-‐‑–—", "dash")


@lru_cache(64)
def _grammar(code: str) -> _Grammar:
    section = pack(code).section("dates") if code in languages() else {}
    letters = {name: chr(0xE000 + n) for n, name in enumerate(_CLASSES)}
    words: dict[str, tuple[str, Any]] = {}
    pairs: dict[tuple[str, str], tuple[str, Any]] = {}
    for name, entries in (*section.get("words", {}).items(), *_calendar(section).items()):
        letter = letters.setdefault(name, chr(0xE000 + len(letters)))
        for phrase, value in (entries if isinstance(entries, dict) else dict.fromkeys(entries)).items():
            for form in _written(str(phrase), section):
                if len(form) > 1:
                    pairs.setdefault((form[0], form[1]), (letter, value))
                else:
                    words.setdefault(form[0], (letter, value))
    rules: dict[str, list[_Rule]] = {}
    for weak, part in ((False, "rules"), (True, "weak")):
        for name, patterns in {**_ALWAYS.get(part, {}), **section.get(part, {})}.items():
            kind, _, given = name.partition(".")
            for pattern in patterns:
                compiled, begins = _compile(pattern, letters, words, section)
                for letter in begins:
                    rules.setdefault(letter, []).append(_Rule(kind, given, compiled, weak))
    exact: dict[str, set[str]] = {}
    for word in section.get("exact", ()):
        exact.setdefault(_key(word), set()).add(word)
    return _Grammar(
        words, {k: frozenset(v) for k, v in exact.items()}, pairs, letters, {k: tuple(v) for k, v in rules.items()},
        re.compile(f"[{''.join(rules)}]"),
    )  # fmt: skip


_ALWAYS = {"rules": {"full": ["full"]}}


def _calendar(section: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the names of months and weekdays that CLDR has for the locales of a pack; abbreviations are classes of their own."""
    from babel import Locale

    named: dict[str, dict[str, int]] = {"month": {}, "weekday": {}, "month_short": {}, "weekday_short": {}}
    for locale in map(Locale.parse, section.get("locales", ())):
        for what, contexts, first in (("month", locale.months, 0), ("weekday", locale.days, 0)):
            for context in ("format", "stand-alone"):
                for width, ending in (("wide", ""), ("abbreviated", "_short")):
                    for number, written in contexts[context][width].items():
                        short = ending if written not in contexts["stand-alone"]["wide"].values() else ""
                        named[what + short].setdefault(written.rstrip("."), number + first)
    for what in ("month", "weekday"):
        for written in named[what]:
            named[what + "_short"].pop(written, None)
    return named


def _written(phrase: str, section: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield a phrase's folded words, also with each particle that the language writes onto a word."""
    words = tuple(_key(w) for w in phrase.split())
    for onto in ("", *section.get("onto", ())):
        yield (onto + words[0], *words[1:])


def _key(word: str) -> str:
    return fold(word.replace("ʼ", "'"))


def _compile(
    pattern: str, letters: dict[str, str], words: dict[str, tuple[str, Any]], section: Mapping[str, Any]
) -> tuple[re.Pattern[str], set[str]]:
    """Turn a pattern into a regular expression over letters, and name the letters it may begin with.

    Its elements are classes or plain words: ``a|b`` is either, ``a?`` may be missing, ``x:a`` is remembered as ``x``.
    """
    regex: list[str] = []
    begins: set[str] = set()
    open_start = True
    classes = {*_SLOTS, *section.get("words", ())}
    for element in pattern.split():
        slot, _, rest = element.rpartition(":")
        names = rest.rstrip("?").split("|")
        chosen = [_letter(name, letters, words, section) for name in names]
        slot = slot or (names[0] if names[0] in classes else "")
        body = f"(?P<{slot}>[{''.join(chosen)}])" if slot else f"[{''.join(chosen)}]"
        short = letters["dot"] + "?" if any(n.endswith("_short") for n in names) else ""
        whole = f"{body}{short}" if open_start and not regex else f"{letters['comma']}?{body}{short}"
        regex.append(f"(?:{whole})?" if rest.endswith("?") else whole)
        if open_start:
            begins.update(chosen)
            open_start = rest.endswith("?")
    return re.compile("".join(regex)), begins


def _letter(name: str, letters: dict[str, str], words: dict[str, tuple[str, Any]], section: Mapping[str, Any]) -> str:
    if name not in letters:
        letters[name] = chr(0xE000 + len(letters))
        for (form,) in _written(name, section):
            if form in words:
                raise BadRecord(f"dates: the word {name!r} of a rule is in a class")
            words[form] = (letters[name], None)
    return letters[name]


# --- Tokens and matches ----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""(?<![\w.,/-])(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d))(?!\d|[.,/-]\d)
    | \d\d?:\d\d(?!\d)
    | \d{1,3}(?:,\d{3})+(?!\d) | \d+\.\d+
    | \d+(?:(?:st|nd|rd|th|-?го|-?е|-?му|-?ого)\b)?
    | [^\W\d_](?:[\w\u0300-\u036f\u064b-\u065f\u0670]|['’ʼ](?!s\b)(?=\w))*
    | \n[^\S\n]*\n
    | [^\w\s]""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """The tokens of a text: where each stands, its letter, and its value where it has one."""

    spans: Sequence[tuple[int, int]]
    letters: str
    values: Mapping[int, Any]


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens ``first`` up to but not including ``last`` fit ``rule``."""

    first: int
    last: int
    rule: _Rule
    slots: Mapping[str, Any]
    span: Span


def _line(text: str, grammar: _Grammar) -> _Line:
    """Cut a text into tokens, each with the letter of its class."""
    spans: list[tuple[int, int]] = []
    letters: list[str] = []
    values: dict[int, Any] = {}
    before = ""
    for found in _TOKEN.finditer(text):
        written = found.group()
        key = _key(written) if written[0].isalpha() else ""
        if before and (before, key) in grammar.pairs:
            spans[-1] = (spans[-1][0], found.end())
            letters[-1], values[len(spans) - 1] = grammar.pairs[before, key]
            before = ""
            continue
        letter, value = _word(key, written, grammar) if key else _digits(written, grammar)
        if value is not None:
            values[len(spans)] = value
        spans.append(found.span())
        letters.append(letter)
        before = key
    return _Line(spans, "".join(letters), values)


def _word(key: str, written: str, grammar: _Grammar) -> tuple[str, Any]:
    if key in grammar.exact and not any(written.endswith(w) for w in grammar.exact[key]):
        return _OTHER, None
    return grammar.words.get(key, (_OTHER, None))


def _digits(written: str, grammar: _Grammar) -> tuple[str, Any]:
    """Return the class and value of a number or mark."""
    if not written[0].isdecimal():
        mark = _MARKS.get(written)
        return (grammar.letters[mark], None) if mark else (_OTHER, None)
    parts = [int(n) for n in re.findall(r"\d+", written)]
    if len(parts) == 3 and "," not in written:
        return grammar.letters["full"], tuple(parts)
    if len(parts) > 1:
        return (grammar.letters["clock"], written) if ":" in written and parts[0] < 25 and parts[1] < 60 else (_OTHER, None)
    digits = re.match(r"\d+", written)
    length = len(digits.group()) if digits else 0
    if length > 9:
        return _OTHER, None
    if length < 3 and 1 <= parts[0] <= 31:
        return grammar.letters["day"], parts[0]
    return grammar.letters["year" if length == 4 and 1900 <= parts[0] < 2100 else "number"], parts[0]


def _matches(line: _Line, grammar: _Grammar, published: Day | None) -> Iterator[_Match]:
    """Yield the longest rule that fits and names a date, wherever one begins."""
    i = 0
    while begin := grammar.begins.search(line.letters, i):
        i = begin.start()
        fits = [(m.end(), rule, m) for rule in grammar.rules[line.letters[i]] if (m := rule.pattern.match(line.letters, i))]
        fits.sort(key=lambda fit: -fit[0])
        for last, rule, m in fits:
            slots = {name: line.values[m.start(name)] for name in m.groupdict() if m.start(name) in line.values}
            if span := _KINDS[rule.kind](_Said(slots, rule.given, published)):
                yield _Match(i, last, rule, slots, span)
                i = last - 1
                break
        i += 1


def _joined(found: list[_Match], line: _Line, grammar: _Grammar, published: Day | None) -> Iterator[_Match]:
    """Join "since A" and "from A to B"; of the rest leave what stands alone."""
    held = iter(found)
    previous: _Match | None = None
    for match in held:
        previous_joined = previous and _range(previous, match, line, grammar)
        if previous and previous_joined:
            previous = previous_joined
            continue
        if previous:
            yield _since(previous, line, grammar, published)
        previous = match
    if previous:
        yield _since(previous, line, grammar, published)


def _range(a: _Match, b: _Match, line: _Line, grammar: _Grammar) -> _Match | None:
    """Join two dates with a word like "to" between and a word like "from" before them."""
    before = line.letters[a.first - 1 : a.first] or line.letters[a.first]
    opens = grammar.letters.get("from") in (before, line.letters[a.first])
    if not opens or b.first != a.last + 1 or line.letters[a.last] != grammar.letters.get("until") or not b.span.end:
        return None
    left = _KINDS[a.rule.kind](_Said(a.slots, a.rule.given, b.span.end))
    if not left or not left.start or left.start > b.span.end:
        return None
    return _Match(a.first, b.last, _JOINED, {}, Span(left.start, b.span.end, "interval"))


def _since(a: _Match, line: _Line, grammar: _Grammar, published: Day | None) -> _Match:
    """Let a date after a word like "since" run to the day of publication."""
    letter = grammar.letters.get("since")
    inside = line.letters[a.first] == letter
    if a.rule is _JOINED or not (inside or (a.first and line.letters[a.first - 1] == letter)):
        return a
    start = a.span.start if published and a.span.start and a.span.start <= published else None
    return _Match(a.first if inside else a.first - 1, a.last, _JOINED, {}, Span(start, start and published, "interval"))


_JOINED = _Rule("joined", "", re.compile(""), False)


# --- What a rule means -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What a rule found: the values of its classes, its argument, and the day from which the relative is counted."""

    slots: Mapping[str, Any]
    given: str
    published: Day | None


def _day(said: _Said) -> Span | None:
    precision = _part(said.slots)
    month = _month_of(said.slots)
    if "year" in said.slots:
        day = _date(said.slots["year"], month, said.slots["day"])
        return Span(day, day, precision) if day else None
    if said.published is None:
        return Span(None, None, precision) if _date(2000, month, said.slots["day"]) else None
    years = range(said.published.year, said.published.year - 5, -1)
    day = next((d for y in years if (d := _date(y, month, said.slots["day"])) and d <= said.published), None)
    return Span(day, day, precision) if day else None


def _full(said: _Said) -> Span | None:
    """Read a date of three numbers: year first, else day first, else month first."""
    a, b, c = said.slots["full"]
    year = c + 2000 if c < 100 and a < 1000 else c
    day = _date(a, b, c) if a > 999 else _date(year, b, a) or _date(year, a, b)
    return Span(day, day, "day") if day else None


def _days(said: _Said) -> Span | None:
    """Read two days of a month, or of two months."""
    last = _day(replace(said, slots={**said.slots, "day": said.slots["b"]}))
    if not last or not last.end:
        return last and Span(None, None, "few_days")
    first = _day(_Said({"day": said.slots["a"], "month": said.slots.get("am", _month_of(said.slots))}, "", last.end))
    if not first or not first.start:
        return None
    days = (last.end - first.start).days + 1
    return Span(first.start, last.end, "part_of_day" if said.given and days == 2 else "few_days" if days < 7 else "interval")


def _month(said: _Said) -> Span | None:
    month = _month_of(said.slots)
    if "year" not in said.slots and said.published is None:
        return Span(None, None, "month")
    year = said.slots.get("year") or (said.published and said.published.year - (month > said.published.month)) or 0
    return _third(_whole("month", Day(year, month, 1)), said.slots)


def _months(said: _Said) -> Span | None:
    last = _month(replace(said, slots={**said.slots, "month": said.slots["b"]}))
    if not last or not last.end:
        return last and Span(None, None, "interval")
    first = _month(_Said({"month": said.slots["a"]} | ({"year": said.slots["ay"]} if "ay" in said.slots else {}), "", last.end))
    return Span(first.start, last.end, "interval") if first and first.start and first.start <= last.end else None


def _year(said: _Said) -> Span | None:
    return _third(_whole("year", Day(said.slots["year"], 1, 1)), said.slots)


def _years(said: _Said) -> Span | None:
    return Span(Day(said.slots["a"], 1, 1), Day(said.slots["b"], 12, 31), "interval") if said.slots["a"] < said.slots["b"] else None


def _quarter(said: _Said) -> Span | None:
    """Read a quarter or a half of a year: ``given`` is how many months it has, ``nth`` which it is."""
    months = int(said.given)
    if said.slots["nth"] * months > 12:
        return None
    return _run_of_months((said.slots["nth"] - 1) * months + 1, months, said)


def _season(said: _Said) -> Span | None:
    """Read a season by its first month; a winter takes the year it ends in."""
    return _run_of_months(said.slots["season"], 3, said)


def _run_of_months(first: int, months: int, said: _Said) -> Span | None:
    year = said.slots.get("year")
    if year is None:
        if said.published is None:
            return Span(None, None, "season")
        year = said.published.year + (first == 12)
        if Day(year - (first == 12), first, 1) > said.published:
            year -= 1
    start = Day(year - (first == 12), first, 1)
    after = _back(start, -months, "month")
    return Span(start, after - _DAY, "season") if after else None


def _before(said: _Said) -> Span | None:
    """Read a day by how many days (``given``) it is before publication."""
    day = said.published and _back(said.published, int(said.given), "day")
    return Span(day, day, _part(said.slots))


def _weekday(said: _Said) -> Span | None:
    """Read the latest such weekday: the day of publication may be it, unless ``given`` is "before"."""
    if said.published is None:
        return Span(None, None, _part(said.slots))
    back = (said.published.weekday() - said.slots["weekday"]) % 7
    day = _back(said.published, back or (7 if said.given == "before" else 0), "day")
    return Span(day, day, _part(said.slots))


def _ago(said: _Said) -> Span | None:
    """Read a count of units before publication."""
    unit, count = said.slots["unit"], _count(said.slots)
    precision = {"hour": "day", "minute": "day"}.get(unit, unit)
    if said.published is None or count is None:
        return Span(None, None, precision)
    then = _back(said.published, count, unit)
    if then is None:
        return None
    return _whole(unit, then) if unit in ("month", "year") else Span(then, then, precision)


def _past(said: _Said) -> Span | None:
    """Read a window of a count of units that ends on the day of publication."""
    count = _count(said.slots)
    start = said.published and count is not None and _back(said.published, count, said.slots["unit"])
    return Span(start, said.published, "interval") if start else Span(None, None, "interval")


def _last(said: _Said) -> Span | None:
    """Read the calendar unit before the one of publication."""
    unit = said.slots["unit"]
    if unit not in ("day", "week", "month", "year"):
        return None
    then = said.published and _back(said.published, 1, unit)
    return _third(_whole(unit, then), said.slots) if then else Span(None, None, unit)


def _this(said: _Said) -> Span | None:
    """Read the calendar unit of publication, up to that day."""
    unit = said.slots["unit"]
    if unit not in ("day", "week", "month", "year"):
        return None
    if said.published is None:
        return Span(None, None, unit)
    whole = _third(_whole(unit, said.published), said.slots)
    return (
        Span(whole.start, min(whole.end or said.published, said.published), unit)
        if whole.start and whole.start <= said.published
        else None
    )


def _start(said: _Said) -> Span | None:
    """Read a window from the start of the calendar unit of publication."""
    whole = _this(said)
    return whole and Span(whole.start, said.published, "interval")


_Kind = Callable[[_Said], Span | None]

_KINDS: Mapping[str, _Kind] = {
    "day": _day, "full": _full, "days": _days, "month": _month, "months": _months, "year": _year, "years": _years,
    "quarter": _quarter, "season": _season, "before": _before, "weekday": _weekday, "ago": _ago, "past": _past, "last": _last,
    "this": _this, "start": _start,
}  # fmt: skip


def _part(slots: Mapping[str, Any]) -> str:
    return "minute" if "clock" in slots else "part_of_day" if "part" in slots else "day"


def _month_of(slots: Mapping[str, Any]) -> int:
    month: int = slots["month"]
    return month


def _count(slots: Mapping[str, Any]) -> int | None:
    """Return a count of units: digits or a word; one where none is given; None for a vague word such as "several"."""
    count: int | None = next((slots[s] for s in ("day", "number", "word") if s in slots), 1)
    return count or None


def _date(year: int, month: int, day: int) -> Day | None:
    if 1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return Day(year, month, day)
    return None


def _back(day: Day, count: int, unit: str) -> Day | None:
    """Return the day a count of units before a day; None where that leaves the calendar."""
    if unit in ("month", "year"):
        months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return _date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])) if 1900 <= year < 2100 else None
    days = {"minute": 0, "hour": (count + 23) // 24, "day": count, "week": 7 * count}[unit]
    return day - days * _DAY if days < 50_000 and day.year > 1900 else None


def _whole(unit: str, day: Day) -> Span:
    """Return the calendar day, week (from Monday), month or year that a day is in."""
    if unit == "week":
        start = day - day.weekday() * _DAY
        return Span(start, start + 6 * _DAY, unit)
    if unit == "month":
        return Span(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]), unit)
    if unit == "year":
        return Span(day.replace(month=1, day=1), day.replace(month=12, day=31), unit)
    return Span(day, day, "day")


def _third(span: Span, slots: Mapping[str, Any]) -> Span:
    """Narrow a span to its early, middle or late third."""
    if "third" not in slots or span.start is None or span.end is None:
        return span
    third = slots["third"]
    if span.precision == "year":
        return Span(Day(span.start.year, 1 + 4 * third, 1), _whole("month", Day(span.start.year, 4 + 4 * third, 1)).end, "season")
    days = ((span.end - span.start).days + 1) // 3
    start = span.start + days * third * _DAY
    return Span(start, span.end if third == 2 else start + (days - 1) * _DAY, span.precision)


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
