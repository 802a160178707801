"""Frames: what one sentence says of an attack, and whether that is unreal, past or the toll of a whole war."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from solferino.extract.agents import Agent
from solferino.extract.entities import Entity
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech
from solferino.extract.targets import PEOPLE

NO_FACILITY = PEOPLE | {"home", "military"}
"""Targets that are no facilities."""
LONG_AGO = 45
"""Days from which on a time is no longer that of one attack."""
_POST = 120
"""Words below which a text is a post."""
_JUST_NOW = 2
"""Days before publication in which a time that reaches until now may end."""
WAR_TOLL = 5000
"""A toll above this, told beside an attack or without a target and means, is that of the whole war."""
HARM = ("killed", "injured", "missing", "detained", "displaced")


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
    unicase: bool = False

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


def is_war_toll(scene: Scene, frame: Frame) -> bool:
    """Whether somebody gives the toll of the war so far, where such tolls are told as news ("has risen to 24,100 since ...")."""
    if not scene.unicase or not frame.speakers:
        return False
    high = any((f.value["low"] or 0) > WAR_TOLL for f in frame.of("count") if f.value["what"] in ("killed", "injured"))
    told = frame.signs & {"toll.x", "sum.x", "correct.x"} or any(f.value["precision"] == "interval" for f in frame.of("date"))
    first, last = frame.sentence.first, frame.sentence.last
    return bool(high and told and scene.find("war", first, last)) and not scene.find("calm", first, last)


def only_unreal(scene: Scene, frame: Frame) -> bool:
    """Whether every attack word of the sentence stands close behind a word that makes it unreal."""
    sentence = frame.sentence
    unreal = scene.find("unreal", sentence.first, sentence.last) + scene.find("negation", sentence.first, sentence.last)
    unreal = [h for h in unreal if not scene.overlaps("count", h.first, h.last) and not _negates_a_word(scene, h)]
    attacks = [h for h in scene.find("event", sentence.first, sentence.last) if h.tag != "event.effect"]
    if lost := scene.tagged("what.missing", sentence.first, sentence.last):
        traceless = {i for h in lost for i in range(h.first, h.last)}
        unreal, attacks = ([h for h in hits if h.first not in traceless] for hits in (unreal, attacks))
    harmed = bool(scene.find("what", sentence.first, sentence.last) and scene.find("count", sentence.first, sentence.last))
    return bool(attacks) and all(
        _is_past(scene, a, harmed=harmed)
        or _downs(scene, a)
        or any(u.first < a.first and a.first - u.last <= 7 and not _was_met(scene, u, a) for u in unreal)
        for a in attacks
    )


def _downs(scene: Scene, attack: Hit) -> bool:
    """Whether what is destroyed is only a weapon on its way ("destroyed 47 drones"), where nouns have cases."""
    if not scene.is_any(attack.first, scene.words("downing")):
        return False
    things = scene.find(("method", "target", "who"), attack.last, attack.last + 5)
    weapon = bool(things) and things[0].word in ("drone", "missile", "rocket") and not scene.may_be(things[0].first, "ablt")
    return weapon and all(scene.tokens[i].is_word for i in range(attack.last, things[0].first))


def _was_met(scene: Scene, unreal: Hit, attack: Hit) -> bool:
    """Whether somebody who was about something was then attacked ("a convoy responding to an outbreak was ambushed")."""
    return scene.is_any(unreal.first, scene.words("about")) and scene.is_any(attack.first - 1, scene.words("passive"))


def _negates_a_word(scene: Scene, hit: Hit) -> bool:
    """Whether a negation is only that of the adjective behind it ("a not final toll of the shelling")."""
    return scene.is_any(hit.first, scene.words("negates_one")) and not scene.find("event", hit.last, hit.last + 1)


def _is_past(scene: Scene, attack: Hit, *, harmed: bool) -> bool:
    """Whether an attack is only what came before something else ("after the attack the wards were full"), not harm with cases."""
    if not scene.says("aftermath", attack.first - 2, attack.first):
        return False
    if scene.grammar.get("cases") and harmed:
        return False
    return not scene.find("against", attack.last, attack.last + 1)


def is_post(scene: Scene) -> bool:
    """Whether a text is a short post, which tells of the news of its day, where nouns have no article for one."""
    return not scene.grammar.get("capitals") and sum(t.is_word for t in scene.tokens) < _POST


def is_running_toll(scene: Scene, frame: Frame) -> bool:
    """Whether a sentence gives the toll of protected people over a long time until now ("since October 60 medics were killed")."""
    if scene.grammar.get("cases"):
        return False
    if frame.signs & {"event.attack", "event.attacks"} or only_unreal(scene, frame):
        return False
    harmed = any(f.value["what"] in ("killed", "injured") and 1 < (f.value["low"] or 0) <= WAR_TOLL for f in frame.of("count"))
    if scene.unicase:
        return harmed and "event.verb" in frame.signs and "sum.x" in frame.signs and not scene.find("calm", 0, len(scene.tokens))
    return harmed and any(_is_long(scene, f) for f in frame.of("date"))


def _is_long(scene: Scene, date: Fill) -> bool:
    """Whether a date is a time of more than some weeks that reaches until now."""
    begins, ends = date.value["from"], date.value["to"]
    if begins is None or ends is None or scene.published is None:
        return False
    if date.value["precision"] in ("interval", "week") and ends >= str(scene.published - datetime.timedelta(_JUST_NOW)):
        return True
    days = (datetime.date.fromisoformat(ends) - datetime.date.fromisoformat(begins)).days
    return days > LONG_AGO and ends >= str(scene.published - datetime.timedelta(LONG_AGO))
