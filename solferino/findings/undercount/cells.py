"""Capture cells: how many people each combination of lists names, by stratum; and the overlaps that they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from solferino.errors import UsageError
from solferino.findings.answer import Row

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Table(Protocol):
    """A data frame, or a mapping of column names to columns."""

    def __getitem__(self, key: str, /) -> Any: ...


@dataclass(frozen=True)
class Cells:
    """Counts (strata, cells) over all combinations of lists but "on none", in one order for every stratum.

    ``patterns`` (cells, lists) hold 0 and 1; ``strata`` name the rows of ``counts`` as tuples of levels of ``factors``. Counts may
    be fractions, where people are weighted.
    """

    lists: tuple[str, ...]
    patterns: NDArray[np.uint8]
    counts: Floats
    factors: tuple[str, ...] = ()
    strata: tuple[tuple[str, ...], ...] = ((),)

    @property
    def people(self) -> float:
        """Everyone named by any list."""
        return float(self.counts.sum())

    @property
    def sizes(self) -> Floats:
        """People on each list."""
        return np.asarray(self.counts.sum(axis=0) @ self.patterns)

    def one(self, stratum: int) -> Cells:
        """Return the cells of one stratum alone."""
        return Cells(self.lists, self.patterns, self.counts[stratum : stratum + 1])

    def whole(self) -> Cells:
        """Return the cells with all strata added up."""
        return Cells(self.lists, self.patterns, self.counts.sum(axis=0, keepdims=True))


def patterns(lists: int) -> NDArray[np.uint8]:
    """Return all combinations of lists but "on none", as rows of 0 and 1."""
    return np.array(list(product((0, 1), repeat=lists))[1:], dtype=np.uint8)


def cells(table: Table, *, lists: Sequence[str], count: str | None = None, strata: Sequence[str] = ()) -> Cells:
    """Return the cells of a table with a 0/1 column a list, optionally a column of counts or weights, and columns of strata.

    One row may be a person or a group of people; equal rows add up. A row on no list is an error: nobody could have counted it.
    """
    named = np.column_stack([np.asarray(table[name]).astype(np.int64) for name in lists])
    weight = np.ones(len(named)) if count is None else np.asarray(table[count], dtype=np.float64)
    if not np.isin(named, (0, 1)).all() or (weight < 0).any():
        raise UsageError("capture cells need lists of 0 and 1, and counts of zero or more")
    if (weight[named.sum(axis=1) == 0] > 0).any():
        raise UsageError("a row on no list cannot have been counted; leave it out")
    levels = [tuple(str(v) for v in row) for row in zip(*(table[s] for s in strata), strict=True)] or [()] * len(named)
    order = sorted({level for level, n in zip(levels, weight, strict=True) if n > 0}) or [()]
    found = np.zeros((len(order), 2 ** len(lists)))
    code = named @ (2 ** np.arange(len(lists))[::-1])
    place = {level: i for i, level in enumerate(order)}
    np.add.at(found, (np.array([place.get(level, 0) for level in levels], dtype=np.int64), code), weight)
    return Cells(tuple(lists), patterns(len(lists)), found[:, 1:], tuple(strata), tuple(order))


def from_memberships(people: Mapping[tuple[str, ...], float] | Sequence[Sequence[str]], lists: Sequence[str]) -> Cells:
    """Return the cells of people given as the names of the lists that hold them."""
    counted = people if isinstance(people, Mapping) else _count(people)
    rows = [{name: int(name in member) for name in lists} | {"count": n} for member, n in counted.items()]
    return cells({k: [r[k] for r in rows] for k in (*lists, "count")}, lists=lists, count="count")


def _count(people: Sequence[Sequence[str]]) -> dict[tuple[str, ...], float]:
    found: dict[tuple[str, ...], float] = {}
    for member in people:
        key = tuple(sorted(set(member)))
        found[key] = found.get(key, 0.0) + 1.0
    return found


def overlap(data: Cells, *, copied: Sequence[tuple[str, str]] = ()) -> tuple[Row, ...]:
    """Return one row a pair of lists: people on both, and how far the lists depend on each other.

    ``odds_ratio`` compares those on both with those on one, among people that some third list names (the only people of whom it is
    known that they could be missed by both); None with two lists. Over 1 the lists find the same people, and estimates that ignore
    it are too low. ``copied`` are pairs that the origins finding says share sources.
    """
    total = data.counts.sum(axis=0)
    shared = {frozenset(pair) for pair in copied}
    return tuple(_pair(data, total, a, b, shared) for a, b in combinations(range(len(data.lists)), 2))


def _pair(data: Cells, total: Floats, a: int, b: int, shared: set[frozenset[str]]) -> Row:
    on_a, on_b = data.patterns[:, a] == 1, data.patterns[:, b] == 1
    others = np.delete(data.patterns, (a, b), axis=1).any(axis=1)
    table = [float(total[others & x & y].sum()) for x, y in ((on_a, on_b), (on_a, ~on_b), (~on_a, on_b), (~on_a, ~on_b))]
    both, only_a, only_b, neither = table
    ratio = (both + 0.5) * (neither + 0.5) / ((only_a + 0.5) * (only_b + 0.5)) if others.any() else None
    spread = 1.96 * float(np.sqrt(sum(1 / (n + 0.5) for n in table)))
    one, two = data.lists[a], data.lists[b]
    return {
        "lists": f"{one} and {two}",
        "first": float(total[on_a].sum()),
        "second": float(total[on_b].sum()),
        "both": float(total[on_a & on_b].sum()),
        "odds_ratio": ratio,
        "odds_ratio_low": ratio * np.exp(-spread) if ratio else None,
        "odds_ratio_high": ratio * np.exp(spread) if ratio else None,
        "share_sources": frozenset((one, two)) in shared,
    }
