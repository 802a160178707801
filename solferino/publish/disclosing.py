"""A disclosure profile's rules for fields: shown as it is, withheld, coarsened, or shown without the names of persons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from solferino.errors import NotCleared
from solferino.place import radii
from solferino.publish import persons
from solferino.records import Claim, Ledger, Mention

GRID = 20
"""Cells a degree to which coordinates are moved: about five kilometres, the reach of a settlement."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """How much the rules took away, for the notes of a release."""

    claims: int = 0
    places: int = 0
    persons: int = 0


Rule = Callable[[Ledger, str], tuple[Ledger, Hidden]]


def disclose(ledger: Ledger, rules: Mapping[str, str]) -> tuple[Ledger, Hidden]:
    """Return a ledger under rules by field, and how much they took away; NotCleared for a rule that is not known."""
    hidden = Hidden()
    for field, rule in sorted(rules.items()):
        if rule not in RULES:
            raise NotCleared(f"the codebook's rule {rule!r} for {field} is not one of {', '.join(RULES)}")
        ledger, took = RULES[rule](ledger, field)
        hidden = Hidden(hidden.claims + took.claims, hidden.places + took.places, hidden.persons + took.persons)
    return ledger, hidden


def _withhold(ledger: Ledger, field: str) -> tuple[Ledger, Hidden]:
    found = sum(c.field == field for c in ledger.claims.values())
    kept = _each(ledger, lambda m: (c for c in m.claims if c.field != field)) if found else ledger
    return kept, Hidden(claims=found)


def _coarsen(ledger: Ledger, field: str) -> tuple[Ledger, Hidden]:
    fine = sum(c.field == field and _is_fine(c.value) for c in ledger.claims.values())
    return (_each(ledger, lambda m: _wider(m, field)) if fine else ledger), Hidden(places=fine)


def _wider(mention: Mention, field: str) -> Iterable[Claim]:
    """Yield claims without the places that are finer than a settlement, or with those moved onto a grid where none is wider."""
    places = sorted(mention.of(field), key=lambda c: c.value.get("rank", 0))
    wide = [c for c in places if not _is_fine(c.value)]
    moved = [replace(c, value=_moved(c.value)) for c in places]
    kept = {c.id: {**c.value, "rank": n} for n, c in enumerate(wide or moved)} if len(wide) < len(places) else None
    source = wide or moved
    yield from (c for c in mention.claims if c.field != field)
    yield from (replace(c, value=kept[c.id]) for c in source) if kept else places


def _is_fine(value: Mapping[str, Any]) -> bool:
    reach = radii().get(value["precision"])
    return reach is not None and reach < radii()["settlement"]


def _moved(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a place as exact as a settlement: on the grid, and without an id that would name the spot."""
    lat, lon = (None if value.get(k) is None else round(value[k] * GRID) / GRID for k in ("lat", "lon"))
    return {**value, "lat": lat, "lon": lon, "geonames": None, "precision": "settlement"}


def _withhold_persons(ledger: Ledger, field: str) -> tuple[Ledger, Hidden]:
    named = persons.named(ledger, field)
    return (persons.unname(ledger, named) if named else ledger), Hidden(persons=len(set(named.values())))


def _each(ledger: Ledger, claims: Callable[[Mention], Iterable[Claim]]) -> Ledger:
    ordered = {k: sorted(claims(m), key=lambda c: (c.start, c.end, c.field, c.id)) for k, m in ledger.mentions.items()}
    return replace(ledger, mentions={k: replace(m, claims=tuple(ordered[k])) for k, m in ledger.mentions.items()})


RULES: dict[str, Rule] = {"withhold": _withhold, "coarsen": _coarsen, "withhold_persons": _withhold_persons}
