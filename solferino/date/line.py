"""A text as a line of tokens, each with the letter of its class."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.date.grammar import MARKS, OTHER, Grammar, key

_TOKEN = re.compile(
    r"""(?<![\w.,/-])(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d))(?!\d|[.,/-]\d)
    | \d\d?:\d\d(?!\d)
    | \d{1,3}(?:,\d{3})+(?!\d) | \d+\.\d+
    | \d+(?:(?:st|nd|rd|th|-?го|-?е|-?му|-?ого)\b)?
    | [\u0620-\u065f]+(?=\d)
    | [^\W\d_](?:[\w\u0300-\u036f\u064b-\u065f\u0670]|['’ʼ](?!s\b)(?=\w))*
    | \n[^\S\n]*\n
    | [^\w\s]""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a text: where each stands, its letter, and its value where it has one."""

    spans: Sequence[tuple[int, int]]
    letters: str
    values: Mapping[int, Any]


def read(text: str, grammar: Grammar) -> Line:
    """Cut a text into tokens; two words that mean one thing are one token."""
    spans: list[tuple[int, int]] = []
    letters: list[str] = []
    values: dict[int, Any] = {}
    before = ""
    for found in _TOKEN.finditer(text):
        written = found.group()
        word = key(written) if written[0].isalpha() else ""
        if before and (before, word) in grammar.pairs:
            spans[-1] = (spans[-1][0], found.end())
            letters[-1], values[len(spans) - 1] = grammar.pairs[before, word]
            before = ""
            continue
        letter, value = _word(word, written, grammar) if word else _mark(written, grammar)
        if value is not None:
            values[len(spans)] = value
        spans.append(found.span())
        letters.append(letter)
        before = word
    return Line(spans, "".join(letters), values)


def _word(word: str, written: str, grammar: Grammar) -> tuple[str, Any]:
    if word in grammar.exact and not written.endswith(grammar.exact[word]):
        return OTHER, None
    return grammar.words.get(word, (OTHER, None))


def _mark(written: str, grammar: Grammar) -> tuple[str, Any]:
    """Return the letter and the value of a number or a mark."""
    if not written[0].isdecimal():
        return grammar.letters.get(MARKS.get(written, ""), OTHER), None
    numbers = [int(n) for n in re.findall(r"\d+", written[:12])]
    name, value = _number(written, numbers)
    return grammar.letters.get(name, OTHER), value


def _number(written: str, numbers: list[int]) -> tuple[str, Any]:
    """Return the class and the value of a token of digits."""
    if len(numbers) == 3 and "," not in written:
        return "FULL", tuple(numbers)
    if len(numbers) > 1:
        clock = ":" in written and numbers[0] < 25 and numbers[1] < 60
        return ("CLOCK", written) if clock else (OTHER, None)
    digits = len(written) - len(written.lstrip("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"))
    if digits < 3 and 1 <= numbers[0] <= 31:
        return "DAY", numbers[0]
    if digits == 4 and 1900 <= numbers[0] < 2100:
        return "YEAR", numbers[0]
    return ("NUMBER", numbers[0]) if digits < 5 else (OTHER, None)
