"""Statements: whether a sentence itself states that an attack took place."""

from __future__ import annotations

from solferino.extract import blows
from solferino.extract.forces import ACTS
from solferino.extract.frames import HARM, NO_FACILITY, WAR_TOLL, Frame, is_post, is_running_toll, is_war_toll, only_unreal
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence

_MENU = 30
"""Words of a sentence from which on it may be a menu."""


def states_attack(scene: Scene, frame: Frame) -> bool:
    """Whether the sentence itself states that an attack took place."""
    attack = frame.signs & {"event.attack", "event.attacks", "event.verb", "event.effect"} or frame.values("method") & ACTS
    harmed = [f for f in frame.of("count") if f.value["what"] in HARM]
    bare = not scene.analytic
    shot = bool(bare and harmed and frame.of("method") and (frame.of("place") or scene.grammar.get("cases")))
    toll = is_war_toll(scene, frame) or is_running_toll(scene, frame)
    if not (attack or shot or toll or _is_aimed(scene, frame)) or only_unreal(scene, frame) or _is_menu(scene, frame.sentence):
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
    facility = "event.effect" in frame.signs and frame.values("target") - NO_FACILITY and not _only_closed(scene, frame)
    return bool(
        ruined
        or passive
        or _came_under(scene, frame)
        or (harmed and (_was_attacked(scene, frame) or _was_caught(scene, frame)))
        or (counted and (frame.agents or frame.of("method") or ("sum.x" in frame.signs and scene.grammar.get("silent_speaker"))))
        or (scene.grammar.get("cases") and _is_told_by_verb(frame))
        or _is_struck(scene, frame)
        or (scene.grammar.get("cases") and strong and frame.of("place") and frame.of("date"))
        or (scene.grammar.get("cases") and harmed and frame.of("place") and _are_slain(scene, frame))
        or facility
        or (scene.analytic and _is_violent(scene, frame))
        or (hit and strong)
        or (harmed and strong)
        or (frame.of("method") and frame.of("place"))
        or (frame.agents and frame.of("place"))
        or (strong and frame.of("place") and is_post(scene) and scene.find("what", frame.sentence.first, frame.sentence.last))
        or (frame.agents and frame.of("legal"))
        or (frame.agents and frame.of("method") and not scene.grammar.get("capitals"))
    )


def _only_closed(scene: Scene, frame: Frame) -> bool:
    """Whether a facility is only said to be out of service, beside the dead of a disaster and not of an attack."""
    closed = frame.values("effect") == {"out_of_service"} and not (frame.agents or frame.of("method"))
    return closed and bool(scene.find("calm", frame.sentence.first, frame.sentence.last))


def _is_violent(scene: Scene, frame: Frame) -> bool:
    """Whether a verb that says more than harm tells what was done to people or a facility in a place ("bombs fell on a market")."""
    verbs = scene.tagged("event.verb", frame.sentence.first, frame.sentence.last)
    plain = scene.words("light_verbs") | scene.words("harm_only")
    acts = any(not scene.is_any(h.first, plain) for h in verbs)
    harmed = any(f.value["what"] in ("killed", "injured") for f in frame.of("count"))
    return acts and harmed and bool(frame.of("place") and frame.values("target") - NO_FACILITY)


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


def _is_struck(scene: Scene, frame: Frame) -> bool:
    """Whether a blow fell on a town or on what is no soldiers' ("they struck at the market")."""
    struck = blows.find(scene, frame.sentence.first, frame.sentence.last)
    return any(h.tag == "place_name" or h.word not in ("military", "other_civilian") for h in struck)


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
    return bool(verbs) and any(verbs[0] < i and scene.says("caught", i + 1, i + 4) for i in while_)


def _was_attacked(scene: Scene, frame: Frame) -> bool:
    """Whether something was attacked in a place or on a day, with no more said of the means ("their convoy was ambushed in X")."""
    hits = scene.tagged("event.effect", frame.sentence.first, frame.sentence.last) if scene.words("attacked") else []
    return bool(frame.of("place") or frame.of("date")) and any(scene.is_any(h.last - 1, scene.words("attacked")) for h in hits)


def _is_told_by_verb(frame: Frame) -> bool:
    """Whether a verb of violence tells an attack: with what was hit, an act and who did it, or an attack noun and a town."""
    towns = [f for f in frame.of("place") if f.value["precision"] == "settlement"]
    nouns = frame.signs & {"event.attack", "event.attacks"}
    acts = frame.agents and frame.values("method") & ACTS
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


def _only_begins(scene: Scene, frame: Frame) -> bool:
    """Whether verbs that need an object ("launched", "used") stand without attack, weapon or target ("launched an offensive")."""
    if frame.of("target") or frame.of("method") or frame.signs & {"event.attack", "event.attacks", "event.effect"}:
        return False
    verbs = scene.tagged("event.verb", frame.sentence.first, frame.sentence.last)
    return bool(verbs) and all(scene.is_any(v.first, scene.words("light_verbs")) for v in verbs)
