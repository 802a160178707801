"""Who the victims were, told in a sentence of its own: "all of the dead - staff of the hospital" is the number told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.scene import Scene

_BACK = 3
"""Sentences back to which the victims may have been counted."""


def told(scene: Scene, read: Sequence[Frame]) -> list[Frame]:
    """Return the frames of a text; those that say who all of the victims were count them again, as that group."""
    everyone = scene.words("everyone")
    if not everyone or not scene.keyed("everyone"):
        return list(read)
    for i, frame in enumerate(read):
        frame.fills.extend(_again(scene, frame, read[max(0, i - _BACK) : i]))
    return list(read)


def _again(scene: Scene, frame: Frame, before: Sequence[Frame]) -> Iterator[Fill]:
    """Yield the counts of people that earlier sentences tell, for the harms named between "all" and the dash."""
    first, last = frame.sentence.first, frame.sentence.last
    if frame.of("count") or not scene.is_any(first, scene.words("everyone")):
        return
    dash = next((i for i in range(first + 1, min(first + 8, last)) if scene.tokens[i].text in "-–—"), last)
    groups = scene.find("who", dash + 1, min(dash + 4, last))
    harms = {h.word for h in scene.find("what", first, dash)}
    if not groups or groups[0].word == "people":
        return
    for harm in sorted(harms):
        counted = (f for earlier in before[::-1] for f in earlier.of("count") if _is_of(f, harm))
        if known := next(counted, None):
            yield Fill("count", {**known.value, "who": groups[0].word}, first, groups[0].last, "count.all_of_them", known.hedge)


def _is_of(fill: Fill, harm: str) -> bool:
    return bool(fill.value["what"] == harm and fill.value["who"] in ("people", "civilians"))
