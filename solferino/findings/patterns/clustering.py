"""Does one attack call the next? Knox's test, the space-time K function and near-repeat tables.

Knox 1964 (pairs close in space and time); Diggle, Chetwynd, Haggkvist and Morris 1995 (space-time K); Ratcliffe and Rengert
2008 and the Near Repeat Calculator (the table). Monte Carlo p values after Besag and Diggle 1977; the local null is in ``strata``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from solferino.errors import UsageError
from solferino.findings.answer import LEVEL, Answer, Asked, Interval, Row, chart, seed_of, shown, verdict
from solferino.findings.patterns import shuffle, strata
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

Counts = NDArray[Any]


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
    pairs = banded(data, [space])
    n = _size(data, pairs)
    if asked.lacks(n):
        return asked.refuse(n)
    limits = np.array([np.nextafter(time, np.inf), min(1.0, time)])
    pairs, bands = _split(pairs, data.times, limits[0]), strata.runs(data.strata)
    seen, drawn = shuffle.counts(data.times, pairs, limits, strata=bands, permutations=permutations, rng=rng)
    found, shuffled = seen.sum(axis=0), drawn.sum(axis=1)
    apart = (_row("all", found[0], shuffled[:, 0]), _row("of different days", found[0] - found[1], shuffled[:, 0] - shuffled[:, 1]))
    p = float(apart[0]["p_value"])
    effect, interval = _excess(int(found[0]), shuffled[:, 0], drawn[:, 0, 0])
    rows, said = (*apart, _independent(data, pairs, limits, int(found[0]))), _knox_words(apart[0], space, time)
    return asked.answer(
        verdict=verdict(p),
        n=n | {"attainable_size": attainable(shuffled[:, 0], LEVEL)},
        effect_name="excess_close_pairs",
        effect=effect,
        interval=interval,
        p_value=p,
        caveats=(SAME_DAY,) if p <= LEVEL < apart[1]["p_value"] else (),
        table=rows,
        chart=chart("bar", rows, x="pairs", y="observed", low="expected_low", high="expected_high", alt=said),
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
    """Return the whole table of pairs by distance and lag in one pass, each cell against its shuffles (Ratcliffe and Rengert 2008).

    ``spaces`` are edges of bands (lo, hi], 0 for "the same place"; ``lags`` are edges of bands [lo, hi), the first from 0. A
    row and a column hold all pairs farther apart and later. Adjusted p values hold for the whole table of close cells at once.
    """
    settings = {"spaces": list(spaces), "lags": list(lags), "metric": metric, "permutations": permutations}
    asked = _asked("near_repeat", null, rng, settings)
    data = events(points, times, null=null, space=max(spaces), time=max(lags), metric=metric, groups=groups)
    pairs = banded(data, spaces)
    n = _size(data, pairs)
    if asked.lacks(n):
        return asked.refuse(n)
    limits = np.asarray(lags, dtype=np.float64)
    if np.any(np.diff(limits, prepend=0) <= 0):
        raise UsageError("lags must rise from more than zero")
    seen, drawn = shuffle.counts(data.times, pairs, limits, strata=strata.runs(data.strata), permutations=permutations, rng=rng)
    observed, shuffled = (_table(c, pairs, data, limits) for c in (seen, drawn))
    close = (..., slice(None, -1), slice(None, -1))
    adjusted = family(observed[close], shuffled[close])
    rows = _cells(observed, shuffled, adjusted, spaces, lags)
    p = float(adjusted.min())
    best = max((r for r in rows if r["p_adjusted"] is not None), key=lambda r: (-r["p_adjusted"], r["ratio"] or 0))
    return asked.answer(
        verdict=verdict(p),
        n=n,
        effect_name="largest_ratio_among_the_clearest_cells",
        effect=best["ratio"],
        p_value=p,
        table=rows,
        chart=chart("rect", rows, x="lag", y="distance", color="ratio", alt=_table_words(best, p)),
        summary=_table_words(best, p),
    )


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
    """Compare pairs within each distance and lag with independence, over all of them at once (Diggle and others 1995).

    The table holds D0 = K(s, t) / expected - 1; the p value is that of the largest standardised D0, so it holds for the whole grid.
    """
    settings = {"spaces": list(spaces), "lags": list(lags), "metric": metric, "permutations": permutations}
    asked = _asked("space_time_k", null, rng, settings)
    data = events(points, times, null=null, space=max(spaces), time=max(lags), metric=metric, groups=groups)
    pairs = banded(data, spaces)
    n = _size(data, pairs)
    if asked.lacks(n):
        return asked.refuse(n)
    limits = np.nextafter(np.asarray(lags, dtype=np.float64), np.inf)
    seen, drawn = shuffle.counts(data.times, pairs, limits, strata=strata.runs(data.strata), permutations=permutations, rng=rng)
    observed, shuffled = seen.cumsum(axis=0), drawn.cumsum(axis=1)
    adjusted = family(observed, shuffled)
    mean = shuffled.mean(axis=0)
    rows = tuple(
        _row("all", observed[b, k], shuffled[:, b, k])
        | {"distance": s, "lag": t, "d0": _over(observed[b, k] - mean[b, k], mean[b, k]), "p_adjusted": float(adjusted[b, k])}
        for b, s in enumerate(spaces)
        for k, t in enumerate(lags)
    )
    best, p = min(rows, key=lambda r: r["p_adjusted"]), float(adjusted.min())
    said = (
        f"Within {best['distance']:g} and {best['lag']:g} days there are {best['observed']} pairs where shuffling leaves "
        f"{best['expected']:.1f}; over all distances and lags together {shown(p)}."
    )
    return asked.answer(
        verdict=verdict(p),
        n=n,
        effect_name="d0",
        effect=best["d0"],
        p_value=p,
        table=rows,
        summary=said,
        chart=chart("line", rows, x="distance", y="d0", color="lag", alt=said),
    )


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


def _size(data: Events, pairs: Pairs) -> dict[str, float]:
    """Return how many events, close pairs, and close pairs that a shuffle can move."""
    movable = data.movable[pairs.left] | data.movable[pairs.right] if len(data) else np.zeros(0)
    return {"events": len(data), "close_pairs": len(pairs.left), "close_pairs_that_can_move": int(movable.sum())}


def _split(pairs: Pairs, times: Floats, limit: float) -> Pairs:
    """Put the pairs that are close in time as observed first, in a band of their own."""
    near = np.abs(times[pairs.left] - times[pairs.right]) < limit
    order = np.argsort(~near, kind="stable")
    starts = np.array([0, near.sum(), len(near)], dtype=np.int64)
    return Pairs(pairs.left[order], pairs.right[order], starts)


def _excess(found: int, shuffled: Counts, kept: Counts) -> tuple[float | None, Interval | None]:
    """Return how many close pairs there are beyond those without clustering, with a 95 % interval.

    A shuffle leaves some of the excess in place: ``kept`` counts the observed close pairs that it leaves close. So the excess is
    the observed surplus over the share that a shuffle moves away; its variance adds that of the shuffles and that of a count.
    """
    moved = 1 - kept.mean() / found if found else 0.0
    if moved <= 0:
        return None, None
    excess = float((found - shuffled.mean()) / moved)
    spread = float(1.96 * np.sqrt(shuffled.var() / moved**2 + max(excess, 0.0)))
    return excess, (excess - spread, excess + spread)


def _row(name: str, found: float, shuffled: Counts) -> dict[str, Any]:
    low, high = np.quantile(shuffled, (0.025, 0.975))
    return {
        "pairs": name,
        "observed": int(found),
        "expected": float(shuffled.mean()),
        "expected_low": float(low),
        "expected_high": float(high),
        "ratio": _over(float(found), float(shuffled.mean())),
        "p_value": float(p_values(np.asarray(found), shuffled)),
    }


def _independent(data: Events, pairs: Pairs, limits: Floats, found: int) -> Row:
    """Return the row of the textbook null, whose expectation needs no shuffling (Barton and David 1966)."""
    expected = float(len(pairs.left) * pairs_within(data.times, limits[:1])[0] / (len(data) * (len(data) - 1) / 2))
    name = "all, against independence everywhere"
    return {"pairs": name, "observed": found, "expected": expected, "ratio": _over(found, expected)}


def _table(close: Ints, pairs: Pairs, data: Events, limits: Floats) -> Ints:
    """Turn counts (..., bands, limits) under each limit into the table with its row of farther and its column of later pairs."""
    within = pairs_within(data.times, limits) - close.sum(axis=-2)
    far = len(data) * (len(data) - 1) // 2 - len(pairs.left)
    rows = np.concatenate((close, within[..., None, :]), axis=-2)
    sizes = np.append(pairs.counts, far)[:, None]
    every = np.concatenate((rows, np.broadcast_to(sizes, (*rows.shape[:-1], 1))), axis=-1)
    return np.asarray(np.diff(every, axis=-1, prepend=0))


def _cells(observed: Ints, shuffled: Ints, adjusted: Floats, spaces: Sequence[float], lags: Sequence[float]) -> tuple[Row, ...]:
    """Return one row a cell, nearest and soonest first."""
    distances, times = _names(spaces, "same place"), _names([0, *lags], "")[1:]
    rows = []
    for b, distance in enumerate(distances):
        for k, lag in enumerate(times):
            row = _row("all", observed[b, k], shuffled[:, b, k])
            close = b < len(distances) - 1 and k < len(times) - 1
            rows.append(row | {"distance": distance, "lag": lag, "p_adjusted": float(adjusted[b, k]) if close else None})
    return tuple(rows)


def _names(edges: Sequence[float], zero: str) -> list[str]:
    first = zero if edges[0] == 0 else f"up to {edges[0]:g}"
    return [first, *(f"{a:g} to {b:g}" for a, b in pairwise(edges)), f"more than {edges[-1]:g}"]


def _over(value: float, by: float) -> float | None:
    return float(value / by) if by else None


def _knox_words(row: Row, space: float, time: float) -> str:
    return (
        f"{row['observed']} pairs of events lie within {space:g} and {time:g} days of each other; shuffling leaves "
        f"{row['expected']:.1f} ({row['expected_low']:.0f} to {row['expected_high']:.0f}), {shown(row['p_value'])}."
    )


def _table_words(best: Row, p: float) -> str:
    return (
        f"The clearest cell: {best['observed']} pairs at distance {best['distance']} and lag {best['lag']}, where shuffling leaves "
        f"{best['expected']:.1f}; for the whole table {shown(p)}."
    )
