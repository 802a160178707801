"""A source's mentions as one object with the keys of a gold annotation, for scoring and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from solferino import name
from solferino.records import Claim, Mention

_SCOPES = {"incident": "incident", "total": "aggregate"}


def gold(source_name: str, mentions: Sequence[Mention]) -> dict[str, Any]:
    """Return the mentions and responses of one source: keys id, relevant, mentions, responses."""
    told = [_mention(m) for m in mentions if m.scope in _SCOPES]
    replies = [_response(m) for m in mentions if m.scope == "response"]
    return {"id": source_name, "relevant": bool(told or replies), "mentions": told, "responses": replies}


def _mention(mention: Mention) -> dict[str, Any]:
    places = sorted(mention.values("place"), key=lambda p: p["rank"])
    named = [p["text"] for p in places if p["precision"] != "country"] or [p["text"] for p in places]
    start, end = _days(mention.of("date"))
    return {
        "scope": _SCOPES[mention.scope],
        "quote": mention.anchor.quote,
        "methods": _unique(mention.values("method")),
        "targets": _unique(mention.values("target")),
        "target_name": next(iter(mention.values("target_name")), None),
        "places": _unique(named),
        "country": next(iter(mention.values("country")), None),
        "date_from": start,
        "date_to": end,
        "perpetrators": [{"names": _names(p), "status": p["status"]} for p in mention.values("perpetrator")],
        "speakers": [{"names": _names(s)} for s in mention.values("speaker")],
        "counts": _counts(mention.values("count")),
        "purposes": _unique(mention.values("purpose")),
        "legal": _unique(mention.values("legal")),
    }


def _counts(counts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every count once: "at least 31" stands for a bare 31 of the same group, and 31 civilians for 31 people."""
    keys = {(c["what"], c["who"], c["low"], c["high"]) for c in counts}

    def said_better(c: dict[str, Any]) -> bool:
        open_ended = c["high"] is not None and (c["what"], c["who"], c["low"], None) in keys
        closer = c["who"] == "people" and any(
            (c["what"], w, c["low"], h) in keys for w in ("civilians",) for h in (c["high"], None)
        )
        return c["low"] is not None and (open_ended or closer)

    return [{k: v for k, v in c.items() if k != "approx" or v} for c in counts if not said_better(c)]


def _response(mention: Mention) -> dict[str, Any]:
    stance = next(iter(mention.values("response_stance")))
    return {
        "speaker": {"names": [n for s in mention.values("speaker") for n in _names(s)]},
        "party": {"names": [n for p in mention.values("party") for n in _names(p)]},
        "stance": stance,
        "quote": mention.anchor.quote,
    }


def _names(value: dict[str, Any]) -> list[str]:
    """Every name that a claim gives: as written, the party's own, those of the parties it is part of, and the chain."""
    above = [name.party(key).labels["en"] for key in name.above(name.party(value["party"]))] if value["party"] else []
    return _unique(n for n in (value["name"], value["label"], *above, *value.get("chain", ())) if n)


def _days(dates: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The most precise date a mention claims; of equally precise ones the first."""
    spans = [(c.value["from"], c.value["to"]) for c in dates]
    return min(spans, key=lambda s: (s[0] is None, (s[1] or "9") != (s[0] or "0")), default=(None, None))


def _unique(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
