"""Shares of a total: what a list says of each country or region ("Myanmar with 418, Ukraine with 395") is a total of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.extract import places
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.scene import Hit, Scene

_SMALL = 3
"""Words that may stand between a place and its number ("accounted for at least")."""
_INHERITED = ("target", "date")
"""What a share takes over from its total."""


def told(scene: Scene, read: Sequence[Frame]) -> list[Frame]:
    """Return the frames of a text with one more for each share of a total, right behind the frame that tells it."""
    if not scene.words("shares"):
        return list(read)
    out: list[Frame] = []
    total: Frame | None = None
    for frame in read:
        total = frame if frame.total and _sum(frame) else total
        near = total is not None and 0 <= frame.sentence.index - total.sentence.index <= 1
        parts = list(_shares(scene, frame, total)) if total and near else []
        spans = [(p.sentence.first, p.sentence.last) for p in parts]
        out += [_without(frame, spans), *parts] if parts else [frame]
    return out


def home(read: Sequence[Frame], country: str | None) -> str | None:
    """Return the country of a text; none where shares of a total are of several countries."""
    shared = {f.value["country"] for frame in read if "share.x" in frame.signs for f in frame.of("place")}
    return country if len(shared) < 2 else None


def _sum(frame: Frame) -> Fill | None:
    """The first figure of a total that may be shared out."""
    return next((f for f in frame.of("count") if f.value["what"] in ("attacks", "killed")), None)


def _shares(scene: Scene, frame: Frame, total: Frame) -> Iterator[Frame]:
    whole = _sum(total)
    places_of = scene.find("place_name", frame.sentence.first, frame.sentence.last)
    found = [(hit, number) for hit in places_of if (number := _number(scene, frame, hit))]
    brackets = [pair for pair in found if scene.tokens[pair[1].first - 1].text == "("]
    for hit, number in found if len(brackets) != 1 else [pair for pair in found if pair not in brackets]:
        place = places.named(scene, hit)
        if whole is None or place is None:
            continue
        count = {**whole.value, "low": number.value.low, "high": number.value.high, "approx": number.value.approx}
        first, last = min(hit.first, number.first), max(hit.last, number.last)
        taken = [f for name in _INHERITED for f in total.of(name)]
        fills = [Fill("count", count, number.first, number.last, "count.share", number.value.hedge), place, *taken]
        said = replace(frame.sentence, first=first, last=last)
        yield Frame(said, fills, [], total.speeches, [], frozenset(("share.x",)), states=True, total=True)


def _number(scene: Scene, frame: Frame, hit: Hit) -> Hit | None:
    """The number behind a place and "with", "accounted for" or a bracket, and nothing counted behind it but "of them"."""
    for number in scene.find("count", hit.last + 1, min(hit.last + 2 + _SMALL, frame.sentence.last)):
        gap = range(hit.last, number.first)
        plain = all(scene.is_any(i, scene.words("shares")) or scene.tokens[i].text == "(" for i in gap)
        if plain and not scene.find(("who", "what", "date"), number.first, number.last + 1):
            return number
    return None


def _without(frame: Frame, spans: Sequence[tuple[int, int]]) -> Frame:
    """A frame without the places and figures of its shares."""
    kept = [f for f in frame.fills if f.field not in ("place", "count") or not any(a <= f.first < b for a, b in spans)]
    return replace(frame, fills=kept)
