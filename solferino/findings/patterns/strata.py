"""Strata within which times may change places: blocks of space and time, so that no front or season is shuffled away.

A global shuffle asks whether place and time are independent everywhere, which no war ever was: fronts move, towns fall, seasons
turn. Within a block a few thresholds wide they very nearly are, unless one event calls the next (Amarasingham and others 2012 on
the same idea in neural spike trains: what varies slower than the block is conditioned on).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solferino.findings.patterns.pairs import EARTH_KM, Floats, Ints, close_pairs

WINDOW = 3.0
"""Length of a block in lags."""
SIDES = (4.0, 8.0, 16.0, 32.0, 64.0, np.inf)
"""Sides of a block in distances, tried from the smallest."""
CROWD = 6
"""Events that share the block of a close pair, in the middle of close pairs, from which a side is wide enough to shuffle in.

WINDOW and CROWD, with the rings of ``contrast``, hold the nominal rate on moving fronts, heaps and batch days and lose little power
(``benchmarks/patterns.py``). The choice of side looks at places and windows only, which shuffling leaves as they are.
"""
HEAP = 3
"""Events at one exact point from which it is a heap (a geocoder's centroid, a much-hit building) and a stratum of its own."""


def local(points: Floats, times: Floats, *, space: float, time: float, metric: str) -> Ints:
    """Return the stratum of each event: its block, and its heap where it stands on one."""
    window = np.floor((times - times.min()) / (WINDOW * max(time, 1e-9)))
    heap, plane = heaps(points), _plane(points, metric)
    pairs = close_pairs(points, [space], metric=metric)
    told = (window[pairs.left] == window[pairs.right]) & (heap[pairs.left] == 0)
    first = pairs.left[told]
    for side in SIDES:
        cells = np.floor(plane / (side * space)) if side * space > 0 else plane
        label = number(cells[:, 0], cells[:, 1], window, heap)
        if not len(first) or np.median(np.bincount(label)[label[first]]) >= CROWD:
            break
    return label


def heaps(points: Floats) -> Ints:
    """Return for each event the number of its heap, from 1; 0 where it stands on none."""
    which = number(points[:, 0], points[:, 1])
    return np.where(np.bincount(which)[which] >= HEAP, which + 1, 0).astype(np.int64)


def number(*keys: NDArray[Any]) -> Ints:
    """Return rows with equal keys as equal whole numbers from 0."""
    code = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        values, which = np.unique(key, return_inverse=True)
        code = np.unique(code * len(values) + which, return_inverse=True)[1].astype(np.int64)
    return code


def runs(labels: Ints) -> Ints:
    """Return the first row of each run of equal labels, and the number of rows."""
    inner = np.flatnonzero(np.diff(labels)) + 1
    return np.concatenate(([0], inner, [len(labels)] if len(labels) else [])).astype(np.int64)


def _plane(points: Floats, metric: str) -> Floats:
    """Return plane coordinates from the south-west corner, in the units of the distances."""
    corner: Floats = points.min(axis=0)
    if metric != "earth":
        return points - corner
    scale = np.array([1.0, np.cos(np.radians(points[:, 0].mean()))]) * EARTH_KM * np.pi / 180
    return (points - corner) * scale
