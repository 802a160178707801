"""Undercount of incidents in a case: every outlet is a list, every incident is on the lists that report it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from numpy.random import Generator

from solferino.errors import UsageError
from solferino.findings.undercount.cells import from_memberships
from solferino.findings.undercount.estimate import estimate
from solferino.records import Finding, Incident, Json, Ledger

MOST = 5
"""Lists that are taken, the largest, unless the settings name them."""


def undercount(ledger: Ledger, settings: Mapping[str, Json], rng: Generator) -> list[Finding]:
    """Estimate the incidents that no outlet reports; ``lists`` name outlets, ``copied`` pairs of them that share sources."""
    told = {i.id: _outlets(ledger, i) for i in ledger.incidents}
    sizes = Counter(outlet for held in told.values() for outlet in held)
    lists = list(settings.get("lists") or sorted(sizes, key=lambda o: (-sizes[o], o))[:MOST])
    if missing := sorted(set(lists) - set(sizes)):
        raise UsageError(f"no incident is reported by {', '.join(missing)}")
    named = sorted(tuple(o for o in sorted(held) if o in lists) for held in told.values())
    data = from_memberships([m for m in named if m], sorted(lists) or ["no outlet"])
    copied = [(str(a), str(b)) for a, b in settings.get("copied", [])]
    claims = [ledger.mentions[m].anchor.id for i in ledger.incidents for m in i.mentions if m in ledger.mentions]
    return [estimate(data, rng=rng, copied=copied, unit="incidents").finding(claims=claims)]


def _outlets(ledger: Ledger, incident: Incident) -> set[str]:
    """Return the outlets that report an incident; a source without one is a list of its own name."""
    sources = (ledger.sources[ledger.mentions[m].source] for m in incident.mentions if m in ledger.mentions)
    return {s.outlet or s.name for s in sources}
