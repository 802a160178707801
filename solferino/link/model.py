"""The model: what each level is worth in a case, as the table says or as learned from the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from solferino.link.compare import COMPARISONS, probability
from solferino.link.facts import Facts
from solferino.link.weights import PRIOR, WEIGHTS
from solferino.records import Link


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the sum: which comparison, which level, its bits and its reason in words."""

    comparison: str
    level: str
    bits: float
    words: str


@dataclass(frozen=True, slots=True)
class Model:
    """Log2 prior odds, and the bits of each level by comparison."""

    prior: float
    weights: Mapping[str, Mapping[str, float]]

    def bits(self, a: Facts, b: Facts) -> float:
        """Return the log2 odds that two mentions speak of one event."""
        return self.total({name: compare(a, b)[0] for name, compare in COMPARISONS.items()})

    def total(self, levels: Mapping[str, str]) -> float:
        """Return the log2 odds that levels, by comparison, add up to."""
        return sum((self.weights[name][level] for name, level in levels.items()), self.prior)

    def steps(self, a: Facts, b: Facts) -> tuple[Step, ...]:
        """Return the steps of the sum in the order of the weights table, the prior first."""
        prior = Step("prior", "", self.prior, "two mentions near in time, taken at random")
        return (prior, *(self._step(name, *compare(a, b)) for name, compare in COMPARISONS.items()))

    def _step(self, name: str, level: str, args: tuple[Any, ...]) -> Step:
        return Step(name, level, self.weights[name][level], WEIGHTS[name][level].words.format(*args))

    def link(self, a: Facts, b: Facts) -> Link:
        """Compare two mentions; the reasons carry their bits, strongest first."""
        left, right = sorted((a, b), key=lambda f: f.id)
        _, *found = self.steps(left, right)
        told = sorted((s for s in found if s.words), key=lambda s: (-abs(s.bits), s.comparison))
        reasons = tuple(f"{s.words} ({s.bits:+.1f})" for s in told)
        score = probability(sum((s.bits for s in found), self.prior))
        return Link(left=left.id, right=right.id, score=score, reasons=reasons, bits=tuple(round(s.bits, 3) for s in told))


TABLE = Model(PRIOR, {name: {level: w.bits for level, w in levels.items()} for name, levels in WEIGHTS.items()})
"""The model of the weights table as it stands."""
