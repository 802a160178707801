"""Countries: which country the places and states of a text point to."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import log10

from solferino import name
from solferino.extract import namesakes
from solferino.extract.place_words import near_before
from solferino.extract.scene import Hit, Scene

_UNSPOKEN = 0.25
"""What the places of a country weigh that a text never names, where it names another."""


def country(scene: Scene) -> str | None:
    """Return the ISO country that the places and states of a text point to most."""
    votes: defaultdict[str, float] = defaultdict(float)
    seen = set()
    for hit in scene.find("place_name", 0, len(scene.tokens)):
        named = scene.quote(hit.first, hit.last)
        if (
            scene.is_any(hit.first - 2, scene.words("based"))
            or is_base(scene, hit)
            or _is_post(scene, hit)
            or _begins_name(scene, hit)
            or named in seen
            or (scene.grammar.get("cases") and (namesakes.heads_list(scene, hit) or namesakes.is_half(scene, hit)))
            or namesakes.is_of_another(scene, hit)
            or namesakes.is_particle(scene, hit)
            or namesakes.is_where_told(scene, hit)
            or (scene.overlaps("party", hit.first, hit.last) and not _is_placed(scene, hit))
            or (not scene.grammar.get("cases") and scene.overlaps("source", hit.first - 1, hit.first))
        ):
            continue
        seen.add(named)
        codes = {p.country for p in hit.value if p.country}
        shared = 0.5 if len(codes) > 1 and scene.grammar.get("cases") else 1.0
        for code in codes:
            known = 3.0 if hit.value[0].precision == "province" else shared * log10(hit.value[0].population + 10) ** 2 / 4
            votes[code] += known if code == hit.value[0].country else shared
    spoken = set()
    for hit in scene.find("party", 0, len(scene.tokens)):
        party = name.party(hit.value)
        home = party.country
        if party.kind == "media" and scene.words("bases"):
            continue
        if scene.grammar.get("cases") and hit.tag == "party.adjective" and not is_located(scene, hit):
            spoken.update([home] if home and not _is_armed(scene, hit) else [])
        elif home and not scene.is_any(hit.first - 2, scene.words("based")):
            if not _is_only_of(scene, hit):
                spoken.add(home)
            votes[home] += 3.0 if is_located(scene, hit) else 0.5 if hit.tag == "party.metonym" else 0.1
    for code in votes.keys() - spoken if spoken else ():
        votes[code] *= _UNSPOKEN
    return max(votes, key=lambda c: (votes[c], c)) if votes else None


def _is_armed(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective only says whose forces, weapons or attack something is, wherever it happened ("Russian troops")."""
    armed = ("actor", "event", "method", "who")
    owns = hit.last - hit.first == 1 and scene.texts[hit.first].casefold() in scene.words("state_initials")
    return bool(scene.find(armed, hit.last, hit.last + 2) or (owns and scene.find(armed, hit.first - 1, hit.first)))


def is_base(scene: Scene, hit: Hit) -> bool:
    """Whether a town is only where a body is based ("the New York-based group")."""
    return scene.is_any(hit.last + 1, scene.words("bases"))


def _is_post(scene: Scene, hit: Hit) -> bool:
    """Whether a town is only where diplomats of another country are ("the embassy in London", "the ambassador to Moscow")."""
    return scene.is_any(hit.first - 1, scene.words("posted_in")) and scene.is_any(hit.first - 2, scene.words("posts"))


def _begins_name(scene: Scene, hit: Hit) -> bool:
    """Whether a name is only the first word of a village's ("Nant Thar village"), where names have capitals."""
    if not scene.words("bases") or hit.last not in scene.upper or scene.overlaps("place_name", hit.last, hit.last + 1):
        return False
    return any(h.tag != "place.in" for h in scene.find("place", hit.last + 1, hit.last + 2)) and not scene.find(
        "place", hit.last, hit.last + 1
    )


def _is_only_of(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective only says whose something is ("a Russian raid"), where names have no capitals."""
    return hit.tag == "party.adjective" and not scene.grammar.get("capitals") and not is_located(scene, hit)


def _is_placed(scene: Scene, hit: Hit) -> bool:
    """Whether a preposition of place stands before a name, where names have capitals ("in the west of Kabul")."""
    if not scene.grammar.get("capitals"):
        return False
    of_side = scene.is_any(hit.first - 1, scene.words("noun_of")) and scene.overlaps("place", hit.first - 2, hit.first - 1)
    return of_side or scene.is_any(hit.first - 1, scene.words("inside") | scene.words("located"))


@cache
def state(home: str | None) -> str | None:
    """Return the key of the state of a country."""
    return next((p.key for p in name.parties() if p.kind == "state" and p.country == home), None)


def is_located(scene: Scene, hit: Hit) -> bool:
    """Whether something is said to be in a country, or to be of it ("in Syria", "Syria's war", "the Syrian town")."""
    behind = bool(scene.find(("target", "war", "place"), hit.last, hit.last + 3))
    if scene.unicase:
        behind = hit.tag == "party.adjective" and _is_of_place(scene, hit)
    if scene.grammar.get("cases"):
        behind = _describes(scene, hit)
    if behind and not scene.find("actor", hit.last, hit.last + 2):
        return not scene.find(("event", "method"), hit.last, hit.last + 2)
    state = name.party(hit.value).kind == "state"
    if (
        not scene.grammar.get("capitals")
        and state
        and hit.tag == "party.name"
        and scene.overlaps("place", hit.first - 1, hit.first)
    ):
        return True
    return state and any(scene.is_any(i, scene.words("inside")) for i in near_before(scene, hit.first))


def _is_of_place(scene: Scene, hit: Hit) -> bool:
    """Whether the noun before an adjective is a place or what was hit, and no attack or forces ("the Syrian town")."""
    before = hit.first - 1
    return scene.overlaps(("target", "war", "place"), before, hit.first) and not scene.overlaps(
        ("event", "method", "actor"), before, hit.first
    )


def _describes(scene: Scene, hit: Hit) -> bool:
    """Whether a state's adjective describes a place or what was hit right behind it ("the Syrian town")."""
    words = [h for f in ("target", "place") for h in scene.find(f, hit.last, hit.last + 3) if h.tag != "place.in"]
    if scene.is_any(hit.first - 1, scene.words("speech_before")) and hit.last in scene.upper:
        return hit.tag == "party.adjective"
    return hit.tag == "party.adjective" and "NOUN" not in scene.tokens[hit.first].marks and bool(words)
