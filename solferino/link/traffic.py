"""Traffic: how much is told of a settlement in the days around a mention; where much is, one more report of it says less."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from solferino.link.facts import FINE, Facts

AROUND = 7
"""Days to each side."""


def count(mentions: Sequence[Facts]) -> list[Facts]:
    """Give each mention the number of mentions, itself too, that name one of its settlements in the days around it."""
    told: defaultdict[Hashable, list[int]] = defaultdict(list)
    for mention in mentions:
        for key in _settlements(mention):
            told[key].append(_day(mention))
    for days in told.values():
        days.sort()
    return [replace(m, traffic=max((_near(told[key], _day(m)) for key in _settlements(m)), default=0)) for m in mentions]


def _near(days: Sequence[int], day: int) -> int:
    return bisect_right(days, day + AROUND) - bisect_left(days, day - AROUND)


def _settlements(mention: Facts) -> set[Hashable]:
    return {s.geonames or s.key for s in mention.spots if s.precision in FINE}


def _day(mention: Facts) -> int:
    """Return the day of a mention, of its source where it has none, the first of all days where neither is known."""
    return mention.start or mention.known_by or 0
