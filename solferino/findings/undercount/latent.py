"""Latent classes: people differ in how easily lists find them, and the classes of people are not known.

Manrique-Vallier 2016 (LCMCR); drawn by ``sampler``, judged by ``diagnostics``.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count

import numpy as np
from numpy.random import Generator

from solferino.findings.answer import Row
from solferino.findings.undercount import sampler
from solferino.findings.undercount.cells import Cells, Floats
from solferino.findings.undercount.diagnostics import effective, effective_tail, r_hat

CLASSES = 10
STEPS = 64
R_HAT = 1.01
ROUNDS = 4
"""Times the chains are run again, twice as long, until they have met."""


@dataclass(frozen=True)
class Latent:
    """Draws of the number of people: ``draws`` (strata, chains, draws), with the worst R-hat and the fewest effective draws."""

    draws: Floats
    r_hat: float
    effective: float
    effective_tail: float

    @property
    def total(self) -> Floats:
        """Draws of the people of all strata together."""
        return np.asarray(self.draws.sum(axis=0))

    @property
    def met(self) -> bool:
        """Whether the chains have met."""
        return self.r_hat < R_HAT

    def row(self, seen: float) -> Row:
        """Return the posterior as a row of a table of estimates."""
        low, middle, high = (float(v) for v in np.quantile(self.total, (0.025, 0.5, 0.975)))
        return {
            "model": "latent classes",
            "estimate": middle,
            "low": low,
            "high": high,
            "se": float(self.total.std()),
            "unseen": middle - seen,
            "r_hat": self.r_hat,
            "effective_draws": self.effective,
            "exists": self.met,
        }


def latent(data: Cells, rng: Generator, *, classes: int = CLASSES, chains: int = 4, warmup: int = 500, draws: int = 2000) -> Latent:
    """Draw the number of people in each stratum, from its own model; strata are independent.

    A stratum whose chains have not met is drawn again with twice the warm-up and draws, up to ROUNDS times in all.
    """

    def stratum(s: int, own: Generator) -> Floats:
        return _stratum(data.one(s), own, classes, chains, warmup, draws)

    with ThreadPoolExecutor(cpu_count()) as pool:
        found = list(pool.map(stratum, range(len(data.strata)), rng.spawn(len(data.strata))))
    shortest = min(f.shape[1] for f in found)
    kept = np.array([f[:, -shortest:] for f in found])
    total = kept.sum(axis=0)
    return Latent(kept, max(r_hat(f) for f in (*found, total)), effective(total), effective_tail(total))


def _stratum(data: Cells, rng: Generator, classes: int, chains: int, warmup: int, draws: int) -> Floats:
    """Return draws (chains, draws) of the people of one stratum."""
    counts = data.counts[0]
    held = counts > 0
    seen = np.vstack((np.zeros((1, len(data.lists)), np.uint8), data.patterns[held]))
    count = np.concatenate(([0.0], counts[held]))
    for again in range(ROUNDS):
        missed = np.array([_chain(seen, count, rng, classes, warmup << again, draws << again) for _ in range(chains)])
        people = data.people + rng.negative_binomial(max(data.people, 1e-9), np.maximum(1 - missed, 1e-12)).astype(np.float64)
        if r_hat(people) < R_HAT:
            break
    return np.asarray(people)


def _chain(seen: Floats, count: Floats, rng: Generator, classes: int, warmup: int, draws: int) -> Floats:
    """Return one chain from a dispersed start."""
    start = rng.normal(0.0, 1.0, seen.shape[1] * classes + classes - 1)
    return sampler.chain(seen, count, classes, start, warmup, draws, STEPS, int(rng.integers(2**31)))[0]
