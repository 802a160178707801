"""The second engine: a language model names verbatim spans, and everything else is ours.

The model is asked for a flat list of spans in order of appearance, passage by passage. A span that does not stand in the passage is
dropped and counted; numbers, dates, places and parties are read from its words by the same code as everywhere, never by the model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from solferino.extract.model.align import Aligned, align
from solferino.extract.model.answer import Said, parse
from solferino.extract.model.passages import cut
from solferino.extract.model.prompt import PROMPT_HASH, PROMPT_VERSION, prompt
from solferino.extract.model.values import Reader
from solferino.extract.model.write import written
from solferino.place import Gazetteer
from solferino.records import Claim, Mention, Reading

__all__ = ["ENGINE", "PROMPT_HASH", "PROMPT_VERSION", "VERSION", "Asked", "extract"]

ENGINE = "model"
VERSION = "1"

Ask = Callable[[str], str]
"""Sends one prompt to a model and returns the text of its answer."""


@dataclass(frozen=True)
class Asked:
    """What came of asking about one reading: claims, and how many spans were dropped, by the reason."""

    claims: tuple[Claim, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)


def extract(reading: Reading, *, run: str, gazetteer: Gazetteer, ask: Ask, known: Sequence[Mention] = ()) -> Asked:
    """Ask a model about each passage of a reading that may speak of an attack.

    A mention whose anchor overlaps one of ``known`` (another engine's, of the same reading) is filed under that one's id, so that
    both engines' claims stand side by side.
    """
    reader = Reader(reading, gazetteer)
    dropped: Counter[str] = Counter()
    claims = [
        claim
        for start, end in cut(reading)
        for claim in written(reader, list(_aligned(reading, start, end, ask, dropped)), run=run, known=known, dropped=dropped)
    ]
    return Asked(tuple({c.id: c for c in claims}.values()), dict(sorted(dropped.items())))


def _aligned(reading: Reading, start: int, end: int, ask: Ask, dropped: Counter[str]) -> Iterator[tuple[Said, Aligned]]:
    """Yield the spans of one passage that stand in it, with where they stand in the reading."""
    passage = reading.text[start:end]
    said, broken = parse(ask(prompt(passage, reading)))
    dropped.update({"not as asked": broken} if broken else {})
    at = 0
    for one in said:
        found = align(one.text, passage, at)
        if found is None:
            dropped["not in the text"] += 1
            continue
        at = found.start
        yield one, Aligned(start + found.start, start + found.end)
