"""Lists: the sheets of a case as lists of somebody, and how many of their rows lie inside a published total.

A total that its own publisher's list does not reach, or passes, comes from another version of that list; one that somebody else's
list does not reach says nothing about either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solferino import mapping, name
from solferino.findings.accounts import named
from solferino.findings.scope import Scope, fit, scope
from solferino.records import Ledger, Mention


@dataclass(frozen=True)
class Listing:
    """One sheet: its source, its title, the keys of who publishes it, when it came out, and what each row covers."""

    source: str
    title: str
    publishers: frozenset[str]
    published: str | None
    rows: Mapping[str, Scope]


def listings(ledger: Ledger) -> tuple[Listing, ...]:
    """Return the lists of a ledger, in order of their sources' names."""
    rows: dict[str, dict[str, Scope]] = {key: {} for key in ledger.sheets}
    for mention in ledger.of_scope("incident"):
        if mention.reading in rows:
            rows[mention.reading][mention.id] = scope([mention])
    made = [_listing(ledger, key, own) for key, own in rows.items() if own]
    return tuple(sorted(made, key=lambda made: (ledger.sources[made.source].name, made.source)))


def _listing(ledger: Ledger, key: str, rows: Mapping[str, Scope]) -> Listing:
    reading = ledger.readings[key]
    source, told = ledger.sources[reading.source], ledger.sheets[key]
    sheet = mapping.parse(told["mapping"], name=told["name"])
    said = [s for s in (reading.outlet, sheet.title.partition(",")[0]) if s]
    return Listing(source.id, source.title or sheet.title, frozenset(map(_key, said)), reading.published, rows)


def _key(said: str) -> str:
    """Return the key of a publisher as speakers have one."""
    known = name.of(said)
    return named({"party": known.key if known else None, "name": said})


def voices(ledger: Ledger, total: Mention) -> set[str]:
    """Return the keys of who says a total: its speakers, else its outlet."""
    outlet = ledger.readings[total.reading].outlet
    return {named(v) for v in total.values("speaker")} or ({_key(outlet)} if outlet else set())


def inside(listing: Listing, covers: Scope) -> tuple[int, int]:
    """Return how many rows of a list are surely inside a scope, and how many may be."""
    fits = [fit(row, covers).inside for row in listing.rows.values()]
    return fits.count(True), sum(f is not False for f in fits)


def against(ledger: Ledger, total: Mention, covers: Scope, known: Sequence[Listing]) -> list[dict[str, Any]]:
    """Return for each list with rows inside a total how many there are, and how many may be; ``own`` is the publisher's own."""
    own, found = voices(ledger, total), []
    for listing in known:
        fits = {key: fit(row, covers).inside for key, row in listing.rows.items()}
        within = sorted(key for key, answer in fits.items() if answer)
        if within:
            found.append({
                "source": listing.source, "title": listing.title, "published": listing.published, "rows": len(listing.rows),
                "counted_inside": len(within), "counted_may_be_inside": sum(a is None for a in fits.values()),
                "own": bool(own & listing.publishers), "mentions": within,
            })  # fmt: skip
    return found
