"""Log-linear models of capture cells: every model a row, and their average.

Fienberg 1972; Bishop, Fienberg and Holland 1975; selection by BIC and averaging by its weights as in Hook and Regal 1997 and
Rcapture (Baillargeon and Rivest 2007). Stepwise selection with zero overlaps: Chan, Silverman and Vincent 2021 (SparseMSE).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, poisson

from solferino.findings.answer import Interval, Row
from solferino.findings.undercount.cells import Cells, Floats
from solferino.findings.undercount.chapman import unseen_interval
from solferino.findings.undercount.newton import Fits, fit

Term = frozenset[str]
"""Names of lists, and of factors of strata, that go together."""
Model = frozenset[Term]
"""The interactions of a model; main effects of lists and an intercept for every stratum are in every model."""

EVERY = 4
"""Lists up to which all hierarchical models are fitted (113 for four); five have those of pairs (1,024), more are searched."""
MANY = 1000
"""Models of one coverage up to which dependence may differ by factor."""
WIDE = 150
"""Columns of a design up to which it may."""
PAIRS = 28
"""Pairs of lists up to which a search tries each at every step; of more, the most surprising ones."""
NEAR = 6


@dataclass(frozen=True)
class Estimate:
    """People in all by one model, or by the average of several; ``by_stratum`` are the strata's own estimates."""

    name: str
    estimate: float
    se: float
    interval: Interval
    by_stratum: tuple[float, ...]
    df: int = 0
    aic: float = np.nan
    bic: float = np.nan
    finite: bool = True
    weight: float = 0.0
    model: Model = frozenset()

    def row(self) -> Row:
        """Return the estimate as a row of a table."""
        low, high = self.interval
        numbers = {"estimate": self.estimate, "low": low, "high": high, "se": self.se, "aic": self.aic, "bic": self.bic}
        shown = {k: (float(v) if np.isfinite(v) else None) for k, v in numbers.items()}
        return {"model": self.name, "df": self.df, "weight": self.weight, "exists": self.finite} | shown


def closed(terms: Iterable[Iterable[str]]) -> Model:
    """Return the hierarchical model that terms generate: every part of a term that has two members or more."""
    return frozenset(frozenset(part) for t in terms for k in range(2, len(set(t)) + 1) for part in combinations(sorted(set(t)), k))


def models(data: Cells) -> tuple[Model, ...]:
    """Return the models to fit without strata: all hierarchical ones up to EVERY lists, else all sets of pairs."""
    names = data.lists
    pairs = [frozenset(p) for p in combinations(names, 2)]
    graphs = [frozenset(s) for k in range(len(pairs) + 1) for s in combinations(pairs, k)]
    if len(names) > EVERY:
        return tuple(graphs)
    found = set(graphs)
    for size in range(3, len(names)):
        bigger = [frozenset(t) for t in combinations(names, size)]
        for model in list(found):
            allowed = [t for t in bigger if closed([t]) - {t} <= model]
            found |= {model | frozenset(s) for k in range(1, len(allowed) + 1) for s in combinations(allowed, k)}
    return tuple(sorted(found, key=_order))


def with_strata(data: Cells) -> tuple[Model, ...]:
    """Return models that share effects between strata: coverage alike or by factor, each pair of lists absent, alike or by factor.

    Beyond MANY models or WIDE designs, pairs do not differ by factor.
    """
    pairs = [frozenset(p) for p in combinations(data.lists, 2)]
    found = set()
    for by in _subsets(data.factors):
        options = [[frozenset[Term](), *(closed([p, *(p | {f} for f in some)]) for some in _subsets(by))] for p in pairs]
        levels = 1 + sum(len({s[data.factors.index(f)] for s in data.strata}) - 1 for f in by)
        if prod(map(len, options)) > MANY or len(pairs) * levels > WIDE:
            options = [o[:2] for o in options]
        found |= {_coverage(data, by).union(*choice) for choice in product(*options)}
    return tuple(sorted(found, key=_order))


def _coverage(data: Cells, by: Iterable[str]) -> Model:
    """Return the model in which each list's coverage differs by some factors."""
    return closed((name, f) for name in data.lists for f in by)


def _subsets(items: Sequence[str]) -> list[tuple[str, ...]]:
    return [s for k in range(len(items) + 1) for s in combinations(items, k)]


def fitted(data: Cells) -> tuple[Estimate, ...]:
    """Return the estimates of every model worth fitting to these cells, by BIC."""
    if data.factors:
        return estimates(data, with_strata(data)) if len(data.lists) <= EVERY else search(data)
    return estimates(data, models(data)) if len(data.lists) <= EVERY + 1 else search(data)


def estimates(data: Cells, chosen: Sequence[Model]) -> tuple[Estimate, ...]:
    """Fit models and return them by BIC, with their weights; an estimate that does not exist comes last, with no weight."""
    design, columns = _design(data, chosen)
    used = np.array([[c is None or c in model for c in columns] for model in chosen])
    fits = fit(design, data.counts, models=used)
    found = sorted((_estimate(data, m, fits, i) for i, m in enumerate(chosen)), key=lambda e: (not e.finite, e.bic, e.name))
    return weighed(found)


def weighed(found: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """Return estimates with weights exp(-BIC / 2), over those that exist."""
    best = min((e.bic for e in found if e.finite), default=0.0)
    raw = [float(np.exp((best - e.bic) / 2)) if e.finite else 0.0 for e in found]
    total = sum(raw) or 1.0
    return tuple(replace(e, weight=w / total) for e, w in zip(found, raw, strict=True))


def average(found: Sequence[Estimate], people: float) -> Estimate | None:
    """Return the weighted average; its interval is of the mixture of the models' lognormal intervals for the unseen.

    None when no model has an estimate.
    """
    kept = [e for e in found if e.weight > 1e-6 and e.estimate > people]
    if not kept:
        return None
    weight = np.array([e.weight for e in kept]) / sum(e.weight for e in kept)
    points, errors = np.array([e.estimate for e in kept]), np.array([e.se for e in kept])
    middle = float(weight @ points)
    se = float(np.sqrt(weight @ (errors**2 + (points - middle) ** 2)))
    strata = tuple(float(weight @ np.array(column)) for column in zip(*(e.by_stratum for e in kept), strict=True))
    return Estimate("average", middle, se, _mixture(points - people, errors, weight, people), strata, weight=1.0)


def stepwise(data: Cells, *, threshold: float = 0.02) -> Estimate:
    """Add pairs of lists while one's overlap is unlike the model's expectation (one-sided Poisson p under the threshold).

    The pair with the lowest p value is added first, unless its estimate would not exist (Chan, Silverman and Vincent 2021).
    """
    model: Model = frozenset()
    pairs = [frozenset(p) for p in combinations(data.lists, 2)]
    refused: set[Term] = set()
    while True:
        now, means = _one(data, model)
        order = sorted((_surprise(data, means, p), sorted(p)) for p in pairs if p not in model and p not in refused)
        if not order or order[0][0] >= threshold:
            return _normal_interval(data, now)
        pair = frozenset(order[0][1])
        if _one(data, model | {pair})[0].finite:
            model |= {pair}
        else:
            refused.add(pair)


def search(data: Cells) -> tuple[Estimate, ...]:
    """Return the models met by adding or dropping one pair at a time as long as BIC falls, for more lists than can be gone through.

    It starts from lists that are independent, with coverage alike or by each set of factors.
    """
    met: dict[Model, Estimate] = {}
    for by in _subsets(data.factors):
        here = _coverage(data, by)
        while True:
            near = [here, *(here ^ {p} for p in _moves(data, here))]
            fresh = [m for m in near if m not in met]
            met |= {e.model: e for e in estimates(data, fresh)} if fresh else {}
            best = min(near, key=lambda m: (not met[m].finite, met[m].bic, _order(m)))
            if best == here:
                break
            here = best
    return weighed(sorted(met.values(), key=lambda e: (not e.finite, e.bic, e.name)))


def _moves(data: Cells, model: Model) -> list[Term]:
    """Return the pairs to add or drop: all, or of very many those in the model and the most surprising ones."""
    pairs = [frozenset(p) for p in combinations(data.lists, 2)]
    if len(pairs) <= PAIRS:
        return pairs
    means = _one(data, model)[1]
    absent = sorted((_surprise(data, means, p), sorted(p)) for p in pairs if p not in model)
    return [p for p in pairs if p in model] + [frozenset(p) for _, p in absent[:NEAR]]


def separate(data: Cells) -> Estimate | None:
    """Return each stratum's own average, added up; None when some stratum has no estimate of its own."""
    parts = [average(fitted(data.one(s)), float(data.counts[s].sum())) for s in range(len(data.strata))]
    own = [p for p in parts if p is not None]
    if len(own) < len(parts):
        return None
    total, se = sum(p.estimate for p in own), float(np.sqrt(sum(p.se**2 for p in own)))
    by = tuple(p.estimate for p in own)
    return Estimate("strata on their own, added up", total, se, unseen_interval(data.people, total, se), by)


def _order(model: Model) -> tuple[int, list[list[str]]]:
    return len(model), sorted(sorted(t) for t in model)


def _design(data: Cells, chosen: Sequence[Model]) -> tuple[Floats, list[Term | None]]:
    """Return the 0/1 design (strata, cells, columns) of all terms of all models, and the term of each column; None is in all."""
    rows = data.patterns.astype(np.float64)
    shape = (len(data.strata), len(rows))
    parts: list[Floats] = [np.broadcast_to(rows, (*shape, len(data.lists)))]
    columns: list[Term | None] = [None] * len(data.lists)
    for term in sorted({t for m in chosen for t in m}, key=lambda t: (len(t), sorted(t))):
        both = rows[:, [data.lists.index(x) for x in sorted(term) if x in data.lists]].prod(axis=1)
        part = both[None, :, None] * _levels(data, term)[:, None, :]
        parts.append(part)
        columns += [term] * part.shape[2]
    return np.concatenate(parts, axis=2), columns


def _levels(data: Cells, term: Term) -> Floats:
    """Return 0/1 columns (strata, columns) for the levels of a term's factors, the first level of each left out."""
    columns = np.ones((len(data.strata), 1))
    for factor in sorted(term - set(data.lists)):
        level = [s[data.factors.index(factor)] for s in data.strata]
        one = np.array([[float(v == x) for x in sorted(set(level))[1:]] for v in level])
        columns = (columns[:, :, None] * one[:, None, :]).reshape(len(level), -1)
    return columns


def _estimate(data: Cells, model: Model, fits: Fits, i: int) -> Estimate:
    unseen = np.exp(np.clip(fits.log_unseen[i], -30, 30))
    total, seen = float(unseen.sum()), data.people
    se = float(np.sqrt(max(total + unseen @ fits.covariance[i] @ unseen, 0.0)))
    df, likelihood = int(fits.df[i]), float(fits.log_likelihood[i])
    aic, bic = -2 * likelihood + 2 * df, -2 * likelihood + np.log(seen) * df
    finite = bool(fits.finite[i]) and np.isfinite(se) and total < 1e6 * seen
    by = tuple((data.counts.sum(axis=1) + unseen).tolist())
    interval = unseen_interval(seen, seen + total, se)
    return Estimate(_name(data, model), seen + total, se, interval, by, df, aic, float(bic), finite, model=model)


def _name(data: Cells, model: Model) -> str:
    """Return the model as its largest terms, with lists that stand alone."""
    largest = [t for t in model if not any(t < other for other in model)]
    alone = [frozenset((x,)) for x in data.lists if not any(x in t for t in largest)]
    place = {x: i for i, x in enumerate((*data.lists, *data.factors))}
    shown = sorted(sorted(place[x] for x in t) for t in [*largest, *alone])
    names = tuple(place)
    return " + ".join("*".join(names[i] for i in t) for t in shown)


def _mixture(unseen: Floats, se: Floats, weight: Floats, people: float) -> Interval:
    """Return the 95 % interval of people + a mixture of lognormals."""
    sigma = np.sqrt(np.log1p((se / unseen) ** 2))
    grid = np.exp(np.linspace(np.log(unseen.min()) - 6 * sigma.max(), np.log(unseen.max()) + 6 * sigma.max(), 20_001))
    below = sum(w * norm.cdf(np.log(grid / u) / s) for w, u, s in zip(weight, unseen, np.maximum(sigma, 1e-9), strict=True))
    low, high = (float(np.interp(q, below, grid)) for q in (0.025, 0.975))
    return people + low, people + high


def _one(data: Cells, model: Model) -> tuple[Estimate, NDArray[np.float64]]:
    """Return a model's estimate and its expected cells."""
    design, columns = _design(data, [model])
    fits = fit(design, data.counts, models=np.ones((1, len(columns)), dtype=bool))
    return _estimate(data, model, fits, 0), fits.means[0]


def _surprise(data: Cells, means: Floats, pair: Term) -> float:
    """Return the smaller one-sided Poisson p value of a pair's overlap."""
    both = data.patterns[:, [data.lists.index(x) for x in pair]].all(axis=1)
    seen, expected = float(data.counts[:, both].sum()), float(means[:, both].sum())
    return float(min(poisson.cdf(seen, expected), poisson.sf(seen - 1, expected)))


def _normal_interval(data: Cells, e: Estimate) -> Estimate:
    """Return the estimate with the interval of SparseMSE: normal in the log of the unseen, without the unseen's own chance."""
    unseen = e.estimate - data.people
    sigma = float(np.sqrt(max(e.se**2 - unseen, 0.0))) / unseen
    low, high = (data.people + unseen * float(np.exp(z * sigma)) for z in (-1.96, 1.96))
    return replace(e, interval=(low, high))
