"""Place words: what stands beside a name and says that it is a place, near one, or where people fled."""

from __future__ import annotations

from solferino.extract.capitals import capitals
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene
from solferino.place import Place

_NEAR = 2
"""Tokens before a name within which "in" may stand."""
_ORIGIN = 11
"""Tokens back from a place within which the positions of those who fired may stand."""


def is_fled_to(scene: Scene, hit: Hit) -> bool:
    """Whether a place is only where people fled to."""
    if not scene.analytic:
        return False
    to = [i for i in range(hit.first - 5, hit.first) if scene.is_any(i, scene.words("to"))]
    return bool(to) and scene.is_any(to[-1] - 1, scene.words("flight"))


def is_inside(scene: Scene, hit: Hit) -> bool:
    """Whether "in" stands before a name or is written onto it."""
    inside = scene.words("inside")
    return scene.written_on("in", hit.first) or any(scene.is_any(i, inside) for i in near_before(scene, hit.first))


def near_before(scene: Scene, first: int) -> range:
    """Return the two tokens before one, where nouns have cases without those of a sentence or line before."""
    begin = first
    while first - begin < _NEAR and begin > 0 and (not scene.grammar.get("cases") or _goes_on(scene, begin)):
        begin -= 1
    return range(begin, first) if scene.grammar.get("cases") else range(first - _NEAR, first)


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a token goes on with the sentence and the line of the one before it."""
    before = scene.tokens[at - 1]
    return before.text not in ".!?:" and "\n" not in scene.text[before.end : scene.tokens[at].start]


def is_behind_place_word(scene: Scene, i: int) -> bool:
    """Whether "central" or "the neighbourhoods of" stands before a name."""
    if scene.is_any(i - 1, scene.words("noun_of")):
        return scene.overlaps(("place", "target", "event"), i - 2, i - 1)
    return scene.is_any(i - 1, scene.words("place_words"))


def place(scene: Scene) -> None:
    """Note which names of a text stand beside a place word somewhere in it."""
    if scene.grammar.get("capitals"):
        for sentence in scene.sentences:
            words = scene.find("place", sentence.first, sentence.last)
            for hit in capitals(scene, sentence) if any(h.tag != "place.in" for h in words) else ():
                if word := word_after(scene, hit) or word_before(scene, hit):
                    scene.placed.setdefault(scene.quote(hit.first, hit.last).casefold(), word)


def word_after(scene: Scene, hit: Hit) -> Hit | None:
    """Return the place word right behind a name ("X district")."""
    return next((h for h in scene.find("place", hit.last, hit.last + 1) if h.tag != "place.in"), None)


def word_before(scene: Scene, hit: Hit) -> Hit | None:
    """Return a place word and "of" right before a name ("the village of X"), or a place word itself ("the village X")."""
    words = [h for h in scene.find("place", hit.first - 3, hit.first) if h.tag != "place.in"]
    gap = range(words[-1].last, hit.first) if words else range(0)
    short = len(gap) == 1 and scene.texts[gap[0]] == "." and words[-1].tag == "place.settlement"
    return (
        words[-1]
        if words and ((short and scene.grammar.get("cases")) or all(scene.is_any(i, scene.words("noun_of")) for i in gap))
        else None
    )


def fill_place(scene: Scene, first: int, last: int, place: Place, rule: str) -> Fill:
    """Return a place as a fill; one that only says what something is near to, or where fire came from, by the rule "place.near"."""
    value = {
        "text": _bare(scene, first, last), "rank": 0, "geonames": place.geonames, "lat": place.lat, "lon": place.lon,
        "precision": place.precision, "country": place.country,
    }  # fmt: skip
    key = place.geonames or scene.base(first, last).casefold()
    near = _is_beside(scene, first) or _is_origin(scene, first)
    return Fill("place", value, first, last, "place.near" if near else rule, key=str(key))


def _is_origin(scene: Scene, first: int) -> bool:
    """Whether a place is where the fire came from ("from positions in the area of X")."""
    for at in range(first - 1, max(first - _ORIGIN, -1), -1):
        if scene.is_any(at, scene.words("fired_from")):
            return True
        if scene.overlaps(("event", "target", "say"), at, at + 1) and not scene.overlaps("place", at, at + 1):
            return False
    return False


def _bare(scene: Scene, first: int, last: int) -> str:
    """A place's name as written, without the "in" or "and" that may be written onto it."""
    return scene.name(first, last, lambda text: any(p.match != "skeleton" for p in scene.gazetteer.find(text)))


def _is_beside(scene: Scene, first: int) -> bool:
    """Whether a place only says what something is near to ("30 km west of X")."""
    at = first - 1
    small = scene.words("noun_of") | scene.words("articles")
    while at > first - 4 and (scene.is_any(at, small) or _leads(scene, at)):
        if scene.is_any(at, scene.words("origin")):
            return True
        at -= 1
    within = scene.has("place.in", at, at + 1) and scene.is_any(at - 1, scene.words("the"))
    return scene.is_any(at, scene.words("beside")) and not within


def _leads(scene: Scene, i: int) -> bool:
    """Whether a word without capitals only says what kind of place its name follows ("the-capital the-Syrian X")."""
    if scene.grammar.get("capitals"):
        return False
    adjective = any(h.tag == "party.adjective" for h in scene.find("party", i, i + 1))
    return adjective or any(h.tag != "place.in" for h in scene.find("place", i, i + 1))
