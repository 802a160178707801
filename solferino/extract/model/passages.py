"""Passages: the stretches of a text that a model is asked about."""

from __future__ import annotations

from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from solferino import language
from solferino.records import Reading

LONGEST = 1200
"""Characters of a passage: small models lose what stands in the middle of more."""

SIGNS = ("event", "method", "what", "reply")
"""Families of words one of which a passage must have, where the language has a pack."""


def cut(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of passages of whole sentences that may speak of an attack or answer such a report."""
    start = end = 0
    for low, high in _sentences(reading):
        if high - start > LONGEST and end > start:
            yield from _asked(reading, start, end)
            start = low
        end = high
    yield from _asked(reading, start, end)


def _asked(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, LONGEST):
        stop = min(end, begin + LONGEST)
        if reading.text[begin:stop].strip() and _speaks(reading, begin, stop):
            yield begin, stop


def _speaks(reading: Reading, start: int, end: int) -> bool:
    if reading.lang not in language.languages():
        return True
    pack = language.pack(reading.lang or "")
    return any(m.tag.partition(".")[0] in SIGNS for m in pack.words.find(pack.tokens(reading.text[start:end])))


def _sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    at = 0
    for line in reading.text.splitlines(keepends=True):
        if line.strip():
            for part in get_sentence_boundaries(reading.lang or "en", line):
                yield at + part["start_index"], at + part["end_index"]
        at += len(line)
