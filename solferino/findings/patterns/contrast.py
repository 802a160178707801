"""How close pairs are expected to be without clustering: by shuffling alone, or by the pairs a little farther and later.

A front, a season or a batch of reports makes near pairs and slightly less near pairs alike: their lags have the same distribution.
Only what acts at the distance and lag in question makes the nearest pairs sooner than those in the ring around them. So a cell of
pairs is compared with the ring beyond the largest distance, and its lag with the ring beyond the longest lag: an odds ratio, which
is one for any pattern that changes slowly over both. Shuffling within strata says how far it scatters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solferino.findings.patterns.pairs import Floats, Ints

RING_SPACE = 2.0
"""Outer edge of the ring, in largest distances."""
RING_LAG = 3.0
"""Outer edge of the ring, in longest lags."""

Counts = NDArray[Any]


@dataclass(frozen=True)
class Contrast:
    """Cells (distances, lags): pairs observed, the pairs expected without clustering with their standard error, and the scores.

    ``score`` is the standardised surplus, ``shuffled`` (permutations, distances, lags) the same of each shuffle.
    """

    observed: Ints
    expected: Floats
    error: Floats
    score: Floats
    shuffled: Floats


def by_shuffling(seen: Counts, drawn: Counts) -> Contrast:
    """Compare cells with the mean of their shuffles."""
    mean, spread = drawn.mean(axis=0), drawn.std(axis=0)
    return Contrast(seen, mean, spread, seen.astype(np.float64), drawn.astype(np.float64))


def by_ring(seen: Counts, drawn: Counts, *, running: bool = False) -> Contrast:
    """Compare cells with the ring, the last row and the last column of ``seen`` (distances + 1, lags + 1) and of each of ``drawn``.

    ``running`` cells add up all nearer and sooner ones. The score is the log odds ratio over its standard error (Woolf 1955, with
    halves added as by Haldane 1956); the same is computed for every shuffle.
    """
    cell, later, farther, both = _parts(seen, running)
    expected = later * farther / np.maximum(both, 0.5)
    error = expected * np.sqrt(1 / np.maximum(later, 0.5) + 1 / np.maximum(farther, 0.5) + 1 / np.maximum(both, 0.5))
    return Contrast(cell.astype(np.int64), expected, error, _score(*_parts(seen, running)), _score(*_parts(drawn, running)))


def _parts(counts: Counts, running: bool) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the cells, their pairs in the lag ring, in the distance ring, and in both rings."""
    table = counts.astype(np.float64)
    cell, later, farther = table[..., :-1, :-1], table[..., :-1, -1:], table[..., -1:, :-1]
    if running:
        cell = cell.cumsum(axis=-1).cumsum(axis=-2)
        later, farther = later.cumsum(axis=-2), farther.cumsum(axis=-1)
    return cell, np.broadcast_to(later, cell.shape), np.broadcast_to(farther, cell.shape), table[..., -1:, -1:]


def _score(cell: Floats, later: Floats, farther: Floats, both: Floats) -> Floats:
    a, b, c, d = cell + 0.5, later + 0.5, farther + 0.5, both + 0.5
    return np.asarray(np.log(a * d / (b * c)) / np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
