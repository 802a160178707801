"""Poisson log-linear fits of many models at once: Newton's method on stacked matrices.

Every stratum has an intercept of its own, so its fitted people are its observed people and the intercepts drop out: what is left
is a multinomial in each stratum (Sandland and Cormack 1984). The intercepts, which say how many were missed, come back at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROOM = 4_000_000
"""Numbers that one stack of weighted designs may hold (32 MB)."""
STEPS = 60


@dataclass(frozen=True)
class Fits:
    """Fits of M models on S strata of C cells.

    ``log_unseen`` (M, S) is the log of the expected people on no list, ``covariance`` (M, S, S) its covariance, ``means`` (M, S, C)
    the expected cells, ``df`` the number of parameters with those that a zero margin puts at minus infinity, ``finite`` whether the
    estimate exists: where it does not, Newton's method walks off for ever.
    """

    log_unseen: Floats
    covariance: Floats
    means: Floats
    log_likelihood: Floats
    df: NDArray[np.int64]
    finite: Flags


def fit(design: Floats, counts: Floats, *, models: Flags) -> Fits:
    """Fit models, given as the columns (M, P) of a 0/1 design (S, C, P) that each uses, to counts (S, C).

    A column whose total count is zero has its estimate at minus infinity: it leaves the model with its cells, whose means are zero
    (Chan, Silverman and Vincent 2021).
    """
    size = max(1, ROOM // design.size)
    parts = [_fit(design, counts, models[i : i + size]) for i in range(0, len(models), size)]
    return Fits(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _fit(design: Floats, counts: Floats, models: Flags) -> tuple[Floats, Floats, Floats, Floats, NDArray[np.int64], Flags]:
    used = models.any(axis=0)
    design, kept, people = design[:, :, used], models[:, used], counts.sum(axis=1)
    empty = kept & (np.tensordot(counts, design, 2) == 0)
    kept = kept & ~empty
    live = np.tensordot(empty.astype(np.float64), design, (1, 2)) == 0
    effects, means, steady = _newton(design, counts, kept, live)
    inverse, sound = _inverse(_information(design, means, kept, people))
    centres = _centres(design, means, people) * kept[:, None, :]
    covariance = centres @ inverse @ centres.transpose(0, 2, 1) + np.diag(1 / people)
    chances = np.where(live, np.exp(_logs(design, effects)), 0.0).sum(axis=2)
    logs = np.where(counts > 0, counts * np.log(np.where(means > 0, means, 1.0)), 0.0)
    likelihood: Floats = (logs - means - gammaln(counts + 1)).sum(axis=(1, 2))
    df = models.sum(axis=1) + len(people)
    return np.log(people / chances), covariance, means, likelihood, np.asarray(df), np.asarray(steady & sound)


def _newton(design: Floats, counts: Floats, kept: Flags, live: Flags) -> tuple[Floats, Floats, Flags]:
    """Return effects (M, P), means (M, S, C) and whether they came to rest; the first step is least squares on the logs."""
    people = counts.sum(axis=1)
    means = np.where(live, counts + 0.5, 0.0)
    logs = np.log(counts + 0.5)
    start = means * (logs - ((means * logs).sum(axis=2) / means.sum(axis=2))[..., None])
    effects = _solve(_information(design, means, kept, means.sum(axis=2)), np.tensordot(start, design, 2) * kept)
    steady = np.zeros(len(kept), dtype=bool)
    for _ in range(STEPS):
        means = _means(design, effects, live, people)
        step = _solve(_information(design, means, kept, people), np.tensordot(counts - means, design, 2) * kept)
        effects = effects + np.clip(step, -5, 5)
        steady = np.abs(step).max(axis=1, initial=0.0) < 1e-8
        if steady.all():
            break
    return effects, _means(design, effects, live, people), steady


def _logs(design: Floats, effects: Floats) -> Floats:
    return np.asarray(np.clip(np.tensordot(effects, design, (1, 2)), -300, 300))


def _means(design: Floats, effects: Floats, live: Flags, people: Floats) -> Floats:
    """Return expected cells (M, S, C): each stratum's people shared out."""
    logs = _logs(design, effects)
    shares = np.where(live, np.exp(logs - np.where(live, logs, -np.inf).max(axis=2, keepdims=True)), 0.0)
    return np.asarray(people[:, None] * shares / shares.sum(axis=2, keepdims=True))


def _centres(design: Floats, means: Floats, people: Floats) -> Floats:
    """Return the mean design row (M, S, P) of each stratum."""
    return np.asarray(np.matmul(means.transpose(1, 0, 2), design).transpose(1, 0, 2) / people[..., None])


def _information(design: Floats, means: Floats, kept: Flags, people: Floats) -> Floats:
    """Return the information matrices (M, P, P) with the intercepts out; a column out of the model is an identity column."""
    models, size = kept.shape
    rows = design.reshape(-1, size)
    stacked = np.matmul(rows.T[None] * means.reshape(models, 1, -1), rows[None])
    centres = _centres(design, means, people)
    stacked -= np.matmul((centres * people[..., None]).transpose(0, 2, 1), centres)
    both = kept[:, :, None] & kept[:, None, :]
    ridge = 1e-12 * people.sum(axis=-1) * np.ones(models)
    return np.asarray(np.where(both, stacked, 0.0) + np.eye(size) * (ridge[:, None] + ~kept)[:, :, None])


def _solve(information: Floats, score: Floats) -> Floats:
    return np.asarray(np.linalg.solve(information, score[..., None])[..., 0])


def _inverse(information: Floats) -> tuple[Floats, Flags]:
    """Return inverses, and whether each is sound: no direction without information."""
    inverse: Floats = np.asarray(np.linalg.inv(information))
    loss = np.einsum("mii->mi", inverse) * np.einsum("mii->mi", information)
    return inverse, np.asarray(loss.max(axis=1, initial=0.0) < 1e9)
