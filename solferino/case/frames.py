"""A ledger as data frames for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from solferino.errors import UsageError
from solferino.records import Finding, Incident, Ledger, Mention

if TYPE_CHECKING:
    import pandas as pd


def claims(ledger: Ledger) -> pd.DataFrame:
    """One row a claim: where it stands, what it says, who says it, in which words."""
    rows = [
        {
            "claim": c.id, "mention": m.id, "scope": m.scope, "source": ledger.sources[m.source].name, "field": c.field,
            "value": c.value, "stance": c.stance, "hedge": c.hedge, "speaker": " > ".join(c.speaker), "quote": c.quote,
            "start": c.start, "end": c.end, "rule": c.rule,
        }
        for m in ledger.mentions.values()
        for c in m.claims
    ]  # fmt: skip
    return _frame(rows, "claim")


def mentions(ledger: Ledger) -> pd.DataFrame:
    """One row a mention: its source, scope, quote, and the values of its fields; a field said more than once is a list."""
    return _frame([_mention(ledger, m) for m in ledger.mentions.values()], "mention")


def incidents(ledger: Ledger, found: Iterable[Finding]) -> pd.DataFrame:
    """One row an incident: its mentions, sources, first and last day told, and the range of people reported killed and injured."""
    tolls = {(f.about, f.value["what"]): f.value for f in found if f.kind == "casualties" and f.value["who"] == "people"}
    return _frame([_incident(ledger, i, tolls) for i in ledger.incidents], "incident")


def _mention(ledger: Ledger, mention: Mention) -> dict[str, Any]:
    source, reading = ledger.sources[mention.source], ledger.readings[mention.reading]
    told = {
        "mention": mention.id, "scope": mention.scope, "source": source.name, "published": reading.published, "lang": reading.lang,
        "quote": mention.anchor.quote,
    }  # fmt: skip
    fields = {c.field: mention.values(c.field) for c in mention.claims if c.field != "event"}
    return told | {key: _plain(values) for key, values in sorted(fields.items())}


def _plain(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _incident(ledger: Ledger, incident: Incident, tolls: dict[tuple[str, str], Any]) -> dict[str, Any]:
    own = [ledger.mentions[key] for key in incident.mentions]
    days = [v for m in own for v in m.values("date")]
    told: dict[str, Any] = {
        "incident": incident.id,
        "mentions": len(own),
        "sources": len({m.source for m in own}),
        "first_day": min((d["from"] for d in days if d["from"]), default=None),
        "last_day": max((d["to"] for d in days if d["to"]), default=None),
        "places": sorted({p["text"] for m in own for p in m.values("place")}),
        "targets": sorted({t for m in own for t in m.values("target")}),
        "weakest_link": incident.links[0].score if incident.links else None,
    }
    for what in ("killed", "injured"):
        toll = tolls.get((incident.id, what), {})
        told |= {f"reported_{what}_{end}": toll.get(end) for end in ("low", "best", "high")}
    return told


def _frame(rows: Sequence[dict[str, Any]], index: str) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("data frames need the extra: pip install 'solferino[analysis]'") from error
    return pd.DataFrame(rows).set_index(index) if rows else pd.DataFrame()
