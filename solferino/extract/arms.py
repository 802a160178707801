"""Arms: whether a reply says that fighters or arms were what was hit, or that nothing was."""

from __future__ import annotations

from collections.abc import Sequence

from solferino import name
from solferino.extract.entities import Entity, root
from solferino.extract.scene import Hit, Scene

_USED = 7
"""Words between a verb of use and the fighters or arms it is said of."""
_STORED = 5
"""Words behind a verb of storing within which the weapons stand."""
_ONLY = 5
"""Words behind "only" within which stands what alone was hit."""
_NOT = 5
"""Words behind a negation within which stands what was not done."""
_IS = 3
"""Words behind "was" within which stands what something was."""
ARMED_KINDS = frozenset(("armed_group", "forces", "coalition"))
"""Kinds of parties that are armed."""


def said_of_arms(scene: Scene, speaker: Entity | None, first: int, last: int) -> set[str]:
    """Return the stances that what a speaker says of fighters, arms and strikes gives it, between two tokens."""
    arms = arms_named(scene, speaker, first, last)
    armed = _were_armed(scene, arms, first, last) or _were_stored(scene, first, last)
    found = {"alternative_explanation"} if armed else set()
    found |= {"counter_accuses"} if any(_came_from(scene, at, first) for at in arms) else set()
    return found | _denied(scene, first, last)


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
    return owned or scene.says("own", i - 2, i)


def _were_armed(scene: Scene, arms: list[int], first: int, last: int) -> bool:
    """Whether fighters or arms are said to use a place, to be all that was hit, or to be what something was."""
    uses = [
        i for i in scene.keyed("uses") if first <= i < last and not scene.find("negation", i - 3, i) and not _is_of_weapon(scene, i)
    ]
    for at in arms:
        if any(abs(i - at) <= _USED for i in uses) or scene.says("solely", at - _ONLY, at):
            return True
        if scene.says("aiming", at - _ONLY, at - 1):
            return True
        near = range(max(first, at - _IS), at)
        if any(scene.is_any(i, scene.words("was")) for i in near) and not scene.find("negation", near.start, at):
            return True
    return False


def _were_stored(scene: Scene, first: int, last: int) -> bool:
    """Whether weapons are said to be stored, made or set up in a place ("a house in which rockets were stored")."""
    stores = (i for i in scene.keyed("stores") if first <= i < last)
    return any(scene.is_any(at, scene.words("weaponry")) for i in stores for at in range(i + 1, i + _STORED))


def _is_of_weapon(scene: Scene, i: int) -> bool:
    """Whether a weapon, not a place, is said to be used ("rebels used chemical weapons")."""
    return any(scene.is_any(at, scene.words("weaponry")) and not _by(scene, at) for at in range(i + 1, i + 4))


def _by(scene: Scene, i: int) -> bool:
    """Whether a word stands in the case of who does something, where nouns have cases ("used by the forces of X")."""
    return bool(scene.grammar.get("cases")) and scene.may_be(i, "ablt")


def _came_from(scene: Scene, at: int, first: int) -> bool:
    """Whether an attack is said to be the work of fighters ("came from a rebel post", "the handiwork of the militia")."""
    link = next((i for i in range(at - 1, max(first, at - _ONLY) - 1, -1) if scene.is_any(i, scene.words("work_by"))), None)
    return link is not None and scene.says("works", max(first, link - 2), link)


def _denied(scene: Scene, first: int, last: int) -> set[str]:
    """What a negation gives up: the event itself ("there had been no strike") or one's part in it ("no plane had flown")."""
    found: set[str] = set()
    for none in scene.find("negation", first, last):
        if scene.find("what", none.last, none.last + 2) or scene.overlaps("none", none.first, none.last):
            continue
        near = scene.find(("event", "method"), none.last, min(none.last + _NOT, last))
        nouns = [h for h in near if h.tag in ("event.attack", "event.attacks") and h.first <= none.last + 1]
        if nouns and scene.is_any(none.first, scene.words("no_one")):
            found.add("denies_event")
        elif _was_not_done(scene, none, [h for h in near if not _is_noun(scene, h)], last):
            found.add("denies_responsibility")
    return found


def _is_noun(scene: Scene, hit: Hit) -> bool:
    """Whether a word of attack is a noun, by its tag or an article."""
    return hit.tag.startswith("event.attack") or scene.is_any(hit.first - 1, scene.words("the") | scene.words("articles"))


def _was_not_done(scene: Scene, none: Hit, near: Sequence[Hit], last: int) -> bool:
    """Whether a negation is that of a verb or weapon of attack close behind it, or of flights, troops and the like."""
    flown = scene.says("operations", none.last, min(none.last + _NOT, last))
    return flown or (bool(near) and not scene.find(("say", "unreal"), none.last, near[0].first))
