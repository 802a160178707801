"""Does one attack call the next? Knox's test, the space-time K function and near-repeat tables.

Knox 1964 (pairs close in space and time); Diggle, Chetwynd, Haggkvist and Morris 1995 (space-time K); Ratcliffe and Rengert 2008
and the Near Repeat Calculator (the table). Monte Carlo p values after Besag and Diggle 1977. The local null is in ``strata`` and
``contrast``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from solferino.errors import UsageError
from solferino.findings.answer import LEVEL, Answer, Asked, Row, chart, seed_of, shown, verdict
from solferino.findings.patterns import shuffle, strata
from solferino.findings.patterns.contrast import RING_LAG, RING_SPACE, Contrast, by_ring, by_shuffling
from solferino.findings.patterns.pairs import Floats, Ints, Pairs
from solferino.findings.patterns.shuffled import NULLS, Events, attainable, banded, events, family, p_values, pairs_within

QUESTION = "Are attacks close to each other in both space and time more often than chance explains?"
NEEDED = {"events": 20, "close_pairs_that_can_move": 10}
"""Under this a shuffle has too little to shuffle."""
ASSUMES = (
    "Each event is counted once: reports of one event are linked before the test.",
    "Places and dates are as precise as the distances and lags that are asked about; others are left out or drawn (see draws).",
)
CAVEATS = ("Chains of reprisal, shared causes shorter than a block and duplicate reports look the same to this test.",)
SAME_DAY = "Without pairs of one day the clustering is not shown: it may be duplicates of one event."


@dataclass(frozen=True)
class _Pairs:
    """Events with their pairs in bands of distance; under the local null the last band is the ring."""

    data: Events
    pairs: Pairs
    ringed: bool

    @property
    def close(self) -> int:
        """The number of pairs that are not of the ring; they come first."""
        return int(self.pairs.starts[-2 if self.ringed else -1])

    @property
    def size(self) -> dict[str, float]:
        """How many events, close pairs, and close pairs that a shuffle can move."""
        moves = self.data.movable
        movable = moves[self.pairs.left[: self.close]] | moves[self.pairs.right[: self.close]]
        return {"events": len(self.data), "close_pairs": self.close, "close_pairs_that_can_move": int(movable.sum())}


@dataclass(frozen=True)
class _Counted:
    """Pairs counted (bands, lags), as seen and as drawn by shuffling; under the local null the last lag is the ring's."""

    limits: Floats
    seen: Ints
    drawn: Ints
    ringed: bool

    def contrast(self, *, running: bool = False) -> Contrast:
        """Compare with the ring where there is one, else with the shuffles."""
        if self.ringed:
            return by_ring(self.seen, self.drawn, running=running)
        return by_shuffling(*(c.cumsum(axis=-1).cumsum(axis=-2) if running else c for c in (self.seen, self.drawn)))


def knox(
    points: ArrayLike,
    times: ArrayLike,
    *,
    space: float,
    time: float,
    rng: Generator,
    metric: str = "euclidean",
    null: str = "local",
    groups: ArrayLike | None = None,
    permutations: int = 999,
) -> Answer:
    """Test whether more pairs of events are within ``space`` and ``time`` of each other than chance explains (Knox 1964).

    ``points`` are (n, 2) in the units of ``space``, or degrees (latitude, longitude) with ``metric="earth"`` and ``space`` in km;
    ``times`` are n numbers in the units of ``time`` (days); ``groups`` (a label an event) further divide the strata of the null.
    The effect is the number of close pairs beyond those that would be there without clustering.
    """
    asked = _asked("knox", null, rng, {"space": space, "time": time, "metric": metric, "permutations": permutations})
    data = events(points, times, null=null, space=space, time=time, metric=metric, groups=groups)
    pairs = _pairs(data, [space], null)
    if asked.lacks(pairs.size):
        return asked.refuse(pairs.size)
    within = float(np.nextafter(time, np.inf))
    found = _count(pairs, [1.0, within] if within > 1 else [within], permutations, rng)
    every, apart = (c.contrast(running=True) for c in (found, _later(found)))
    rows = (_row("all", every, 0, -1), _row("of different days", apart, 0, -1), _independent(pairs, every, within))
    said, p = _knox_words(rows[0], space, time), float(rows[0]["p_value"])
    excess = rows[0]["observed"] - rows[0]["expected"]
    spread = 1.96 * float(np.sqrt(every.error[0, -1] ** 2 + rows[0]["observed"]))
    return asked.answer(
        verdict=verdict(p),
        n=pairs.size | {"attainable_size": attainable(every.shuffled[:, 0, -1], LEVEL)},
        effect_name="excess_close_pairs",
        effect=excess,
        interval=(excess - spread, excess + spread),
        p_value=p,
        caveats=(SAME_DAY,) if p <= LEVEL < rows[1]["p_value"] else (),
        table=rows,
        chart=chart("bar", rows[:2], x="pairs", y="observed", low="expected_low", high="expected_high", alt=said),
        summary=said,
    )


def near_repeat(
    points: ArrayLike,
    times: ArrayLike,
    *,
    spaces: Sequence[float],
    lags: Sequence[float],
    rng: Generator,
    metric: str = "euclidean",
    null: str = "local",
    groups: ArrayLike | None = None,
    permutations: int = 999,
) -> Answer:
    """Return the whole table of pairs by distance and lag in one pass, each cell against chance (Ratcliffe and Rengert 2008).

    ``spaces`` are edges of bands (lo, hi], 0 for "the same place"; ``lags`` are edges of bands [lo, hi), the first from 0. A row
    and a column hold all pairs farther apart and later. Adjusted p values hold for the whole table of close cells at once.
    """
    asked = _asked("near_repeat", null, rng, _grid(spaces, lags, metric, permutations))
    data = events(points, times, null=null, space=max(spaces), time=max(lags), metric=metric, groups=groups)
    pairs = _pairs(data, spaces, null)
    if asked.lacks(pairs.size):
        return asked.refuse(pairs.size)
    found = _count(pairs, lags, permutations, rng)
    rows = _cells(pairs, found, _names(spaces, "same place"), _names([0, *lags], "")[1:])
    return _best(asked, pairs.size, rows, "ratio", ("rect", "lag", "distance", "ratio"))


def space_time_k(
    points: ArrayLike,
    times: ArrayLike,
    *,
    spaces: Sequence[float],
    lags: Sequence[float],
    rng: Generator,
    metric: str = "euclidean",
    null: str = "local",
    groups: ArrayLike | None = None,
    permutations: int = 999,
) -> Answer:
    """Compare pairs within each distance and lag with chance, over all of them at once (Diggle and others 1995).

    The table holds D0 = K(s, t) / expected - 1; the p value is that of the largest standardised D0, so it holds for the whole grid.
    """
    asked = _asked("space_time_k", null, rng, _grid(spaces, lags, metric, permutations))
    data = events(points, times, null=null, space=max(spaces), time=max(lags), metric=metric, groups=groups)
    pairs = _pairs(data, spaces, null)
    if asked.lacks(pairs.size):
        return asked.refuse(pairs.size)
    close = _count(pairs, [float(np.nextafter(t, np.inf)) for t in lags], permutations, rng).contrast(running=True)
    adjusted = family(close.score, close.shuffled)
    rows = tuple(
        _row("all", close, b, k) | {"distance": f"up to {s:g}", "lag": t, "p_adjusted": float(adjusted[b, k])}
        for b, s in enumerate(spaces)
        for k, t in enumerate(lags)
    )
    rows = tuple(r | {"d0": r["ratio"] - 1 if r["ratio"] is not None else None} for r in rows)
    return _best(asked, pairs.size, rows, "d0", ("line", "lag", "d0", "distance"))


def _asked(kind: str, null: str, rng: Generator, settings: dict[str, Any]) -> Asked:
    return Asked(
        kind=kind,
        question=QUESTION,
        null_model=NULLS.get(null, null),
        needed=NEEDED,
        assumptions=ASSUMES,
        caveats=CAVEATS,
        settings=settings | {"null": null},
        seed=seed_of(rng),
    )


def _grid(spaces: Sequence[float], lags: Sequence[float], metric: str, permutations: int) -> dict[str, Any]:
    if np.any(np.diff(lags, prepend=0) <= 0):
        raise UsageError("lags must rise from more than zero")
    return {"spaces": list(spaces), "lags": list(lags), "metric": metric, "permutations": permutations}


def _pairs(data: Events, spaces: Sequence[float], null: str) -> _Pairs:
    ringed = null == "local"
    return _Pairs(data, banded(data, [*spaces, _outer(spaces)] if ringed else spaces), ringed)


def _outer(spaces: Sequence[float]) -> float:
    """Return the outer edge of the ring in distance; around one and the same place, as near as can be."""
    return spaces[-1] * RING_SPACE if spaces[-1] > 0 else float(np.finfo(np.float64).tiny)


def _count(pairs: _Pairs, lags: Sequence[float], permutations: int, rng: Generator) -> _Counted:
    """Count pairs by distance and lag, in one pass."""
    limits = np.array([*lags, lags[-1] * RING_LAG] if pairs.ringed else lags, dtype=np.float64)
    bounds = strata.runs(pairs.data.strata)
    found = shuffle.counts(pairs.data.times, pairs.pairs, limits, strata=bounds, permutations=permutations, rng=rng)
    seen, drawn = (np.asarray(np.diff(c, axis=-1, prepend=0)) for c in found)
    return _Counted(limits, seen, drawn, pairs.ringed)


def _later(found: _Counted) -> _Counted:
    """Leave out the pairs of one day, the first of two lags or more."""
    first = 1 if found.seen.shape[1] > 1 + found.ringed else 0
    return _Counted(found.limits[first:], found.seen[:, first:], found.drawn[:, :, first:], found.ringed)


def _row(name: str, close: Contrast, band: int, lag: int) -> dict[str, Any]:
    """Return the row of one cell."""
    observed, expected, error = int(close.observed[band, lag]), float(close.expected[band, lag]), float(close.error[band, lag])
    return {
        "pairs": name,
        "observed": observed,
        "expected": expected,
        "expected_low": max(0.0, expected - 1.96 * error),
        "expected_high": expected + 1.96 * error,
        "ratio": _over(observed, expected),
        "p_value": float(p_values(close.score[band, lag], close.shuffled[:, band, lag])),
    }


def _independent(pairs: _Pairs, every: Contrast, within: float) -> Row:
    """Return the row of the textbook null, whose expectation needs no shuffling (Barton and David 1966)."""
    n, observed = len(pairs.data), int(every.observed[0, -1])
    expected = float(pairs.close * pairs_within(pairs.data.times, np.array([within]))[0] / (n * (n - 1) / 2))
    name = "all, against independence everywhere"
    return {"pairs": name, "observed": observed, "expected": expected, "ratio": _over(observed, expected)}


def _cells(pairs: _Pairs, found: _Counted, distances: Sequence[str], lags: Sequence[str]) -> tuple[Row, ...]:
    """Return one row a cell, nearest and soonest first; the farther and later ones are counted only."""
    close = found.contrast()
    adjusted = family(close.score, close.shuffled)
    rows = [
        _row("all", close, b, k) | {"distance": distances[b], "lag": lags[k], "p_adjusted": float(adjusted[b, k])}
        for b in range(len(distances) - 1)
        for k in range(len(lags) - 1)
    ]
    return (*rows, *_margins(pairs, found, distances, lags))


def _margins(pairs: _Pairs, found: _Counted, distances: Sequence[str], lags: Sequence[str]) -> list[Row]:
    """Return the cells of later and of farther pairs, so that the table holds all pairs of events."""
    seen = found.seen[: len(distances) - 1, : len(lags) - 1]
    later = pairs.pairs.counts[: len(seen)] - seen.sum(axis=1)
    n, times = len(pairs.data), pairs.data.times
    farther = np.diff(pairs_within(times, found.limits[: seen.shape[1]]), prepend=0) - seen.sum(axis=0)
    rest = n * (n - 1) // 2 - int(seen.sum() + later.sum() + farther.sum())
    rows = [{"distance": d, "lag": lags[-1], "observed": int(x)} for d, x in zip(distances, later, strict=False)]
    rows += [{"distance": distances[-1], "lag": t, "observed": int(x)} for t, x in zip(lags, farther, strict=False)]
    return [*rows, {"distance": distances[-1], "lag": lags[-1], "observed": rest}]


def _best(asked: Asked, n: dict[str, float], rows: tuple[Row, ...], effect: str, look: tuple[str, str, str, str]) -> Answer:
    """Answer with the clearest cell of a table, and the p value of the table as a whole."""
    cells = [r for r in rows if "p_adjusted" in r]
    best = min(cells, key=lambda r: (r["p_adjusted"], -(r[effect] or 0.0)))
    mark, x, y, color = look
    said = (
        f"The clearest cell: {best['observed']} pairs at distance {best['distance']} and lag {best['lag']}, where "
        f"{best['expected']:.1f} are expected; for all cells together {shown(best['p_adjusted'])}."
    )
    return asked.answer(
        verdict=verdict(best["p_adjusted"]),
        n=n,
        effect_name=f"{effect}_in_the_clearest_cell",
        effect=best[effect],
        p_value=best["p_adjusted"],
        table=rows,
        chart=chart(mark, cells, x=x, y=y, color=color, alt=said),
        summary=said,
    )


def _names(edges: Sequence[float], zero: str) -> list[str]:
    first = zero if edges[0] == 0 else f"up to {edges[0]:g}"
    return [first, *(f"{a:g} to {b:g}" for a, b in pairwise(edges)), f"more than {edges[-1]:g}"]


def _over(value: float, by: float) -> float | None:
    return float(value / by) if by else None


def _knox_words(row: Row, space: float, time: float) -> str:
    return (
        f"{row['observed']} pairs of events lie within {space:g} and {time:g} days of each other, where {row['expected']:.1f} "
        f"({row['expected_low']:.0f} to {row['expected_high']:.0f}) are expected, {shown(row['p_value'])}."
    )
