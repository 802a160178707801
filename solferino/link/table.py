"""The table of mentions: one row a mention, the form in which a large case is linked (Parquet in, DuckDB or Spark inside).

Sets of codebook words are bit sets over ``TARGETS`` and ``METHODS``, in the order of the codebook, so that engines compare them as
integers. Days are proleptic ordinals. Only the finest place is kept, with the next wider one as ``area``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from solferino.link.facts import Facts, Spot
from solferino.link.names import is_latin, sound

TARGETS = (
    "hospital", "clinic", "ambulance", "pharmacy", "health_worker", "patient", "medical_supplies", "school", "university",
    "worship", "market", "home", "camp", "aid_convoy", "aid_worker", "water", "power", "food", "cultural", "media", "rescuer",
    "transport", "public_building", "other_civilian", "military",
)  # fmt: skip
METHODS = (
    "airstrike", "shelling", "rocket", "missile", "drone", "barrel_bomb", "cluster_munition", "chemical", "gunfire",
    "explosive_device", "suicide_attack", "arson", "raid", "abduction", "looting", "obstruction", "threat", "execution", "siege",
    "other",
)  # fmt: skip

COLUMNS: dict[str, str] = {
    "id": "string", "source": "string", "first_day": "int32", "last_day": "int32", "known_by": "int32", "place": "string",
    "place_id": "int64", "lat": "float64", "lon": "float64", "precision": "string", "area": "string", "country": "string",
    "facility": "string", "facility_sound": "string", "facility_latin": "bool", "targets": "int64", "methods": "int64",
    "party": "string", "killed_low": "int32", "killed_high": "int32", "injured_low": "int32", "injured_high": "int32",
    "double_tap": "bool", "row": "bool",
}  # fmt: skip
"""The columns and their Arrow types; every one but ``id``, ``source`` and the bit sets may be null."""


def row(facts: Facts) -> dict[str, Any]:
    """Return a mention's facts as a row of the table."""
    spots = sorted(facts.spots, key=lambda s: _FINENESS.get(s.precision, 9))
    spot = spots[0] if spots else Spot("", "", None, None, None, "unknown")
    killed, injured = facts.killed or (None, None), facts.injured or (None, None)
    return {
        "id": facts.id, "source": facts.reading, "first_day": facts.start, "last_day": facts.end, "known_by": facts.known_by,
        "place": spot.key or None, "place_id": spot.geonames, "lat": spot.lat, "lon": spot.lon, "precision": spot.precision,
        "area": spots[1].key if len(spots) > 1 else None, "country": min(facts.countries, default=None),
        **heard(min(facts.facilities, default=None)), "targets": bits(facts.targets, TARGETS),
        "methods": bits(facts.methods, METHODS), "party": min(facts.parties, default=None), "killed_low": killed[0],
        "killed_high": killed[1], "injured_low": injured[0], "injured_high": injured[1], "double_tap": facts.double_tap,
        "row": facts.row,
    }  # fmt: skip


def heard(facility: str | None) -> dict[str, Any]:
    """Return a facility's name as the table holds it: how it is written, how it sounds, and whether in Latin letters."""
    if facility is None:
        return {"facility": None, "facility_sound": None, "facility_latin": None}
    return {"facility": facility, "facility_sound": sound(facility) or None, "facility_latin": is_latin(facility)}


def facts_of(row: Mapping[str, Any]) -> Facts:
    """Return the facts that a row of the table holds, with its ``traffic`` where that was counted."""
    spots = [Spot(row["place"], row["place"], row["place_id"], row["lat"], row["lon"], row["precision"])] if row["place"] else []
    if row["area"]:
        spots.append(Spot(row["area"], row["area"], None, None, None, "province"))
    return Facts(
        id=row["id"], reading=row["source"], start=row["first_day"], end=row["last_day"], known_by=row["known_by"],
        spots=tuple(spots),
        countries=frozenset(filter(None, (row["country"],))),
        facilities={row["facility"]: row["facility"]} if row["facility"] else {},
        targets=words(row["targets"], TARGETS), methods=words(row["methods"], METHODS),
        parties=frozenset(filter(None, (row["party"],))), killed=_range(row, "killed"), injured=_range(row, "injured"),
        double_tap=bool(row["double_tap"]), shingles=frozenset(), row=bool(row["row"]),
        traffic=row.get("traffic", 0),
    )  # fmt: skip


_FINENESS = {p: i for i, p in enumerate(("exact", "within_100m", "within_1km", "settlement", "district", "linear", "province"))}


def _range(row: Mapping[str, Any], what: str) -> tuple[int | None, int | None] | None:
    low, high = row[f"{what}_low"], row[f"{what}_high"]
    return None if low is None and high is None else (low, high)


def bits(words: Iterable[str], order: tuple[str, ...]) -> int:
    """Return words as a bit set over an order; a word that is not in it has no bit."""
    return sum(1 << order.index(w) for w in words if w in order)


@lru_cache(10_000)
def words(bit_set: int, order: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a bit set."""
    return frozenset(w for i, w in enumerate(order) if bit_set >> i & 1)


def kin(bit_set: int, families: Iterable[frozenset[str]], order: tuple[str, ...]) -> int:
    """Return every word that is kindred to the words of a bit set."""
    masks = [bits(family, order) for family in families]
    return reduce(or_, (mask for mask in masks if mask & bit_set), 0)
