"""Names in scripts without capitals: unknown words behind a role, a body or a verb of saying."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract.compounds import REACH
from solferino.extract.described import is_first_name, unknown
from solferino.extract.reporting import PASSED
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence


def behind_roles(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Yield the unknown words behind a role and its body that are a name ("spokesman of the ministry ...")."""
    reach, nameless = scene.grammar.get("name_after_role", 0), scene.words("nameless")
    for role in scene.tagged("source.person", sentence.first, sentence.last):
        first = role.last
        if first + 1 < sentence.last and "the" in scene.tokens[first].marks and _describes_role(scene, first + 1):
            first += unknown(scene, first, scene.words("function"))
        while first < min(role.last + 2 * REACH, sentence.last) and _describes_role(scene, first):
            first += 1
        begins = first + (first < sentence.last - 2 and scene.tokens[first].text in ",،")
        last = _unknown_until(scene, begins, min(begins + reach, sentence.last))
        if begins > first and _is_between_marks(scene, begins, last, sentence) and not scene.is_any(role.first, nameless):
            yield Hit(role.first, first, role.tag)
            yield Hit(begins, last, "name.x")
        elif (
            begins == first
            and last - first >= 1 + (not scene.is_any(first - 1, scene.words("titles")))
            and not scene.is_any(role.first, nameless)
        ):
            yield Hit(role.first, first, role.tag)
            yield Hit(first, last, "name.x")


def _is_between_marks(scene: Scene, first: int, last: int, sentence: Sentence) -> bool:
    """Whether unknown words behind a role and a comma are a name: two or three of them, and a mark or "that" behind."""
    if not 2 <= last - first <= 4 or last >= sentence.last:
        return False
    closes = scene.tokens[last].text in ",،:؛" or scene.is_any(last, scene.words("complementizers") | scene.words("role_links"))
    return closes and not scene.tokens[first].marks & {"in", "to", "the"}


def _describes_role(scene: Scene, i: int) -> bool:
    if is_first_name(scene, i):
        return False
    if {"to", "the"} <= scene.tokens[i].marks and not scene.overlaps("date", i, i + 1):
        return True
    if scene.is_any(i, scene.words("role_links")):
        return scene.overlaps(("place_name", "party", "source", "place"), i + 1, i + 2)
    families = ("party", "source", "actor", "place_name", "place")
    if scene.has("place.in", i, i + 1) and scene.is_any(i, scene.words("function")) and "the" not in scene.tokens[i].marks:
        return False
    known = scene.overlaps(families, i, i + 1) or scene.is_any(i, scene.words("modifiers"))
    return known or _is_of_body(scene, i)


def _is_of_body(scene: Scene, i: int) -> bool:
    """Whether a word with the article goes on with the name of a body before it ("the spokesman of the agency the-ambulance")."""
    if "the" not in scene.tokens[i].marks or scene.overlaps(("event", "what", "say", "date", "count"), i, i + 1):
        return False
    if scene.overlaps("party", i - 1, i):
        return False
    back = i - 1
    while back > i - 4 and "the" in scene.tokens[back].marks and not scene.overlaps("source", back, back + 1):
        back -= 1
    bodies = [h for h in scene.find("source", back - 2, back + 1) if h.last == back + 1 and h.tag != "source.person"]
    return any("the" not in scene.tokens[h.first].marks for h in bodies)


def behind_bodies(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Yield the names behind a noun for a body or a person's post: in quotation marks, or unknown words with the article."""
    for hit in scene.find("source", sentence.first, sentence.last):
        if hit.last < sentence.last and scene.tokens[hit.last].text in '"“«':
            closing = range(hit.last + 2, min(hit.last + 8, sentence.last))
            last = next((i for i in closing if scene.tokens[i].text in '"”»'), None)
            if last and scene.tokens[last - 1].is_word:
                yield Hit(hit.last + 1, last, "name.x")
        elif hit.tag == "source.body" and "the" not in scene.tokens[hit.first].marks:
            last = hit.last
            while last < min(hit.last + 3, sentence.last) and _goes_with(scene, last):
                last += 1
            last = max(last, _foreign_until(scene, hit.last, sentence.last))
            if last > hit.last:
                yield Hit(hit.last, last, "name.x")


def _is_led_by_preposition(scene: Scene, i: int) -> bool:
    marks = scene.tokens[i].marks
    return "the" in marks and bool(marks & {"in", "to", "as"})


def _goes_with(scene: Scene, i: int) -> bool:
    """Whether a word with the article may be part of a body's name ("agency the-press the-French")."""
    adjective = any(h.tag == "party.adjective" for h in scene.find("party", i, i + 1))
    return "the" in scene.tokens[i].marks and (adjective or unknown(scene, i, scene.words("function")))


def _foreign_until(scene: Scene, first: int, end: int) -> int:
    """Where a body's name without an article ends: unknown words up to a mark or "that" ("the group | Save the Sea | that")."""
    last = first
    while last < min(first + REACH, end) and unknown(scene, last, scene.words("function")):
        last += 1
    closes = last < end and (not scene.tokens[last].is_word or scene.is_any(last, scene.words("complementizers")))
    return last if closes and "the" not in scene.tokens[first].marks else first


def behind_saying(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Yield the unknown words behind "said" or "as for" that are a name, where the verb stands first."""
    for i in scene.keyed("topic"):
        ends = _unknown_until(scene, i + 1, min(i + 4, sentence.last)) if sentence.first <= i < sentence.last else i
        if ends - i > 2:
            yield Hit(i + 1, ends, "name.x")
    for hit in scene.find("say", sentence.first, sentence.last):
        if scene.is_any(hit.first, scene.words("passing")):
            yield from _passed_from(scene, hit.last, min(hit.last + PASSED, sentence.last))
        last = _unknown_until(scene, hit.last, min(hit.last + 3, sentence.last))
        naming = scene.is_any(hit.first, scene.words("naming"))
        called = last + 1 < sentence.last and scene.tokens[last].text in ",،" and scene.is_any(last + 1, scene.words("who_is"))
        posted = called or (last - hit.last >= 2 and last < sentence.last and bool(scene.find("source", last, last + 2)))
        if last > hit.last and not _is_led_by_preposition(scene, hit.last) and (naming or posted):
            yield Hit(hit.last, last, "name.x")


def _passed_from(scene: Scene, first: int, last: int) -> Iterator[Hit]:
    """Yield the name of two words or more behind the "from" of a verb that passes on ("the agency quoted from A B, a doctor")."""
    for i in range(first, last - 2):
        if scene.is_any(i, scene.words("passing_from")):
            ends = _unknown_until(scene, i + 1, min(i + 4, last))
            if ends - i > 2 and "the" not in scene.tokens[i + 1].marks:
                yield Hit(i + 1, ends, "name.x")
            return


def _closes_name(scene: Scene, i: int) -> bool:
    """Whether a word that begins as with a preposition ends a name instead: no article, and a mark or "that" behind it."""
    behind = i + 1 < len(scene.tokens) and (not scene.tokens[i + 1].is_word or scene.is_any(i + 1, scene.words("complementizers")))
    return behind and "the" not in scene.tokens[i].marks


def _unknown_until(scene: Scene, first: int, end: int) -> int:
    known = scene.words("function")
    for i in range(first, end):
        if not is_first_name(scene, i) and not unknown(scene, i, known):
            return i
        if i > first and scene.tokens[i].marks & {"in", "to"} and not _closes_name(scene, i):
            return i
        if "the" in scene.tokens[i].marks and i > first and not scene.is_any(i - 1, scene.words("particles")):
            return i + 1
    return max(first, end)
