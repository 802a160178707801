"""What a text must show before the engine speaks: an attack of war or repression on somebody or something protected."""

from __future__ import annotations

from collections.abc import Sequence

from solferino import name
from solferino.extract import blows
from solferino.extract.events import Event
from solferino.extract.responses import Response
from solferino.extract.scene import Hit, Scene


def may_be_relevant(scene: Scene) -> bool:
    """Whether a text has words of attacks or their tolls at all; a quick look before the work."""
    return any(f in scene.families for f in ("event", "method", "toll")) and bool(_war(scene))


def is_event(event: Event) -> bool:
    """Whether an event says enough to stand: an attack with a target, victims, or a place."""
    return any(f.states for f in event.frames) and not _only_fighters(event)


def is_combat(events: Sequence[Event]) -> bool:
    """Whether fighters alone were hit, in one attack of a text at least, and nobody and nothing is named that any other hit."""
    fought = [_only_fighters(e) for e in events]
    bare = (not e.targets and not any(f.value["who"] != "attacks" for f in e.of("count")) for e in events)
    return any(fought) and all(f or b for f, b in zip(fought, bare, strict=True))


def _only_fighters(event: Event) -> bool:
    """Whether only fighters, what they drive and military things were hit, by means that war allows."""
    harmed = {f.value["who"] for f in event.of("count") if f.value["who"] not in ("attacks", "facilities")}
    targets, means = {f.value for f in event.targets}, {f.value for f in event.of("method")}
    fought = harmed == {"combatants"} and targets <= {"military", "other_civilian", "transport"}
    fought |= not harmed and targets == {"military"}
    return fought and not means & {"chemical", "execution"}


def is_relevant(scene: Scene, events: Sequence[Event], replies: Sequence[Response]) -> bool:
    """Whether a text is of war or repression: its words of war must outweigh those of accidents and daily life."""
    calm = len(_words(scene, "calm", names=False)) + CAUSE * len(_words(scene, "calm", frozenset(("cause",)), names=False))
    answers = [r for r in replies if scene.grammar.get("cases") or _answers_harm(scene, r)]
    return bool(events or answers) and len(_war(scene)) > calm


def _answers_harm(scene: Scene, reply: Response) -> bool:
    """Whether a reply may be to an attack on what is protected, not to one on fighters ("the army denied that it lost a tank")."""
    protected = any(h.word != "military" for h in scene.all("target"))
    fights = reply.stance in ("alternative_explanation", "counter_accuses")
    return protected and (not fights or any(f.field == "target" for f in reply.about))


def _war(scene: Scene) -> set[str]:
    """Return the different words of war in a text: those of the pack, weapons, forces and armed groups, facilities attacked."""
    forces = {str(h.value) for h in scene.all("party") if name.party(h.value).kind in ("forces", "armed_group")}
    forces |= _acting(scene) if scene.unicase else set()
    arms = _words(scene, "method", ARMS)
    return _of_states(scene) | _words(scene, "war") | arms | forces | _attacked(scene) | _flown(scene) | _struck(scene)


def _acting(scene: Scene) -> set[str]:
    """Return the forces of a state beside a verb of attack ("Eritrean soldiers killed"), where its adjective stands behind them."""
    named = (h for h in scene.all("party") if h.tag in ("party.adjective", "party.name") and _are_forces(scene, h))
    near = (h for h in named if scene.tagged("event.verb", h.first - 4, h.last + _ACTS))
    return {scene.quote(h.first - 1, h.last) for h in near}


def _are_forces(scene: Scene, hit: Hit) -> bool:
    """Whether forces stand right before the adjective of a state."""
    return scene.has("actor.state", hit.first - 2, hit.first) or scene.is_any(hit.first - 1, scene.words("forces_nouns"))


def _of_states(scene: Scene) -> set[str]:
    """Return the attacks of states that say at once whom they hit ("Israeli strikes on Gaza", "a Russian raid killed")."""
    if not scene.grammar.get("agent_before_noun"):
        return set()
    found = set()
    for hit in scene.all("party"):
        nouns = [h for h in scene.find("event", hit.last, hit.last + 1) if h.tag.startswith("event.attack")]
        nouns += [h for h in scene.tagged("actor.state", hit.last, hit.last + 1) if scene.tagged("event.verb", h.last, h.last + 2)]
        state = name.party(hit.value).kind in ("state", "forces")
        if state and nouns and scene.find(("what", "against", "event"), nouns[0].last, nouns[0].last + 2):
            found.add(scene.quote(hit.first, nouns[0].last).casefold())
    return found


def _attacked(scene: Scene) -> set[str]:
    """Return the facilities that several attacks are said to have hit: "attacks on hospitals", "nine clinics were attacked"."""
    return {f"attacked {hit.word}" for hit in scene.all("target") if hit.word in FACILITIES and _is_hit_often(scene, hit)}


def _is_hit_often(scene: Scene, hit: Hit) -> bool:
    beside = {h.tag for h in scene.find("event", hit.first - 4, hit.last + 4)}
    aid = hit.word in ("aid_convoy", "aid_worker") and bool(beside) and bool(scene.grammar.get("capitals"))
    counted = (scene.find("count", h.first - 2, h.first) for h in scene.tagged("event.attack", hit.first - 4, hit.last + 6))
    return (
        aid
        or "event.attacks" in beside
        or any(counted)
        or ("event.effect" in beside and bool(scene.find("count", hit.first - 4, hit.first)))
    )


def _flown(scene: Scene) -> set[str]:
    """Return the words for aircraft that stand right before an attack verb ("aircraft bombed") or their owner."""
    air = [h for h in scene.all("method") if h.word == "airstrike"]
    flown = [h for h in air if scene.tagged("event.verb", h.last, h.last + 3) or _is_of_force(scene, h)]
    return {scene.quote(h.first, h.last).casefold() for h in flown}


def _struck(scene: Scene) -> set[str]:
    """Return what words of a blow that war and daily life share are said to fall on ("a blow on a hospital")."""
    return {f"struck {hit.word}" for hit in blows.find(scene, 0, len(scene.tokens)) if hit.word in STRUCK}


def _is_of_force(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective behind aircraft says whose they are, where adjectives stand there."""
    behind = scene.find("party", hit.last, hit.last + 1) if scene.grammar.get("agent_after_noun") else []
    return any(h.tag == "party.adjective" for h in behind)


def _words(scene: Scene, family: str, among: frozenset[str] = frozenset(), *, names: bool = True) -> set[str]:
    """Return the different words of a family in a text, of some meanings only where given; with or without words that are names."""
    hits = (h for h in scene.all(family) if not (among and h.word not in among) and not _is_of_arms(scene, family, h))
    return {scene.quote(h.first, h.last).casefold() for h in hits if names or not _is_name(scene, h)}


def _is_of_arms(scene: Scene, family: str, hit: Hit) -> bool:
    """Whether a word of accidents is what a weapon did ("a missile crashed into a farm")."""
    return scene.analytic and family == "calm" and any(h.word in ARMS for h in scene.find("method", hit.first - 2, hit.first))


def _is_name(scene: Scene, hit: Hit) -> bool:
    """Whether a word has a capital inside a sentence, where nouns have cases and so only names have one ("Roman Ivanov")."""
    inside = hit.first in scene.upper and hit.first > 0 and scene.tokens[hit.first - 1].is_word
    return bool(scene.grammar.get("cases")) and inside and hit.last - hit.first == 1


ARMS = frozenset(("shelling", "rocket", "missile", "drone", "barrel_bomb", "cluster_munition", "chemical", "suicide_attack"))
"""Methods whose words only war knows."""
_ACTS = 8
"""Words behind the forces of a state within which they attack."""
CAUSE = 2
"""What a word of a disaster weighs above other words of calm: it may be what did the harm."""
STRUCK = frozenset((
    "hospital", "clinic", "ambulance", "pharmacy", "school", "university", "worship", "market", "camp", "aid_convoy", "home",
    "power", "water", "public_building",
))  # fmt: skip
"""Targets on which a blow is no accident of daily life."""
FACILITIES = frozenset(("hospital", "clinic", "ambulance", "school", "worship", "market", "camp", "aid_convoy", "aid_worker"))
