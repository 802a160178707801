"""Blocking: which pairs of mentions are worth a comparison at all.

Two mentions are compared when they share a key: a day and a place, a day, a place and a month, a facility, or wording.
A key shared by too many mentions says little; its pairs are left to the finer keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from solferino.link.facts import Facts

CROWD = 400
"""A key that more mentions share than this makes no pairs."""
LONG = 31
"""A window of more days than this is not unfolded into its days."""
LAG = 3
"""How many days before its source an undated event is looked for, and how far dates may be off."""


def pairs(mentions: Sequence[Facts]) -> list[tuple[int, int]]:
    """Return the pairs of positions worth comparing, each once, in order; two rows of one sheet are not worth it."""
    blocks: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for position, mention in enumerate(mentions):
        for key in keys(mention):
            blocks[key].add(position)
    found = {pair for members in blocks.values() if len(members) <= CROWD for pair in _combined(sorted(members), mentions)}
    return sorted(found)


def _combined(members: Sequence[int], mentions: Sequence[Facts]) -> Iterable[tuple[int, int]]:
    """Return the pairs of positions in a block; sheets with sheets, but no row with one of its own sheet."""
    sheets = [mentions[i].reading if mentions[i].row else "" for i in members]
    if not any(sheets):
        return combinations(members, 2)
    if sheets[0] and len(set(sheets)) == 1:
        return ()
    pairs = combinations(range(len(members)), 2)
    return ((members[i], members[j]) for i, j in pairs if not sheets[i] or sheets[i] != sheets[j])


def keys(mention: Facts) -> Iterator[tuple[object, ...]]:
    """Yield the blocking keys of one mention."""
    days = list(_days(mention))
    places = set(_places(mention))
    yield from (("day", day, place) for day in days for place in places)
    yield from (("day", day, None) for day in days)
    yield from (("month", month, place) for month in _months(mention) for place in places)
    if not days:
        yield from (("place", place) for place in places)
    yield from (("facility", name) for name in mention.facilities)
    yield from (("wording", shingle) for shingle in mention.shingles)


def _days(mention: Facts) -> Iterable[int]:
    """Return the days the event may have been on, with one more at each end for dates that are off by one."""
    if mention.start is not None and mention.end is not None:
        return range(mention.start - 1, mention.end + 2) if mention.end - mention.start < LONG else ()
    if mention.known_by is not None:
        return range(mention.known_by - LAG, mention.known_by + 1)
    return ()


def _places(mention: Facts) -> Iterable[object]:
    for spot in mention.spots:
        yield spot.key
        if spot.geonames:
            yield spot.geonames
        if spot.lat is not None and spot.lon is not None:
            yield from _cells(spot.lat, spot.lon)


def _cells(lat: float, lon: float) -> Iterator[tuple[int, int]]:
    """Yield the cells of about 11 km around a point, so that neighbours over a cell's edge still meet."""
    row, column = round(lat * 10), round(lon * 10)
    yield from ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _months(mention: Facts) -> Iterable[str]:
    if mention.start is None or mention.end is None or mention.end - mention.start > 366:
        return ()
    return {date.fromordinal(day).isoformat()[:7] for day in (*range(mention.start, mention.end, 28), mention.end)}
