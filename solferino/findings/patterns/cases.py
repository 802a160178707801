"""Pattern tests on a case: its incidents as a table of days and places, each as precise as its best claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from solferino.errors import UsageError
from solferino.facility import Facility
from solferino.findings.answer import Answer
from solferino.findings.patterns import before_after, clustering, proximity, repeat, series, trend
from solferino.place import radii
from solferino.records import Claim, Finding, Incident, Json, Ledger

Settings = Mapping[str, Json]
Counts = NDArray[np.float64]

SPREADABLE = 31
"""Days up to which an incident's span of dates is spread over the calendar; longer ones are left out."""


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One incident: first and last possible day (ordinals), place and its radius in km, what was hit, who is named for it."""

    first: int | None
    last: int | None
    place: tuple[float, float] | None
    radius_km: float
    target: str | None
    facility: str | None
    parties: tuple[str, ...]
    claims: tuple[str, ...]


def attacks(ledger: Ledger) -> tuple[Attack, ...]:
    """Return the incidents of a case, in order of time and place."""
    told = (attack(ledger, incident) for incident in ledger.incidents)
    return tuple(sorted(told, key=lambda a: (a.first or 0, a.last or 0, a.place or (0.0, 0.0), a.claims)))


def attack(ledger: Ledger, incident: Incident) -> Attack:
    """Return one incident as its most precise claims have it."""
    mentions = [ledger.mentions[m] for m in sorted(incident.mentions) if m in ledger.mentions]
    when = _narrowest([c for m in mentions for c in m.of("date") if c.value.get("from")], _days)
    where = _narrowest([c for m in mentions for c in m.of("place") if c.value.get("lat") is not None], _radius)
    targets = [c for m in mentions for c in m.of("target")]
    names = [c for m in mentions for c in m.of("target_name")]
    parties = {c.value["party"] for m in mentions for c in m.of("perpetrator") if c.value.get("party")}
    first, last = _span(when.value) if when else (None, None)
    used = [c.id for c in (when, where) if c] + [c.id for c in targets]
    return Attack(
        first=first,
        last=last,
        place=(float(where.value["lat"]), float(where.value["lon"])) if where else None,
        radius_km=_radius(where) if where else np.inf,
        target=_commonest(targets),
        facility=_commonest(names),
        parties=tuple(sorted(parties)),
        claims=tuple(sorted(used)),
    )


def _narrowest(claims: Sequence[Claim], width: Callable[[Claim], float]) -> Claim | None:
    """Return the most precise claim; of equally precise ones the value that most claims share."""
    if not claims:
        return None
    best = min(width(c) for c in claims)
    fine = [c for c in claims if width(c) == best]
    shared = Counter(_key(c) for c in fine)
    return min(fine, key=lambda c: (-shared[_key(c)], c.id))


def _key(claim: Claim) -> str:
    return str(sorted((k, str(v)) for k, v in claim.value.items() if k in ("from", "to", "lat", "lon")))


def _span(value: Json) -> tuple[int, int]:
    first = date.fromisoformat(value["from"]).toordinal()
    return first, date.fromisoformat(value["to"]).toordinal() if value.get("to") else first


def _days(claim: Claim) -> float:
    first, last = _span(claim.value)
    return last - first


def _radius(claim: Claim) -> float:
    """Return how far from its point the place of a claim may lie, in km."""
    return radii().get(str(claim.value.get("precision")), np.inf)


def _commonest(claims: Sequence[Claim]) -> str | None:
    values = Counter(str(c.value) for c in claims)
    return min(values, key=lambda v: (-values[v], v)) if values else None


def _found(answer: Answer, used: Iterable[Attack]) -> list[Finding]:
    return [answer.finding(claims=(c for a in used for c in a.claims))]


def _pinned(ledger: Ledger, space: float, time: float) -> list[Attack]:
    """Return the attacks whose place and day are as precise as the distance and lag that are asked about."""
    return [a for a in attacks(ledger) if a.place and a.radius_km <= space and a.first and a.last and a.last - a.first <= time]


def near_repeat(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Test for near repeats (Knox) within ``space`` km (5) and ``time`` days (7)."""
    space, time = float(settings.get("space", 5.0)), float(settings.get("time", 7.0))
    used = _pinned(ledger, space, time)
    points, days = [a.place for a in used], [a.first or 0 for a in used]
    answer = clustering.knox(np.array(points).reshape(-1, 2), days, space=space, time=time, metric="earth", rng=rng)
    return _found(answer, used)


def repeat_strikes(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Test for repeat strikes on facilities: those of the case's registry, or ``facilities`` with name, exposure and area.

    Of the registry's, ``kinds`` (a list of targets) are taken, each with the days on which it was open between the first and the
    last attack, or ``from`` and ``to``; a facility that the registry does not know is named, and left out.
    """
    used = [a for a in attacks(ledger) if a.facility]
    if "facilities" in settings:
        return _found(_uneven(used, _rows(settings, "facilities"), rng), used)
    known = {a: f for a in used if (f := ledger.registry.find(a.facility or ""))}
    start, end = _window(settings, list(known))
    kinds = _rows(settings, "kinds")
    facilities = [f for f in ledger.registry.facilities if f.kind in (kinds or (f.kind,)) and f.open_days(start, end)]
    hit = [replace(a, facility=f.name) for a, f in known.items() if f in facilities]
    rows = [{"name": f.name, "exposure": f.open_days(start, end), "area": f.area} for f in facilities]
    return [_naming(f, used, known) for f in _found(_uneven(hit, rows, rng), hit)]


def _uneven(used: Sequence[Attack], known: Sequence[Any], rng: Generator) -> Answer:
    hits = Counter(a.facility for a in used)
    if unlisted := sorted({str(a.facility) for a in used} - {str(f.get("name")) for f in known} if known else ()):
        raise UsageError(f"facilities were hit that are not in the list: {', '.join(unlisted)}")
    return repeat.uneven(
        [hits[f["name"]] for f in known],
        exposure=[float(f.get("exposure", 1.0)) for f in known],
        areas=[str(f.get("area", "")) for f in known],
        rng=rng,
    )


def _naming(finding: Finding, used: Sequence[Attack], known: Mapping[Attack, Facility]) -> Finding:
    """Return a finding whose caveats name the facilities that were hit and are not in the registry."""
    strange = sorted({str(a.facility) for a in used if a not in known})
    said = f"Hit, but not in the registry, and left out: {', '.join(strange)}."
    return replace(finding, caveats=(said, *finding.caveats)) if strange else finding


def _window(settings: Settings, used: Sequence[Attack]) -> tuple[date, date]:
    """Return the days from which and to which facilities were watched."""
    days = [d for a in used for d in (a.first, a.last) if d] or [1]
    first, last = (date.fromordinal(d) for d in (min(days), max(days)))
    start, end = (date.fromisoformat(settings[k]) if k in settings else d for k, d in (("from", first), ("to", last)))
    return start, end


def double_tap(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Test for strikes that follow each other within ``within`` hours (3); ``hours`` gives them by incident id, where known.

    A case knows days, not hours, unless somebody looked the hours up: without ``hours`` there is no answer.
    """
    hours: Mapping[str, Json] = settings.get("hours", {})
    known = [(i.id, a) for i in ledger.incidents if (a := attack(ledger, i)).place]
    answer = repeat.double_tap(
        [f"{a.place}" for _, a in known],
        [float(hours.get(name, np.nan)) for name, _ in known],
        within=float(settings.get("within", 3.0)),
        rng=rng,
    )
    return _found(answer, (a for _, a in known))


def targeting(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Test whether strikes fall on facilities within ``radius`` km (0.1).

    They are ``facilities`` (rows of lat, lon and optionally radius_km), or those of the case's registry.
    """
    known = _rows(settings, "facilities") or [{"lat": f.lat, "lon": f.lon} for f in ledger.registry.facilities if f.lat is not None]
    used = [a for a in attacks(ledger) if a.place]
    answer = proximity.targeting(
        np.array([a.place for a in used]).reshape(-1, 2),
        np.array([(f["lat"], f["lon"]) for f in known]).reshape(-1, 2),
        strike_radius=[a.radius_km for a in used],
        facility_radius=[float(f.get("radius_km", 0.0)) for f in known],
        radius=float(settings.get("radius", 0.1)),
        rng=rng,
    )
    return _found(answer, used)


def around_events(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Compare the ``window`` days (14) after dated ``events`` (ISO days) with those before."""
    used, start, end = _calendar(ledger)
    counts = _daily(used, start, end)
    events = [d - start for d in series.ordinals(_rows(settings, "events")).tolist() if start <= d <= end]
    answer = before_after.before_after(counts, events, window=int(settings.get("window", 14)), rng=rng)
    return _found(answer, used)


def weekly_trend(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Test for a trend over weeks, from the first attack to the last, or between ``from`` and ``to``."""
    used, counts = _weeks(ledger, settings)
    return _found(trend.trend(counts, rng=rng), used)


def change(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Test for a change of the weekly rate, from the first attack to the last, or between ``from`` and ``to``."""
    used, counts = _weeks(ledger, settings)
    return _found(trend.change_point(counts, rng=rng), used)


def comparison(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Compare the weekly attacks for which one of two ``parties`` (keys) is named, with ``exposures`` where there are any."""
    pair, exposures = _rows(settings, "parties"), _rows(settings, "exposures") or [1.0, 1.0]
    used, start, end = _calendar(ledger)
    sides = [[a for a in used if a.parties == (name,)] for name in pair] if len(pair) == 2 else [[], []]
    first, second = (_weekly(_daily(side, start, end)) for side in sides)
    answer = trend.compare(first, second, first_exposure=exposures[0], second_exposure=exposures[1], rng=rng)
    return _found(answer, [*sides[0], *sides[1]])


def target_share(ledger: Ledger, settings: Settings, rng: Generator) -> list[Finding]:
    """Compare how often two ``parties`` (keys) are named for attacks on a ``target`` (key), within months and degree squares."""
    pair, target = _rows(settings, "parties"), settings.get("target")
    if len(pair) != 2 or not target:
        raise UsageError("target_share needs two `parties` and a `target`")
    used = [a for a in attacks(ledger) if a.target and a.first and len(set(a.parties) & set(pair)) == 1]
    group = [pair.index(next(p for p in a.parties if p in pair)) for a in used]
    areas = [f"{date.fromordinal(a.first or 1):%Y-%m}/{[round(x) for x in a.place] if a.place else ''}" for a in used]
    answer = proximity.target_share([int(a.target == target) for a in used], group, areas=areas, names=pair, rng=rng)
    return _found(answer, used)


def _rows(settings: Settings, name: str) -> list[Any]:
    rows = settings.get(name, [])
    if not isinstance(rows, (list, tuple)):
        raise UsageError(f"`{name}` is a list")
    return list(rows)


def _calendar(ledger: Ledger) -> tuple[list[Attack], int, int]:
    """Return the attacks whose span can be spread, and their first and last day; one empty day without any."""
    used = [a for a in attacks(ledger) if a.first and a.last and a.last - a.first < SPREADABLE]
    return used, min((a.first or 1 for a in used), default=1), max((a.last or 1 for a in used), default=1)


def _daily(used: Sequence[Attack], start: int, end: int) -> Counts:
    return series.daily([a.first or 1 for a in used], [a.last or 1 for a in used], start=start, end=end)


def _weeks(ledger: Ledger, settings: Settings) -> tuple[list[Attack], Counts]:
    used, start, end = _calendar(ledger)
    start = series.ordinals([settings["from"]])[0] if "from" in settings else start
    end = series.ordinals([settings["to"]])[0] if "to" in settings else end
    return used, _weekly(_daily(used, int(start), int(end)))


def _weekly(counts: Counts) -> Counts:
    whole = len(counts) // 7 * 7
    return np.asarray(counts[:whole].reshape(-1, 7).sum(axis=1))
