"""Number of nouns: whether an attack is spoken of in the singular, and whether what was hit is one facility."""

from __future__ import annotations

from solferino.extract.frames import NO_FACILITY, Frame
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence


def one_facility(scene: Scene, frame: Frame) -> bool:
    """Return whether what was hit is one facility, where nouns show their number at the end ("three strikes hit the market")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    hit = [f for f in frame.of("target") if f.value not in NO_FACILITY]
    if not endings or len(hit) != 1 or scene.is_any(hit[0].first, scene.words("plurals")):
        return False
    ends = hit[0].last - 1 if scene.grammar.get("capitals") else hit[0].first
    return not scene.tokens[ends].text.casefold().endswith(endings)


def singular(scene: Scene, frame: Frame) -> bool:
    """Return whether an attack is spoken of in the singular, with an article ("an air strike", "the attack")."""
    first, last = frame.sentence.first, frame.sentence.last
    if scene.grammar.get("cases") and "event.attacks" not in frame.signs:
        facilities = [h for h in scene.find("target", first, last) if h.word not in ("other_civilian", "military")]
        if "event.attack" in frame.signs or any("sing" in scene.tokens[h.last - 1].marks for h in facilities):
            return True
    if any(scene.is_any(i, scene.words("one")) for h in scene.find("target", first, last) for i in range(h.first - 2, h.first)):
        return True
    for hit in scene.tagged("event.attack", first, last):
        near = range(max(hit.first - 3, first), hit.first)
        article = any(scene.is_any(i, scene.words("articles")) for i in near)
        if (
            (article or _heads(scene, frame.sentence, hit))
            and not scene.overlaps("legal", hit.first, hit.last)
            and not scene.has("event.attacks", hit.first, hit.first + 1)
            and (not scene.overlaps("target", near.start, hit.first) or _heads(scene, frame.sentence, hit))
        ):
            return True
    return False


def _heads(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun for one attack stands in a headline, which has no full stop and no articles."""
    if scene.tokens[sentence.last - 1].text in ".!?" or not scene.is_any(hit.last - 1, scene.words("one_attack")):
        return False
    return all(scene.keyed(section).isdisjoint(range(sentence.first, sentence.last)) for section in ("articles", "the"))


def is_nth(scene: Scene, sentence: Sentence) -> bool:
    """Return whether an attack is counted as one of several ("the fourth attack on a clinic since May")."""
    nouns = scene.tagged("event.attack", sentence.first, sentence.last)
    nth, one = scene.words("nth"), scene.words("one")
    return any(scene.is_any(i, nth) and not scene.is_any(i - 1, one) for h in nouns for i in range(h.first - 2, h.first))
