"""A level: what a comparison of two mentions comes to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

Level = tuple[str, tuple[Any, ...]]
"""A level of the weights table, and what fills its words."""

UNKNOWN: Level = ("unknown", ())


@lru_cache(10_000)
def listed(words: frozenset[str]) -> str:
    """Return words as a list to read."""
    return ", ".join(sorted(w.replace("_", " ") for w in words))
