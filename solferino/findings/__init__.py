"""Findings: answers computed from a ledger, each with the claims it rests on. One file per kind, listed in ``FINDINGS``."""

from __future__ import annotations

from collections.abc import Callable

from solferino.findings import casualties, certainty, defects, definitions, origins, overlap, responses, totals
from solferino.records import Finding, Ledger

__all__ = ["FINDINGS", "assess"]

FINDINGS: dict[str, Callable[[Ledger], list[Finding]]] = {
    origins.KIND: origins.find,
    casualties.KIND: casualties.find,
    certainty.KIND: certainty.find,
    responses.KIND: responses.find,
    totals.KIND: totals.find,
    definitions.KIND: definitions.find,
    overlap.KIND: overlap.find,
    defects.KIND: defects.find,
}
"""Every kind of finding, in the order in which a report shows them."""


def assess(ledger: Ledger) -> tuple[Finding, ...]:
    """Return every finding over a ledger, kind by kind; the order does not depend on the order of the ledger."""
    return tuple(f for find in FINDINGS.values() for f in sorted(find(ledger), key=lambda f: (f.about, f.id)))
