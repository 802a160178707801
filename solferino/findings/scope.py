"""Scope: what a published total covers, and whether an incident, or another total, lies inside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.findings.accounts import Window, every, named, narrowest, window, words
from solferino.language.forms import fold
from solferino.place import kilometres, radii
from solferino.records import Mention

UNSAID_KM = 20.0
"""How far a place whose precision says nothing is taken to reach."""
WIDE = ("district", "province", "country", "linear", "water")


@dataclass(frozen=True, slots=True)
class Scope:
    """What, where, when and by whom; an empty part does not limit. ``places`` holds the finest first."""

    targets: frozenset[str]
    methods: frozenset[str]
    window: Window | None
    places: tuple[Mapping[str, Any], ...]
    countries: frozenset[str]
    parties: frozenset[str]

    def to_json(self) -> dict[str, Any]:
        """Return the scope as plain JSON values."""
        return {
            "targets": sorted(self.targets), "methods": sorted(self.methods), "window": _plain(self.window),
            "places": [p["text"] for p in self.places], "countries": sorted(self.countries), "parties": sorted(self.parties),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether something lies inside a scope: True, False, or None where a fact is missing; ``why`` says so in words."""

    inside: bool | None
    why: tuple[str, ...]


def scope(mentions: Sequence[Mention]) -> Scope:
    """Read what some mentions of one event, or one total, cover."""
    places = sorted((v for m in mentions for v in m.values("place")), key=lambda v: (v.get("rank", 0), _reach(v), v["text"]))
    countries = frozenset(every(mentions, "country")) or frozenset(p["country"] for p in places if p.get("country"))
    when = window(mentions[0]) if len(mentions) == 1 else narrowest(mentions)
    parties = frozenset(named(v) for m in mentions for v in m.values("perpetrator"))
    targets, methods = frozenset(every(mentions, "target")), frozenset(every(mentions, "method"))
    return Scope(targets, methods, when, tuple(places), countries, parties)


def fit(inner: Scope, outer: Scope) -> Fit:
    """Say whether something lies inside a scope, part by part; one part outside is enough to be outside."""
    parts = [
        _among("target", inner.targets, outer.targets),
        _among("method", inner.methods, outer.methods),
        _among("party", inner.parties, outer.parties),
        _when(inner.window, outer.window),
        _where(inner, outer),
    ]
    outside = [why for inside, why in parts if inside is False]
    if outside:
        return Fit(False, tuple(outside))
    unknown = tuple(why for inside, why in parts if inside is None)
    return Fit(None, unknown) if unknown else Fit(True, ())


Part = tuple[bool | None, str]


def _among(name: str, inner: frozenset[str], outer: frozenset[str]) -> Part:
    if not outer or inner & outer:
        return True, ""
    if not inner:
        return None, f"{name} unknown"
    return False, f"other {name}: {words(sorted(k.removeprefix('name:') for k in inner))}"


def _when(inner: Window | None, outer: Window | None) -> Part:
    if outer is None:
        return True, ""
    if inner is None:
        return None, "date unknown"
    if (inner.start and outer.end and inner.start > outer.end) or (inner.end and outer.start and inner.end < outer.start):
        return False, f"outside the period: {inner}"
    after = outer.start is None or (inner.start is not None and inner.start >= outer.start)
    before = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return (True, "") if after and before else (None, f"date too vague: {inner}")


def _where(inner: Scope, outer: Scope) -> Part:
    if outer.countries and inner.countries and not outer.countries & inner.countries:
        return False, f"another country: {words(sorted(inner.countries))}"
    if not outer.places:
        return (True, "") if not outer.countries or inner.countries else (None, "place unknown")
    if not inner.places:
        return None, "place unknown"
    found = [_within(inner.places, place) for place in _finest(outer.places)]
    return next((f for f in found if f[0]), None) or next((f for f in found if f[0] is None), None) or found[0]


def _finest(places: Sequence[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """Return the places of the lowest rank: the wider ones only say where these are."""
    return [p for p in places if p.get("rank", 0) == places[0].get("rank", 0)]


def _within(chain: Sequence[Mapping[str, Any]], outer: Mapping[str, Any]) -> Part:
    if any(_same(place, outer) for place in chain):
        return True, ""
    if outer.get("precision") == "country" and outer.get("country") in {place.get("country") for place in chain} - {None}:
        return True, ""
    finest = chain[0]
    km = _distance(finest, outer)
    if km is None:
        return None, f"cannot be told whether {finest['text']} is in {outer['text']}"
    if km > _reach(finest) + _reach(outer):
        return False, f"elsewhere: {finest['text']}, {km:.0f} km from {outer['text']}"
    near = outer["precision"] in WIDE and km <= _reach(outer) / 2
    return (True, "") if near and _reach(finest) < _reach(outer) else (None, f"{finest['text']} may be outside {outer['text']}")


def _same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two names are of one place: by its id, its country, its spelling, or one spot known equally well, in any script."""
    if a.get("geonames") and b.get("geonames"):
        return bool(a["geonames"] == b["geonames"])
    if a.get("precision") == b.get("precision") == "country":
        return a.get("country") == b.get("country")
    return fold(a["text"]) == fold(b["text"]) or (a.get("precision") == b.get("precision") and _distance(a, b) == 0)


def _reach(place: Mapping[str, Any]) -> float:
    return radii().get(place.get("precision") or "", UNSAID_KM)


def _distance(a: Mapping[str, Any], b: Mapping[str, Any]) -> float | None:
    """Return the distance in kilometres, None where coordinates are missing."""
    here, there = ((p.get("lat"), p.get("lon")) for p in (a, b))
    return None if None in (*here, *there) else kilometres(here, there)  # type: ignore[arg-type]


def _plain(when: Window | None) -> dict[str, str | None] | None:
    if when is None:
        return None
    return {"from": str(when.start) if when.start else None, "to": str(when.end) if when.end else None, "precision": when.precision}
