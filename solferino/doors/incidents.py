"""Incidents as plain objects, for other programs: one for each, with its range, its place and who stands behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from solferino.findings.accounts import told_by
from solferino.publish.incidents import Row
from solferino.records import Finding, Ledger, Link

UNDATED = {"from": None, "to": None, "precision": "unknown"}


def incidents(ledger: Ledger, found: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Yield each incident, oldest first; ``killed`` and ``injured`` are civilians, by the minimum-and-maximum rule.

    ``quiet_sources`` are those of its sources that belong by their words alone and give neither claim nor origin.
    """
    about: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        about[finding.about].append(finding)
    told = [_told(ledger, Row(i, told_by(ledger, i), tuple(about[i.id]))) for i in ledger.incidents]
    yield from sorted(told, key=lambda i: (i["date"]["from"] or "9999", i["date"]["to"] or "9999", i["id"]))


def _told(ledger: Ledger, row: Row) -> dict[str, Any]:
    quiet = [_quiet(ledger, link) for link in row.incident.quiet]
    return {
        "id": row.id,
        "title": row.title,
        "sources": sorted({ledger.sources[m.source].name for m in row.mentions} | {q["source"] for q in quiet}),
        "quiet_sources": quiet,
        "mentions": [m.id for m in row.mentions],
        "date": dict(row.when or UNDATED),
        "place": dict(row.place) if row.place else None,
        "country": row.country,
        "targets": row.words("target"),
        "target_names": row.words("target_name"),
        "methods": row.words("method"),
        "parties": [{"party": v.get("party"), "name": v.get("label") or v["name"], "status": v["status"]} for v in row.parties],
        "killed": _toll(row.toll("killed")),
        "injured": _toll(row.toll("injured")),
        "origins": _origins(row.finding("origins")),
        "certainty": _grades(row.finding("certainty")),
        "weakest_link": _link(row.incident.links[0]) if row.incident.links else None,
    }


def _toll(finding: Finding | None) -> dict[str, Any] | None:
    return dict(finding.value["rules"]["airwars"]) if finding else None


def _origins(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    supporting, opposing = ([o["label"] for o in finding.value[key]] for key in ("supporting", "opposing"))
    return {"independent": finding.value["independent_origins"], "supporting": supporting, "opposing": opposing}


def _grades(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    attributes = {name: row["grade"] for name, row in finding.value["attributes"].items()}
    return {"attributes": attributes, "programmes": {name: g["grade"] for name, g in finding.value["grades"].items()}}


def _quiet(ledger: Ledger, link: Link) -> dict[str, Any]:
    """Tell of a source that has no mention here, and why it belongs here all the same."""
    name = ledger.sources[ledger.readings[link.right].source].name
    return {"source": name, "mention": link.left, "score": link.score, "reasons": list(link.reasons)}


def _link(link: Link) -> dict[str, Any]:
    return {"left": link.left, "right": link.right, "score": link.score, "reasons": list(link.reasons)}
