"""Finding things in a case: by id, by name, by words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from solferino import language
from solferino.errors import UsageError
from solferino.records import Ledger, Reading, Record

if TYPE_CHECKING:
    from solferino.case import Case

_PASSAGE = re.compile(r"[^\n]+")
_WIDE = 160


class Hit(NamedTuple):
    """A passage that has all the words that were searched for.

    ``start`` is its place in the reading; ``marks`` are the (start, end) of the words in ``passage``; ``claims`` are the ids of the
    claims whose quotes stand in it.
    """

    source: str
    reading: str
    start: int
    passage: str
    marks: tuple[tuple[int, int], ...]
    claims: tuple[str, ...]


def search(words: str, ledger: Ledger) -> Iterator[Hit]:
    """Yield the passages of a ledger's readings that have all the words, in any of their forms."""
    quotes: dict[str, list[tuple[int, int, str]]] = {}
    for claim in ledger.claims.values():
        quotes.setdefault(claim.reading, []).append((claim.start, claim.end, claim.id))
    for reading in ledger.readings.values():
        wanted = [t.keys for t in language.tokens(words, reading.lang or "") if t.text[:1].isalnum()]
        if not wanted:
            raise UsageError("give at least one word to search for")
        for start, end, marks in _passages(reading, wanted):
            claims = tuple(key for a, b, key in quotes.get(reading.id, ()) if a < end and b > start)
            yield Hit(ledger.sources[reading.source].name, reading.id, start, reading.text[start:end], marks, claims)


def _passages(reading: Reading, wanted: list[frozenset[str]]) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
    for line in _PASSAGE.finditer(reading.text):
        tokens = language.tokens(line.group(), reading.lang or "")
        found = [[t for t in tokens if t.keys & keys] for keys in wanted]
        if all(found):
            first = min(t.start for t in (f[0] for f in found))
            a, b = max(0, first - _WIDE), min(len(line.group()), first + 2 * _WIDE)
            marks = sorted({(t.start - a, t.end - a) for hits in found for t in hits if a <= t.start and t.end <= b})
            yield line.start() + a, line.start() + b, tuple(marks)


def find(case: Case, key: str) -> Record:
    """Return the one record of an id or its beginning, or the source of a given name, the newest of several."""
    sources = case.sources()
    if named := [s for s in sources.values() if s.name == key]:
        return named[-1]
    ledger = case.ledger()
    every: dict[str, Record] = {**sources, **ledger.mentions, **ledger.claims, **{i.id: i for i in ledger.incidents}}
    if key.startswith("finding") or not any(k.startswith(key) for k in every):
        every |= {f.id: f for f in case.assess()}
    found = [every[key]] if key in every else [record for name, record in every.items() if name.startswith(key)]
    if len(found) != 1:
        raise UsageError(f"{key} is the beginning of {len(found)} ids; give more of it" if found else f"there is no {key} here")
    return found[0]
