"""Names in scripts with capitals: runs of capitalised words that are no words of the language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from solferino import name
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.wording import CASES

_HYPHENS = "-’'"


def split_at_states(scene: Scene, hit: Hit) -> list[Hit]:
    """Cut a run of capitals before a state that stands at its end ("... Organization Syria is ...")."""
    inner = [h for h in scene.find("party", hit.first + 1, hit.last) if h.last == hit.last and name.party(h.value).kind == "state"]
    if not inner or scene.is_any(inner[0].first - 1, scene.words("noun_of")) or scene.overlaps("party", hit.first, inner[0].first):
        return [hit]
    if inner[0].tag == "party.metonym" and "Name" in scene.tokens[inner[0].first - 1].marks:
        return [hit]
    return [Hit(hit.first, inner[0].first, hit.tag)]


def capitals(scene: Scene, sentence: Sentence) -> list[Hit]:
    """Return the runs of capitalised words that are no words of the language or the lexicon."""
    key = (sentence.first, sentence.last)
    if key not in scene.capitals:
        scene.capitals[key] = list(_runs(scene, sentence))
    return scene.capitals[key]


def _runs(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    begins, particles = scene.name_begins(), scene.marked("particles")
    last = sentence.first
    for first in begins[bisect_left(begins, sentence.first) : bisect_left(begins, sentence.last)]:
        if first < last or not _is_name_word(scene, first, sentence, particles):
            continue
        last = first + 1
        while last < sentence.last and (_is_name_word(scene, last, sentence, particles) or _inside(scene, last)):
            if changes_case(scene, last):
                yield Hit(first, last, "name.x")
                first = last
            last += 1
        if scene.grammar.get("cases") and scene.tokens[last - 1].text == "-" and last in scene.upper and last < sentence.last:
            last += 1
        yield Hit(first, last, "name.x")


def changes_case(scene: Scene, i: int) -> bool:
    """Whether a name begins right behind that of a place in another case ("in London the Syrian monitor")."""
    if not scene.grammar.get("cases") or i >= len(scene.tokens):
        return False
    if _names_area(scene, i):
        return True
    if scene.is_any(i - 2, scene.words("speech_before")) and scene.overlaps("party", i - 1, i):
        return "loct" in scene.tokens[i - 1].marks and scene.tokens[i].text not in _HYPHENS
    if not scene.overlaps("place_name", i - 1, i):
        return False
    if scene.tokens[i].text in _HYPHENS or scene.tokens[i - 1].text in _HYPHENS:
        return False
    before, here = (scene.tokens[at].marks & CASES for at in (i - 1, i))
    return bool(before and here) and before.isdisjoint(here)


def _names_area(scene: Scene, i: int) -> bool:
    """Whether an adjective behind a town's name is that of its district ("in X of the Y district")."""
    marks, before = scene.tokens[i].marks, scene.tokens[i - 1].marks
    area = any(h.tag != "place.in" for h in scene.find("place", i + 1, i + 2))
    return area and bool(marks & CASES) and "NOUN" not in marks and "NOUN" in before


def _is_apostrophe(scene: Scene, i: int) -> bool:
    """Whether an apostrophe stands inside a word of a language with cases, which cuts it in two tokens."""
    if not scene.grammar.get("cases") or not 0 < i < len(scene.tokens) - 1 or scene.tokens[i].text not in "'’‘":
        return False
    return scene.tokens[i - 1].end == scene.tokens[i].start and scene.tokens[i].end == scene.tokens[i + 1].start


def _inside(scene: Scene, i: int) -> bool:
    """Whether a small word or mark stands inside a name ("al-Sharabi", "de Mistura")."""
    tokens = scene.tokens
    if _is_apostrophe(scene, i) or _is_apostrophe(scene, i - 1):
        return True
    if i + 1 not in scene.upper:
        led = bool(scene.grammar.get("cases")) and tokens[i].text == "-" and i + 1 in scene.marked("particles")
        return led and i + 3 in scene.upper
    if tokens[i].text == ".":
        return i - 1 in scene.marked("titles")
    return tokens[i].text in "-’'" or i in scene.marked("particles")


def _is_name_word(scene: Scene, i: int, sentence: Sentence, particles: frozenset[int]) -> bool:
    tokens = scene.tokens
    if i in particles:
        return i + 1 < sentence.last and (tokens[i + 1].text in _HYPHENS or i + 1 in scene.upper)
    if i not in scene.upper:
        return i > sentence.first and tokens[i - 1].text in _HYPHENS and i - 2 in particles
    if "common" in tokens[i].marks and scene.grammar.get("cases") and _opens(scene, i, sentence):
        return scene.texts[i] in scene.names_inside() and i not in scene.nameless()
    return i not in scene.nameless()


def _opens(scene: Scene, i: int, sentence: Sentence) -> bool:
    """Whether a word is the first of its sentence, and so has a capital anyway."""
    return not any(scene.tokens[at].is_word for at in range(max(sentence.first, i - 4), i)) and i - sentence.first <= 4
