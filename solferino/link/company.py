"""Company: a lone account joins the incident it fits best, where most events of a case are told more than once.

Compared pair by pair, an account that errs in its place or day stays alone. But where hardly any event is told only once, standing
alone is itself unlikely. A lone account is therefore weighed against every incident it may belong to and against being an event of
its own; it joins only the one that outweighs all of these together, so what could belong to two incidents joins neither. What tells
neighbouring events apart (the next village, the next day, a second strike) is never taken for an error. An account that came into
an incident early and that most of its others then contradict in this way is taken out and weighed anew.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable

from solferino.link.cluster import Clusters
from solferino.link.judged import Pair
from solferino.link.weights import NEIGHBOURS, SAME_DAY_NEIGHBOURS

FEW = 20.0
"""Accounts that weigh as much as the belief that half of them stand alone."""
MOST_BITS = 4.0
"""No belief about company moves an account by more."""
ROUNDS = 2
NO_MATTER = -10.0
"""Below these log2 odds an incident does not weigh in the choice."""


def settle(clusters: Clusters, pairs: Iterable[Pair]) -> None:
    """Let lone accounts join the incidents they fit best; ``pairs`` are those worth a look, best first."""
    kept = list(pairs)
    for _ in range(ROUNDS):
        gain = company(clusters)
        for mention, near in _lone(clusters, kept):
            _seat(clusters, mention, near, gain)
    _recall(clusters, kept)


def _recall(clusters: Clusters, pairs: Iterable[Pair]) -> None:
    """Take the accounts that tell what a neighbouring event of that day would out of their incidents, and weigh them anew."""
    near: dict[str, list[str]] = {m: [] for home in sorted(clusters.members) for m in _strayed(clusters, home)}
    for a, b in pairs:
        for mention, other in ((a, b), (b, a)):
            if mention in near:
                near[mention].append(other)
    for mention in sorted(near):
        if clusters.leave(mention):
            _seat(clusters, mention, near[mention], 0.0)


def _strayed(clusters: Clusters, home: str) -> list[str]:
    """Return one mention of each account of an incident that most of its others contradict as a neighbouring event's would."""
    told = clusters.witnesses(home)
    levels = SAME_DAY_NEIGHBOURS.items() if len(told) > 2 else ()
    return [m for m in told if any(_contradicted(clusters, name, apart, m, told) for name, apart in levels)]


def _contradicted(clusters: Clusters, name: str, levels: Container[str], mention: str, told: Iterable[str]) -> bool:
    said = [clusters.level(name, mention, other) for other in told if other != mention]
    known = [level for level in said if level != "unknown"]
    return 2 * sum(level in levels for level in known) > len(known)


def company(clusters: Clusters) -> float:
    """Return the log2 odds that an account of this case does not stand alone, none in a case too small to tell."""
    sizes = [len(clusters.witnesses(home)) for home in sorted(clusters.members)]
    alone = (sum(1 for n in sizes if n == 1) + FEW / 2) / (sum(sizes) + FEW)
    return max(0.0, min(MOST_BITS, math.log2((1 - alone) / alone)))


def _lone(clusters: Clusters, pairs: Iterable[Pair]) -> list[tuple[str, list[str]]]:
    """Return lone accounts with the mentions they may be joined to, in the order of their best pairs."""
    near: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        for mention, other in (pair, pair[::-1]):
            if clusters.home[mention] != clusters.home[other] and len(clusters.witnesses(clusters.home[mention])) == 1:
                near[mention].append(other)
    return list(near.items())


def _seat(clusters: Clusters, mention: str, near: Iterable[str], gain: float) -> None:
    """Join a lone account to the cluster that outweighs all others and being alone, where there is one."""
    own = clusters.home[mention]
    if len(clusters.witnesses(own)) > 1:
        return
    options = {clusters.home[other]: other for other in near if clusters.home[other] != own}
    odds = {home: 2 ** _bits(clusters, own, home, gain) for home in sorted(options)}
    best = max(odds, key=lambda home: odds[home], default=None)
    if best is not None and 2 * odds[best] >= 1 + sum(odds.values()) and not clusters.apart(mention, options[best]):
        clusters.join((min(mention, options[best]), max(mention, options[best])))


def _bits(clusters: Clusters, own: str, home: str, gain: float) -> float:
    """Return the log2 odds that an account belongs to a cluster, without gain where it tells what a neighbouring event would."""
    bits = clusters.agreement(own, home)
    if bits + gain < NO_MATTER:
        return bits
    apart = any(clusters.mostly(name, levels, own, home) for name, levels in NEIGHBOURS.items())
    return bits + (0 if apart else gain)
