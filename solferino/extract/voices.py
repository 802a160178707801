"""Voices: which of the names around a reporting verb is the one that speaks."""

from __future__ import annotations

from collections.abc import Sequence

from solferino import name
from solferino.extract.entities import Entity
from solferino.extract.memory import Memory
from solferino.extract.scene import Hit, Scene

SPOKEN = ("person", "body", "party", "name")
_DASHES = frozenset("-–—")
_ASIDE = 20
"""Words that may stand between the name that opens a sentence and its verb."""
_CLAUSE = 16
"""Tokens that a clause in commas between a subject and its verb may have."""
_FAR = 8
"""Words that may stand between a party and the verb with which it denies something."""


def author(scene: Scene, paper: Entity, entities: Sequence[Entity]) -> Entity | None:
    """Return who wrote a report, named behind it ("a report published on Monday by the monitoring group X")."""
    author = next((e for e in entities if paper.last <= e.first <= paper.last + 9 and e.kind in SPOKEN), None)
    small = scene.words("articles") | scene.words("modifiers")
    at = author.first - 1 if author else 0
    while author and at > paper.last and scene.is_any(at, small):
        at -= 1
    return author if author and scene.is_any(at, scene.words("written_by")) else None


def subject(scene: Scene, hit: Hit, entities: Sequence[Entity], memory: Memory) -> Entity | None:
    """Return who spoke before in the sentence, or the first party in it."""
    spoken = memory.named[-1:] if scene.find("say", entities[0].first if entities else hit.first, hit.first) else []
    here = next((e for e in entities for s in spoken if e.first == s.first), None)
    told = here or next((e for e in entities if e.last <= hit.first and e.party and may_speak(scene, e)), None)
    if told or not scene.analytic:
        return told
    return next(
        (e for e in entities if e.last <= hit.first and e.kind in SPOKEN and not scene.is_any(e.first - 1, scene.words("hearing"))),
        None,
    )


def reached(hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return who did not answer, named far behind the verb ("it was not possible to get an answer from the ministry")."""
    return next((e for e in entities if hit.last <= e.first <= hit.last + _FAR and e.kind in SPOKEN), None)


def denier(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return the subject of a denial that stands far before it, behind what is denied ("Kyiv the shelling denies")."""
    near = [e for e in entities if 0 <= hit.first - e.last <= _FAR and may_speak(scene, e) and e.kind in SPOKEN]
    between = range(near[-1].last, hit.first) if near else range(0)
    return near[-1] if near and all(scene.tokens[i].is_word for i in between) else None


def publisher(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return who put out the paper in which something is said ("the army issued a statement in which it called ...")."""
    words = scene.words("in_it")
    if not words or not (scene.is_any(hit.last, words) or scene.is_any(hit.first - 1, words)):
        return None
    papers = scene.tagged("source.paper", hit.first - _FAR, hit.first)
    return next((e for e in entities[::-1] if papers and e.last <= papers[0].first and e.kind in SPOKEN), None)


def opening(scene: Scene, hit: Hit, sentence_first: int, entities: Sequence[Entity]) -> Entity | None:
    """Return the name that opens a sentence and is the subject of a verb far behind it ("but an official of X said")."""
    if not scene.unicase or not entities:
        return None
    named = entities[0]
    opens = named.first - sentence_first <= 1 and named.kind in SPOKEN and "to" not in scene.tokens[named.first].marks
    said = scene.find("say", named.last, hit.first) + scene.tagged("cite.according", named.last, hit.first)
    apart = said or scene.tagged("event.verb", named.last, hit.first)
    return named if opens and hit.first - named.last <= _ASIDE and not apart else None


def topic(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return the name behind "as for", to which a verb further on belongs ("as for the agency that ..., it said")."""
    words = scene.words("topic")
    named = (e for e in entities[::-1] if e.last <= hit.first and scene.is_any(e.first - 1, words))
    return next(named, None) if words and scene.tokens[hit.first].text.startswith("ف") else None


def beside(scene: Scene, entity: Entity, entities: Sequence[Entity]) -> list[Entity]:
    """Return the speakers named in one breath with another ("activists and rescue workers said")."""
    joins = scene.words("and") | scene.words("articles") | scene.words("modifiers")
    found = [
        e for e in entities
        if e.last < entity.first <= e.last + 3 and scene.is_any(e.last, scene.words("and")) and e.kind in SPOKEN
        and all(scene.is_any(i, joins) for i in range(e.last, entity.first)) and not is_place(scene, e) and may_speak(scene, e)
        and (not scene.find("count", e.first - 2, e.last) or _opens(scene, e)) and not scene.find("including", e.first - 3, e.first)
        and not _only_comma(scene, e.last, entity.first)
    ]  # fmt: skip
    return [*beside(scene, found[0], entities), *found] if found and scene.grammar.get("cases") else found


def _opens(scene: Scene, entity: Entity) -> bool:
    """Whether counted speakers open a sentence ("Two aid workers and a doctor said"), where names have capitals."""
    opens = entity.first < 2 or scene.tokens[entity.first - 2].text in '.!?"”“'
    return opens and scene.analytic


def _only_comma(scene: Scene, first: int, last: int) -> bool:
    """Whether no "and" joins two names, where that takes the word ("..., the ministry said" ends what was said)."""
    if not scene.analytic:
        return False
    return not any(scene.tokens[i].is_word and scene.is_any(i, scene.words("and")) for i in range(first, last))


def before(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return the name before a reporting verb that is its subject, past asides and clauses in commas, if one is."""
    near = [
        e for e in entities
        if e.last <= hit.first and not is_place(scene, e) and may_speak(scene, e) and not _was_told(scene, e, hit.last, entities)
        and not _is_where(scene, e, hit) and not _ends_quotation(scene, e, hit.first)
        and (_close(scene, e.last, hit.first) or any(past(scene, e, hit.first) for past in _PASTS))
    ]  # fmt: skip
    while scene.grammar.get("cases") and len(near) > 1 and scene.tokens[near[-1].first - 1].text == "(":
        near.pop()
    aside = _before_aside(scene, near[-1], hit.first) if near else _before_based(scene, hit.first)
    return next((e for e in entities if e.last == aside), near[-1] if near else None)


def _is_where(scene: Scene, entity: Entity, verb: Hit) -> bool:
    """Whether "in" a country only says where a subject is whose verb is in the singular ("the UN mission | in X has said")."""
    endings = tuple(scene.grammar.get("single_endings", ()))
    inside = entity.kind == "party" and scene.is_any(entity.first - 1, scene.words("speech_before"))
    return inside and bool(endings) and scene.tokens[verb.first].text.endswith(endings)


def _ends_quotation(scene: Scene, entity: Entity, verb: int) -> bool:
    """Whether a name is the last word of what is quoted before a verb, where nouns have cases ("... fell in X", he added)."""
    if not scene.grammar.get("cases") or entity.last + 1 >= verb or scene.tokens[entity.last].text not in '"»”':
        return False
    opened = any(scene.tokens[i].text in '"«“' for i in range(max(entity.first - 1, 0), entity.last))
    return not opened and scene.tokens[entity.last + 1].text in ",-–—" and scene.tokens[verb - 1].text in _DASHES


def before_clause(scene: Scene, last: int, entities: Sequence[Entity]) -> Entity | None:
    """The subject before one clause in commas that says more of it and ends right before the verb ("X, which runs Y, said")."""
    if scene.tokens[last - 1].text != ",":
        return None
    opened = next((i for i in range(last - 2, max(last - _CLAUSE, 0), -1) if scene.tokens[i].text in ",.:;!?"), None)
    if opened is None or scene.tokens[opened].text != "," or scene.find(("say", "cite", "event", "what"), opened, last):
        return None
    ends = (opened, opened - (scene.tokens[opened - 1].text in '"”»)'))
    near = (e for e in entities if e.last in ends or e.first < opened < e.last)
    return next((e for e in near if e.kind in SPOKEN and scene.may_be(e.first, "nomn") and not _is_inside(scene, e)), None)


def _is_inside(scene: Scene, entity: Entity) -> bool:
    """Whether a name is a place's or stands behind "in"."""
    return is_place(scene, entity) or scene.is_any(entity.first - 1, scene.words("inside"))


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


def after(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return the name behind a reporting verb that is its subject, if one is."""

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
    near = (e for e in entities if hit.last <= e.first <= end and may_speak(scene, e) and not _hears(scene, e))
    near = (e for e in near if not (scene.is_any(e.first - 1, to) or _was_told(scene, e, e.last, entities)))
    near = (e for e in near if not (scene.analytic and _does(scene, e)))
    if scene.is_any(hit.first, scene.words("telling")):
        return None
    near = (e for e in near if not (scene.unicase and e.kind == "paper" and scene.is_any(e.first - 1, scene.words("inside"))))
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


def without_accused(scene: Scene, entity: Entity) -> Entity:
    """Return a speaker without the party glued to it that it accuses ("accused | the mayor of X | the army of ...")."""
    after = entity.last
    if after >= len(scene.tokens) or not ("in" in scene.tokens[after].marks or scene.is_any(after, scene.words("blame"))):
        return entity
    parties = [h for h in scene.tagged("party.name", entity.first + 2, after) if h.last == after]
    at = parties[0].first if parties else 0
    if not parties or scene.overlaps("source", at - 1, at) or scene.is_any(at - 1, scene.words("modifiers")):
        return entity
    return entity._replace(last=at, text=scene.name(entity.first, at), party=None)


def _does(scene: Scene, entity: Entity) -> bool:
    """Whether a verb stands right behind a name, which so is what is spoken of ("said gunmen opened fire", "said troops were")."""
    helped = scene.words("passive") | scene.words("perfect")
    return scene.is_any(entity.last, helped) or any(
        h.first == entity.last for h in scene.tagged("event.verb", entity.last, entity.last + 1)
    )


def _reached(scene: Scene, hit: Hit, entity: Entity) -> bool:
    """Whether a subject in its own case stands behind a verb and the words that describe it ("said the London-based monitor")."""
    if not scene.grammar.get("cases") or entity.kind not in ("body", "party", "person"):
        return False
    gap = range(hit.last, entity.first)
    plain = all((scene.tokens[i].is_word and i not in scene.lexical) or scene.tokens[i].text == "-" for i in gap)
    return plain and "nomn" in scene.tokens[entity.first].marks


def of_clause(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """Return the name right before "which" or "who" and a verb ("X, which denies using such bombs, said")."""
    at = hit.first - 1
    while at > hit.first - 4 and scene.is_any(at, scene.words("speech_gap")) and not scene.is_any(at, scene.words("relative")):
        at -= 1
    if not scene.is_any(at, scene.words("relative")):
        return None
    ends = at - (scene.tokens[at - 1].text == ",")
    return next((e for e in entities if e.last == ends and e.kind in SPOKEN and not is_place(scene, e)), None)


def _was_told(scene: Scene, entity: Entity, at: int, entities: Sequence[Entity]) -> bool:
    """Whether a news house is only who was told, by an office behind "in" at a token ("told RIA | in the ministry")."""
    media = scene.grammar.get("cases") and entity.party is not None and name.party(entity.party).kind == "media"
    return (
        bool(media)
        and scene.is_any(at, scene.words("speech_before"))
        and any(e.first == at + 1 and e.kind == "body" for e in entities)
    )


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
    words = scene.words("relative") | scene.words("who_is") | scene.words("asides")
    opens = scene.tokens[entity.last].text in marks and scene.is_any(entity.last + 1, words)
    says = not scene.analytic and scene.find("say", entity.last, last)
    ends = last - (last - 1 - _helped(scene, last))
    inside = [i for i in range(entity.last + 1, last - ends) if scene.tokens[i].text in ",،."]
    return opens and scene.tokens[last - ends].text in marks and not inside and not says


def _helped(scene: Scene, last: int) -> int:
    """Helping verbs and small words of time right before a verb ("..., has also said")."""
    at = last
    while scene.analytic and at > last - 4 and scene.is_any(at - 1, scene.words("already")):
        at -= 1
    return last - at


def _past_comma(scene: Scene, entity: Entity, last: int) -> bool:
    """Whether a comma and a helping verb stand between a named person and the verb ("the director, X, had said")."""
    gap = range(entity.last, last)
    comma = 2 <= len(gap) <= 4 and scene.tokens[gap[0]].text == "،" and entity.person is not None
    return comma and all(scene.is_any(i, scene.words("already")) for i in gap[1:])


def may_speak(scene: Scene, entity: Entity) -> bool:
    """Whether a name is in the case of a subject, or stands behind "in" ("it was said in the ministry")."""
    before = entity.first - 1
    if scene.grammar.get("cases") and entity.kind == "name" and scene.is_any(before, scene.words("inside")):
        return False
    if scene.grammar.get("cases") and scene.is_any(before - 1, scene.words("based")):
        return False
    if scene.analytic and (_is_only_where(scene, entity) or entity.text.casefold() in scene.words("platforms")):
        return False
    return scene.may_be(entity.first, "nomn") or scene.is_any(before, scene.words("speech_before"))


def _is_only_where(scene: Scene, entity: Entity) -> bool:
    """Whether a state or a name stands behind "in", and so only says where something is ("in Syria, aid groups say")."""
    before = entity.first - 1
    while scene.is_any(before, scene.words("sides_of_place")):
        before -= 1
    country = [h for h in scene.tagged("party.name", entity.first, entity.last) if (h.first, h.last) == (entity.first, entity.last)]
    if scene.is_any(before, scene.words("noun_of")) and scene.overlaps("place", before - 1, before) and entity.kind == "name":
        return True
    named = entity.kind == "name" or (bool(country) and name.party(country[0].value).kind == "state")
    return named and scene.is_any(before, scene.words("inside") | scene.words("located")) and not entity.person


def is_place(scene: Scene, entity: Entity) -> bool:
    """Whether a name is only a place's."""
    places = scene.find("place_name", entity.first, entity.first + 1)
    return entity.kind == "name" and any(p.last == entity.last for p in places)


def _past_brackets(scene: Scene, first: int) -> int:
    """Where a text goes on behind what is in brackets right behind a name ("the group «X» (banned there) said")."""
    at = first + (scene.tokens[min(first, len(scene.tokens) - 1)].text in '"»')
    if at >= len(scene.tokens) or scene.tokens[at].text != "(":
        return first
    return next((i + 1 for i in range(at + 1, min(at + 14, len(scene.tokens))) if scene.tokens[i].text == ")"), first)


def _heads(scene: Scene, entity: Entity, last: int) -> bool:
    """Whether a name opens its sentence and nothing but small words and places stands before the verb, where word order is firm."""
    if not scene.analytic or last - entity.last > _FAR + 2 or entity.kind not in ("person", "body"):
        return False
    first = entity.first
    while first > 0 and not _begins(scene, first) and _describes_head(scene, first - 1):
        first -= 1
    gap = range(entity.last + scene.is_any(entity.last, scene.words("relative") | scene.words("quoted_by")), last)
    told = scene.find(("event", "what", "say", "party", "actor"), gap.start, last)
    verbs = scene.words("passive") | scene.words("perfect") | scene.words("clause") | scene.words("and")
    plain = all(scene.tokens[i].is_word and not scene.is_any(i, verbs) for i in gap)
    return _begins(scene, first) and plain and not told and (gap.start > entity.last or not scene.find("source", gap.start, last))


def _begins(scene: Scene, i: int) -> bool:
    return i == 0 or scene.tokens[i - 1].text in '.!?"”“' or "\n" in scene.text[scene.tokens[i - 1].end : scene.tokens[i].start]


def _describes_head(scene: Scene, i: int) -> bool:
    words = (
        scene.words("modifiers")
        | scene.words("articles")
        | scene.words("the")
        | scene.words("installed")
        | scene.words("but_first")
    )
    return scene.is_any(i, words) or scene.overlaps("party", i, i + 1) or scene.tokens[i].text in "-‑–"


def _placed(scene: Scene, entity: Entity, last: int) -> bool:
    """Whether only where a speaker is stands before the verb ("a prosecutor in northern Burkina Faso said")."""
    gap = range(entity.last, last)
    if not scene.analytic or entity.kind not in ("person", "body") or not 2 <= len(gap) <= _FAR:
        return False
    opens = scene.is_any(gap[0], scene.words("inside")) or scene.is_any(gap[0], scene.words("located"))
    return opens and all(_is_of_place(scene, i) for i in gap[1:])


def _is_of_place(scene: Scene, i: int) -> bool:
    """Whether a word may be one of a place's name ("northern Burkina Faso", "the town of X")."""
    small = scene.words("sides_of_place") | scene.words("articles") | scene.words("noun_of")
    token = scene.tokens[i]
    return token.text[0].isupper() or token.text in "'’-s" or scene.is_any(i, small) or scene.overlaps("place", i, i + 1)


_PASTS = (_titled, _past_comma, _past_clause, _heads, _placed)
"""What may stand between a speaker and the verb."""


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
