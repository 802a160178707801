"""Draws from the posterior of the latent class model, by Hamiltonian Monte Carlo, compiled.

The model is LCMCR's (Manrique-Vallier 2016): a person belongs to class k with a stick-breaking weight, list j names a person of
class k with probability lambda_jk (uniform), the concentration of the sticks is Gamma(0.25, 0.25), the number of people has the
prior 1/N. The latent counts, the number of people and the concentration are integrated out by hand, which leaves J * K + K - 1
smooth dimensions; a leapfrog trajectory (Neal 2011) crosses them far faster than Gibbs sampling does, and the number of people is
then drawn from its exact conditional, a negative binomial.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solferino.findings.compiled import compiled

Array = NDArray[Any]

SHAPE = 0.25
RATE = 0.25
TARGET = 0.8
"""Acceptance that step sizes are tuned to (Hoffman and Gelman 2014)."""
BOUND = 30.0


@compiled
def gradient(q: Array, seen: Array, count: Array, classes: int, p: Array, out: Array) -> tuple[float, float]:
    """Return the log density at q and the chance to be on no list; the gradient goes to ``out``.

    ``q`` holds logits: lambda by list and class, then the sticks. ``seen`` (1 + cells, lists) are capture patterns, the first row
    all zero; ``count`` their counts, the first one unused. ``p`` (1 + cells, classes) is working room.
    """
    lists, k_last = seen.shape[1], classes - 1
    people = 0.0
    weight = np.empty(classes)
    stick = np.empty(classes)
    left, total, density = 1.0, 0.0, 0.0
    for k in range(k_last):
        v = 1.0 / (1.0 + np.exp(-q[lists * classes + k]))
        stick[k] = v
        weight[k] = left * v
        left *= 1.0 - v
        total += np.log1p(-v)
        density += np.log(v)
    weight[k_last] = left
    strength = (SHAPE + k_last) / (RATE - total)
    density -= (SHAPE + k_last) * np.log(RATE - total)
    lam = np.empty((lists, classes))
    for j in range(lists):
        for k in range(classes):
            x = 1.0 / (1.0 + np.exp(-q[j * classes + k]))
            lam[j, k] = x
            density += np.log(x * (1.0 - x))
    mass = np.zeros(classes)
    up = np.zeros((lists, classes))
    missed = 0.0
    for c in range(1, seen.shape[0]):
        people += count[c]
    for c in range(seen.shape[0]):
        row = p[c]
        for k in range(classes):
            row[k] = weight[k]
        for j in range(lists):
            if seen[c, j]:
                for k in range(classes):
                    row[k] *= lam[j, k]
            else:
                for k in range(classes):
                    row[k] *= 1.0 - lam[j, k]
        chance = 0.0
        for k in range(classes):
            chance += row[k]
        if c == 0:
            missed = chance
            density -= people * np.log(1.0 - chance)
            pull = people / (1.0 - chance)
        else:
            density += count[c] * np.log(chance)
            pull = count[c] / chance
        for k in range(classes):
            row[k] *= pull
            mass[k] += row[k]
        for j in range(lists):
            if seen[c, j]:
                for k in range(classes):
                    up[j, k] += row[k]
    for j in range(lists):
        for k in range(classes):
            x = lam[j, k]
            out[j * classes + k] = up[j, k] - x * mass[k] + 1.0 - 2.0 * x
    later = 0.0
    for k in range(k_last, -1, -1):
        if k < k_last:
            v = stick[k]
            out[lists * classes + k] = mass[k] * (1.0 - v) - v * later + (1.0 - v) - strength * v
        later += mass[k]
    return density, missed


@compiled
def _trajectory(
    q: Array, slope: Array, momentum: Array, seen: Array, count: Array, classes: int, p: Array, step: float, length: int
) -> tuple[float, float]:
    """Move q, its slope and its momentum along ``length`` leapfrog steps; return log density and chance to be on no list there."""
    density, missed = -np.inf, 0.0
    for _ in range(length):
        for d in range(len(q)):
            momentum[d] += 0.5 * step * slope[d]
            q[d] += step * momentum[d]
            if not abs(q[d]) < BOUND:
                return -np.inf, 0.0
        density, missed = gradient(q, seen, count, classes, p, slope)
        for d in range(len(q)):
            momentum[d] += 0.5 * step * slope[d]
    return density, missed


@compiled
def chain(
    seen: Array, count: Array, classes: int, start: Array, warmup: int, draws: int, steps: int, seed: int
) -> tuple[Array, Array]:
    """Return the chances to be on no list (draws,) along one chain, and the acceptance of each draw.

    During the ``warmup`` the step size follows the acceptance (dual averaging, Hoffman and Gelman 2014). Trajectories have 1 to
    ``2 * steps`` leapfrog steps of a size drawn below the tuned one: classes trade labels along the way, so no scale fits a
    coordinate for long, and a fixed size gets stuck where the density is stiffer.
    """
    np.random.seed(seed)
    size = len(start)
    p = np.empty((seen.shape[0], classes))
    q, slope = start.copy(), np.empty(size)
    density, missed = gradient(q, seen, count, classes, p, slope)
    step, log_mean, error = 0.1, 0.0, 0.0
    out, accepted = np.empty(draws), np.empty(draws)
    for i in range(warmup + draws):
        momentum = np.random.normal(0.0, 1.0, size)
        energy = density - 0.5 * (momentum**2).sum()
        to, to_slope = q.copy(), slope.copy()
        length = 1 + np.random.randint(2 * steps)
        found = _trajectory(to, to_slope, momentum, seen, count, classes, p, step * 0.5 ** np.random.random(), length)
        change = found[0] - 0.5 * (momentum**2).sum() - energy
        chance = min(1.0, np.exp(change)) if change > -700.0 else 0.0
        if np.random.random() < chance:
            q, slope, density, missed = to, to_slope, found[0], found[1]
        if i < warmup:
            rate = 1.0 / (i + 11.0)
            error = (1.0 - rate) * error + rate * (TARGET - chance)
            log_step = -np.sqrt(i + 1.0) / 0.05 * error
            log_mean += (i + 1.0) ** -0.75 * (log_step - log_mean)
            step = np.exp(log_mean) if i == warmup - 1 else np.exp(log_step)
        else:
            out[i - warmup], accepted[i - warmup] = missed, chance
    return out, accepted
