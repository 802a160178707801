"""From a model's spans to claims: one mention for each number that has a span which states it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.extract.entities import root
from solferino.extract.model.align import Aligned
from solferino.extract.model.answer import Said
from solferino.extract.model.values import Reader
from solferino.records import Claim, Json, Mention, Reading, mention_id

SCOPES = ("incident", "total", "response")
Spans = list[tuple[Said, Aligned]]


@dataclass(frozen=True)
class _Cutter:
    """Cuts the claims of one mention."""

    reading: Reading
    run: str
    mention: str
    speaker: tuple[str, ...]
    stance: str

    def cut(self, name: str, value: Json, at: Aligned, hedge: str | None = None) -> Claim:
        claim = Claim(
            run=self.run, reading=self.reading.id, mention=self.mention, field=name, value=value, start=at.start, end=at.end,
            quote=self.reading.text[at.start : at.end], stance=self.stance, hedge=hedge, speaker=self.speaker, rule=f"model.{name}",
        )  # fmt: skip
        claim.prove(self.reading.text)
        return claim


def written(reader: Reader, spans: Spans, *, run: str, known: Sequence[Mention], dropped: Counter[str]) -> Iterator[Claim]:
    """Yield the claims of the mentions of one passage."""
    numbered: dict[int, Spans] = defaultdict(list)
    for said, at in spans:
        numbered[said.mention].append((said, at))
    for own in numbered.values():
        states = [(said, at) for said, at in own if said.field in SCOPES]
        if not states:
            dropped["of no mention"] += len(own)
            continue
        anchor, at = states[0]
        if anchor.field != "response" and not reader.states(at):
            dropped["of no mention"] += len(own)
            continue
        if anchor.field == "response" and not reader.shows(anchor.word, at):
            dropped["a stance that no word shows"] += len(own)
            continue
        yield from _mention(reader, own, anchor, at, run=run, known=known, dropped=dropped)


def _mention(
    reader: Reader, own: Spans, anchor: Said, at: Aligned, *, run: str, known: Sequence[Mention], dropped: Counter[str]
) -> Iterator[Claim]:
    key = _key(reader.reading, anchor.field, at, known)
    voices = [(reader.value(said, span)[0], span) for said, span in own if said.field == "speaker"]
    names = tuple(dict.fromkeys(v["name"] for v, _ in voices))
    cutter = _Cutter(reader.reading, run, key, names, _stance(anchor, bool(names)))
    yield cutter.cut("event", {"scope": anchor.field}, at)
    for voice, span in voices:
        yield cutter.cut("speaker", {**voice, "chain": []}, span)
    if anchor.field == "response":
        yield from _reply(cutter, anchor, at, voices)
        return
    rank = 0
    for said, span in own:
        if said.field in (*SCOPES, "speaker"):
            continue
        value, hedge = reader.value(said, span)
        if value is None:
            dropped["words that say no value"] += 1
            continue
        if said.field == "place":
            value, rank = {**value, "rank": rank}, rank + 1
            if rank == 1 and value["country"]:
                yield cutter.cut("country", value["country"], span)
        if said.field == "perpetrator":
            value = {**value, "status": "alleged" if names else "stated"}
        yield cutter.cut(said.field, value, span, hedge)


def _reply(cutter: _Cutter, anchor: Said, at: Aligned, voices: Sequence[tuple[dict[str, Any], Aligned]]) -> Iterator[Claim]:
    yield cutter.cut("response_stance", anchor.word, at)
    for voice, span in voices[:1]:
        yield cutter.cut("party", {**voice, "party": root(voice["party"]) or voice["party"]}, span)


def _stance(anchor: Said, cited: bool) -> str:
    if anchor.field == "response":
        return "denies" if anchor.word.startswith("denies") else "states"
    return "alleges" if cited else "states"


def _key(reading: Reading, scope: str, at: Aligned, known: Sequence[Mention]) -> str:
    """Return the id of the known mention of that scope whose anchor overlaps most, else one of its own."""
    shared = {m.id: min(m.anchor.end, at.end) - max(m.anchor.start, at.start) for m in known if m.scope == scope}
    best = max(shared, key=lambda k: shared[k], default=None)
    return best if best and shared[best] > 0 else mention_id(reading.id, scope, at.start, at.end)
