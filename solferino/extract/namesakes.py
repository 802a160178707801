"""Namesakes: place names that are part of a person's, a body's or another place's name."""

from __future__ import annotations

from collections.abc import Sequence

from solferino import name
from solferino.extract.capitals import capitals
from solferino.extract.entities import Entity
from solferino.extract.place_words import word_after, word_before
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.wording import CASES

_NO_NAMES = ("place", "place_name", "party", "target", "source", "date")
"""Families whose words do not go on with the name of a town."""


def is_where_told(scene: Scene, hit: Hit) -> bool:
    """Whether a capital is only where its government speaks ("it was said in Moscow")."""
    power = any(h.tag == "party.metonym" for h in scene.find("party", hit.first, hit.last))
    said = scene.find("say", hit.last, hit.last + 5) if power and scene.grammar.get("cases") else []
    return (
        bool(said)
        and not scene.find("event", hit.last, said[0].first)
        and all(scene.tokens[i].is_word or scene.tokens[i].text == "-" for i in range(hit.last, said[0].first))
    )


def is_first_name(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a name goes on with unknown words, so that it is another's ("by Abiy Ahmed", "the town of Adi Daero")."""
    if not scene.analytic:
        return False
    run = next((h for h in capitals(scene, sentence) if h.first == hit.first), None)
    if run is None or run.last <= hit.last:
        return False
    if any(h.tag != "place.in" for h in scene.find(_NO_NAMES, hit.last, run.last + (word_after(scene, run) is None))):
        return False
    return scene.has("by.x", hit.first - 1, hit.first) or (
        run.last == hit.last + 1 and (word_before(scene, run) or word_after(scene, run)) is not None
    )


def heads_list(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective stands in a list before the place word that it shares ("in the Kyiv and Chernihiv regions")."""
    marks = scene.tokens[hit.first].marks
    if hit.last - hit.first > 1 or not marks or "NOUN" in marks or not scene.is_any(hit.last, scene.words("and")):
        return False
    return any(h.tag != "place.in" for h in scene.find("place", hit.last + 1, hit.last + 3))


def describes(scene: Scene, hit: Hit) -> bool:
    """Whether a lone adjective only says whose the plain noun behind it is ("in the Kherson prosecutor's office")."""
    here = scene.tokens[hit.first].marks
    if hit.last - hit.first > 1 or hit.last >= len(scene.tokens) or not here & CASES or "NOUN" in here:
        return False
    behind = scene.tokens[hit.last]
    return behind.text.islower() and bool(here & behind.marks & CASES) and hit.last not in scene.marked("function")


def is_of_another(scene: Scene, hit: Hit) -> bool:
    """Whether a name is part of a person's, of fighters', or of what is named after somebody ("the Kalinin hospital")."""
    if not scene.grammar.get("cases"):
        return False
    town = scene.overlaps("place_name", hit.first - 1, hit.first) and scene.find("place", hit.last - 1, hit.last)
    person = hit.first > 0 and not town and not scene.tokens[hit.first - 1].marks.isdisjoint(("Name", "Patr"))
    return person or scene.is_any(hit.first - 1, scene.words("named_for")) or scene.overlaps("actor", hit.first, hit.last)


def is_half(scene: Scene, hit: Hit) -> bool:
    """Whether a name is only the first half of a word with a hyphen."""
    ends = scene.tokens[hit.last - 1].end
    return any(t.start == ends and t.text in "-'’‘" for t in scene.tokens[hit.last : hit.last + 1])


def names_district(scene: Scene, hit: Hit) -> bool:
    """Whether a name stands undeclined behind "district" and so is the district's, not that of the town it is in."""
    district = any(h.last == hit.first for h in scene.tagged("place.district", hit.first - 2, hit.first))
    marks = scene.tokens[hit.first].marks
    return district and "nomn" in marks and "gent" not in marks


def is_particle(scene: Scene, hit: Hit) -> bool:
    """Whether a name is only a small word of other names ("al", "Abu")."""
    return hit.last - hit.first == 1 and scene.is_any(hit.first, scene.words("particles"))


def is_named_after(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether the name is part of a body's or a person's name."""
    for entity in entities:
        if entity.first <= hit.first and hit.last <= entity.last and (entity.first, entity.last) != (hit.first, hit.last):
            if entity.person and scene.quote(hit.first, hit.last) in entity.person:
                return entity.person != scene.quote(hit.first, hit.last) or not is_seat(scene, hit)
            if scene.unicase and _are_there(scene, hit, entity):
                return False
            if entity.kind == "person" and hit.tag == "place_name" and hit.value[0].precision == "country":
                return True
            role = any(h.last == hit.first for h in scene.find("source", entity.first, hit.first))
            if scene.grammar.get("cases") and role and "NOUN" in scene.tokens[hit.first].marks:
                return False
            if not is_owned(scene, hit, [entity]):
                return False
            return entity.kind in ("body", "person", "party") and not scene.is_any(hit.first - 1, scene.words("place_words"))
    return False


def _are_there(scene: Scene, hit: Hit, entity: Entity) -> bool:
    """Whether a town behind "in" says where people without a name are, who say nothing ("killed three nurses in X")."""
    spoken = scene.find(("say", "cite"), entity.first - 2, entity.first)
    return entity.kind == "person" and entity.person is None and not spoken and scene.is_any(hit.first - 1, scene.words("inside"))


def is_seat(scene: Scene, hit: Hit) -> bool:
    """Whether a name behind a plain noun and "in" says where people are, even where they are named so ("an armed group in X")."""
    at = hit.first - 1 - scene.is_any(hit.first - 1, scene.words("articles"))
    if not scene.analytic or not scene.is_any(at, scene.words("located")):
        return False
    return scene.tokens[at - 1].text.islower() or at < 2 or not scene.tokens[at - 2].is_word


def is_owned(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether a name belongs to a body, a person or a party; a state's adjective before it owns nothing ("in the Syrian X")."""
    owners = [e for e in entities if e.first <= hit.first < e.last and e.kind != "name"]
    return any(not _only_places(scene, hit, e) for e in owners)


def _only_places(scene: Scene, hit: Hit, owner: Entity) -> bool:
    """Whether a state before a name only says where that is ("in the Syrian X", "in the capital of Somalia X")."""
    if not scene.grammar.get("cases") or owner.kind != "party" or hit.first <= owner.first:
        return False
    state = owner.party is not None and name.party(owner.party).kind == "state"
    return scene.has("party.adjective", owner.first, hit.first) or state
