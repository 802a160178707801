"""Scope in languages with capitals and no cases: what a sentence shows of one attack or of several, each sign with its points."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract.cues import is_definite
from solferino.extract.frames import HARM, NO_FACILITY, Frame
from solferino.extract.numerus import is_nth, one_facility, singular
from solferino.extract.scene import Hit, Scene

_POINTS = {
    "nth": 2.5, "often": 2.0, "towns": 1.75, "period": 1.75, "apart": 1.5, "has": 1.25, "kinds": 1.25, "wide": 1.0, "attacks": 1.0,
    "sum": 1.0, "villages": 1.0, "facilities": 1.0, "hundreds": 1.0, "counted": 0.75, "week": 0.75, "occasions": 0.5, "any": 0.25,
    "harmed": -0.25, "agents": -0.75, "place": -0.75, "day": -0.75, "known": -1.0, "named": -1.0, "facility": -1.25, "one": -2.0,
}  # fmt: skip
"""What each sign adds for several attacks or takes away for one. For several: an attack counted as one of several, often or day
after day, three towns, a time of months or of a week, other attacks, "has killed", facilities of a kind, a wide area, several
attacks, a sum, villages or facilities counted, hundreds of victims, counted attacks or occasions. For one: victims, an attacker, a
town, a day, a facility that is known or named, one facility, an attack in the singular. Fitted to written-on texts, and rounded."""
_MANY = 100
"""Victims above which one attack is rarely told of."""
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
    told = (
        ("any", True),
        ("apart", {"new.attack", "event.attacks"} <= cues),
        ("often", "plenty.x" in cues and "plenty.aside" not in cues),
        ("period", any(p in _PERIODS for p in dates)),
        ("week", "week" in dates),
        ("has", _has_done(scene, first, last)),
        ("kinds", _are_kinds(scene, frame)),
        ("wide", any(first <= i < last for i in scene.keyed("throughout"))),
        ("attacks", "event.attacks" in cues),
        ("sum", "sum.x" in cues),
        ("nth", is_nth(scene, frame.sentence)),
        ("towns", len(settled) >= _TOWNS),
        ("villages", any(_precedes(scene, h, "settlements") for h in numbers) or _are_many(scene, first, last)),
        ("hundreds", any(what in HARM and low > _MANY for what, low in counts)),
        ("counted", any(what == "attacks" and low > (_MORE if one_place else _FEW) for what, low in counts)),
        ("occasions", any(_precedes(scene, h, "occasions") for h in numbers)),
        ("facilities", any(what == "facilities" and low != 1 for what, low in counts)),
        ("harmed", any(what in HARM for what, _ in counts)),
        ("agents", bool(frame.agents)),
        ("place", 0 < len(settled) < _TOWNS),
        ("known", bool(frame.known - {"other_civilian"})),
        ("named", bool(frame.of("target_name"))),
        ("day", any(p in _DAYS for p in dates)),
        ("facility", one_facility(scene, frame)),
        ("one", singular(scene, frame)),
    )
    return (sign for sign, seen in told if seen)


def _precedes(scene: Scene, number: Hit, section: str) -> bool:
    """Whether a number of several counts a word of a list ("14 villages", "on four occasions")."""
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
    """Whether facilities of a kind, in the plural and none in particular, were hit ("strikes on hospitals")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    hit = (
        f for f in frame.of("target") if f.value not in NO_FACILITY and scene.tokens[f.last - 1].text.casefold().endswith(endings)
    )
    return any(not is_definite(scene, f.first) for f in hit)
