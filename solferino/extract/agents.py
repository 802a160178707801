"""Who is said to have done it: the attackers that a sentence names, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from solferino import name
from solferino.extract import attack_nouns, forces, toponyms
from solferino.extract.accusations import in_accusative, is_accused, is_attributed
from solferino.extract.allegiance import whose
from solferino.extract.attack_nouns import is_after_noun, is_before_noun, is_noun, is_whose_attack
from solferino.extract.attack_verbs import came_upon, is_before_who, is_behind_by, is_by_case, is_in_chain, is_object, is_subject
from solferino.extract.entities import Entity
from solferino.extract.forces import end_of_forces, group_begins, is_peaceful, stands_alone
from solferino.extract.own_acts import FIGHTING, tells_of_own_act, was_error
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech

_BACK = 60
"""Words back to which "its forces" may point."""
SURE = ("agent.accused", "agent.by", "agent.claimed", "agent.claims_responsibility", "agent.admits", "agent.own_act")
"""Rules that name an attacker even where the sentence states no attack."""
OWNED = ("agent.claims_responsibility", "agent.admits", "agent.own_act")
"""Rules by which an attacker says so itself."""


class Agent(NamedTuple):
    """An attacker as written. ``party`` is a party key, None for a bare "militants"; ``accused`` if only an accusation names it;
    ``key`` is equal for two cases of one name."""

    first: int
    last: int
    text: str
    party: str | None
    rule: str
    hedge: str | None = None
    accused: bool = False
    key: str = ""


def find(scene: Scene, sentence: Sentence, speeches: Sequence[Speech]) -> list[Agent]:
    """Return the attackers that a sentence names, in order."""
    speaking = {i for s in speeches if s.speaker and s.rule != "speech.of_subject" for i in range(s.speaker.first, s.speaker.last)}
    begins = toponyms.behind_dateline(scene, sentence)
    candidates = [h for h in forces.candidates(scene, sentence) if h.first >= begins and not _is_worn(scene, h)]
    agents: list[Agent] = []
    for i, hit in enumerate(candidates):
        if agents and hit.first < agents[-1].last:
            continue
        follows = bool(agents) and i > 0 and agents[-1].first <= candidates[i - 1].first < agents[-1].last
        rule = _rule(scene, sentence, hit, speaking)
        if rule == "agent.after_noun" and agents and _is_second(scene, agents[-1], hit):
            rule = None
        if rule is None and follows and _joined(scene, candidates[i - 1], hit):
            rule = agents[-1].rule
        other = next((h for h in candidates[i + 1 :] if h.first >= end_of_forces(scene, hit)), None) if scene.analytic else None
        other = other or next(iter(candidates[i + 1 :]), None)
        if rule is None and other and _joined(scene, hit, other) and not _only_where(scene, hit):
            rule = _rule(scene, sentence, other, speaking)
        if rule and not scene.is_any(hit.last - 1, scene.words("bombers")) and not (agents and _is_struck(scene, hit)):
            agents.append(_agent(scene, hit, rule))
    return agents + [
        _claimed(s.speaker, _own_stance(scene, sentence, s))
        for s in speeches
        if s.speaker and (_owns(scene, s) or tells_of_own_act(scene, sentence, s)) and not is_peaceful(s.speaker.party)
    ]


def _owns_town(scene: Scene, hit: Hit) -> bool:
    """Whether a country is only where a town is ("southern Ukraine's Kherson region"), where a genitive has its own mark."""
    at = hit.last
    while scene.grammar.get("agent_before_noun") and at < len(scene.tokens) and scene.tokens[at].text in ("'", "’", "s"):
        at += 1
    return at > hit.last and scene.overlaps("place_name", at, at + 1) and not scene.overlaps("actor", at, at + 1)


def _is_worn(scene: Scene, hit: Hit) -> bool:
    """Whether forces are only named for what somebody wears ("men in army uniform")."""
    as_ = scene.is_any(hit.first - 1, scene.words("scorns")) and scene.is_any(hit.first - 2, scene.words("dressed"))
    return as_ or scene.is_any(hit.last, scene.words("worn"))


def _is_struck(scene: Scene, hit: Hit) -> bool:
    """Whether a seat of power is the town that a verb of attack right before it says was struck ("attacked Kyiv")."""
    verb = any(h.last == hit.first for h in scene.tagged("event.verb", hit.first - 2, hit.first))
    return bool(scene.grammar.get("cases")) and hit.tag == "party.metonym" and verb


def _is_second(scene: Scene, before: Agent, hit: Hit) -> bool:
    """Whether a party behind an attack noun and its attacker is rather what was hit ("the targeting by aircraft of a man of X")."""
    if not scene.unicase or before.rule != "agent.after_noun":
        return False
    nouns = [h for h in scene.find(("event", "method"), before.last, hit.first) if is_noun(h)]
    return not nouns and not scene.written_on("and", hit.first)


def _owns(scene: Scene, speech: Speech) -> bool:
    """Whether a speaker owns up to an attack, and does more than regret it."""
    regrets = scene.analytic and scene.says("regretting", speech.first, speech.last)
    return speech.stance in ("claims_responsibility", "admits") and not regrets


def _own_stance(scene: Scene, sentence: Sentence, speech: Speech) -> str:
    """The rule by which a speaker names itself: owning up, also to an error, or only telling of its own act."""
    if speech.stance in ("claims_responsibility", "admits"):
        return speech.stance
    return "admits" if was_error(scene, sentence, speech) else "own_act"


def _claimed(speaker: Entity, stance: str) -> Agent:
    """An attacker that says so itself."""
    return Agent(speaker.first, speaker.last, speaker.text, speaker.party, f"agent.{stance}", key=speaker.name.casefold())


def _makes_claim(scene: Scene, hit: Hit) -> bool:
    """Whether a party behind "by" only accuses ("denied allegations by the rebels that ...")."""
    by = hit.first - 1
    while by > hit.first - 4 and scene.is_any(by, scene.words("the")):
        by -= 1
    return bool(
        scene.analytic and scene.is_any(by, scene.words("written_by")) and scene.is_any(by - 1, scene.words("accusations_only"))
    )


def _rule(scene: Scene, sentence: Sentence, hit: Hit, speaking: set[int]) -> str | None:
    if scene.grammar.get("cases") and (in_accusative(scene, hit) or is_accused(scene, hit)):
        return "agent.accused"
    if is_attributed(scene, hit):
        return "agent.accused"
    if _owns_town(scene, hit) or _is_held(scene, hit) or is_object(scene, hit) or _makes_claim(scene, hit):
        return None
    if (is_behind_by(scene, hit) or is_in_chain(scene, hit) or is_by_case(scene, hit)) and stands_alone(scene, hit):
        claimed = scene.is_any(hit.first - 1, scene.words("claimed_by")) or any(
            scene.is_any(h.first, scene.words("claimed_by")) for h in scene.tagged("by.x", hit.first - 5, hit.first)
        )
        return "agent.claimed" if claimed else "agent.by"
    if is_accused(scene, hit):
        return "agent.accused"
    if hit.first in speaking or (hit.tag.startswith("party.") and _is_where(scene, hit) and not is_whose_attack(scene, hit)):
        return None
    if (hit.tag != "party.metonym" or attack_nouns.owns_attack(scene, hit)) and is_before_noun(scene, hit):
        return "agent.before_noun"
    if hit.tag != "party.metonym" and is_after_noun(scene, hit):
        return "agent.after_noun"
    if stands_alone(scene, hit) and (
        is_subject(scene, sentence, hit) or is_before_who(scene, sentence, hit) or came_upon(scene, sentence, hit)
    ):
        return "agent.subject"
    return None


def _is_where(scene: Scene, hit: Hit) -> bool:
    """Whether a country is only where something is ("in northern Syria", "in Syria and Iraq")."""
    if not scene.grammar.get("capitals") and scene.written_on("and", hit.first):
        joined = [h for h in scene.find("party", hit.first - 2, hit.first) if h.last == hit.first and h.tag == "party.name"]
        if joined and name.party(joined[0].value).kind == "state":
            return _is_where(scene, joined[0])
    if scene.written_on("in", hit.first):
        return True
    at = hit.first - 1
    if not scene.grammar.get("capitals") and scene.overlaps("place", at, hit.first) and "in" in scene.tokens[at].marks:
        return True
    while scene.overlaps("place", at, at + 1) and not scene.is_any(at, scene.words("inside")):
        at -= 1
    return scene.is_any(at, scene.words("inside"))


def _only_where(scene: Scene, hit: Hit) -> bool:
    """Whether a country before a comma only says where something is ("In Lebanon, Israeli strikes killed ...")."""
    return scene.analytic and hit.tag == "party.name" and _is_where(scene, hit)


def _is_held(scene: Scene, hit: Hit) -> bool:
    """Whether the party only describes something ("rebel-held", "controlled by rebels", "against the rebels")."""
    after = hit.last + (scene.tokens[hit.last].text in "-‑–" if hit.last < len(scene.tokens) else 0)
    if _leads_forces(scene, after):
        return False
    if scene.has("held.x", after, after + 1) and (after > hit.last or scene.has("held.x", hit.last, hit.last + 1)):
        return True
    held = [h for h in scene.tagged("held.x", hit.first - 6, hit.first) if 0 <= hit.first - h.last <= 2]
    return any(_holds(scene, h, hit) for h in held) or _against(scene, hit)


def _leads_forces(scene: Scene, led: int) -> bool:
    """Whether forces or weapons stand behind "-led" ("Saudi-led warplanes")."""
    if not scene.analytic or not scene.is_any(led, scene.words("leading")) or scene.is_any(led + 1, scene.words("coalition")):
        return False
    return bool(scene.find(("method", "actor"), led + 1, led + 2))


def _holds(scene: Scene, held: Hit, hit: Hit) -> bool:
    """Whether a word such as "backed" leads to a party, by a preposition where the language has a list of them."""
    prepositions = scene.words("held_by")
    return not prepositions or any(scene.is_any(i, prepositions) for i in range(held.first, hit.first))


def _against(scene: Scene, hit: Hit) -> bool:
    articles = scene.words("articles")
    at = hit.first - 1
    while scene.is_any(at, articles):
        at -= 1
    return any(h.last == at + 1 for h in scene.tagged("against.x", at - 3, at + 1))


def _joined(scene: Scene, left: Hit, right: Hit) -> bool:
    """Whether two parties are named in one breath ("Russian and Syrian")."""
    gap = range(left.last, right.first)
    if len(gap) > 4 or _is_held(scene, right) or _is_held(scene, left):
        return False
    joins = scene.words("and")
    fillers = scene.words("joins") | scene.words("modifiers")
    forces = {i for h in scene.find("actor", left.first, right.first) for i in range(h.first, h.last)}
    forces |= {i for h in scene.find("method", left.first, right.first) for i in range(h.first, h.last)}
    adjective = right.tag == "party.adjective" and "and" in scene.tokens[right.first].marks
    joined = adjective or scene.written_on("and", right.first) or any(scene.is_any(i, joins) for i in gap)
    return joined and all(i in forces or scene.is_any(i, fillers) for i in gap)


def _owner(scene: Scene, forces: Hit) -> str | None:
    """The party named last before "its fighters", "their troops", of those that fight."""
    named = scene.find("party", max(0, forces.first - _BACK), forces.first)
    return next((str(h.value) for h in named[::-1] if name.party(h.value).kind in FIGHTING), None)


def _agent(scene: Scene, hit: Hit, rule: str) -> Agent:
    last = end_of_forces(scene, hit)
    near = scene.find("hedge", hit.first - 6, hit.first) + scene.tagged("hedge.suspected", hit.last, hit.last + 4)
    hedge = near[-1].word if near else None
    party = hit.value if hit.tag.startswith("party.") else whose(scene, hit) if hit.tag == "actor.state" else None
    if scene.analytic and hit.tag.startswith("actor.") and scene.is_any(hit.first - 1, scene.words("own")):
        party = _owner(scene, hit) or party
    key = scene.base(hit.first, last).casefold()
    first = group_begins(scene, hit)
    joined = scene.unicase and hit.tag == "party.adjective" and first == hit.first and "and" in scene.tokens[first].marks
    text = scene.name(first, last)
    text = text[1:] if joined and text == scene.quote(first, last) else text
    return Agent(first, last, text, party, rule, hedge, rule == "agent.accused", key)
