"""Forces: the parties and fighters of a sentence that may attack at all, with their weapons and leaders."""

from __future__ import annotations

from collections.abc import Iterator

from solferino import name
from solferino.extract.entities import PEACEFUL
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.wording import CASES

_LED = 6
"""Tokens behind forces within which their leader is named."""
ACTS = frozenset(("raid", "abduction", "looting", "obstruction", "threat", "execution", "siege", "arson"))
"""Methods that are acts by themselves, not weapons."""


def candidates(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Yield the parties and fighters of a sentence that may be attackers, in order, each with the party whose they are."""
    last = sentence.first
    hits = scene.find("party", sentence.first, sentence.last) + scene.find("actor", sentence.first, sentence.last)
    for hit in sorted(hits, key=lambda h: (h.first, -h.last, not h.tag.startswith("party."))):
        glued = hit.tag == "party.adjective" and hit.first == last > sentence.first and not scene.grammar.get("capitals")
        if glued and "and" not in scene.tokens[hit.first].marks:
            continue
        if is_opposed(scene, hit.first):
            continue
        if hit.first >= last and _can_attack(hit) and _is_noun_form(scene, hit) and not _is_aim(scene, hit):
            last = end_of_forces(scene, hit) if hit.tag == "party.adjective" and scene.grammar.get("cases") else _owned(scene, hit)
            whose = _of_party(scene, hit)
            last = max(last, whose.last) if scene.grammar.get("cases") else last
            yield whose


def is_opposed(scene: Scene, i: int) -> bool:
    """Return whether "anti-" stands before a word, and so others than those it names are meant ("anti-junta fighters")."""
    return i > 1 and scene.tokens[i - 1].text in "-‑–" and scene.is_any(i - 2, scene.words("opposing"))


def _owned(scene: Scene, hit: Hit) -> int:
    """Where the forces of a party end that stand behind a genitive "s" ("Russia's military")."""
    first = hit.last
    while scene.grammar.get("agent_before_noun") and first < len(scene.tokens) and scene.tokens[first].text in ("'", "’", "s"):
        first += 1
    forces = scene.tagged("actor.state", first, first + 1) if first > hit.last and hit.tag.startswith("party.") else []
    return max([hit.last, *(h.last for h in forces)])


def _is_aim(scene: Scene, hit: Hit) -> bool:
    """Whether a word of forces only says what kind of target something is ("military targets")."""
    if scene.grammar.get("agent_before_noun") and scene.tagged("target.military", hit.last, hit.last + 1):
        return True
    if hit.tag == "actor.state" and scene.grammar.get("cases") and _describes(scene, hit):
        return True
    return hit.tag.startswith("actor.") and any(h.last > hit.last for h in scene.find("target", hit.first, hit.first + 1))


def _describes(scene: Scene, hit: Hit) -> bool:
    """Whether a word for soldiers is only the adjective of the plain noun behind it, in its case ("at military targets")."""
    if hit.last - hit.first > 1 or hit.last >= len(scene.tokens) or scene.overlaps("actor", hit.last, hit.last + 1):
        return False
    here, behind = scene.tokens[hit.first].marks, scene.tokens[hit.last].marks
    plain = "NOUN" in behind and scene.tokens[hit.last].text.islower() and not scene.overlaps("event", hit.last, hit.last + 1)
    return plain and scene.is_any(hit.first, scene.words("modifiers")) and bool(here & behind & CASES)


def _of_party(scene: Scene, hit: Hit) -> Hit:
    """Fighters with the party whose they are ("the militants of X", "the troops of Y"), as one name of that party."""
    if hit.tag == "actor.state" and scene.unicase:
        states = [h for h in scene.tagged("party.adjective", hit.last, hit.last + 1) if not scene.written_on("and", hit.last)]
        return Hit(hit.first, states[0].last, "party.name", states[0].value) if states else hit
    if hit.tag == "actor.armed" and scene.unicase:
        return _of_leader(scene, hit)
    named_first = scene.grammar.get("agent_before_noun") and not scene.grammar.get("cases")
    if named_first and (hit.tag == "actor.state" or (scene.analytic and hit.tag == "actor.armed")):
        return _led_by(scene, hit)
    if not scene.grammar.get("cases") or hit.tag.startswith("party."):
        return hit
    at = hit.last
    groups = [h for f in ("actor", "source") for h in scene.find(f, at, at + 1) if h.tag in ("actor.armed", "source.body")]
    at = max((h.last for h in groups if scene.may_be(h.first, "gent")), default=at)
    quoted = at < len(scene.tokens) and scene.tokens[at].text in "«“"
    near = [h for h in scene.find("party", at + quoted, at + quoted + 1) if _can_attack(h)]
    behind = [h for h in near if quoted or scene.may_be(h.first, "gent")]
    return Hit(hit.first, behind[0].last, "party.name", behind[0].value) if behind else hit


def _of_leader(scene: Scene, hit: Hit) -> Hit:
    """Fighters with the party behind them and the titles of its leader ("the militia of the retired general X")."""
    at = hit.last
    titles = scene.words("titles") | scene.words("modifiers")
    while at < hit.last + 4 and scene.is_any(at, titles):
        at += 1
    named = [h for h in scene.find("party", at, at + 1) if h.tag == "party.name" and _can_attack(h)]
    return Hit(hit.first, named[0].last, "party.name", named[0].value) if named else hit


def _led_by(scene: Scene, hit: Hit) -> Hit:
    """Forces with the party or the leader whose they are ("forces loyal to X", "forces of the strongman X")."""
    if not scene.is_any(hit.last, scene.words("forces_of")):
        return hit
    named = [h for h in scene.find("party", hit.last, hit.last + _LED) if _can_attack(h)]
    joins = [i for i in range(hit.last, hit.last + _LED) if scene.is_any(i, scene.words("and"))]
    named = [h for h in named if not joins or h.first < joins[0]]
    plain = named and not scene.find(("event", "say", "target"), hit.last, named[-1].first)
    return Hit(hit.first, named[-1].last, "party.name", named[-1].value) if plain else hit


def _is_noun_form(scene: Scene, hit: Hit) -> bool:
    """Whether "the military" is a noun here and no adjective ("a military action"), where that can be seen."""
    single = scene.grammar.get("cases") and hit.last - hit.first == 1 and hit.tag.startswith("actor.")
    marks = scene.tokens[hit.first].marks
    describes = hit.last < len(scene.tokens) and "NOUN" in scene.tokens[hit.last].marks
    return not (single and marks and "NOUN" not in marks and describes)


def _can_attack(hit: Hit) -> bool:
    """Whether a party may be an attacker at all: no aid body, monitor or news house is."""
    return not hit.tag.startswith("party.") or not is_peaceful(hit.value)


def is_peaceful(party: str | None) -> bool:
    """Whether a party is one of those that report and help."""
    return party is not None and name.party(party).kind in PEACEFUL


def stands_alone(scene: Scene, hit: Hit) -> bool:
    """Whether a party is named for itself: an adjective needs its forces, or nothing plain behind it."""
    if hit.tag != "party.adjective" or is_armed(scene, hit) or "NOUN" in scene.tokens[hit.first].marks:
        return True
    if not scene.grammar.get("capitals") and is_of_forces(scene, hit):
        return True
    return hit.last >= len(scene.tokens) or not scene.tokens[hit.last].is_word or hit.last in scene.marked("function")


def is_of_forces(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective stands behind its forces, weapons or office, or another such one ("Syrian and Russian forces")."""
    before = hit.first - 1
    if scene.overlaps(("method", "actor"), before, hit.first):
        return True
    joined = scene.tagged("party.adjective", before, hit.first) if scene.written_on("and", hit.first) else []
    return any(h.last == hit.first for h in scene.tagged("source.office", before - 2, hit.first)) or any(
        is_of_forces(scene, h) for h in joined
    )


def is_armed(scene: Scene, hit: Hit) -> bool:
    """Whether forces or weapons stand right behind a state's name ("attacks of the Russian aviation")."""
    found = [h for f in ("method", "actor") for h in scene.find(f, hit.last, hit.last + 4)]
    if scene.grammar.get("cases"):
        found = [h for h in found if not any("NOUN" in scene.tokens[i].marks for i in range(hit.last, h.first))]
    return bool(found)


def end_of_forces(scene: Scene, hit: Hit) -> int:
    """Return where the forces or weapons behind a party's name end ("Russian space forces"), one describing word apart at most."""
    last = hit.last
    families = ("actor", "method") if scene.grammar.get("agent_before_noun") else ("actor",)
    while last < hit.last + 3:
        near = [h for f in families for h in scene.find(f, last, last + 2) if not scene.overlaps("event", last, h.last)]
        near = [h for h in near if h.word not in ACTS]
        near = [h for h in near if not scene.grammar.get("cases") or "NOUN" in scene.tokens[h.last - 1].marks]
        near = [h for h in near if not (scene.unicase and "and" in scene.tokens[h.first].marks)]
        plain = [h for h in near if h.first == last or (h.tag.startswith("actor.") and last not in scene.marked("function"))]
        if not plain or not scene.tokens[last].is_word:
            break
        last = max(h.last for h in plain)
    return last


def group_begins(scene: Scene, hit: Hit) -> int:
    """Return where the name of forces begins: of a group that the codebook does not know ("the Nyatura militia"), or at their noun.

    Where adjectives stand behind their noun, those of a state have its forces before them ("the forces | Russian").
    """
    first = hit.first
    if scene.unicase and hit.tag == "party.adjective" and scene.is_any(first - 1, scene.words("forces_nouns")):
        return first - (not scene.overlaps("event", first - 1, first))
    while hit.tag == "actor.armed" and scene.grammar.get("capitals") and _is_plain_name(scene, first - 1):
        first -= 1
    return first


def _is_plain_name(scene: Scene, i: int) -> bool:
    if i <= 0 or not scene.tokens[i].text[0].isupper() or i in scene.nameless() or scene.tokens[i - 1].text in '.!?:"“”':
        return False
    return not any(i in scene.covered(family) for family in ("party", "place", "place_name", "hedge"))
