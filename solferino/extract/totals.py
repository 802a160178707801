"""Totals: whether a sentence speaks of several attacks or a period rather than of one attack."""

from __future__ import annotations

from solferino.extract.cues import is_definite
from solferino.extract.fills import Fill
from solferino.extract.forces import ACTS
from solferino.extract.frames import HARM, NO_FACILITY, Frame, is_post, is_running_toll, is_war_toll
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence

_SERIES = 10
"""Attacks above which a count without a day is one of many days."""
_KINDS = frozenset(("hospital", "clinic", "school", "university", "worship", "market", "ambulance"))
"""Facilities of which one attack rarely hits several."""
_TOWNS = 3
"""Towns from which on strikes are told of as several attacks."""
_FEW = 2
"""Strikes that may still be those of one attack."""


def is_total(scene: Scene, frame: Frame) -> bool:
    """Whether a frame speaks of several attacks or a period rather than of one attack."""
    if is_war_toll(scene, frame) or {"new.attack", "event.attacks"} <= frame.signs:
        return True
    day = [f for f in frame.of("date") if f.value["precision"] in ("minute", "part_of_day", "day")]
    plural = "event.attacks" in frame.signs
    spans = [f for f in frame.of("date") if f not in day]
    facilities = any(f.value["what"] == "facilities" and (f.value["low"] or 2) > 1 for f in frame.of("count"))
    settled = [f for f in frame.of("place") if f.value["precision"] in ("settlement", "district", "within_1km")]
    harmed = any(f.value["what"] in HARM for f in frame.of("count"))
    one = bool(day and settled and harmed) and "event.attack" in frame.signs and not (plural or spans)
    if scene.analytic and _hits_many(scene, frame, bool(day and harmed)):
        return True
    if is_running_toll(scene, frame) or (spans and not (day or harmed) and _is_nth(scene, frame.sentence)):
        return True
    told = bool(harmed and (day or "plenty.aside" in frame.signs)) and not (plural or spans)
    told |= bool(harmed and day and "event.attack" in frame.signs) and not any(_is_period(f) for f in spans)
    told &= not scene.grammar.get("capitals")
    definite = "same.x" in frame.signs and not (plural or spans or not scene.unicase)
    told |= definite and _one_facility(scene, frame)
    told |= bool(day and harmed and "event.attack" in frame.signs and not plural and scene.grammar.get("capitals"))
    if "plenty.x" in frame.signs and not (day and settled) and not told:
        return True
    many = any(f.value["what"] == "attacks" and (f.value["low"] or 0) > _FEW for f in frame.of("count"))
    if not day and scene.unicase and any(_is_series(f) for f in frame.of("count")):
        return True
    if many and not day and frame.values("target") - NO_FACILITY and not (settled and _one_facility(scene, frame)):
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
        is_post(scene)
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
    hit = [f for f in frame.of("target") if f.value not in NO_FACILITY]
    return any(scene.is_any(f.first, scene.words("plurals")) or scene.tokens[f.first].text.endswith(endings) for f in hit)


def _one_facility(scene: Scene, frame: Frame) -> bool:
    """Whether what was hit is one facility, where nouns show their number at the end ("three strikes hit the market")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    hit = [f for f in frame.of("target") if f.value not in NO_FACILITY]
    if not endings or len(hit) != 1 or scene.is_any(hit[0].first, scene.words("plurals")):
        return False
    ends = hit[0].last - 1 if scene.grammar.get("capitals") else hit[0].first
    return not scene.tokens[ends].text.casefold().endswith(endings)


def _is_wide(frame: Frame, plural: bool, dated: bool) -> bool:
    """Whether nothing ties a frame to one attack: no day, or attacks on no facility in particular."""
    harmed = any(f.value["what"] in HARM for f in frame.of("count"))
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
    return bool(nouns and not dated and any(not is_definite(scene, f.first) for f in kinds))


def _are_several(scene: Scene, frame: Frame) -> bool:
    """Whether weapons in the plural stand right before an attack verb ("drones struck A, B and C")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    weapons = (f for f in frame.of("method") if f.value not in ACTS and scene.tokens[f.last - 1].text.casefold().endswith(endings))
    return any(scene.tagged("event.verb", f.last, f.last + 2) for f in weapons)


def _is_nth(scene: Scene, sentence: Sentence) -> bool:
    """Whether an attack is counted as one of several ("the fourth attack on a clinic since May")."""
    nouns = scene.tagged("event.attack", sentence.first, sentence.last)
    return any(scene.is_any(i, scene.words("nth")) for h in nouns for i in range(h.first - 2, h.first))


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
