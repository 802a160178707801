"""Simulated ledgers: events with known truth, and what sources of several kinds report of them.

A war of invented places: settlements of very different size, a front that moves, days on which dozens of places are hit, second
strikes on the same spot, raids on the next village the same day and on the same village the next day. Sources report late, round,
misplace, leave out, name another party, spell names their own way, and copy each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from solferino.link.table import METHODS, TARGETS, bits, heard

DAY_0 = 736_695  # 1 January 2018
CONFUSED = {
    "hospital": "clinic", "clinic": "hospital", "school": "public_building", "market": "home", "home": "other_civilian",
    "ambulance": "rescuer", "worship": "home", "camp": "home", "water": "power",
}  # fmt: skip
LIKELY_TARGETS = ("home", "hospital", "clinic", "school", "market", "camp", "worship", "ambulance", "water")
TARGET_SHARE = (0.40, 0.12, 0.12, 0.12, 0.08, 0.06, 0.05, 0.03, 0.02)
LIKELY_METHODS = ("airstrike", "shelling", "drone", "rocket", "gunfire", "raid")
METHOD_SHARE = (0.40, 0.30, 0.10, 0.08, 0.07, 0.05)
NAMED = frozenset(("hospital", "clinic", "school"))
SYLLABLES = ("ba", "dar", "kha", "lin", "mor", "nu", "qas", "ri", "sul", "tal", "um", "wad", "yar", "zan", "hel", "gol")


@dataclass(frozen=True)
class Noise:
    """How sources err: shares of reports, unless said."""

    reports: float = 2.5
    """Mean number of reports beyond the first."""
    date_missing: float = 0.08
    date_vague: float = 0.07
    date_off: float = 0.04
    place_missing: float = 0.04
    place_area: float = 0.10
    place_wrong: float = 0.02
    place_jitter_km: float = 0.7
    target_missing: float = 0.15
    target_confused: float = 0.10
    method_missing: float = 0.25
    method_confused: float = 0.08
    toll_missing: float = 0.25
    toll_off: float = 0.30
    party_missing: float = 0.45
    party_wrong: float = 0.10
    facility_missing: float = 0.5
    copied: float = 0.20
    second_strike: float = 0.03
    neighbour: float = 0.08
    next_day: float = 0.06
    batch_days: float = 0.02


@dataclass(frozen=True)
class Neighbours:
    """Two events that a careless rule would fuse; ``kind`` is second strike, next village or next day."""

    kind: str
    first: int
    second: int


@dataclass(frozen=True)
class Ledger:
    """Rows of the table of mentions, the event each speaks of, and the events that are easily fused.

    ``telling`` are the ids of the mentions that give their event's own day, town and target: what tells neighbours apart.
    """

    rows: list[dict[str, Any]]
    truth: list[int]
    neighbours: list[Neighbours]
    telling: frozenset[str]


def simulate(events: int, *, days: int = 1500, settlements: int = 500, seed: int = 1, noise: Noise = Noise()) -> Ledger:
    """Return a ledger of about so many events over so many days."""
    rng = np.random.default_rng(seed)
    towns = _towns(rng, settlements)
    happened, neighbours = _events(rng, events, days, towns, noise)
    rows: list[dict[str, Any]] = []
    truth: list[int] = []
    telling: set[str] = set()
    for number, event in enumerate(happened):
        for report in _reports(rng, event, towns, noise):
            rows.append(report | {"id": f"m{len(rows):07}", "source": f"s{len(rows):07}", "row": False})
            truth.append(number)
            telling |= {rows[-1]["id"]} if _tells(report, event) else set()
    order = rng.permutation(len(rows))
    return Ledger([rows[i] for i in order], [truth[i] for i in order], neighbours, frozenset(telling))


def _tells(report: dict[str, Any], event: dict[str, Any]) -> bool:
    """Say whether a report gives the event's own day, town and target."""
    day = DAY_0 + event["day"]
    own = (day, day, event["town"] + 1, bits([event["target"]], TARGETS))
    return bool((report["first_day"], report["last_day"], report["place_id"], report["targets"]) == own)


def _towns(rng: np.random.Generator, n: int) -> list[dict[str, Any]]:
    lat, lon = rng.uniform(34, 37, n), rng.uniform(36, 40, n)
    weight = 1 / np.arange(1, n + 1) ** 0.8
    return [
        {"id": i + 1, "name": _name(rng, i), "lat": lat[i], "lon": lon[i], "weight": weight[i],
         "area": f"area {int((lat[i] - 34) * 2)}-{int((lon[i] - 36) * 2)}"}
        for i in range(n)
    ]  # fmt: skip


def _name(rng: np.random.Generator, number: int) -> str:
    return "".join(rng.choice(SYLLABLES, size=2 + number % 2)) + SYLLABLES[number % len(SYLLABLES)]


def _events(
    rng: np.random.Generator, n: int, days: int, towns: list[dict[str, Any]], noise: Noise
) -> tuple[list[dict[str, Any]], list[Neighbours]]:
    weight = np.array([t["weight"] for t in towns])
    at = np.array([(t["lat"], t["lon"]) for t in towns])
    crowded = rng.choice(days, size=max(1, int(days * noise.batch_days)), replace=False)
    happened: list[dict[str, Any]] = []
    neighbours: list[Neighbours] = []
    while len(happened) < n:
        day = int(rng.choice(crowded) if rng.random() < 0.12 else rng.integers(days))
        front = (34 + 3 * day / days, 38 + np.sin(day / 200))
        pull = weight * np.exp(-((at[:, 0] - front[0]) ** 2 + (at[:, 1] - front[1]) ** 2) / 0.5)
        town = int(rng.choice(len(towns), p=(pull + 0.02 * weight) / (pull + 0.02 * weight).sum()))
        first = len(happened)
        happened.append(_event(rng, day, town, towns))
        for share, second in (
            (noise.second_strike, "second strike"),
            (noise.neighbour, "next village"),
            (noise.next_day, "next day"),
        ):
            if rng.random() < share:
                happened.append(_echo(rng, happened[first], second, towns, at))
                neighbours.append(Neighbours(second, first, len(happened) - 1))
    return happened, neighbours


def _event(rng: np.random.Generator, day: int, town: int, towns: list[dict[str, Any]]) -> dict[str, Any]:
    target = str(rng.choice(LIKELY_TARGETS, p=TARGET_SHARE))
    killed = int(rng.negative_binomial(1, 0.22))
    return {
        "day": day, "town": town,
        "lat": towns[town]["lat"] + rng.normal(0, 0.008), "lon": towns[town]["lon"] + rng.normal(0, 0.008),
        "target": target, "method": str(rng.choice(LIKELY_METHODS, p=METHOD_SHARE)), "killed": killed,
        "injured": int(rng.negative_binomial(1, 0.12)), "party": str(rng.choice(("north", "south", "east"), p=(0.6, 0.25, 0.15))),
        "facility": f"{_name(rng, int(rng.integers(1000)))} {target}" if target in NAMED else None, "second": False,
    }  # fmt: skip


def _echo(rng: np.random.Generator, first: dict[str, Any], kind: str, towns: list[dict[str, Any]], at: Any) -> dict[str, Any]:
    """Return an event that is easily taken for another: a second strike, the next village, the next day."""
    if kind == "second strike":
        again = _event(rng, first["day"], first["town"], towns)
        return again | {"lat": first["lat"], "lon": first["lon"], "target": "rescuer", "facility": None, "second": True,
                        "method": first["method"], "party": first["party"]}  # fmt: skip
    if kind == "next day":
        return _event(rng, first["day"] + 1, first["town"], towns) | {"method": first["method"], "party": first["party"]}
    here = at[first["town"]]
    near = np.argsort((at[:, 0] - here[0]) ** 2 + (at[:, 1] - here[1]) ** 2)[1:4]
    return _event(rng, first["day"], int(rng.choice(near)), towns) | {"method": first["method"], "party": first["party"]}


def _reports(rng: np.random.Generator, event: dict[str, Any], towns: list[dict[str, Any]], noise: Noise) -> list[dict[str, Any]]:
    made = []
    for _ in range(1 + rng.poisson(noise.reports)):
        report = _report(rng, event, towns, noise)
        made.append(report)
        while rng.random() < noise.copied:
            made.append(report | {"known_by": report["known_by"] + int(rng.integers(0, 2))})
    return made


def _report(rng: np.random.Generator, event: dict[str, Any], towns: list[dict[str, Any]], noise: Noise) -> dict[str, Any]:
    known_by = DAY_0 + event["day"] + int(rng.choice((0, 1, 2, 3), p=(0.5, 0.3, 0.1, 0.1)))
    target = _either(
        rng, event["target"], CONFUSED.get(event["target"], event["target"]), noise.target_confused, noise.target_missing
    )
    method = _either(rng, event["method"], str(rng.choice(LIKELY_METHODS)), noise.method_confused, noise.method_missing)
    party = _either(rng, event["party"], str(rng.choice(("north", "south", "east"))), noise.party_wrong, noise.party_missing)
    named = event["facility"] and rng.random() >= noise.facility_missing and target == event["target"]
    return {
        **_when(rng, event, known_by, noise), "known_by": known_by, **_where(rng, event, towns, noise), "country": "XA",
        **heard(_spelled(rng, event["facility"]) if named else None), **_kinds(target, method), "party": party,
        **_toll(rng, "killed", event["killed"], noise), **_toll(rng, "injured", event["injured"], noise),
        "double_tap": bool(event["second"] and rng.random() < 0.6),
    }  # fmt: skip


def _either(rng: np.random.Generator, true: str, other: str, confused: float, missing: float) -> str | None:
    chance = rng.random()
    return None if chance < missing else other if chance < missing + confused else true


def _kinds(target: str | None, method: str | None) -> dict[str, int]:
    return {"targets": bits([target] if target else [], TARGETS), "methods": bits([method] if method else [], METHODS)}


def _when(rng: np.random.Generator, event: dict[str, Any], known_by: int, noise: Noise) -> dict[str, int | None]:
    day, chance = DAY_0 + event["day"], rng.random()
    if chance < noise.date_missing:
        return {"first_day": None, "last_day": None}
    if chance < noise.date_missing + noise.date_vague:
        return {"first_day": day - int(rng.integers(0, 4)), "last_day": max(day, known_by)}
    off = int(rng.choice((-1, 1))) if rng.random() < noise.date_off else 0
    return {"first_day": min(day + off, known_by), "last_day": min(day + off, known_by)}


def _where(rng: np.random.Generator, event: dict[str, Any], towns: list[dict[str, Any]], noise: Noise) -> dict[str, Any]:
    town, chance = towns[event["town"]], rng.random()
    blank = {"place": None, "place_id": None, "lat": None, "lon": None, "precision": "unknown", "area": None}
    if chance < noise.place_missing:
        return blank
    if chance < noise.place_missing + noise.place_area:
        return blank | {"place": town["area"], "precision": "province"}
    if chance < noise.place_missing + noise.place_area + noise.place_wrong:
        town = towns[int(rng.integers(len(towns)))]
        return _settlement(town, town["lat"], town["lon"])
    jitter = noise.place_jitter_km / 111
    return _settlement(town, town["lat"] + rng.normal(0, jitter), town["lon"] + rng.normal(0, jitter))


def _settlement(town: dict[str, Any], lat: float, lon: float) -> dict[str, Any]:
    return {"place": town["name"], "place_id": town["id"], "lat": float(lat), "lon": float(lon), "precision": "settlement",
            "area": town["area"]}  # fmt: skip


def _spelled(rng: np.random.Generator, name: str) -> str:
    """Spell a name another way one time in three."""
    if rng.random() < 0.67:
        return name
    return name.replace("kha", "ha").replace("qas", "kas").replace("u", "o", 1)


def _toll(rng: np.random.Generator, what: str, true: int, noise: Noise) -> dict[str, int | None]:
    if rng.random() < noise.toll_missing:
        return {f"{what}_low": None, f"{what}_high": None}
    low = true
    if rng.random() < noise.toll_off:
        low = max(0, round(true + rng.normal(0, 1 + true * 0.25)))
    open_end = low > 0 and rng.random() < 0.15
    return {f"{what}_low": low, f"{what}_high": None if open_end else low}


Homes = Mapping[str, object]
"""The incident of each mention."""


@dataclass(frozen=True)
class Score:
    """How incidents compare with the truth, over pairs of mentions, and how many are fused of two events."""

    precision: float
    recall: float
    fused: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  fused incidents {self.fused:6.2%}"


def score(ledger: Ledger, homes: Homes) -> Score:
    """Score incidents; a fused incident is one whose mentions speak of more than one event."""
    both = Counter((homes[row["id"]], event) for row, event in zip(ledger.rows, ledger.truth, strict=True))
    found = Counter(homes[row["id"]] for row in ledger.rows)
    hit, proposed, true = (sum(n * (n - 1) // 2 for n in c.values()) for c in (both, found, Counter(ledger.truth)))
    mixed = sum(1 for n in Counter(home for home, _ in both).values() if n > 1)
    return Score(hit / max(1, proposed), hit / true, mixed / len(found))
