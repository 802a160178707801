"""Own acts: whether a force says of itself that it struck, and whether by error."""

from __future__ import annotations

from solferino import name
from solferino.extract.forces import ACTS
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech

FIGHTING = frozenset(("forces", "armed_group", "coalition", "state", "ministry"))
"""Kinds of parties that may say that they struck."""
_NEAR = 8
"""Words between a speaker and "that", within which it opens what the speaker says."""
_OBJECT = 5
"""Words behind "carried out" and "launched" within which the attack or weapon stands."""
_FORCES = 4
"""Words that a speaker's own forces or weapons may take as a subject ("one of its fighter jets")."""


def tells_of_own_act(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Return whether a force says that it struck ("the army said that it had hit ...", "that its aircraft had hit ...")."""
    speaker = speech.speaker
    fights = speaker and (speaker.armed or (speaker.party and name.party(speaker.party).kind in FIGHTING))
    if not fights or speech.stance not in ("states", "alleges"):
        return False
    return _without_that(scene, sentence, speech) if scene.analytic else _with_that(scene, sentence, speech)


def was_error(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Return whether a speaker calls its own act an error ("said its drone had hit the crowd by mistake")."""
    return scene.analytic and bool(scene.tagged("reply.accepts", speech.last, sentence.last))


def _without_that(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether "it", "its forces" or a participle goes on from a verb of saying to a verb of attack, with no "not" between."""
    at = speech.last
    if speech.speaker and sentence.first <= speech.speaker.first >= at:
        at = speech.speaker.last
    if _attacks(scene, at) and scene.tokens[at].text.endswith(tuple(scene.grammar.get("active_endings", ()))):
        return True
    dates = scene.covered("date")
    small = scene.words("said_lead") | scene.words("complementizers")
    while at < sentence.last - 1 and (at in dates or scene.tokens[at].text == "," or scene.is_any(at, small)):
        at += 1
    himself = at in scene.marked("oneself")
    verb = at + 1 if himself else _own_forces(scene, at, sentence.last)
    while verb is not None and verb < sentence.last - 1 and (verb in dates or scene.is_any(verb, scene.words("already"))):
        verb += 1
    return verb is not None and _attacks(scene, verb)


def _own_forces(scene: Scene, at: int, last: int) -> int | None:
    """Where the speaker's own forces or weapons end as a subject ("its fighters", "one of its tanks", "fighter jets")."""
    near = [h for f in ("actor", "method") for h in scene.find(f, at, min(at + _FORCES + 1, last)) if h.word not in ACTS]
    near.sort(key=lambda h: h.first)
    owned = scene.says("own", at, at + 3)
    if not near or not (owned or (near[0].first == at and near[0].tag == "method.airstrike")):
        return None
    end = near[0].last
    for hit in near[1:]:
        end = max(end, hit.last) if hit.first <= end else end
    return end


def _attacks(scene: Scene, at: int) -> bool:
    """Whether an active verb of attack stands at a token; one that needs an object, with an attack or a weapon behind it."""
    verbs = [h for h in scene.tagged("event.verb", at, at + 1) if h.first == at]
    if not verbs or scene.is_any(at - 1, scene.words("passive")) or scene.has("by.x", verbs[0].last, verbs[0].last + 1):
        return False
    last = verbs[0].last
    light = scene.is_any(at, scene.words("light_verbs"))
    return not light or bool(scene.find(("event", "method"), last, last + _OBJECT))


def _with_that(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether "that he/it", or "that" and the speaker's own forces, lead to a verb of attack."""
    speaker, acts = speech.speaker, scene.words("own_acts")
    if not acts or speech.stance != "states":
        return False
    begins = max(speech.last, speaker.last if speaker and sentence.first <= speaker.first < sentence.last else 0)
    for that in range(begins, min(begins + _NEAR, sentence.last - 1)):
        if scene.is_any(that, scene.words("that_he")):
            return _agrees(scene, speech, that) and _strikes(scene, that + 1, acts)
        if scene.is_any(that, scene.words("complementizers")):
            endings = tuple(scene.grammar.get("possessive_endings", ()))
            own = scene.tokens[that + 1].text.endswith(endings) and scene.overlaps(("actor", "method"), that + 1, that + 2)
            return own and _strikes(scene, that + 2, acts)
    return False


def _agrees(scene: Scene, speech: Speech, that: int) -> bool:
    """Whether the pronoun on "that" may be the speaker's own: a feminine verb leads to "she", a masculine one to "he"."""
    verb = scene.tokens[speech.first].text
    feminine, she = verb.endswith("ت") or verb.startswith("ت"), scene.tokens[that].text.endswith("ها")
    he = scene.tokens[that].text.endswith("ه")
    return not (feminine and he) and not (she and not feminine and speech.speaker is not None and speech.speaker.kind != "person")


def _strikes(scene: Scene, at: int, acts: frozenset[str]) -> bool:
    """Whether a verb of attack stands at a token, or behind a comma and a date there."""
    dates = {i for h in scene.find("date", at, at + 4) for i in range(h.first, h.last)}
    while at < len(scene.tokens) and (at in dates or scene.tokens[at].text in ",،" or scene.is_any(at, scene.words("already"))):
        at += 1
    return scene.is_any(at, acts) and "noun" not in scene.tokens[min(at, len(scene.tokens) - 1)].marks
