"""A language's way to name days, compiled from its pack and from CLDR: words by class, and patterns over classes.

Every token of a text becomes one letter for its class, so that a pattern is a regular expression over letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

from solferino.date.meaning import KINDS
from solferino.errors import BadRecord
from solferino.language import languages, pack
from solferino.language.forms import fold

OTHER = "_"
"""The letter of a token that no rule knows."""

MARKS = {",": "COMMA", "،": "COMMA", ".": "DOT", "/": "SLASH", "(": "OPEN", ")": "CLOSE"} | dict.fromkeys("-‐‑–—", "DASH")
"""The classes of marks."""

_ANYWAY = ("DAY", "YEAR", "NUMBER", "FULL", "YEAR_ON", "CLOCK", "MONTH", "DOUBTFUL")
"""Classes of every language: digits up to 31, from 1900 to 2099, and any other, a date of three numbers, a year with digits
glued to it, hours and minutes, months, and a word that is not written as it must be."""

_ALWAYS = {
    "full": ["FULL", "DAY SLASH|DASH month:DAY SLASH|DASH YEAR"],
    "day": ["DAY month:ENGLISH YEAR?", "month:ENGLISH DAY year:YEAR|YEAR_ON?"],
}
"""Rules of every language; pages write the day of a text in English around texts of any."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern; ``kind`` is one of ``KINDS`` and ``given`` its argument. A weak rule counts only in a range."""

    kind: str
    given: str
    pattern: re.Pattern[str]
    weak: bool
    order: int = 0


@dataclass(slots=True, eq=False)
class Grammar:
    """What words mean: their class's letter and their value, by folded form (``pairs``: of two words).

    ``exact`` holds how some must be written; ``rules`` are by the one or two letters they begin with; ``since_reach`` is how
    many words may stand between a word like "since" and its date; ``week_begins`` is a weekday, Monday 0. Pages glue the name of
    who posts to an English month ("News TVMarch 3, 2016"); ``glued`` finds it.
    """

    onto: tuple[str, ...] = ("",)
    since_reach: int = 0
    week_begins: int = 0
    words: dict[str, tuple[str, Any]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)
    exact: dict[str, tuple[str, ...]] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    rules: dict[str, list[Rule]] = field(default_factory=dict)
    begins: re.Pattern[str] = re.compile("(?!)")
    glued: re.Pattern[str] = re.compile("(?!)")

    def letter(self, name: str) -> str:
        """Return the letter of a class, a new one for a new class."""
        return self.letters.setdefault(name, chr(0xE000 + len(self.letters)))

    def add_word(self, phrase: str, letter: str, value: Any) -> None:
        """Let one or two words be of a class; what they are already, they stay."""
        first, *rest = (key(w) for w in phrase.split())
        for onto in self.onto:
            if rest:
                self.pairs.setdefault((onto + first, rest[0]), (letter, value))
            else:
                self.words.setdefault(onto + first, (letter, value))


@lru_cache(64)
def grammar(code: str) -> Grammar:
    """Return the grammar of a language; of one without a pack what is written in digits or English."""
    section = pack(code).section("dates") if code in languages() else {}
    made = Grammar(("", *section.get("onto", ())), section.get("since_reach", 0), section.get("week_begins", 0))
    for name in (*_ANYWAY, *MARKS.values()):
        made.letter(name)
    english = [("ENGLISH", months) for name, months in _calendar(("en",)) if name.startswith("MONTH")]
    made.glued = re.compile(rf"(?<=\w)(?:{'|'.join(month for _, months in english for month in months)})$")
    for name, entries in chain(section.get("words", {}).items(), _calendar(section.get("locales", ())), english):
        for phrase, value in (entries if isinstance(entries, Mapping) else dict.fromkeys(entries)).items():
            made.add_word(str(phrase), made.letter(name), value)
    for word in section.get("exact", ()):
        made.exact[key(word)] = (*made.exact.get(key(word), ()), word)
    for order, (name, pattern, weak) in enumerate(_patterns(section)):
        _add_rule(made, name, pattern, weak=weak, order=order)
    made.begins = re.compile("|".join(_grouped(made.rules)))
    return made


def _patterns(section: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Yield the patterns of a pack in order, each with the name of its rule and whether it is weak."""
    parts = section.get("parts", {})
    for weak, rules in ((False, _ALWAYS), (False, section.get("rules", {})), (True, section.get("weak", {}))):
        for name, patterns in rules.items():
            yield from ((name, pattern.format(**parts), weak) for pattern in patterns)


def _grouped(begins: Iterable[str]) -> Iterator[str]:
    """Yield one expression a first letter: the letter alone, or the letter before one of some."""
    seconds: dict[str, str] = {}
    for begin in begins:
        seconds[begin[0]] = seconds.get(begin[0], "") + begin[1:]
    alone = {begin for begin in begins if len(begin) == 1}
    yield from (first if first in alone else f"{first}(?=[{after}])" for first, after in seconds.items())


def key(word: str) -> str:
    """Return the form under which a word is kept."""
    return fold(word.replace("ʼ", "'"))


def _calendar(locales: Sequence[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the names of months and weekdays of some CLDR locales, and as classes of their own their abbreviations."""
    from babel import Locale

    for locale in map(Locale.parse, locales):
        for name, contexts in (("MONTH", locale.months), ("WEEKDAY", locale.days)):
            for width, ending in (("wide", ""), ("abbreviated", "_SHORT")):
                for context in ("format", "stand-alone"):
                    yield name + ending, {written.rstrip("."): n for n, written in contexts[context][width].items()}


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of a pattern: the letters it may be, their expression, whether it may be missing or have a dot behind it."""

    letters: str
    regex: str
    optional: bool
    dotted: bool


def _add_rule(made: Grammar, name: str, pattern: str, *, weak: bool, order: int) -> None:
    kind, _, given = name.partition(".")
    if kind not in KINDS:
        raise BadRecord(f"dates: {kind!r} is no kind of rule; there are: {', '.join(KINDS)}")
    slots: set[str] = set()
    elements = [_element(made, element, slots) for element in pattern.split()]
    rule = Rule(kind, given, re.compile(_regex(elements, made.letters)), weak, order)
    for begin in sorted(_begins(elements, made.letters)):
        made.rules.setdefault(begin, []).append(rule)


def _regex(elements: Sequence[_Element], letters: Mapping[str, str]) -> str:
    """Join elements, with a comma between any two but not between a month and its day: "in March, 3 people" names no day."""
    regex, dated = "", False
    for element in elements:
        comma = f"{letters['COMMA']}?" if regex and not (dated and letters["DAY"] in element.letters) else ""
        dot = f"{letters['DOT']}?" if element.dotted else ""
        regex += f"(?:{comma}{element.regex}{dot}){'?' * element.optional}"
        dated = dated or letters["MONTH"] in element.letters
    return regex


def _begins(elements: Sequence[_Element], letters: Mapping[str, str]) -> set[str]:
    """Return the letters that a pattern may begin with: one where it may end there, else two."""
    begins: set[str] = set()
    for i, element in enumerate(elements):
        rest = elements[i + 1 :]
        if all(e.optional for e in rest):
            begins.update(element.letters)
        else:
            seconds = "".join(_firsts(rest)) + letters["COMMA"] + letters["DOT"] * element.dotted
            begins.update(first + second for first in element.letters for second in seconds)
        if not element.optional:
            break
    return begins


def _firsts(elements: Sequence[_Element]) -> Iterator[str]:
    for element in elements:
        yield element.letters
        if not element.optional:
            return


def _element(made: Grammar, element: str, slots: set[str]) -> _Element:
    """Read one element of a pattern.

    It is a class or a plain word: ``a|b`` is either, ``a?`` may be missing, ``x:a`` is remembered as ``x``; a class is
    remembered under its own name, the second time with "_too".
    """
    slot, _, rest = element.rpartition(":")
    names = rest.rstrip("?").split("|")
    letters = "".join(_letter(made, name) for name in names)
    slot = slot or (names[0].lower() if names[0].isascii() and names[0].isupper() else "")
    while slot and slot in slots:
        slot += "_too"
    slots.add(slot)
    regex = f"(?P<{slot}>[{letters}])" if slot else f"[{letters}]"
    return _Element(letters, regex, rest.endswith("?"), any(name.endswith("_SHORT") for name in names))


def _letter(made: Grammar, name: str) -> str:
    """Return the letter of a class or of a plain word."""
    if name.isascii() and name.isupper():
        if name not in made.letters:
            raise BadRecord(f"dates: a rule names the class {name}, which has no words")
        return made.letters[name]
    letter = made.letter(name)
    made.add_word(name, letter, None)
    if made.words[key(name)][0] != letter:
        raise BadRecord(f"dates: the word {name!r} of a rule is in a class; name the class")
    return letter
