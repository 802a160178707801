"""What tells attacks apart: the places, days, targets, tolls, means, attackers and speakers of a frame or an event, as sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from solferino.extract.agents import SURE
from solferino.extract.entities import root
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.targets import PEOPLE

SETTLED = ("settlement",)
INNER = ("within_1km", "within_100m", "exact")
WIDE = (*SETTLED, *INNER, "province", "district")
MOST_DAYS = 40
"""Spans of days an event remembers; a text that names more tells nothing apart by them."""

Span = tuple[str, str]
"""First and last day, ISO 8601."""


@dataclass(slots=True)
class Facts:
    """Sets of what was said. ``often`` is whether attacks over a time were spoken of."""

    settled: set[str] = field(default_factory=set)
    inner: set[str] = field(default_factory=set)
    wide: set[str] = field(default_factory=set)
    days: set[Span] = field(default_factory=set)
    reports: set[Span] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    tolls: set[tuple[str, str, int | None]] = field(default_factory=set)
    agents: set[str] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)
    sums: set[tuple[str, int | None]] = field(default_factory=set)
    often: bool = False
    lands: set[str] = field(default_factory=set)
    headline: bool = False
    shared: bool = False

    def add(self, other: Facts) -> None:
        """Take over what another set of facts says."""
        for name in ("settled", "inner", "wide", "reports", "targets", "methods", "tolls", "agents", "speakers", "sums", "lands"):
            getattr(self, name).update(getattr(other, name))
        if len(self.days) < MOST_DAYS:
            self.days |= other.days
        self.often |= other.often
        self.headline = other.headline
        self.shared |= other.shared


def of(frame: Frame) -> Facts:
    """Return the facts of a frame."""
    places, counts = [f for f in frame.of("place") if f.rule != "place.near"], [f.value for f in frame.of("count")]
    agents = [a for a in frame.agents if frame.states or frame.blames or a.rule in SURE]
    return Facts(
        settled=_names(places, SETTLED),
        inner=_names(places, INNER),
        wide=_names(places, WIDE),
        days=set(spans(frame.of("date"))),
        reports=set(spans(frame.of("report_date"))),
        targets=frame.values("target") - PEOPLE,
        methods=frame.values("method"),
        tolls={(v["what"], v["who"], v["low"] or v["high"]) for v in counts if v["what"] not in ("attacks", "facilities")},
        agents={root(a.party) or a.key for a in agents},
        speakers={key for s in frame.speakers for key in (s.party or s.known_as or s.name.casefold(), s.body) if key},
        sums={(v["what"], v["low"] or v["high"]) for v in counts if v["what"] in ("attacks", "facilities")},
        often=frame.total and "plenty.x" in frame.signs,
        lands={f.value["country"] for f in places if f.value["country"] and f.rule == "place.gazetteer"} if frame.apart else set(),
        headline=frame.headline,
        shared="share.x" in frame.signs,
    )


def spans(fills: Sequence[Fill]) -> list[Span]:
    """Return the days of date fills; an open end reaches far."""
    return [(f.value["from"] or "0000", f.value["to"] or "9999") for f in fills]


def _names(fills: Sequence[Fill], levels: Sequence[str]) -> set[str]:
    return {f.key for f in fills if f.value["precision"] in levels}
