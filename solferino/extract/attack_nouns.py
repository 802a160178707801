"""Attackers beside attack nouns: whose attack, raid or weapon it was."""

from __future__ import annotations

from solferino import name
from solferino.extract.forces import is_armed, stands_alone
from solferino.extract.scene import Hit, Scene


def is_whose_attack(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective stands right before an attack noun, so that "in" opens no place ("in Russian shelling")."""
    if hit.tag != "party.adjective" or not scene.grammar.get("agent_before_noun"):
        return False
    nouns = [h for f in ("event", "method") for h in scene.find(f, hit.last, hit.last + 2) if is_noun(h)]
    return bool(nouns) and not scene.overlaps("place", hit.last, nouns[0].first)


def is_before_noun(scene: Scene, hit: Hit) -> bool:
    """Whether an attack noun or a weapon stands just behind the party, with nothing but describing words between."""
    if scene.grammar.get("cases") and hit.tag != "party.adjective":
        return False
    reach = scene.grammar.get("agent_before_noun", 0)
    stop = scene.words("function") | scene.words("passive")
    begins = hit.last
    while hit.tag == "party.metonym" and begins < len(scene.tokens) and scene.tokens[begins].text in ("'", "’", "s"):
        begins += 1
    for i in range(begins, begins + reach + 1):
        helped = bool(scene.grammar.get("agent_before_noun")) and scene.is_any(i, scene.words("passive"))
        if not helped and any(h.first == i for family in ("event", "method") for h in scene.find(family, i, i + 1) if is_noun(h)):
            return True
        joined = scene.is_any(i, scene.words("and"))
        if i >= len(scene.tokens) or (not joined and (not scene.tokens[i].is_word or scene.is_any(i, stop))):
            return False
        if scene.find(("target", "what", "say", "count", "who", "place"), i, i + 1) and not scene.find("actor", i, i + 1):
            return False
    return False


def is_noun(hit: Hit) -> bool:
    """Whether a hit is a noun for an attack or a weapon."""
    return hit.tag in ("event.attack", "event.attacks") or hit.tag.startswith("method.")


def is_after_noun(scene: Scene, hit: Hit) -> bool:
    """Whether the party stands behind an attack noun, by word order or behind "of"."""
    reach = scene.grammar.get("agent_after_noun", 0)
    for noun in scene.find("event", hit.first - max(reach, 3) - 1, hit.first):
        if not (is_noun(noun) or _ends_in_noun(scene, noun)) or noun.last > hit.first:
            continue
        gap = range(noun.last, hit.first)
        if (
            hit.tag == "party.adjective"
            and not scene.grammar.get("capitals")
            and scene.overlaps("place_name", hit.first - 1, hit.first)
        ):
            continue
        if _hits(scene, gap) or scene.is_any(noun.last - 1, scene.words("of_victims")):
            continue
        if len(gap) <= reach and not any(scene.overlaps(f, i, i + 1) for i in gap for f in ("target", "place", "count", "against")):
            return not scene.grammar.get("cases") or _in_genitive(scene, noun, hit)
        if gap and scene.is_any(gap[0], scene.words("noun_of")) and all(scene.is_any(i, scene.words("articles")) for i in gap[1:]):
            return hit.tag.startswith("actor.") or is_armed(scene, hit)
    return False


def _ends_in_noun(scene: Scene, phrase: Hit) -> bool:
    """Whether a phrase of harm ends in a noun whose attacker follows ("under the fire | of the army")."""
    nouns = phrase.tag == "event.effect" and phrase.last - phrase.first > 1
    return bool(scene.grammar.get("cases")) and nouns and "NOUN" in scene.tokens[phrase.last - 1].marks


def _hits(scene: Scene, gap: range) -> bool:
    """Whether an attack verb without its object stands in a gap, so that what follows is what was hit ("a strike hit the army")."""
    verbs = [h for h in scene.tagged("event.verb", gap.start, gap.stop) if not scene.has("event.attack", h.first, h.first + 1)]
    return any(not scene.tokens[v.first].text.endswith(tuple(scene.grammar.get("active_endings", ()))) for v in verbs)


def _in_genitive(scene: Scene, noun: Hit, hit: Hit) -> bool:
    """Whether a party is whose attack it was; behind "shelling" and the like a bare country is rather what was hit."""
    if not scene.may_be(hit.first, "gent") or not stands_alone(scene, hit):
        return False
    bare = hit.tag in ("party.name", "party.metonym") and name.party(hit.value).kind == "state" and not is_armed(scene, hit)
    return not (bare and scene.is_any(noun.last - 1, scene.words("of_object")))


def owns_attack(scene: Scene, hit: Hit) -> bool:
    """Whether a genitive "s" and an attack noun stand behind a name ("Kyiv's shelling")."""
    at = hit.last
    while at < min(hit.last + 2, len(scene.tokens)) and scene.tokens[at].text in ("'", "’", "s"):
        at += 1
    nouns = scene.find("event", at, at + 1) if at > hit.last and scene.grammar.get("agent_before_noun") else []
    return any(h.tag in ("event.attack", "event.attacks") for h in nouns)
