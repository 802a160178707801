"""Build ``solferino/publish/data/outlines.json.gz``: country outlines of Natural Earth 1:50m, from the npm package world-atlas.

Usage: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python tools/outlines.py package/countries-50m.json

The outlines keep the package's TopoJSON arcs (quantised, delta-encoded); of each country its name and its rings; of each arc
between two countries whether the line is agreed. Lines are thinned where they are straighter than ``TOLERANCE`` degrees. Natural
Earth draws who controls what; where the General Assembly of the United Nations has said otherwise (Crimea, resolution 68/262), that
is drawn. A name that itself takes a side is left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

TOLERANCE = 0.008
CRIMEA = (32.4, 44.3, 36.7, 46.3)
"""West, south, east and north of the ring that is moved from Russia to Ukraine."""
NAMES = {
    "N. Cyprus": "", "Somaliland": "", "Siachen Glacier": "", "W. Sahara": "Western Sahara", "Macedonia": "North Macedonia",
    "S. Sudan": "South Sudan", "eSwatini": "Eswatini", "Central African Rep.": "Central African Republic",
    "Bosnia and Herz.": "Bosnia and Herzegovina", "Dem. Rep. Congo": "DR Congo", "Eq. Guinea": "Equatorial Guinea",
}  # fmt: skip
OPEN = frozenset(("N. Cyprus", "Somaliland", "Siachen Glacier", "W. Sahara", "Kosovo", "Palestine"))
"""Every line around these is drawn as not agreed."""
OPEN_PAIRS = (frozenset(("India", "Pakistan")), frozenset(("China", "India")), frozenset(("Israel", "Syria")))
OUT = Path(__file__).parent.parent / "solferino" / "publish" / "data" / "outlines.json.gz"


def main(path: str) -> None:
    """Write the outlines of one TopoJSON file."""
    topology = json.loads(Path(path).read_text("utf-8"))
    scale = topology["transform"]["scale"]
    arcs = [_deltas(_thin(_points(arc), TOLERANCE / scale[0])) for arc in topology["arcs"]]
    shapes = {
        g["properties"]["name"]: g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]]
        for g in topology["objects"]["countries"]["geometries"]
        if g["type"] in ("Polygon", "MultiPolygon")
    }
    _move(shapes, topology)
    countries = [[NAMES.get(name, name), shapes[name]] for name in sorted(shapes)]
    coasts, borders, open_borders = _lines(shapes)
    lines = {"coasts": coasts, "borders": borders, "open": open_borders}
    plain = {"transform": topology["transform"], "arcs": arcs, "countries": countries, **lines}
    OUT.write_bytes(gzip.compress(json.dumps(plain, separators=(",", ":")).encode(), mtime=0))
    print(f"{len(countries)} countries, {sum(map(len, arcs))} points, {OUT.stat().st_size} bytes")


def _move(shapes: dict[str, Any], topology: Any) -> None:
    """Move the ring inside ``CRIMEA`` from Russia to Ukraine."""
    scale, shift = (topology["transform"][k] for k in ("scale", "translate"))
    west, south, east, north = CRIMEA

    def inside(polygon: Any) -> bool:
        points = [p for n in polygon[0] for p in _points(topology["arcs"][n if n >= 0 else ~n])]
        places = [(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in points]
        return all(west < x < east and south < y < north for x, y in places)

    moved = [polygon for polygon in shapes["Russia"] if inside(polygon)]
    shapes["Russia"] = [polygon for polygon in shapes["Russia"] if polygon not in moved]
    shapes["Ukraine"] = [*shapes["Ukraine"], *moved]


def _lines(shapes: dict[str, Any]) -> tuple[list[int], list[int], list[int]]:
    """Return the arcs of coasts, of borders, and of borders that are not agreed; an arc inside one country is no line."""
    owners: dict[int, list[str]] = {}
    for name in sorted(shapes):
        for n in (n for polygon in shapes[name] for ring in polygon for n in ring):
            owners.setdefault(n if n >= 0 else ~n, []).append(name)
    between = {n: frozenset(names) for n, names in sorted(owners.items()) if len(names) > 1 and len(set(names)) > 1}
    not_agreed = [n for n, pair in between.items() if pair & OPEN or pair in OPEN_PAIRS]
    return [n for n in sorted(owners) if len(owners[n]) == 1], [n for n in between if n not in not_agreed], not_agreed


def _points(arc: list[list[int]]) -> list[tuple[int, int]]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def _deltas(points: list[tuple[int, int]]) -> list[Any]:
    return [[x - (points[i - 1][0] if i else 0), y - (points[i - 1][1] if i else 0)] for i, (x, y) in enumerate(points)]


def _thin(points: list[tuple[int, int]], tolerance: float) -> list[tuple[int, int]]:
    """Drop the points that lie within a tolerance of the line through their neighbours (Douglas and Peucker)."""
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        worst = max(range(first + 1, last), key=lambda i: _off(points[i], points[first], points[last]), default=None)
        if worst is not None and _off(points[worst], points[first], points[last]) > tolerance:
            keep.add(worst)
            stack += [(first, worst), (worst, last)]
    return [points[i] for i in sorted(keep)]


def _off(p: tuple[int, int], a: tuple[int, int], b: tuple[int, int]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = (dx * dx + dy * dy) ** 0.5
    if not length:
        return float(((p[0] - a[0]) ** 2 + (p[1] - a[1]) ** 2) ** 0.5)
    return abs(dx * (p[1] - a[1]) - dy * (p[0] - a[0])) / length


if __name__ == "__main__":
    main(sys.argv[1])
