"""Blocking: which pairs of mentions are worth a comparison at all.

Two mentions are compared when they share a key: a day, alone or with a place, a target or a toll; a facility; wording; and where
one of them knows its time only vaguely, a month and a place. A key shared by too many mentions says little; its pairs are left to
the finer keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from solferino.link.facts import Facts

CROWD = 400
"""A key that more mentions share than this makes no pairs."""
BUSY = 60
"""A day that more mentions share than this makes no pairs alone."""
LONG = 31
"""A window of more days than this is not unfolded into its days."""
LAG = 3
"""How many days before its source an undated event is looked for."""

Pair = tuple[int, int]


def pairs(mentions: Sequence[Facts]) -> list[Pair]:
    """Return the pairs of positions worth comparing, each once, in order; two rows of one sheet are not worth it."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for position, mention in enumerate(mentions):
        for key in sorted(set(keys(mention)), key=repr):
            blocks[key].append(position)
    crowds = ((BUSY if isinstance(key, int) else CROWD, members) for key, members in blocks.items())
    found = {pair for crowd, members in crowds if len(members) <= crowd for pair in _combined(members, mentions)}
    return sorted(found | set(_vague(mentions)))


def _combined(members: Sequence[int], mentions: Sequence[Facts]) -> Iterable[Pair]:
    """Return the pairs of positions in a block; sheets with sheets, but no row with one of its own sheet."""
    sheets = [mentions[i].reading if mentions[i].row else "" for i in members]
    if not any(sheets):
        return combinations(members, 2)
    if sheets[0] and len(set(sheets)) == 1:
        return ()
    pairs = combinations(range(len(members)), 2)
    return ((members[i], members[j]) for i, j in pairs if not sheets[i] or sheets[i] != sheets[j])


def keys(mention: Facts) -> Iterator[Hashable]:
    """Yield the blocking keys of one mention; a day alone is a number."""
    told = [*_places(mention), *mention.targets, *_tolls(mention)]
    for day in _days(mention):
        yield day
        yield from ((day, what) for what in told)
    yield from (("facility", name) for name in mention.facilities)
    yield from (("wording", shingle) for shingle in mention.shingles)


def _vague(mentions: Sequence[Facts]) -> Iterator[Pair]:
    """Yield the pairs that share a month and a place, where one has no day or too many."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    seeking = {i for i, m in enumerate(mentions) if not _days(m)}
    for position, mention in enumerate(mentions if seeking else ()):
        for key in {(month, place) for month in _months(mention) for place in _places(mention)}:
            blocks[key].append(position)
    for members in blocks.values():
        if len(members) <= CROWD:
            yield from (p for p in _combined(members, mentions) if not seeking.isdisjoint(p))


def _days(mention: Facts) -> range:
    """Return the days the event may have been on, with one more at the end for dates that are off by one."""
    if mention.start is not None and mention.end is not None:
        return range(mention.start, mention.end + 2) if mention.end - mention.start < LONG else range(0)
    if mention.known_by is not None:
        return range(mention.known_by - LAG, mention.known_by + 1)
    return range(0)


def _tolls(mention: Facts) -> Iterator[Hashable]:
    for what, toll in (("killed", mention.killed), ("injured", mention.injured)):
        if toll and toll[0]:
            yield what, toll[0]


def _places(mention: Facts) -> Iterable[Hashable]:
    for spot in mention.spots:
        yield spot.key
        if spot.geonames:
            yield spot.geonames
        if spot.lat is not None and spot.lon is not None:
            yield from _cells(spot.lat, spot.lon)


def _cells(lat: float, lon: float) -> Iterator[tuple[float, int, int]]:
    """Yield the cells of a fifth of a degree around a point, in two grids half a cell off: two near points share one of both."""
    yield from ((shift, int(lat * 5 + shift), int(lon * 5 + shift)) for shift in (1000.0, 1000.5))


def _months(mention: Facts) -> Iterable[str]:
    """Return the months the event may have been in; one of no day and no source may have been in any."""
    if mention.start is None or mention.end is None:
        return ("ever",)
    if mention.end - mention.start > 366:
        return ()
    return {date.fromordinal(day).isoformat()[:7] for day in (*range(mention.start, mention.end, 28), mention.end)}
