"""Places without capitals: the unknown words behind "the village of", and lists of them."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract.scene import INDEFINITE, Hit, Scene
from solferino.extract.sentences import Sentence

_LONGEST = 3
"""Words of a quoted name."""
_FAMILIES = (
    "event", "what", "say", "method", "date", "count", "cite", "target", "party", "place", "source", "who", "actor", "held",
    "place_name", "hedge", "including",
)  # fmt: skip
"""Families whose words are no names."""


def find(scene: Scene, sentence: Sentence) -> Iterator[tuple[Hit, Hit]]:
    """Yield unknown names with the place word that makes each a place: "the town of A", "the towns of A, B and C"."""
    for word in scene.find("place", sentence.first, sentence.last):
        if word.tag == "place.in" or "the" in scene.tokens[word.first].marks or _is_owned(scene, word):
            continue
        at: int | None = word.last
        while at is not None and at < sentence.last:
            named = _name(scene, sentence, at)
            if named:
                yield _listed(scene, named) if at > word.last else named, word
            behind = named.last if named else _known_until(scene, at)
            at = _next(scene, behind, sentence.last) if behind > at else None
    yield from _behind_prepositions(scene, sentence)


def _behind_prepositions(scene: Scene, sentence: Sentence) -> Iterator[tuple[Hit, Hit]]:
    """Names of several words behind a preposition of place ("in Tell X"): their first word says that they are places."""
    for at in range(sentence.first, sentence.last - 2):
        if scene.is_any(at, scene.words("located")) and scene.is_any(at + 1, scene.words("name_heads")):
            named = _name(scene, sentence, at + 1)
            if named and named.last > named.first + 1:
                yield named, Hit(at, at + 1, "place.settlement")


def _is_owned(scene: Scene, word: Hit) -> bool:
    """Whether a place word ends in "its" or "their", so that no name follows."""
    return scene.tokens[word.last - 1].text.endswith(tuple(scene.grammar.get("possessive_endings", ())))


def _listed(scene: Scene, named: Hit) -> Hit:
    """A name in a list, without the "and" that may be written onto it."""
    words = scene.quote(named.first, named.last)
    return Hit(named.first, named.last, named.tag, words[1:]) if "and" in scene.tokens[named.first].marks else named


def _name(scene: Scene, sentence: Sentence, first: int) -> Hit | None:
    """The name that begins at a token: words in quotation marks, a hashtag, a word behind "Tell" or "Kafr", or one word."""
    if scene.tokens[first].text in '"“«':
        closing = range(first + 2, min(first + 2 + _LONGEST, sentence.last))
        last = next((i for i in closing if scene.tokens[i].text in '"”»'), None)
        return Hit(first + 1, last, "name.x") if last and not _is_known(scene, first + 1) else None
    if scene.tokens[first].text == "#" and first + 1 < sentence.last:
        return _hashtag(scene, sentence, first + 1)
    if not _may_name(scene, first):
        return None
    last = first + 1
    while last < sentence.last and scene.is_any(last - 1, scene.words("name_heads")) and _goes_on(scene, last):
        last += 1
    return Hit(first, last, "name.x") if last > first + 1 or not _describes(scene, first) else None


def _hashtag(scene: Scene, sentence: Sentence, first: int) -> Hit | None:
    """The name that is a hashtag, its words joined by underscores."""
    last = first + 1
    while last < sentence.last and scene.text[scene.tokens[last - 1].end : scene.tokens[last].start] == "_":
        last += 1
    words = scene.quote(first, last)
    return Hit(first, last, "name.x", words.replace("_", " ") if "_" in words else None) if _may_name(scene, first) else None


def _goes_on(scene: Scene, i: int) -> bool:
    return scene.tokens[i].is_word and i not in scene.marked("function")


def _may_name(scene: Scene, i: int) -> bool:
    if (
        {"in", "the"} <= scene.tokens[i].marks
        or scene.tokens[i].text.endswith(INDEFINITE)
        or scene.overlaps("place_name", i, i + 1)
    ):
        return False
    head = scene.is_any(i, scene.words("name_heads"))
    return scene.tokens[i].is_word and (head or not (_is_known(scene, i) or scene.is_any(i, scene.words("function"))))


def _is_known(scene: Scene, i: int) -> bool:
    return scene.overlaps(_FAMILIES, i, i + 1)


def _describes(scene: Scene, i: int) -> bool:
    """Whether a word rather describes the place: an adjective or a verb by its form."""
    word = scene.tokens[i].text
    shape = word.endswith(tuple(scene.grammar.get("adjective_endings", ()))) or word.startswith(
        tuple(scene.grammar.get("verb_prefixes", ()))
    )
    return ("the" not in scene.tokens[i].marks and shape) or scene.is_any(i, scene.words("modifiers"))


def _known_until(scene: Scene, first: int) -> int:
    """Where a place that the gazetteer knows ends; the token itself where none begins."""
    return next((h.last for h in scene.find("place_name", first, first + 1)), first)


def _next(scene: Scene, at: int, end: int) -> int | None:
    """Where the list goes on: behind a comma and "and", or at a word onto which "and" is written."""
    marked = at < end and (scene.tokens[at].text in ",،" or scene.is_any(at, scene.words("and")))
    first = at + marked
    if (
        first < end
        and scene.tokens[first].is_word
        and ("and" in scene.tokens[first].marks or scene.overlaps("place_name", first, first + 1))
    ):
        return first if marked or "and" in scene.tokens[first].marks else None
    return None
