"""Do strikes fall on facilities more often than the local pattern of strikes explains?

Random displacement: every cluster of strikes is moved a little way in a random direction, again and again (spatial jitter; Besag
and Diggle 1977 for the test). Stratified tables: Mantel and Haenszel 1959.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from scipy.stats import gamma

from solferino.errors import UsageError
from solferino.findings.answer import LEVEL, Answer, Asked, Interval, Row, chart, seed_of, shown, verdict
from solferino.findings.patterns import strata
from solferino.findings.patterns.pairs import EARTH_KM, Floats
from solferino.findings.patterns.shuffled import attainable, p_values

NEEDED = {"strikes_precise_enough": 20, "facilities_precise_enough": 5}
SHARES = {"strikes": 30, "strikes_on_the_category": 5, "strikes_in_strata_with_both_groups": 20}
SPOTS = 24
"""Points that stand for the disc in which an imprecise strike may lie."""
ASSUMES = (
    "Within the distances of displacement, strikes would fall with an even density if no facility drew them.",
    "Strikes and facilities are placed apart: a strike geocoded to the facility that it is said to have hit proves nothing.",
    "Strikes nearer to each other than the radius are one cluster and move together.",
)
CAVEATS = (
    "Strikes on facilities are reported more often than strikes on fields; this test cannot tell reporting from aiming.",
    "What stands beside facilities (crossroads, depots, town centres) is hit with them.",
)
GROUPS = ("Within a stratum both groups had the same targets in reach.", "Targets are named alike whoever struck.")


@dataclass(frozen=True)
class _Strikes:
    """Plane coordinates in km (n, spots, 2) of where each strike may lie, with the cluster of each."""

    spots: Floats
    cluster: NDArray[np.int64]


def targeting(
    strikes: ArrayLike,
    facilities: ArrayLike,
    *,
    rng: Generator,
    radius: float = 0.1,
    displacements: Sequence[float] = (0.5, 1.0, 2.0),
    strike_radius: ArrayLike = 0.0,
    facility_radius: ArrayLike = 0.0,
    permutations: int = 499,
) -> Answer:
    """Test whether more strikes fall within ``radius`` km of a facility than when they are displaced by up to each distance.

    ``strikes`` (n, 2) and ``facilities`` (m, 2) are latitudes and longitudes in degrees; ``strike_radius`` and ``facility_radius``
    say how far each may lie from its point, in km. A strike counts with the share of its disc that is near a facility; discs
    wider than the smallest displacement cannot speak. The verdict is that of the smallest displacement, which assumes least; the
    others show whether it depends on it.
    """
    if min(displacements) <= radius:
        raise UsageError("displacements must be larger than the radius, else nothing moves off a facility")
    asked = Asked(
        kind="proximity",
        question="Do strikes fall on facilities more often than the local pattern of strikes explains?",
        null_model="Strikes fall as densely around facilities as on them, within the distance of displacement",
        needed=NEEDED,
        assumptions=ASSUMES,
        caveats=CAVEATS,
        settings={"radius_km": radius, "displacements_km": list(displacements), "permutations": permutations},
        seed=seed_of(rng),
    )
    hit, far = _table(strikes, strike_radius)
    places, vague = _table(facilities, facility_radius)
    fine, sharp = far <= min(displacements), vague <= radius
    n: dict[str, float] = {
        "strikes": len(hit),
        "strikes_precise_enough": int(fine.sum()),
        "facilities": len(places),
        "facilities_precise_enough": int(sharp.sum()),
    }
    if asked.lacks(n):
        return asked.refuse(n)
    origin = places.mean(axis=0)
    data = _spread(_plane(hit[fine], origin), far[fine], radius)
    tree = cKDTree(_plane(places[sharp], origin))
    rows = tuple(_displaced(data, tree, radius, d, rng, permutations) for d in sorted(displacements))
    return _worded(asked, n, rows, radius)


def _worded(asked: Asked, n: dict[str, float], rows: tuple[Row, ...], radius: float) -> Answer:
    nearest, p = rows[0], rows[0]["p_value"]
    said = (
        f"{nearest['observed']:.1f} strikes fall within {radius:g} km of a facility; displaced by up to "
        f"{nearest['displacement_km']:g} km, {nearest['expected']:.1f} would, {shown(p)}."
    )
    fading = [f"{r['displacement_km']:g} km ({shown(r['p_value'])})" for r in rows[1:] if (r["p_value"] <= LEVEL) != (p <= LEVEL)]
    return asked.answer(
        verdict=verdict(p),
        n=n | {"attainable_size": nearest["attainable_size"]},
        effect_name="strikes_near_facilities_over_expected",
        effect=nearest["ratio"],
        interval=(nearest["ratio_low"], nearest["ratio_high"]) if nearest["ratio"] is not None else None,
        p_value=p,
        caveats=(f"The answer is another at {', '.join(fading)}.",) if fading else (),
        table=rows,
        chart=chart("point", rows, x="displacement_km", y="ratio", low="ratio_low", high="ratio_high", alt=said),
        summary=said,
    )


def _table(points: ArrayLike, radius: ArrayLike) -> tuple[Floats, Floats]:
    """Return points and radii in canonical order."""
    where = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    wide = np.broadcast_to(np.asarray(radius, dtype=np.float64), len(where))
    order = np.lexsort((wide, where[:, 1], where[:, 0]))
    return where[order], wide[order]


def _plane(points: Floats, origin: Floats) -> Floats:
    """Return km east and north of an origin (equirectangular; fine for one country)."""
    north, east = np.radians(points - origin).T * EARTH_KM
    return np.column_stack((east * np.cos(np.radians(origin[0])), north))


def _spread(points: Floats, radius: Floats, near: float) -> _Strikes:
    """Return the spots of each strike (a sunflower over its disc) and clusters of strikes within ``near`` of each other."""
    turn = np.arange(SPOTS) * np.pi * (3 - np.sqrt(5))
    disc = np.sqrt((np.arange(SPOTS) + 0.5) / SPOTS)[:, None] * np.column_stack((np.cos(turn), np.sin(turn)))
    spots = points[:, None] + radius[:, None, None] * disc
    links = cKDTree(points).query_pairs(near, output_type="ndarray")
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(points), len(points)))
    cluster = connected_components(graph, directed=False)[1]
    if not radius.any():
        spots = spots[:, :1]
    return _Strikes(spots, cluster.astype(np.int64))


def _displaced(data: _Strikes, tree: cKDTree, radius: float, distance: float, rng: Generator, permutations: int) -> Row:
    """Return the row of one displacement: clusters are moved evenly over the disc of that radius around them."""
    observed = _near(data.spots, tree, radius)
    clusters = int(data.cluster.max()) + 1
    shuffled = np.empty(permutations)
    for i in range(permutations):
        angle, far = rng.uniform(0, 2 * np.pi, clusters), distance * np.sqrt(rng.uniform(0, 1, clusters))
        move = np.column_stack((far * np.cos(angle), far * np.sin(angle)))
        shuffled[i] = _near(data.spots + move[data.cluster][:, None], tree, radius)
    mean = float(shuffled.mean())
    ratio, (low, high) = _rate(observed, shuffled)
    return {
        "displacement_km": float(distance),
        "observed": observed,
        "expected": mean,
        "ratio": ratio,
        "ratio_low": low,
        "ratio_high": high,
        "p_value": float(p_values(np.asarray(observed), shuffled)),
        "attainable_size": attainable(shuffled, LEVEL),
    }


def _near(spots: Floats, tree: cKDTree, radius: float) -> float:
    """Return how many strikes lie near a facility, each counted with the share of its spots that do."""
    distance = tree.query(spots.reshape(-1, 2), distance_upper_bound=np.nextafter(radius, np.inf))[0]
    return float(np.isfinite(distance).sum() / spots.shape[1])


def _rate(observed: float, shuffled: Floats) -> tuple[float | None, Interval | tuple[None, None]]:
    """Return observed over expected with a 95 % interval: that of a count, widened by the clusters (variance over mean)."""
    mean = float(shuffled.mean())
    if not mean:
        return None, (None, None)
    wide = max(1.0, float(shuffled.var()) / mean)
    low = gamma.ppf(0.025, observed / wide) if observed else 0.0
    high = gamma.ppf(0.975, observed / wide + 1)
    return observed / mean, (float(low * wide / mean), float(high * wide / mean))


def target_share(
    on_category: ArrayLike,
    group: ArrayLike,
    *,
    rng: Generator,
    areas: ArrayLike | None = None,
    names: Sequence[str] = ("first", "second"),
    permutations: int = 1999,
) -> Answer:
    """Compare how often two groups of strikes hit a category of target, within strata (a place and time, say).

    ``on_category`` is 0 or 1 a strike, ``group`` 0 or 1 for the two groups (parties, periods) called ``names``, ``areas`` labels of
    the strata. Within a stratum the categories change strikes at random. The effect is the Mantel-Haenszel odds ratio of the second
    group against the first.
    """
    hit, side = (np.asarray(x, dtype=np.int64) for x in (on_category, group))
    if len(names) != 2 or not np.isin(np.concatenate((hit, side)), (0, 1)).all():
        raise UsageError("categories and groups are 0 or 1, and two groups have names")
    area = np.zeros(len(hit), np.int64) if areas is None else strata.number(np.unique(np.asarray(areas), return_inverse=True)[1])
    asked = Asked(
        kind="target_share",
        question="Do two groups of strikes hit a category of target at different rates, where both could choose?",
        null_model="Within a stratum, who struck and what was hit are independent",
        needed=SHARES,
        assumptions=GROUPS,
        caveats=CAVEATS[:1],
        settings={"groups": list(names), "permutations": permutations},
        seed=seed_of(rng),
    )
    tables = np.zeros((int(area.max(initial=0)) + 1, 2, 2))
    np.add.at(tables, (area, side, hit), 1)
    mixed = tables.sum(axis=2).all(axis=1)
    n: dict[str, float] = {
        "strikes": len(hit),
        "strikes_on_the_category": int(hit.sum()),
        "strikes_in_strata_with_both_groups": int(tables[mixed].sum()),
    }
    return asked.refuse(n) if asked.lacks(n) else _shares(asked, n, tables[mixed], names, rng, permutations)


def _shares(asked: Asked, n: dict[str, float], tables: Floats, names: Sequence[str], rng: Generator, permutations: int) -> Answer:
    hits, second, total = tables[:, :, 1].sum(axis=1), tables[:, 1].sum(axis=1), tables.sum(axis=(1, 2))
    seen = tables[:, 1, 1].sum()
    drawn = rng.hypergeometric(hits.astype(int), (total - hits).astype(int), second.astype(int), (permutations, len(tables))).sum(
        axis=1
    )
    mean = float((hits * second / total).sum())
    p = float(p_values(np.abs(seen - mean), np.abs(drawn - mean) + 1e-9))
    ratio, interval = _odds(tables)
    shares = [float(tables[:, k, 1].sum() / tables[:, k].sum()) for k in (0, 1)]
    rows = tuple({"group": names[k], "share": shares[k], "strikes": float(tables[:, k].sum())} for k in (0, 1))
    said = (
        f"{names[1]}: {shares[1]:.1%} of strikes on the category; {names[0]}: {shares[0]:.1%}; within strata the odds ratio is "
        f"{ratio:.2f} ({interval[0]:.2f} to {interval[1]:.2f}), {shown(p)}."
    )
    return asked.answer(
        verdict=verdict(p),
        n=n,
        effect_name="odds_ratio",
        effect=ratio,
        interval=interval,
        p_value=p,
        table=rows,
        summary=said,
        chart=chart("bar", rows, x="group", y="share", alt=said),
    )


def _odds(tables: Floats) -> tuple[float, Interval]:
    """Return the Mantel-Haenszel odds ratio with the interval of Robins, Breslow and Greenland 1986."""
    a, b, c, d = tables[:, 1, 1], tables[:, 1, 0], tables[:, 0, 1], tables[:, 0, 0]
    n = a + b + c + d
    r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
    top, bottom = max(r.sum(), 1e-9), max(s.sum(), 1e-9)
    variance = (p * r).sum() / (2 * top**2) + (p * s + q * r).sum() / (2 * top * bottom) + (q * s).sum() / (2 * bottom**2)
    ratio, spread = top / bottom, float(np.exp(1.96 * np.sqrt(variance)))
    return float(ratio), (float(ratio / spread), float(ratio * spread))
