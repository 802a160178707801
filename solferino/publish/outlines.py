"""Outlines for maps: Natural Earth 1:50m (public domain), built by ``tools/outlines.py``, or those of a case's own GeoJSON."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from solferino.errors import BadRecord

Point = tuple[float, float]
"""Longitude and latitude, or x and y, in degrees."""


@dataclass(frozen=True, slots=True)
class Box:
    """A window on the world, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, ring: Sequence[Point]) -> bool:
        """Whether the box around a ring overlaps the window."""
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        return min(xs) < self.east and max(xs) > self.west and min(ys) < self.north and max(ys) > self.south


Line = tuple[Point, ...]
LINES = ("coasts", "borders", "open")
"""Kinds of lines; an open border is one that is not agreed."""


@dataclass(frozen=True, slots=True)
class World:
    """Each country's name (empty where the name itself is disputed) and outer rings, and the lines of each kind."""

    countries: tuple[tuple[str, tuple[Line, ...]], ...]
    lines: Mapping[str, tuple[Line, ...]]
    credit: str

    def within(self, box: Box) -> list[tuple[str, list[list[Point]]]]:
        """Return the countries that a window shows, each with its rings cut to the window."""
        found = []
        for name, rings in self.countries:
            cut = [part for ring in rings if box.meets(ring) and len(part := _cut(ring, box)) > 2]
            if cut:
                found.append((name, cut))
        return found

    def drawn(self, box: Box) -> list[tuple[str, list[Point]]]:
        """Return the lines that a window shows, each with its kind, in pieces that reach at most one point beyond the window."""
        found: list[tuple[str, list[Point]]] = []
        for kind, lines in self.lines.items():
            for line in lines:
                if box.meets(line):
                    found += [(kind, part) for part in _shown(line, box)]
        return found


def own(data: bytes) -> World:
    """Read a case's own outlines: GeoJSON polygons in WGS 84 degrees, each feature with a ``name``. BadRecord for anything else."""
    try:
        features = json.loads(data)["features"]
        countries = tuple((str(f["properties"].get("name", "")), tuple(_rings(f["geometry"]))) for f in features)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise BadRecord(f"outlines are GeoJSON polygons, each feature with a name: {error!r}") from error
    return World(countries, {"borders": tuple(ring for _, rings in countries for ring in rings)}, "the team's own")


def _rings(geometry: Any) -> Iterator[Line]:
    """Yield the outer rings of a polygon or several."""
    several = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    for polygon in several[geometry["type"]]:
        ring = tuple((float(x), float(y)) for x, y, *_ in polygon[0])
        if len(ring) < 3 or not all(abs(x) <= 360 and abs(y) <= 90 for x, y in ring):
            raise ValueError("a ring has three points or more, in degrees")
        yield ring


@cache
def world() -> World:
    """Return the outlines of Natural Earth."""
    data = json.loads(gzip.decompress((resources.files("solferino.publish") / "data" / "outlines.json.gz").read_bytes()))
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = [tuple(_points(arc, (sx, sy), (tx, ty))) for arc in data["arcs"]]
    countries = tuple((name, tuple(_ring(polygon[0], arcs) for polygon in polygons)) for name, polygons in data["countries"])
    return World(countries, {kind: tuple(arcs[n] for n in data[kind]) for kind in LINES}, "Natural Earth")


def _points(arc: Sequence[Sequence[int]], scale: Point, move: Point) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + move[0], y * scale[1] + move[1]


def _ring(parts: Sequence[int], arcs: Sequence[tuple[Point, ...]]) -> tuple[Point, ...]:
    """Join arcs end to end; a negative number is an arc run backwards (TopoJSON)."""
    ring: list[Point] = []
    for n in parts:
        ring += (arcs[n] if n >= 0 else arcs[~n][::-1])[1 if ring else 0 :]
    return tuple(ring)


def _shown(line: Line, box: Box) -> Iterator[list[Point]]:
    """Yield the runs of a line whose steps meet the window."""
    run: list[Point] = []
    for here, there in pairwise(line):
        if box.meets((here, there)):
            run = [*(run or [here]), there]
        elif run:
            yield run
            run = []
    if run:
        yield run


def _cut(ring: Sequence[Point], box: Box) -> list[Point]:
    """Cut a ring to a window, side by side (Sutherland and Hodgman)."""
    kept = list(ring)
    for axis, edge, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        kept = _side(kept, axis, edge, sign)
    return kept


def _side(ring: Sequence[Point], axis: int, edge: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for i, here in enumerate(ring):
        before = ring[i - 1]
        inside, was = sign * (here[axis] - edge) >= 0, sign * (before[axis] - edge) >= 0
        if inside != was:
            part = (edge - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
        if inside:
            kept.append(here)
    return kept
