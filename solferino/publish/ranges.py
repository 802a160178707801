"""Bars of ranges: the lowest and highest figure, the best one between, and an open end that is drawn open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solferino.publish.words import amount
from solferino.records import Finding

WIDTH, LEFT, RIGHT = 200.0, 6.0, 20.0
"""Pixels; the space on the right is for an open end."""

STRETCHED = 50
"""The figure from which bars are drawn on a square-root scale, so that a small toll beside a very large one can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One range in pixels."""

    low: float
    best: float
    high: float
    open: bool
    says: str


def scale(tolls: Iterable[Finding | None]) -> int:
    """Return the figure at which the bars of some tolls end, so that they can be compared."""
    return max((int(t.value["high"]) for t in tolls if t), default=0) or 1


def bar(toll: Finding, most: int) -> Bar:
    """Return the bar of a toll on a scale from 0 to ``most``."""
    value = toll.value
    wide = WIDTH - LEFT - RIGHT
    low, best, high = (round(LEFT + wide * _part(value[end] / most, most), 1) for end in ("low", "best", "high"))
    return Bar(low, best, high, bool(value["open"]), said(toll))


def _part(part: float, most: int) -> float:
    return part**0.5 if most > STRETCHED else part


def axis(most: int) -> str:
    """Say what the bars run over."""
    return f"bar from 0 to {amount(most)}" + (", square-root scale" if most > STRETCHED else "")


def said(toll: Finding) -> str:
    """Say a toll's range: ``6``, ``6 to 8``, ``6 to 8 or more``, ``at least 6``."""
    low, high = toll.value["low"], toll.value["high"]
    if toll.value["open"]:
        return f"at least {amount(low)}" if low == high else f"{amount(low)} to {amount(high)} or more"
    return amount(low) if low == high else f"{amount(low)} to {amount(high)}"
