"""Places compared, each as a spot with its reach: a village, a district, a province."""

from __future__ import annotations

from itertools import product

from rapidfuzz import fuzz

from solferino.link.facts import FINE, Facts, Spot
from solferino.link.level import UNKNOWN, Level, listed
from solferino.link.names import sound_alike
from solferino.link.weights import SETTLEMENTS
from solferino.place import kilometres, radii

COARSE = {"district": "same_district", "province": "same_province", "linear": "same_district"}
KNOWN = 4
"""Mentions from which on a name that they give is that of a place and no slip."""
UNSAID_KM = 10.0
"""How far a place whose precision says nothing is taken to reach."""


def place_level(a: Facts, b: Facts) -> Level:
    """Compare the places of two mentions, at the precision of each."""
    if a.countries and b.countries and not a.countries & b.countries:
        return ("other_country" if a.row and b.row else "unlike_country"), (listed(a.countries), listed(b.countries))
    pairs = list(product(a.spots, b.spots))
    if not pairs:
        listed_alike = a.row and b.row and a.countries & b.countries
        return ("same_country", (listed(a.countries & b.countries),)) if listed_alike else UNKNOWN
    same = [p for p in pairs if _same_place(*p)]
    fine = same and [p for p in same if p[0].precision in FINE or p[1].precision in FINE]
    if fine:
        spot = min(fine, key=lambda p: max(map(reach, p)))
        level = "same_spot" if max(map(reach, spot)) <= 1 else settlement(max(a.traffic, b.traffic))
        return level, (spot[0].text,)
    return _apart(_finest(pairs), same, pairs, (a.traffic, b.traffic))


def settlement(traffic: int) -> str:
    """Return what a settlement in common is, by the mentions that name it in these days."""
    return next((level for most, level in SETTLEMENTS if traffic <= most), "crowded_settlement")


def _apart(
    finest: tuple[Spot, Spot], same: list[tuple[Spot, Spot]], pairs: list[tuple[Spot, Spot]], traffic: tuple[int, int]
) -> Level:
    """Compare the finest places of two mentions that name no settlement in common, of which ``traffic`` mentions tell."""
    p, q = finest
    both_fine = p.precision in FINE and q.precision in FINE
    if same and not both_fine:
        return _wider(p, q, same)
    settled = [r for r in pairs if r[0].precision in FINE and r[1].precision in FINE]
    if alike := next((r for r in settled or [finest] if _alike(*r)), None):
        return "similar_name", (f"{alike[0].text} and {alike[1].text}",)
    km = _distance(p, q)
    if km is None:
        known = both_fine and min(traffic) >= KNOWN
        return ("other_known" if known else "other_name", (p.text, q.text)) if both_fine or not same else UNKNOWN
    if not both_fine and km <= max(reach(p), reach(q)):
        inner, outer = sorted((p, q), key=reach)
        return "inside", (inner.text, outer.text)
    if km <= 1:
        return ("same_spot", (p.text,)) if max(reach(p), reach(q)) <= 1 else ("beside", (p.text, q.text))
    return ("neighbour" if km <= 10 else "near" if km <= 30 else "far"), (p.text, q.text, km)


def _wider(p: Spot, q: Spot, same: list[tuple[Spot, Spot]]) -> Level:
    if p.precision in FINE or q.precision in FINE:
        inner, outer = (p, q) if p.precision in FINE else (q, p)
        return ("same_country", ()) if outer.precision == "country" else ("inside", (inner.text, outer.text))
    spot = min(same, key=lambda s: max(map(reach, s)))[0]
    return COARSE.get(spot.precision, "same_country"), (spot.text,)


def _finest(pairs: list[tuple[Spot, Spot]]) -> tuple[Spot, Spot]:
    return pairs[0] if len(pairs) == 1 else min(pairs, key=lambda p: (reach(p[0]) + reach(p[1]), _distance(*p) or 0.0))


def _same_place(p: Spot, q: Spot) -> bool:
    if p.geonames and q.geonames:
        return p.geonames == q.geonames
    return p.key == q.key


def reach(spot: Spot) -> float:
    """Return how far from its coordinates a place may reach, in kilometres."""
    return radii().get(spot.precision, UNSAID_KM)


def _distance(p: Spot, q: Spot) -> float | None:
    """Return the great-circle distance in kilometres, None where coordinates are missing."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return None
    return kilometres((p.lat, p.lon), (q.lat, q.lon))


def _alike(p: Spot, q: Spot) -> bool:
    """Whether two names may be one, spelled in another way or script, of places not known to be apart."""
    km = _distance(p, q)
    return (fuzz.ratio(p.key, q.key) >= 85 or sound_alike(p.key, q.key)) and (km is None or km <= 10)
