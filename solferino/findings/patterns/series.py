"""Counts by day: dates that stand for several days are spread over them, and days on which reports heap up are marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import median_filter
from scipy.stats import poisson

from solferino.errors import UsageError

Floats = NDArray[np.float64]

SURPRISE = 1e-6
"""Chance, given the days around it, below which a day's count is a heap of reports."""
AROUND = 31


def ordinals(days: Sequence[date | str | int]) -> NDArray[np.int64]:
    """Return days as proleptic ordinals; texts are ISO 8601."""
    return np.array([d if isinstance(d, int) else (date.fromisoformat(d) if isinstance(d, str) else d).toordinal() for d in days])


def daily(first: ArrayLike, last: ArrayLike | None = None, *, start: int, end: int) -> Floats:
    """Count events by day from ``start`` to ``end`` (both counted); an event known to a span is spread evenly over its days.

    ``first`` and ``last`` are ordinals of each event's earliest and latest day. The part of a span outside the window is left out.
    """
    if end < start:
        raise UsageError("the window ends before it starts")
    early = np.sort(np.asarray(first, dtype=np.int64)) if last is None else np.asarray(first, dtype=np.int64)
    late = early if last is None else np.asarray(last, dtype=np.int64)
    if (late < early).any():
        raise UsageError("a span of days ends before it starts")
    order = np.lexsort((late, early))
    edges = np.zeros(end - start + 2)
    rate = 1.0 / (late - early + 1)[order]
    low, high = np.clip(early[order], start, end + 1), np.clip(late[order] + 1, start, end + 1)
    np.add.at(edges, low - start, rate)
    np.add.at(edges, high - start, -rate)
    return np.maximum(np.cumsum(edges)[:-1], 0.0).round(12)


def batches(counts: ArrayLike) -> NDArray[np.bool_]:
    """Return whether a day holds far more than the days around it: a batch of reports that share a date, not a bad day."""
    values = np.asarray(counts, dtype=np.float64)
    usual = np.maximum(median_filter(values, AROUND, mode="nearest"), values.mean())
    return np.asarray(poisson.sf(values - 1, usual) < SURPRISE / max(len(values), 1))


def without_batches(counts: ArrayLike) -> Floats:
    """Return the counts with batch days set to the usual count around them."""
    values = np.asarray(counts, dtype=np.float64)
    return np.where(batches(values), median_filter(values, AROUND, mode="nearest"), values)


def block_shuffled(counts: Floats, block: int, permutations: int, rng: Generator) -> Floats:
    """Return (permutations, days) series whose blocks of days were put in another order, cut at a random place in the circle.

    What happens within a block (a bad week, a lull) stays together (circular block permutation; Politis and Romano 1992).
    """
    days = len(counts)
    drawn = np.empty((permutations, days))
    for i in range(permutations):
        turned = np.roll(counts, int(rng.integers(days)))
        parts = np.array_split(turned, max(2, round(days / block)))
        drawn[i] = np.concatenate([parts[k] for k in rng.permutation(len(parts))])
    return drawn
