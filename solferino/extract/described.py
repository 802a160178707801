"""Words without capitals: whether an unknown one is a name, or goes on with the noun for a speaker before it."""

from __future__ import annotations

from solferino.extract.scene import Scene
from solferino.language.forms import bare, fold

_ALI = ("علي", "العلي")
"""Names that, without the two dots of their last letter, are "on"."""


def describes(scene: Scene, i: int, head: int) -> bool:
    """Whether an unknown word goes on with a noun for a speaker: with the article, or an adjective as bare as the noun is."""
    if not unknown(scene, i, scene.words("function")) or is_first_name(scene, i) or scene.overlaps("place_name", i, i + 1):
        return False
    word = scene.tokens[i].text
    adjective = word.endswith(tuple(scene.grammar.get("describing_endings", ())))
    if "the" in scene.tokens[i].marks:
        owner = "the" not in scene.tokens[head].marks
        return (owner or adjective) and not scene.tokens[i].marks & {"to", "in", "as"}
    verb = word.startswith(tuple(scene.grammar["verb_prefixes"])) and not word.endswith(tuple(scene.grammar["adjective_endings"]))
    return "the" not in scene.tokens[head].marks and adjective and not verb


def is_first_name(scene: Scene, i: int) -> bool:
    """Whether a word that may be of a state is a name: an adjective would have the article of the role before it."""
    if scene.grammar.get("capitals"):
        return False
    adjective = any(h.tag == "party.adjective" for h in scene.find("party", i, i + 1))
    if not adjective or "the" in scene.tokens[i].marks:
        return False
    roles = [h.first for h in scene.find("source", i - 3, i) if h.last == i]
    return any("the" in scene.tokens[at].marks for at in (i - 1, *roles))


def unknown(scene: Scene, i: int, known: frozenset[str]) -> bool:
    """Whether a word is of no list of the language, small words as they are given."""
    families = ("reply", "event", "what", "say", "method", "date", "count", "cite", "target", "party", "place", "source")
    if scene.tokens[i].text in _ALI:
        return True
    return scene.tokens[i].is_word and not _is_small(scene, i, known) and not scene.overlaps(families, i, i + 1)


def _is_small(scene: Scene, i: int, known: frozenset[str]) -> bool:
    """Whether a token is a small word as it is written, with or without "and": endings are none of a small word's."""
    if scene.grammar.get("capitals") or not scene.is_any(i, known):
        return scene.is_any(i, known)
    word = scene.tokens[i].text
    return not known.isdisjoint(map(fold, (word, *bare(word))))
