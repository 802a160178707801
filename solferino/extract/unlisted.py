"""Unlisted places: names that the gazetteer does not know, beside a place word or struck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from solferino.extract import localities, namesakes
from solferino.extract.capitals import capitals
from solferino.extract.entities import Entity
from solferino.extract.fills import Fill
from solferino.extract.place_words import fill_place, is_fled_to, word_after, word_before
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.toponyms import is_short
from solferino.extract.wording import CASES
from solferino.place import Place


def find(scene: Scene, sentence: Sentence, entities: Sequence[Entity], home: str | None, known: Sequence[Fill]) -> Iterator[Fill]:
    """Yield the names the gazetteer does not know, in a list of places: "the towns of A, B and C", "A and B districts"."""
    if not scene.grammar.get("capitals"):
        for named, word in localities.find(scene, sentence):
            yield _by_word(scene, named, word, home)
        return
    taken = {i for f in known for i in range(f.first, f.last)}
    names = [
        h
        for h in capitals(scene, sentence)
        if not taken.intersection(range(h.first, h.last))
        and h.first not in scene.banned
        and not (scene.grammar.get("cases") and is_short(scene, h.first))
        and not namesakes.is_named_after(scene, h, entities)
        and not is_fled_to(scene, h)
        and not scene.overlaps("party", h.first, h.last)
        and not scene.overlaps(("actor", "source"), h.first, h.last)
        and not (h.last - h.first == 1 and any(w.tag != "place.in" for w in scene.find("place", h.first, h.last)))
    ]
    words = [word_after(scene, h) or word_before(scene, h) or _told_before(scene, h) for h in names]
    for i in range(1, len(names)):
        if words[i] is None and words[i - 1] and words[i - 1].first < names[i - 1].first and _listed(scene, names[i - 1], names[i]):  # type: ignore[union-attr]
            words[i] = words[i - 1]
    for i in range(len(names) - 2, -1, -1):
        if words[i] is None and words[i + 1] and words[i + 1].first > names[i + 1].first and _listed(scene, names[i], names[i + 1]):  # type: ignore[union-attr]
            words[i] = words[i + 1]
    struck = {h for h in names if _is_struck(scene, h, entities)}
    for left, right in pairwise(names):
        if left in struck and _listed(scene, left, right):
            struck.add(right)
    for hit, beside in zip(names, words, strict=True):
        if beside is None and (home or scene.grammar.get("cases")) and (_stands_in(scene, hit, entities) or hit in struck):
            place = Place(scene.quote(hit.first, hit.last), None, None, None, "settlement", home, None)
            yield fill_place(scene, hit.first, hit.last, place, "place.in")
        if beside:
            yield _by_word(scene, hit, beside, home)


def _by_word(scene: Scene, hit: Hit, word: Hit, home: str | None) -> Fill:
    """A name that only a place word beside it makes a place."""
    precision = {"place.province": "province", "place.district": "within_1km"}.get(word.tag, "settlement")
    last = word.last if _agrees(scene, hit, word) else hit.last
    place = Place(scene.quote(hit.first, last), None, None, None, precision, home, None)
    fill = fill_place(scene, hit.first, last, place, "place.word")
    return fill._replace(value={**fill.value, "text": hit.value}) if hit.value else fill


def _agrees(scene: Scene, hit: Hit, word: Hit) -> bool:
    """Whether a name is the adjective of the place word right behind it ("in the Nikitovsky district")."""
    here, there = scene.tokens[hit.last - 1].marks, scene.tokens[word.first].marks
    return word.first == hit.last and "plur" not in there and bool(here & there & CASES)


def _stands_in(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether an unknown name stands right behind "in" or "near", and is nobody's."""
    at = hit.first - 1
    while scene.is_any(at, scene.words("sides_of_place")):
        at -= 1
    foreign = scene.grammar.get("cases") and scene.tokens[hit.first].text.isascii()
    if all(scene.is_any(i, scene.words("sides_of_place")) for i in range(hit.first, hit.last)):
        return False
    if foreign or not scene.is_any(at, scene.words("located")) or scene.tokens[hit.first].text.isupper():
        return False
    return not namesakes.is_owned(scene, hit, entities) or namesakes.is_seat(scene, hit)


def _is_struck(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether an unknown name is what an attack fell on ("shelled X", "bombs on X and Y"), and is nobody's."""
    at = hit.first - 1
    while scene.is_any(at, scene.words("sides_of_place")):
        at -= 1
    if (
        namesakes.is_owned(scene, hit, entities)
        or scene.find("target", hit.last, hit.last + 1)
        or scene.tokens[hit.last - 1].text.isupper()
    ):
        return False
    if any(v.last == at + 1 for v in scene.tagged("event.verb", at - 2, at + 1)):
        named = scene.grammar.get("cases") and not scene.tokens[hit.first].marks.isdisjoint(("Name", "Patr"))
        return not named and not any(scene.has(f"what.{harm}", at, at + 1) for harm in ("killed", "detained"))
    before = [h for f in ("event", "method") for h in scene.find(f, at - 4, at)]
    return scene.is_any(at, scene.words("upon")) and any(at - h.last <= 1 for h in before)


def _told_before(scene: Scene, hit: Hit) -> Hit | None:
    """The place word that stands beside a name elsewhere in the text, for a name behind a preposition of place."""
    at = hit.first - 1
    while at > 0 and not scene.tokens[at].is_word:
        at -= 1
    inside = any(scene.is_any(at, scene.words(section)) for section in ("located", "inside", "noun_of", "place_words"))
    return scene.placed.get(scene.quote(hit.first, hit.last).casefold()) if inside else None


def _listed(scene: Scene, left: Hit, right: Hit) -> bool:
    """Whether two names stand in one list."""
    joins = scene.words("and") | scene.words("articles")
    return right.first - left.last <= 2 and all(scene.is_any(i, joins) for i in range(left.last, right.first))
