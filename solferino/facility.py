"""Facilities: the hospitals, schools and other protected places that a team knows of, also those that were never hit."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from solferino import vocabulary
from solferino.errors import BadRecord
from solferino.language.forms import name_key
from solferino.language.skeleton import skeleton

Day = datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """One facility. ``kind`` is a target of the codebook, ``area`` what is compared as one (a district, a city).

    ``lat`` and ``lon`` are WGS 84 degrees; it was open from ``opened`` to ``closed``, both included, None where that is not known.
    """

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    area: str = ""
    opened: Day | None = None
    closed: Day | None = None

    def open_days(self, first: Day, last: Day) -> int:
        """Return on how many days of a window, both ends included, it was open."""
        start, end = max(first, self.opened or first), min(last, self.closed or last)
        return max(0, (end - start).days + 1)


@dataclass(frozen=True)
class Registry:
    """Facilities, found by any of their names in any script. Raises BadRecord where two share a name."""

    facilities: tuple[Facility, ...] = ()

    def __post_init__(self) -> None:
        for facility in self.facilities:
            check(facility)
        if len(self._by_name) < sum(len({name_key(n) for n in _names(f)}) for f in self.facilities):
            raise BadRecord(f"two facilities share a name: {', '.join(sorted(_shared(self.facilities)))}")

    def find(self, written: str) -> Facility | None:
        """Return the facility that a name stands for: by its words, else by its consonants where only one has them."""
        return self._by_name.get(name_key(written)) or self._by_bones.get(skeleton(written))

    @cached_property
    def _by_name(self) -> dict[str, Facility]:
        return {name_key(name): f for f in self.facilities for name in _names(f)}

    @cached_property
    def _by_bones(self) -> dict[str, Facility]:
        found: dict[str, set[Facility]] = {}
        for facility in self.facilities:
            for bones in {skeleton(name) for name in _names(facility)}:
                found.setdefault(bones, set()).add(facility)
        return {bones: next(iter(known)) for bones, known in found.items() if len(bones) > 3 and len(known) == 1}


def check(facility: Facility) -> None:
    """Raise UnknownWord or BadRecord unless it is one: a name, a target as its kind, both coordinates or none, days in order."""
    vocabulary.codebook().word("target", facility.kind)
    placed = facility.lat is not None and facility.lon is not None
    if not facility.name.strip():
        raise BadRecord("a facility needs a name")
    if (facility.lat is None) != (facility.lon is None) or (placed and not _on_globe(facility)):
        raise BadRecord(f"{facility.name}: {facility.lat}, {facility.lon} is not on the globe")
    if facility.opened and facility.closed and facility.closed < facility.opened:
        raise BadRecord(f"{facility.name}: it closed before it opened")


def _on_globe(facility: Facility) -> bool:
    return -90 <= (facility.lat or 0) <= 90 and -180 <= (facility.lon or 0) <= 180


def _names(facility: Facility) -> tuple[str, ...]:
    return (facility.name, *facility.aliases)


def _shared(facilities: Iterable[Facility]) -> set[str]:
    seen: dict[str, Facility] = {}
    return {name for f in facilities for name in _names(f) if seen.setdefault(name_key(name), f) is not f}
