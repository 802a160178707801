"""Breaches: the legal words of a sentence, each with the law that it says was broken, where names have no capitals."""

from __future__ import annotations

from solferino.extract.scene import Hit, Scene

_GRAVE = 6
"""Words within which what is grave about a breach is said."""
_LAW = 14
"""Words within which the law that is broken is named."""


def find(scene: Scene, first: int, last: int) -> list[Hit]:
    """Return the legal words between two tokens, in order; no crimes that are only spoken of in general."""
    found = scene.find("legal", first, last)
    if not scene.unicase:
        return found
    begun = [(i, _law_ends(scene, i, last)) for i in sorted(scene.keyed("breaches")) if first <= i < last]
    broken = [Hit(i, end, "legal.x") for i, end in begun if end > i]
    apart = [h for h in found if not any(b.first < h.last and h.first < b.last for b in broken)]
    return sorted([*(h for h in apart if not _is_general(scene, h)), *broken], key=lambda h: h.first)


def _law_ends(scene: Scene, first: int, last: int) -> int:
    """Where the law ends that a word for a breach is said of ("a grave and open breach of the law of nations"); else its start."""
    at = first + 1
    while at < min(first + _GRAVE, last) and scene.is_any(at, scene.words("grave")):
        at += 1
    if at >= last or not scene.is_any(at, scene.words("laws")):
        return first
    named = scene.words("laws") | scene.words("of_laws")
    while at < min(first + _LAW, last) and scene.is_any(at, named):
        at += 1
    return at


def _is_general(scene: Scene, hit: Hit) -> bool:
    """Whether crimes are only spoken of in general ("investigates the crimes of the war"), with nothing that calls an act one."""
    general = scene.is_any(hit.first, scene.words("crimes")) and "the" in scene.tokens[hit.last - 1].marks
    return general and not scene.is_any(hit.first - 1, scene.words("legal_lead"))
