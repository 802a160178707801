"""From records with match scores to capture cells: at a threshold, or drawn again and again as the scores say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from solferino.errors import UsageError
from solferino.findings.undercount.cells import Cells, Floats, Table, cells


@dataclass(frozen=True)
class Linked:
    """Records of several lists and the scored pairs between them; row numbers are those of the records."""

    lists: tuple[str, ...]
    held: NDArray[np.int64]
    factors: tuple[str, ...]
    levels: NDArray[np.str_]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    scores: Floats

    def at(self, threshold: float) -> Cells:
        """Return the cells when every pair that scores the threshold or more is one person."""
        return self.cells(self.scores >= threshold)

    def draw(self, rng: Generator) -> Cells:
        """Return the cells when each pair is one person with the probability that is its score."""
        return self.cells(rng.random(len(self.scores)) < self.scores)

    def cells(self, same: NDArray[np.bool_]) -> Cells:
        """Return the cells when the marked pairs, and all that follows from them, are one person.

        A person's stratum is that of the person's first record.
        """
        n = len(self.held)
        graph = coo_array((np.ones(int(same.sum())), (self.left[same], self.right[same])), shape=(n, n))
        people, which = connected_components(graph, directed=False)
        named = np.zeros((people, len(self.lists)), dtype=np.int64)
        named[which, self.held] = 1
        first = np.full(people, n)
        np.minimum.at(first, which, np.arange(n))
        table = {name: named[:, j] for j, name in enumerate(self.lists)}
        strata = {name: self.levels[first, j] for j, name in enumerate(self.factors)}
        return cells(table | strata, lists=self.lists, strata=self.factors)


def linked(
    records: Table, matches: Table, *, record: str = "id", held_by: str = "list", strata: Sequence[str] = (), score: str = "score"
) -> Linked:
    """Return records (columns ``record``, ``held_by`` and strata) with matches (columns ``left``, ``right`` and ``score``).

    Scores are probabilities that two records are of one person. Rows are put in the order of their ids, so that the order of the
    tables does not matter.
    """
    ids = np.asarray(records[record]).astype(str)
    order = np.argsort(ids, kind="stable")
    ids, names = ids[order], np.asarray(records[held_by]).astype(str)[order]
    lists, held = np.unique(names, return_inverse=True)
    levels = np.array([np.asarray(records[s]).astype(str)[order] for s in strata], dtype=np.str_).reshape(len(strata), len(ids)).T
    left, right = (np.asarray(matches[side]).astype(str) for side in ("left", "right"))
    scores = np.asarray(matches[score], dtype=np.float64)
    if len(np.unique(ids)) < len(ids) or not np.isin(np.concatenate((left, right)), ids).all():
        raise UsageError("record ids must be unique, and matches must name records")
    if ((scores < 0) | (scores > 1)).any():
        raise UsageError("match scores must be probabilities between 0 and 1")
    ends = np.sort(np.column_stack((np.searchsorted(ids, left), np.searchsorted(ids, right))), axis=1)
    sorted_pairs = np.lexsort((scores, ends[:, 1], ends[:, 0]))
    ends = ends[sorted_pairs]
    return Linked(tuple(lists.tolist()), held, tuple(strata), levels, ends[:, 0], ends[:, 1], scores[sorted_pairs])
