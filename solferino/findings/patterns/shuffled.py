"""Events put in order, their close pairs, and the counts of pairs that shuffling leaves: what every clustering test shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solferino.errors import UsageError
from solferino.findings.patterns import strata
from solferino.findings.patterns.pairs import Floats, Ints, Pairs, close_pairs
from solferino.findings.patterns.shuffle import packed

NULLS = {
    "local": "Pairs of events within the distance are as soon after each other as pairs in the ring just beyond it: whatever "
    "changes slowly over both (fronts, seasons, batches of reports) is allowed for",
    "everywhere": "Places and days are independent everywhere and always (a front that moves breaks this without clustering)",
}


@dataclass(frozen=True)
class Events:
    """Events in canonical order: by stratum, then by place and time, so that the order of rows in the table does not matter."""

    points: Floats
    times: Floats
    strata: Ints
    metric: str

    def __len__(self) -> int:
        return len(self.times)

    @property
    def movable(self) -> NDArray[np.bool_]:
        """Whether an event's stratum holds another time than its own."""
        starts = strata.runs(self.strata)[:-1]
        if not len(starts):
            return np.zeros(0, dtype=np.bool_)
        varies = np.maximum.reduceat(self.times, starts) > np.minimum.reduceat(self.times, starts)
        return np.asarray(varies[np.cumsum(np.isin(np.arange(len(self)), starts)) - 1])


def events(
    points: ArrayLike, times: ArrayLike, *, null: str, space: float, time: float, metric: str, groups: ArrayLike | None = None
) -> Events:
    """Return events with the strata of a null model; ``groups`` (a label an event) further divide the strata."""
    if null not in NULLS:
        raise UsageError(f"null {null!r} is not one of {', '.join(NULLS)}")
    where, when = np.asarray(points, dtype=np.float64).reshape(-1, 2), np.asarray(times, dtype=np.float64)
    if len(where) != len(when) or not (np.isfinite(where).all() and np.isfinite(when).all()):
        raise UsageError("every event needs a place (two finite numbers) and a time")
    if not len(when):
        return Events(where, when, np.zeros(0, np.int64), metric)
    base = strata.local(where, when, space=space, time=time, metric=metric) if null == "local" else np.zeros(len(when), np.int64)
    label = base if groups is None else strata.number(base, np.unique(np.asarray(groups), return_inverse=True)[1])
    strip = np.floor(where[:, 0] / space) if space > 0 else where[:, 0]
    order = np.lexsort((when, where[:, 0], where[:, 1], strip, label))
    return Events(where[order], when[order], label[order], metric)


def banded(data: Events, edges: Sequence[float]) -> Pairs:
    """Return the close pairs of events in space bands."""
    return close_pairs(data.points, edges, metric=data.metric)


def pairs_within(times: Floats, limits: Floats) -> Ints:
    """Return how many of all pairs of times are less than each limit apart."""
    values, bounds = packed(times, limits)
    ordered, after = np.sort(values).astype(np.float64), np.arange(1, len(values) + 1)
    return np.array([int((np.searchsorted(ordered, ordered + b, side="left") - after).clip(0).sum()) for b in bounds])


def p_values(observed: NDArray[Any], shuffled: NDArray[Any]) -> Floats:
    """Return one-sided Monte Carlo p values, (1 + shuffles at least as high) / (1 + shuffles), over the first axis."""
    return np.asarray((1 + (shuffled >= observed).sum(axis=0)) / (1 + len(shuffled)))


def family(observed: NDArray[Any], shuffled: NDArray[Any]) -> Floats:
    """Return p values adjusted for looking at every cell: each against the largest standardised cell of each shuffle.

    Westfall and Young 1993, single step. The observed table takes part in the means and deviations, which keeps the test exact.
    """
    every = np.concatenate((observed[None], shuffled)).astype(np.float64)
    spread = every.std(axis=0)
    scores = np.where(spread > 0, (every - every.mean(axis=0)) / np.where(spread > 0, spread, 1), -np.inf)
    highest = scores.reshape(len(every), -1).max(axis=1)
    return np.asarray((highest[(...,) + (None,) * observed.ndim] >= scores[0] - 1e-12).mean(axis=0))


def attainable(shuffled: NDArray[Any], level: float) -> float:
    """Return the largest size, at most ``level``, that a test on these whole counts can have."""
    values, count = np.unique(shuffled, return_counts=True)
    tails = count[::-1].cumsum() / len(shuffled)
    return float(max((t for t in tails if t <= level), default=0.0)) if len(values) else 0.0
