"""Clustering: links into incidents, best link first, under what people judged and what the mentions contradict.

Two clusters are joined by a link only when their mentions agree on the whole (the mean over all their pairs is for one event) and
no pair of them contradicts. So a chain that would fuse two attacks over a bridge breaks at its weakest link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from solferino.link.compare import probability
from solferino.link.facts import Facts
from solferino.link.judged import Pair
from solferino.link.model import Model
from solferino.records import Incident, Link

JOIN = 0.5
"""Probability from which a link may join."""
CONTRADICTION = -8.0
"""Log2 odds below which two mentions contradict, so that no cluster may hold both."""


class Clusters:
    """Clusters of mentions while they grow; ``cut`` are the links that were refused although their score was high enough."""

    def __init__(self, mentions: Sequence[Facts], verdicts: Mapping[Pair, str], model: Model) -> None:
        self.model = model
        self.facts = {m.id: m for m in mentions}
        self.members: dict[str, list[str]] = {m.id: [m.id] for m in mentions}
        self.home = {m.id: m.id for m in mentions}
        self.different = {pair for pair, verdict in verdicts.items() if verdict == "different"}
        self.held: dict[str, list[Link]] = {m.id: [] for m in mentions}
        self.cut: list[Link] = []
        self._bits: dict[Pair, float] = {}

    def force(self, pair: Pair) -> None:
        """Join two mentions a person judged to be one event, unless newer judgements keep them apart."""
        if set(pair) <= set(self.home) and not self._judged_apart(*pair):
            self._join(self._judged(pair))

    def offer(self, pair: Pair) -> None:
        """Join the clusters of two mentions if nothing speaks against it."""
        left, right = self.home[pair[0]], self.home[pair[1]]
        if left == right:
            return
        proposed = self.model.link(self.facts[pair[0]], self.facts[pair[1]])
        if self._judged_apart(*pair) or self._contradict(left, right):
            self.cut.append(proposed)
        else:
            self._join(proposed)

    def incidents(self) -> tuple[Incident, ...]:
        """Return the clusters as incidents, their links weakest first, in order of their first mention's id."""
        made = [Incident(mentions=tuple(sorted(members)), links=self._held(home)) for home, members in self.members.items()]
        return tuple(sorted(made, key=lambda i: i.mentions))

    def _held(self, home: str) -> tuple[Link, ...]:
        return tuple(sorted(self.held[home], key=lambda k: (k.score, k.left, k.right)))

    def _judged(self, pair: Pair) -> Link:
        found = self.model.link(self.facts[pair[0]], self.facts[pair[1]])
        return Link(left=found.left, right=found.right, score=1.0, reasons=("judged the same", *found.reasons))

    def _judged_apart(self, a: str, b: str) -> bool:
        cross = ((x, y) for x in self.members[self.home[a]] for y in self.members[self.home[b]])
        return bool(self.different) and any((min(p), max(p)) in self.different for p in cross)

    def _contradict(self, left: str, right: str) -> bool:
        cross = [self._score(a, b) for a in self.members[left] for b in self.members[right]]
        return min(cross) < CONTRADICTION or probability(sum(cross) / len(cross)) < JOIN

    def _score(self, a: str, b: str) -> float:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._bits:
            self._bits[pair] = self.model.bits(self.facts[pair[0]], self.facts[pair[1]])
        return self._bits[pair]

    def _join(self, held: Link) -> None:
        left, right = sorted((self.home[held.left], self.home[held.right]))
        if left == right:
            return
        self.members[left] += self.members.pop(right)
        self.held[left] += [*self.held.pop(right), held]
        self.home.update(dict.fromkeys(self.members[left], left))
