"""From a line of tokens to dates: the longest rule that fits, then what joins two dates or opens a window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from solferino.date.grammar import Grammar, Rule
from solferino.date.line import Line
from solferino.date.meaning import KINDS, Said
from solferino.date.span import ONE, Day, Span, between, unknown


class Match(NamedTuple):
    """Tokens ``first`` up to but not including ``last`` fit ``rule`` and mean ``span``."""

    first: int
    last: int
    rule: Rule
    slots: Mapping[str, Any]
    span: Span


def matches(line: Line, grammar: Grammar, published: Day | None, latest: Day | None = None) -> Iterator[Match]:
    """Yield the dates of a line in order; ``latest`` is a day on which it was there already."""
    found = [m for m in _single(line, grammar, published, latest) if m.rule.kind != "nothing"]
    end = 0
    for match in _ranges(found, line, grammar):
        whole = _timed(_window(match, end, line, grammar, published), line, grammar)
        end = match.last
        if not whole.rule.weak:
            yield whole


def written(line: Line, grammar: Grammar, latest: Day) -> Day | None:
    """Return the one day that a line calls today and names by weekday and date, None where there is none or several."""
    today = grammar.letters.get("TODAY")
    named = (m for m in _single(line, grammar, None, latest) if "weekday" in m.slots and m.rule.kind == "day")
    days = {m.span.start for m in named if today and today in line.letters[m.first : m.last]}
    return days.pop() if len(days) == 1 else None


def _single(line: Line, grammar: Grammar, published: Day | None, latest: Day | None) -> Iterator[Match]:
    """Yield the longest rule that fits and names a date, wherever one begins; one that begins inside it may be longer yet."""
    held: Match | None = None
    i = 0
    while begin := grammar.begins.search(line.letters, i):
        i = begin.start()
        if held and i >= held.last:
            yield held
            held = None
        match = _longest(i, line, grammar, published, latest)
        if match and (held is None or (match.last > held.last and match.last - i > held.last - held.first)):
            held = match
        i += 1
    if held:
        yield held


def _longest(i: int, line: Line, grammar: Grammar, published: Day | None, latest: Day | None) -> Match | None:
    """Return the longest rule that fits at a token and means something, or says that this is no date."""
    letters = line.letters
    rules = (*grammar.rules.get(letters[i], ()), *grammar.rules.get(letters[i : i + 2], ()))
    fits = [(m, rule) for rule in rules if (m := rule.pattern.match(letters, i))]
    fits.sort(key=lambda fit: (-fit[0].end(), fit[1].order))
    for m, rule in fits:
        slots = {name: line.tokens[m.start(name)][2] for name in m.re.groupindex if m.start(name) >= 0}
        if span := KINDS[rule.kind](Said(slots, rule.given, published, grammar.week_begins, latest)):
            return Match(i, m.end(), rule, slots, span)
    return None


def _ranges(found: Sequence[Match], line: Line, grammar: Grammar) -> Iterator[Match]:
    """Join two dates with a word like "to" between and a word like "from" before them."""
    held: Match | None = None
    for match in found:
        joined = held and _range(held, match, line, grammar)
        if held and not joined:
            yield held
        held = joined or match
    if held:
        yield held


def _range(a: Match, b: Match, line: Line, grammar: Grammar) -> Match | None:
    known = grammar.letters.get
    joins = line.letters[a.last : b.first]
    if a.rule is _JOINED or len(joins) > 1 or (joins or line.letters[b.first]) not in (known("UNTIL"), known("AND"), known("DASH")):
        return None
    opened = not {known("FROM"), known("SINCE")}.isdisjoint((line.letters[a.first], line.letters[a.first - 1 : a.first]))
    dashed = joins == known("DASH") and a.rule.kind == b.rule.kind and not a.rule.weak
    return _between(a, b, grammar.week_begins) if opened or dashed else None


def _between(a: Match, b: Match, week_begins: int) -> Match | None:
    """Join two dates; one without a year is the nearest to the other."""
    last = b.span.end
    if a.span.end and "year" in a.slots and "year" not in b.slots and b.rule.kind in ("day", "month"):
        later = KINDS[b.rule.kind](Said(b.slots, b.rule.given, a.span.end + 364 * ONE, week_begins))
        last = later.end if later else None
    if last is None:
        return a._replace(last=b.last, rule=_JOINED, span=unknown("interval"))
    first = KINDS[a.rule.kind](Said(a.slots, a.rule.given, last, week_begins))
    if first is None or first.start is None or first.start > last:
        return None
    days = first.start == first.end and b.span.start == b.span.end
    span = between(first.start, last) if days else Span(first.start, last, "interval")
    return a._replace(last=b.last, rule=_JOINED, span=span)


def _window(match: Match, end: int, line: Line, grammar: Grammar, published: Day | None) -> Match:
    """Let a date behind a word like "since", which stands after the end of the date before it, run to the day of publication."""
    since = grammar.letters.get("SINCE")
    if match.rule is _JOINED or since is None or match.span.precision == "interval":
        return match
    before = line.letters[max(end, match.first - 1 - grammar.since_reach) : match.first].rpartition(since)
    if line.letters[match.first] != since and (not before[1] or grammar.letters["DOT"] in before[2]):
        return match
    start = match.span.start
    if published and start and start > published:
        return match
    span = Span(start, published if start else None, "interval")
    return match._replace(first=match.first - (before[1] != "" and not before[2]), rule=_JOINED, span=span)


def _timed(match: Match, line: Line, grammar: Grammar) -> Match:
    """Make a day with hours and minutes right beside it exact to the minute."""
    beside = line.letters[max(0, match.first - 2) : match.first] + line.letters[match.last : match.last + 2]
    if match.span.precision in ("day", "part_of_day") and grammar.letters["CLOCK"] in beside:
        return match._replace(span=replace(match.span, precision="minute"))
    return match


_JOINED = Rule("joined", "", Grammar().begins, False)
