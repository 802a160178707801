"""Small invented cases: what sources tell, as claims, without going through readers and extraction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from solferino import link
from solferino.records import Claim, Judgement, Ledger, Mention, Reading, Source, digest, mention_id

KHIRBAT = {"text": "Khirbat Nur", "lat": 35.90, "lon": 36.70, "precision": "settlement", "country": "SY", "geonames": 9001}
KHIRBAT_AR = KHIRBAT | {"text": "خربة نور"}
DAYR = {"text": "Dayr Amun", "lat": 35.95, "lon": 36.72, "precision": "settlement", "country": "SY", "geonames": 9002}
TALLA = {"text": "Talla", "lat": 35.10, "lon": 36.60, "precision": "settlement", "country": "SY", "geonames": 9003}
PROVINCE = {"text": "Idlib province", "lat": 35.80, "lon": 36.60, "precision": "province", "country": "SY", "geonames": 9004}


@dataclass
class Event:
    """One mention to be: its clause and the values of its fields, each a list or one value."""

    quote: str
    scope: str = "incident"
    stance: str = "states"
    fields: dict[str, list[Any]] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()
    hedges: dict[str, str] = field(default_factory=dict)


def event(
    quote: str, scope: str = "incident", *, stance: str = "states", hedges: dict[str, str] | None = None, **fields: Any
) -> Event:
    """Describe a mention; ``killed=3``, ``injured=(4, None)`` and ``on="2023-12-15"`` are short for counts and dates."""
    plain = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    for what in ("killed", "injured", "attacks", "facilities"):
        if what in plain:
            who = {"killed": "people", "injured": "people"}.get(what, what)
            plain.setdefault("count", []).extend(count(what, n, who) for n in plain.pop(what))
    if "on" in plain:
        plain["date"] = [day(*v) if isinstance(v, tuple) else day(v) for v in plain.pop("on")]
    if "place" in plain:
        plain["place"] = [{"rank": i} | v for i, v in enumerate(plain["place"])]
    if "speaker" in plain:
        plain["speaker"] = [v if isinstance(v, dict) else speaker(v) for v in plain["speaker"]]
    if "by" in plain:
        plain["perpetrator"] = [party(*v) if isinstance(v, tuple) else party(v) for v in plain.pop("by")]
    said = tuple(v["name"] for v in plain.get("speaker", ()))
    return Event(quote, scope, stance, plain, said, hedges or {})


def count(what: str, n: Any, who: str = "people") -> dict[str, Any]:
    low, high = n if isinstance(n, tuple) else (n, n)
    return {"what": what, "who": who, "low": low, "high": high, "approx": False}


def day(start: str, end: str | None = None, precision: str | None = None) -> dict[str, Any]:
    return {"from": start, "to": end or start, "precision": precision or ("interval" if end else "day")}


def party(key: str, status: str = "alleged") -> dict[str, Any]:
    return {"name": key.title(), "party": key, "label": key.title(), "status": status}


def speaker(name: str, key: str | None = None) -> dict[str, Any]:
    return {"name": name, "party": key, "label": name, "chain": [name]}


def reply(quote: str, stance: str, *, by: str, answers: list[str] | None = None, name: str | None = None) -> Event:
    return event(
        quote,
        "response",
        response_stance=stance,
        party={"name": by.title(), "party": by, "label": by.title()},
        speaker=speaker(name or f"{by.title()} ministry", by),
        **({"answers": [answers]} if answers else {}),
    )


@dataclass
class Told:
    """One source, its reading and its mentions."""

    source: Source
    reading: Reading
    mentions: tuple[Mention, ...]


def told(name: str, *events: Event, published: str | None = None, lang: str = "en", outlet: str | None = None, **more: Any) -> Told:
    """Write a source whose text is its events' clauses, one a line, after ``text`` where given."""
    text = "\n".join([more.pop("text", "")] + [e.quote for e in events]).strip()
    blob = digest(text.encode())
    source = Source(name=name, blob=blob, digest=blob, media="text/plain", outlet=outlet, lang=lang, published=published, **more)
    dated = {"published": published, "retrieved": source.retrieved}
    reading = Reading(source=source.id, reader="plain", version="1", text=text, lang=lang, outlet=outlet, **dated)
    return Told(source, reading, tuple(_mention(source, reading, e) for e in events))


def _mention(source: Source, reading: Reading, told_event: Event) -> Mention:
    start = reading.text.index(told_event.quote)
    end = start + len(told_event.quote)
    key = mention_id(reading.id, told_event.scope, start, end)
    fields = {"event": [{"scope": told_event.scope}]} | told_event.fields
    claims = tuple(
        Claim(
            run="run-test",
            reading=reading.id,
            mention=key,
            field=name,
            value=value,
            start=start,
            end=end,
            quote=told_event.quote,
            stance=told_event.stance,
            speaker=told_event.speakers,
            hedge=told_event.hedges.get(name),
        )
        for name, values in fields.items()
        for value in values
    )
    for claim in claims:
        claim.prove(reading.text)
    return Mention(id=key, source=source.id, reading=reading.id, scope=told_event.scope, claims=claims)


def ledger(*sources: Told, judgements: tuple[Judgement, ...] = ()) -> Ledger:
    """Put sources together and link their mentions."""
    mentions = {m.id: m for t in sources for m in t.mentions}
    readings = {t.reading.id: t.reading for t in sources}
    linked = link.incidents(list(mentions.values()), judgements=judgements, readings=readings)
    by_id = {t.source.id: t.source for t in sources}
    return Ledger(sources=by_id, readings=readings, mentions=mentions, incidents=linked, judgements=judgements)
