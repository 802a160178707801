"""Uncertainty through the chain: the same test over many draws of the ledger, and what then is left of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from solferino.errors import UsageError
from solferino.findings.answer import Answer, Interval, chart, seed_of, shown, verdict

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KM_A_DEGREE = 111.195


def over_draws(test: Callable[[Generator], Answer], *, draws: int, rng: Generator) -> Answer:
    """Run a test over draws and report the spread: ``test`` draws its data from the generator it is handed, then answers.

    The p value is twice the median of those of the draws, which holds however they depend on each other (Ruschendorf 1982;
    Meinshausen, Meier and Buhlmann 2009). The interval adds the spread between draws to that within (Rubin 1987). A draw without
    enough data counts as not showing it; when half of them are, so is the answer.
    """
    answers = [test(child) for child in rng.spawn(draws)]
    refused = [a for a in answers if a.verdict == "not_enough_data"]
    if len(refused) * 2 >= draws:
        return replace(refused[0], seed=seed_of(rng), n=dict(refused[0].n) | {"draws": draws, "draws_refused": len(refused)})
    first = next(a for a in answers if a.verdict != "not_enough_data")
    ps = [a.p_value if a.p_value is not None else 1.0 for a in answers]
    p = None if first.p_value is None else float(min(1.0, 2 * np.median(ps)))
    effect, interval = _pooled(answers)
    rows = tuple({"draw": i, "effect": a.effect, "p_value": a.p_value, "verdict": a.verdict} for i, a in enumerate(answers))
    said = _said(answers, p, effect, interval)
    return replace(
        first,
        verdict=first.verdict if p is None else verdict(p),
        effect=effect,
        interval=interval,
        p_value=p,
        n=dict(first.n) | {"draws": draws, "draws_refused": len(refused)},
        table=rows,
        chart=chart("point", rows, x="draw", y="effect", alt=said),
        summary=said,
        seed=seed_of(rng),
        caveats=(*first.caveats, "Numbers of the data are those of the first draw; the table has one row a draw."),
    )


def _pooled(answers: list[Answer]) -> tuple[float | None, Interval | None]:
    """Return the mean effect with Rubin's interval; without intervals, the middle 95 % of the draws."""
    effects = np.array([a.effect for a in answers if a.effect is not None])
    if not len(effects):
        return None, None
    widths = [a.interval[1] - a.interval[0] for a in answers if a.interval is not None]
    within = (np.mean(widths) / 3.92) ** 2 if widths else 0.0
    between = effects.var(ddof=1) * (1 + 1 / len(effects)) if len(effects) > 1 else 0.0
    mean, spread = float(effects.mean()), 1.96 * float(np.sqrt(within + between))
    return mean, (mean - spread, mean + spread)


def _said(answers: list[Answer], p: float | None, effect: float | None, interval: Interval | None) -> str:
    shows = sum(a.verdict == "beyond_chance" for a in answers)
    said = f"Over {len(answers)} draws of what is uncertain"
    if effect is not None and interval is not None:
        said += f" the {answers[0].effect_name.replace('_', ' ')} is {effect:,.2f} ({interval[0]:,.2f} to {interval[1]:,.2f})"
    return said + (f"; {shows} of them show it, together {shown(p)}." if p is not None else ".")


def dates(first: ArrayLike, last: ArrayLike, rng: Generator) -> Ints:
    """Draw a day for each event, evenly from its first to its last possible day."""
    early, late = np.asarray(first, dtype=np.int64), np.asarray(last, dtype=np.int64)
    if (late < early).any():
        raise UsageError("a span of days ends before it starts")
    return rng.integers(early, late + 1)


def points(where: ArrayLike, radius_km: ArrayLike, rng: Generator) -> Floats:
    """Draw a place for each event, evenly from the disc around its point (latitude, longitude) in degrees."""
    centre = np.asarray(where, dtype=np.float64).reshape(-1, 2)
    far = np.asarray(radius_km, dtype=np.float64) * np.sqrt(rng.uniform(size=len(centre)))
    turn = rng.uniform(0, 2 * np.pi, len(centre))
    north, east = far * np.cos(turn) / KM_A_DEGREE, far * np.sin(turn) / KM_A_DEGREE
    return np.column_stack((centre[:, 0] + north, centre[:, 1] + east / np.cos(np.radians(centre[:, 0]))))


def counts(low: ArrayLike, high: ArrayLike, rng: Generator) -> Ints:
    """Draw a whole count for each event, evenly from low to high."""
    return dates(low, high, rng)


def links(reports: int, left: ArrayLike, right: ArrayLike, scores: ArrayLike, rng: Generator) -> Ints:
    """Draw which of ``reports`` are of one event: each link holds with the probability that is its score; returns event numbers."""
    a, b, p = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64), np.asarray(scores, dtype=np.float64)
    held = rng.random(len(p)) < p
    graph = coo_array((np.ones(int(held.sum())), (a[held], b[held])), shape=(reports, reports))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
