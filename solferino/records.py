"""The records: what is kept, and what is computed from it.

Kept, append-only: Source, Reading, Run, Claim, Judgement. Computed, rebuilt at will: Mention, Incident, Finding, Release.
Every id is a hash of what the record says, so the same inputs give the same ids on every machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from typing import Any, Self

from solferino.errors import BadRecord
from solferino.facility import Registry

Json = Any
"""A value that survives a JSON round trip: str, int, float, bool, None, list, dict."""


def canonical(value: Json) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no escapes beyond JSON's own."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def make_id(kind: str, *parts: Json) -> str:
    """Return ``kind-`` and 20 hex digits of the SHA-256 over the canonical JSON of the parts."""
    return f"{kind}-{digest(canonical(list(parts)).encode())[:20]}"


class Record:
    """JSON round trip, shared by every record."""

    def to_json(self) -> dict[str, Json]:
        """Return the record as plain JSON values; tuples become lists."""
        plain: dict[str, Json] = json.loads(json.dumps(asdict(self), ensure_ascii=False))  # type: ignore[call-overload]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Json]) -> Self:
        """Build the record from ``to_json``'s output; an unknown key is an error."""
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        if unknown := set(plain) - known:
            raise BadRecord(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        return cls(**{k: _freeze(v) for k, v in plain.items()})


def _freeze(value: Json) -> Json:
    """Turn lists back into tuples; dicts stay dicts, with their lists as they were."""
    return tuple(_freeze(v) for v in value) if isinstance(value, list) else value


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """One arrival: bytes in the archive, and what was said about them when they came.

    ``name`` is the given name (a path inside the added folder, or an article's ``id``). ``blob`` is the SHA-256 of the archived
    file; ``member`` is the part of it that is this source (a line or key of a JSON file, a path in an archive), None for all of it;
    ``digest`` is the SHA-256 of that part's own bytes. Dates are ISO 8601 texts, or None when unknown. ``mapping`` names that of a
    sheet: one of the project's, or a file in the case's folder.
    """

    name: str
    blob: str
    digest: str
    media: str
    member: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    published: str | None = None
    retrieved: str | None = None
    access: str = "open"
    translates: str | None = None
    supersedes: str | None = None
    mapping: str | None = None

    @property
    def id(self) -> str:
        """The same bytes under the same given name are the same source."""
        return source_id(self.name, self.digest)


def source_id(name: str, digest: str) -> str:
    """Return the id of the source of a given name whose own bytes have a SHA-256."""
    return make_id("source", name, digest)


@dataclass(frozen=True, kw_only=True)
class Reading(Record):
    """The text read from one source by one version of one reader; every claim is cut from ``text``.

    Offsets count Unicode code points of ``text``, which is NFC. ``pages`` are (start, end) offsets of pages, sheets or rows.
    ``notes`` say what the reader could not take over (a dropped attachment, an unmapped column). ``title`` to ``published`` are the
    source's own where given, else what the reader found.
    """

    source: str
    reader: str
    version: str
    text: str
    title: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    retrieved: str | None = None
    pages: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8."""
        return digest(self.text.encode())

    @cached_property
    def id(self) -> str:
        return make_id("reading", self.source, self.reader, self.version, self.text_hash, self.lang, self.published, self.retrieved)


@dataclass(frozen=True, kw_only=True)
class Run(Record):
    """One pass of one engine over one reading. ``pack`` is the hash of the language pack, mapping or prompt that was used.

    ``notes`` say what the engine left out; they do not enter the id.
    """

    reading: str
    engine: str
    version: str
    pack: str
    settings: Mapping[str, Json] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return make_id("run", self.reading, self.engine, self.version, self.pack, dict(self.settings))


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """One field of one mention, cut from a reading.

    ``field`` and the shape of ``value`` are listed in the codebook (``fields.yaml``); ``stance`` and ``hedge`` are codebook words.
    ``speaker`` is the chain of those who say it, nearest to the event first; empty when the outlet itself says it.
    ``rule`` names the rule that made the claim.
    """

    run: str
    reading: str
    mention: str
    field: str
    value: Json
    start: int
    end: int
    quote: str
    stance: str = "states"
    hedge: str | None = None
    speaker: tuple[str, ...] = ()
    rule: str = ""

    @cached_property
    def id(self) -> str:
        return make_id(
            "claim", self.run, self.mention, self.field, self.value, self.start, self.end, self.stance, self.hedge, self.speaker
        )

    def prove(self, text: str) -> None:
        """Raise BadRecord unless the quote is exactly what stands at its offsets."""
        if not self.quote or text[self.start : self.end] != self.quote:
            raise BadRecord(f"{self.id}: the quote is not the text at {self.start}:{self.end}")


@dataclass(frozen=True, kw_only=True)
class Judgement(Record):
    """A person's verdict about one or two ids. ``order`` is its place in the case's list of judgements, from 0.

    ``by`` and ``at`` (ISO 8601) are handed down from the door; neither enters the id or a default export.
    """

    subject: tuple[str, ...]
    verdict: str
    order: int
    value: Json = None
    reason: str = ""
    by: str = ""
    at: str = ""

    @property
    def id(self) -> str:
        return make_id("judgement", self.order, self.subject, self.verdict, self.value, self.reason)


@dataclass(frozen=True, kw_only=True)
class Mention(Record):
    """The claims of one reading that speak of one event, one total or one response (``scope``).

    The id hashes the reading, the scope and the anchor span, so that it survives a better engine.
    """

    id: str
    source: str
    reading: str
    scope: str
    claims: tuple[Claim, ...]

    def of(self, name: str) -> tuple[Claim, ...]:
        """Return the claims of one field, in reading order."""
        return tuple(c for c in self.claims if c.field == name)

    def values(self, name: str) -> list[Json]:
        """Return the values of one field, in reading order."""
        return [c.value for c in self.of(name)]

    @property
    def anchor(self) -> Claim:
        """The claim that states the event, total or response."""
        return self.of("event")[0]


def mention_id(reading: str, scope: str, start: int, end: int) -> str:
    """Return the id of the mention of a scope that is anchored at text[start:end] of a reading."""
    return make_id("mention", reading, scope, start, end)


@dataclass(frozen=True, kw_only=True)
class Link(Record):
    """Two mentions compared: ``score`` is the probability (0 to 1) that both speak of one event; ``reasons`` say why, in words.

    ``bits`` are the log2 odds that each reason adds.
    """

    left: str
    right: str
    score: float
    reasons: tuple[str, ...] = ()
    bits: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Incident(Record):
    """Mentions that belong together. ``links`` are the links that hold it, weakest first; a lone mention has none.

    ``quiet`` link a mention, ``left``, to a reading, ``right``, that belongs here by its words although no mention in it does.
    """

    mentions: tuple[str, ...]
    links: tuple[Link, ...] = ()
    quiet: tuple[Link, ...] = ()

    @property
    def id(self) -> str:
        return make_id("incident", sorted(self.mentions))


@dataclass(frozen=True, kw_only=True)
class Finding(Record):
    """An answer and the claims it rests on.

    ``kind`` names the file that made it (``casualties``, ``totals`` ...); ``about`` is the id it speaks of (an incident, a
    mention, a party, ``case``); ``value`` is the answer; ``summary`` says it in one English sentence; ``method`` is the kind
    and its version.
    """

    kind: str
    about: str
    value: Json
    summary: str
    method: str
    claims: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return make_id("finding", self.kind, self.about, self.value, self.method, self.claims)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Everything a finding may look at: one consistent view of a case. All mappings are by id.

    ``sheets`` are the readings whose rows a mapping reads, each with the mapping's ``name`` and the ``mapping`` itself;
    ``registry`` holds the facilities that the team knows of.
    """

    sources: Mapping[str, Source]
    readings: Mapping[str, Reading]
    mentions: Mapping[str, Mention]
    incidents: tuple[Incident, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    sheets: Mapping[str, Json] = field(default_factory=dict)
    registry: Registry = field(default_factory=Registry)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every current claim by id."""
        return {c.id: c for m in self.mentions.values() for c in m.claims}

    def of_scope(self, scope: str) -> tuple[Mention, ...]:
        """Return the mentions of one scope, in the ledger's order."""
        return tuple(m for m in self.mentions.values() if m.scope == scope)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was cleared for publication under one disclosure profile; the only thing publishers accept."""

    title: str
    profile: str
    ledger: Ledger
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def about(self, subject: str, kind: str | None = None) -> tuple[Finding, ...]:
        """Return the findings about one id, of one kind where given."""
        return tuple(f for f in self.findings if f.about == subject and kind in (None, f.kind))


def group(claims: Iterable[Claim], source: str) -> tuple[Mention, ...]:
    """Group the claims of one reading into its mentions, in reading order of their anchors."""
    by_mention: dict[str, list[Claim]] = {}
    for claim in claims:
        by_mention.setdefault(claim.mention, []).append(claim)
    mentions = []
    for key, members in by_mention.items():
        anchor = next((c for c in members if c.field == "event"), None)
        if anchor is None:
            raise BadRecord(f"{key} has no claim that states it")
        ordered = tuple(sorted(members, key=lambda c: (c.start, c.end, c.field, c.id)))
        mentions.append(
            (anchor.start, Mention(id=key, source=source, reading=anchor.reading, scope=anchor.value["scope"], claims=ordered))
        )
    return tuple(m for _, m in sorted(mentions, key=lambda pair: (pair[0], pair[1].id)))
