"""Who says it: reporting verbs, "according to", quoted speech, and words that point back to a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from solferino import name
from solferino.extract.entities import Entity
from solferino.extract.scene import Hit, Scene, Sentence, leaves_open

_SPOKEN = ("person", "body", "party", "name")
_MARKS = frozenset('"“”«»')
_DASHES = frozenset("-–—")
_MEMORY = 80
"""Speakers that a text may point back to."""
_FAR = 8
"""Words that may stand between a party and the verb with which it denies something."""


class Speech(NamedTuple):
    """A speaker and the stance of the verb; ``first`` to ``last`` are the tokens of the verb."""

    first: int
    last: int
    stance: str
    speaker: Entity | None
    rule: str


@dataclass(slots=True)
class Memory:
    """The speakers named so far, latest last; what "he" or "the group" points back to."""

    named: list[Entity]

    def add(self, entity: Entity) -> None:
        """Remember a speaker; of very many only the first and the latest."""
        self.named.append(entity)
        if len(self.named) > _MEMORY:
            del self.named[1]

    def resolve(self, entity: Entity) -> Entity:
        """Return the earlier name that a short name or a bare role stands for, or the entity under its first name."""
        words = _words(entity)
        plain = bool(entity.base) and not any(w[0].isupper() for w in entity.base.split())
        for earlier in reversed(self.named):
            before = set(earlier.base.casefold().split()) if plain else _words(earlier)
            if words and words < before and (earlier.person is None or words <= set(earlier.person.casefold().split())):
                return earlier
            if before and before <= words and earlier.person is None and entity.person is None:
                return entity._replace(known_as=earlier.key, party=entity.party or earlier.party)
        return entity

    def latest(self, *kinds: str) -> Entity | None:
        """Return the latest speaker of some kinds."""
        return next((e for e in reversed(self.named) if e.kind in kinds), None)


def _words(entity: Entity) -> set[str]:
    """The words that make a name: those with a capital, where there are any."""
    words = {w.strip("’',،\"“”«»") for w in entity.name.replace("’s", "").replace("'s", "").split() if len(w) > 2}
    named = {w for w in words if w[0].isupper() and w not in ("The", "For")}
    return {w.casefold() for w in named or words - {"the", "for"}}


def find(scene: Scene, sentence: Sentence, entities: Sequence[Entity], memory: Memory) -> list[Speech]:
    """Return who says what kind of thing in a sentence, in order."""
    spoken: list[Speech] = []
    ahead = scene.grammar.get("cases") or not scene.grammar.get("capitals")
    if ahead and (named := _named_ahead(scene, sentence, entities)):
        _keep(scene, named, spoken, memory)
    if scene.grammar.get("cases") and (named := _named_behind(scene, sentence, entities)):
        _keep(scene, named, spoken, memory)
    for hit in scene.find("cite", sentence.first, sentence.last):
        if cited := _cited(scene, hit, entities, memory):
            _keep(scene, cited, spoken, memory)
            for other in _cited_too(scene, cited, entities):
                _keep(scene, cited._replace(speaker=_meant(scene, other, memory)), spoken, memory)
    for hit in sorted(_softened(scene, h) for h in (*scene.find("say", sentence.first, sentence.last), *_in_two(scene, sentence))):
        before = len(spoken)
        for speech in _by_verb(scene, hit, entities, memory):
            _keep(scene, speech, spoken, memory)
        disowned = hit.word == "claims_responsibility" and any(s.stance == "denies" for s in spoken)
        if spoken and len(spoken) == before and scene.is_any(hit.first - 1, scene.words("and")) and not disowned:
            _keep(scene, Speech(hit.first, hit.last, hit.word, spoken[-1].speaker, "speech.and_verb"), spoken, memory)
    if not spoken and sentence.quoted and memory.named:
        spoken = [Speech(sentence.first, sentence.first, "states", memory.named[-1], "speech.quote_goes_on")]
    return sorted(spoken, key=lambda s: s.first)


_IN_TWO = (
    ("blame", "blaming", "say.alleges"),
    ("comment", "declining", "say.declines"),
    ("rejected", "rejecting", "say.denies"),
    ("claimed", "announcing", "say.claims_responsibility"),
)
"""Lists of objects, lists of verbs that only report together with one further on, and what both mean; the first counts."""


def _in_two(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Verbs that report only with an object further on ("laid on the army responsibility for the raid")."""
    found: set[int] = set()
    for objects, verbs, tag in _IN_TWO if scene.grammar.get("silent_speaker") else ():
        for i in range(sentence.first, sentence.last):
            if i not in found and scene.is_any(i, scene.words(verbs)) and "noun" not in scene.tokens[i].marks:
                ahead = range(i + 1, min(i + 12, sentence.last))
                if any(scene.is_any(at, scene.words(objects)) for at in ahead) and (
                    objects == "claimed" or not scene.overlaps("say", i, i + 1)
                ):
                    found.add(i)
                    yield Hit(i, i + 1, tag)


def _softened(scene: Scene, hit: Hit) -> Hit:
    """What owns up only to losses of one's own admits no attack ("the army admitted that two soldiers had died")."""
    losses = hit.tag == "say.admits" and any(scene.is_any(i, scene.words("losses")) for i in range(hit.last, hit.last + 5))
    return hit._replace(tag="say.states") if losses else hit


def _named_ahead(scene: Scene, sentence: Sentence, entities: Sequence[Entity]) -> Speech | None:
    """A speaker before a colon at the head of a sentence ("The mayor: ..."), but no place."""
    first = next((i for i in range(sentence.first, sentence.last) if scene.tokens[i].is_word), sentence.last)
    entity = next((e for e in entities if e.first == first and e.kind in _SPOKEN and not _is_place(scene, e)), None)
    if entity is None:
        return None
    colon = entity.last + (entity.last < sentence.last and scene.tokens[entity.last].text == "»")
    colon += colon < sentence.last and scene.written_on("to", colon) and not scene.grammar.get("capitals")
    if colon >= sentence.last or scene.tokens[colon].text != ":":
        return None
    if scene.grammar.get("cases") and scene.has("same.x", entity.first, entity.last):
        source = next((e for e in entities if e.first == colon + 1 and e.kind in _SPOKEN), entity)
        return Speech(entity.first, colon + 1, "states", source, "speech.source")
    return Speech(entity.last, entity.last + 1, "states", entity, "speech.before_colon")


def _named_behind(scene: Scene, sentence: Sentence, entities: Sequence[Entity]) -> Speech | None:
    """A speaker behind the dash at the end of a sentence ("Three killed in the strike - the ministry"), but no place."""
    last = sentence.last
    while last > sentence.first and not (scene.tokens[last - 1].is_word or scene.tokens[last - 1].text == "»"):
        last -= 1
    entity = next((e for e in entities if last in (e.last, e.last + 1) and e.kind in _SPOKEN and not _is_place(scene, e)), None)
    if entity is None or entity.first - sentence.first < 4 or scene.tokens[entity.first - 1].text not in "–—-":
        return None
    if scene.find("who", entity.first, entity.last) and not any(
        t.text[0].isupper() for t in scene.tokens[entity.first : entity.last]
    ):
        return None
    plain = entity.kind == "name" and entity.last - entity.first < 2 and not scene.tokens[entity.first].text.isupper()
    return None if plain else Speech(entity.first - 1, entity.first, "states", entity, "speech.behind_dash")


def _keep(scene: Scene, speech: Speech, spoken: list[Speech], memory: Memory) -> None:
    spoken.append(speech)
    if speech.speaker and not _is_place(scene, speech.speaker):
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
    entity = next((e for e in entities if hit.last <= e.first + 0 <= hit.last + 3 or e.first <= hit.last < e.last), None)
    if entity is None:
        return None
    if hit.tag == "cite.accusation" and (entity.first != hit.last or scene.written_on("to", entity.first)):
        return None
    if entity.kind == "paper" and (author := _author(scene, entity, entities)):
        entity = author
    passes = scene.is_any(hit.first, scene.words("passing"))
    passer = next((e for e in entities if passes and e.last <= hit.first <= e.last + 1 and e.kind in _SPOKEN), None)
    speaker = _meant(scene, entity, memory)._replace(via=passer.text if passer else None)
    stance = "alleges" if hit.tag == "cite.accusation" else "states"
    rule = "speech.accusation" if stance == "alleges" else "speech.cited"
    return Speech(hit.first, hit.last, stance, speaker, rule)


def _cited_too(scene: Scene, cited: Speech, entities: Sequence[Entity]) -> list[Entity]:
    """The speaker behind "and" who is cited with another ("according to an official and a doctor"), where names have capitals."""
    last = cited.speaker.last if cited.speaker and cited.speaker.first >= cited.first else None
    if (
        last is None
        or not scene.grammar.get("capitals")
        or scene.grammar.get("cases")
        or not scene.is_any(last, scene.words("and"))
    ):
        return []
    joins = scene.words("and") | scene.words("articles")
    near = [e for e in entities if last < e.first <= last + 2 and e.kind in _SPOKEN and not _is_place(scene, e)]
    return [
        e for e in near if all(scene.is_any(i, joins) for i in range(last, e.first)) and not scene.find("say", e.last, e.last + 2)
    ][:1]


def _author(scene: Scene, paper: Entity, entities: Sequence[Entity]) -> Entity | None:
    """Who wrote a report, named behind it ("a report published on Monday by the monitoring group X")."""
    author = next((e for e in entities if paper.last <= e.first <= paper.last + 9 and e.kind in _SPOKEN), None)
    small = scene.words("articles") | scene.words("modifiers")
    at = author.first - 1 if author else 0
    while author and at > paper.last and scene.is_any(at, small):
        at -= 1
    return author if author and scene.is_any(at, scene.words("written_by")) else None


def _by_verb(scene: Scene, hit: Hit, entities: Sequence[Entity], memory: Memory) -> Iterator[Speech]:
    if _is_no_verb(scene, hit) or scene.overlaps("cite", hit.first, hit.last):
        return
    if hit.word == "denies" and _describes(scene, hit):
        return
    if scene.is_any(hit.last + 1, scene.words("said_to_be")) and scene.is_any(hit.last, scene.words("to")):
        return
    if _is_marked_passive(scene, hit) or "pssv" in scene.tokens[hit.first].marks or scene.overlaps("hedge", hit.first, hit.last):
        return
    pronoun = [p for p in scene.find("pronoun", hit.first - 3, hit.first) if scene.may_be(p.first, "nomn")]
    known = memory.latest("person", "name", "body", "party") if pronoun else None
    if known and pronoun[-1].last == hit.first and not scene.is_any(hit.first - 1, scene.words("relative")):
        yield Speech(hit.first, hit.last, hit.word, known, "speech.pronoun")
        return
    if hit.word in ("claims_responsibility", "admits") and _nobody(scene, hit):
        return
    if hit.word == "admits" and scene.is_any(hit.first, scene.words("conceding")) and not _owns_up(scene, hit):
        hit = Hit(hit.first, hit.last, "say.states")
    if hit.word == "claims_responsibility" and scene.tagged("say.denies", hit.first - 20, hit.first):
        return
    if scene.is_any(hit.first, scene.words("passing")) and not _passes_on(scene, hit):
        return
    claims = hit.word == "claims_responsibility" and scene.is_any(hit.first, scene.words("claiming"))
    if claims and not scene.find(("event", "method"), hit.last, hit.last + 12):
        return
    accuses = scene.is_any(hit.first, scene.words("accusing"))
    if topic := _topic(scene, hit, entities):
        yield Speech(hit.first, hit.last, hit.word, _meant(scene, topic, memory), "speech.topic")
        return
    if accuses and scene.is_any(hit.last, scene.words("accused_passive")):
        return
    joined = _joins_subject(scene, hit)
    if joined and (subject := _subject(scene, hit, entities, memory)):
        yield Speech(hit.first, hit.last, hit.word, _meant(scene, subject, memory), "speech.of_subject")
        return
    for side in _sides(scene, hit, entities):
        if side == "after" and (joined or _denies_next(scene, hit) or (accuses and _accuses_next(scene, hit))):
            continue
        if side == "before" and (scene.written_on("and", hit.first) or _says_more(scene, hit, entities)):
            continue
        entity = _before(scene, hit, entities) if side == "before" else _after(scene, hit, entities)
        if entity is not None and accuses and side == "after" and accused_alone(scene, hit.first, entity.last):
            break
        if entity is not None and entity.kind == "paper" and (author := _author(scene, entity, entities)):
            entity = author
        if entity is not None:
            told = next(
                (e for e in entities if e.first - hit.last in (0, 1) and scene.is_any(hit.first, scene.words("telling"))), None
            )
            entity = entity._replace(via=told.text) if told else entity
            entity = _passed_on(scene, hit, entity, entities)
            for voice in (
                *_beside(scene, entity, entities),
                entity,
                *(_behind(scene, entity, entities) if side == "after" else ()),
            ):
                yield Speech(hit.first, hit.last, hit.word, _meant(scene, voice, memory), f"speech.{side}_verb")
            return
    if hit.word in ("denies", "declines") and scene.grammar.get("cases") and (denier := _denier(scene, hit, entities)):
        yield Speech(hit.first, hit.last, hit.word, _meant(scene, denier, memory), "speech.far_denier")
        return
    relative = scene.is_any(hit.first - 1, scene.words("relative"))
    if known is None and scene.grammar.get("silent_speaker") and not relative and _is_followed(scene, hit):
        known = memory.latest("person", "name", "body", "party")
    if known:
        yield Speech(hit.first, hit.last, hit.word, known, "speech.pronoun")


def _is_no_verb(scene: Scene, hit: Hit) -> bool:
    """Whether a word before a verb makes it a noun or a passive without a speaker ("the reports", "denied reports", "is said")."""
    denied_by = hit.word == "denies" and scene.is_any(hit.last, scene.words("written_by"))
    goes_on = _is_active(scene, hit) and scene.is_any(hit.first - 1, scene.words("passive"))
    after = scene.is_any(hit.first - 1, scene.words("not_spoken_after"))
    if scene.is_any(hit.first, scene.words("spoken_nouns")):
        before = scene.find(("party", "say"), hit.first - 1, hit.first)
        after = after or (bool(before) and not any(h.tag == "party.name" for h in before))
    return after and not (denied_by or goes_on)


def _is_active(scene: Scene, hit: Hit) -> bool:
    return scene.tokens[hit.first].text.endswith(tuple(scene.grammar.get("active_endings", ())))


def _joins_subject(scene: Scene, hit: Hit) -> bool:
    """Whether a participle goes on from the subject of its sentence ("the army struck the school, saying fighters hid there")."""
    return _is_active(scene, hit) and scene.tokens[hit.first - 1].text == ","


def _subject(scene: Scene, hit: Hit, entities: Sequence[Entity], memory: Memory) -> Entity | None:
    """Who spoke before in the sentence, or the first party in it."""
    spoken = memory.named[-1:] if scene.find("say", entities[0].first if entities else hit.first, hit.first) else []
    here = next((e for e in entities for s in spoken if e.first == s.first), None)
    return here or next((e for e in entities if e.last <= hit.first and e.party and _may_speak(scene, e)), None)


def _describes(scene: Scene, hit: Hit) -> bool:
    """Whether a verb is a participle that describes something ("the proof that refutes it")."""
    endings = tuple(scene.grammar.get("participle_endings", ()))
    return bool(endings) and scene.tokens[hit.first].text.endswith(endings)


def _nobody(scene: Scene, hit: Hit) -> bool:
    """Whether nobody did what a verb says ("no group has claimed responsibility")."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    return any(
        h.last <= hit.first and scene.is_any(h.first, scene.words("no_one"))
        for h in scene.find("negation", hit.first - 7, hit.first)
    )


def _owns_up(scene: Scene, hit: Hit) -> bool:
    """Whether somebody concedes an attack or harm, not only that there was fighting."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return True
    last = next(
        (i for i in range(hit.last, min(hit.last + 30, len(scene.tokens))) if scene.tokens[i].text in ".!?;"), hit.last + 30
    )
    but = [h.first for h in scene.find("say", hit.last, last)]
    last = min([last, *but])
    return bool(scene.find(("event", "method", "what"), hit.last, last) or scene.tagged("reply.accepts", hit.last - 1, last))


def _is_marked_passive(scene: Scene, hit: Hit) -> bool:
    """Whether an accusing verb is written with the vowel that makes it passive, so that the accused follows it."""
    return "\u064f" in scene.tokens[hit.first].text[:4] and scene.is_any(hit.first, scene.words("accusing"))


def _sides(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Sequence[str]:
    """Where the speaker may stand; behind the verb first, where a comma or the end of a quotation stands before it.

    Where the verb stands first by rule, a name that touches it from before is its speaker, unless one touches it from behind.
    """
    sides: Sequence[str] = scene.grammar.get("speaker", ())
    if sides and sides[0] == "after" and not scene.written_on("and", hit.first):
        touching = any(e.last == hit.first and e.kind in _SPOKEN for e in entities)
        before = touching and (scene.is_any(hit.first, scene.words("accusing")) or not any(e.first == hit.last for e in entities))
        return sides[::-1] if before else sides
    trails = scene.grammar.get("cases") and hit.first and scene.tokens[hit.first - 1].text in ',—–-"»”'
    return sides[::-1] if trails or (scene.grammar.get("cases") and _follows(scene, hit, entities)) else sides


def _follows(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether a subject touches a verb from behind, and none from before ("of this on the channel X said the mayor")."""
    behind = any(e.first == hit.last and "nomn" in scene.tokens[e.first].marks for e in entities)
    before = any(e.last == hit.first and "nomn" in scene.tokens[e.first].marks for e in entities)
    return behind and not before


def _passes_on(scene: Scene, hit: Hit) -> bool:
    """Whether a verb that may also mean "carried" passes on words: "from" or what was said stands behind it."""
    words = scene.words("passing_from") | scene.words("complementizers")
    behind = range(hit.last, min(hit.last + 10, len(scene.tokens)))
    return not scene.words("passing_from") or any(scene.is_any(i, words) or scene.tokens[i].text in '"“«:' for i in behind)


def _passed_on(scene: Scene, hit: Hit, entity: Entity, entities: Sequence[Entity]) -> Entity:
    """The one whose words a speaker passes on ("the agency quoted from a doctor that ...")."""
    if not scene.is_any(hit.first, scene.words("passing")):
        return entity
    source = next((e for e in entities if e.first > entity.first and scene.is_any(e.first - 1, scene.words("passing_from"))), None)
    return source._replace(via=entity.text) if source and source.first - entity.last <= 8 else entity


def _denier(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """The subject of a denial that stands far before it, behind what is denied ("Kyiv the shelling denies")."""
    near = [e for e in entities if 0 <= hit.first - e.last <= _FAR and _may_speak(scene, e) and e.kind in _SPOKEN]
    between = range(near[-1].last, hit.first) if near else range(0)
    return near[-1] if near and all(scene.tokens[i].is_word for i in between) else None


def _topic(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """The name behind "as for", to which a verb further on belongs ("as for the agency that ..., it said")."""
    words = scene.words("topic")
    named = (e for e in reversed(entities) if e.last <= hit.first and scene.is_any(e.first - 1, words))
    return next(named, None) if words and scene.tokens[hit.first].text.startswith("ف") else None


def _is_followed(scene: Scene, hit: Hit) -> bool:
    """Whether a verb without a subject is followed by what was said: "that", a quotation, or anything behind a participle."""
    if scene.is_any(hit.first, scene.words("saying")):
        return True
    behind = range(hit.last, min(hit.last + 3, len(scene.tokens)))
    return any(scene.tokens[i].text in '"“«:' or scene.is_any(i, scene.words("complementizers")) for i in behind)


def accused_alone(scene: Scene, verb: int, last: int) -> bool:
    """Whether "and accused A of" goes on from a speaker before it: only one name stands between the verb and "of"."""
    of = last < len(scene.tokens) and "in" in scene.tokens[last].marks
    return (
        of
        and bool(scene.grammar.get("accused_last"))
        and scene.written_on("and", verb)
        and bool(scene.find("say", verb - 25, verb))
    )


def _says_more(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether "and" joins a verb to one before, not to the name it touches ("insisted the dead were rebels and said")."""
    if scene.grammar.get("cases") or not scene.grammar.get("capitals") or not scene.is_any(hit.first - 1, scene.words("and")):
        return False
    touching = next((e for e in entities if e.last == hit.first - 1), None)
    return bool(
        touching
        and scene.is_any(touching.first - 1, scene.words("passive"))
        and scene.find("say", touching.first - 9, touching.first)
    )


def _denies_next(scene: Scene, hit: Hit) -> bool:
    """Whether what is denied, not the speaker, follows a verb ("and denied Armenian reports"), unless "by" stands between."""
    english = scene.grammar.get("capitals") and not scene.grammar.get("cases")
    return bool(english and hit.word == "denies" and not scene.is_any(hit.last, scene.words("written_by")))


def _accuses_next(scene: Scene, hit: Hit) -> bool:
    """Whether the accused, not the speaker, follows an accusing verb: unless the verb stands first in the language."""
    return scene.grammar["speaker"][0] != "after" or scene.is_any(hit.first, scene.words("accusing_next"))


def _beside(scene: Scene, entity: Entity, entities: Sequence[Entity]) -> list[Entity]:
    """The speaker named in one breath with another ("activists and rescue workers said")."""
    joins = scene.words("and") | scene.words("articles") | scene.words("modifiers")
    return [
        e for e in entities
        if e.last < entity.first <= e.last + 3 and scene.is_any(e.last, scene.words("and")) and e.kind in _SPOKEN
        and all(scene.is_any(i, joins) for i in range(e.last, entity.first)) and not _is_place(scene, e) and _may_speak(scene, e)
        and (not scene.find("count", e.first - 2, e.last) or _opens(scene, e)) and not scene.find("including", e.first - 3, e.first)
        and not _only_comma(scene, e.last, entity.first)
    ]  # fmt: skip


def _opens(scene: Scene, entity: Entity) -> bool:
    """Whether counted speakers open a sentence ("Two aid workers and a doctor said"), where names have capitals."""
    opens = entity.first < 2 or scene.tokens[entity.first - 2].text in '.!?"”“'
    return opens and bool(scene.grammar.get("capitals")) and not scene.grammar.get("cases")


def _only_comma(scene: Scene, first: int, last: int) -> bool:
    """Whether no "and" joins two names, where that takes the word ("..., the ministry said" ends what was said)."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    return not any(scene.tokens[i].is_word and scene.is_any(i, scene.words("and")) for i in range(first, last))


def _behind(scene: Scene, entity: Entity, entities: Sequence[Entity]) -> list[Entity]:
    """The second speaker behind a verb and the first one, where nouns have cases ("said the office and the mayor X")."""
    if not scene.grammar.get("cases") or not scene.is_any(entity.last, scene.words("and")) or scene.tokens[entity.last].text == ",":
        return []
    return [e for e in entities if e.first == entity.last + 1 and e.kind in _SPOKEN and _may_speak(scene, e)]


def _meant(scene: Scene, entity: Entity, memory: Memory) -> Entity:
    """Resolve a short name; a report or a statement is spoken by the body that wrote it."""
    if entity.kind == "paper":
        return memory.latest("body", "party", "person", "name") or entity
    if entity.party is None and any(scene.is_any(i, scene.words("on_its_behalf")) for i in range(entity.first, entity.last)):
        spoken = memory.latest("party", "body")
        return entity._replace(party=spoken.party) if spoken else entity
    if entity.person and entity.party is None and _points_back(scene, entity):
        body = memory.latest("body", "party")
        party = body.party if body else None
        entity = entity._replace(body=body.key, party=party) if body else entity
    if entity.armed and entity.party is None and scene.grammar.get("capitals") and not scene.grammar.get("cases"):
        return next((e for e in reversed(memory.named) if e.party and name.party(e.party).kind == "armed_group"), entity)
    known = memory.resolve(entity)._replace(via=entity.via) if entity.via else memory.resolve(entity)
    if known is entity and scene.words("said_to_be") and (many := _several(entity, memory)):
        return many
    if entity.via is None and known is entity and entity.party is None and entity.person is None and _points_back(scene, entity):
        return memory.latest("body", "party") or _first_named(memory) or entity
    office = next((e for e in reversed(memory.named) if _same_office(scene, e, entity)), None)
    return known._replace(party=office.party) if office and (known.party is None or known is entity) else known


def _several(entity: Entity, memory: Memory) -> Entity | None:
    """Several people without a name ("the officials", "medics"): those told of before by the same noun, else they themselves."""
    noun = entity.text.split()[-1]
    if entity.party is not None or entity.person is not None or not (noun.islower() and noun.endswith("s")):
        return None
    return next((e for e in reversed(memory.named) if e.text.split()[-1] == noun and e.person is None), entity)


def _first_named(memory: Memory) -> Entity | None:
    """The body that a text named first, by its name alone."""
    return next((e for e in memory.named if e.kind == "name" and e.person is None), None)


def _same_office(scene: Scene, earlier: Entity, entity: Entity) -> bool:
    """Whether a bare "ministry spokesman" is of the ministry that was named before."""
    bare = entity.party is None or not scene.overlaps("party", entity.first, entity.last)
    if not bare or not earlier.party or not scene.overlaps("party", earlier.first, earlier.last):
        return False
    here, there = (set(e.text.casefold().split()) & scene.words("offices") for e in (entity, earlier))
    return bool(here & there)


def _points_back(scene: Scene, entity: Entity) -> bool:
    """Whether an entity only points to a body named before ("the group", "its authors", "a representative of the organisation")."""
    last = _own_first(scene, entity) if entity.person else entity.last
    if scene.grammar.get("cases") and not any(scene.is_any(i, scene.words("points_back")) for i in range(entity.first, last)):
        return False
    if scene.grammar.get("capitals") and any(_is_capital(scene, i) for i in range(entity.first, last)):
        return False
    if scene.grammar.get("cases"):
        return True
    before = range(entity.first - 1, entity.last)
    if entity.kind == "body" and entity.last - entity.first == 1 and "the" in scene.tokens[entity.first].marks:
        return True
    return any(scene.is_any(i, scene.words("definite")) and scene.overlaps("source", i + 1, i + 3) for i in before)


def _own_first(scene: Scene, entity: Entity) -> int:
    """Where a person's own name begins within a name and its role."""
    start = scene.text.find(entity.person or "", scene.tokens[entity.first].start)
    return next((i for i in range(entity.first, entity.last) if scene.tokens[i].start >= start >= 0), entity.last)


def _is_capital(scene: Scene, i: int) -> bool:
    """Whether a word has a capital that no sentence's beginning gives it."""
    return scene.tokens[i].text[0].isupper() and i > 0 and scene.tokens[i - 1].is_word


def _before(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    near = [
        e for e in entities
        if e.last <= hit.first and not _is_place(scene, e) and _may_speak(scene, e)
        and (_close(scene, e.last, hit.first) or any(past(scene, e, hit.first) for past in (_titled, _past_comma, _past_clause)))
    ]  # fmt: skip
    while scene.grammar.get("cases") and len(near) > 1 and scene.tokens[near[-1].first - 1].text == "(":
        near.pop()
    aside = _before_aside(scene, near[-1], hit.first) if near else _before_based(scene, hit.first)
    return next((e for e in entities if e.last == aside), near[-1] if near else None)


def _before_based(scene: Scene, last: int) -> int | None:
    """Where the clause in commas begins that says where a speaker is based ("A, based in London, says")."""
    if scene.tokens[last - 1].text != ",":
        return None
    based = next((i for i in range(last - 2, max(last - 7, 1), -1) if scene.is_any(i, scene.words("based"))), None)
    at = based - 1 if based and scene.tokens[based - 1].text == "," else None
    return at - 1 if at and scene.tokens[at - 1].text in '"”»' else at


def _before_aside(scene: Scene, entity: Entity, last: int) -> int | None:
    """Where what parts speaker and verb begins: a clause in commas ("A, which met B, said") or a foe ("A against B said")."""
    if scene.is_any(entity.first - 1, scene.words("against")):
        return entity.first - 1
    if scene.tokens[last - 1].text in _DASHES:
        return next((i for i in range(entity.first - 1, max(entity.first - 12, 0), -1) if scene.tokens[i].text in _DASHES), None)
    if scene.tokens[last - 1].text != ",":
        return None
    for i in range(entity.first - 1, max(entity.first - 16, 0), -1):
        if scene.is_any(i, scene.words("relative")) and scene.tokens[i - 1].text == ",":
            return i - 1
        if not scene.tokens[i].is_word:
            return None
    return None


def _after(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    def described(first: int, last: int) -> bool:
        words = scene.words("modifiers") | scene.words("articles")
        return all(
            scene.tokens[i].text in "-‑–" or scene.tokens[i].text[0].isupper() or scene.is_any(i, words) for i in range(first, last)
        )

    that = (i for i in range(hit.last, hit.last + 6) if scene.is_any(i, scene.words("complementizers")))
    verbs = [h.first for h in scene.find("say", hit.last, hit.last + 6)]
    end = min(next(that, hit.last + 6), *verbs, hit.last + 6)
    to = (
        scene.words("to")
        if scene.is_any(hit.first, scene.words("accusing_to")) and scene.grammar.get("accused_last")
        else frozenset()
    )
    near = (e for e in entities if hit.last <= e.first <= end and _may_speak(scene, e) and not _hears(scene, e))
    near = (e for e in near if not scene.is_any(e.first - 1, to))
    if scene.is_any(hit.first, scene.words("telling")):
        return None
    return next(
        (
            e
            for e in near
            if (e.first <= hit.last + 2 and _close(scene, hit.last, e.first))
            or described(hit.last, e.first)
            or _reached(scene, hit, e)
        ),
        None,
    )


def _reached(scene: Scene, hit: Hit, entity: Entity) -> bool:
    """Whether a subject in its own case stands behind a verb and the words that describe it ("said the London-based monitor")."""
    if not scene.grammar.get("cases") or entity.kind not in ("body", "party", "person"):
        return False
    gap = range(hit.last, entity.first)
    plain = all((scene.tokens[i].is_word and i not in scene.lexical) or scene.tokens[i].text == "-" for i in gap)
    return plain and "nomn" in scene.tokens[entity.first].marks


def _hears(scene: Scene, entity: Entity) -> bool:
    """Whether "to" written onto a news house says whom a speaker told."""
    media = entity.party is not None and name.party(entity.party).kind == "media"
    return scene.written_on("to", entity.first) and (media or scene.is_any(entity.first, scene.words("told")))


def _titled(scene: Scene, entity: Entity, last: int) -> bool:
    """Whether only the rest of a person's title stands before the verb ("head of emergency risk management said")."""
    gap = range(entity.last, last)
    small = scene.words("function")
    plain = all(scene.tokens[i].is_word and (i == entity.last or not scene.is_any(i, small)) for i in gap)
    opens = entity.kind == "person" and 1 < len(gap) <= 6 and scene.is_any(entity.last, scene.words("name_links"))
    return opens and plain and not scene.find(("event", "what", "say", "count"), entity.last, last)


def _past_clause(scene: Scene, entity: Entity, last: int) -> bool:
    """Whether only a relative clause in commas stands between a name and the verb ("X, which runs the hospital, said")."""
    if scene.grammar.get("cases") or not 4 <= last - entity.last <= 20:
        return False
    marks = ",،-–—" if scene.grammar.get("capitals") else ",،"
    opens = scene.tokens[entity.last].text in marks and scene.is_any(
        entity.last + 1, scene.words("relative") | scene.words("who_is")
    )
    inside = [i for i in range(entity.last + 1, last - 1) if scene.tokens[i].text in ",،." or scene.overlaps("say", i, i + 1)]
    return opens and scene.tokens[last - 1].text in marks and not inside


def _past_comma(scene: Scene, entity: Entity, last: int) -> bool:
    """Whether a comma and a helping verb stand between a named person and the verb ("the director, X, had said")."""
    gap = range(entity.last, last)
    comma = 2 <= len(gap) <= 4 and scene.tokens[gap[0]].text == "،" and entity.person is not None
    return comma and all(scene.is_any(i, scene.words("already")) for i in gap[1:])


def _may_speak(scene: Scene, entity: Entity) -> bool:
    """Whether a name is in the case of a subject, or stands behind "in" ("it was said in the ministry")."""
    before = entity.first - 1
    if scene.grammar.get("cases") and entity.kind == "name" and scene.is_any(before, scene.words("inside")):
        return False
    if scene.grammar.get("cases") and scene.is_any(before - 1, scene.words("based")):
        return False
    if scene.grammar.get("capitals") and not scene.grammar.get("cases") and _is_only_where(scene, entity):
        return False
    return scene.may_be(entity.first, "nomn") or scene.is_any(before, scene.words("speech_before"))


def _is_only_where(scene: Scene, entity: Entity) -> bool:
    """Whether a state or a name stands behind "in", and so only says where something is ("in Syria, aid groups say")."""
    before = entity.first - 1
    while scene.is_any(before, scene.words("sides_of_place")):
        before -= 1
    country = [h for h in scene.tagged("party.name", entity.first, entity.last) if (h.first, h.last) == (entity.first, entity.last)]
    named = entity.kind == "name" or (bool(country) and name.party(country[0].value).kind == "state")
    return named and scene.is_any(before, scene.words("inside") | scene.words("located")) and not entity.person


def _is_place(scene: Scene, entity: Entity) -> bool:
    """Whether a name is only a place's."""
    places = scene.find("place_name", entity.first, entity.first + 1)
    return entity.kind == "name" and any(p.last == entity.last for p in places)


def _past_brackets(scene: Scene, first: int) -> int:
    """Where a text goes on behind what is in brackets right behind a name ("the group «X» (banned there) said")."""
    at = first + (scene.tokens[min(first, len(scene.tokens) - 1)].text in '"»')
    if at >= len(scene.tokens) or scene.tokens[at].text != "(":
        return first
    return next((i + 1 for i in range(at + 1, min(at + 14, len(scene.tokens))) if scene.tokens[i].text == ")"), first)


def _close(scene: Scene, first: int, last: int) -> bool:
    """Whether only small words, marks, dates and helping verbs stand between a speaker and the verb."""
    first = _past_brackets(scene, first) if scene.grammar.get("cases") else first
    if last - first > 9 or scene.find(("event", "what"), first, last):
        return False
    cases = scene.grammar.get("cases")
    if last - first <= 2 and all(
        scene.tokens[i].is_word and (cases or not scene.find("place", i, i + 1)) for i in range(first, last)
    ):
        return True
    small = scene.words("speech_gap")
    dates = {i for h in scene.find("date", first - 6, last) for i in range(h.first, h.last)}
    marks = "\"“”«»,-–—()’'"
    return all(i in dates or scene.tokens[i].text in marks or scene.is_any(i, small) for i in range(first, last))
