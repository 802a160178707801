"""Stances: whether a reply denies, admits, declines, accuses another or casts doubt."""

from __future__ import annotations

from itertools import pairwise

from solferino import name
from solferino.extract.arms import ARMED_KINDS, is_of_state, said_of_arms
from solferino.extract.entities import Entity, root
from solferino.extract.scene import Hit, Scene
from solferino.extract.speech import Speech

_OWNED = 5
"""Words behind a verb of denying within which the speaker's own forces stand."""
_PAPER = 4
"""The same for a paper that is waved aside."""
_OBJECT = 12
"""Words behind a verb of rejecting within which its object stands."""


def reply_parts(scene: Scene, speech: Speech, last: int) -> list[tuple[int, int, str]]:
    """Return several replies of one sentence, or what a denial says behind its colon, each with its stance; nothing for one."""
    colon = next((i for i in range(speech.last, min(speech.last + 4, last)) if scene.tokens[i].text == ":"), None)
    joins = scene.words("reply_joins")
    if not joins or (speech.stance != "states" and not (speech.stance == "denies" and colon)):
        return []
    that = next(
        (i for i in range(speech.last, min(speech.last + 9, last)) if scene.is_any(i, scene.words("complementizers"))), None
    )
    first = (colon if colon is not None else that if that is not None else speech.last - 1) + 1
    while first < last and (scene.tokens[first].text in ',:«"' or scene.is_any(first, scene.words("so_to_say"))):
        first += 1
    cuts = [i for i in range(first + 2, last - 2) if _cuts(scene, i, joins)]
    said = speech._replace(stance="states", last=first)
    wide = 1 if scene.unicase else 2
    bounds = [first, *(c + wide for c in cuts), last + wide]
    parts = [(a, b - wide, stance_of(scene, said, a, b - wide)) for a, b in pairwise(bounds)]
    kept = [(a, b, stance) for a, b, stance in parts if stance]
    return kept if len({stance for *_, stance in kept}) > 1 or (kept and speech.stance == "denies") else []


def _cuts(scene: Scene, i: int, joins: frozenset[str]) -> bool:
    """Whether a second thing that is said begins behind a comma, or with "and that"."""
    if scene.analytic and scene.is_any(i, scene.words("turns")) and scene.is_any(i + 1, scene.words("complementizers")):
        return True
    if scene.unicase and scene.tokens[i + 1].text.startswith(tuple(scene.words("and_written"))):
        return scene.tokens[i].text in ",،" or scene.is_any(i + 1, scene.words("complementizers"))
    return scene.tokens[i].text in ",،" and scene.is_any(i + 1, joins)


def scorn_begins(scene: Scene, speech: Speech, last: int) -> int | None:
    """Return where a denial goes on to discredit its source ("... suggesting it was an attempt to ...")."""
    cues = scene.tagged("reply.discredits_source", speech.last, last)
    verbs = [h.first for h in scene.find("say", speech.last, cues[-1].first)] if cues else []
    return verbs[-1] if verbs else None


def stance_of(scene: Scene, speech: Speech, first: int, last: int) -> str | None:
    """Return the stance of what a speech says between two tokens; None where that is no reply."""
    begins = first + (scene.analytic and first == speech.first - 1)
    words = {
        h.word
        for h in scene.find("reply", begins, last)
        if not (is_of_harm(scene, h) or _has_found(scene, h) or _is_refused(scene, h))
    }
    said_by = speech.speaker
    aims = [h for h in scene.tagged("reply.aim", first, last) if not (said_by and said_by.first <= h.first < said_by.last)]
    aims = [h for h in aims if not (scene.is_any(h.last, scene.words("civil")) or is_of_state(scene, h.first))]
    if any(scene.tagged("event.verb", h.first - 4 - _dated(scene, h.first), h.first) for h in aims if not _is_subject(scene, h)):
        words.add("alternative_explanation")
    if scene.grammar.get("cases") and _stages(scene, speech, first, last):
        words.add("counter_accuses")
    if scene.words("armed"):
        words |= said_of_arms(scene, said_by, first, last)
    if scene.grammar.get("cases") and scene.is_any(speech.first, scene.words("calling_for")):
        words.discard("investigates")
    if scene.grammar.get("cases") and "denies_event" in words and not _names_own(scene, first, last):
        words.discard("denies_responsibility")
    if speech.stance == "declines" or (scene.analytic and scene.tagged("say.declines", speech.last, last)):
        return "declines_comment"
    if scene.unicase and "accepts" in words and _is_of_others(scene, said_by, first, last):
        words = (words - {"accepts"}) | {"counter_accuses"}
    if speech.stance == "orders":
        return "investigates" if "investigates" in words else None
    if speech.stance == "claims_responsibility" and scene.unicase:
        return "accepts_responsibility"
    if scene.grammar.get("cases") and _owns_attack(scene, speech):
        return "accepts_responsibility"
    if speech.stance == "admits" and scene.find("what", first, last) and not _only_regrets(scene, words, first - 1, last):
        return "accepts_responsibility"
    if _only_regrets(scene, words, first - 1, last):
        words.discard("accepts")
    regrets = speech.stance == "admits" and scene.says("regretting", speech.first, speech.last)
    if (speech.stance == "admits" and not regrets) or ("accepts" in words and not is_not_ours(scene, first, last)):
        return (
            "alternative_explanation" if "alternative_explanation" in words and "accepts" not in words else "accepts_responsibility"
        )
    if speech.stance == "denies" and "discredits_source" in words and _scorns_as(scene, speech, last):
        return "discredits_source"
    if speech.stance == "denies" and _rejects_report(scene, speech):
        return "discredits_source"
    if speech.stance == "denies":
        ours = "own_hand" in words or scene.find("event", speech.last, speech.last + 1) or _is_blame(scene, speech.last)
        ours = ours or _of_own_side(scene, speech) or _rejects_blame(scene, speech)
        ours = ours or scene.is_any(speech.first, scene.words("disowning"))
        return "denies_responsibility" if ours else "denies_event"
    if speech.stance == "alleges" and scene.says("outlets", speech.last, speech.last + 3):
        return "discredits_source"
    for word in (
        "counter_accuses",
        "discredits_source",
        "investigates",
        "alternative_explanation",
        "denies_responsibility",
        "denies_event",
    ):
        if word in words:
            return word
    return "denies_responsibility" if is_not_ours(scene, first, last) else None


def _is_refused(scene: Scene, hit: Hit) -> bool:
    """Whether an explanation is what is denied, where nouns have cases ("the clinic was not used for military purposes")."""
    explains = hit.word == "alternative_explanation" and bool(scene.grammar.get("cases"))
    return explains and any(h.last == hit.first for h in scene.find("negation", hit.first - 1, hit.first))


def _names_own(scene: Scene, first: int, last: int) -> bool:
    """Whether a side, its arms or "we" stand in what is said, so that one's own part is meant ("nobody of ours", "the army")."""
    ours = scene.words("own") | scene.words("oneself")
    return bool(scene.find(("party", "actor", "method"), first, last)) or any(scene.is_any(i, ours) for i in range(first, last))


def _stages(scene: Scene, speech: Speech, first: int, last: int) -> bool:
    """Whether somebody is said to have staged a provocation ("a provocation which the rebels arranged", "Kyiv's provocation")."""
    side = root(speech.speaker.party) if speech.speaker else None
    for at in scene.keyed("provocations"):
        if not first <= at < last:
            continue
        if scene.says("staging", at + 1, min(at + _OBJECT, last)):
            return True
        near = (h for f in ("party", "actor") for h in scene.find(f, at + 1, min(at + 3, last)))
        if any(h.tag.startswith("actor.") or root(h.value) != side for h in near):
            return True
    return False


def _only_regrets(scene: Scene, stances: set[str], first: int, last: int) -> bool:
    """Whether harm is only regretted, and nothing owned up to ("regrets any harm to civilians")."""
    if not scene.analytic or "accepts" not in stances:
        return False
    owned = scene.tagged("reply.accepts", first, last) + scene.tagged("say.admits", first, last)
    return bool(owned) and all(
        scene.is_any(i, scene.words("regretting")) or i in scene.marked("function") for h in owned for i in range(h.first, h.last)
    )


def _of_own_side(scene: Scene, speech: Speech) -> bool:
    """Whether a denial goes on with the speaker's own side as the doer ("denied that its aircraft had ...", "denied it had")."""
    if scene.unicase:
        owned = tuple(scene.grammar.get("possessive_endings", ()))
        near = (
            i for i in range(speech.last, speech.last + _OWNED) if scene.tokens[min(i, len(scene.tokens) - 1)].text.endswith(owned)
        )
        return any(scene.overlaps(("actor", "method"), i, i + 1) or i in scene.keyed("armed") for i in near)
    if not scene.analytic or speech.speaker is None or not scene.is_any(speech.first, scene.words("denying")):
        return False
    at = speech.last + scene.is_any(speech.last, scene.words("complementizers"))
    if scene.is_any(at, scene.words("own") | scene.words("oneself")):
        return True
    named = [h for h in scene.find("party", at, at + 2) if root(h.value) == root(speech.speaker.party)]
    return bool(named)


def turns_on(scene: Scene, speech: Speech, last: int) -> bool:
    """Return whether an accusing verb has another armed party right behind it ("accused the rebels of ...")."""
    side = root(speech.speaker.party) if speech.speaker else None
    if not scene.is_any(speech.first, scene.words("accusing")):
        return False
    near = [h for f in ("party", "actor") for h in scene.find(f, speech.last, min(speech.last + 3, last))]
    return any(h.tag.startswith("actor.") or (name.party(h.value).kind in ARMED_KINDS and root(h.value) != side) for h in near)


def _scorns_as(scene: Scene, speech: Speech, last: int) -> bool:
    """Whether a report is waved aside for what it is taken for ("dismissed the reports as rumours"), not what it says denied."""
    if not scene.says("waving_aside", speech.first, speech.last):
        return False
    return bool(scene.tagged("reply.discredits_source", speech.last, last))


def _is_of_others(scene: Scene, speaker: Entity | None, first: int, last: int) -> bool:
    """Whether another party stands right before a verb of bearing responsibility ("that the rebels bear responsibility")."""
    side = root(speaker.party) if speaker else None
    borne = [h for h in scene.tagged("reply.accepts", first, last) if scene.is_any(h.first, scene.words("bearing"))]
    before = (p for h in borne for p in scene.find("party", max(first, h.first - 3), h.first))
    return any(root(p.value) != side for p in before)


def _rejects_report(scene: Scene, speech: Speech) -> bool:
    """Whether a report, not what it tells, is rejected ("rejected the commission's findings"), where verbs of that are listed."""
    waved = scene.analytic and scene.is_any(speech.first, scene.words("waving_aside"))
    if waved and scene.says("papers", speech.last, speech.last + _PAPER):
        return True
    behind = range(speech.last, speech.last + _OBJECT)
    return scene.is_any(speech.first, scene.words("rejecting")) and any(scene.is_any(i, scene.words("outlets")) for i in behind)


def _is_subject(scene: Scene, hit: Hit) -> bool:
    """Whether fighters are those who act, by the ending of a subject ("the fighters shelled the town")."""
    return scene.tokens[hit.last - 1].text.endswith(tuple(scene.grammar.get("subject_endings", ())))


def _rejects_blame(scene: Scene, speech: Speech) -> bool:
    """Whether a verb of denial ends in the accusation and no more is said of it ("rejected the accusations"), with cases."""
    last = speech.last
    ends = last >= len(scene.tokens) or not scene.tokens[last].is_word or scene.is_any(last, scene.words("and"))
    return bool(scene.grammar.get("cases")) and ends and scene.is_any(last - 1, scene.words("blames"))


def _owns_attack(scene: Scene, speech: Speech) -> bool:
    """Whether a state or its army takes an attack upon itself, or confirms one right behind the verb ("confirmed the strikes")."""
    party = name.party(speech.speaker.party) if speech.speaker and speech.speaker.party else None
    if party is None or party.kind == "armed_group":
        return False
    confirms = scene.is_any(speech.first, scene.words("confirming")) and any(
        h.tag.startswith("event.attack") for h in scene.find("event", speech.last, speech.last + 3)
    )
    return confirms or speech.stance == "claims_responsibility"


def _has_found(scene: Scene, hit: Hit) -> bool:
    """Whether an inquiry is named for what it found, not promised ("said a review found that ...")."""
    if not scene.analytic or hit.word != "investigates":
        return False
    called = scene.says("calling_for", hit.first - 5, hit.first)
    return called or scene.says("showing", hit.last, hit.last + 3)


def is_of_harm(scene: Scene, hit: Hit) -> bool:
    """Whether what did not happen is only harm ("there were no deaths"), not the attack."""
    return hit.word == "denies_event" and bool(scene.find("what", hit.last, hit.last + 2))


def _dated(scene: Scene, last: int) -> int:
    """Words of dates close before a token, which may stand between a verb and its object."""
    return len(scene.covered("date").intersection(range(last - 8, last)))


def _is_blame(scene: Scene, first: int) -> bool:
    """Whether what is denied is the blame itself ("rejected the accusation", "denied responsibility")."""
    small = scene.words("articles") | scene.words("the") | scene.words("modifiers")
    while first < len(scene.tokens) and scene.is_any(first, small):
        first += 1
    ends = first + 1 >= len(scene.tokens) or not scene.tokens[first + 1].is_word or scene.is_any(first + 1, scene.words("and"))
    return scene.is_any(first, scene.words("blames")) and (ends or scene.is_any(first, scene.words("own_blame")))


def is_not_ours(scene: Scene, first: int, last: int) -> bool:
    """Whether a negation stands right before an attack verb or a word of one's own part ("we never hit", "were not involved")."""
    nots = [h for h in scene.find("negation", first, last) if not scene.overlaps("none", h.first, h.last)]
    reach = 5 if scene.analytic else 3
    return any(
        scene.tagged("event.verb", h.last, h.last + 3) or scene.tagged("reply.own_hand", h.first, h.last + reach) for h in nots
    )
