"""What findings read from a ledger: the mentions of an incident, when and where it was, who is named, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from solferino import name
from solferino.errors import UnknownWord
from solferino.language.forms import fold
from solferino.records import Claim, Incident, Ledger, Mention


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``start`` to ``end``, both included; None is open."""

    start: date | None
    end: date | None
    precision: str

    @property
    def days(self) -> int:
        """Length in days; an open window is longer than any."""
        return (self.end - self.start).days + 1 if self.start and self.end else date.max.toordinal()

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start or "date unknown")
        return f"{self.start or '?'} to {self.end or '?'}"


def in_order(ledger: Ledger) -> tuple[Incident, ...]:
    """Return the incidents in order of their ids."""
    return tuple(sorted(ledger.incidents, key=lambda i: i.id))


def told_by(ledger: Ledger, incident: Incident) -> tuple[Mention, ...]:
    """Return the mentions of an incident, in order of their ids."""
    return tuple(ledger.mentions[m] for m in sorted(incident.mentions))


def home_of(ledger: Ledger) -> dict[str, Incident]:
    """Return each linked mention's incident, by mention id."""
    return {m: incident for incident in ledger.incidents for m in incident.mentions}


def published(ledger: Ledger, mention: Mention) -> str | None:
    """Return the ISO day a mention's source came out, None when unknown."""
    day = ledger.readings[mention.reading].published
    return day[:10] if day else None


def window(mention: Mention) -> Window | None:
    """Return the narrowest window of dates a mention gives, None if it gives none."""
    found = [_window(v) for v in mention.values("date") if v.get("from") or v.get("to")]
    return min(found, key=lambda w: (w.days, str(w))) if found else None


def _window(value: dict[str, Any]) -> Window:
    start, end = (date.fromisoformat(value[k][:10]) if value.get(k) else None for k in ("from", "to"))
    return Window(start, end, value.get("precision") or "unknown")


def narrowest(mentions: Iterable[Mention]) -> Window | None:
    """Return the narrowest window that any of some mentions gives."""
    found = [w for w in map(window, mentions) if w]
    return min(found, key=lambda w: (w.days, str(w))) if found else None


def named(value: dict[str, Any]) -> str:
    """Return the key of a party or speaker: the codebook's where it has one, else its folded name."""
    return str(value.get("party") or "name:" + " ".join(fold(w) for w in value["name"].split()))


@cache
def side(key: str) -> str:
    """Return the key of the party at the top of those that a party is part of; a name that the codebook does not know stays."""
    try:
        return (name.above(name.party(key)) or (key,))[-1]
    except UnknownWord:
        return key


def plain(key: str) -> str | None:
    """Return the plain name of a party key; None for a name that the codebook does not know."""
    try:
        return name.show(name.party(key))
    except UnknownWord:
        return None


def label(value: dict[str, Any]) -> str:
    """Return a party's or speaker's plain name."""
    return str(value.get("label") or value["name"])


def every(mentions: Sequence[Mention], field: str) -> list[Any]:
    """Return the distinct plain values of a field over some mentions, sorted."""
    return sorted({v for m in mentions for v in m.values(field)})


def claims_of(mentions: Iterable[Mention], *fields: str) -> tuple[str, ...]:
    """Return the ids of the claims of some fields, or of all where none is named, sorted."""
    return tuple(sorted(c.id for c in cut_from(mentions, *fields)))


def cut_from(mentions: Iterable[Mention], *fields: str) -> list[Claim]:
    """Return the claims of some fields, or of all where none is named."""
    return [c for m in mentions for c in m.claims if not fields or c.field in fields]


def title(mentions: Sequence[Mention]) -> str:
    """Say in a few words what, where and when some mentions of one event tell: ``airstrike on clinic, Khirbat Nur, 2023-12-15``."""
    methods, targets = words(every(mentions, "method")), words(every(mentions, "target"))
    what = f"{methods or 'attack'} on {targets}" if targets else methods or "attack"
    places = sorted((v for m in mentions for v in m.values("place")), key=lambda v: (v.get("rank", 0), v["text"]))
    return ", ".join(str(part) for part in (what, places[0]["text"] if places else None, narrowest(mentions)) if part)


def words(keys: Iterable[str]) -> str:
    """Return codebook keys as words to read."""
    return " and ".join(k.replace("_", " ") for k in keys)


def counted(n: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def bounds(low: int | None, high: int | None) -> str:
    """Say a range: ``6``, ``at least 6``, ``up to 9``, ``6 to 9``."""
    if low == high:
        return "an unknown number of" if low is None else str(low)
    if high is None:
        return f"at least {low}"
    return f"{low} to {high}" if low else f"up to {high}"
