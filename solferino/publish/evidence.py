"""Evidence: the quotes behind a figure, each in its sentence, with who says it and where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from solferino.records import Claim, Finding, Reading, Release, Source, make_id

REACH = 320
"""Characters that a sentence may take on either side of a quote."""
_ENDS = re.compile(r"(?<=[.!?؟。])[\"'”»)]*\s+|\n+")

RTL = frozenset(("ar", "fa", "he", "ku", "ur", "ps", "yi", "sd", "ug"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; ``marked`` when it is quoted."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Passage:
    """One sentence of a reading, ``text[start:end]``, with the claims that are cut from it."""

    source: Source
    source_id: str
    reading: Reading
    reading_id: str
    start: int
    end: int
    claims: tuple[Claim, ...]

    @cached_property
    def id(self) -> str:
        return make_id("passage", self.reading_id, self.start, self.end)

    @property
    def lang(self) -> str:
        """ISO 639-1 code, empty when unknown."""
        return self.reading.lang or ""

    @property
    def direction(self) -> str:
        """``rtl``, ``ltr``, or ``auto`` where the language is unknown."""
        return "rtl" if self.lang in RTL else "ltr" if self.lang else "auto"

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The sentence with the quotes of its claims marked."""
        return pieces(self.reading.text, self.start, self.end, [(c.start, c.end) for c in self.claims])

    def only(self, claims: Iterable[str]) -> Passage:
        """Return the passage with some of its claims, by id."""
        wanted = set(claims)
        kept = tuple(c for c in self.claims if c.id in wanted)
        return Passage(self.source, self.source_id, self.reading, self.reading_id, self.start, self.end, kept)


class Evidence:
    """The passages of a release, and those behind each finding."""

    def __init__(self, release: Release) -> None:
        self._release = release
        ledger = release.ledger
        cut: dict[tuple[str, int, int], list[Claim]] = {}
        for claim in ledger.claims.values():
            around = sentence(ledger.readings[claim.reading].text, claim.start, claim.end)
            cut.setdefault((claim.reading, *around), []).append(claim)
        self.passages = tuple(sorted((self._passage(key, claims) for key, claims in _joined(cut)), key=_in_time))
        self._of_claim = {c.id: n for n, p in enumerate(self.passages) for c in p.claims}

    def _passage(self, key: tuple[str, int, int], claims: Sequence[Claim]) -> Passage:
        ledger = self._release.ledger
        reading = ledger.readings[key[0]]
        ordered = tuple(sorted(claims, key=lambda c: (c.start, c.end, c.field, c.id)))
        return Passage(ledger.sources[reading.source], reading.source, reading, key[0], key[1], key[2], ordered)

    def behind(self, finding: Finding) -> tuple[Passage, ...]:
        """Return the passages that a finding rests on, with only its claims, oldest source first."""
        return self.of(finding.claims)

    def of(self, claims: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages of some claims, with only those, oldest source first."""
        wanted: dict[int, list[str]] = {}
        for claim in claims:
            if claim in self._of_claim:
                wanted.setdefault(self._of_claim[claim], []).append(claim)
        return tuple(self.passages[n].only(wanted[n]) for n in sorted(wanted))


def _in_time(passage: Passage) -> tuple[str, str, str, int]:
    return passage.reading.published or "9999", passage.source.name, passage.reading_id, passage.start


def _joined(cut: Mapping[tuple[str, int, int], list[Claim]]) -> Iterable[tuple[tuple[str, int, int], list[Claim]]]:
    """Yield sentences by reading and start; those that overlap, because a quote spans several, are one."""
    whole: list[tuple[tuple[str, int, int], list[Claim]]] = []
    for (reading, start, end), claims in sorted(cut.items()):
        if whole and whole[-1][0][0] == reading and start < whole[-1][0][2]:
            (_, first, last), before = whole.pop()
            whole.append(((reading, first, max(last, end)), before + claims))
        else:
            whole.append(((reading, start, end), list(claims)))
    return whole


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence, or sentences, around ``text[start:end]``; cut at spaces where it is very long."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    first = max((m.end() for m in _ENDS.finditer(text, low, start)), default=_word(text, low, 1))
    last = next((m.start() for m in _ENDS.finditer(text, max(low, end - 1), high) if m.end() >= end), _word(text, high, -1))
    first, last = min(first, start), max(last, end)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _word(text: str, at: int, step: int) -> int:
    """Move an offset inwards to the next space, unless it is at the edge of the text."""
    while 0 < at < len(text) and not text[at].isspace():
        at += step
    return at


def pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` into marked and unmarked pieces; spans that overlap or touch are one mark."""
    found: list[Piece] = []
    at = start
    for low, high in _union(spans):
        if low > at:
            found.append(Piece(text[at:low], marked=False))
        found.append(Piece(text[low:high], marked=True))
        at = high
    return (*found, Piece(text[at:end], marked=False)) if at < end else tuple(found)


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if whole and low <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], high)
        else:
            whole.append((low, high))
    return whole


def translation(release: Release, passage: Passage) -> tuple[str, str] | None:
    """Return the language and the passage of a translation of a source in the case, None where it has none.

    Source and translation are set side by side by lines where both have as many; else the whole translation stands.
    """
    ledger = release.ledger
    for key, source in ledger.sources.items():
        if source.translates in (passage.source.name, passage.source_id):
            for reading in ledger.readings.values():
                if reading.source == key:
                    return reading.lang or "", _beside(passage, reading.text)
    return None


def _beside(passage: Passage, text: str) -> str:
    here, there = (t.splitlines() for t in (passage.reading.text, text))
    here, there = [line for line in here if line.strip()], [line for line in there if line.strip()]
    before = len([line for line in passage.reading.text[: passage.start].splitlines() if line.strip()])
    if passage.start and passage.reading.text[passage.start - 1] != "\n":
        before -= 1
    spans = len(passage.reading.text[passage.start : passage.end].splitlines())
    return "\n".join(there[before : before + spans]) if len(here) == len(there) else text
