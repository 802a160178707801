"""Sentences: where the sentences of a text begin and end, and where a quotation stays open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from sentencex import get_sentence_boundaries

from solferino.extract.wording import Wording
from solferino.language import Match

_LONG = 2_000
"""Characters above which a line is a paragraph of its own."""
_LONGEST_SENTENCE = 200
"""Words and marks that a sentence may have."""
HEAD = 40
"""Words at the head of a text among which its day of publication may stand."""
_IS_WORD = attrgetter("is_word")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` up to but not including ``last``; ``index`` counts the sentences of a text from 0."""

    index: int
    first: int
    last: int
    quoted: bool = False


def _bounds(wording: Wording) -> Iterator[tuple[int, int]]:
    """Yield the character spans of sentences: sentencex's, cut again at line breaks."""
    at = 0
    for line in _lines(wording.text):
        if line.strip():
            begin = at
            for part in get_sentence_boundaries(wording.pack.code, line.replace("\n", " ")):
                if not _is_inside_word(wording, at + part["end_index"]):
                    yield begin, at + part["end_index"]
                    begin = at + part["end_index"]
        at += len(line)


def _is_inside_word(wording: Wording, at: int) -> bool:
    """Whether a place in the text is inside a word, which a full stop may break to pass a filter."""
    i = bisect_left(wording.starts, at) - 1
    return i >= 0 and wording.tokens[i].start < at < wording.tokens[i].end


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; lines that a break inside a sentence left apart are one."""
    kept: list[str] = []
    for line in text.splitlines(keepends=True):
        if kept and not _goes_on(kept[-1], line):
            yield "".join(kept)
            kept = []
        kept.append(line)
    if kept:
        yield "".join(kept)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before: one space stands at the break, or a small letter follows."""
    if before.rstrip()[-1:] in tuple(".!?…") or len(before) > _LONG or not before.strip("\r\n"):
        return line.strip() in tuple(".!?,")
    spaced = before.rstrip("\r\n").endswith(" ") or (line.startswith(" ") and not line.startswith("  "))
    return spaced or line[:1].islower() or line[:1] in tuple(".,)»")


def cut(wording: Wording, datelines: Iterable[Match]) -> Iterator[Sentence]:
    """Yield the sentences of a text; days of publication written at its head end one."""
    opened, index = False, 0
    dots, days = wording.at("."), sorted(datelines, key=lambda h: h.first)
    for start, end in _bounds(wording):
        first, last = bisect_left(wording.starts, start), bisect_left(wording.starts, end)
        for low, high in _bounded(_glued(wording, first, last, (dots, days))):
            if not any(map(_IS_WORD, wording.tokens[low:high])):
                continue
            yield Sentence(index, low, high, opened)
            opened = leaves_open(wording, low, high, opened)
            index += 1


def leaves_open(wording: Wording, first: int, last: int, opened: bool) -> bool:
    """Return whether a quotation is open behind some tokens that it was ``opened`` before or not."""
    for i in wording.quotes[bisect_left(wording.quotes, first) : bisect_left(wording.quotes, last)]:
        mark = wording.tokens[i].text
        opened = mark in "“«" or (mark == '"' and not opened)
    return opened


def _bounded(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut what is longer than any sentence, so that no text takes more time than its length explains."""
    for low, high in spans:
        for start in range(low, high, _LONGEST_SENTENCE):
            yield start, min(start + _LONGEST_SENTENCE, high)


def _behind_dateline(wording: Wording, first: int, last: int) -> int | None:
    """Where a town and an agency in brackets before a dash end ("Beirut (AFP) -"), at the head of a text."""
    for i in range(first + 1, min(first + 10, last - 1)):
        if wording.tokens[i].text in "-–—" and wording.tokens[i - 1].text == ")" and first < HEAD:
            return i + 1 + (wording.tokens[i + 1].text in "-–—")
    return None


def _glued(wording: Wording, first: int, last: int, cuts: tuple[list[int], list[Match]]) -> Iterator[tuple[int, int]]:
    """Cut behind the day of publication, and where a full stop is glued to the capital of the next sentence."""
    dots, days = cuts
    low = first
    if not wording.grammar.get("capitals") and (behind := _behind_dateline(wording, first, last)):
        yield low, behind
        low = behind
    for hit in days:
        if first <= hit.first and hit.last < last:
            yield low, hit.last
            low = hit.last
    for i in dots[bisect_left(dots, low + 1) : bisect_left(dots, last - 1)]:
        before, token, after = wording.tokens[i - 1 : i + 2]
        touching = before.end == token.start and after.start == token.end
        if touching and len(before.text) > 2 and before.text.islower() and after.text[0].isupper():
            yield low, i + 1
            low = i + 1
    if low < last:
        yield low, last
