"""Two lists: Chapman's estimator, which is seldom appropriate and says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solferino.findings.answer import Interval

UNFIT = (
    "Two lists cannot show whether they depend on each other: if they find the same people the estimate is too low, if they avoid "
    "each other it is too high. Use it only where independence is known by design."
)


@dataclass(frozen=True)
class Chapman:
    """``estimate`` of all people, with its standard error and 95 % interval."""

    estimate: float
    se: float
    interval: Interval


def chapman(first: float, second: float, both: float) -> Chapman:
    """Return the estimate from the sizes of two lists and their overlap (Chapman 1951; variance Seber 1970).

    The interval is lognormal in the unseen (Burnham and others 1987), so that it never falls under the people seen.
    """
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return Chapman(estimate, float(np.sqrt(variance)), unseen_interval(first + second - both, estimate, float(np.sqrt(variance))))


def unseen_interval(seen: float, estimate: float, se: float) -> Interval:
    """Return a 95 % interval that is lognormal in estimate - seen."""
    unseen = max(estimate - seen, 1e-9)
    factor = float(np.exp(1.96 * np.sqrt(np.log1p((se / unseen) ** 2))))
    return seen + unseen / factor, seen + unseen * factor
