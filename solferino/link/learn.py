"""Learning: the weights a case itself shows, without labels, by expectation and maximisation (Winkler 2000), shrunk to the table.

Pairs of mentions near in time are a mixture of one event told twice and two events. Each round guesses which is which with the
weights so far, then counts how often each level stands among either. A level seen n times moves n / (n + 60) of its way from the
table, so a small case keeps the table. Judged pairs are no guesses: they count as what they were judged.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from solferino.link.compare import COMPARISONS, probability
from solferino.link.facts import Facts
from solferino.link.judged import Pair
from solferino.link.model import TABLE, Model
from solferino.link.weights import FIXED, MILD, SAME_DAY_NEIGHBOURS

ROUNDS = 25
SETTLED = 0.01
"""Weights that move by fewer bits than this in a round have settled."""
HOLD = 60.0
"""Pairs at a level that weigh as much as the table."""
MOST_BITS = 12.0
"""No single level decides alone."""
NEAR = 3
"""Days between two mentions that are near in time."""
SEASON = (11, 45)
"""Days between two mentions of one season that cannot be one event."""
PARTNERS = 8
APART = "apart"
MOST = 12_000
"""Pairs looked at; of more, every n-th."""

Pattern = tuple[str, ...]
"""The level of each comparison, in the table's order."""


def learn(mentions: Sequence[Facts], verdicts: Mapping[Pair, str]) -> Model:
    """Return the model of a case, learned from its mentions (in order of their ids) and what people judged."""
    counts: dict[tuple[Pattern, str], float] = defaultdict(float)
    for a, b, weight in _sample(mentions):
        counts[_pattern(a, b), verdicts.get((min(a.id, b.id), max(a.id, b.id)), "")] += weight
    for a, b in _apart(_ordered(mentions)):
        counts[_pattern(a, b), APART] += 1.0
    model, ordered = TABLE, sorted(counts.items())
    for _ in range(ROUNDS if counts else 0):
        before, model = model, fit(model, ordered)
        if _moved(before, model) < SETTLED:
            break
    return model


def _moved(before: Model, after: Model) -> float:
    """Return the largest change of a weight, in bits."""
    return max(abs(after.weights[name][level] - bits) for name, levels in before.weights.items() for level, bits in levels.items())


def _sample(mentions: Sequence[Facts]) -> Iterator[tuple[Facts, Facts, float]]:
    """Yield pairs of two sources' mentions near in time, with how many they stand for.

    Where there are too many, those that share a place or a facility are thinned apart from the rest, so that few are lost.
    """
    near = list(_near(_ordered(mentions)))
    for pairs in ([p for p in near if _close(*p)], [p for p in near if not _close(*p)]):
        step = len(pairs) // (MOST // 2) + 1
        yield from ((a, b, float(step)) for a, b in pairs[::step])


def _ordered(mentions: Sequence[Facts]) -> list[Facts]:
    return sorted((m for m in mentions if _day(m) is not None), key=lambda m: (_day(m), m.id))


def _apart(ordered: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Yield pairs of mentions of one season that are too far apart in time to be one event."""
    days = [_day(m) or 0 for m in ordered]
    each = min(PARTNERS, MOST // max(1, len(ordered)) + 1)
    for i, mention in enumerate(ordered):
        first, last = bisect_left(days, days[i] + SEASON[0]), bisect_right(days, days[i] + SEASON[1])
        step = (last - first) // each + 1
        yield from ((mention, other) for other in ordered[first + i % step : last : step] if other.reading != mention.reading)


def _close(a: Facts, b: Facts) -> bool:
    return bool({s.key for s in a.spots} & {s.key for s in b.spots}) or bool(a.facilities.keys() & b.facilities.keys())


def _near(ordered: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if (_day(b) or 0) - (_day(a) or 0) > NEAR:
                break
            if a.reading != b.reading:
                yield a, b


def _day(mention: Facts) -> int | None:
    return mention.start if mention.days is not None and mention.days <= 2 * NEAR else mention.known_by


def _pattern(a: Facts, b: Facts) -> Pattern:
    return tuple(compare(a, b)[0] for compare in COMPARISONS.values())


def fit(model: Model, counts: Sequence[tuple[tuple[Pattern, str], float]]) -> Model:
    """Return the model after one round over counted patterns, each with its verdict (``same``, ``different`` or none)."""
    same: dict[str, dict[str, float]] = {name: defaultdict(float) for name in COMPARISONS}
    other: dict[str, dict[str, float]] = {name: defaultdict(float) for name in COMPARISONS}
    one, near = 0.0, 0.0
    for (pattern, verdict), n in counts:
        share = {"same": 1.0, "different": 0.0, APART: 0.0}.get(verdict)
        if share is None:
            share = _share(model, pattern)
        if verdict != APART:
            one, near = one + share * n, near + n
        for name, level in zip(COMPARISONS, pattern, strict=True):
            if verdict != APART or name != "date":
                same[name][level] += share * n
                other[name][level] += (1 - share) * n
    weights = {name: _weights(name, same[name], other[name]) for name in COMPARISONS}
    return Model(_shrink(_log2(one, near - one), TABLE.prior, near), weights)


def _share(model: Model, pattern: Pattern) -> float:
    """Return the probability that a pair of some levels is one event."""
    return probability(sum((weights[level] for weights, level in zip(model.weights.values(), pattern, strict=True)), model.prior))


def _weights(name: str, same: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Return the bits of each level of one comparison; what is unknown says nothing, what tells neighbours apart no less."""
    table = TABLE.weights[name]
    if name in FIXED:
        return dict(table)
    known = [level for level in table if level != "unknown"]
    ones, others = (sum(side.get(level, 0.0) for level in known) + 1 for side in (same, other))
    found = dict(table)
    for level in known:
        m, u = same.get(level, 0.0), other.get(level, 0.0)
        found[level] = _shrink(_log2(m / ones, u / others, least=0.5 / (ones + others)), table[level], m + u)
    if name in MILD:
        found = {level: max(bits, min(0.0, table[level])) for level, bits in found.items()}
    for level in SAME_DAY_NEIGHBOURS.get(name, ()):
        found[level] = min(found[level], table[level])
    return found


def _shrink(learned: float, table: float, n: float) -> float:
    return round(max(-MOST_BITS, min(MOST_BITS, (learned * n + table * HOLD) / (n + HOLD))), 3)


def _log2(a: float, b: float, *, least: float = 0.5) -> float:
    return math.log2((a + least) / (b + least))
