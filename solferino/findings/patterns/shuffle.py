"""Close pairs in time under shuffled times: compiled, many shuffles at once, the same on any number of threads.

Each shuffle has a seed of its own. Thirty-two shuffles lie side by side in memory, so that one pair is compared for all of them
in a few vector instructions, without gathering.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import prange
from numpy.random import Generator
from numpy.typing import NDArray

from solferino.findings.compiled import compiled, in_parallel
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
    run = _short if values.dtype == np.uint16 else _long
    lanes = run(values, strata, pairs.left, pairs.right, pairs.starts, bounds, seeds)
    shuffled = np.moveaxis(lanes, 3, 1).reshape(-1, *lanes.shape[1:3])[:permutations]
    observed = run(values, np.zeros(1, np.int64), pairs.left, pairs.right, pairs.starts, bounds, seeds[:1])[0, :, :, -1]
    return observed, shuffled


def packed(times: Floats, limits: Floats) -> tuple[Array, Array]:
    """Return times and limits as sixteen-bit whole numbers where they are whole and few enough, else as they are."""
    shifted = times - times.min()
    if np.all(shifted == np.floor(shifted)) and shifted.max() < SHORT:
        return shifted.astype(np.uint16), np.minimum(np.ceil(limits), SHORT).astype(np.int64)
    return shifted, limits


@compiled
def _shuffle(times: Array, strata: Array, seed: np.uint64) -> None:
    """Shuffle times in place within each stratum (Fisher and Yates; bits from splitmix64, Steele, Lea and Flood 2014)."""
    state = seed
    for s in range(len(strata) - 1):
        first = strata[s]
        for i in range(strata[s + 1] - first - 1, 0, -1):
            state += np.uint64(0x9E3779B97F4A7C15)
            z = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            j = first + np.int64(((z >> np.uint64(32)) * np.uint64(i + 1)) >> np.uint64(32))
            times[first + i], times[j] = times[j], times[first + i]


@compiled
def _lanes(times: Array, strata: Array, seeds: Array) -> Array:
    """Return (n, LANES) shuffled times, one shuffle a lane; lanes without a seed keep the times as they are."""
    n = len(times)
    rows = np.empty((LANES, n), times.dtype)
    for lane in range(LANES):
        rows[lane] = times
        if lane < len(seeds):
            _shuffle(rows[lane], strata, seeds[lane])
    side = np.empty((n, LANES), times.dtype)
    for first in range(0, n, 64):
        for lane in range(LANES):
            for i in range(first, min(first + 64, n)):
                side[i, lane] = rows[lane, i]
    return side


@compiled
def _count_short(side: Array, left: Array, right: Array, limit: int, total: Array) -> None:
    """Add to ``total`` (LANES) the pairs less than ``limit`` apart; sixteen-bit lanes, flushed before they overflow."""
    shift, width = np.uint16(limit - 1), np.uint16(2 * limit - 1)
    near = np.zeros(LANES, np.uint16)
    for first in range(0, len(left), FLUSH):
        for p in range(first, min(first + FLUSH, len(left))):
            a, b = side[left[p]], side[right[p]]
            for lane in range(LANES):
                near[lane] += np.uint16(np.uint16(np.uint16(a[lane] - b[lane]) + shift) < width)
        for lane in range(LANES):
            total[lane] += near[lane]
            near[lane] = 0


@compiled
def _count_long(side: Array, left: Array, right: Array, limit: float, total: Array) -> None:
    """Add to ``total`` (LANES) the pairs less than ``limit`` apart, for times that do not fit sixteen bits."""
    for p in range(len(left)):
        a, b = side[left[p]], side[right[p]]
        for lane in range(LANES):
            total[lane] += abs(a[lane] - b[lane]) < limit


@in_parallel
def _short(times: Array, strata: Array, left: Array, right: Array, bands: Array, limits: Array, seeds: Array) -> Array:
    """Return counts (blocks, bands, limits, LANES) for whole times."""
    blocks = (len(seeds) + LANES - 1) // LANES
    out = np.zeros((blocks, len(bands) - 1, len(limits), LANES), np.int64)
    for block in prange(blocks):
        side = _lanes(times, strata, seeds[block * LANES : (block + 1) * LANES])
        for b in range(len(bands) - 1):
            for k in range(len(limits)):
                _count_short(side, left[bands[b] : bands[b + 1]], right[bands[b] : bands[b + 1]], limits[k], out[block, b, k])
    return out


@in_parallel
def _long(times: Array, strata: Array, left: Array, right: Array, bands: Array, limits: Array, seeds: Array) -> Array:
    """Return counts (blocks, bands, limits, LANES) for any times."""
    blocks = (len(seeds) + LANES - 1) // LANES
    out = np.zeros((blocks, len(bands) - 1, len(limits), LANES), np.int64)
    for block in prange(blocks):
        side = _lanes(times, strata, seeds[block * LANES : (block + 1) * LANES])
        for b in range(len(bands) - 1):
            for k in range(len(limits)):
                _count_long(side, left[bands[b] : bands[b + 1]], right[bands[b] : bands[b + 1]], limits[k], out[block, b, k])
    return out
