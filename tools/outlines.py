"""Build ``solferino/publish/data/outlines.json.gz``: country outlines of Natural Earth 1:50m, from the npm package world-atlas.

Usage: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python tools/outlines.py package/countries-50m.json

The outlines keep the package's TopoJSON arcs (quantised, delta-encoded); of each country its name and its rings of arcs. Lines are
thinned where they are straighter than ``TOLERANCE`` degrees.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

TOLERANCE = 0.008
OUT = Path(__file__).parent.parent / "solferino" / "publish" / "data" / "outlines.json.gz"


def main(path: str) -> None:
    """Write the outlines of one TopoJSON file."""
    topology = json.loads(Path(path).read_text("utf-8"))
    scale = topology["transform"]["scale"]
    arcs = [_deltas(_thin(_points(arc), TOLERANCE / scale[0])) for arc in topology["arcs"]]
    countries = sorted(
        [g["properties"]["name"], g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]]]
        for g in topology["objects"]["countries"]["geometries"]
        if g["type"] in ("Polygon", "MultiPolygon")
    )
    plain = {"transform": topology["transform"], "arcs": arcs, "countries": countries}
    OUT.write_bytes(gzip.compress(json.dumps(plain, separators=(",", ":")).encode(), mtime=0))
    print(f"{len(countries)} countries, {sum(map(len, arcs))} points, {OUT.stat().st_size} bytes")


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
