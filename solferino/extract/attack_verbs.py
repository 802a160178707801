"""Attackers beside attack verbs: the subject of an active verb, and who stands behind "by" at a passive one."""

from __future__ import annotations

from solferino import name
from solferino.extract.forces import end_of_forces, group_begins, is_armed, is_of_forces
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence

_ARMED = frozenset(("forces", "armed_group"))
_FAR = 16
"""Words behind fighters within which a second verb is still theirs."""


def is_object(scene: Scene, hit: Hit) -> bool:
    """Whether a party stands right behind an active attack verb, where attackers stand before it ("they hit Kyiv")."""
    if scene.grammar.get("agent_after_verb") or scene.grammar.get("agent_after_noun") or scene.grammar.get("cases"):
        return False
    first = hit.first - scene.is_any(hit.first - 1, scene.words("articles"))
    verbs = [v for v in scene.tagged("event.verb", first - 3, first) if v.last == first]
    return any(
        not _passive(scene, v)
        and (not scene.has("event.attack", v.first, v.first + 1) or scene.is_any(v.first - 1, scene.words("for_whom")))
        for v in verbs
    )


def is_behind_by(scene: Scene, hit: Hit) -> bool:
    """Whether a party stands behind "by" with nothing but plain words between, and "by" says neither who holds nor who tells."""
    for by in scene.tagged("by.x", hit.first - 6, hit.first):
        if any(h.last == by.last for h in scene.tagged("held.x", by.first - 3, by.last)):
            continue
        if by.last <= hit.first <= by.last + 3 and not scene.overlaps("cite", by.first, by.last):
            return all(scene.tokens[i].is_word and not scene.overlaps("target", i, i + 1) for i in range(by.last, hit.first))
    return False


def is_in_chain(scene: Scene, hit: Hit) -> bool:
    """Whether a party ends a chain of genitives behind "by" ("on the orders of officers of the ministry of X")."""
    for by in scene.tagged("by.x", hit.first - 12, hit.first) if scene.grammar.get("cases") else ():
        gap = range(by.last, hit.first)
        joins = scene.words("and")
        if scene.may_be(hit.first, "gent") and all(scene.may_be(i, "gent") or scene.is_any(i, joins) for i in gap):
            return all(scene.tokens[i].is_word and not scene.overlaps("say", i, i + 1) for i in gap)
    return False


def is_by_case(scene: Scene, hit: Hit) -> bool:
    """Whether a party stands in the instrumental beside an attack word ("destroyed by the army")."""
    if not scene.grammar.get("cases") or not scene.may_be(hit.first, "ablt"):
        return False
    done = any(h.last == hit.first and _is_passive_form(scene, h) for h in scene.find("event", hit.first - 2, hit.first))
    if not done and scene.says("by_no_case", hit.first - 2, hit.first):
        return False
    stops = [i + 1 for i in range(max(hit.first - 6, 0), hit.first) if scene.tokens[i].text in ".;:?!"]
    before = scene.find("event", max(stops, default=hit.first - 6), hit.first)
    if scene.may_be(hit.first, "nomn"):
        return any(_is_passive_form(scene, h) and hit.first - h.last <= 1 for h in before)
    return bool(before or scene.find("event", hit.last, hit.last + 4))


def _is_passive_form(scene: Scene, hit: Hit) -> bool:
    """Whether a verb's own form is passive."""
    return bool(scene.grammar.get("cases")) and not scene.tokens[hit.first].marks.isdisjoint(("pssv", "Impe"))


def is_subject(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether the party stands before an active attack verb (or behind it, where the language says so) in its clause."""
    if hit.tag == "party.adjective" and not scene.grammar.get("capitals") and _is_of_noun(scene, sentence, hit):
        return False
    if not _is_of_weapon(scene, hit) and (not scene.may_be(hit.first, "nomn") or _is_whose(scene, sentence, hit)):
        return False
    led = scene.words("noun_of") | scene.words("inside") | (scene.words("for_whom") if scene.analytic else frozenset())
    if hit.tag == "party.metonym" and scene.is_any(hit.first - 1, led):
        return False
    if scene.analytic and _goes_on(scene, sentence, hit):
        return True
    before = scene.grammar.get("agent_before_verb", 0)
    begins = _past_aside(scene, sentence, hit)
    for verb in scene.tagged("event.verb", begins, min(begins + before + 1, sentence.last)):
        if "GRND" in scene.tokens[verb.first].marks or _is_compound(scene, verb):
            continue
        return not _passive(scene, verb) and _same_clause(scene, begins, verb.first)
    behind = scene.grammar.get("agent_after_verb", 0)
    for verb in scene.tagged("event.verb", max(hit.first - behind - 1, sentence.first), hit.first)[::-1]:
        gap = range(verb.last, hit.first)
        return len(gap) <= behind and not _passive(scene, verb) and not _is_held_apart(scene, gap)
    return False


def _goes_on(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a second verb of the same subject is one of attack ("soldiers told them to leave before they burned the clinic")."""
    last = min(hit.last + _FAR, sentence.last)
    if not hit.tag.startswith("actor.") and not is_armed(scene, hit) and name.party(hit.value).kind not in _ARMED:
        return False
    for verb in scene.tagged("event.verb", hit.last, last):
        at = verb.first - 1
        named = scene.is_any(at, scene.words("they_who"))
        joined = scene.is_any(at - named, scene.words("then"))
        if joined and not _passive(scene, verb) and not scene.find(("party", "actor"), end_of_forces(scene, hit), verb.first):
            return not any(scene.tokens[i].text in ".;:?!" for i in range(hit.last, verb.first))
    return False


def _is_of_noun(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether an adjective belongs to a noun before it that is no attacker nor weapon ("the Lebanese official agency")."""
    before = hit.first - 1
    if before < sentence.first or not scene.tokens[before].is_word or before in scene.marked("function"):
        return False
    known = scene.overlaps(("event", "say"), before, hit.first) or is_of_forces(scene, hit)
    return not known and not scene.grammar.get("cases")


def _is_compound(scene: Scene, verb: Hit) -> bool:
    """Whether a word that may be a verb is the noun behind what was hit ("a report into the hospital attack")."""
    if not scene.grammar.get("agent_before_noun") or not scene.has("event.attack", verb.first, verb.first + 1):
        return False
    return any(h.last == verb.first for h in scene.find(("target", "method"), verb.first - 3, verb.first))


def _past_aside(scene: Scene, sentence: Sentence, hit: Hit) -> int:
    """Where a clause goes on behind a party, past an aside that names who says it ("the army, as the group notes, used ...")."""
    first = end_of_forces(scene, hit) if scene.grammar.get("cases") else sentence.last
    if first >= sentence.last or scene.tokens[first].text != ",":
        return hit.last
    end = next((i for i in range(first + 1, min(first + 8, sentence.last)) if scene.tokens[i].text == ","), first)
    return end + 1 if scene.find("say", first, end) or scene.find("cite", first, end) else hit.last


def _is_of_weapon(scene: Scene, hit: Hit) -> bool:
    """Whether a party stands in the genitive behind a weapon that is the subject ("the aviation of X struck")."""
    if not scene.grammar.get("cases") or not scene.may_be(hit.first, "gent"):
        return False
    weapons = [h for h in scene.find("method", hit.first - 3, hit.first) if h.last == hit.first]
    return any("NOUN" in scene.tokens[h.last - 1].marks and scene.may_be(h.first, "nomn") for h in weapons)


def _is_whose(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a name that is not declined stands right behind a noun, and so is rather whose that is ("the towns of X")."""
    if not scene.grammar.get("cases") or hit.first - sentence.first < 2 or not scene.may_be(hit.first, "gent"):
        return False
    before = hit.first - 1
    dated = scene.overlaps("date", before, before + 1) or before in scene.marked("function")
    return hit.tag != "party.adjective" and "NOUN" in scene.tokens[before].marks and not dated


def is_before_who(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether an attack verb stands behind a party and "who" ("gunmen, who stormed the clinic")."""
    if not scene.grammar.get("cases"):
        return False
    at = min(end_of_forces(scene, hit), sentence.last - 1)
    at += scene.tokens[at].text == ","
    if at >= sentence.last or not scene.is_any(at, scene.words("relative")) or not scene.may_be(at, "nomn"):
        return False
    return any(not _passive(scene, v) for v in scene.tagged("event.verb", at, min(at + 6, sentence.last)))


def came_upon(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether harm is told before what fighters then did ("six nurses were shot dead when gunmen stopped their bus")."""
    if hit.tag != "actor.armed" or not scene.is_any(group_begins(scene, hit) - 1, scene.words("upon_which")):
        return False
    told = scene.find(("what", "say"), sentence.first, hit.first)
    return bool(told) and told[-1].tag.startswith("what.")


def _is_held_apart(scene: Scene, gap: range) -> bool:
    """Whether what was hit, a place, a number or a preposition stands between a verb and a party behind it."""
    families = ("target", "place", "against", "count", "who", "say", "cite")
    return any(scene.overlaps(f, i, i + 1) for i in gap for f in families) or any(i in scene.marked("function") for i in gap)


def _passive(scene: Scene, verb: Hit) -> bool:
    active = any(scene.tokens[verb.first].text.endswith(e) for e in scene.grammar.get("active_endings", ()))
    if _is_passive_form(scene, verb):
        return True
    reach = 4 if scene.is_any(verb.first - 1, scene.words("and")) else 2
    helped = scene.says("passive", verb.first - reach, verb.first)
    return (helped and not active) or scene.has("by.x", verb.last, verb.last + 1)


def _same_clause(scene: Scene, first: int, last: int) -> bool:
    marks, clause = ".;:?!", scene.words("clause")
    if scene.find(("party", "actor"), first, last):
        clause |= scene.words("and")
    return not any(scene.tokens[i].text in marks or scene.is_any(i, clause) for i in range(first, last)) and not scene.find(
        "say", first, last
    )
