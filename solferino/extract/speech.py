"""Who says it: reporting verbs, "according to", quoted speech, and words that point back to a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solferino.extract import reporting, voices
from solferino.extract.accusations import accused_alone
from solferino.extract.entities import Entity
from solferino.extract.memory import Memory, meant
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence, leaves_open
from solferino.extract.voices import SPOKEN

_AHEAD = 3
"""Words of a sentence before a speaker whom a colon follows."""
_SCARE = 4
"""Words in quotation marks up to which they quote a word, not a speaker."""
_BESIDE = 10
"""Words between a quotation and its speaker where no verb reports."""
_TAIL = 8
"""Words from a speaker on in which a sentence ends behind what was said."""
_LISTED = 5
"""Words that may stand between two who are cited together ("and the Houthi-run ministry")."""


class Speech(NamedTuple):
    """A speaker and the stance of the verb; ``first`` to ``last`` are the tokens of the verb."""

    first: int
    last: int
    stance: str
    speaker: Entity | None
    rule: str


def find(scene: Scene, sentence: Sentence, entities: Sequence[Entity], memory: Memory) -> list[Speech]:
    """Return who says what kind of thing in a sentence, in order."""
    spoken: list[Speech] = []
    ahead = not scene.analytic
    if ahead and (named := _named_ahead(scene, sentence, entities)):
        _keep(scene, named, spoken, memory)
    if scene.grammar.get("cases") and (named := _named_behind(scene, sentence, entities)):
        _keep(scene, named, spoken, memory)
    for hit in scene.find("cite", sentence.first, sentence.last):
        if cited := _cited(scene, hit, entities, memory):
            _keep(scene, cited, spoken, memory)
            for other in _cited_too(scene, cited, entities):
                _keep(scene, cited._replace(speaker=meant(scene, other, memory)), spoken, memory)
    for hit in sorted(
        reporting.softened(scene, h)
        for h in (*scene.find("say", sentence.first, sentence.last), *reporting.split_verbs(scene, sentence))
    ):
        before = len(spoken)
        joined = bool(spoken) and reporting.joins_verb(scene, hit)
        if not (joined and scene.analytic):
            for speech in _by_verb(scene, hit, sentence, entities, memory):
                _keep(scene, speech, spoken, memory)
        disowned = hit.word == "claims_responsibility" and any(s.stance == "denies" for s in spoken)
        if joined and len(spoken) == before and not disowned:
            _keep(scene, Speech(hit.first, hit.last, hit.word, spoken[-1].speaker, "speech.and_verb"), spoken, memory)
    if scene.analytic and len(spoken) > 0:
        spoken = [s for s in spoken if not (_only_dates(scene, sentence, s) or _is_nested(scene, sentence, s, spoken))]
    if not spoken and (quoting := _quoting(scene, sentence, entities)):
        _keep(scene, quoting._replace(speaker=meant(scene, quoting.speaker, memory) if quoting.speaker else None), spoken, memory)
    if not spoken and scene.analytic and memory.named and _is_quoted_by(scene, sentence):
        spoken = [Speech(sentence.first, sentence.first, "states", memory.named[-1], "speech.quote_goes_on")]
    if not spoken and sentence.quoted and memory.named:
        spoken = [Speech(sentence.first, sentence.first, "states", memory.named[-1], "speech.quote_goes_on")]
    return sorted(spoken, key=lambda s: s.first)


def _quoting(scene: Scene, sentence: Sentence, entities: Sequence[Entity]) -> Speech | None:
    """Who stands beside a quotation or before a colon, whatever the verb ('"We hit bandits," X scoffed', "Y: We hit nobody")."""
    quotes = [i for i in scene.quotes if sentence.first <= i < sentence.last]
    voices_ = [
        e for e in entities if e.kind in SPOKEN and not voices.is_place(scene, e) and (e.kind != "name" or e.last - e.first > 1)
    ]
    for entity in voices_:
        colon = entity.last < sentence.last and scene.tokens[entity.last].text == ":"
        if colon and entity.first - sentence.first <= _AHEAD and entity.last + 2 < sentence.last:
            return Speech(entity.last, entity.last + 1, "states", entity, "speech.before_colon")
        if _is_tail(scene, sentence, entity):
            return Speech(entity.last, entity.last + 1, "states", entity, "speech.tail")
    if len(quotes) < 2 or max(b - a for a, b in zip(quotes[::2], quotes[1::2], strict=False)) <= _SCARE:
        return None
    voices_ = [e for e in voices_ if scene.analytic or scene.overlaps("source", e.first, e.last)]
    outside = [e for e in voices_ if sum(i < e.first for i in quotes) % 2 == 0 and voices.may_speak(scene, e)]
    near = [(min(abs(e.first - i) for i in quotes), e) for e in outside if not scene.is_any(e.first - 1, scene.words("led_to"))]
    distance, best = min(near, default=(0, None), key=lambda n: n[0])
    return Speech(quotes[0], quotes[0], "states", best, "speech.quoted") if best and distance <= _BESIDE else None


def _is_tail(scene: Scene, sentence: Sentence, entity: Entity) -> bool:
    """Whether an official and a verb, or "by" and an official's "account", end a sentence behind what is said."""
    named = entity.party or entity.person or scene.tagged("source.office", entity.first, entity.last)
    if not named or not scene.overlaps("source", entity.first, entity.last):
        return False
    at = entity.first - 1
    while at > sentence.first and (scene.is_any(at, scene.words("articles")) or scene.is_any(at, scene.words("modifiers"))):
        at -= 1
    ends = sentence.last - entity.last <= _TAIL and entity.last < sentence.last
    if not ends or at - sentence.first < _AHEAD:
        return False
    behind = range(entity.last, min(entity.last + 3, sentence.last))
    if scene.is_any(at, scene.words("written_by")):
        return any(scene.is_any(i, scene.words("accounts")) for i in behind)
    verb = scene.tokens[entity.last].text.endswith(tuple(scene.grammar.get("past_endings", ())))
    opens = scene.is_any(sentence.first, scene.words("when"))
    acts = scene.overlaps(("event", "what", "held"), entity.last, entity.last + 1)
    return scene.tokens[at].text in ',"”' and verb and not (opens or acts)


def _is_nested(scene: Scene, sentence: Sentence, speech: Speech, spoken: Sequence[Speech]) -> bool:
    """Whether what forces said is only told by another ("she said soldiers told them to go", '"They told us to go," she said')."""
    who = speech.speaker
    if who is None or speech.stance not in ("states", "alleges") or not sentence.first <= who.first < speech.first:
        return False
    fights = who.kind == "actor" or who.armed or scene.tagged("actor.state", who.first, who.last)
    others = [s for s in spoken if s.speaker and s.speaker.key != who.key and s.stance == "states"]
    quotes = [i for i in scene.quotes if sentence.first <= i < sentence.last]
    if sum(i < speech.first for i in quotes) % 2 and others and any(i >= speech.last for i in quotes):
        return True
    outer = [s for s in others if s.last <= who.first]
    apart = any(
        scene.tokens[i].text in ";:" or scene.is_any(i, scene.words("turning")) for s in outer for i in range(s.last, who.first)
    )
    return bool(fights and outer and not apart)


def _is_quoted_by(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence opens the quotation that a colon right before it announced ("A B stated:")."""
    opens = scene.tokens[sentence.first].text in '"“'
    return opens and sentence.first > 0 and scene.tokens[sentence.first - 1].text == ":"


def _only_dates(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether a clause that tells of no attack only says when one happened ("hours after X had announced more aid")."""
    who = speech.speaker
    if who is None or not sentence.first < who.first < speech.first or not scene.is_any(who.first - 1, scene.words("when")):
        return False
    return speech.stance == "states" and not scene.find(("event", "what", "method", "target"), speech.last, sentence.last)


def _named_ahead(scene: Scene, sentence: Sentence, entities: Sequence[Entity]) -> Speech | None:
    """A speaker before a colon at the head of a sentence ("The mayor: ..."), but no place."""
    first = next((i for i in range(sentence.first, sentence.last) if scene.tokens[i].is_word), sentence.last)
    entity = next((e for e in entities if e.first == first and e.kind in SPOKEN and not voices.is_place(scene, e)), None)
    if entity is None:
        return None
    colon = entity.last + (entity.last < sentence.last and scene.tokens[entity.last].text == "»")
    colon += colon < sentence.last and scene.written_on("to", colon) and not scene.grammar.get("capitals")
    if colon >= sentence.last or scene.tokens[colon].text != ":":
        return None
    if scene.grammar.get("cases") and scene.has("same.x", entity.first, entity.last):
        source = next((e for e in entities if e.first == colon + 1 and e.kind in SPOKEN), entity)
        return Speech(entity.first, colon + 1, "states", source, "speech.source")
    return Speech(entity.last, entity.last + 1, "states", entity, "speech.before_colon")


def _named_behind(scene: Scene, sentence: Sentence, entities: Sequence[Entity]) -> Speech | None:
    """A speaker behind the dash at the end of a sentence ("Three killed in the strike - the ministry"), but no place."""
    last = sentence.last
    while last > sentence.first and not (scene.tokens[last - 1].is_word or scene.tokens[last - 1].text == "»"):
        last -= 1
    entity = next(
        (e for e in entities if last in (e.last, e.last + 1) and e.kind in SPOKEN and not voices.is_place(scene, e)), None
    )
    if entity is None or entity.first - sentence.first < 4 or scene.tokens[entity.first - 1].text not in "–—-":
        return None
    if scene.find("who", entity.first, entity.last) and not any(
        t.text[0].isupper() for t in scene.tokens[entity.first : entity.last]
    ):
        return None
    lone = entity.kind == "name" and entity.last - entity.first < 2 and not scene.tokens[entity.first].text.isupper()
    plain = lone and scene.texts[entity.first] not in scene.surnames()
    return None if plain else Speech(entity.first - 1, entity.first, "states", entity, "speech.behind_dash")


def _keep(scene: Scene, speech: Speech, spoken: list[Speech], memory: Memory) -> None:
    spoken.append(speech)
    if speech.speaker and not voices.is_place(scene, speech.speaker):
        memory.add(speech.speaker)


def fill_quotes(scene: Scene, told: Sequence[tuple[Sentence, list[Speech]]]) -> None:
    """Give the sentences of a quotation that names its speaker only at the end to that speaker."""
    for i, (sentence, spoken) in enumerate(told):
        if spoken or not leaves_open(scene, sentence.first, sentence.last, sentence.quoted):
            continue
        for later, speeches in told[i + 1 : i + 4]:
            if speeches and (speaker := speeches[0].speaker):
                spoken.append(Speech(sentence.first, sentence.first, "states", speaker, "speech.quote_before"))
                break
            if not later.quoted:
                break


def _cited(scene: Scene, hit: Hit, entities: Sequence[Entity], memory: Memory) -> Speech | None:
    if hit.tag == "cite.again":
        last = memory.latest("person", "name", "body", "party")
        return Speech(hit.first, hit.last, "states", last, "speech.cited_again") if last else None
    if scene.analytic and scene.is_any(hit.last, scene.words("written_by")):
        return None
    entity = next((e for e in entities if hit.last <= e.first + 0 <= hit.last + 3 or e.first <= hit.last < e.last), None)
    if entity is None or (scene.grammar.get("cases") and scene.tokens[hit.last].text == "," and entity.first > hit.last):
        return None
    if hit.tag == "cite.accusation" and (entity.first != hit.last or scene.written_on("to", entity.first)):
        return None
    if entity.kind == "paper" and (author := voices.author(scene, entity, entities)):
        entity = author
    passes = scene.says("passing", hit.first, hit.last)
    passer = next((e for e in entities if passes and e.last <= hit.first <= e.last + 1 and e.kind in SPOKEN), None)
    speaker = meant(scene, entity, memory)._replace(via=passer.text if passer else None)
    stance = "alleges" if hit.tag == "cite.accusation" else "states"
    rule = "speech.accusation" if stance == "alleges" else "speech.cited"
    return Speech(hit.first, hit.last, stance, speaker, rule)


def _cited_too(scene: Scene, cited: Speech, entities: Sequence[Entity]) -> list[Entity]:
    """Those who are cited with another ("according to A, B and two doctors"), where names have capitals."""
    last = cited.speaker.last if cited.speaker and cited.speaker.first >= cited.first else None
    listed: list[Entity] = []
    for entity in entities if last is not None and scene.analytic else ():
        if _goes_with(scene, last or 0, entity) and not scene.find("say", entity.last, entity.last + 2):
            listed.append(entity)
            last = entity.last
    return listed


def _goes_with(scene: Scene, last: int, entity: Entity) -> bool:
    """Whether a name goes on with a list of those who are cited ("A, two residents and the B-run ministry")."""
    gap = range(last, entity.first)
    joins = scene.words("and") | scene.words("articles") | scene.words("the") | scene.words("installed")
    if not 0 < len(gap) <= _LISTED or not scene.is_any(gap[0], scene.words("and")) or entity.kind not in SPOKEN:
        return False
    plain = (scene.is_any(i, joins) or scene.overlaps(("count", "party"), i, i + 1) or scene.tokens[i].text == "-" for i in gap)
    return all(plain) and not voices.is_place(scene, entity)


def _by_verb(scene: Scene, hit: Hit, sentence: Sentence, entities: Sequence[Entity], memory: Memory) -> Iterator[Speech]:
    if reporting.is_no_verb(scene, hit) or scene.overlaps("cite", hit.first, hit.last):
        return
    if hit.word == "denies" and reporting.is_participle(scene, hit):
        return
    if scene.is_any(hit.last + 1, scene.words("said_to_be")) and scene.is_any(hit.last, scene.words("to")):
        return
    if (
        reporting.is_marked_passive(scene, hit)
        or "pssv" in scene.tokens[hit.first].marks
        or reporting.is_passed_on(scene, hit)
        or scene.overlaps("hedge", hit.first, hit.last)
    ):
        return
    pronoun = [p for p in scene.find("pronoun", hit.first - 3, hit.first) if scene.may_be(p.first, "nomn")]
    known = memory.latest("person", "name", "body", "party") if pronoun else None
    if known and pronoun[-1].last == hit.first and not scene.is_any(hit.first - 1, scene.words("relative")):
        yield Speech(hit.first, hit.last, hit.word, known, "speech.pronoun")
        return
    if publisher := voices.publisher(scene, hit, entities):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, publisher, memory), "speech.publisher")
        return
    if hit.word in ("claims_responsibility", "admits") and reporting.by_nobody(scene, hit):
        return
    if hit.word == "admits" and scene.is_any(hit.first, scene.words("conceding")) and not reporting.owns_up(scene, hit):
        hit = Hit(hit.first, hit.last, "say.states")
    if hit.word == "claims_responsibility" and scene.tagged("say.denies", hit.first - 20, hit.first):
        return
    if scene.is_any(hit.first, scene.words("passing")) and not reporting.passes_on(scene, hit):
        return
    if scene.analytic and (owner := voices.of_clause(scene, hit, entities)):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, owner, memory), "speech.of_clause")
        return
    claims = hit.word == "claims_responsibility" and scene.is_any(hit.first, scene.words("claiming"))
    if claims and not (scene.find(("event", "method"), hit.last, hit.last + 12) or _is_operation(scene, hit.last)):
        return
    accuses = scene.is_any(hit.first, scene.words("accusing"))
    if topic := voices.topic(scene, hit, entities):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, topic, memory), "speech.topic")
        return
    if accuses and scene.is_any(hit.last, scene.words("accused_passive")):
        return
    joined = reporting.joins_subject(scene, hit)
    if joined and (subject := voices.subject(scene, hit, entities, memory)):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, subject, memory), "speech.of_subject")
        return
    if scene.grammar.get("cases") and (parted := voices.before_clause(scene, hit.first, entities)):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, parted, memory), "speech.before_clause")
        return
    for side in reporting.sides(scene, hit, entities):
        if side == "after" and (joined or reporting.denies_next(scene, hit) or (accuses and reporting.accuses_next(scene, hit))):
            continue
        if side == "before" and (scene.written_on("and", hit.first) or reporting.says_more(scene, hit, entities)):
            continue
        entity = voices.before(scene, hit, entities) if side == "before" else voices.after(scene, hit, entities)
        if entity is not None and accuses and side == "after" and accused_alone(scene, hit.first, entity.last):
            break
        if entity is not None and entity.kind == "paper" and (author := voices.author(scene, entity, entities)):
            entity = author
        if entity is not None and accuses and scene.unicase:
            entity = voices.without_accused(scene, entity)
        if entity is not None:
            told = next(
                (e for e in entities if e.first - hit.last in (0, 1) and scene.is_any(hit.first, scene.words("telling"))), None
            )
            entity = entity._replace(via=told.text) if told else entity
            entity = _passed_on(scene, hit, entity, entities)
            for voice in (
                *voices.beside(scene, entity, entities),
                entity,
                *(_behind(scene, entity, entities) if side == "after" else ()),
            ):
                yield Speech(hit.first, hit.last, hit.word, meant(scene, voice, memory), f"speech.{side}_verb")
            return
    if hit.word == "declines" and scene.unicase and (silent := voices.reached(hit, entities)):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, silent, memory), "speech.far_silence")
        return
    if hit.word in ("denies", "declines") and scene.grammar.get("cases") and (denier := voices.denier(scene, hit, entities)):
        yield Speech(hit.first, hit.last, hit.word, meant(scene, denier, memory), "speech.far_denier")
        return
    relative = scene.is_any(hit.first - 1, scene.words("relative"))
    opening = None if relative or known else voices.opening(scene, hit, sentence.first, entities)
    known = meant(scene, opening, memory) if opening else known
    if known is None and scene.grammar.get("silent_speaker") and not relative and reporting.is_followed(scene, hit):
        known = memory.latest("person", "name", "body", "party")
    if known:
        yield Speech(hit.first, hit.last, hit.word, known, "speech.pronoun")


def _is_operation(scene: Scene, first: int) -> bool:
    """Whether a word for an armed act without its kind stands close behind a verb ("the group claimed the operation")."""
    near = range(first, min(first + _LISTED, len(scene.tokens)))
    return any(scene.is_any(i, scene.words("claimed_acts")) for i in near)


def _passed_on(scene: Scene, hit: Hit, entity: Entity, entities: Sequence[Entity]) -> Entity:
    """The one whose words a speaker passes on ("the agency quoted from a doctor that ...")."""
    if not scene.is_any(hit.first, scene.words("passing")):
        return entity
    source = next((e for e in entities if e.first > entity.first and scene.is_any(e.first - 1, scene.words("passing_from"))), None)
    far = reporting.PASSED if scene.unicase else 8
    return source._replace(via=entity.text) if source and source.first - entity.last <= far else entity


def _behind(scene: Scene, entity: Entity, entities: Sequence[Entity]) -> list[Entity]:
    """The second speaker behind a verb and the first one, where nouns have cases ("said the office and the mayor X")."""
    if not scene.grammar.get("cases") or not scene.is_any(entity.last, scene.words("and")) or scene.tokens[entity.last].text == ",":
        return []
    return [e for e in entities if e.first == entity.last + 1 and e.kind in SPOKEN and voices.may_speak(scene, e)]
