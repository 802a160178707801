"""Arms: whether a reply says that fighters or arms were what was hit, or that nothing was."""

from __future__ import annotations

from solferino import name
from solferino.extract.entities import Entity, root
from solferino.extract.scene import Scene

_USED = 7
"""Words between a verb of use and the fighters or arms it is said of."""
_ONLY = 5
"""Words behind "only" within which stands what alone was hit."""
_IS = 3
"""Words behind "was" within which stands what something was."""
ARMED_KINDS = frozenset(("armed_group", "forces", "coalition"))
"""Kinds of parties that are armed."""


def said_of_arms(scene: Scene, speaker: Entity | None, first: int, last: int) -> set[str]:
    """Return the stances that what a speaker says of fighters, arms and strikes gives it, between two tokens."""
    found = {"alternative_explanation"} if _were_armed(scene, arms_named(scene, speaker, first, last), first, last) else set()
    return found | ({"denies_event"} if _was_none(scene, first, last) else set())


def arms_named(scene: Scene, speaker: Entity | None, first: int, last: int) -> list[int]:
    """Return the words for fighters and arms between two tokens that are not the speaker's own."""
    side = root(speaker.party) if speaker else None
    own = range(speaker.first, speaker.last) if speaker else range(0)
    others = {
        i
        for h in scene.find("party", first, last)
        if name.party(h.value).kind in ARMED_KINDS and root(h.value) != side
        for i in range(h.first, h.last)
    }
    armed = (i for i in scene.keyed("armed") if first <= i < last)
    found = others | {i for i in armed if not (_is_own(scene, i) or is_of_state(scene, i))}
    return sorted(found.difference(own))


def is_of_state(scene: Scene, i: int) -> bool:
    """Whether a word such as "armed" is part of the name of a state's forces ("the armed forces"), where names have no capitals."""
    return scene.unicase and any(h.first < i < h.last for h in scene.tagged("actor.state", i - 3, i))


def _is_own(scene: Scene, i: int) -> bool:
    owned = scene.tokens[i].text.endswith(tuple(scene.grammar.get("possessive_endings", ())))
    return owned or any(scene.is_any(at, scene.words("own")) for at in range(i - 2, i))


def _were_armed(scene: Scene, arms: list[int], first: int, last: int) -> bool:
    """Whether fighters or arms are said to use a place, to be all that was hit, or to be what something was."""
    uses = [
        i for i in scene.keyed("uses") if first <= i < last and not scene.find("negation", i - 3, i) and not _is_of_weapon(scene, i)
    ]
    for at in arms:
        if any(abs(i - at) <= _USED for i in uses) or any(scene.is_any(i, scene.words("solely")) for i in range(at - _ONLY, at)):
            return True
        if any(scene.is_any(i, scene.words("aiming")) for i in range(at - _ONLY, at - 1)):
            return True
        near = range(max(first, at - _IS), at)
        if any(scene.is_any(i, scene.words("was")) for i in near) and not scene.find("negation", near.start, at):
            return True
    return False


def _is_of_weapon(scene: Scene, i: int) -> bool:
    """Whether a weapon, not a place, is said to be used ("rebels used chemical weapons")."""
    return any(scene.is_any(at, scene.words("weaponry")) for at in range(i + 1, i + 4))


def _was_none(scene: Scene, first: int, last: int) -> bool:
    """Whether "no" stands before an attack or a weapon ("there had been no strike", "no drone was flown")."""
    for none in scene.find("negation", first, last):
        if not scene.is_any(none.first, scene.words("no_one")) or scene.find("what", none.last, none.last + 2):
            continue
        if any(h.tag != "event.verb" for h in scene.find(("event", "method"), none.last, none.last + 2)):
            return True
    return False
