"""Counts: what a number in a text says, as a lowest and a highest value, and how far two counts agree.

Number words, hedges and the words that make a number no count are data: ``numbers.yaml`` of each language pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from solferino import vocabulary
from solferino.errors import BadRecord
from solferino.language import Phrases, Token, languages, pack, tokens
from solferino.language.forms import FORMS, fold

LARGEST = 10**9
"""Numbers from here on count nobody and are not read."""


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``low`` and at most ``high``; None is open. ``approx``: an estimate; ``hedge``: a codebook word or None."""

    low: int | None
    high: int | None
    approx: bool = False
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``first`` up to but not including ``last`` say a count."""

    first: int
    last: int
    count: Count


class _Number(NamedTuple):
    """A number being read: whole thousands, the rest, and whether it is a bare plural such as "dozens"."""

    first: int
    last: int
    thousands: int
    rest: int
    spelled: bool
    hedge: str | None = None
    high: int | None = None

    @property
    def value(self) -> int:
        return self.thousands + self.rest


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word says: ``kind`` is "value", "one" or "many"; ``joined`` that an "and" is written onto it."""

    kind: str
    value: int
    hedge: str | None
    joined: bool
    teen: bool


def find(text: Sequence[Token], code: str) -> list[Found]:
    """Return the counts that tokens say, in order; of a language without a pack, only plain digits."""
    grammar = _grammar(code if code in languages() else "")
    marks = _marks(grammar, text)
    ranges = _ranges(_numbers(text, grammar, marks), text, grammar, marks)
    return [_hedged(n, text, grammar, marks) for n in ranges if _counts(n, text, marks)]


def parse(written: str, code: str) -> Count | None:
    """Return the first count of a text in a language (ISO 639-1), None where there is none."""
    return next((f.count for f in find(tokens(written, code), code)), None)


def check(count: Count) -> None:
    """Raise BadRecord unless the count is one: not negative, in order, not open on both sides, hedged by a codebook word."""
    bounds = [b for b in (count.low, count.high) if b is not None]
    if not bounds or min(bounds) < 0 or bounds != sorted(bounds):
        raise BadRecord(f"no count runs from {count.low} to {count.high}")
    if count.hedge is not None:
        vocabulary.codebook().word("hedge", count.hedge)


def compare(a: Count, b: Count) -> tuple[float, str]:
    """Return how far two counts agree (0 to 1) and why: 1 where both may be the same number, less the further they are apart."""
    low, high = max(a.low or 0, b.low or 0), min(_top(a), _top(b))
    both = " and ".join(sorted((show(a), show(b)), reverse=True))
    if low <= high:
        same = (a.low, a.high) == (b.low, b.high)
        return (1.0, f"both say {show(a)}") if same else (0.9, f"{both} may be one number")
    slack = 0.9 if (a.approx or b.approx) and high >= 0.8 * low else 0.0
    return max(slack, round(0.8 * high / low, 3)), f"{both} differ by {low - int(high)}"


def show(count: Count) -> str:
    """Return a count as words: "at least 6", "10 to 15", "about 40"."""
    about = "about " if count.approx else ""
    if count.high is None:
        return f"at least {about}{count.low}"
    if count.low is None:
        return f"up to {about}{count.high}"
    return f"{about}{count.low}" if count.low == count.high else f"{about}{count.low} to {count.high}"


def _top(count: Count) -> float:
    return float("inf") if count.high is None else count.high


class _Grammar:
    """The number words of one language, ready for look-up."""

    def __init__(self, code: str) -> None:
        data = pack(code).section("numbers") if code else {}
        self.words: dict[str, tuple[str, int, str | None]] = {}
        phrases = [(tag, p) for tag, listed in (data.get("phrases") or {}).items() for p in listed]
        for value, written in data.get("values", {}).items():
            for word in written:
                if word.isalpha():
                    self.words[fold(word)] = ("value", value, None)
                else:
                    phrases.append((f"value.{value}", word))
        for value, entry in data.get("times", {}).items():
            for kind, word in [(k, w) for k in ("one", "many") for w in entry[k]]:
                self.words[fold(word)] = (kind, value, entry["hedge"])
        self.phrases = Phrases(phrases)
        lists: Mapping[str, frozenset[str]] = {
            key: frozenset(map(fold, data.get(key, ())))
            for key in ("prefixes", "joined", "teens", "several", "one", "and", "of", "to", "alternative", "not", "short")
        }
        self.lists = lists
        self.known = _Known(self, code)

    def has(self, section: str, token: Token) -> bool:
        """Whether a token is a word of a list, as it is written or behind what is written onto it."""
        listed = self.lists[section]
        return fold(token.text) in listed


@cache
def _grammar(code: str) -> _Grammar:
    return _Grammar(code)


_DIGITS = _Word("digits", 0, None, False, False)
"""Stands for digits, whose value hangs on what is beside them."""


class _Known(dict[str, _Word | None]):
    """What words say about a number: ``_DIGITS`` for digits, None for nothing."""

    def __init__(self, grammar: _Grammar, code: str) -> None:
        self._grammar, self._code = grammar, code

    def __missing__(self, text: str) -> _Word | None:
        if len(self) > _REMEMBERED:
            self.clear()
        self[text] = word = _word(self._grammar, text, self._code)
        return word


_TEXT = attrgetter("text")
_REMEMBERED = 100_000
"""How many words of a language are remembered."""


def _word(grammar: _Grammar, text: str, code: str) -> _Word | None:
    if _ONTO.sub("", text).isdecimal():
        return _DIGITS
    base = fold(text)
    if base in grammar.lists["not"]:
        return None
    for prefix, rest in _cuts(grammar, base):
        if rest in grammar.words:
            return _Word(*grammar.words[rest], prefix[:1] in grammar.lists["joined"], rest in grammar.lists["teens"])
    keys = sorted(FORMS[code](text)) if code in ("ru", "uk") else []
    known = [grammar.words[k] for k in keys if k in grammar.words]
    return _Word(*known[0], False, False) if known else None


def _cuts(grammar: _Grammar, base: str) -> Iterator[tuple[str, str]]:
    yield "", base
    for prefix in sorted(grammar.lists["prefixes"]):
        if base.startswith(prefix):
            yield prefix, base[len(prefix) :]


_Marks = dict[str, dict[int, tuple[int, str]]]
"""By family of phrase: from the token where one begins (before: where it ends) to its other end and its word."""


def _marks(grammar: _Grammar, text: Sequence[Token]) -> _Marks:
    marks: _Marks = {family: {} for family in ("before", "behind", "rising", "part", "numbering", "idiom", "value")}
    for match in grammar.phrases.find(text):
        family, _, word = match.tag.partition(".")
        if family in ("before", "rising", "numbering"):
            marks[family][match.last] = (match.first, word)
        if family in ("idiom", "part"):
            marks["idiom"].update((i, (match.last, word)) for i in range(match.first, match.last))
        if family in ("behind", "part", "value"):
            marks[family][match.first] = (match.last, word)
    return marks


def _numbers(text: Sequence[Token], grammar: _Grammar, marks: _Marks) -> Iterator[_Number]:
    """Yield the numbers, each as long as its words and digits go on."""
    number: _Number | None = None
    end = 0
    values, known = marks["value"], grammar.known
    for i in sorted({*values, *compress(range(len(text)), map(known.__getitem__, map(_TEXT, text)))}):
        if i < end:
            continue
        at = _at(text, i, None if i in values else known[text[i].text], marks)
        joined: _Number | None = _join(text, number, at, grammar) if number and at.first - number.last <= 1 else None
        if joined is None:
            if number:
                yield number
            number = at if isinstance(at, _Number) else _begin(text, at, grammar)
        else:
            number = joined
        end = at.last
    if number:
        yield number


class _Step(NamedTuple):
    """One word of a number, where it stands."""

    first: int
    last: int
    word: _Word


def _at(text: Sequence[Token], i: int, word: _Word | None, marks: _Marks) -> _Number | _Step:
    """The digits, the word or, where there is no word, the phrase that says a number at a token."""
    if word is None:
        last, value = marks["value"][i]
        return _Step(i, last, _Word("value", int(value), None, False, False))
    return _digits(text, i) if word is _DIGITS else _Step(i, i + 1, word)


def _begin(text: Sequence[Token], step: _Step, grammar: _Grammar) -> _Number:
    """A number that begins with a word: a bare plural is twice its value or more, "a hundred" is one."""
    word, first = step.word, step.first
    several = first > 0 and grammar.has("several", text[first - 1])
    if word.kind == "many" or (word.kind == "one" and several):
        return _Number(first - several, step.last, 0, 2 * word.value, True, word.hedge)
    one = word.kind == "one" and first > 0 and grammar.has("one", text[first - 1])
    return _scaled(_Number(first - one, step.last, 0, 1, True), word.value, step.last) if word.kind == "one" else _Number(
        first, step.last, 0, word.value, True
    )  # fmt: skip


def _scaled(number: _Number, by: int, last: int) -> _Number:
    if by >= 1000:
        return number._replace(last=last, thousands=number.thousands + number.rest * by, rest=0)
    return number._replace(last=last, rest=number.rest * by)


def _join(text: Sequence[Token], number: _Number, at: _Number | _Step, grammar: _Grammar) -> _Number | None:
    """The number with a further word, None where the word begins another one ("twenty | thirty", "5 | 10")."""
    between = text[number.last] if at.first > number.last else None
    if isinstance(at, _Number):
        onto = (
            between is None
            and (number.spelled or number.thousands)
            and any(text[at.first].text.startswith(a) for a in grammar.lists["joined"])
        )
        adds = onto and number.hedge is None and number.rest % 100 == 0 and 0 < at.value < _slot(number)
        return number._replace(last=at.last, rest=number.rest + at.value) if adds else None
    word = at.word
    if number.hedge:
        linked = between is None or grammar.has("of", between)
        fits = word.kind != "value" and word.value > 10 and linked and number.value < LARGEST
        return number._replace(last=at.last, rest=number.rest * word.value, hedge=word.hedge) if fits else None
    if word.kind != "value":
        return _times(text, number, at, between, grammar)
    linked = between is None or between.text in "-‐‑" or (number.rest % 100 == 0 and grammar.has("and", between))
    if not (number.spelled and linked):
        return None
    adds = word.value < _slot(number) if not word.teen else 0 < number.rest % 100 < 10
    turned = word.joined and 0 < number.rest % 100 < 10 and 20 <= word.value < 100 and word.value % 10 == 0
    return number._replace(last=at.last, rest=number.rest + word.value) if adds or turned else None


def _times(text: Sequence[Token], number: _Number, at: _Step, between: Token | None, grammar: _Grammar) -> _Number | None:
    """The number times a dozen, a hundred, a thousand; in Arabic a joined one is added ("two hundred and a thousand")."""
    word = at.word
    if word.joined and word.kind == "one":
        return number._replace(last=at.last, rest=number.rest + word.value) if word.value < _slot(number) else None
    if (between is not None and between.text not in "-‐‑") or word.joined or not number.rest:
        return None
    small = number.thousands == 0 or number.thousands % (word.value * 1000) == 0 or word.value < 1000
    if not small or (word.value < 1000 and number.rest >= 100) or number.value * word.value >= 10 * LARGEST:
        return None
    short = at.last < len(text) and text[at.last].text == "." and grammar.has("short", text[at.last - 1])
    return _scaled(number, word.value, at.last + short)


def _slot(number: _Number) -> int:
    """The value below which a further word still adds to a number: 100 behind "two hundred", 10 behind "twenty"."""
    if not number.rest:
        return 1000 if number.thousands else 0
    return 100 if number.rest % 100 == 0 else 10 if number.rest % 10 == 0 and number.rest % 100 > 10 else 0


_INSIDE = frozenset(",.:/'’٬٫-‐‑–—")
_DASHES = "-‐‑–—"
_BEFORE_DIGITS = frozenset("$€£¥₽₴₪#№@_=-‐‑–—/&")
_PLAIN = re.compile(r"\d{1,9}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.'’٬])\d{3})(?:\1\d{3})*")
_RANGE = re.compile(rf"(\d{{1,7}})[{_DASHES}](\d{{1,7}})")
_DECIMAL = re.compile(r"(\d{1,4})[.,٫](\d{1,2})")
_ONTO = re.compile(r"^[وبلفك]{1,2}ـ?(?=\d)")


def _digits(text: Sequence[Token], i: int) -> _Number:
    """Return the digits that begin at a token; 0 where they are glued to something and count nothing."""
    start = _ONTO.sub("", text[i].text)
    last = i + 1
    while last + 1 < len(text) and text[last].text in _INSIDE and _glued(text, last) and text[last + 1].text.isdecimal():
        last += 2
        if not _glued(text, last - 1):
            last -= 2
            break
    written = start + "".join(t.text for t in text[i + 1 : last]) if last - i < 12 else ""
    if last == i + 1 and len(start) < 4 and start[0] not in "0٠":
        last = _spaced(text, last)
        written = start + "".join(t.text for t in text[i + 1 : last])
    low, high = _value(written) if not _stuck(text, i, last) else (0, 0)
    if _is_fraction(written) and not _stuck(text, i, last):
        return _fraction(text, i, last, written)
    return _Number(i, last, 0, low, False, None, high if high > low else None)


def _glued(text: Sequence[Token], i: int) -> bool:
    return i < len(text) and text[i - 1].end == text[i].start


def _spaced(text: Sequence[Token], last: int) -> int:
    """Return where groups of three digits end that single spaces divide ("1 200")."""
    while (
        last < len(text)
        and last < LARGEST
        and len(text[last].text) == 3
        and text[last].text.isdecimal()
        and text[last].start - text[last - 1].end == 1
        and not (_glued(text, last + 1) and text[last + 1].text in _INSIDE and last + 2 < len(text) and _glued(text, last + 2))
    ):
        last += 1
    return last


def _value(written: str) -> tuple[int, int]:
    """Return the lowest and highest value of digits; 0 where they are no count."""
    if span := _RANGE.fullmatch(written):
        low, high = int(span[1]), int(span[2])
        return (low, high) if low < high and not (len(span[1]) == 4 and low > 1900) else (0, 0)
    plain = re.sub(r"[,.'’٬]", "", written) if _GROUPED.fullmatch(written) else written
    value = int(plain) if _PLAIN.fullmatch(plain) and (plain[0] not in "0٠" or len(plain) == 1) else 0
    return value, value


def _is_fraction(written: str) -> bool:
    return _DECIMAL.fullmatch(written) is not None


def _fraction(text: Sequence[Token], i: int, last: int, written: str) -> _Number:
    """A decimal counts only with the thousand or million behind it ("1.5 million")."""
    whole, part = re.split("[.,٫]", written)
    scale = _SCALES.get(fold(text[last].text), 0) if last < len(text) else 0
    value = int(whole) * scale + int(part) * scale // 10 ** len(part)
    return _Number(i, last + (scale > 0), 0, value, False)


_SCALES = {
    "thousand": 10**3, "million": 10**6, "тысяч": 10**3, "тысячи": 10**3, "тыс": 10**3, "миллиона": 10**6, "млн": 10**6,
    "тисяч": 10**3, "тисячі": 10**3, "тис": 10**3, "мільйона": 10**6, "мільйони": 10**6, "الف": 10**3, "مليون": 10**6,
}  # fmt: skip


def _stuck(text: Sequence[Token], first: int, last: int) -> bool:
    """Whether digits are glued to a sign or a word, as in "F-16", "$5", "44-year-old" or "+7"."""
    if first and _glued(text, first) and (text[first - 1].text in _BEFORE_DIGITS or text[first - 1].text == "+"):
        return True
    if last < len(text) and text[last].text in "$€£¥₽₴":
        return True
    hyphen = _glued(text, last) and text[last].text in _DASHES
    return hyphen and _glued(text, last + 1) and text[last + 1].is_word


def _counts(number: _Number, text: Sequence[Token], marks: _Marks) -> bool:
    """Whether a number counts something: no percentage, no idiom, no number of a thing."""
    if not number.value or number.value >= LARGEST:
        return False
    if number.last in marks["part"] or number.first in marks["numbering"] or number.first in marks["idiom"]:
        return False
    hyphen = number.spelled and _glued(text, number.last) and text[number.last].text in "-‐‑" and _glued(text, number.last + 1)
    return not hyphen or not text[number.last + 1].is_word


def _ranges(found: Iterator[_Number], text: Sequence[Token], grammar: _Grammar, marks: _Marks) -> Iterator[_Number]:
    """Yield the numbers, two of them as one where they are the ends of a range ("between 10 and 15", "10 to 15")."""
    held: _Number | None = None
    for number in found:
        if held and (joined := _range(held, number, text, grammar, marks)):
            yield joined
            held = None
            continue
        if held:
            yield held
        held = number
    if held:
        yield held


def _range(a: _Number, b: _Number, text: Sequence[Token], grammar: _Grammar, marks: _Marks) -> _Number | None:
    if a.hedge or b.hedge or not 0 < a.value < b.value or a.high not in (None, a.value) or b.high not in (None, b.value):
        return None
    if not (between := _parted(a, b, text, grammar)):
        return None
    opened = marks["before"].get(a.first, (0, ""))[1] == "between"
    fits = opened if between == "to" else a.first not in marks["rising"] and b.value < LARGEST
    return a._replace(last=b.last, high=b.value) if fits or (opened and between == "alternative") else None


def _parted(a: _Number, b: _Number, text: Sequence[Token], grammar: _Grammar) -> str:
    """Return by what two numbers are parted: "alternative" (to, or, a dash), "to" (only behind "between") or nothing."""
    if b.first == a.last:
        onto = fold(text[b.first].text)[:1]
        return "to" if onto in grammar.lists["joined"] and onto else ""
    if b.first - a.last != 1:
        return ""
    word = text[a.last]
    if word.text in _DASHES or grammar.has("alternative", word):
        return "alternative"
    return "to" if grammar.has("to", word) else ""


_BEHIND = 4
"""Words that may stand between a number and its hedge behind it ("20 people at least")."""


def _hedged(number: _Number, text: Sequence[Token], grammar: _Grammar, marks: _Marks) -> Found:
    first, last, words = number.first, number.last, []
    while first in marks["before"] and marks["before"][first][0] < first:
        before, word = marks["before"][first]
        if before and text[before - 1].text.isdecimal() and grammar.has("to", text[before]):
            break
        words.append(word)
        first = before
    if last in marks["behind"] and not _opens_another(marks["behind"][last][0], text, grammar, marks):
        last, word = marks["behind"][last]
        words.append(word)
    elif not words:
        words.extend(_trailing(last, text, grammar, marks))
    high = number.high or number.value
    return Found(first, last, _count(number, high, [w for w in words if w != "none"]))


def _trailing(last: int, text: Sequence[Token], grammar: _Grammar, marks: _Marks) -> Iterator[str]:
    """Yield the hedge that stands behind what is counted, unless another number follows it."""
    for i in range(last + 1, min(last + _BEHIND, len(text))):
        if not text[i - 1].is_word or grammar.known[text[i - 1].text]:
            return
        if i in marks["behind"] and not _opens_another(marks["behind"][i][0], text, grammar, marks):
            yield marks["behind"][i][1]
            return


def _opens_another(last: int, text: Sequence[Token], grammar: _Grammar, marks: _Marks) -> bool:
    """Whether a number follows a hedge, so that the hedge is the other number's."""
    return last < len(text) and (last in marks["value"] or grammar.known[text[last].text] is not None)


def _count(number: _Number, high: int, words: Sequence[str]) -> Count:
    low, approx = number.value, "about" in words
    if number.hedge:
        low = max(low, vocabulary.codebook().word("hedge", number.hedge).extra["low"])
        return Count(low, None, approx, number.hedge)
    for hedge, (bottom, top) in _BOUNDS.items():
        if hedge in words and not (hedge == "between" and low == high):
            return Count(None if bottom is None else low + bottom, None if top is None else high + top, approx, hedge)
    return Count(low, high, approx, "between" if low < high else "about" if approx else "exactly" if "exactly" in words else None)


_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "more_than": (1, None), "at_least": (0, None), "fewer_than": (None, -1), "up_to": (None, 0), "between": (0, 0),
}  # fmt: skip
"""What a hedge adds to the lowest and highest value that were said; None opens that side."""
