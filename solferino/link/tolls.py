"""Tolls compared: equal figures say much when they are large, figures far apart speak against one event."""

from __future__ import annotations

from solferino.link.facts import Range
from solferino.link.level import UNKNOWN, Level

GREAT = 12
"""A toll from which two reports seldom name the same figure of two events."""


def toll_level(x: Range | None, y: Range | None) -> Level:
    """Compare two figures of those killed or injured, each with its open end."""
    if x is None or y is None:
        return UNKNOWN
    if x == y and None not in x:
        n = x[0] or 0
        return ("same_great" if n >= GREAT else "same_many" if n >= 5 else "same_few" if n >= 2 else "same_one"), (_show(x),)
    gap = max(x[0] or 0, y[0] or 0) - min(_top(x), _top(y))
    least = max(1, min(_top(x), _top(y)))
    close = gap <= 2 or gap <= least / 2
    level = "meet" if gap <= 0 else "close" if close else "apart" if gap <= max(5, 2 * least) else "far"
    return level, (_show(x), _show(y))


def _top(toll: Range) -> float:
    return float("inf") if toll[1] is None else toll[1]


def _show(toll: Range) -> str:
    low, high = toll
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
