"""One frame per sentence that speaks of an attack: what it says, and how it is tied to what stood before."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from solferino.extract import agents, changes, phrases, places, targets, tolls, whens
from solferino.extract.agents import Agent
from solferino.extract.entities import Entity
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene, Sentence
from solferino.extract.speech import Speech

_MENU = 30
"""Words of a sentence from which on it may be a menu."""
_PEOPLE = frozenset(("other_civilian", "home", "health_worker", "patient", "rescuer", "aid_worker", "media", "military"))
"""Targets that are no facilities."""
_ACTS = frozenset(("raid", "abduction", "looting", "obstruction", "threat", "execution", "siege", "arson"))
"""Methods that are acts by themselves, not weapons."""
_TELLING = (
    "event", "what", "same", "target", "method", "effect", "purpose", "legal", "none", "toll", "correct", "double", "behind",
)  # fmt: skip
"""Families of which a sentence has a word that tells of an attack, or of one told before."""
_LONG_AGO = 45
"""Days from which on a time is no longer that of one attack."""
_POST = 120
"""Words below which a text is a post."""
_SERIES = 10
"""Attacks above which a count without a day is one of many days."""
_KINDS = frozenset(("hospital", "clinic", "school", "university", "worship", "market", "ambulance"))
"""Facilities of which one attack rarely hits several."""
_TOWNS = 3
"""Towns from which on strikes are told of as several attacks."""
_FORTNIGHT = 14
"""Days above which a time tells more of a total than a day in it."""
_JUST_NOW = 2
"""Days before publication in which a time that reaches until now may end."""
_FROM = 4
"""Words behind a speaker within which the place stands from which the speaker is."""
_FEW = 2
"""Strikes that may still be those of one attack."""
WAR_TOLL = 5000
"""A toll above this, told beside an attack or without a target and means, is that of the whole war."""
_HARM = ("killed", "injured", "missing", "detained", "displaced")


@dataclass
class Frame:
    """What one sentence says of an attack.

    ``apart`` is whether the countries of its places tell it apart; ``blames`` is whether it says whose an attack told before
    was; ``signs`` are the tags of the cue words that were seen; ``known`` are the targets spoken of as known ("the
    hospital").
    """

    sentence: Sentence
    fills: list[Fill]
    agents: list[Agent]
    speeches: list[Speech]
    entities: list[Entity]
    signs: frozenset[str] = frozenset()
    states: bool = False
    total: bool = False
    headline: bool = False
    blames: bool = False
    known: frozenset[str] = frozenset()
    apart: bool = False

    def __post_init__(self) -> None:
        self._by_field: dict[str, list[Fill]] = {}
        for fill in self.fills:
            self._by_field.setdefault(fill.field, []).append(fill)

    def of(self, name: str) -> list[Fill]:
        """Return the fills of one field."""
        return self._by_field.get(name, [])

    def values(self, name: str) -> set[str]:
        """Return the plain values of one field."""
        return {f.value for f in self.of(name)}

    @property
    def speakers(self) -> list[Entity]:
        """Return who speaks for what the sentence says."""
        return [
            s.speaker for s in self.speeches if s.speaker and s.stance in ("states", "alleges", "claims_responsibility", "admits")
        ]


def tells(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence has a word that may tell of an attack."""
    accuses = scene.has("say.alleges", sentence.first, sentence.last)
    return accuses or bool(scene.find(_TELLING, sentence.first, sentence.last))


def read(scene: Scene, sentence: Sentence, entities: list[Entity], speeches: list[Speech], country: str | None) -> Frame:
    """Return the frame of a sentence; an empty one where no word of it may be of an attack."""
    if not tells(scene, sentence):
        return Frame(sentence, [], [], speeches, entities)
    fills = [*tolls.find(scene, sentence), *targets.find(scene, sentence), *targets.methods(scene, sentence)]
    fills += [
        *places.find(scene, sentence, entities, country),
        *whens.find(scene, sentence, [s for s in speeches if s.rule != "speech.of_subject"]),
        *phrases.find(scene, sentence),
    ]
    fills = [f for f in fills if not _is_spoken_or_old(f, fills, speeches) and not _is_where_said(scene, f, speeches)]
    fills = [f for f in fills if not _is_aim(f, fills)]
    fills = [f._replace(rule="place.near") if _is_of_speaker(scene, f, speeches) else f for f in fills]
    signs = _signs(scene, sentence)
    named = [] if "unknown.x" in signs and not _is_unknown_actor(scene, sentence) else agents.find(scene, sentence, speeches)
    frame = Frame(sentence, fills, named, speeches, entities, signs)
    frame.known = frozenset(f.value for f in frame.of("target") if _is_definite(scene, f.first))
    frame.apart = bool(scene.words("counters"))
    frame.states = _states(scene, frame)
    frame.total = frame.states and _is_total(scene, frame)
    if frame.total and scene.words("percent"):
        fills = changes.told(scene, sentence, fills)
        frame = replace(frame, fills=fills)
    told = signs & {"event.attack", "event.attacks"} or ("event.verb" in signs and frame.of("method"))
    often = "plenty.x" in signs and frame.agents and not (frame.of("count") or frame.of("date"))
    frame.blames = bool(scene.grammar.get("cases") and told and not often and not _only_unreal(scene, frame))
    aside = {
        id(f) for f in fills if _is_background(scene, frame, f) or (f.rule == "purpose.words" and not _speaks_of_attack(frame))
    }
    return replace(frame, fills=[f for f in fills if id(f) not in aside]) if aside else frame


def _is_unknown_actor(scene: Scene, sentence: Sentence) -> bool:
    """Whether what is unknown is only who the attackers are ("unidentified gunmen"), where they are named so."""
    actors = scene.covered("actor") if scene.words("strangers") else frozenset()
    return all(h.first in actors for h in scene.find("unknown", sentence.first, sentence.last))


def _is_background(scene: Scene, frame: Frame, fill: Fill) -> bool:
    """Whether a date is that of the whole war: a year or a long time until now, of what is told as one attack or as none."""
    if fill.field == "date" and frame.total and scene.grammar.get("capitals") and not scene.grammar.get("cases"):
        day = fill.value["from"] == fill.value["to"]
        return day and any(_holds(f, fill) for f in frame.of("date"))
    if fill.field != "date" or frame.total:
        return False
    begins, ends = fill.value["from"], fill.value["to"]
    if begins is None or ends is None or fill.value["precision"] not in ("year", "interval"):
        return False
    days = (datetime.date.fromisoformat(ends) - datetime.date.fromisoformat(begins)).days
    return days > _LONG_AGO and (not frame.states or ends == str(scene.published))


def _is_aim(fill: Fill, fills: list[Fill]) -> bool:
    """Whether a place is only named in what an attack is for ("in order to clear the way to X")."""
    return fill.field == "place" and any(p.rule == "purpose.words" and p.first <= fill.first and fill.last <= p.last for p in fills)


def _holds(time: Fill, day: Fill) -> bool:
    """Whether a time of some weeks has a day in it, so that a total of both is the time's ("said on Monday that since May ...")."""
    begins, ends = time.value["from"], time.value["to"]
    if begins is None or ends is None or not begins <= day.value["from"] <= ends:
        return False
    return (datetime.date.fromisoformat(ends) - datetime.date.fromisoformat(begins)).days > _FORTNIGHT


def _speaks_of_attack(frame: Frame) -> bool:
    """Whether a sentence has words of an attack at all, so that an aim in it may be the attack's."""
    events = any(sign.startswith("event.") for sign in frame.signs)
    return bool(events or frame.agents or frame.of("target") or frame.of("method"))


def _is_spoken_or_old(fill: Fill, fills: list[Fill], speeches: list[Speech]) -> bool:
    """Whether a target or a count is really the speaker, or a figure that no longer stands."""
    if fill.field == "place":
        return any(s.speaker and (s.speaker.first, s.speaker.last) == (fill.first, fill.last) for s in speeches)
    if fill.field not in ("target", "count"):
        return False
    if any(s.speaker and s.speaker.first < fill.last and fill.first < s.speaker.last for s in speeches):
        return True
    return fill.field == "count" and any(c.rule == "correction.old" and c.first <= fill.first < c.last for c in fills)


def _is_of_speaker(scene: Scene, fill: Fill, speeches: list[Speech]) -> bool:
    """Whether a place only says where a speaker is ("an aid worker in Shire told ...")."""
    if fill.field != "place" or not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    named = [s.speaker for s in speeches if s.speaker]
    if any(0 < fill.first - e.last <= _FROM and _comes_from(scene, e.last, fill.first) for e in named):
        return True
    speakers = [e for e in named if e.kind == "person"]
    return any(e.first < fill.first and fill.last <= e.last for e in speakers) and scene.is_any(
        fill.first - 1, scene.words("inside")
    )


def _comes_from(scene: Scene, first: int, last: int) -> bool:
    """Whether a comma and "from" stand between a speaker and a place ("said the chief, from nearby X")."""
    return (
        scene.tokens[first].text == "," and scene.is_any(first + 1, scene.words("origins")) and not scene.find("event", first, last)
    )


def _is_where_said(scene: Scene, fill: Fill, speeches: list[Speech]) -> bool:
    """Whether a place is only where something was said ("told journalists in Geneva.")."""
    if fill.field == "place" and any(scene.is_any(i, scene.words("seat")) for i in range(fill.first - 4, fill.first)):
        return True
    if fill.field != "place" or not scene.grammar.get("capitals"):
        return False
    speeches = [s for s in speeches if not (scene.grammar.get("cases") and scene.find("event", s.last, fill.first))]
    if scene.is_any(fill.first - 1, scene.words("inside")) and scene.is_any(fill.first - 2, scene.words("said_at")):
        return True
    ends = fill.last >= len(scene.tokens) or not scene.tokens[fill.last].is_word or scene.overlaps("date", fill.last, fill.last + 1)
    return ends and any(0 < fill.first - s.last <= 3 and scene.is_any(fill.first - 1, scene.words("inside")) for s in speeches)


def _signs(scene: Scene, sentence: Sentence) -> frozenset[str]:
    families = (
        "event",
        "unreal",
        "negation",
        "none",
        "plenty",
        "sum",
        "new",
        "same",
        "correct",
        "unknown",
        "double",
        "hedge",
        "toll",
    )
    signs = {h.tag for h in scene.find(families, sentence.first, sentence.last)}
    news = scene.find("new", sentence.first, sentence.last)
    if news and all(_is_counted(scene, h) for h in news):
        signs.discard("new.x")
    if any(_heads_attack(scene, i, sentence) for i in scene.keyed("others") if sentence.first <= i < sentence.last):
        signs.add("new.attack")
    if "event.attack" in signs and any(sentence.first <= i < sentence.last for i in scene.keyed("worst")):
        signs.add("one.of_many")
    if not scene.grammar.get("capitals") and not scene.grammar.get("cases"):
        attacks = scene.tagged("event.attack", sentence.first, sentence.last)
        if all(scene.overlaps("legal", h.first, h.last) for h in attacks):
            signs.discard("event.attack")
    plenty = scene.find("plenty", sentence.first, sentence.last)
    if plenty and all(_is_of_something_else(scene, h) for h in plenty):
        signs.add("plenty.aside")
    nouns = [h for h in scene.find("event", sentence.first, sentence.last) if h.tag in ("event.attack", "event.attacks")]
    nouns += [
        h for h in scene.find("method", sentence.first, sentence.last) if h.word in ("missile", "rocket", "drone", "shelling")
    ]
    first = min((h.first for h in nouns), default=None)
    if first is not None:
        signs.discard("same.x")
        if _is_definite(scene, first) or any(h.first <= first for h in _told_before(scene, sentence)):
            signs.add("same.x")
    if scene.grammar.get("cases") and not scene.words("articles"):
        signs.add("same.maybe")
    if _goes_on(scene, sentence):
        signs.add("goes.on")
    if "same.x" in signs and _is_of_another(scene, sentence):
        signs = (signs - {"same.x"}) | {"new.x"}
    return frozenset(signs)


def _heads_attack(scene: Scene, other: int, sentence: Sentence) -> bool:
    """Whether "another" or "separate" is said of an attack itself ("in another Israeli missile strike")."""
    first = other + 1
    nouns = [h for h in scene.find("event", first, min(first + 3, sentence.last)) if h.tag.startswith("event.attack")]
    return bool(nouns) and not scene.find(("count", "who", "target", "what"), first, nouns[0].first)


def _is_of_something_else(scene: Scene, hit: Hit) -> bool:
    """Whether "continuing", "escalation" and the like stand beside no attack noun ("amid the continuing hostilities")."""
    return scene.is_any(hit.first, scene.words("plenty_near")) and not scene.find("event", hit.first - 2, hit.last + 2)


def _is_victim(scene: Scene, hit: Hit) -> bool:
    """Whether a participle of harm is a noun for people ("the injured"), or "not" stands before it ("others were not hurt")."""
    if hit.tag == "event.effect" and scene.grammar.get("cases") and scene.is_any(hit.first - 1, scene.words("not_spoken_after")):
        return True
    return hit.tag == "event.effect" and hit.last - hit.first == 1 and scene.has("who.people", hit.first, hit.last)


def _goes_on(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence begins with what the attackers did next ("They then burned the clinic")."""
    at = next((i for i in range(sentence.first, sentence.last) if scene.tokens[i].is_word), sentence.first)
    at += scene.is_any(at, scene.words("the"))
    helped = any(scene.is_any(i, scene.words("passive")) for i in range(at + 1, at + 4))
    return scene.is_any(at, scene.words("attackers")) and not helped and bool(scene.tagged("event.verb", at + 1, sentence.last))


def _is_of_another(scene: Scene, sentence: Sentence) -> bool:
    """Whether an attack is only named to tell of an earlier one ("the raid came a day after gunmen stormed a clinic")."""
    for i in range(sentence.first, sentence.last):
        if scene.is_any(i, scene.words("came")):
            after = [at for at in range(i + 1, min(i + 7, sentence.last)) if scene.is_any(at, scene.words("after_that"))]
            if after and scene.find(("event", "what"), after[0], sentence.last):
                return True
    return False


def _is_the_one(scene: Scene, i: int) -> bool:
    """Whether an article is written onto a singular; a plural with an article may be any of a kind ("hospitals")."""
    if scene.overlaps("event", i, i + 1):
        return "the" in scene.tokens[i].marks and not scene.has("event.attacks", i, i + 1)
    endings = tuple(scene.grammar.get("plural_endings", ()))
    plural = scene.tokens[i].text.endswith(endings) or scene.is_any(i, scene.words("plurals"))
    return "the" in scene.tokens[i].marks and not plural


def _told_before(scene: Scene, sentence: Sentence) -> list[Hit]:
    """The words for an attack told before, not those that go on to say what it hit ("in the strike on the hospital")."""
    found = scene.find("same", sentence.first, sentence.last)
    if not scene.grammar.get("cases"):
        return found
    aims = scene.words("aimed")
    return [h for h in found if not scene.is_any(h.last, aims) and not scene.find("target", h.last, h.last + 1)]


def _is_counted(scene: Scene, new: Hit) -> bool:
    """Whether a number goes on behind "another" ("another 44 were hurt"), not counting the one in "one more"."""
    counts = scene.find("count", new.last - 1, new.last + 2)
    return any(h.first >= new.last or h.value.high != 1 for h in counts)


def _is_definite(scene: Scene, i: int) -> bool:
    """Whether a definite article stands up to three plain words before a noun ("the deadly attack")."""
    if _is_the_one(scene, i) or any(_owns(scene, h.last, i) for h in scene.find("date", i - 4, i)):
        return True
    words = 0
    for at in range(i - 1, max(i - 8, -1), -1):
        if scene.is_any(at, scene.words("the")):
            return True
        words += scene.tokens[at].is_word
        if words > 3 or (scene.is_any(at, scene.words("function")) and not scene.is_any(at, scene.words("the_first"))):
            return False
        if scene.overlaps(("target", "say", "place", "what"), at, at + 1) or _is_owner(scene, at):
            return False
    return False


def _is_owner(scene: Scene, at: int) -> bool:
    """Whether a party stands between an article and a noun, other than as an adjective ("the Israeli strike")."""
    adjective = scene.grammar.get("agent_before_noun") and scene.has("party.adjective", at, at + 1)
    return scene.overlaps("party", at, at + 1) and not adjective


def _owns(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing or a genitive "s" stands between a date and a noun ("Monday's attack")."""
    return first <= last and all(scene.tokens[i].text in ("'", "’", "s") for i in range(first, last))


def _states(scene: Scene, frame: Frame) -> bool:
    """Whether the sentence itself states that an attack took place."""
    attack = frame.signs & {"event.attack", "event.attacks", "event.verb", "event.effect"} or frame.values("method") & _ACTS
    harmed = [f for f in frame.of("count") if f.value["what"] in _HARM]
    bare = scene.grammar.get("cases") or not scene.grammar.get("capitals")
    shot = bool(bare and harmed and frame.of("method") and frame.of("place"))
    toll = _is_war_toll(scene, frame) or _runs(scene, frame)
    if not (attack or shot or toll or _is_aimed(scene, frame)) or _only_unreal(scene, frame) or _is_menu(scene, frame.sentence):
        return False
    if toll:
        return True
    if not harmed and _only_begins(scene, frame):
        return False
    hit = frame.of("target")
    if not (hit or frame.of("method")) and any((f.value["low"] or 0) > WAR_TOLL for f in harmed):
        return False
    if not (hit or harmed) and _is_combat(scene, frame):
        return False
    nouns = bool(frame.signs & {"event.attack", "event.attacks"})
    strong = bool(frame.of("method") or frame.agents) or nouns or _is_another(scene, frame.sentence)
    ruined = "event.effect" in frame.signs and "destroyed" in frame.values("effect") and frame.of("place")
    passive = "event.effect" in frame.signs and frame.agents
    counted = any(f.value["what"] == "attacks" for f in frame.of("count"))
    facility = "event.effect" in frame.signs and frame.values("target") - _PEOPLE and not _only_closed(scene, frame)
    return bool(
        ruined
        or passive
        or _came_under(scene, frame)
        or (harmed and (_was_attacked(scene, frame) or _was_caught(scene, frame)))
        or (counted and (frame.agents or frame.of("method") or ("sum.x" in frame.signs and scene.grammar.get("silent_speaker"))))
        or (scene.grammar.get("cases") and _is_told_by_verb(frame))
        or (scene.grammar.get("cases") and strong and frame.of("place") and frame.of("date"))
        or (scene.grammar.get("cases") and harmed and frame.of("place") and _are_slain(scene, frame))
        or facility
        or (hit and strong)
        or (harmed and strong)
        or (frame.of("method") and frame.of("place"))
        or (frame.agents and frame.of("place"))
        or (strong and frame.of("place") and _is_post(scene) and scene.find("what", frame.sentence.first, frame.sentence.last))
        or (frame.agents and frame.of("legal"))
        or (frame.agents and frame.of("method") and not scene.grammar.get("capitals"))
    )


def _only_closed(scene: Scene, frame: Frame) -> bool:
    """Whether a facility is only said to be out of service, beside the dead of a disaster and not of an attack."""
    closed = frame.values("effect") == {"out_of_service"} and not (frame.agents or frame.of("method"))
    return closed and bool(scene.find("calm", frame.sentence.first, frame.sentence.last))


def _is_war_toll(scene: Scene, frame: Frame) -> bool:
    """Whether somebody gives the toll of the war so far, where such tolls are told as news ("has risen to 24,100 since ...")."""
    if scene.grammar.get("capitals") or scene.grammar.get("cases") or not frame.speakers:
        return False
    high = any((f.value["low"] or 0) > WAR_TOLL for f in frame.of("count") if f.value["what"] in ("killed", "injured"))
    told = frame.signs & {"toll.x", "sum.x", "correct.x"} or any(f.value["precision"] == "interval" for f in frame.of("date"))
    first, last = frame.sentence.first, frame.sentence.last
    return bool(high and told and scene.find("war", first, last)) and not scene.find("calm", first, last)


def _is_combat(scene: Scene, frame: Frame) -> bool:
    """Whether only soldiers, their positions and stores are said to be struck, where nouns have cases."""
    if not scene.grammar.get("cases"):
        return False
    doers = {i for a in frame.agents for i in range(a.first, a.last)}
    doers |= {i for s in frame.speakers for i in range(s.first, s.last)}
    first, last = frame.sentence.first, frame.sentence.last
    struck = [*scene.tagged("reply.aim", first, last), *scene.tagged("who.combatants", first, last)]
    return any(doers.isdisjoint(range(h.first, h.last)) for h in struck)


def _came_under(scene: Scene, frame: Frame) -> bool:
    """Whether a town is said to have come under attack on a day ("on Monday the village of X came under attack")."""
    if not scene.grammar.get("capitals") or not (frame.of("date") and frame.of("place")):
        return False
    hits = scene.tagged("event.effect", frame.sentence.first, frame.sentence.last)
    return any(scene.is_any(h.last - 1, scene.words("under_attack")) for h in hits)


def _is_another(scene: Scene, sentence: Sentence) -> bool:
    """Whether half a sentence goes on with "and another", which stands for the attack named before it."""
    return scene.is_any(sentence.first, scene.words("split_and")) and scene.is_any(sentence.first + 1, scene.words("others"))


def _was_caught(scene: Scene, frame: Frame) -> bool:
    """Whether people are told to be killed at what they did ("killed while waiting for water"), in a place and in no accident."""
    first, last = frame.sentence.first, frame.sentence.last
    if not scene.words("caught") or not frame.of("place") or scene.find("calm", first, last):
        return False
    verbs = [h.first for h in scene.tagged("what.killed", first, last) if scene.has("event.verb", h.first, h.first + 1)]
    while_ = (i for i in scene.keyed("at_work") if first <= i < last)
    return bool(verbs) and any(
        verbs[0] < i and any(scene.is_any(at, scene.words("caught")) for at in range(i + 1, i + 4)) for i in while_
    )


def _was_attacked(scene: Scene, frame: Frame) -> bool:
    """Whether something was attacked in a place or on a day, with no more said of the means ("their convoy was ambushed in X")."""
    hits = scene.tagged("event.effect", frame.sentence.first, frame.sentence.last) if scene.words("attacked") else []
    return bool(frame.of("place") or frame.of("date")) and any(scene.is_any(h.last - 1, scene.words("attacked")) for h in hits)


def _is_told_by_verb(frame: Frame) -> bool:
    """Whether a verb of violence tells an attack: with what was hit, an act and who did it, or an attack noun and a town."""
    towns = [f for f in frame.of("place") if f.value["precision"] == "settlement"]
    nouns = frame.signs & {"event.attack", "event.attacks"}
    acts = frame.agents and frame.values("method") & _ACTS
    harmed = any(f.value["what"] in ("killed", "injured") for f in frame.of("count"))
    hit = ("event.effect" in frame.signs or ("event.verb" in frame.signs and harmed)) and frame.values("target") - {"military"}
    return bool(acts or hit or ("event.verb" in frame.signs and nouns and towns))


def _are_slain(scene: Scene, frame: Frame) -> bool:
    """Whether a word of harm is an attack word as well: killed by somebody, not only dead."""
    harms = scene.find("what", frame.sentence.first, frame.sentence.last)
    return any(h.tag == "what.killed" and scene.overlaps("event", h.first, h.last) for h in harms)


def _is_aimed(scene: Scene, frame: Frame) -> bool:
    """Whether a weapon and what it was aimed at stand without a verb ("this time with a glide bomb at the houses")."""
    aims = scene.words("aimed")
    near = (i for f in frame.of("target") for i in range(f.first - 2, f.first))
    return bool(frame.of("method")) and any(scene.is_any(i, aims) for i in near)


def _is_menu(scene: Scene, sentence: Sentence) -> bool:
    """Whether a long run of words is a menu or a list of headlines: most of it is written with capitals."""
    if sentence.last - sentence.first <= _MENU:
        return False
    words = [t for t in scene.tokens[sentence.first : sentence.last] if t.text[0].isalpha()]
    return len(words) > _MENU and sum(t.text[0].isupper() for t in words) > len(words) / 2


def _only_unreal(scene: Scene, frame: Frame) -> bool:
    """Whether every attack word of the sentence stands close behind a word that makes it unreal."""
    sentence = frame.sentence
    unreal = scene.find("unreal", sentence.first, sentence.last) + scene.find("negation", sentence.first, sentence.last)
    unreal = [h for h in unreal if not scene.overlaps("count", h.first, h.last) and not _negates_a_word(scene, h)]
    attacks = [h for h in scene.find("event", sentence.first, sentence.last) if h.tag != "event.effect"]
    return bool(attacks) and all(
        _is_past(scene, a) or any(u.first < a.first and a.first - u.last <= 7 and not _was_met(scene, u, a) for u in unreal)
        for a in attacks
    )


def _was_met(scene: Scene, unreal: Hit, attack: Hit) -> bool:
    """Whether somebody who was about something was then attacked ("a convoy responding to an outbreak was ambushed")."""
    return scene.is_any(unreal.first, scene.words("about")) and scene.is_any(attack.first - 1, scene.words("passive"))


def _negates_a_word(scene: Scene, hit: Hit) -> bool:
    """Whether a negation is only that of the adjective behind it ("a not final toll of the shelling")."""
    return scene.is_any(hit.first, scene.words("negates_one")) and not scene.find("event", hit.last, hit.last + 1)


def _is_past(scene: Scene, attack: Hit) -> bool:
    """Whether an attack is only what came before something else ("after the attack the wards were full")."""
    if not any(scene.is_any(i, scene.words("aftermath")) for i in range(attack.first - 2, attack.first)):
        return False
    return not scene.find("against", attack.last, attack.last + 1)


def _is_total(scene: Scene, frame: Frame) -> bool:
    """Whether a frame speaks of several attacks or a period rather than of one attack."""
    if _is_war_toll(scene, frame) or {"new.attack", "event.attacks"} <= frame.signs:
        return True
    day = [f for f in frame.of("date") if f.value["precision"] in ("minute", "part_of_day", "day")]
    plural = "event.attacks" in frame.signs
    spans = [f for f in frame.of("date") if f not in day]
    facilities = any(f.value["what"] == "facilities" and (f.value["low"] or 2) > 1 for f in frame.of("count"))
    settled = [f for f in frame.of("place") if f.value["precision"] in ("settlement", "district", "within_1km")]
    harmed = any(f.value["what"] in _HARM for f in frame.of("count"))
    one = bool(day and settled and harmed) and "event.attack" in frame.signs and not (plural or spans)
    if scene.grammar.get("capitals") and not scene.grammar.get("cases") and _hits_many(scene, frame, bool(day and harmed)):
        return True
    if _runs(scene, frame) or (spans and not (day or harmed) and _is_nth(scene, frame.sentence)):
        return True
    told = bool(harmed and (day or "plenty.aside" in frame.signs)) and not (plural or spans)
    told |= bool(harmed and day and "event.attack" in frame.signs) and not any(_is_period(f) for f in spans)
    told &= not scene.grammar.get("capitals")
    definite = "same.x" in frame.signs and not (plural or spans or scene.grammar.get("capitals") or scene.grammar.get("cases"))
    told |= definite and _one_facility(scene, frame)
    told |= bool(day and harmed and "event.attack" in frame.signs and not plural and scene.grammar.get("capitals"))
    if "plenty.x" in frame.signs and not (day and settled) and not told:
        return True
    many = any(f.value["what"] == "attacks" and (f.value["low"] or 0) > _FEW for f in frame.of("count"))
    if (
        not day
        and not scene.grammar.get("capitals")
        and not scene.grammar.get("cases")
        and any(_is_series(f) for f in frame.of("count"))
    ):
        return True
    if many and not day and frame.values("target") - _PEOPLE and not (settled and _one_facility(scene, frame)):
        return True
    nouns = frame.signs & {"event.attack", "event.attacks"}
    bare = not (frame.of("place") or spans or "plenty.x" in frame.signs) and frame.of("target")
    if scene.grammar.get("cases") and "event.effect" in frame.signs and (bare or not nouns) and not frame.agents:
        return "sum.x" in frame.signs
    head = scene.find("sum", frame.sentence.first, frame.sentence.first + 3)
    summed = "sum.x" in frame.signs and "same.x" not in frame.signs
    if (facilities and not one) or len(settled) > 3 or head or (summed and not one):
        return True
    if (
        _is_post(scene)
        and not _many_facilities(scene, frame)
        and not spans
        and not many
        and not head
        and not facilities
        and "plenty.x" not in frame.signs
    ):
        return False
    loose = plural and not _singular(scene, frame) and not frame.values("target") - {"military"}
    if loose and "same.x" not in frame.signs and not (settled and (day or harmed)):
        return True
    if spans and (plural or not settled) and not day:
        return any(f.value["precision"] in ("month", "year", "interval", "season", "week") for f in spans)
    return (
        not settled
        and not frame.known - {"other_civilian"}
        and not frame.of("target_name")
        and not _singular(scene, frame)
        and not (harmed and not scene.grammar.get("capitals") and _one_facility(scene, frame))
        and _is_wide(frame, plural, bool(day))
    )


def _is_series(fill: Fill) -> bool:
    """Whether so many attacks are counted that no day saw them all."""
    return fill.value["what"] == "attacks" and (fill.value["low"] or 0) > _SERIES


def _is_period(fill: Fill) -> bool:
    """Whether a date is a time over which attacks are counted."""
    return fill.value["precision"] in ("month", "year", "season")


def _many_facilities(scene: Scene, frame: Frame) -> bool:
    """Whether facilities are spoken of in the plural ("the educational centres")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    hit = [f for f in frame.of("target") if f.value not in _PEOPLE]
    return any(scene.is_any(f.first, scene.words("plurals")) or scene.tokens[f.first].text.endswith(endings) for f in hit)


def _is_post(scene: Scene) -> bool:
    """Whether a text is a short post, which tells of the news of its day, where nouns have no article for one."""
    return not scene.grammar.get("capitals") and sum(t.is_word for t in scene.tokens) < _POST


def _one_facility(scene: Scene, frame: Frame) -> bool:
    """Whether what was hit is one facility, where nouns show their number at the end ("three strikes hit the market")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    hit = [f for f in frame.of("target") if f.value not in _PEOPLE]
    if not endings or len(hit) != 1 or scene.is_any(hit[0].first, scene.words("plurals")):
        return False
    ends = hit[0].last - 1 if scene.grammar.get("capitals") else hit[0].first
    return not scene.tokens[ends].text.casefold().endswith(endings)


def _is_wide(frame: Frame, plural: bool, dated: bool) -> bool:
    """Whether nothing ties a frame to one attack: no day, or attacks on no facility in particular."""
    harmed = any(f.value["what"] in _HARM for f in frame.of("count"))
    facility = frame.values("target") - {"other_civilian", "home", "military"}
    return (plural and not (dated and facility)) or not (dated or harmed)


def _hits_many(scene: Scene, frame: Frame, dated: bool) -> bool:
    """Whether attacks fell on facilities of a kind, counted villages or a list of towns ("strikes hit hospitals in A and B")."""
    sentence, plural = frame.sentence, "event.attacks" in frame.signs or _are_several(scene, frame)
    if "same.x" in frame.signs or _singular(scene, frame):
        return False
    settled = [f for f in frame.of("place") if f.value["precision"] == "settlement"]
    if plural and len(settled) >= _TOWNS:
        return True
    counts = [h for h in scene.find("count", sentence.first, sentence.last) if (h.value.low or 0) > 1]
    if any(scene.is_any(i, scene.words("settlements")) for h in counts for i in range(h.last, h.last + 2)):
        return True
    endings = tuple(scene.grammar.get("plural_endings", ()))
    kinds = [f for f in frame.of("target") if f.value in _KINDS and scene.tokens[f.last - 1].text.casefold().endswith(endings)]
    nouns = frame.signs & {"event.attack", "event.attacks"}
    return bool(nouns and not dated and any(not _is_definite(scene, f.first) for f in kinds))


def _are_several(scene: Scene, frame: Frame) -> bool:
    """Whether weapons in the plural stand right before an attack verb ("drones struck A, B and C")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    weapons = (f for f in frame.of("method") if f.value not in _ACTS and scene.tokens[f.last - 1].text.casefold().endswith(endings))
    return any(scene.tagged("event.verb", f.last, f.last + 2) for f in weapons)


def _only_begins(scene: Scene, frame: Frame) -> bool:
    """Whether verbs that need an object ("launched", "used") stand without attack, weapon or target ("launched an offensive")."""
    if frame.of("target") or frame.of("method") or frame.signs & {"event.attack", "event.attacks", "event.effect"}:
        return False
    verbs = scene.tagged("event.verb", frame.sentence.first, frame.sentence.last)
    return bool(verbs) and all(scene.is_any(v.first, scene.words("light_verbs")) for v in verbs)


def _is_nth(scene: Scene, sentence: Sentence) -> bool:
    """Whether an attack is counted as one of several ("the fourth attack on a clinic since May")."""
    nouns = scene.tagged("event.attack", sentence.first, sentence.last)
    return any(scene.is_any(i, scene.words("nth")) for h in nouns for i in range(h.first - 2, h.first))


def _runs(scene: Scene, frame: Frame) -> bool:
    """Whether a sentence gives the toll of protected people over a long time until now ("since October 60 medics were killed")."""
    if scene.grammar.get("cases") or not scene.grammar.get("capitals"):
        return False
    if frame.signs & {"event.attack", "event.attacks"} or _only_unreal(scene, frame):
        return False
    harmed = any(f.value["what"] in ("killed", "injured") and 1 < (f.value["low"] or 0) <= WAR_TOLL for f in frame.of("count"))
    return harmed and any(_is_long(scene, f) for f in frame.of("date"))


def _is_long(scene: Scene, date: Fill) -> bool:
    """Whether a date is a time of more than some weeks that reaches until now."""
    begins, ends = date.value["from"], date.value["to"]
    if begins is None or ends is None or scene.published is None:
        return False
    if date.value["precision"] in ("interval", "week") and ends >= str(scene.published - datetime.timedelta(_JUST_NOW)):
        return True
    days = (datetime.date.fromisoformat(ends) - datetime.date.fromisoformat(begins)).days
    return days > _LONG_AGO and ends >= str(scene.published - datetime.timedelta(_LONG_AGO))


def _heads(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun for one attack stands in a headline, which has no full stop and no articles."""
    if scene.tokens[sentence.last - 1].text in ".!?" or not scene.is_any(hit.last - 1, scene.words("one_attack")):
        return False
    return all(scene.keyed(section).isdisjoint(range(sentence.first, sentence.last)) for section in ("articles", "the"))


def _singular(scene: Scene, frame: Frame) -> bool:
    """Whether an attack is spoken of in the singular, with an article ("an air strike", "the attack")."""
    first, last = frame.sentence.first, frame.sentence.last
    if scene.grammar.get("cases") and "event.attacks" not in frame.signs:
        facilities = [h for h in scene.find("target", first, last) if h.word not in ("other_civilian", "military")]
        if "event.attack" in frame.signs or any("sing" in scene.tokens[h.last - 1].marks for h in facilities):
            return True
    if any(scene.is_any(i, scene.words("one")) for h in scene.find("target", first, last) for i in range(h.first - 2, h.first)):
        return True
    for hit in scene.tagged("event.attack", first, last):
        near = range(max(hit.first - 3, first), hit.first)
        article = any(scene.is_any(i, scene.words("articles")) for i in near)
        if (
            (article or _heads(scene, frame.sentence, hit))
            and not scene.overlaps("legal", hit.first, hit.last)
            and not scene.has("event.attacks", hit.first, hit.first + 1)
            and (not scene.overlaps("target", near.start, hit.first) or _heads(scene, frame.sentence, hit))
        ):
            return True
    return False
