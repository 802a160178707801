"""What linking compares: the dates, places, names and figures of one mention, read from its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from solferino.facility import Registry
from solferino.language import tokens
from solferino.language.forms import fold, name_key
from solferino.records import Mention, Reading

Range = tuple[int | None, int | None]
"""Low and high of a count; None is open."""

FINE = ("exact", "within_100m", "within_1km", "settlement")
WHOLE = ("people", "civilians")
APART = ("men", "women", "children", "elderly", "combatants")
"""Groups of people that do not overlap, so that their counts add up."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a mention; ``key`` is its name without case, marks and article."""

    text: str
    key: str
    geonames: int | None
    lat: float | None
    lon: float | None
    precision: str


@dataclass(frozen=True)
class Facts:
    """The comparable facts of one mention.

    Days are proleptic ordinals; ``known_by`` is the day its source came out or in; ``words`` are weights of rare words around it.
    A ``row`` of a sheet is an event that its makers already told from those of the other rows. ``traffic``
    is how many mentions name its settlement in the days around.
    """

    id: str
    reading: str
    start: int | None
    end: int | None
    known_by: int | None
    spots: tuple[Spot, ...]
    countries: frozenset[str]
    facilities: Mapping[str, str]
    targets: frozenset[str]
    methods: frozenset[str]
    parties: frozenset[str]
    killed: Range | None
    injured: Range | None
    double_tap: bool
    shingles: frozenset[tuple[str, ...]]
    lang: str = ""
    words: Mapping[str, float] = field(default_factory=dict)
    row: bool = False
    traffic: int = 0

    @cached_property
    def account(self) -> tuple[object, ...]:
        """What the mention tells, without who tells it and when: copies give one account."""
        told = (self.start, self.end, self.spots, tuple(sorted(self.facilities)), tuple(sorted(self.targets)))
        return (*told, tuple(sorted(self.methods)), tuple(sorted(self.parties)), self.killed, self.injured, self.double_tap)

    @property
    def days(self) -> int | None:
        """Length of the window of dates in days, None where the date is unknown."""
        return None if self.start is None or self.end is None else self.end - self.start + 1


NO_FACILITIES = Registry()
"""What is known of facilities where a team has no list of them."""


def facts(mention: Mention, reading: Reading | None = None, registry: Registry = NO_FACILITIES) -> Facts:
    """Read a mention's claims into what linking compares; the reading bounds its date and gives its language.

    A facility that the registry knows goes by the name that it has there, in whatever script it is told.
    """
    known_by = day(reading.published or reading.retrieved) if reading else None
    start, end = _window(mention, known_by)
    return Facts(
        id=mention.id,
        reading=mention.reading,
        start=start,
        end=end if end is not None else (known_by if start is not None else None),
        known_by=known_by,
        spots=tuple(_spot(v) for v in sorted(mention.values("place"), key=lambda v: v.get("rank", 0))),
        countries=_countries(mention),
        facilities={name_key(_registered(v, registry)): v for v in mention.values("target_name")},
        targets=frozenset(mention.values("target")),
        methods=frozenset(mention.values("method")) - {"other"},
        parties=frozenset(v.get("party") or name_key(v["name"]) for v in mention.values("perpetrator")),
        killed=_toll(mention, "killed"),
        injured=_toll(mention, "injured"),
        double_tap=any(mention.values("double_tap")),
        shingles=_shingles(mention, reading.lang if reading else None),
        lang=(reading.lang if reading else None) or "",
        row=mention.anchor.rule.startswith("sheet."),
    )


def _registered(written: str, registry: Registry) -> str:
    known = registry.find(written)
    return known.name if known else written


def day(text: str | None) -> int | None:
    """Return the ordinal of an ISO 8601 date."""
    return date.fromisoformat(text[:10]).toordinal() if text else None


def _window(mention: Mention, known_by: int | None) -> tuple[int | None, int | None]:
    """Return the narrowest window of dates that the mention gives; none that begins after its source came."""
    windows = [(day(v.get("from")), day(v.get("to"))) for v in mention.values("date")]
    told = [(a, b) for a, b in windows if a is not None and (known_by is None or a <= known_by + 1)]
    closed = [(a, b) for a, b in told if b is not None]
    return min(closed, key=lambda w: (w[1] - w[0], w)) if closed else told[0] if told else (None, None)


def _spot(value: Mapping[str, Any]) -> Spot:
    precision = value.get("precision") or "unknown"
    return Spot(value["text"], name_key(value["text"]), value.get("geonames"), value.get("lat"), value.get("lon"), precision)


def _countries(mention: Mention) -> frozenset[str]:
    named = {v for v in mention.values("country") if v}
    return frozenset(named or {v["country"] for v in mention.values("place") if v.get("country")})


def _toll(mention: Mention, what: str) -> Range | None:
    """Return the widest figure the mention gives of those killed or injured; disjoint groups are added up."""
    figures: dict[str, Range] = {}
    for value in mention.values("count"):
        if value["what"] == what:
            figures.setdefault(value["who"], (value.get("low"), value.get("high")))
    whole = next((figures[who] for who in WHOLE if who in figures), None)
    if whole:
        return whole
    parts = [figures[who] for who in APART if who in figures] or list(figures.values())[:1]
    return _sum(parts) if parts else None


def _sum(parts: Iterable[Range]) -> Range:
    lows, highs = zip(*parts, strict=True)
    return sum(n or 0 for n in lows), None if None in highs else sum(highs)


def _shingles(mention: Mention, lang: str | None) -> frozenset[tuple[str, ...]]:
    words = [fold(t.text) for t in tokens(mention.anchor.quote, lang or "") if t.is_word]
    return frozenset(zip(words, words[1:], words[2:], strict=False)) if len(words) > 7 else frozenset()
