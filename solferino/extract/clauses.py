"""A sentence that tells of two attacks is cut in two: both halves must name an attack, and differ in attacker, place or day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solferino.extract import agents
from solferino.extract.entities import root
from solferino.extract.frames import NO_FACILITY
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech


def cut(scene: Scene, sentence: Sentence, speeches: Sequence[Speech]) -> list[Sentence]:
    """Return the parts of a sentence, in order; most sentences are one part."""
    for at in _joints(scene, sentence):
        left, right = replace(sentence, last=at), replace(sentence, first=at)
        if scene.is_any(at, scene.words("split_cause")) and _only_harms(scene, left):
            continue
        if scene.is_any(at, scene.words("split_and")) and not _are_two(scene, left, right):
            continue
        if scene.is_any(at, scene.words("split_and")) and scene.is_any(at + 1, scene.words("others")):
            return [left, *cut(scene, right, speeches)]
        if _tells(scene, left) and _tells(scene, right) and _differ(scene, left, right, speeches, at):
            return [left, *cut(scene, right, speeches)]
    return [sentence]


def _joints(scene: Scene, sentence: Sentence) -> list[int]:
    inner = range(sentence.first + 4, sentence.last - 3)
    verbs = [h.first for h in scene.find(("say", "event"), inner.start, inner.stop) if h.tag in ("say.states", "event.verb")]
    joints = {*scene.keyed("split").intersection(inner), *(i for i in verbs if _opens(scene, i))}
    if scene.words("split_and") and len(scene.find("what", sentence.first, sentence.last)) > 1:
        joints.update(scene.keyed("split_and").intersection(inner))
    if scene.unicase:
        joints.update(
            h.first for h in scene.tagged("new.x", inner.start, inner.stop) if scene.overlaps("event", h.first, h.first + 1)
        )
    if scene.words("records"):
        joints.update(i for i in scene.keyed("relative").intersection(inner) if _records(scene, i))
    return sorted(joints)


def _records(scene: Scene, at: int) -> bool:
    """Whether somebody's records are told in a relative clause ("the office, which has recorded 79 deaths")."""
    return scene.is_any(at + 1 + scene.is_any(at + 1, scene.words("perfect")), scene.words("records"))


def _are_two(scene: Scene, left: Sentence, right: Sentence) -> bool:
    """Whether both halves around "and" name an attack, whom it harmed and a town of their own."""
    if scene.is_any(right.first + 1, scene.words("others")):
        dated = all(_named(scene, "date", part) and scene.find("what", part.first, part.last) for part in (left, right))
        return dated and not _named(scene, "date", left) & _named(scene, "date", right)
    towns = [_named(scene, "place_name", part) for part in (left, right)]
    if not (towns[0] and towns[1]) or towns[0] & towns[1]:
        return False
    return all(
        scene.find(("count", "who"), part.first, part.last)
        and scene.find("what", part.first, part.last)
        and (scene.find("method", part.first, part.last) or _nouns(scene, part))
        for part in (left, right)
    )


def _nouns(scene: Scene, part: Sentence) -> bool:
    return any(h.tag in ("event.attack", "event.attacks") for h in scene.find("event", part.first, part.last))


def _opens(scene: Scene, i: int) -> bool:
    """Whether a verb with "and" written onto it stands behind a comma, where verbs stand first."""
    return bool(scene.grammar.get("silent_speaker")) and scene.tokens[i - 1].text in ",،" and scene.written_on("and", i)


def _only_harms(scene: Scene, part: Sentence) -> bool:
    """Whether a half only says who was hurt, and the other half how ("four medics were killed | after an air strike hit ...")."""
    hits = scene.find("event", part.first, part.last)
    return not scene.find("method", part.first, part.last) and all(scene.overlaps("what", h.first, h.last) for h in hits)


def _tells(scene: Scene, part: Sentence) -> bool:
    hits = scene.find("event", part.first, part.last)
    return bool(hits) and bool(
        scene.find("what", part.first, part.last) or scene.find("method", part.first, part.last) or len(hits) > 1
    )


def _differ(scene: Scene, left: Sentence, right: Sentence, speeches: Sequence[Speech], at: int) -> bool:
    here, there = ({root(a.party) or a.text.casefold() for a in agents.find(scene, part, speeches)} for part in (left, right))
    if here and there:
        return not here & there
    if there and scene.is_any(at, scene.words("split_strong")):
        return True
    if scene.words("records") and _records(scene, at):
        return bool(scene.find("count", at, right.last))
    if scene.unicase and scene.has("new.x", at, at + 1):
        return all(any(h.word not in NO_FACILITY for h in scene.find("target", p.first, p.last)) for p in (left, right))
    if scene.overlaps("say", at, at + 1):
        harms = [{h.tag for h in scene.find("what", part.first, part.last)} for part in (left, right)]
        return bool(harms[0] and harms[1]) and not harms[0] & harms[1]
    return any(_named(scene, family, left) and _named(scene, family, right) for family in ("place_name", "date"))


def _named(scene: Scene, family: str, part: Sentence) -> set[str]:
    return {scene.quote(h.first, h.last).casefold() for h in scene.find(family, part.first, part.last)}
