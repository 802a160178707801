"""Scope where names have capitals: what a sentence shows of one attack or of several, each sign with its points."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract.cues import is_definite
from solferino.extract.frames import HARM, NO_FACILITY, Frame
from solferino.extract.numerus import is_nth, one_facility, singular
from solferino.extract.scene import Hit, Scene

_POINTS = {
    "often": 2.5, "towns": 2.0, "villages": 2.0, "facilities": 1.25, "attacks": 1.25, "kinds": 1.25, "has": 1.25, "nth": 1.25,
    "period": 1.0, "sum": 1.0, "wide": 1.0, "counted": 0.75, "any": 0.25,
    "agents": -0.5, "day": -0.5, "facility": -0.5, "named": -0.75, "harmed": -1.0, "one": -1.75, "place": -1.75, "damage": -2.0,
}  # fmt: skip
"""What each sign adds for several attacks or takes away for one. For several: often or day after day, three towns, villages
counted, facilities counted, attacks in the plural, facilities of a kind, "has killed", an attack counted as one of several, a
time of months, a sum, a wide area, counted attacks or occasions. For one: an attacker, a day, one facility, a facility that is
named, victims, an attack in the singular, a town, damage of an attack told before. Weights of a logistic regression over
annotated sentences in English, Russian and Ukrainian, shrunk and rounded; those of towns, villages, damage and "nth" are by
judgement."""
_TOWNS = 3
"""Towns from which on strikes are told of as several attacks."""
_FEW = 2
"""Attacks that may still be counted as one."""
_MORE = 10
"""Attacks on one town above which no day saw them all."""
_DAYS = ("minute", "part_of_day", "day")
_PERIODS = ("month", "year", "interval", "season")


def points(scene: Scene, frame: Frame) -> float:
    """Return the points of a frame; above 0 it speaks of several attacks or a period."""
    return sum(_POINTS[sign] for sign in signs(scene, frame))


def signs(scene: Scene, frame: Frame) -> Iterator[str]:
    """Yield the signs of a frame, keys of the table of points."""
    cues, first, last = frame.signs, frame.sentence.first, frame.sentence.last
    dates = [f.value["precision"] for f in frame.of("date")]
    counts = [(f.value["what"], f.value["low"] or 0) for f in frame.of("count")]
    settled = [f for f in frame.of("place") if f.value["precision"] in ("settlement", "district", "within_1km")]
    numbers = scene.find("count", first, last)
    one_place = len(settled) == 1 or bool(frame.known)
    counted = any(what == "attacks" and low > (_MORE if one_place else _FEW) for what, low in counts)
    told = (
        ("any", True),
        ("often", "plenty.x" in cues and "plenty.aside" not in cues),
        ("facilities", any(what == "facilities" and low != 1 for what, low in counts)),
        ("period", any(p in _PERIODS for p in dates)),
        ("attacks", "event.attacks" in cues),
        ("kinds", _are_kinds(scene, frame)),
        ("nth", is_nth(scene, frame.sentence)),
        ("towns", len(settled) >= _TOWNS),
        ("sum", "sum.x" in cues),
        ("counted", counted or any(precedes(scene, h, "occasions") for h in numbers)),
        ("wide", any(first <= i < last for i in scene.keyed("throughout"))),
        ("has", _has_done(scene, first, last)),
        ("villages", any(precedes(scene, h, "settlements") for h in numbers) or _are_many(scene, first, last)),
        ("day", any(p in _DAYS for p in dates)),
        ("named", bool(frame.of("target_name"))),
        ("facility", one_facility(scene, frame)),
        ("agents", bool(frame.agents)),
        ("damage", _only_damage(scene, frame)),
        ("harmed", any(what in HARM for what, _ in counts)),
        ("one", singular(scene, frame)),
        ("place", 0 < len(settled) < _TOWNS),
    )
    return (sign for sign, seen in told if seen)


def precedes(scene: Scene, number: Hit, section: str) -> bool:
    """Return whether a number of several counts a word of a list ("14 villages", "on four occasions")."""
    several = (number.value.low or 2) > 1
    return several and any(scene.is_any(i, scene.words(section)) for i in range(number.last, number.last + 2))


def _are_many(scene: Scene, first: int, last: int) -> bool:
    """Whether villages or towns are many or others besides those named ("and other towns", "several districts")."""
    places = (i for i in scene.keyed("settlements") if first <= i < last)
    return any(scene.is_any(at, scene.words("many")) for i in places for at in range(i - 2, i))


def _has_done(scene: Scene, first: int, last: int) -> bool:
    """Whether an active verb of attack or harm stands in the perfect ("has killed", "have repeatedly bombed")."""
    perfect, passive = scene.words("has_done"), scene.words("passive")
    for hit in (*scene.tagged("event.verb", first, last), *scene.find("what", first, last)):
        helped = next((i for i in (hit.first - 1, hit.first - 2) if scene.is_any(i, perfect)), None)
        if (
            helped is not None
            and not scene.is_any(hit.first - 1, passive)
            and not scene.is_any(helped - 1, scene.words("not_done"))
        ):
            return True
    return False


def _are_kinds(scene: Scene, frame: Frame) -> bool:
    """Whether facilities of a kind, in the plural and none in particular, were hit ("strikes on hospitals"); with cases, of two."""
    hit = [f for f in frame.of("target") if f.value not in NO_FACILITY and not is_definite(scene, f.first)]
    nouns = [scene.tokens[f.last - 1] for f in hit]
    if scene.grammar.get("cases"):
        return len({f.value for f in hit}) > 1 and not any("sing" in noun.marks for noun in nouns)
    return any(noun.text.casefold().endswith(tuple(scene.grammar.get("plural_endings", ()))) for noun in nouns)


def _only_damage(scene: Scene, frame: Frame) -> bool:
    """Whether only damage is told, of an attack that stands in another sentence ("damaged are four houses")."""
    attack = frame.agents or (frame.signs & {"event.attack", "event.attacks"} and (frame.of("place") or frame.of("date")))
    return bool(scene.grammar.get("cases")) and "event.effect" in frame.signs and not attack
