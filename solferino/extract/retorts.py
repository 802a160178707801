"""Retorts: replies in sentences whose verb does not report, or that have none ("The army's version: the depot blew up")."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract.accused import concerned, of_office
from solferino.extract.entities import Entity
from solferino.extract.frames import Frame
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech
from solferino.extract.voices import SPOKEN

_AHEAD = 6
"""Words of a sentence before the side that answers in it."""
_NEAR = 4
"""Words between a word for an answer and whose it is."""


def may_answer(scene: Scene, sentence: Sentence) -> bool:
    """Return whether a sentence without a verb of saying may still be a reply: it quotes, has a colon or a word of replies."""
    inside = range(sentence.first, sentence.last)
    return (
        any(i in inside for i in scene.quotes)
        or any(scene.tokens[i].text == ":" for i in inside)
        or bool(scene.find("reply", sentence.first, sentence.last))
    )


def speeches(scene: Scene, frame: Frame, accused: frozenset[str]) -> list[Speech]:
    """Return who of the accused side answers in a sentence in which nobody is said to speak; at most one."""
    if any(s.speaker for s in frame.speeches):
        return []
    verbs = [h for h in scene.find("say", frame.sentence.first, frame.sentence.last) if h.word in ("declines", "denies", "admits")]
    stance = verbs[0].word if verbs else "states"
    return [Speech(e.last, e.last, stance, e, "speech.of_side") for e in _answering(scene, frame, accused)][:1]


def _answering(scene: Scene, frame: Frame, accused: frozenset[str]) -> Iterator[Entity]:
    doing = {i for a in frame.agents for i in range(a.first, a.last)}
    for entity in frame.entities:
        if entity.kind not in SPOKEN or not concerned(scene, of_office(scene, entity, accused), accused):
            continue
        acts = frame.states or not doing.isdisjoint(range(entity.first, entity.last))
        speaks = not acts and _has_voice(scene, frame, entity) and _is_subject(scene, frame, entity)
        if speaks or _is_answer_of(scene, frame.sentence, entity):
            yield entity


def _has_voice(scene: Scene, frame: Frame, entity: Entity) -> bool:
    """Whether a name is that of somebody who speaks for a side, or of its seat, or a quotation stands beside it."""
    roles = [h for h in scene.find("source", entity.first, entity.last) if not scene.overlaps("actor", h.first, h.last)]
    seat = scene.tagged("party.metonym", entity.first, entity.last)
    if scene.unicase:
        offices = any(h.tag != "source.body" for h in roles) and entity.kind != "party"
        return bool(offices or seat) and "to" not in scene.tokens[entity.first].marks
    return bool(roles or seat) or any(frame.sentence.first <= i < frame.sentence.last for i in scene.quotes)


def _is_subject(scene: Scene, frame: Frame, entity: Entity) -> bool:
    """Whether nobody stands before a name in its sentence, and no preposition leads to it."""
    first = frame.sentence.first
    quotes = [i for i in scene.quotes if first <= i < entity.first]
    if len(quotes) % 2 or any(first <= e.first < entity.first and not _is_quoted(quotes, e) for e in frame.entities):
        return False
    if quotes:
        return True
    return entity.first - first <= _AHEAD and (entity.first == first or not scene.is_any(entity.first - 1, scene.words("led_to")))


def _is_quoted(quotes: list[int], entity: Entity) -> bool:
    return sum(i < entity.first for i in quotes) % 2 == 1


def _is_answer_of(scene: Scene, sentence: Sentence, entity: Entity) -> bool:
    """Whether a word for an answer is the entity's ("Moscow's version", "such was the explanation of the army")."""
    behind = range(entity.last, min(entity.last + _NEAR, sentence.last))
    owns = any(scene.tokens[i].text in ("'", "’", "s") for i in behind[:2])
    before = range(max(sentence.first, entity.first - _NEAR), entity.first)
    led = any(scene.is_any(i, scene.words("answer_of")) for i in before)
    near = [*(behind if owns else ()), *(before if led else ())]
    return any(scene.is_any(i, scene.words("answers")) for i in near)
