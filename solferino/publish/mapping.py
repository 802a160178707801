"""The map of a report: outlines around the incidents, and each place as the area that its precision allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import cos, radians

from solferino.publish import geometry
from solferino.publish.incidents import MISSING, Row, Value, radius
from solferino.publish.outlines import Box, Point, World
from solferino.publish.words import label

WIDTH, TALLEST, LOWEST = 960.0, 680.0, 380.0
MARGIN = 0.28
"""Part of the incidents' extent that is shown around them."""
NARROWEST = 1.2
"""Degrees of latitude that a map shows at least, so that an outline is in sight."""
SMALLEST = 5.0
"""Pixels of radius below which an area could not be seen."""
FINEST = 1.2
"""Pixels that two points of a line have to be apart."""
LINE = 14.0
BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


Outline = tuple[str, list[list[Point]]]
"""A country's name and its rings."""


@dataclass(frozen=True, slots=True)
class Plane:
    """From degrees to pixels: equirectangular, true to scale at the middle latitude."""

    box: Box
    scale: float

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return cos(radians((self.box.south + self.box.north) / 2))

    @property
    def height(self) -> float:
        return (self.box.north - self.box.south) * self.scale

    def at(self, point: Sequence[float]) -> Point:
        """Return the pixel of a point (lon, lat)."""
        x = (point[0] - self.box.west) * self.scale * self.squeeze
        return round(x, 1), round((self.box.north - point[1]) * self.scale, 1)

    def path(self, ring: Iterable[Sequence[float]]) -> str:
        """Return a closed SVG path; points that fall on the pixel before are left out."""
        return f"{self.line(ring)}Z"

    def line(self, points: Iterable[Sequence[float]]) -> str:
        """Return an open SVG path."""
        steps: list[Point] = []
        for x, y in map(self.at, points):
            if not steps or abs(x - steps[-1][0]) + abs(y - steps[-1][1]) >= FINEST:
                steps.append((x, y))
        return "M" + "L".join(f"{x:g},{y:g}" for x, y in steps)


@dataclass(frozen=True)
class Spot:
    """One place on the map and the incidents there; ``path`` is its area, ``least`` says that it is drawn larger than it is."""

    text: str
    precision: str
    km: float
    rows: tuple[Row, ...]
    x: float
    y: float
    r: float
    path: str
    least: bool
    tag: tuple[float, float, str] | None = None


@dataclass(frozen=True)
class Map:
    """What a map draws, in pixels."""

    width: float
    height: float
    land: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, float, float], ...]
    spots: tuple[Spot, ...]
    bar: tuple[int, float]
    credit: str
    countries: tuple[str, ...] = field(default=())


def draw(rows: Sequence[Row], world: World) -> Map | None:
    """Return the map of the incidents whose place has coordinates, None where none has."""
    placed: dict[tuple[float, float, str], list[Row]] = {}
    for row in rows:
        if row.place and geometry.area(row):
            placed.setdefault((row.place["lat"], row.place["lon"], row.place["precision"]), []).append(row)
    if not placed:
        return None
    plane = _plane([geometry.area(found[0])["coordinates"][0] for found in placed.values()])
    spots = sorted((_spot(plane, found) for found in placed.values()), key=lambda s: (-s.km, s.text))
    shown = world.within(plane.box)
    land = tuple("".join(map(plane.path, rings)) for _, rings in shown)
    lines = tuple((kind, plane.line(line)) for kind, line in world.drawn(plane.box))
    tagged = tuple(_tagged(spots, plane))
    names = tuple(_names(plane, shown, tagged))
    return Map(
        WIDTH,
        round(plane.height, 1),
        land,
        lines,
        names,
        tagged,
        _bar(plane),
        world.credit,
        tuple(name for name, _ in shown if name),
    )


def _plane(rings: Sequence[Sequence[Sequence[float]]]) -> Plane:
    """Return the window around some areas, with a margin, no flatter and no taller than a page takes."""
    lons, lats = [p[0] for ring in rings for p in ring], [p[1] for ring in rings for p in ring]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = cos(radians(middle))
    tall = max((max(lats) - min(lats)) * (1 + 2 * MARGIN), NARROWEST)
    wide = (max(lons) - min(lons)) * (1 + 2 * MARGIN) * squeeze
    tall = max(tall, wide * LOWEST / WIDTH)
    wide = max(wide, tall * WIDTH / TALLEST)
    half_lat, half_lon = tall / 2, wide / squeeze / 2
    box = Box(centre - half_lon, max(-90.0, middle - half_lat), centre + half_lon, min(90.0, middle + half_lat))
    return Plane(box, WIDTH / (wide or 1.0))


def _spot(plane: Plane, rows: Sequence[Row]) -> Spot:
    place: Value = rows[0].place or {}
    x, y = plane.at((place["lon"], place["lat"]))
    km = radius(place)
    r = km / 111.2 * plane.scale
    ring = geometry.circle(place["lat"], place["lon"], km)
    return Spot(
        place["text"], place["precision"], km, tuple(rows), x, y, round(max(r, SMALLEST), 1), plane.path(ring), r < SMALLEST
    )


def _tagged(spots: Sequence[Spot], plane: Plane) -> Iterator[Spot]:
    """Yield the spots with their names where there is room: beside, below or above, and off each other."""
    taken: list[tuple[float, float, float, float]] = [(s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r) for s in spots if s.r < 3 * LINE]
    for spot in sorted(spots, key=lambda s: (-len(s.rows), s.km, s.text)):
        wide = 7.2 * len(spot.text) + 4
        for x, y, anchor in _beside(spot):
            left = x - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
            box = (left, y - LINE + 2, left + wide, y + 4)
            if left > 0 and left + wide < WIDTH and box[1] > 0 and box[3] < plane.height and not any(_meet(box, t) for t in taken):
                taken.append(box)
                yield replace(spot, tag=(round(x, 1), round(y, 1), anchor))
                break
        else:
            yield spot


def _beside(spot: Spot) -> Iterator[tuple[float, float, str]]:
    """Yield where the name of a spot may stand, best first: inside the upper edge of a broad one, else beside it."""
    if spot.r > 3 * LINE:
        yield spot.x, spot.y - spot.r + LINE + 4, "middle"
    inside = min(spot.r, 3 * LINE) + 4
    yield spot.x + inside, spot.y + 4, "start"
    yield spot.x - inside, spot.y + 4, "end"
    yield spot.x, spot.y + inside + 10, "middle"
    yield spot.x, spot.y - inside, "middle"


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _names(plane: Plane, shown: Sequence[Outline], spots: Sequence[Spot]) -> Iterator[tuple[str, float, float]]:
    """Yield the names of countries in the middle of their largest part, where no spot is and there is room."""
    taken = [(s.x - 60, s.y - 16, s.x + 60, s.y + 16) for s in spots]
    for name, rings in shown:
        largest = max(rings, key=lambda ring: (max(p[0] for p in ring) - min(p[0] for p in ring), len(ring)))
        xs, ys = zip(*map(plane.at, largest), strict=True)
        x, y, wide = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, 9.0 * len(name)
        box = (x - wide / 2, y - LINE, x + wide / 2, y)
        room = name and max(xs) - min(xs) > wide + 12 and max(ys) - min(ys) > 2 * LINE
        if room and not any(_meet(box, t) for t in taken):
            taken.append(box)
            yield name, round(x, 1), round(y, 1)


def _bar(plane: Plane) -> tuple[int, float]:
    """Return a round distance in km, and its length, for a scale bar of about a fifth of the width."""
    fits = [km for km in BARS_KM if km / 111.2 * plane.scale <= WIDTH / 5]
    km = fits[-1] if fits else BARS_KM[0]
    return km, round(km / 111.2 * plane.scale, 1)


def unplaced(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the incidents of which no coordinates are known."""
    return tuple(r for r in rows if not r.place or r.place.get("lat") is None or radius(r.place) >= MISSING)


def said(spot: Spot) -> str:
    """Say where a spot is and how exactly: ``Idlib province: province, within about 100 km``."""
    return f"{spot.text}: {label('place_precision', spot.precision)}, within about {spot.km:g} km"
