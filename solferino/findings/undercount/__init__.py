"""Undercount: how many are missing from every list.

``cells`` makes a table of capture cells, ``overlap`` shows what the lists share, ``estimate`` answers with one row a model and
their average, ``from_links`` takes records with match scores. ``UNDERCOUNTS`` lists what a case can feed.
"""

from __future__ import annotations

from solferino.findings.named import Named, named

UNDERCOUNTS: dict[str, Named] = {"undercount": named("solferino.findings.undercount.cases", "undercount")}
"""Name to the finding over a ledger, its settings and a seeded generator."""
