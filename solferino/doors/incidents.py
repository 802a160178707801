"""Incidents as plain objects, for other programs: one for each, with its range, its place and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from solferino.findings.accounts import every, label, named, narrowest, title, told_by
from solferino.records import Finding, Incident, Ledger, Mention


def incidents(ledger: Ledger, found: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Yield each incident in the order of their days; ``killed`` and ``injured`` follow the minimum-and-maximum rule."""
    about: dict[str, dict[str, Finding]] = {i.id: {} for i in ledger.incidents}
    for finding in found:
        if finding.about in about:
            about[finding.about][_kind(finding)] = finding
    told = [_told(ledger, incident, about[incident.id]) for incident in ledger.incidents]
    yield from sorted(told, key=lambda i: (i["date"]["from"] or "9999", i["date"]["to"] or "9999", i["id"]))


def _kind(finding: Finding) -> str:
    value = finding.value
    return f"{finding.kind} {value['what']} {value['who']}" if finding.kind == "casualties" else finding.kind


def _told(ledger: Ledger, incident: Incident, found: dict[str, Finding]) -> dict[str, Any]:
    own = told_by(ledger, incident)
    origins, certainty = found.get("origins"), found.get("certainty")
    weakest = incident.links[0] if incident.links else None
    return {
        "id": incident.id,
        "title": title(own),
        "sources": sorted({ledger.sources[m.source].name for m in own}),
        "mentions": sorted(incident.mentions),
        "date": _days(own),
        "place": _place(own),
        "targets": every(own, "target"),
        "target_names": every(own, "target_name"),
        "methods": every(own, "method"),
        "parties": _parties(own),
        "killed": _toll(found.get("casualties killed people")),
        "injured": _toll(found.get("casualties injured people")),
        "origins": {"independent": origins.value["independent_origins"], "names": [o["label"] for o in origins.value["supporting"]],
                    "opposing": [o["label"] for o in origins.value["opposing"]]} if origins else None,
        "certainty": _grades(certainty) if certainty else None,
        "weakest_link": {"left": weakest.left, "right": weakest.right, "score": weakest.score, "reasons": list(weakest.reasons)}
        if weakest else None,
    }  # fmt: skip


def _days(own: Sequence[Mention]) -> dict[str, Any]:
    window = narrowest(own)
    if window is None:
        return {"from": None, "to": None, "precision": "unknown"}
    start, end = (str(d) if d else None for d in (window.start, window.end))
    return {"from": start, "to": end, "precision": window.precision}


def _place(own: Sequence[Mention]) -> dict[str, Any] | None:
    """Return the finest place that has coordinates, else the finest there is."""
    found = [v for m in own for v in m.values("place")]
    if not found:
        return None
    best = min(found, key=lambda v: (v.get("lat") is None, v.get("rank", 0), v["text"]))
    return {key: best.get(key) for key in ("text", "lat", "lon", "precision", "country", "geonames")}


def _parties(own: Sequence[Mention]) -> list[dict[str, Any]]:
    seen: dict[str, dict[str, Any]] = {}
    for value in (v for m in own for v in m.values("perpetrator")):
        party = seen.setdefault(named(value), {"party": value.get("party"), "name": label(value), "status": []})
        party["status"] = sorted({*party["status"], value["status"]})
    return [seen[key] for key in sorted(seen)]


def _toll(finding: Finding | None) -> dict[str, Any] | None:
    return {key: finding.value[key] for key in ("low", "best", "high", "open")} if finding else None


def _grades(certainty: Finding) -> dict[str, Any]:
    attributes = {name: row["grade"] for name, row in certainty.value["attributes"].items()}
    return {"attributes": attributes, "programmes": {name: g["grade"] for name, g in certainty.value["grades"].items()}}
