"""Close pairs of points, exactly and in linear memory: a k-d tree finds them, space bands sort them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from solferino.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EARTH_KM = 6371.0088
METRICS = {"euclidean": 2.0, "manhattan": 1.0, "earth": 2.0}
"""Metric to the Minkowski exponent it is searched with; ``earth`` takes (latitude, longitude) in degrees and measures in km."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows within the largest space edge, ordered by band: band b holds rows ``starts[b]`` to ``starts[b + 1]``."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    starts: Ints

    @property
    def counts(self) -> Ints:
        """The number of pairs in each band."""
        return np.diff(self.starts)


def flat(points: Floats, metric: str) -> Floats:
    """Return coordinates in which the metric is a Minkowski distance: on earth, km on the sphere's three axes."""
    if metric not in METRICS:
        raise UsageError(f"metric {metric!r} is not one of {', '.join(METRICS)}")
    if metric != "earth":
        return np.ascontiguousarray(points, dtype=np.float64)
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    return EARTH_KM * np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def reach(distance: Floats, metric: str) -> Floats:
    """Return the distances as they are measured between ``flat`` coordinates: on earth the chord under the arc."""
    if metric != "earth":
        return distance
    return 2 * EARTH_KM * np.sin(np.minimum(distance / (2 * EARTH_KM), np.pi / 2))


def close_pairs(points: Floats, edges: Sequence[float], *, metric: str = "euclidean") -> Pairs:
    """Return all pairs within the largest edge, in bands (lo, hi]; the first edge closes a band that holds its distance too.

    ``points`` are n rows; ``edges`` rise, so that ``[0, 200, 400]`` makes the bands "same place", (0, 200] and (200, 400].
    Memory is linear in points and close pairs.
    """
    limits = reach(np.asarray(edges, dtype=np.float64), metric)
    if np.any(np.diff(limits) <= 0) or limits[0] < 0:
        raise UsageError("space edges must rise from zero or more")
    places, power = flat(points, metric), METRICS[metric]
    tree = cKDTree(places, balanced_tree=False, compact_nodes=False)
    found = tree.query_pairs(limits[-1], p=power, output_type="ndarray")
    return _banded(found, _distance(places, found, power), limits)


def _distance(places: Floats, found: Ints, power: float) -> Floats:
    """Return the distance of each found pair."""
    gaps = np.abs(places[found[:, 0]] - places[found[:, 1]])
    return np.asarray(gaps.sum(1) if power == 1.0 else np.sqrt((gaps**2).sum(1)), dtype=np.float64)


def _banded(found: Ints, distance: Floats, limits: Floats) -> Pairs:
    """Sort pairs by band, then by their first row, so that each band is read from memory in order."""
    band = np.minimum(np.searchsorted(limits, distance, side="left"), len(limits) - 1)
    order = np.argsort(band * (int(found.max(initial=0)) + 1) + found[:, 0], kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(band, minlength=len(limits)))))
    left, right = (found[order, k].astype(np.int32) for k in (0, 1))
    return Pairs(left, right, starts.astype(np.int64))
