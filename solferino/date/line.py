"""A text as a line of tokens, each with the letter of its class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import itemgetter
from typing import Any

from solferino.date.grammar import MARKS, OTHER, Grammar, key

_TOKEN = re.compile(
    r"""[A-Za-z]++(?![\w\u0300-\u036f\u064b-\u065f\u0670'’ʼ])
    | (?<![\u0620-\u065f])[\u0620-\u065f]++(?=\d)
    | (?=\d)(?:
        (?<![\w.,/-])(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d))(?!\d|[.,/-]\d)
        | \d\d?:\d\d(?!\d)
        | \d{1,3}(?:,\d{3})+(?!\d)
        | \d+\.\d+
        | \d+(?:(?:st|nd|rd|th|ST|ND|RD|TH|-?го|-?е|-?му|-?ого)\b)?
    )
    | \w++(?:[\u0300-\u036f\u064b-\u065f\u0670]++\w*+|['’ʼ](?!s\b)\w++)*+
    | \n[^\S\n]*\n
    | [^\w\s]""",
    re.VERBOSE,
)
"""A plain word; Arabic letters written onto a number; a date of three numbers, a clock time, a number; any word, a blank line, a
mark."""


_Token = tuple[str, str, Any, int]
"""What a token means: its folded word where that may be one of two, its letter, its value, and how many characters of another word
stand glued before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a text: their letters, what each means, and the words in which each begins and ends."""

    letters: str
    tokens: Sequence[_Token]
    begins: Sequence[re.Match[str]]
    ends: Sequence[re.Match[str]]

    def start(self, i: int) -> int:
        """Return where a token begins in the text."""
        return self.begins[i].start() + self.tokens[i][3]

    def end(self, i: int) -> int:
        """Return where a token ends in the text."""
        return self.ends[i].end()


def read(text: str, grammar: Grammar) -> Line:
    """Cut a text into tokens; two words that mean one thing are one token."""
    found = list(_TOKEN.finditer(text))
    tokens = list(map(_known(grammar).__getitem__, map(itemgetter(0), found)))
    pairs = _pairs(list(map(itemgetter(0), tokens)), grammar)
    if not pairs:
        return Line("".join(map(itemgetter(1), tokens)), tokens, found, found)
    kept = [i for i in range(len(tokens)) if i - 1 not in pairs]
    whole = [("", *pairs[i], tokens[i][3]) if i in pairs else tokens[i] for i in kept]
    letters = "".join(map(itemgetter(1), whole))
    return Line(letters, whole, [found[i] for i in kept], [found[i + (i in pairs)] for i in kept])


def _pairs(words: Sequence[str], grammar: Grammar) -> dict[int, tuple[str, Any]]:
    """Return what two words that mean one thing mean, by the first of them."""
    pairs: dict[int, tuple[str, Any]] = {}
    for i in compress(range(len(words) - 1), words):
        if words[i + 1] and i - 1 not in pairs and (words[i], words[i + 1]) in grammar.pairs:
            pairs[i] = grammar.pairs[words[i], words[i + 1]]
    return pairs


class _Known(dict[str, _Token]):
    """What tokens mean as they are written."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._paired = frozenset(word for pair in grammar.pairs for word in pair)

    def __missing__(self, written: str) -> _Token:
        if len(self) > _REMEMBERED:
            self.clear()
        glued = self._grammar.glued.search(written)
        word = key(written) if written[0].isalpha() and not glued else ""
        if glued:
            letter, value = self._grammar.letters["ENGLISH"], self._grammar.words[key(glued[0])][1]
        else:
            letter, value = _word(word, written, self._grammar) if word else _mark(written, self._grammar)
        self[written] = token = (word if word in self._paired else "", letter, value, glued.start() if glued else 0)
        return token


_REMEMBERED = 100_000
"""How many tokens of a language are remembered."""


@lru_cache(64)
def _known(grammar: Grammar) -> _Known:
    return _Known(grammar)


def _word(word: str, written: str, grammar: Grammar) -> tuple[str, Any]:
    letter, value = grammar.words.get(word, (OTHER, None))
    if letter == grammar.letters["ENGLISH"] and not written[0].isupper():
        return OTHER, None
    if word in grammar.exact and not written.endswith(grammar.exact[word]):
        letter = grammar.letters["DOUBTFUL"]
    return letter, value


def _mark(written: str, grammar: Grammar) -> tuple[str, Any]:
    """Return the letter and the value of a number or a mark."""
    if not written[0].isdecimal():
        return grammar.letters.get(MARKS.get(written, ""), OTHER), None
    name, value = _number(written, re.findall(r"\d+", written[:12]))
    return grammar.letters.get(name, OTHER), value


def _number(written: str, parts: list[str]) -> tuple[str, Any]:
    """Return the class and the value of a token of digits."""
    first, digits = int(parts[0]), len(parts[0])
    if len(parts) == 3 and "," not in written:
        return "FULL", tuple(map(int, parts))
    if ":" in written:
        return ("CLOCK", written) if first < 25 and int(parts[1]) < 60 else (OTHER, None)
    if digits > 4 and 2000 <= int(parts[0][:4]) < 2100:
        return "YEAR_ON", int(parts[0][:4])
    if len(parts) > 1 or digits > 4:
        return OTHER, None
    if digits < 3 and 1 <= first <= 31:
        return "DAY", first
    return ("YEAR" if 1900 <= first < 2100 else "NUMBER"), first
