"""Are some facilities hit again and again, more than chance explains? And is a strike followed by another within hours?

Overdispersion of counts given exposure: Fisher 1950's index by Monte Carlo; the spread of rates by moments as in Bohning 1994.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from solferino.errors import UsageError
from solferino.findings.answer import LEVEL, Answer, Asked, Interval, Row, chart, seed_of, shown, verdict
from solferino.findings.patterns import shuffle, strata
from solferino.findings.patterns.pairs import Floats, Ints, Pairs
from solferino.findings.patterns.shuffled import attainable, p_values

UNEVEN = {"facilities": 10, "attacks": 10}
TAPS = {"strikes_with_a_known_hour": 20, "pairs_at_one_place_that_can_move": 5}
UNEVEN_ASSUMES = (
    "All facilities that could have been hit are in the table, also those that never were.",
    "Exposure (days open, size) is what makes a facility more likely to be hit by chance; within an area nothing else does.",
    "Each attack is counted once.",
)
UNEVEN_CAVEATS = (
    "Facilities that are hit more because they stand near the fighting look like facilities that are sought out; areas help.",
    "A facility whose attacks are better reported looks hit more often.",
)
TAP_ASSUMES = (
    "Hours are known to within the window that is asked about.",
    "A strike and its repeat are two reports of two strikes.",
)
TAP_CAVEATS = ("Two munitions of one salvo, or two reports of one strike with different hours, look like a repeat.",)


def uneven(
    attacks: ArrayLike,
    *,
    rng: Generator,
    exposure: ArrayLike | None = None,
    areas: ArrayLike | None = None,
    permutations: int = 1999,
) -> Answer:
    """Test whether attacks per facility are more uneven than chance, given exposure; ``areas`` keep their own totals.

    ``attacks`` are whole counts, one a facility, zeros too; ``exposure`` (days open, beds) is in any unit. Under the null the
    attacks of an area fall on its facilities in proportion to exposure. The effect is the variance of facilities' rates over
    their mean squared: 0 is chance.
    """
    hits = np.asarray(attacks, dtype=np.int64)
    weight = np.ones(len(hits)) if exposure is None else np.asarray(exposure, dtype=np.float64)
    area = np.zeros(len(hits), np.int64) if areas is None else np.unique(np.asarray(areas), return_inverse=True)[1]
    if (hits < 0).any() or (weight <= 0).any():
        raise UsageError("attacks must be zero or more, exposures more than zero")
    asked = Asked(
        kind="repeat_strikes",
        question="Is the number of attacks per facility more uneven than chance, given exposure?",
        null_model="The attacks of an area fall on its facilities at random, in proportion to their exposure",
        needed=UNEVEN,
        assumptions=UNEVEN_ASSUMES,
        caveats=UNEVEN_CAVEATS,
        settings={"permutations": permutations, "areas": int(area.max(initial=0)) + 1, "exposure": exposure is not None},
        seed=seed_of(rng),
    )
    n: dict[str, float] = {"facilities": len(hits), "attacks": int(hits.sum())}
    if asked.lacks(n):
        return asked.refuse(n)
    order = np.lexsort((hits, weight, area))
    return _uneven(asked, n, hits[order], weight[order], area[order], rng, permutations)


def _uneven(asked: Asked, n: dict[str, float], hits: Ints, weight: Floats, area: Ints, rng: Generator, permutations: int) -> Answer:
    expected = _expected(hits, weight, area)
    drawn = _fall(hits, weight, area, rng, permutations)
    live = expected > 0
    index, shuffled = (((x[..., live] - expected[live]) ** 2 / expected[live]).sum(axis=-1) for x in (hits, drawn))
    p = float(p_values(index, shuffled))
    effect, interval = _spread(hits, weight, area, rng)
    rows = tuple(_times(k, hits, drawn) for k in range(5))
    few, chance = int(_holding_half(hits)), float(_holding_half(drawn).mean())
    said = (
        f"Half of the {int(hits.sum())} attacks fell on {few} of {len(hits)} facilities, where chance would take {chance:.1f}; "
        f"attacks are {'more' if p <= LEVEL else 'not shown to be more'} uneven than chance, {shown(p)}."
    )
    return asked.answer(
        verdict=verdict(p),
        n=n | {"attainable_size": attainable(shuffled, LEVEL)},
        effect_name="variance_of_rates_over_mean_squared",
        effect=effect,
        interval=interval,
        p_value=p,
        table=rows,
        chart=chart("bar", rows, x="attacks", y="facilities", low="expected_low", high="expected_high", alt=said),
        summary=said,
    )


def _holding_half(hits: Ints) -> Ints:
    """Return how many facilities, the most hit first, hold half of all attacks; over the last axis."""
    falling = np.cumsum(np.sort(hits, axis=-1)[..., ::-1], axis=-1)
    return np.asarray((2 * falling < falling[..., -1:]).sum(axis=-1) + 1)


def _expected(hits: Ints, weight: Floats, area: Ints) -> Floats:
    totals, weights = np.bincount(area, hits), np.bincount(area, weight)
    return np.asarray(totals[area] * weight / weights[area])


def _fall(hits: Ints, weight: Floats, area: Ints, rng: Generator, permutations: int) -> Ints:
    """Let each area's attacks fall at random (permutations, facilities)."""
    drawn = np.zeros((permutations, len(hits)), dtype=np.int64)
    for a in np.unique(area):
        own = area == a
        drawn[:, own] = rng.multinomial(hits[own].sum(), weight[own] / weight[own].sum(), size=permutations)
    return drawn


def _spread(hits: Ints, weight: Floats, area: Ints, rng: Generator) -> tuple[float, Interval]:
    """Return the squared coefficient of variation of rates by moments, with a bootstrap interval over facilities."""
    sample = rng.integers(0, len(hits), size=(500, len(hits)))
    drawn = np.array([_variation(hits[s], weight[s], area[s]) for s in sample])
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return _variation(hits, weight, area), (float(low), float(high))


def _variation(hits: Ints, weight: Floats, area: Ints) -> float:
    expected = _expected(hits, weight, area)
    share = weight / np.bincount(area, weight)[area]
    top = ((hits - expected) ** 2).sum() - (expected * (1 - share)).sum()
    return float(top / (expected**2 * (1 - share)).sum()) if expected.any() else np.nan


def _times(k: int, hits: Ints, drawn: Ints) -> Row:
    """Return the row of facilities hit k times, or four times and more."""
    counts = (drawn == k if k < 4 else drawn >= k).sum(axis=1)
    low, high = np.quantile(counts, (0.025, 0.975))
    found = int((hits == k).sum() if k < 4 else (hits >= k).sum())
    name = str(k) if k < 4 else "4 and more"
    return {"attacks": name, "facilities": found, "expected": float(counts.mean())} | {
        "expected_low": float(low),
        "expected_high": float(high),
    }


def double_tap(
    places: ArrayLike,
    hours: ArrayLike,
    *,
    rng: Generator,
    within: float = 3.0,
    areas: ArrayLike | None = None,
    block: float = 24.0,
    permutations: int = 999,
) -> Answer:
    """Find strikes on one place that follow each other within ``within`` hours, and test whether there are more than chance leaves.

    ``places`` are labels, ``hours`` times in hours, NaN where the hour is not known. Under the null the hours of an area's strikes
    change places within blocks of ``block`` hours: the day, its hours and how often each place is hit stay as they are.
    """
    where, when = np.unique(np.asarray(places), return_inverse=True)[1], np.asarray(hours, dtype=np.float64)
    area = np.zeros(len(when), np.int64) if areas is None else np.unique(np.asarray(areas), return_inverse=True)[1]
    asked = Asked(
        kind="double_tap",
        question="Is a strike followed by another on the same place within hours more often than chance explains?",
        null_model="Within an area and a day, the hours of strikes and their places are independent",
        needed=TAPS,
        assumptions=TAP_ASSUMES,
        caveats=TAP_CAVEATS,
        settings={"within": within, "block": block, "permutations": permutations},
        seed=seed_of(rng),
    )
    known = np.isfinite(when)
    label = strata.number(area[known], np.floor(when[known] / block))
    order = np.lexsort((when[known], where[known], label))
    names, times, label = np.asarray(places)[known][order], when[known][order], label[order]
    pairs = _same(where[known][order])
    n = {"strikes_with_a_known_hour": len(times), "pairs_at_one_place_that_can_move": _movable(pairs, label)}
    found = _taps(names, times, pairs, within)
    if asked.lacks(n):
        return asked.refuse(n, table=found)
    limit = np.array([np.nextafter(within, np.inf)])
    seen, drawn = shuffle.counts(times, pairs, limit, strata=strata.runs(label), permutations=permutations, rng=rng)
    p = float(p_values(seen[0, 0], drawn[:, 0, 0]))
    mean = float(drawn[:, 0, 0].mean())
    said = (
        f"{seen[0, 0]} pairs of strikes hit one place within {within:g} hours, where shuffled hours leave {mean:.1f}, {shown(p)}."
    )
    return asked.answer(
        verdict=verdict(p),
        n=n | {"attainable_size": attainable(drawn[:, 0, 0], LEVEL)},
        effect_name="pairs_over_expected",
        effect=float(seen[0, 0] / mean) if mean else None,
        p_value=p,
        table=found,
        summary=said,
    )


def _same(where: NDArray[np.int64]) -> Pairs:
    """Return all pairs of rows at one place."""
    order = np.argsort(where, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(where[order])) + 1) if len(where) else []
    ends = [np.array(np.triu_indices(len(g), 1)) for g in groups]
    sides = [np.concatenate([g[e[k]] for g, e in zip(groups, ends, strict=True)] or [np.zeros(0, np.int64)]) for k in (0, 1)]
    return Pairs(sides[0].astype(np.int32), sides[1].astype(np.int32), np.array([0, len(sides[0])], dtype=np.int64))


def _movable(pairs: Pairs, label: Ints) -> int:
    """Return how many pairs a shuffle can move: one end shares its stratum with a strike elsewhere or later."""
    if not len(label):
        return 0
    size = np.bincount(label)[label]
    return int(((size[pairs.left] > 2) & (label[pairs.left] == label[pairs.right])).sum())


def _taps(names: NDArray[np.str_], times: Floats, pairs: Pairs, within: float) -> tuple[Row, ...]:
    """Return the pairs themselves, in order of time."""
    gaps = np.abs(times[pairs.left] - times[pairs.right])
    close = np.flatnonzero(gaps <= within)
    rows = [(min(times[pairs.left[i]], times[pairs.right[i]]), str(names[pairs.left[i]]), float(gaps[i])) for i in close]
    return tuple({"place": place, "first_hour": float(first), "hours_between": gap} for first, place, gap in sorted(rows))
