"""The rows of each table of a dataset, from a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from solferino.publish import words
from solferino.publish.columns import Entry
from solferino.publish.incidents import Row, radius, rows
from solferino.records import Claim, Finding, Ledger, Mention, Release, Source, canonical

AROUND = 32
"""Characters of a reading before and after a quote, by which it can be found again (W3C TextQuoteSelector)."""


def sources(release: Release) -> Iterable[Entry]:
    ledger = release.ledger
    read = {r.source: (key, r) for key, r in ledger.readings.items()}
    telling = Counter(m.source for m in ledger.mentions.values())
    for key, source in sorted(ledger.sources.items(), key=lambda item: (item[1].name, item[0])):
        reading, text = read.get(key, (None, None))
        yield {
            **_told(source), "id": key, "sha256": source.digest, "reading": reading,
            "title": (text and text.title) or source.title, "outlet": (text and text.outlet) or source.outlet,
            "lang": (text and text.lang) or source.lang, "published": (text and text.published) or source.published,
            "text_sha256": text.text_hash if text else None,
            "mentions": telling[key],
        }  # fmt: skip


def _told(source: Source) -> Entry:
    return {n: getattr(source, n) for n in ("name", "url", "retrieved", "media", "access", "translates", "supersedes")}


def mentions(release: Release) -> Iterable[Entry]:
    home = {m: i.id for i in release.ledger.incidents for m in i.mentions}
    for mention in release.ledger.mentions.values():
        yield {
            "id": mention.id, "source": mention.source, "scope": mention.scope, "incident": home.get(mention.id),
            "quote": mention.anchor.quote, "start": mention.anchor.start, "end": mention.anchor.end,
            "stance": mention.anchor.stance, "claims": len(mention.claims),
            **{f: _spoken(mention, f) for f in ("speaker", "place", "date", "perpetrator", "count", "response_stance")},
            "methods": sorted(set(mention.values("method"))), "targets": sorted(set(mention.values("target"))),
        }  # fmt: skip


def _spoken(mention: Mention, field: str) -> list[str]:
    return list(dict.fromkeys(words.said(field, v) for v in mention.values(field)))


def claims(release: Release) -> Iterable[Entry]:
    ledger = release.ledger
    for mention in ledger.mentions.values():
        for claim in mention.claims:
            yield _claim(ledger, mention, claim)


def _claim(ledger: Ledger, mention: Mention, claim: Claim) -> Entry:
    text = ledger.readings[claim.reading].text
    return {
        "id": claim.id, "mention": mention.id, "source": mention.source, "reading": claim.reading, "run": claim.run,
        "field": claim.field, "value": claim.value if isinstance(claim.value, str) else canonical(claim.value),
        "said": words.said(claim.field, claim.value), "quote": claim.quote, "start": claim.start, "end": claim.end,
        "prefix": text[max(0, claim.start - AROUND) : claim.start], "suffix": text[claim.end : claim.end + AROUND],
        "stance": claim.stance, "hedge": claim.hedge, "speaker": list(claim.speaker), "rule": claim.rule,
    }  # fmt: skip


def incidents(release: Release) -> Iterable[Entry]:
    yield from map(incident, rows(release))


def incident(row: Row) -> Entry:
    """Return one incident's row, keyed by column."""
    when, place, origins = row.when or {}, row.place or {}, row.finding("origins")
    return {
        "id": row.id, "title": row.title, "date_from": (when.get("from") or "")[:10], "date_to": (when.get("to") or "")[:10],
        "date_precision": when.get("precision") or "unknown", "place": place.get("text"),
        "place_precision": place.get("precision") or "unknown", "country": row.country, "geonames": place.get("geonames"),
        "lat": place.get("lat"), "lon": place.get("lon"), "radius_km": radius(place) if place.get("lat") is not None else None,
        "methods": row.words("method"), "targets": row.words("target"), "effects": row.words("effect"),
        "parties": [words.said("perpetrator", v) for v in row.parties],
        **{f"reported_{what}_{end}": _end(row.toll(what), end) for what in ("killed", "injured") for end in ENDS},
        "independent_origins": origins.value["independent_origins"] if origins else None,
        "origins": [o["label"] for o in origins.value["supporting"]] if origins else [],
        "denied_by": [o["label"] for o in origins.value["opposing"]] if origins else [],
        "sources": sorted({m.source for m in row.mentions}), "mentions": sorted(row.incident.mentions),
        "weakest_link": round(row.incident.links[0].score, 4) if row.incident.links else None,
        **_certainty(row.finding("certainty")),
    }  # fmt: skip


ENDS = ("low", "best", "high", "open")


def _end(toll: Finding | None, end: str) -> Any:
    return toll.value[end] if toll else None


def _certainty(found: Finding | None) -> Entry:
    value = found.value if found else {"attributes": {}, "grades": {}}
    rows_, grades = value["attributes"], value["grades"]
    return {f"certainty_{a}": rows_[a]["grade"] for a in rows_} | {f"grade_{g}": grades[g]["grade"] for g in grades}


def casualties(release: Release) -> Iterable[Entry]:
    for row in rows(release):
        for toll in row.tolls:
            value = toll.value
            yield {
                "id": toll.id, "incident": row.id, "what": value["what"], "who": value["who"],
                **{end: value[end] for end in ENDS}, "ucdp_low": value["rules"]["ucdp"]["low"],
                "ucdp_high": value["rules"]["ucdp"]["high"], "acled": value["rules"]["acled"]["reported"],
                "said_by": sorted({s for f in value["figures"] for s in f["said_by"]}), "claims": list(toll.claims),
                "caveats": list(toll.caveats),
            }  # fmt: skip


def totals(release: Release) -> Iterable[Entry]:
    for found in (f for f in release.findings if f.kind == "totals"):
        value = found.value
        whole = {
            "id": found.id, "total": found.about, "source": value["source"], "published": value["published"],
            "quote": value["quote"], "said_by": value["said_by"], "conflicts": _others(value, "conflicts"),
            "repeats": _others(value, "repeats"), "overlaps": _others(value, "overlaps"), "caveats": list(found.caveats),
            "date_from": (value["scope"]["window"] or {}).get("from"), "date_to": (value["scope"]["window"] or {}).get("to"),
            "places": value["scope"]["places"], "targets": value["scope"]["targets"],
        }  # fmt: skip
        for n, check in enumerate(value["checks"] or [{"verdict": value["verdict"]}], 1):
            yield whole | {"line": n} | {k: check.get(k) for k in _CHECK} | _compared(value, check.get("claim"))


def _compared(value: Entry, figure: str | None) -> Entry:
    """Return the first comparison of a figure with that of another period."""
    found = next((x for x in value["compared"] if x["figure"] == figure), None)
    if found is None:
        return {}
    to = found["to"] or {}
    return {
        "compared_percent": found["percent"], "compared_from": to.get("start"), "compared_to": to.get("end"),
        "compared_low": found["allows_low"], "compared_high": found["allows_high"], "compared_verdict": found["verdict"],
    }  # fmt: skip


_CHECK = ("what", "who", "low", "high", "hedge", "verdict", "on_record", "on_record_high", "possible", "short_by", "incidents",
          "possible_incidents", "claim")  # fmt: skip


def _others(value: Entry, verdict: str) -> list[str]:
    return [o["total"] for o in value["others"] if o["verdict"] == verdict]


def responses(release: Release) -> Iterable[Entry]:
    for found in (f for f in release.findings if f.kind == "responses"):
        for row in found.value["rows"]:
            for side in ("accusations", "own_claims", "replies"):
                yield from (_entry(found, e, side, row["about"], row["title"]) for e in row[side])
        yield from (_entry(found, e, "general_replies", None, None) for e in found.value["general_replies"])


SIDES = {"accusations": "accusation", "own_claims": "own_claim", "replies": "reply", "general_replies": "general_reply"}


def _entry(found: Finding, entry: Entry, side: str, about: str | None, title: str | None) -> Entry:
    plain = {k: entry[k] for k in ("mention", "source", "published", "quote", "said_by", "claim")}
    return plain | {
        "party": found.about, "party_label": found.value["label"], "side": SIDES[side], "about": about, "title": title,
        "stance": entry.get("stance"), "status": entry.get("status"),
    }  # fmt: skip
