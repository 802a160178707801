"""Places in cells: names, and points with or without one."""

from __future__ import annotations

from functools import lru_cache

from solferino.mapping.here import Here, Outside, Read
from solferino.mapping.rows import Cell
from solferino.mapping.several import split
from solferino.place import Gazetteer, Place


def placed(here: Here) -> Read:
    """Yield a point, under its name where the cell is one; without coordinates in the row, a name as the gazetteer knows it."""
    spots = [spot for column in here.spec.point if (spot := here.beside(column))]
    if here.spec.point and len(spots) == 2:
        yield from _point(here, spots[0], spots[1])
    elif here.cell.column not in here.spec.point:
        yield from _named(here)


def _named(here: Here) -> Read:
    level = here.spec.level or "settlement"
    for part in split(here.cell, here.spec.several):
        found = _known(here.places, part.text, here.home, level) if here.places and here.home else None
        spot = (
            {"geonames": found.geonames, "lat": found.lat, "lon": found.lon} if found else dict.fromkeys(("geonames", "lat", "lon"))
        )
        yield here.cut(part, {"text": part.text, "rank": 0, "country": here.home, "precision": level, **spot})


def _point(here: Here, first: Cell, second: Cell) -> Read:
    lat, lon = degrees(first.text), degrees(second.text)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        yield Outside(first if lat is None or abs(lat) > 90 else second, "point")
        return
    precision = here.precision("place_precision", here.spec.level or "settlement")
    if isinstance(precision, Outside):
        yield precision
        precision = "unknown"
    named = here.cell.column not in here.spec.point
    spot = {"rank": 0, "geonames": None, "lat": lat, "lon": lon, "precision": precision, "country": here.home}
    text = here.cell.text if named else f"{lat:.4f}, {lon:.4f}"
    yield here.cut(here.cell, {"text": text, **spot}, None if named else second)


def degrees(text: str) -> float | None:
    """Return the decimal degrees of a cell, with a point or a comma; None for anything else."""
    try:
        value = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return value if abs(value) <= 360 else None


@lru_cache(20_000)
def _known(places: Gazetteer, text: str, home: str, level: str) -> Place | None:
    """Return the first place of a name that is known just as exactly as the column says."""
    found = places.find(text, country=home)
    return next((p for p in found if p.precision == level and p.match != "skeleton"), None)
