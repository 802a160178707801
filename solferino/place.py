"""Places: what a name in a text may stand for, how exactly it is known, and how far two places agree.

A ``Gazetteer`` looks names up in two sorted tables of lines, which its keeper builds and maps into memory; it changes nothing and
reads nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter
from typing import Any, Protocol

from rapidfuzz import fuzz

from solferino import vocabulary
from solferino.errors import BadRecord
from solferino.language import Token
from solferino.language.forms import fold
from solferino.language.skeleton import latin, skeleton

JOINERS = frozenset("-‐‑–'’‘`´")
"""Marks that may stand inside a place name."""

MATCHES = ("name", "alias", "skeleton")
"""How a name was matched, best first: the gazetteer's own spelling, another one on record, or only the consonants."""

_PARTICLES = frozenset(("al", "el", "an", "ar", "as", "ash", "ad", "at", "az", "ez", "es", "bin", "abu"))
"""Small words that stand inside transliterated names."""

_INSIDE = JOINERS | _PARTICLES
"""What a name goes on behind without a capital."""

_ALIKE = 70
"""How alike (0 to 100) the Latin spellings of two names of one skeleton have to be for a name in running text."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``lat`` and ``lon`` are WGS 84 degrees; ``precision`` is a codebook word; ``geonames`` is its GeoNames id.

    ``text`` is the name as written or, from a gazetteer, the gazetteer's own; ``admin1`` is the first-level code of GeoNames;
    ``match`` says how a gazetteer matched it (one of ``MATCHES``).
    """

    text: str
    geonames: int | None
    lat: float | None
    lon: float | None
    precision: str
    country: str | None
    admin1: str | None
    population: int = 0
    match: str = "name"


Tree = dict[str, Any]


class Buffer(Protocol):
    """Bytes that can be cut and searched: bytes, or a file mapped into memory."""

    def __getitem__(self, part: slice, /) -> bytes: ...
    def __len__(self) -> int: ...
    def find(self, sub: bytes, start: int, /) -> int: ...


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines in the order of their bytes, each with its newline."""

    data: Buffer

    def starting(self, key: str) -> Iterator[str]:
        """Yield the lines that begin with a key."""
        wanted = key.encode()
        at = self._first(wanted)
        while at < len(self.data):
            end = self.data.find(b"\n", at)
            line = self.data[at:end]
            if not line.startswith(wanted):
                return
            yield line.decode()
            at = end + 1

    def _first(self, wanted: bytes) -> int:
        """Return where the first line that begins with the wanted bytes begins; where there is none, any line or the end."""
        starts, heads = _blocks(self)
        behind = bisect_left(heads, wanted)
        end = starts[behind] if behind < len(starts) else len(self.data)
        start = starts[max(0, behind - 1)]
        found = self.data[start:end].find(b"\n" + wanted)
        return start + found + 1 if found >= 0 else end


_BLOCK = 4096
"""Bytes of lines that are looked through at once."""


@lru_cache(16)
def _blocks(lines: Lines) -> tuple[list[int], list[bytes]]:
    """Return where blocks of lines begin, and the first line of each."""
    starts, data = [0], lines.data
    while 0 < (at := data.find(b"\n", starts[-1] + _BLOCK) + 1) < len(data):
        starts.append(at)
    return starts, [data[start : data.find(b"\n", start)] for start in starts]


class Names(Protocol):
    """Lines that can be looked up by how they begin."""

    def starting(self, key: str) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Overlaid:
    """Lines over others: a name that both have, one of ``told``, is as the upper lines have it."""

    upper: Lines
    lower: Names
    told: frozenset[str]

    def starting(self, key: str) -> Iterator[str]:
        """Yield the lines that begin with a key, the upper ones first."""
        yield from self.upper.starting(key)
        yield from (line for line in self.lower.starting(key) if line.partition("\t")[0] not in self.told)


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Two buffers end to end; a cut lies within one of them."""

    first: Buffer
    second: bytes

    def __getitem__(self, part: slice, /) -> bytes:
        behind = part.start - len(self.first)
        return self.first[part] if behind < 0 else self.second[behind : part.stop - len(self.first)]

    def __len__(self) -> int:
        return len(self.first) + len(self.second)

    def find(self, sub: bytes, start: int, /) -> int:
        """Return where bytes begin from ``start`` on, in the part in which ``start`` lies; -1 where they do not."""
        behind = start - len(self.first)
        if behind < 0:
            return self.first.find(sub, start)
        found = self.second.find(sub, behind)
        return found + len(self.first) if found >= 0 else found


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Names of places. ``names`` maps folded names and ``~skeletons`` to places, best first; ``version`` names the data.

    ``common`` are words that are also places, and that a text mostly uses as words.
    """

    names: Names
    places: Buffer
    version: str
    common: frozenset[str] = frozenset()

    def find(self, name: str, *, country: str | None = None) -> tuple[Place, ...]:
        """Return the places that a name may stand for, best first; of one country (ISO 3166-1 alpha-2) where given.

        A name that nothing on record is spelled like is looked up by its consonants; such places have ``match`` "skeleton".
        """
        spelled = _within(_known(self, " ".join(key_words(name))), country)
        return spelled or _within(_alike(self, name), country)

    def at(self, text: Sequence[Token], first: int, *, country: str | None = None) -> tuple[int, tuple[Place, ...]]:
        """Return how many tokens the longest place name takes that begins at a token, and its places, best first; else 0 and ().

        A lone common word (``is_common``) is no name. With a country, a name that only sounds like one of its places counts too.
        """
        known = [
            found
            for alone, tree in _openings(self, text[first].text, text[first].keys)
            for found in _longest(text, first, alone, tree)
        ]
        if known:
            length, refs = max(known, key=itemgetter(0))
            return length, _places(self, refs)
        return self.sounding(text, first, country=country) if country else (0, ())

    def sounding(self, text: Sequence[Token], first: int, *, country: str) -> tuple[int, tuple[Place, ...]]:
        """Return how many tokens the longest run of capitalised words takes that only sounds like a place of a country."""
        for last in _ends(text, first)[::-1] if text[first].text[0].isupper() else ():
            if near := _near(self, " ".join(t.text for t in text[first:last]), country):
                return last - first, near
        return 0, ()

    def is_common(self, word: str) -> bool:
        """Whether a word is also a place, and mostly used as a word."""
        return " ".join(key_words(word)) in self.common


def _longest(text: Sequence[Token], first: int, alone: bool, tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield how many tokens names take that go on as a tree does, and their references."""
    stack = [(first + 1, tree)]
    while stack:
        i, node = stack.pop()
        if "" in node and (alone or i > first + 1):
            yield i - first, node[""]
        while i < len(text) and text[i].text in JOINERS and len(node) > ("" in node):
            i += 1
        if i < len(text) and len(node) > ("" in node):
            stack.extend((i + 1, node[key]) for key in _forms(text[i]) if key and key in node)


@lru_cache(20_000)
def _openings(gazetteer: Gazetteer, word: str, keys: frozenset[str]) -> tuple[tuple[bool, Tree], ...]:
    """Return the trees of names that begin with a word, each with whether the word alone may be a name."""
    if not (word[0].isalnum() or word[0] in "_ـ"):
        return ()
    forms = [form for form in _token_forms(word, keys) if form and _tree(gazetteer, form)]
    common = gazetteer.is_common(word)
    return tuple((len(f) > 2 and f not in gazetteer.common and not common, _tree(gazetteer, f)) for f in forms)


def key_words(name: str) -> tuple[str, ...]:
    """Return the words under which a name is kept."""
    if name.isascii():
        return tuple(_WORD.findall(name.casefold()))
    return tuple(fold(word) for word in _WORD.findall(name))


_WORD = re.compile(r"\w+")

_ONTO = ("و", "ب", "ل", "وب", "ول")
"""What Arabic writes onto a place name: and, in, for."""

_ENDINGS = (
    ("ої", "ий"), ("ого", "ый"), ("ого", "ий"), ("ом", ""), ("ем", ""), ("ой", "а"), ("ою", "а"), ("ы", "а"), ("и", "а"),
    ("у", "а"), ("е", "а"), ("і", "а"), ("и", "я"), ("ю", "я"), ("е", "я"), ("у", ""), ("е", ""), ("а", ""), ("и", "ь"), ("я", "ь"),
    ("ю", "ь"), ("и", "ы"), ("і", "и"), ("ам", "ы"), ("ах", "ы"),
)  # fmt: skip
"""Case endings of Russian and Ukrainian place names, and what the nominative has in their place."""


def _forms(token: Token) -> tuple[str, ...]:
    """Return the keys a token may be kept under, likeliest first."""
    return _token_forms(token.text, token.keys)


@lru_cache(100_000)
def _token_forms(text: str, keys: frozenset[str]) -> tuple[str, ...]:
    exact = key_words(text)[:1]
    if not exact or text[0] < "\u0400":
        return exact
    if text[0] >= "\u0530":
        return tuple(dict.fromkeys((exact[0], *_written_on(exact[0]))))
    stems = [exact[0][: -len(end)] + puts for end, puts in _ENDINGS if exact[0].endswith(end) and len(exact[0]) > len(end) + 2]
    return tuple(dict.fromkeys((exact[0], *sorted(keys), *(stems if text[0].isupper() else ()))))


def _written_on(word: str) -> Iterator[str]:
    """Yield an Arabic word without the conjunction and preposition that are written onto it."""
    for onto in _ONTO:
        rest = word.removeprefix(onto)
        if rest != word and len(rest) > 2:
            yield rest
            if onto.endswith("ل") and rest.startswith("ل") and len(rest) > 3:
                yield "ا" + rest


@lru_cache(20_000)
def _tree(gazetteer: Gazetteer, first: str) -> Tree:
    """Return every name that begins with a word as a tree of the words that follow; under "" stand the references."""
    root: Tree = {}
    for line in (*gazetteer.names.starting(first + "\t"), *gazetteer.names.starting(first + " ")):
        name, _, refs = line.partition("\t")
        node = root
        for word in name.split(" ")[1:]:
            node = node.setdefault(word, {})
        node[""] = refs
    return root


@lru_cache(50_000)
def _places(gazetteer: Gazetteer, refs: str) -> tuple[Place, ...]:
    """Read places by reference: the first letter of how each matched, and where its line begins."""
    return tuple(_place(gazetteer.places, ref) for ref in refs.split(","))


def _place(places: Buffer, ref: str) -> Place:
    match = next(m for m in MATCHES if m[0] == ref[0])
    start = int(ref[1:])
    text, geonames, lat, lon, precision, country, admin1, people = places[start : places.find(b"\n", start)].decode().split("\t")
    return Place(
        text, int(geonames) if geonames else None, float(lat) if lat else None, float(lon) if lon else None, precision, country,
        admin1 or None, int(people), match,
    )  # fmt: skip


def _known(gazetteer: Gazetteer, key: str) -> tuple[Place, ...]:
    line = next(gazetteer.names.starting(key + "\t"), None) if key else None
    return _places(gazetteer, line.partition("\t")[2]) if line else ()


@lru_cache(50_000)
def _alike(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places with a name's consonants, those that are spelled most alike first."""
    bones = skeleton(name)
    found = _known(gazetteer, "~" + bones) if len(bones) > 2 else ()
    return tuple(sorted(found, key=lambda p: -fuzz.ratio(latin(name), latin(p.text))))


@lru_cache(50_000)
def _near(gazetteer: Gazetteer, name: str, country: str) -> tuple[Place, ...]:
    """Return the places of a country that a name sounds like, and is spelled like as well."""
    if len(skeleton(name)) <= 3 or gazetteer.is_common(name):
        return ()
    return tuple(p for p in _within(_alike(gazetteer, name), country) if fuzz.ratio(latin(name), latin(p.text)) >= _ALIKE)


def _ends(text: Sequence[Token], first: int) -> list[int]:
    """Return where a name that begins at a token may end: behind each of up to four capitalised words."""
    ends: list[int] = []
    i = first
    while i < len(text) and len(ends) < 4 and (text[i].text[0].isupper() or text[i].text in _INSIDE):
        i += 1
        if text[i - 1].text[0].isupper():
            ends.append(i)
    return ends


def _within(found: Sequence[Place], country: str | None) -> tuple[Place, ...]:
    return tuple(p for p in found if country in (None, p.country))


def check(place: Place) -> None:
    """Raise BadRecord unless the place is one: a known precision, coordinates on the globe, both or none."""
    vocabulary.codebook().word("place_precision", place.precision)
    if (place.lat is None) != (place.lon is None):
        raise BadRecord(f"{place.text}: one coordinate without the other")
    if place.lat is not None and place.lon is not None and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise BadRecord(f"{place.text}: {place.lat}, {place.lon} is not on the globe")


@cache
def radii() -> Mapping[str, float]:
    """Return how far (km) from its coordinates a place may reach, by the precisions that say so."""
    words = vocabulary.codebook().words("place_precision")
    return {key: float(word.extra["radius_km"]) for key, word in words.items() if "radius_km" in word.extra}


def radius(place: Place) -> float:
    """Return how far (km) from its coordinates a place of its precision may reach; 500 where its precision does not say."""
    return radii().get(place.precision, 500.0)


def distance_km(a: Place, b: Place) -> float | None:
    """Return the great-circle distance between two places in kilometres; None where coordinates are missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres((a.lat, a.lon), (b.lat, b.lon))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance between two points of latitude and longitude (haversine, a sphere of 6371 km)."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (a, b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def compare(a: Place, b: Place) -> tuple[float, str]:
    """Return how far two places agree (0 to 1) and why."""
    if a.geonames is not None and a.geonames == b.geonames:
        return 1.0, f"both are {a.text} (GeoNames {a.geonames})"
    if a.country and b.country and a.country != b.country:
        return 0.0, f"{a.text} is in {a.country}, {b.text} in {b.country}"
    km = distance_km(a, b)
    if km is None or (a.text == b.text and a.precision == b.precision):
        return _compare_names(a, b)
    reach = radius(a) + radius(b)
    return round(max(0.0, 1 - km / (2 * reach)), 3), f"{a.text} and {b.text} are {km:.0f} km apart, known to {reach:g} km together"


def _compare_names(a: Place, b: Place) -> tuple[float, str]:
    if key_words(a.text) == key_words(b.text):
        return 0.9, f"both are written {a.text}"
    if len(skeleton(a.text)) > 2 and skeleton(a.text) == skeleton(b.text):
        return 0.7, f"{a.text} and {b.text} may be one name in two spellings"
    return 0.0, f"{a.text} and {b.text} are two names"


def show(place: Place) -> str:
    """Return a place as one line: its name, how exactly it is known, its country and coordinates."""
    spot = "" if place.lat is None or place.lon is None else f" ({place.lat:.4f}, {place.lon:.4f})"
    level = vocabulary.codebook().word("place_precision", place.precision).label("en")
    return f"{place.text}, {place.country or 'country unknown'}{spot}, {level}"
