"""Undercount of incidents in a case: every outlet is a list, every incident is on the lists that report it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from numpy.random import Generator

from solferino.errors import UsageError
from solferino.findings.copies import families
from solferino.findings.undercount.cells import from_memberships
from solferino.findings.undercount.estimate import estimate
from solferino.records import Finding, Incident, Json, Ledger

MOST = 5
"""Lists that are taken, the largest, unless the settings name them."""


def undercount(ledger: Ledger, settings: Mapping[str, Json], rng: Generator) -> list[Finding]:
    """Estimate the incidents that no outlet reports; ``lists`` name outlets.

    Outlets that copy each other's texts are named in a caveat, with the pairs in ``copied`` that are known to share sources.
    """
    told = {i.id: _outlets(ledger, i) for i in ledger.incidents}
    sizes = Counter(outlet for held in told.values() for outlet in held)
    lists = list(settings.get("lists") or sorted(sizes, key=lambda o: (-sizes[o], o))[:MOST])
    if missing := sorted(set(lists) - set(sizes)):
        raise UsageError(f"no incident is reported by {', '.join(missing)}")
    named = sorted(tuple(o for o in sorted(held) if o in lists) for held in told.values())
    data = from_memberships([m for m in named if m], sorted(lists) or ["no outlet"])
    copied = [*_copying(ledger), *((str(a), str(b)) for a, b in settings.get("copied", []))]
    claims = [ledger.mentions[m].anchor.id for i in ledger.incidents for m in i.mentions if m in ledger.mentions]
    return [estimate(data, rng=rng, copied=copied, unit="incidents").finding(claims=claims)]


def _outlets(ledger: Ledger, incident: Incident) -> set[str]:
    """Return the outlets that report an incident; a source without one is a list of its own name."""
    sources = (ledger.sources[ledger.mentions[m].source] for m in incident.mentions if m in ledger.mentions)
    return {s.outlet or s.name for s in sources}


def _copying(ledger: Ledger) -> list[tuple[str, str]]:
    """Return the pairs of outlets of which at least half the incidents that both report are copies of one text."""
    family = families({r.id: r.text for r in ledger.readings.values()})
    both: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    for incident in ledger.incidents:
        told = [ledger.mentions[m] for m in incident.mentions if m in ledger.mentions]
        texts = [(ledger.sources[m.source].outlet or ledger.sources[m.source].name, family[m.reading]) for m in told]
        held: dict[str, set[str]] = {}
        for outlet, text in texts:
            held.setdefault(outlet, set()).add(text)
        for pair in combinations(sorted(held), 2):
            both[pair] += 1
            same[pair] += bool(held[pair[0]] & held[pair[1]])
    return sorted(pair for pair, n in both.items() if 2 * same[pair] >= n)
