"""Simulated worlds for the tests of patterns: without the pattern, with things that look like it, and with it planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from solferino.findings.answer import Answer
from solferino.findings.patterns import before_after, clustering, proximity, repeat, trend

Events = tuple[np.ndarray, np.ndarray]
SIDE, DAYS = 60.0, 365


def even(n: int, rng: Generator) -> Events:
    return rng.uniform(0, SIDE, (n, 2)), rng.integers(0, DAYS, n).astype(float)


def fronts(n: int, rng: Generator, *, how_many: int = 2, far: float = SIDE, width: float = 5.0) -> Events:
    """Return attacks along fronts that move across the land in a year."""
    which, days = rng.integers(0, how_many, n), rng.uniform(0, DAYS, n)
    start, end = rng.uniform(0, far, (how_many, 2)), rng.uniform(0, far, (how_many, 2))
    centre = start[which] + (end - start)[which] * (days / DAYS)[:, None]
    return centre + rng.normal(0, width, (n, 2)), np.floor(days)


def fast_front(n: int, rng: Generator) -> Events:
    return fronts(n, rng, how_many=1, far=2.5 * SIDE)


def lightning(n: int, rng: Generator) -> Events:
    """Return attacks along one front that moves up to a kilometre a day."""
    return fronts(n, rng, how_many=1, far=5 * SIDE)


def offensives(n: int, rng: Generator) -> Events:
    """Return attacks in six offensives, each weeks long and tens of kilometres wide."""
    which, centre, middle = rng.integers(0, 6, n), rng.uniform(0, SIDE, (6, 2)), rng.uniform(30, DAYS - 30, 6)
    return centre[which] + rng.normal(0, 8, (n, 2)), np.floor(np.clip(middle[which] + rng.normal(0, 20, n), 0, DAYS))


def piled(events: Events, rng: Generator, share: float = 0.3) -> Events:
    """Put a share of events on the centre of their district, as a geocoder does that knows no better."""
    points, days = events
    vague = rng.random(len(days)) < share
    return np.where(vague[:, None], np.floor(points / 10) * 10 + 5, points), days


def batched(events: Events, rng: Generator, share: float = 0.3) -> Events:
    """Give a share of events the date of the fortnight's report."""
    points, days = events
    return points, np.where(rng.random(len(days)) < share, np.floor(days / 15) * 15, days)


def vague(events: Events, rng: Generator, share: float = 0.3) -> Events:
    """Give a share of events both: the centre of the district and the first of the month."""
    points, days = events
    some = rng.random(len(days)) < share
    return np.where(some[:, None], np.floor(points / 10) * 10 + 5, points), np.where(some, np.floor(days / 30) * 30, days)


def repeats(n: int, rng: Generator, share: float = 0.15) -> Events:
    """Return attacks along fronts of which a share repeat another nearby within days."""
    points, days = fronts(n, rng)
    planted = int(n * share)
    parents = rng.integers(0, n - planted, planted)
    points[n - planted :] = points[parents] + rng.normal(0, 0.4, (planted, 2))
    days[n - planted :] = days[parents] + rng.integers(1, 5, planted)
    return points, days


UNCLUSTERED: dict[str, Callable[[int, Generator], Events]] = {
    "even": even,
    "moving fronts": fronts,
    "a fast front": fast_front,
    "a lightning advance": lightning,
    "offensives": offensives,
    "fronts, heaps of places": lambda n, rng: piled(fronts(n, rng), rng),
    "fronts, batch days": lambda n, rng: batched(fronts(n, rng), rng),
    "fronts, heaps and batch days": lambda n, rng: batched(piled(fronts(n, rng), rng), rng),
    "fronts, vague in both": lambda n, rng: vague(fronts(n, rng), rng),
}


def swings(days: int, rng: Generator, *, mean: float = 1.5, strength: float = 0.5, memory: float = 0.9) -> np.ndarray:
    """Return counts by day whose rate swings slowly up and down (a log-normal rate with a memory)."""
    level = np.zeros(days)
    for i in range(1, days):
        level[i] = memory * level[i - 1] + rng.normal(0, strength * np.sqrt(1 - memory**2))
    return rng.poisson(mean * np.exp(level)).astype(float)


def towns(strikes: int, rng: Generator, *, aimed: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return strikes and facilities (degrees): both in towns a few kilometres wide; a share is aimed at a facility."""
    centres = rng.uniform(0, 1, (12, 2)) * [0.8, 1.0] + [35, 36]
    facilities = centres[rng.integers(0, 12, 60)] + rng.normal(0, 0.025, (60, 2))
    hits = centres[rng.integers(0, 12, strikes)] + rng.normal(0, 0.025, (strikes, 2))
    chosen = rng.random(strikes) < aimed
    hits[chosen] = facilities[rng.integers(0, 60, int(chosen.sum()))] + rng.normal(0, 0.0002, (int(chosen.sum()), 2))
    return hits, facilities


def facilities(rng: Generator, *, spread: float = 0.0, m: int = 150, attacks: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return attacks and open days of facilities; rates vary with squared coefficient of variation ``spread``."""
    open_days = rng.integers(100, 1000, m)
    rate = rng.gamma(1 / spread, spread, m) if spread else np.ones(m)
    return rng.poisson(attacks * rate * open_days / open_days.mean()), open_days


def hours(rng: Generator, *, strikes: int = 600, taps: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return places and hours of strikes, most by day, more in some weeks; a share is followed by another on the same place."""
    day = rng.choice(60, strikes, p=rng.dirichlet(np.full(60, 3.0)))
    when = day * 24 + np.clip(rng.normal(13, 4, strikes), 0, 23.9)
    places = rng.choice(40, strikes, p=rng.dirichlet(np.full(40, 2.0)))
    second = rng.random(strikes) < taps
    return np.concatenate((places, places[second])), np.concatenate((when, when[second] + rng.uniform(0.1, 1.5, int(second.sum()))))


@dataclass(frozen=True)
class Kind:
    """One test with a world where its null holds, one where it does not (and what it should find there), and one too small."""

    null: Callable[[Generator], Answer]
    planted: Callable[[Generator], Answer]
    truth: float
    tolerance: float
    small: Callable[[Generator], Answer]


def _knox(events: Events, rng: Generator, **more: object) -> Answer:
    return clustering.knox(*events, space=1, time=5, rng=rng, permutations=199, **more)  # type: ignore[arg-type]


def _near_repeat(events: Events, rng: Generator) -> Answer:
    return clustering.near_repeat(*events, spaces=[0.5, 1, 2], lags=[2, 5, 10], rng=rng, permutations=199)


def _k(events: Events, rng: Generator) -> Answer:
    return clustering.space_time_k(*events, spaces=[0.5, 1, 2], lags=[2, 5, 10], rng=rng, permutations=199)


def _uneven(world: tuple[np.ndarray, np.ndarray], rng: Generator) -> Answer:
    return repeat.uneven(world[0], exposure=world[1], rng=rng, permutations=399)


def _targeting(world: tuple[np.ndarray, np.ndarray], rng: Generator) -> Answer:
    return proximity.targeting(*world, rng=rng, radius=0.1, displacements=(0.5, 1.0), permutations=99)


def _epochs(rng: Generator, *, factor: float = 1.0) -> Answer:
    counts = swings(800, rng)
    events = np.sort(rng.choice(np.arange(30, 770), 8, replace=False))
    for day in events:
        counts[day : day + 10] = (
            rng.poisson(factor * np.maximum(counts[day : day + 10], 0)) if factor != 1 else counts[day : day + 10]
        )
    return before_after.before_after(counts, events.tolist(), rng=rng, window=10, permutations=399)


def _shares(rng: Generator, *, odds: float = 1.0) -> Answer:
    area = rng.integers(0, 12, 500)
    group = (rng.random(500) < rng.uniform(0.2, 0.8, 12)[area]).astype(int)
    base = rng.uniform(0.05, 0.3, 12)[area]
    chance = base * odds**group / (1 - base + base * odds**group)
    return proximity.target_share((rng.random(500) < chance).astype(int), group, areas=area, rng=rng, permutations=399)


def _changed(rng: Generator, *, factor: float = 1.0) -> Answer:
    counts = swings(150, rng, mean=6, strength=0.3, memory=0.5)
    return trend.change_point(np.where(np.arange(150) < 75, counts, counts * factor), rng=rng, permutations=399)


def _rising(rng: Generator, *, factor: float = 1.0) -> Answer:
    level = swings(150, rng, mean=6, strength=0.3, memory=0.5)
    return trend.trend(level * factor ** (np.arange(150) - 75), rng=rng, permutations=399)


def _compared(rng: Generator, *, factor: float = 1.0) -> Answer:
    rate = rng.gamma(3, 2, 40)
    a, b = rng.poisson(rate * rng.gamma(8, 1 / 8, 40)), rng.poisson(2 * factor * rate * rng.gamma(8, 1 / 8, 40))
    return trend.compare(a, b, first_exposure=10, second_exposure=20, rng=rng)


NONE: Events = (np.zeros((0, 2)), np.zeros(0))

KINDS = {
    "knox": Kind(lambda r: _knox(fronts(400, r), r), lambda r: _knox(repeats(800, r), r), 120, 0.25, lambda r: _knox(NONE, r)),
    "near_repeat": Kind(
        lambda r: _near_repeat(fronts(400, r), r),
        lambda r: _near_repeat(repeats(800, r), r),
        np.nan,
        0,
        lambda r: _near_repeat(NONE, r),
    ),
    "space_time_k": Kind(lambda r: _k(fronts(400, r), r), lambda r: _k(repeats(800, r), r), np.nan, 0, lambda r: _k(NONE, r)),
    "repeat_strikes": Kind(
        lambda r: _uneven(facilities(r), r),
        lambda r: _uneven(facilities(r, spread=1.0, m=400), r),
        1.0,
        0.25,
        lambda r: _uneven((np.array([1, 2]), np.ones(2)), r),
    ),
    "double_tap": Kind(
        lambda r: repeat.double_tap(*hours(r), rng=r, permutations=199),
        lambda r: repeat.double_tap(*hours(r, taps=0.2), rng=r, permutations=199),
        np.nan,
        0,
        lambda r: repeat.double_tap(["a", "a"], [1.0, 2.0], rng=r),
    ),
    "proximity": Kind(
        lambda r: _targeting(towns(300, r), r),
        lambda r: _targeting(towns(300, r, aimed=0.1), r),
        np.nan,
        0,
        lambda r: _targeting(towns(5, r), r),
    ),
    "target_share": Kind(
        _shares, lambda r: _shares(r, odds=3.0), 3.0, 0.25, lambda r: proximity.target_share([1, 0], [0, 1], rng=r)
    ),
    "before_after": Kind(
        _epochs,
        lambda r: _epochs(r, factor=2.5),
        2.5,
        0.25,
        lambda r: before_after.before_after([1, 0, 2], [1], rng=r),
    ),
    "change_point": Kind(_changed, lambda r: _changed(r, factor=2.0), 2.0, 0.15, lambda r: trend.change_point([1, 2, 3], rng=r)),
    "trend": Kind(_rising, lambda r: _rising(r, factor=1.01), 1.01, 0.01, lambda r: trend.trend([1, 2, 3], rng=r)),
    "comparison": Kind(_compared, lambda r: _compared(r, factor=2.0), 2.0, 0.15, lambda r: trend.compare([1], [2], rng=r)),
}
