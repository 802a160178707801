"""What learning has seen: how pairs of mentions compare, each pattern of levels counted once, as numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solferino.link.weights import WEIGHTS

Floats = NDArray[np.float64]
Pattern = tuple[str, ...]
"""The level of each comparison, in the table's order."""
APART = "apart"
"""The verdict on pairs of one season that are too far apart in time to be one event."""


@dataclass(frozen=True)
class Seen:
    """Patterns seen, as numbers: one row a pattern and verdict, one column a comparison.

    ``levels`` number the levels of each comparison in the table's order; ``share`` is the share that is one event, NaN where it is
    guessed; ``apart`` marks the pairs that are too far apart in time.
    """

    levels: NDArray[np.int64]
    times: Floats
    share: Floats
    apart: NDArray[np.bool_]

    @staticmethod
    def of(counts: Mapping[tuple[Pattern, str], float]) -> Seen:
        """Number the levels of counted patterns, each with its verdict (``same``, ``different``, ``apart`` or none)."""
        ordered = sorted(counts.items())
        number = [{level: i for i, level in enumerate(WEIGHTS[name])} for name in WEIGHTS]
        levels = [[of[level] for of, level in zip(number, pattern, strict=True)] for (pattern, _), _ in ordered]
        share = {"same": 1.0, "different": 0.0, APART: 0.0}
        return Seen(
            np.array(levels, dtype=np.int64).reshape(len(ordered), len(number)),
            np.array([n for _, n in ordered]),
            np.array([share.get(verdict, math.nan) for (_, verdict), _ in ordered]),
            np.array([verdict == APART for (_, verdict), _ in ordered], dtype=np.bool_),
        )
