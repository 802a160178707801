"""Clustering: links into incidents, best link first, under what people judged and what the mentions contradict.

Two clusters are joined by a link only when they agree as wholes. What they agree on counts once, for two events can share a day and
a town; what they disagree on counts once for each independent witness that concurs with others, for reports of one event seldom all
err alike. The vaguer dates and places of a cluster are silent beside its finest. So a chain that would fuse two attacks over a
vague report breaks at its weakest link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager

from solferino.link.compare import COMPARISONS, probability
from solferino.link.facts import Facts
from solferino.link.judged import Pair
from solferino.link.model import Model
from solferino.link.space import reach
from solferino.link.weights import FIXED
from solferino.records import Incident, Link

JOIN = 0.5
"""Probability from which a link may join, and two clusters are one."""
REVIEWABLE = 0.02
"""Probability from which a pair may be worth a look."""
WITNESSES = 12
"""Different accounts of a cluster that are heard when it is compared with another."""
VAGUENESS: Mapping[str, Callable[[Facts], float]] = {
    "date": lambda f: UNHEARD if f.days is None else f.days,
    "place": lambda f: min((reach(s) for s in f.spots), default=UNHEARD),
}
"""How vague a mention is in a comparison: the days of its window, the kilometres of its finest place."""
UNHEARD = 1e6
Said = tuple[str, str, str]
"""Two witnesses and the level they come to."""
Compared = tuple[str, str, tuple[str, ...]]
"""Two witnesses and their levels, in the order of the comparisons."""
ORDER = {name: i for i, name in enumerate(COMPARISONS)}


class Clusters:
    """Clusters of mentions while they grow; ``cut`` are the links that were refused although their score was high enough."""

    def __init__(self, mentions: Sequence[Facts], verdicts: Mapping[Pair, str], model: Model) -> None:
        self.model = model
        self.facts = {m.id: m for m in mentions}
        self.members: dict[str, list[str]] = {m.id: [m.id] for m in mentions}
        self.home = {m.id: m.id for m in mentions}
        self.sheets = {m.id: {m.reading} if m.row else set() for m in mentions}
        self.different = {pair for pair, verdict in verdicts.items() if verdict == "different"}
        self.held: dict[str, list[Pair]] = {m.id: [] for m in mentions}
        self.forced: set[Pair] = set()
        self.cut: list[Pair] = []
        self._levels: dict[Pair, tuple[str, ...]] = {}
        self._agreed: dict[tuple[str, str, int, int], float] = {}
        self._told: dict[str, list[str]] = {}
        self._finest: dict[Pair, list[str]] = {}

    def force(self, pair: Pair) -> None:
        """Join two mentions a person judged to be one event, unless newer judgements keep them apart."""
        if set(pair) <= set(self.home) and not self.judged_apart(*pair):
            self.forced.add(pair)
            self.join(pair)

    def offer(self, pair: Pair) -> None:
        """Join the clusters of two mentions whose score is at least ``JOIN`` if nothing speaks against it."""
        left, right = self.home[pair[0]], self.home[pair[1]]
        if left == right:
            return
        lone = len(self.members[left]) == len(self.members[right]) == 1
        if self.apart(*pair) or (not lone and probability(self.agreement(left, right)) < JOIN):
            self.cut.append(pair)
        else:
            self.join(pair)

    @contextmanager
    def hearing(self, account: Facts) -> Iterator[None]:
        """Let an account be compared as a cluster of its own, which it does not become."""
        self.facts[account.id], self.members[account.id] = account, [account.id]
        try:
            yield
        finally:
            del self.facts[account.id], self.members[account.id]

    def incidents(self, quiet: Mapping[str, Sequence[Link]] | None = None) -> tuple[Incident, ...]:
        """Return the clusters as incidents, their links weakest first, in order of their first mention's id.

        ``quiet`` are the links of sources that tell of no attack themselves, by the cluster they belong to.
        """
        made = [
            Incident(mentions=tuple(sorted(members)), links=self._links(home), quiet=tuple((quiet or {}).get(home, ())))
            for home, members in self.members.items()
        ]
        return tuple(sorted(made, key=lambda i: i.mentions))

    def link(self, pair: Pair) -> Link:
        """Return a pair's link; one that a person judged the same is certain."""
        found = self.model.link(self.facts[pair[0]], self.facts[pair[1]])
        if pair not in self.forced:
            return found
        return Link(
            left=found.left, right=found.right, score=1.0, reasons=("judged the same", *found.reasons), bits=(0.0, *found.bits)
        )

    def agreement(self, left: str, right: str) -> float:
        """Return the log2 odds that two clusters, by their keys, are one event."""
        left, right = sorted((left, right))
        key = left, right, len(self.members[left]), len(self.members[right])
        if key not in self._agreed:
            self._agreed[key] = self._agreement(left, right)
        return self._agreed[key]

    def _agreement(self, left: str, right: str) -> float:
        compared = self._compare(self.witnesses(left), self.witnesses(right))
        finest = {name: self._compare(self._heard(left, name), self._heard(right, name)) for name in VAGUENESS}
        return sum((self._bits(name, _said(name, finest.get(name, compared))) for name in COMPARISONS), self.model.prior)

    def mostly(self, name: str, levels: Container[str], left: str, right: str) -> bool:
        """Say whether most of what one comparison says of two clusters is at one of some levels."""
        said = _said(name, self._compare(self._heard(left, name), self._heard(right, name)))
        return 2 * sum(level in levels for _, _, level in said) > len(said)

    def _bits(self, name: str, said: Sequence[Said]) -> float:
        """Return what one comparison says of two clusters, from the levels of their pairs."""
        weights = self.model.weights[name]
        if not said:
            return weights["unknown"]
        bits = [weights[level] for _, _, level in said]
        if name in FIXED:
            return min(bits)
        mean = sum(bits) / len(bits)
        return mean if mean >= 0 or len(bits) == 1 else mean * self._erring(name, said)

    def _erring(self, name: str, said: Sequence[Said]) -> int:
        """Return how many witnesses err alike if two clusters are one: the fewer; of a later day, where others told before it."""
        before = [(a, b) for a, b, level in said if level == "told_before"]
        if not before:
            return min(self._concurring(name, {s[k] for s in said}) for k in (0, 1))
        return self._concurring(name, {max(pair, key=lambda m: self.facts[m].start or 0) for pair in before})

    def _concurring(self, name: str, members: Collection[str]) -> int:
        """Return how many witnesses of one cluster say much the same in a comparison."""
        weights, position = self.model.weights[name], ORDER[name]
        agree = [sum(a == b or weights[self._compared(a, b)[position]] > 0 for b in members) for a in members]
        return max(agree)

    def _compare(self, left: Sequence[str], right: Sequence[str]) -> list[Compared]:
        """Return the levels of all pairs of two clusters' witnesses."""
        return [(a, b, self._compared(a, b)) for a in left for b in right]

    def _heard(self, home: str, name: str) -> list[str]:
        """Return those of a cluster's witnesses that are heard in a comparison: where some are vague, the finest."""
        if name not in VAGUENESS:
            return self.witnesses(home)
        key = home, name
        if key not in self._finest:
            told = self.witnesses(home)
            vague = [VAGUENESS[name](self.facts[m]) for m in told]
            self._finest[key] = [m for m, v in zip(told, vague, strict=True) if v == min(vague)]
        return self._finest[key]

    def witnesses(self, home: str) -> list[str]:
        """Return one mention of each different account in a cluster."""
        if home not in self._told:
            told = {self.facts[m].account: m for m in sorted(self.members[home], reverse=True)}
            self._told[home] = sorted(told.values())[:WITNESSES]
        return self._told[home]

    def _compared(self, a: str, b: str) -> tuple[str, ...]:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._levels:
            left, right = self.facts[pair[0]], self.facts[pair[1]]
            self._levels[pair] = tuple(compare(left, right)[0] for compare in COMPARISONS.values())
        return self._levels[pair]

    def level(self, name: str, a: str, b: str) -> str:
        """Return what one comparison says of two mentions."""
        return self._compared(a, b)[ORDER[name]]

    def leave(self, mention: str) -> bool:
        """Take an account out of its cluster, with its copies, where one link alone holds it there; say whether it left."""
        home = self.home[mention]
        own = {m for m in self.members[home] if self.facts[m].account == self.facts[mention].account}
        across = [pair for pair in self.held[home] if (pair[0] in own) != (pair[1] in own)]
        if len(across) != 1 or across[0] in self.forced:
            return False
        links = [pair for pair in self.held.pop(home) if pair != across[0]]
        rest = set(self.members.pop(home)) - own
        del self.sheets[home]
        self._agreed.clear()
        self._forget(home)
        for part in (own, rest):
            self._found(sorted(part), [pair for pair in links if pair[0] in part])
        return True

    def _found(self, members: list[str], links: list[Pair]) -> None:
        """Make a cluster of mentions that hang together by their links."""
        home = members[0]
        self.members[home], self.held[home] = members, links
        self.sheets[home] = {self.facts[m].reading for m in members if self.facts[m].row}
        self.home.update(dict.fromkeys(members, home))

    def _forget(self, home: str) -> None:
        self._told.pop(home, None)
        for name in VAGUENESS:
            self._finest.pop((home, name), None)

    def _links(self, home: str) -> tuple[Link, ...]:
        return tuple(sorted(map(self.link, self.held[home]), key=lambda k: (k.score, k.left, k.right)))

    def apart(self, a: str, b: str) -> bool:
        """Say whether two mentions may not come together: people keep them apart, or both sides have a row of one sheet."""
        return not self.sheets[self.home[a]].isdisjoint(self.sheets[self.home[b]]) or self.judged_apart(a, b)

    def judged_apart(self, a: str, b: str) -> bool:
        """Say whether a person keeps a member of one mention's cluster apart from a member of the other's."""
        cross = ((x, y) for x in self.members[self.home[a]] for y in self.members[self.home[b]])
        return bool(self.different) and any((min(p), max(p)) in self.different for p in cross)

    def join(self, pair: Pair) -> None:
        """Join the clusters of two mentions."""
        left, right = sorted((self.home[pair[0]], self.home[pair[1]]))
        if left == right:
            return
        self.members[left] += self.members.pop(right)
        self.sheets[left] |= self.sheets.pop(right)
        self.held[left] += [*self.held.pop(right), pair]
        self.home.update(dict.fromkeys(self.members[left], left))
        self._forget(left)
        self._forget(right)


def _said(name: str, compared: Sequence[Compared]) -> list[Said]:
    """Return what one comparison says of pairs of witnesses, where it says anything."""
    position = ORDER[name]
    return [(a, b, levels[position]) for a, b, levels in compared if levels[position] != "unknown"]
