"""Towns whose names stand for the area around them: a name that a case mostly gives beside another place is no place of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.link.facts import FINE, Facts, Spot

COMPANIONS = 8
"""A town beside fewer other places than this is not taken for their area."""
SHARE = 0.4
"""Share of the mentions that name a town from which, beside other places, it is taken for their area."""


def settle(mentions: Sequence[Facts]) -> list[Facts]:
    """Take the towns that stand for an area as that area.

    "Bombs on Tal Nur, Aleppo" was not in the city of Aleppo, and neither was it where another village near Aleppo was hit; nor does
    "killed in Aleppo" tell whether the city is meant.
    """
    areas = _areas(mentions)
    return [_widened(m, areas) for m in mentions]


def _areas(mentions: Sequence[Facts]) -> frozenset[int]:
    """Return the ids of the towns that many mentions give beside ever other places."""
    told: defaultdict[int, int] = defaultdict(int)
    beside: defaultdict[int, list[str]] = defaultdict(list)
    for mention in mentions:
        for town in {s.geonames for s in _fine(mention) if s.geonames}:
            others = [s.key for s in _fine(mention) if s.geonames != town]
            told[town] += 1
            beside[town] += others[:1]
    return frozenset(t for t, keys in beside.items() if len(set(keys)) >= COMPANIONS and len(keys) >= SHARE * told[t])


def _fine(mention: Facts) -> Iterator[Spot]:
    return (s for s in mention.spots if s.precision in FINE and not mention.row)


def _widened(mention: Facts, areas: frozenset[int]) -> Facts:
    spots = (replace(s, precision="province") if s.geonames in areas and s.precision in FINE else s for s in mention.spots)
    return mention if mention.row else replace(mention, spots=tuple(spots))
