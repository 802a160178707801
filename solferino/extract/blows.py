"""Blows: what an attack word is said to fall on by "on" or "under", where nouns have cases ("a blow on a hospital")."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract.scene import Hit, Scene

_RAIDED = frozenset(("hospital", "clinic", "ambulance", "school", "university", "worship", "camp", "aid_convoy"))
"""Targets that no robber raids."""
_REACH = 6
"""Tokens between a blow and what it fell on."""


def find(scene: Scene, first: int, last: int) -> Iterator[Hit]:
    """Yield the targets and places between two tokens on which a blow fell, or that came under one."""
    if not scene.grammar.get("cases"):
        return
    for blow in scene.find("event", first, last):
        near = (max(first, blow.first - _REACH - 1), min(blow.last + _REACH + 1, last))
        for hit in scene.find(("target", "place_name"), *near):
            if _falls_on(scene, blow, hit) or _came_under(scene, blow, hit):
                yield hit


def _falls_on(scene: Scene, blow: Hit, hit: Hit) -> bool:
    """Whether "on" leads from a blow to what it fell on, or stands before that with the blow behind it ("on the town fell it")."""
    aims = scene.words("aimed")
    if blow.tag == "event.effect":
        return False
    if blow.last <= hit.first:
        raids = hit.word in _RAIDED and scene.is_any(blow.last - 1, scene.words("raids"))
        aims = aims | scene.words("raids_on") if raids else aims
        led = any(scene.is_any(i, aims) for i in range(blow.last, hit.first))
        return led and _is_plain(scene, blow.last, hit.first)
    return scene.is_any(hit.first - 1, aims) and hit.last <= blow.first and _is_plain(scene, hit.last, blow.first)


def _came_under(scene: Scene, blow: Hit, hit: Hit) -> bool:
    """Whether something is said to have come under attack right before or behind the words for it."""
    under = blow.tag == "event.effect" and scene.is_any(blow.last - 1, scene.words("under_attack"))
    gap = (blow.last, hit.first) if blow.last <= hit.first else (hit.last, blow.first)
    return under and gap[0] <= gap[1] and _is_plain(scene, *gap)


def _is_plain(scene: Scene, first: int, last: int) -> bool:
    """Whether neither a mark nor another attack stands between two tokens."""
    events = scene.find("event", first, last)
    return all(scene.tokens[i].is_word for i in range(first, last)) and all(h.tag == "event.verb" for h in events)
