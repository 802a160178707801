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

import numpy as np

from solferino.link.compare import COMPARISONS
from solferino.link.facts import Facts
from solferino.link.judged import Pair
from solferino.link.model import TABLE, Model
from solferino.link.seen import APART, Floats, Pattern, Seen
from solferino.link.weights import FIXED, MILD, UNSOFTENED, WEIGHTS

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
MOST = 12_000
"""Pairs looked at; of more, every n-th."""


def learn(mentions: Sequence[Facts], verdicts: Mapping[Pair, str]) -> Model:
    """Return the model of a case, learned from its mentions (in order of their ids) and what people judged."""
    counts: dict[tuple[Pattern, str], float] = defaultdict(float)
    for a, b, weight in _sample(mentions):
        counts[_pattern(a, b), verdicts.get((min(a.id, b.id), max(a.id, b.id)), "")] += weight
    for a, b in _apart(_ordered(mentions)):
        counts[_pattern(a, b), APART] += 1.0
    model, seen = TABLE, Seen.of(counts)
    for _ in range(ROUNDS if counts else 0):
        before, model = model, fit(model, seen)
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
    close: list[tuple[Facts, Facts]] = []
    rest: list[tuple[Facts, Facts]] = []
    for a, b, share in _near(_ordered(mentions)):
        (close if share else rest).append((a, b))
    for pairs in (close, rest):
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


def _near(ordered: Sequence[Facts]) -> Iterator[tuple[Facts, Facts, bool]]:
    """Yield the pairs of two sources' mentions near in time, and whether they share a place or a facility."""
    days = [_day(m) or 0 for m in ordered]
    named = [frozenset((*(s.key for s in m.spots), *m.facilities)) for m in ordered]
    for i, mention in enumerate(ordered):
        for j in range(i + 1, bisect_right(days, days[i] + NEAR)):
            if ordered[j].reading != mention.reading:
                yield mention, ordered[j], not named[i].isdisjoint(named[j])


def _day(mention: Facts) -> int | None:
    return mention.start if mention.days is not None and mention.days <= 2 * NEAR else mention.known_by


def _pattern(a: Facts, b: Facts) -> Pattern:
    return tuple(compare(a, b)[0] for compare in COMPARISONS.values())


def fit(model: Model, seen: Seen) -> Model:
    """Return the model after one round over the patterns that were seen."""
    share = np.where(np.isnan(seen.share), _share(model, seen), seen.share)
    one, two = share * seen.times, (1 - share) * seen.times
    near = ~seen.apart
    weights = {}
    for column, (name, levels) in enumerate(WEIGHTS.items()):
        # Pairs picked for being far apart in time say nothing of how far two events are apart in time.
        heard = near if name == "date" else slice(None)
        same, other = (np.bincount(seen.levels[heard, column], side[heard], len(levels)) for side in (one, two))
        weights[name] = _weights(
            name, dict(zip(levels, same.tolist(), strict=True)), dict(zip(levels, other.tolist(), strict=True))
        )
    ones, all_near = math.fsum(one[near]), math.fsum(seen.times[near])
    return Model(_shrink(_log2(ones, all_near - ones), TABLE.prior, all_near), weights)


def _share(model: Model, seen: Seen) -> Floats:
    """Return the probability that each pattern is one event."""
    bits = np.full(len(seen.times), model.prior)
    for column, weights in enumerate(model.weights.values()):
        bits += np.array(list(weights.values()))[seen.levels[:, column]]
    found: Floats = 1 / (1 + np.exp2(-np.clip(bits, -60, 60)))
    return found


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
    for level in UNSOFTENED.get(name, ()):
        found[level] = min(found[level], table[level])
    return found


def _shrink(learned: float, table: float, n: float) -> float:
    return round(max(-MOST_BITS, min(MOST_BITS, (learned * n + table * HOLD) / (n + HOLD))), 3)


def _log2(a: float, b: float, *, least: float = 0.5) -> float:
    return math.log2((a + least) / (b + least))
