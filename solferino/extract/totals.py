"""Totals: whether a sentence speaks of several attacks or a period; by rules where names have no capitals, else by ``scope``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from solferino.extract import scope
from solferino.extract.fills import Fill
from solferino.extract.frames import HARM, NO_FACILITY, Frame, is_post, is_running_toll, is_war_toll
from solferino.extract.likeness import LASTING
from solferino.extract.numerus import is_nth, one_facility, singular
from solferino.extract.scene import Scene

_SERIES = 10
"""Attacks above which a count without a day is one of many days."""
_MOST = 200
"""People above which it is rarely one attack that harmed them."""
_BARRAGE = frozenset(("airstrike", "shelling", "rocket", "barrel_bomb", "cluster_munition"))
"""Means of which two or more in raids and shellings are those of a barrage."""
_MANY = 100
"""Victims above which one attack is rarely told of."""
_TOWNS = 3
"""Towns from which on strikes are told of as several attacks."""
_BETWEEN = 5
"""Words that may stand between two towns of a row."""
_FEW = 2
"""Strikes that may still be those of one attack."""


def is_total(scene: Scene, frame: Frame) -> bool:
    """Whether a frame speaks of several attacks or a period rather than of one attack."""
    if is_war_toll(scene, frame) or is_running_toll(scene, frame):
        return True
    if scene.grammar.get("capitals"):
        return scope.points(scene, frame) > 0
    if {"new.attack", "event.attacks"} <= frame.signs:
        return True
    if _is_latest(scene, frame):
        return False
    day = [f for f in frame.of("date") if f.value["precision"] in ("minute", "part_of_day", "day")]
    plural = "event.attacks" in frame.signs
    spans = [f for f in frame.of("date") if f not in day]
    facilities = any(f.value["what"] == "facilities" and (f.value["low"] or 2) > 1 for f in frame.of("count"))
    settled = [f for f in frame.of("place") if f.value["precision"] in ("settlement", "district", "within_1km")]
    harmed = any(f.value["what"] in HARM for f in frame.of("count"))
    one = bool(day and settled and harmed) and "event.attack" in frame.signs and not (plural or spans)
    if spans and not (day or harmed) and is_nth(scene, frame.sentence):
        return True
    told = bool(harmed and (day or "plenty.aside" in frame.signs)) and not (plural or spans)
    told |= bool(harmed and day and "event.attack" in frame.signs) and not any(_is_period(f) for f in spans)
    definite = "same.x" in frame.signs and not (plural or spans)
    told |= definite and one_facility(scene, frame)
    single = harmed and bool(settled) and _is_aside(scene, frame)
    told |= single
    if not single and _lasts(scene, frame, day=bool(day), towns=_in_a_row(scene, settled), spans=bool(spans)):
        return True
    if "plenty.x" in frame.signs and not (day and settled) and not told:
        return True
    many = any(f.value["what"] == "attacks" and (f.value["low"] or 0) > _FEW for f in frame.of("count"))
    if not day and any(_is_series(f) for f in frame.of("count")):
        return True
    if many and not day and frame.values("target") - NO_FACILITY and not (settled and one_facility(scene, frame)):
        return True
    head = scene.find("sum", frame.sentence.first, frame.sentence.first + 3)
    summed = "sum.x" in frame.signs and "same.x" not in frame.signs
    newer = single and "correct.x" in frame.signs
    if (facilities and not one) or len(settled) > _TOWNS or ((head or (summed and not one)) and not newer):
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
    loose = plural and not singular(scene, frame) and not frame.values("target") - {"military"}
    if loose and "same.x" not in frame.signs and not (settled and (day or harmed)):
        return True
    if spans and (plural or not settled) and not (day or single):
        return any(f.value["precision"] in ("month", "year", "interval", "season", "week") for f in spans)
    return (
        not settled
        and not frame.known - {"other_civilian"}
        and not frame.of("target_name")
        and not singular(scene, frame)
        and not ((harmed or not plural) and one_facility(scene, frame))
        and _is_wide(frame, plural, bool(day))
    )


def _in_a_row(scene: Scene, settled: Sequence[Fill]) -> int:
    """Return the most towns that are told in a row ("the villages of A, B and C"), not one inside the other ("A in B")."""
    most = run = min(len(settled), 1)
    for before, town in pairwise(settled):
        joins = scene.tokens[before.last : town.first + 1] if town.first - before.last < _BETWEEN else ()
        run = run + 1 if any(t.text in ",،" or "and" in t.marks for t in joins) else 1
        most = max(most, run)
    return most


def _is_aside(scene: Scene, frame: Frame) -> bool:
    """Whether fighting that goes on is only added behind an attack and its toll ("shelling hurt a girl amid the escalation")."""
    first, last = frame.sentence.first, frame.sentence.last
    harmed = [f for f in frame.of("count") if f.value["what"] in HARM]
    attacks = scene.tagged("event.attack", first, last)
    if not attacks or any((f.value["low"] or 0) > _MOST for f in harmed):
        return False
    told = max(harmed[0].first, attacks[0].first)
    clauses = (i for i in scene.keyed("clause") if told < i < last)
    plenty = [h.first for h in scene.find("plenty", first, last)]
    aside = min([*clauses, *plenty, last])
    spans = (f for f in frame.of("date") if f.value["precision"] not in ("minute", "part_of_day", "day"))
    return told < aside and not scene.has("event.attacks", first, aside) and all(f.first > aside for f in spans)


def _lasts(scene: Scene, frame: Frame, *, day: bool, towns: int, spans: bool) -> bool:
    """Whether what is told goes on or comes from many sides by what it is: a siege, a barrage, attacks counted in a month.

    Besides: facilities of a kind, three towns in a row (two under several attacks), or hundreds of victims where no attack is
    spoken of as one.
    """
    one = singular(scene, frame) or one_facility(scene, frame)
    plural = "event.attacks" in frame.signs
    villages = any(scope.precedes(scene, h, "settlements") for h in scene.find("count", frame.sentence.first, frame.sentence.last))
    counted = any(f.value["what"] == "attacks" and (f.value["low"] or 0) > _FEW for f in frame.of("count"))
    hundreds = any(f.value["what"] in HARM and (f.value["low"] or 0) > _MANY for f in frame.of("count"))
    barrage = plural and len(frame.values("method") & _BARRAGE) > 1
    kinds = _many_facilities(scene, frame) and not frame.of("target_name")
    return (
        villages
        or (spans and counted)
        or (not day and bool(frame.values("method") & LASTING))
        or (not one and (barrage or towns >= _TOWNS - plural or (hundreds and (plural or "event.attack" not in frame.signs))))
        or (kinds and not day)
    )


def _is_latest(scene: Scene, frame: Frame) -> bool:
    """Whether an attack is called the latest of those that go on ("in the latest strike of a campaign of seven months")."""
    first, last = frame.sentence.first, frame.sentence.last
    return any(scene.find("event", i, i + 3) for i in scene.marked("latest") if first <= i < last)


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


def _is_wide(frame: Frame, plural: bool, dated: bool) -> bool:
    """Whether nothing ties a frame to one attack: no day, or attacks on no facility in particular."""
    harmed = any(f.value["what"] in HARM for f in frame.of("count"))
    facility = frame.values("target") - {"other_civilian", "home", "military"}
    return (plural and not (dated and facility)) or not (dated or harmed)
