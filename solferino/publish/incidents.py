"""Incidents in plain: when, where, what, by whom it is said, how many, with the findings that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from solferino.place import radii
from solferino.publish.words import days, label
from solferino.records import Finding, Incident, Ledger, Mention, Release

Value = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One incident of a release; ``place`` and ``when`` are the most precise values of its mentions, None where there is none."""

    incident: Incident
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        return self.incident.id

    @cached_property
    def title(self) -> str:
        """What, where and when in a few words, as the findings say it."""
        return next((str(f.value["title"]) for f in self.findings if "title" in f.value), self.id)

    @cached_property
    def when(self) -> Value | None:
        dated = [v for v in self.values("date") if v.get("from") or v.get("to")]
        return min(dated, key=lambda v: (_days(v), days(v)), default=None)

    @cached_property
    def place(self) -> Value | None:
        """The finest place, with coordinates before one without."""
        finest = [v for v in self.values("place") if v.get("precision") != "country"] or self.values("place")
        return min(finest, key=lambda v: (v.get("lat") is None, radius(v), v["text"]), default=None)

    @cached_property
    def country(self) -> str | None:
        found = [*self.values("country"), *(v["country"] for v in self.values("place") if v.get("country"))]
        return min(found, default=None)

    def values(self, field: str) -> list[Any]:
        """Return the values of a field over the mentions."""
        return [v for m in self.mentions for v in m.values(field)]

    def words(self, field: str) -> list[str]:
        """Return the distinct codebook words of a field, sorted."""
        return sorted(set(self.values(field)))

    @cached_property
    def parties(self) -> list[Value]:
        """Every party that is said to have done it, once for each way in which a text knows it."""
        found = {(v.get("party") or v["name"], v["status"]): v for v in self.values("perpetrator")}
        return [found[key] for key in sorted(found)]

    def toll(self, what: str, who: str = "people") -> Finding | None:
        """Return the finding about how many were killed, injured ..., None where no source gives a figure."""
        return next((f for f in self.findings if f.kind == "casualties" and (f.value["what"], f.value["who"]) == (what, who)), None)

    @cached_property
    def tolls(self) -> tuple[Finding, ...]:
        """Every toll, of people first."""
        found = [f for f in self.findings if f.kind == "casualties"]
        return tuple(sorted(found, key=lambda f: (WHATS.index(f.value["what"]), f.value["who"] != "people", f.value["who"])))

    def finding(self, kind: str) -> Finding | None:
        """Return the finding of a kind that speaks of the incident as a whole."""
        return next((f for f in self.findings if f.kind == kind), None)


WHATS = ("killed", "injured", "missing", "detained", "displaced")
MISSING = 10_000.0


def radius(place: Value) -> float:
    """Return how far from its coordinates a place of a precision may reach, in km."""
    return reach(place.get("precision") or "unknown")


def reach(precision: str) -> float:
    """Return the reach of a place precision in km; of one without any, further than any other."""
    return radii().get(precision, MISSING)


def _days(value: Value) -> int:
    from datetime import date

    if not (value.get("from") and value.get("to")):
        return date.max.toordinal()
    return (date.fromisoformat(value["to"][:10]) - date.fromisoformat(value["from"][:10])).days


def rows(release: Release) -> tuple[Row, ...]:
    """Return the incidents of a release, oldest first, those without a date last."""
    about: dict[str, list[Finding]] = {}
    for finding in release.findings:
        about.setdefault(finding.about, []).append(finding)
    found = [_row(release.ledger, i, about.get(i.id, ())) for i in release.ledger.incidents]
    return tuple(sorted(found, key=_in_time))


def leading(every: Sequence[Row], most: int) -> list[Row]:
    """Return at most so many incidents, in their order: those of most independent origins, then of the highest tolls."""
    if len(every) <= most:
        return list(every)
    kept = {r.id for r in sorted(every, key=_weight)[:most]}
    return [r for r in every if r.id in kept]


def _weight(row: Row) -> tuple[int, int, str]:
    origins, toll = row.finding("origins"), row.toll("killed")
    return -(origins.value["independent_origins"] if origins else 0), -(toll.value["best"] if toll else 0), row.id


def _row(ledger: Ledger, incident: Incident, findings: Sequence[Finding]) -> Row:
    return Row(incident, tuple(ledger.mentions[m] for m in sorted(incident.mentions)), tuple(findings))


def _in_time(row: Row) -> tuple[str, str, str]:
    when = row.when or {}
    return when.get("from") or when.get("to") or "9999", when.get("to") or "9999", row.id


def labels(kind: str, keys: Iterable[str]) -> list[str]:
    """Return the English labels of codebook words."""
    return [label(kind, key) for key in keys]
