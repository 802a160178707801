"""Close pairs in time under shuffled times: compiled, many shuffles at once, the same on any number of threads.

Each shuffle has a seed of its own. Thirty-two shuffles lie side by side in memory, so that one pair is compared for all of them
in a few vector instructions, without gathering.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from solferino.findings.compiled import compiled
from solferino.findings.patterns.pairs import Floats, Ints, Pairs

LANES = 32
FLUSH = 30_000
SHORT = 32_000
"""Times and limits under this many whole units fit sixteen bits."""

Array = NDArray[Any]


def counts(times: Floats, pairs: Pairs, limits: Floats, *, strata: Ints, permutations: int, rng: Generator) -> tuple[Ints, Ints]:
    """Count, by space band, the pairs less than each limit apart in time: as observed, and with the times shuffled within strata.

    ``strata`` are the first rows of runs of rows, and the number of rows at the end. Returns (bands, limits) and
    (permutations, bands, limits).
    """
    seeds = rng.integers(0, 2**64, size=permutations, dtype=np.uint64)
    values, bounds = packed(times, limits)
    count = _short if values.dtype == np.uint16 else _long

    def block(first: int) -> Array:
        return count(values, strata, pairs.left, pairs.right, pairs.starts, bounds, seeds[first : first + LANES])

    with ThreadPoolExecutor(cpu_count()) as pool:
        lanes = np.array(list(pool.map(block, range(0, permutations, LANES))))
    shuffled = np.moveaxis(lanes, 3, 1).reshape(-1, *lanes.shape[1:3])[:permutations]
    return _observed(values, pairs, bounds), shuffled


def _observed(values: Array, pairs: Pairs, bounds: Array) -> Ints:
    """Return counts (bands, limits) of the times as they are."""
    gaps = np.abs(values[pairs.left].astype(np.float64) - values[pairs.right])
    inside = np.array([np.concatenate(([0], np.cumsum(gaps < bound))) for bound in bounds])
    return np.asarray(np.diff(inside[:, pairs.starts], axis=1).T)


def packed(times: Floats, limits: Floats) -> tuple[Array, Array]:
    """Return times and limits as sixteen-bit whole numbers where they are whole and few enough, else as they are."""
    shifted = times - times.min()
    if np.all(shifted == np.floor(shifted)) and shifted.max() < SHORT:
        return shifted.astype(np.uint16), np.minimum(np.ceil(limits), SHORT).astype(np.int64)
    return shifted, limits


@compiled
def _shuffle(times: Array, seed: np.uint64) -> None:
    """Shuffle times in place (Fisher and Yates; two places from each 64 bits of splitmix64, Steele, Lea and Flood 2014)."""
    state, one, half, low = seed, np.uint64(1), np.uint64(32), np.uint64(0xFFFFFFFF)
    i = np.uint64(len(times))
    while i > one:
        state += np.uint64(0x9E3779B97F4A7C15)
        z = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
        j = ((z >> half) * i) >> half
        i -= one
        times[i], times[j] = times[j], times[i]
        if i > one:
            j = ((z & low) * i) >> half
            i -= one
            times[i], times[j] = times[j], times[i]


@compiled
def _lanes(times: Array, strata: Array, seeds: Array) -> Array:
    """Return (n, LANES) times shuffled within strata, one shuffle a lane; lanes without a seed keep the times as they are."""
    n = len(times)
    rows, side = np.empty((LANES, n), times.dtype), np.empty((n, LANES), times.dtype)
    for lane in range(LANES):
        rows[lane] = times
        if lane < len(seeds):
            for s in range(len(strata) - 1):
                _shuffle(rows[lane, strata[s] : strata[s + 1]], seeds[lane] + np.uint64(s))
    for i in range(n):
        for lane in range(LANES):
            side[np.uint64(i), np.uint64(lane)] = rows[np.uint64(lane), np.uint64(i)]
    return side


@compiled
def _count_short(side: Array, left: Array, right: Array, limits: Array, total: Array) -> None:
    """Add to ``total`` (limits, LANES) the pairs less than each limit apart; sixteen-bit lanes, flushed before they overflow."""
    near = np.zeros((len(limits), LANES), np.uint16)
    for first in range(0, len(left), FLUSH):
        for p in range(first, min(first + FLUSH, len(left))):
            a, b = side[np.uint32(left[p])], side[np.uint32(right[p])]
            for k in range(len(limits)):
                shift, width = np.uint16(limits[k] - 1), np.uint16(2 * limits[k] - 1)
                for lane in range(LANES):
                    near[k, lane] += np.uint16(np.uint16(np.uint16(a[lane] - b[lane]) + shift) < width)
        for k in range(len(limits)):
            for lane in range(LANES):
                total[k, lane] += near[k, lane]
                near[k, lane] = 0


@compiled
def _count_long(side: Array, left: Array, right: Array, limits: Array, total: Array) -> None:
    """Add to ``total`` (limits, LANES) the pairs less than each limit apart, for times that do not fit sixteen bits."""
    for p in range(len(left)):
        a, b = side[np.uint32(left[p])], side[np.uint32(right[p])]
        for k in range(len(limits)):
            for lane in range(LANES):
                total[k, lane] += abs(a[lane] - b[lane]) < limits[k]


@compiled
def _short(times: Array, strata: Array, left: Array, right: Array, bands: Array, limits: Array, seeds: Array) -> Array:
    """Return counts (bands, limits, LANES) for whole times."""
    out = np.zeros((len(bands) - 1, len(limits), LANES), np.int64)
    side = _lanes(times, strata, seeds)
    for b in range(len(bands) - 1):
        _count_short(side, left[bands[b] : bands[b + 1]], right[bands[b] : bands[b + 1]], limits, out[b])
    return out


@compiled
def _long(times: Array, strata: Array, left: Array, right: Array, bands: Array, limits: Array, seeds: Array) -> Array:
    """Return counts (bands, limits, LANES) for any times."""
    out = np.zeros((len(bands) - 1, len(limits), LANES), np.int64)
    side = _lanes(times, strata, seeds)
    for b in range(len(bands) - 1):
        _count_long(side, left[bands[b] : bands[b + 1]], right[bands[b] : bands[b + 1]], limits, out[b])
    return out
