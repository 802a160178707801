"""What was hit, by what means, and the proper name of the facility."""

from __future__ import annotations

from collections.abc import Iterator

from solferino import name
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence


def find(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    """Yield the targets of a sentence, each once, and the names of facilities."""
    seen = set()
    for hit in scene.find("target", sentence.first, sentence.last):
        if _is_aside(scene, hit) or (hit.word == "other_civilian" and _is_counted(scene, hit)):
            continue
        if (hit.word == "camp" and _is_around(scene, sentence, hit)) or _is_in_name(scene, hit):
            continue
        if _helps(scene, hit) or _is_district(scene, sentence, hit) or _is_beside(scene, hit) or _is_fighters(scene, hit):
            continue
        named = _name(scene, sentence, hit)
        if named:
            yield named
        named_so = scene.grammar.get("cases") and scene.has("who.civilians", hit.first, hit.last)
        rule = "target.civilians" if named_so else "target.word"
        if (hit.word, rule) not in seen:
            seen.add((hit.word, rule))
            yield Fill("target", hit.word, hit.first, hit.last, rule)


def methods(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    """Yield the means of attack of a sentence, each once."""
    seen = set()
    found = scene.find("method", sentence.first, sentence.last)
    for hit in sorted(found, key=lambda h: scene.is_any(h.last - 1, scene.words("vague_means"))):
        if hit.word not in seen and not _is_inside_target(scene, hit) and not _is_of_town(scene, hit):
            seen.add(hit.word)
            yield Fill("method", hit.word, hit.first, hit.last, _rule(scene, hit))


def _is_of_town(scene: Scene, hit: Hit) -> bool:
    """Whether a word is only the first part of a town's name."""
    towns = scene.find("place_name", hit.first, hit.first + 1) if scene.grammar.get("cases") else []
    return any(h.last > hit.last for h in towns)


def _is_inside_target(scene: Scene, hit: Hit) -> bool:
    """Whether a word for an act is only part of the name of what was hit ("a detention centre")."""
    around = scene.find("target", hit.first - 2, hit.first)
    return any(h.last >= hit.last for h in around) and not scene.grammar.get("capitals")


def _rule(scene: Scene, hit: Hit) -> str:
    """Whether a single word names its weapon, or may stand for another that the text names."""
    if hit.last - hit.first == 1 and scene.is_any(hit.first, scene.words("vague_means")):
        return "method.vague"
    rocket = hit.word == "missile" and scene.is_any(hit.first, scene.words("vague_rockets"))
    return "method.missile_or_rocket" if rocket else "method.word"


def _is_aside(scene: Scene, hit: Hit) -> bool:
    """Whether a facility is only where the wounded were taken, who spoke, or where a person works."""
    cared = (h for h in scene.find("care", hit.first - 6, hit.last) if not (_is_struck(scene, h) or _is_fired(scene, h)))
    if any(h.first <= hit.first < h.last or 0 <= hit.first - h.last <= 2 for h in cared):
        return not _was_struck(scene, hit)
    if scene.grammar.get("cases"):
        return scene.says("nobody", hit.first - 3, hit.first)
    if scene.grammar.get("capitals") and _is_headed(scene, hit):
        return True
    return scene.overlaps("source", hit.last, hit.last + 1) and not scene.find("event", hit.last, hit.last + 2)


def _is_in_name(scene: Scene, hit: Hit) -> bool:
    """Whether a word is only part of a town's name or of what a person is, where names have no capitals ("a pupil of a school")."""
    if not scene.unicase or hit.word == "camp":
        return hit.word == "transport" and any(h.last > hit.last for h in scene.find("place_name", hit.first, hit.first + 1))
    if any(h.last > hit.last for h in scene.find("place_name", hit.first, hit.first + 1)) and hit.word in (
        "food",
        "worship",
        "water",
    ):
        return True
    owned = any(h.last == hit.first for h in scene.find("who", hit.first - 2, hit.first))
    return owned and hit.word in ("school", "university", "hospital") and "the" not in scene.tokens[hit.first].marks


def _is_around(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a camp is only where what was hit stands, where names have no capitals ("a school in the camp of X")."""
    if not scene.unicase:
        return False
    inside = "in" in scene.tokens[hit.first].marks or scene.is_any(hit.first - 1, scene.words("inside"))
    before = {h.word for h in scene.find("target", sentence.first, hit.first)}
    return inside and bool(before - PEOPLE - {"camp", "home", "military", "transport"})


PEOPLE = frozenset(("other_civilian", "health_worker", "patient", "rescuer", "aid_worker", "media"))
"""Targets that are people, who may be hit anywhere."""


def _is_headed(scene: Scene, hit: Hit) -> bool:
    """Whether a facility only says of what somebody is the head ("the director of the X medical centre")."""
    for i in range(hit.first - 1, max(hit.first - 6, 0), -1):
        if scene.is_any(i, scene.words("noun_of")):
            return scene.is_any(i - 1, scene.words("heads"))
        if not scene.tokens[i].is_word or (scene.tokens[i].text.islower() and not scene.is_any(i, scene.words("articles"))):
            return False
    return False


def _helps(scene: Scene, hit: Hit) -> bool:
    """Whether rescuers or medics are only told to have come to help ("rescuers pulled bodies from the rubble")."""
    if hit.word not in ("rescuer", "health_worker", "aid_worker") or scene.find("what", hit.first - 4, hit.last + 4):
        return False
    if scene.words("said_to_be") and any(h.last <= hit.first for h in scene.tagged("say.states", hit.first - 4, hit.first)):
        return not scene.find("event", hit.first - 3, hit.last + 4)
    if scene.is_any(hit.first - 1, scene.words("telling")) or scene.find("say", hit.last, hit.last + 2):
        return True
    return scene.says("helps", hit.last, hit.last + 4)


def _is_fighters(scene: Scene, hit: Hit) -> bool:
    """Whether a vehicle or building is said to be fighters', who stand behind it in the genitive ("the militants' cars")."""
    if not scene.grammar.get("cases") or hit.word not in ("transport", "home", "public_building"):
        return False
    near = range(hit.first - _HELD, hit.last + _HELD)
    if any(scene.is_any(i, scene.words("belonging")) and scene.tagged("actor.armed", i + 1, i + 3) for i in near):
        return True
    owners = scene.tagged("actor.armed", hit.last, hit.last + 1)
    return bool(owners) and scene.may_be(hit.last, "gent") and not scene.may_be(hit.last, "ablt")


def _is_beside(scene: Scene, hit: Hit) -> bool:
    """Whether a village only says where something is near, where nouns have cases ("took positions at the village")."""
    near = scene.grammar.get("cases") and hit.word == "other_civilian" and scene.overlaps("place", hit.first, hit.last)
    return bool(near) and scene.is_any(hit.first - 1, scene.words("beside"))


def _is_district(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a neighbourhood with a name is only where a facility stands that was hit."""
    if not scene.is_any(hit.last - 1, scene.words("district_words")) or not scene.tokens[hit.first - 1].text[0].isupper():
        return False
    return bool({h.word for h in scene.find("target", sentence.first, hit.first)} & FACILITIES)


_HELD = 14
"""Words within which it is said whose a vehicle is."""
FACILITIES = frozenset(("hospital", "clinic", "school", "university", "worship", "market", "camp", "pharmacy"))
"""Targets that stand somewhere in a town, and are counted."""


def _is_struck(scene: Scene, care: Hit) -> bool:
    """Whether an attack noun stands right before "at a hospital", where nouns have no cases."""
    nouns = [h for h in scene.find("event", care.first - 3, care.first) if h.tag.startswith("event.attack")]
    return any(h.last == care.first for h in nouns) and scene.analytic


def _was_struck(scene: Scene, hit: Hit) -> bool:
    """Whether a relative clause says that a facility was attacked ("doctors at a hospital in X that was bombed in March")."""
    relative = [i for i in range(hit.last, hit.last + 5) if scene.is_any(i, scene.words("relative"))]
    if not scene.words("said_to_be") or not relative or not scene.is_any(relative[0] + 1, scene.words("passive")):
        return False
    return bool(scene.find("event", relative[0] + 1, relative[0] + 4))


def _is_fired(scene: Scene, care: Hit) -> bool:
    """Whether a weapon, not a patient, "got into" a hospital, where one verb says both."""
    hits = scene.grammar.get("cases") and scene.has("event.verb", care.first, care.first + 1)
    return bool(hits and scene.find("method", care.first - 4, care.first + 4))


def _is_counted(scene: Scene, hit: Hit) -> bool:
    """Whether people are the victims that a number counts rather than what was aimed at."""
    return any(h.last <= hit.first for h in scene.find("count", hit.first - 3, hit.first)) or bool(
        scene.find("what", hit.last, hit.last + 3)
    )


_NAMELESS = frozenset(("health_worker", "other_civilian", "home", "patient", "rescuer", "media", "aid_worker", "military"))
"""Targets that have no proper name."""


def _name_behind(scene: Scene, sentence: Sentence, hit: Hit) -> Fill | None:
    """Without capitals: a word with the article, or a place, behind a facility word that has none ("hospital the-hope")."""
    last = hit.last
    if last < sentence.last and scene.tokens[last].text in '"“«' and "the" not in scene.tokens[hit.first].marks:
        closing = range(last + 2, min(last + 5, sentence.last))
        end = next((i for i in closing if scene.tokens[i].text in '"”»'), None)
        return Fill("target_name", scene.name(hit.first, end + 1), hit.first, end + 1, "target.name") if end else None
    if last >= sentence.last or "the" in scene.tokens[hit.first].marks or scene.tokens[last].marks & {"in", "to"}:
        return None
    known = ("event", "what", "say", "count", "date", "method", "party", "actor", "place", "source", "target", "care")
    if scene.is_any(last, scene.words("function")) or scene.overlaps(known, last, last + 1):
        return None
    if "the" not in scene.tokens[last].marks and not scene.overlaps("place_name", last, last + 1):
        return None
    last = max([last + 1, *(h.last for h in scene.find("place_name", last, last + 1))])
    while last < sentence.last and scene.is_any(last, scene.words("facility_kinds")):
        last += 1
    return Fill("target_name", scene.name(hit.first, last), hit.first, last, "target.name")


def _name(scene: Scene, sentence: Sentence, hit: Hit) -> Fill | None:
    """The proper name around a facility word: capitalised words before it, or behind it and "of"."""
    if hit.word in _NAMELESS:
        return None
    if not scene.grammar.get("capitals"):
        return _name_behind(scene, sentence, hit)
    if scene.grammar.get("cases"):
        return _titled(scene, sentence, hit)
    first, last = hit.first, hit.last
    while first > sentence.first and _named(scene, first - 1):
        first -= 1
    while scene.is_any(first, scene.words("function")) and first < hit.first:
        first += 1
    if (
        scene.is_any(last, scene.words("noun_of"))
        and last + 1 < sentence.last
        and scene.tokens[hit.first].text[0].isupper()
        and _named(scene, last + 1)
    ):
        last += 2
        while last < sentence.last and _named(scene, last):
            last += 1
    if (first, last) == (hit.first, hit.last) or scene.find("party", first, hit.first):
        return None
    return Fill("target_name", scene.quote(first, last), first, last, "target.name")


def _titled(scene: Scene, sentence: Sentence, hit: Hit) -> Fill | None:
    """Behind a facility word: a name in quotation marks, a number, "named after" with a name, or capitals that are no place."""
    at = hit.last
    if at + 1 >= sentence.last:
        return None
    text = scene.tokens[at].text
    if text in '"“«„':
        closing = range(at + 2, min(at + 8, sentence.last))
        last = next((i + 1 for i in closing if scene.tokens[i].text in '"”»“'), at)
    elif text in ("№", "N"):
        last = at + 2
    else:
        begin = at + scene.is_any(at, scene.words("named_for"))
        last = _capitals_end(scene, sentence, begin, bare=begin == at)
        last = at if last == begin else last
    owners = scene.tagged("party.name", at, at + 2)
    if last == at or any(name.party(h.value).kind == "ngo" for h in owners):
        return None
    return Fill("target_name", scene.quote(hit.first, last), hit.first, last, "target.name")


def _capitals_end(scene: Scene, sentence: Sentence, first: int, *, bare: bool) -> int:
    """Where capitalised words end; ``bare`` ones must be no place, party or person who speaks."""
    last = first
    while last < min(first + 4, sentence.last) and (_named(scene, last) or scene.tokens[last].text == "."):
        joined = last > first + 1 and scene.tokens[last - 1].text == "-"
        if bare and not joined and scene.overlaps(("place_name", "party", "source", "place"), last, last + 1):
            return first
        last += 1
    while last > first and not scene.tokens[last - 1].is_word:
        last -= 1
    return last


def _named(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    before = scene.tokens[i - 1] if i else None
    if scene.grammar.get("cases") and "common" in token.marks and not (before and (before.is_word or before.text == "-")):
        return False
    if token.text in "-’'":
        return True
    if scene.overlaps(("event", "what", "say", "count", "date", "method"), i, i + 1):
        return False
    return (token.text[0].isupper() and not scene.is_any(i, scene.words("function"))) or scene.is_any(i, scene.words("particles"))
