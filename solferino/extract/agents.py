"""Who is said to have done it: attackers beside attack nouns, before attack verbs, behind "by", and in accusations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solferino import name
from solferino.extract import places
from solferino.extract.entities import PEACEFUL, Entity, whose
from solferino.extract.scene import CASES, Hit, Scene, Sentence
from solferino.extract.speech import Speech, accused_alone

_LED = 6
"""Tokens behind forces within which their leader is named."""
ACTS = frozenset(("raid", "abduction", "looting", "obstruction", "threat", "execution", "siege", "arson"))
"""Methods that are acts by themselves, not weapons."""
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
    begins = places.behind_dateline(scene, sentence)
    candidates = [h for h in _candidates(scene, sentence) if h.first >= begins and not _is_worn(scene, h)]
    agents: list[Agent] = []
    for i, hit in enumerate(candidates):
        if agents and hit.first < agents[-1].last:
            continue
        follows = bool(agents) and i > 0 and agents[-1].first == candidates[i - 1].first
        rule = _rule(scene, sentence, hit, speaking)
        if rule == "agent.after_noun" and agents and _is_second(scene, agents[-1], hit):
            rule = None
        if rule is None and follows and _joined(scene, candidates[i - 1], hit):
            rule = agents[-1].rule
        if rule is None and i + 1 < len(candidates) and _joined(scene, hit, candidates[i + 1]):
            rule = _rule(scene, sentence, candidates[i + 1], speaking)
        if rule and not scene.is_any(hit.last - 1, scene.words("bombers")) and not (agents and _is_struck(scene, hit)):
            agents.append(_agent(scene, hit, rule))
    return agents + [
        _claimed(s.speaker, s.stance if s.stance != "states" else "own_act")
        for s in speeches
        if s.speaker
        and (s.stance in ("claims_responsibility", "admits") or _tells_of_own_act(scene, sentence, s))
        and not _is_peaceful(s.speaker.party)
    ]


def _owns_town(scene: Scene, hit: Hit) -> bool:
    """Whether a country is only where a town is ("southern Ukraine's Kherson region"), where a genitive has its own mark."""
    at = hit.last
    while scene.grammar.get("agent_before_noun") and at < len(scene.tokens) and scene.tokens[at].text in ("'", "’", "s"):
        at += 1
    return at > hit.last and scene.overlaps("place_name", at, at + 1) and not scene.overlaps("actor", at, at + 1)


def _is_worn(scene: Scene, hit: Hit) -> bool:
    """Whether forces are only named for what somebody wears ("men in army uniform")."""
    return scene.is_any(hit.last, scene.words("worn"))


def _is_struck(scene: Scene, hit: Hit) -> bool:
    """Whether a seat of power is the town that a verb of attack right before it says was struck ("attacked Kyiv")."""
    verb = any(h.last == hit.first for h in scene.tagged("event.verb", hit.first - 2, hit.first))
    return bool(scene.grammar.get("cases")) and hit.tag == "party.metonym" and verb


def _tells_of_own_act(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether a force says of itself that it struck ("the army said that it had hit ...", "that its aircraft had hit ...")."""
    speaker, acts = speech.speaker, scene.words("own_acts")
    fights = speaker and (speaker.armed or (speaker.party and name.party(speaker.party).kind in _FIGHTING))
    if not fights or not acts or speech.stance != "states":
        return False
    begins = max(speech.last, speaker.last if speaker and sentence.first <= speaker.first < sentence.last else 0)
    for that in range(begins, min(begins + _NEAR, sentence.last - 1)):
        if scene.is_any(that, scene.words("that_he")):
            return _agrees(scene, speech, that) and _strikes(scene, that + 1, acts)
        if scene.is_any(that, scene.words("complementizers")):
            endings = tuple(scene.grammar.get("possessive_endings", ()))
            own = scene.tokens[that + 1].text.endswith(endings) and scene.overlaps(("actor", "method"), that + 1, that + 2)
            return own and _strikes(scene, that + 2, acts)
    return False


def _agrees(scene: Scene, speech: Speech, that: int) -> bool:
    """Whether the pronoun on "that" may be the speaker's own: a feminine verb leads to "she", a masculine one to "he"."""
    verb = scene.tokens[speech.first].text
    feminine, she = verb.endswith("ت") or verb.startswith("ت"), scene.tokens[that].text.endswith("ها")
    he = scene.tokens[that].text.endswith("ه")
    return not (feminine and he) and not (she and not feminine and speech.speaker is not None and speech.speaker.kind != "person")


def _strikes(scene: Scene, at: int, acts: frozenset[str]) -> bool:
    """Whether a verb of attack stands at a token, or behind a comma and a date there."""
    dates = {i for h in scene.find("date", at, at + 4) for i in range(h.first, h.last)}
    while at < len(scene.tokens) and (at in dates or scene.tokens[at].text in ",،" or scene.is_any(at, scene.words("already"))):
        at += 1
    return scene.is_any(at, acts) and "noun" not in scene.tokens[min(at, len(scene.tokens) - 1)].marks


_ATTRIBUTED = 14
"""Words that may stand between a verb of attributing and whom it blames ("attributed four of them to the army")."""
_FIGHTING = frozenset(("forces", "armed_group", "coalition", "state", "ministry"))
"""Kinds of parties that may say that they struck."""
_NEAR = 8
"""Words between a speaker and "that", within which it opens what the speaker says."""


def _is_second(scene: Scene, before: Agent, hit: Hit) -> bool:
    """Whether a party behind an attack noun and its attacker is rather what was hit ("the targeting by aircraft of a man of X")."""
    if scene.grammar.get("cases") or scene.grammar.get("capitals") or before.rule != "agent.after_noun":
        return False
    nouns = [h for h in scene.find(("event", "method"), before.last, hit.first) if _is_noun(h)]
    return not nouns and not scene.written_on("and", hit.first)


def _claimed(speaker: Entity, stance: str) -> Agent:
    """An attacker that says so itself."""
    return Agent(speaker.first, speaker.last, speaker.text, speaker.party, f"agent.{stance}", key=speaker.name.casefold())


def _candidates(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    last = sentence.first
    hits = scene.find("party", sentence.first, sentence.last) + scene.find("actor", sentence.first, sentence.last)
    for hit in sorted(hits, key=lambda h: (h.first, -h.last, not h.tag.startswith("party."))):
        if hit.tag == "party.adjective" and hit.first == last > sentence.first and not scene.grammar.get("capitals"):
            continue
        if hit.first >= last and _can_attack(hit) and _is_noun_form(scene, hit) and not _is_aim(scene, hit):
            last = _forces(scene, hit) if hit.tag == "party.adjective" and scene.grammar.get("cases") else _owned(scene, hit)
            yield _of_party(scene, hit)


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
    if hit.tag == "actor.armed" and not scene.grammar.get("capitals") and not scene.grammar.get("cases"):
        return _of_leader(scene, hit)
    if scene.grammar.get("agent_before_noun") and hit.tag == "actor.state":
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
    return not hit.tag.startswith("party.") or not _is_peaceful(hit.value)


def _is_peaceful(party: str | None) -> bool:
    return party is not None and name.party(party).kind in PEACEFUL


def _makes_claim(scene: Scene, hit: Hit) -> bool:
    """Whether a party behind "by" only accuses ("denied allegations by the rebels that ...")."""
    by = hit.first - 1
    while by > hit.first - 4 and scene.is_any(by, scene.words("the")):
        by -= 1
    english = scene.grammar.get("capitals") and not scene.grammar.get("cases")
    return bool(english and scene.is_any(by, scene.words("written_by")) and scene.is_any(by - 1, scene.words("accusations_only")))


def _rule(scene: Scene, sentence: Sentence, hit: Hit, speaking: set[int]) -> str | None:
    if scene.grammar.get("cases") and (_in_accusative(scene, hit) or _accused(scene, hit)):
        return "agent.accused"
    if _is_attributed(scene, hit):
        return "agent.accused"
    if _owns_town(scene, hit) or _is_held(scene, hit) or _is_object(scene, hit) or _makes_claim(scene, hit):
        return None
    if (_by(scene, hit) or _by_chain(scene, hit) or _by_case(scene, hit)) and _stands_alone(scene, hit):
        claimed = scene.is_any(hit.first - 1, scene.words("claimed_by")) or any(
            scene.is_any(h.first, scene.words("claimed_by")) for h in scene.tagged("by.x", hit.first - 5, hit.first)
        )
        return "agent.claimed" if claimed else "agent.by"
    if _accused(scene, hit):
        return "agent.accused"
    if hit.first in speaking or (hit.tag.startswith("party.") and _is_where(scene, hit) and not _is_whose_attack(scene, hit)):
        return None
    if (hit.tag != "party.metonym" or places.owns_attack(scene, hit)) and _before_noun(scene, hit):
        return "agent.before_noun"
    if hit.tag != "party.metonym" and _after_noun(scene, hit):
        return "agent.after_noun"
    if _stands_alone(scene, hit) and (
        _subject(scene, sentence, hit) or _who(scene, sentence, hit) or _came_upon(scene, sentence, hit)
    ):
        return "agent.subject"
    return None


def _stands_alone(scene: Scene, hit: Hit) -> bool:
    """Whether a party is named for itself: an adjective needs its forces, or nothing plain behind it."""
    if hit.tag != "party.adjective" or _armed(scene, hit) or "NOUN" in scene.tokens[hit.first].marks:
        return True
    if not scene.grammar.get("capitals") and scene.overlaps(("method", "actor"), hit.first - 1, hit.first):
        return True
    return hit.last >= len(scene.tokens) or not scene.tokens[hit.last].is_word or hit.last in scene.marked("function")


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


def _is_whose_attack(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective stands right before an attack noun, so that "in" opens no place ("in Russian shelling")."""
    if hit.tag != "party.adjective" or not scene.grammar.get("agent_before_noun"):
        return False
    nouns = [h for f in ("event", "method") for h in scene.find(f, hit.last, hit.last + 2) if _is_noun(h)]
    return bool(nouns) and not scene.overlaps("place", hit.last, nouns[0].first)


def _is_held(scene: Scene, hit: Hit) -> bool:
    """Whether the party only describes something ("rebel-held", "controlled by rebels", "against the rebels")."""
    after = hit.last + (scene.tokens[hit.last].text in "-‑–" if hit.last < len(scene.tokens) else 0)
    if scene.has("held.x", after, after + 1) and (after > hit.last or scene.has("held.x", hit.last, hit.last + 1)):
        return True
    held = [h for h in scene.tagged("held.x", hit.first - 6, hit.first) if 0 <= hit.first - h.last <= 2]
    return any(_holds(scene, h, hit) for h in held) or _against(scene, hit)


def _holds(scene: Scene, held: Hit, hit: Hit) -> bool:
    """Whether a word such as "backed" leads to a party, by a preposition where the language has a list of them."""
    prepositions = scene.words("held_by")
    return not prepositions or any(scene.is_any(i, prepositions) for i in range(held.first, hit.first))


def _is_object(scene: Scene, hit: Hit) -> bool:
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


def _against(scene: Scene, hit: Hit) -> bool:
    articles = scene.words("articles")
    at = hit.first - 1
    while scene.is_any(at, articles):
        at -= 1
    return any(h.last == at + 1 for h in scene.tagged("against.x", at - 3, at + 1))


def _by(scene: Scene, hit: Hit) -> bool:
    for by in scene.tagged("by.x", hit.first - 6, hit.first):
        if any(h.last == by.last for h in scene.tagged("held.x", by.first - 3, by.last)):
            continue
        if by.last <= hit.first <= by.last + 3 and not scene.overlaps("cite", by.first, by.last):
            return all(scene.tokens[i].is_word and not scene.overlaps("target", i, i + 1) for i in range(by.last, hit.first))
    return False


def _by_chain(scene: Scene, hit: Hit) -> bool:
    """Whether a party ends a chain of genitives behind "by" ("on the orders of officers of the ministry of X")."""
    for by in scene.tagged("by.x", hit.first - 12, hit.first) if scene.grammar.get("cases") else ():
        gap = range(by.last, hit.first)
        joins = scene.words("and")
        if scene.may_be(hit.first, "gent") and all(scene.may_be(i, "gent") or scene.is_any(i, joins) for i in gap):
            return all(scene.tokens[i].is_word and not scene.overlaps("say", i, i + 1) for i in gap)
    return False


def _by_case(scene: Scene, hit: Hit) -> bool:
    """Whether a party stands in the instrumental beside an attack word ("destroyed by the army")."""
    if not scene.grammar.get("cases") or not scene.may_be(hit.first, "ablt"):
        return False
    if any(scene.is_any(i, scene.words("by_no_case")) for i in range(hit.first - 2, hit.first)):
        return False
    stops = [i + 1 for i in range(max(hit.first - 6, 0), hit.first) if scene.tokens[i].text in ".;:?!"]
    before = scene.find("event", max(stops, default=hit.first - 6), hit.first)
    if scene.may_be(hit.first, "nomn"):
        return any(_is_passive_form(scene, h) and hit.first - h.last <= 1 for h in before)
    return bool(before or scene.find("event", hit.last, hit.last + 4))


def _is_passive_form(scene: Scene, hit: Hit) -> bool:
    """Whether a verb's own form is passive."""
    return bool(scene.grammar.get("cases")) and not scene.tokens[hit.first].marks.isdisjoint(("pssv", "Impe"))


def _accused(scene: Scene, hit: Hit) -> bool:
    if scene.grammar.get("accused_last"):
        return _accused_last(scene, hit) or _is_to_blame(scene, hit)
    for say in scene.tagged("say.alleges", hit.first - 5, hit.first):
        if 0 <= hit.first - say.last <= 2 and scene.is_any(say.first, scene.words("accusing")):
            return True
    for say in scene.find("say", hit.first - 8, hit.first):
        if scene.is_any(say.first, scene.words("accusing_to")) and any(
            scene.is_any(i, scene.words("to")) for i in range(hit.first - 2, hit.first)
        ):
            return True
    return _is_to_blame(scene, hit) or _is_involved(scene, hit)


def _is_involved(scene: Scene, hit: Hit) -> bool:
    """Whether a party's "involvement" or "guilt" is spoken of (a genitive behind it)."""
    nouns = scene.words("involvement")
    return bool(nouns) and scene.is_any(hit.first - 1, nouns) and scene.may_be(hit.first, "gent")


def _is_attributed(scene: Scene, hit: Hit) -> bool:
    """Whether a verb of attributing and "to" stand before a party ("a shelling attributed to the army")."""
    if not scene.grammar.get("accused_last") or not scene.is_any(hit.first - 1, scene.words("to")):
        return False
    says = scene.tagged("say.alleges", hit.first - _ATTRIBUTED, hit.first)
    return any(scene.is_any(h.first, scene.words("accusing_to")) for h in says)


def _in_accusative(scene: Scene, hit: Hit) -> bool:
    """Whether a party is the object of an accusing verb before it ("accused of the shelling the army")."""
    says = [h for h in scene.tagged("say.alleges", hit.first - 8, hit.first) if scene.is_any(h.first, scene.words("accusing"))]
    if not says or not scene.may_be(hit.first, "accs") or scene.may_be(hit.first, "nomn"):
        return False
    between = range(says[-1].last, hit.first)
    return not scene.find("party", says[-1].last, hit.first) and all(scene.tokens[i].is_word for i in between)


def _accused_last(scene: Scene, hit: Hit) -> bool:
    """Where the verb stands first: the accused is the name behind the accuser's, or behind a verb that names no accuser."""
    if hit.tag == "party.adjective" and scene.overlaps("source", hit.first - 1, hit.first):
        return False
    for say in reversed(scene.tagged("say.alleges", hit.first - 14, hit.first)):
        between = [h for f in ("party", "source") for h in scene.find(f, say.last, hit.first) if h.first < hit.first]
        if scene.is_any(say.first, scene.words("accusing_next")):
            return not between or hit.first - say.last <= 2
        if scene.is_any(say.first, scene.words("accusing")):
            if not scene.written_on("and", say.first) and scene.overlaps(("party", "source"), say.first - 1, say.first):
                return not between and hit.first - say.last <= 2
            if not between and hit.first - say.last <= 1 and accused_alone(scene, say.first, hit.last):
                return True
            if not between and hit.first - say.last in (1, 2) and _is_a_name(scene, say.last):
                return True
            return bool(between) and not scene.find("say", say.last, hit.first)
        if scene.is_any(say.first, scene.words("accusing_to")):
            return any(scene.is_any(i, scene.words("to")) for i in range(hit.first - 2, hit.first))
    return False


def _is_a_name(scene: Scene, i: int) -> bool:
    """Whether an unknown word with the article, behind an accusing verb, is the accuser's name ("accused al-X the army of")."""
    return "the" in scene.tokens[i].marks and i not in scene.lexical and i not in scene.marked("function")


def _is_to_blame(scene: Scene, hit: Hit) -> bool:
    if scene.has("cite.accusation", hit.first - 1, hit.first):
        return False
    behind = scene.tagged("behind.x", hit.last, hit.last + 7)
    if behind and scene.is_any(behind[0].first, scene.words("blame")) and scene.tagged("say.denies", hit.first - 20, hit.first):
        return False
    return bool(behind) and not scene.find(("say", "party"), hit.last, behind[0].first)


def _before_noun(scene: Scene, hit: Hit) -> bool:
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
        if not helped and any(h.first == i for family in ("event", "method") for h in scene.find(family, i, i + 1) if _is_noun(h)):
            return True
        joined = scene.is_any(i, scene.words("and"))
        if i >= len(scene.tokens) or (not joined and (not scene.tokens[i].is_word or scene.is_any(i, stop))):
            return False
        if scene.find(("target", "what", "say", "count", "who", "place"), i, i + 1) and not scene.find("actor", i, i + 1):
            return False
    return False


def _is_noun(hit: Hit) -> bool:
    return hit.tag in ("event.attack", "event.attacks") or hit.tag.startswith("method.")


def _after_noun(scene: Scene, hit: Hit) -> bool:
    """Whether the party stands behind an attack noun, by word order or behind "of"."""
    reach = scene.grammar.get("agent_after_noun", 0)
    for noun in scene.find("event", hit.first - max(reach, 3) - 1, hit.first):
        if not (_is_noun(noun) or _ends_in_noun(scene, noun)) or noun.last > hit.first:
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
            return hit.tag.startswith("actor.") or _armed(scene, hit)
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
    if not scene.may_be(hit.first, "gent") or not _stands_alone(scene, hit):
        return False
    bare = hit.tag in ("party.name", "party.metonym") and name.party(hit.value).kind == "state" and not _armed(scene, hit)
    return not (bare and scene.is_any(noun.last - 1, scene.words("of_object")))


def _armed(scene: Scene, hit: Hit) -> bool:
    """Whether forces or weapons stand right behind a state's name ("attacks of the Russian aviation")."""
    found = [h for f in ("method", "actor") for h in scene.find(f, hit.last, hit.last + 4)]
    if scene.grammar.get("cases"):
        found = [h for h in found if not any("NOUN" in scene.tokens[i].marks for i in range(hit.last, h.first))]
    return bool(found)


def _subject(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether the party stands before an active attack verb (or behind it, where the language says so) in its clause."""
    if hit.tag == "party.adjective" and not scene.grammar.get("capitals") and _is_of_noun(scene, sentence, hit):
        return False
    if not _is_of_weapon(scene, hit) and (not scene.may_be(hit.first, "nomn") or _is_whose(scene, sentence, hit)):
        return False
    if hit.tag == "party.metonym" and scene.is_any(hit.first - 1, scene.words("noun_of") | scene.words("inside")):
        return False
    before = scene.grammar.get("agent_before_verb", 0)
    begins = _past_aside(scene, sentence, hit)
    for verb in scene.tagged("event.verb", begins, min(begins + before + 1, sentence.last)):
        if "GRND" in scene.tokens[verb.first].marks or _is_compound(scene, verb):
            continue
        return not _passive(scene, verb) and _same_clause(scene, begins, verb.first)
    behind = scene.grammar.get("agent_after_verb", 0)
    for verb in reversed(scene.tagged("event.verb", max(hit.first - behind - 1, sentence.first), hit.first)):
        gap = range(verb.last, hit.first)
        return len(gap) <= behind and not _passive(scene, verb) and not _is_held_apart(scene, gap)
    return False


def _is_of_noun(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether an adjective belongs to a noun before it that is neither forces nor weapons ("the Lebanese official agency")."""
    before = hit.first - 1
    if before < sentence.first or not scene.tokens[before].is_word or before in scene.marked("function"):
        return False
    known = scene.overlaps(("method", "actor", "event", "say"), before, hit.first)
    return not known and not scene.grammar.get("cases")


def _is_compound(scene: Scene, verb: Hit) -> bool:
    """Whether a word that may be a verb is the noun behind what was hit ("a report into the hospital attack")."""
    if not scene.grammar.get("agent_before_noun") or not scene.has("event.attack", verb.first, verb.first + 1):
        return False
    return any(h.last == verb.first for h in scene.find(("target", "method"), verb.first - 3, verb.first))


def _past_aside(scene: Scene, sentence: Sentence, hit: Hit) -> int:
    """Where a clause goes on behind a party, past an aside that names who says it ("the army, as the group notes, used ...")."""
    first = _forces(scene, hit) if scene.grammar.get("cases") else sentence.last
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


def _who(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether an attack verb stands behind a party and "who" ("gunmen, who stormed the clinic")."""
    if not scene.grammar.get("cases"):
        return False
    at = min(_forces(scene, hit), sentence.last - 1)
    at += scene.tokens[at].text == ","
    if at >= sentence.last or not scene.is_any(at, scene.words("relative")) or not scene.may_be(at, "nomn"):
        return False
    return any(not _passive(scene, v) for v in scene.tagged("event.verb", at, min(at + 6, sentence.last)))


def _came_upon(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether harm is told before what fighters then did ("six nurses were shot dead when gunmen stopped their bus")."""
    if hit.tag != "actor.armed" or not scene.is_any(_name_before(scene, hit) - 1, scene.words("upon_which")):
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
    helped = any(scene.is_any(i, scene.words("passive")) for i in range(verb.first - reach, verb.first))
    return (helped and not active) or scene.has("by.x", verb.last, verb.last + 1)


def _same_clause(scene: Scene, first: int, last: int) -> bool:
    marks, clause = ".;:?!", scene.words("clause")
    if scene.find(("party", "actor"), first, last):
        clause |= scene.words("and")
    return not any(scene.tokens[i].text in marks or scene.is_any(i, clause) for i in range(first, last)) and not scene.find(
        "say", first, last
    )


def _joined(scene: Scene, left: Hit, right: Hit) -> bool:
    """Whether two parties are named in one breath ("Russian and Syrian")."""
    gap = range(left.last, right.first)
    if len(gap) > 4 or _is_held(scene, right) or _is_held(scene, left):
        return False
    joins = scene.words("and")
    fillers = scene.words("joins") | scene.words("modifiers")
    forces = {i for h in scene.find("actor", left.first, right.first) for i in range(h.first, h.last)}
    forces |= {i for h in scene.find("method", left.first, right.first) for i in range(h.first, h.last)}
    joined = scene.written_on("and", right.first) or any(scene.is_any(i, joins) for i in gap)
    return joined and all(i in forces or scene.is_any(i, fillers) for i in gap)


def _forces(scene: Scene, hit: Hit) -> int:
    """Where the forces or weapons behind a party's name end ("Russian space forces"), one describing word apart at most."""
    last = hit.last
    families = ("actor", "method") if scene.grammar.get("agent_before_noun") else ("actor",)
    while last < hit.last + 3:
        near = [h for f in families for h in scene.find(f, last, last + 2) if not scene.overlaps("event", last, h.last)]
        near = [h for h in near if h.word not in ACTS]
        near = [h for h in near if not scene.grammar.get("cases") or "NOUN" in scene.tokens[h.last - 1].marks]
        plain = [h for h in near if h.first == last or (h.tag.startswith("actor.") and last not in scene.marked("function"))]
        if not plain or not scene.tokens[last].is_word:
            break
        last = max(h.last for h in plain)
    return last


def _name_before(scene: Scene, hit: Hit) -> int:
    """Where the name of an armed group begins that the codebook does not know ("the Nyatura militia")."""
    first = hit.first
    while hit.tag == "actor.armed" and scene.grammar.get("capitals") and _is_plain_name(scene, first - 1):
        first -= 1
    return first


def _is_plain_name(scene: Scene, i: int) -> bool:
    if i <= 0 or not scene.tokens[i].text[0].isupper() or i in scene.nameless or scene.tokens[i - 1].text in '.!?:"“”':
        return False
    return not any(i in scene.covered(family) for family in ("party", "place", "place_name", "hedge"))


def _agent(scene: Scene, hit: Hit, rule: str) -> Agent:
    last = _forces(scene, hit)
    near = scene.find("hedge", hit.first - 6, hit.first) + scene.tagged("hedge.suspected", hit.last, hit.last + 4)
    hedge = near[-1].word if near else None
    party = hit.value if hit.tag.startswith("party.") else whose(scene, hit) if hit.tag == "actor.state" else None
    key = scene.base(hit.first, last).casefold()
    first = _name_before(scene, hit)
    return Agent(first, last, scene.name(first, last), party, rule, hedge, rule == "agent.accused", key)
