"""Telling: reads what a sentence says of an attack into a frame, without what is only background or where it was said."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from solferino.extract import agents, changes, cues, phrases, places, targets, tolls, whens
from solferino.extract.cues import is_definite
from solferino.extract.entities import Entity
from solferino.extract.fills import Fill
from solferino.extract.frames import LONG_AGO, Frame, only_unreal
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech
from solferino.extract.statements import states_attack
from solferino.extract.totals import is_total

_TELLING = (
    "event", "what", "same", "target", "method", "effect", "purpose", "legal", "none", "toll", "correct", "double", "behind",
)  # fmt: skip
"""Families of which a sentence has a word that tells of an attack, or of one told before."""
_FORTNIGHT = 14
"""Days above which a time tells more of a total than a day in it."""
_OPENS = 2
"""Words at the head of a sentence within which "this" points to the one before."""
_FROM = 4
"""Words behind a speaker within which the place stands from which the speaker is."""


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
    signs = cues.find(scene, sentence)
    named = [] if "unknown.x" in signs and not _is_unknown_actor(scene, sentence) else agents.find(scene, sentence, speeches)
    frame = Frame(sentence, fills, named, speeches, entities, signs)
    frame.known = frozenset(f.value for f in frame.of("target") if is_definite(scene, f.first))
    frame.apart = scene.analytic
    frame.unicase = scene.unicase
    frame.states = states_attack(scene, frame)
    frame.total = frame.states and is_total(scene, frame)
    if frame.total and scene.words("percent"):
        fills = changes.told(scene, sentence, fills)
        frame = replace(frame, fills=fills)
    told = signs & {"event.attack", "event.attacks"} or ("event.verb" in signs and frame.of("method"))
    often = "plenty.x" in signs and frame.agents and not (frame.of("count") or frame.of("date"))
    frame.blames = bool(scene.grammar.get("cases") and told and not often and not only_unreal(scene, frame))
    aside = {
        id(f) for f in fills if _is_background(scene, frame, f) or (f.rule == "purpose.words" and not _speaks_of_attack(frame))
    }
    return replace(frame, fills=[f for f in fills if id(f) not in aside]) if aside else frame


def told_of(scene: Scene, frames: Sequence[Frame]) -> None:
    """Give a sentence without a speaker to whom the next one names as having said this ("A clinic was hit. So said the mayor.")."""
    for frame, after in pairwise(frames) if scene.grammar.get("cases") else ():
        bare = not (after.states or after.agents or after.of("target") or after.of("count"))
        first = after.sentence.first
        this = any(h.tag == "same.x" and h.first - first < _OPENS for h in scene.find("same", first, after.sentence.last))
        if not frame.speeches and bare and this and (said := next((s for s in after.speeches if s.speaker), None)):
            at = frame.sentence.first
            frame.speeches.append(Speech(at, at, "states", said.speaker, "speech.told_of"))


def _is_unknown_actor(scene: Scene, sentence: Sentence) -> bool:
    """Whether what is unknown is only who the attackers are ("unidentified gunmen"), where they are named so."""
    actors = scene.covered("actor") if scene.words("strangers") else frozenset()
    return all(h.first in actors for h in scene.find("unknown", sentence.first, sentence.last))


def _is_background(scene: Scene, frame: Frame, fill: Fill) -> bool:
    """Whether a date is that of the whole war: a year or a long time until now, of what is told as one attack or as none."""
    if fill.field == "date" and frame.total and scene.analytic:
        day = fill.value["from"] == fill.value["to"]
        return day and any(_holds(f, fill) for f in frame.of("date"))
    if fill.field != "date" or frame.total:
        return False
    begins, ends = fill.value["from"], fill.value["to"]
    if begins is None or ends is None or fill.value["precision"] not in ("year", "interval"):
        return False
    days = (datetime.date.fromisoformat(ends) - datetime.date.fromisoformat(begins)).days
    return days > LONG_AGO and (not frame.states or ends == str(scene.published))


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
    if fill.field != "place" or not scene.analytic:
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
    if fill.field == "place" and scene.says("seat", fill.first - 4, fill.first):
        return True
    if fill.field != "place" or not scene.grammar.get("capitals"):
        return False
    speeches = [s for s in speeches if not (scene.grammar.get("cases") and scene.find("event", s.last, fill.first))]
    if scene.is_any(fill.first - 1, scene.words("inside")) and scene.is_any(fill.first - 2, scene.words("said_at")):
        return True
    ends = fill.last >= len(scene.tokens) or not scene.tokens[fill.last].is_word or scene.overlaps("date", fill.last, fill.last + 1)
    return ends and any(0 < fill.first - s.last <= 3 and scene.is_any(fill.first - 1, scene.words("inside")) for s in speeches)
