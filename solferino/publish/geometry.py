"""Where an incident may have been, as an area: the wider the precision, the wider the circle. WGS 84."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

from solferino.publish.incidents import MISSING, Row, radius
from solferino.records import Json

EARTH_KM = 6371.0088
CORNERS = 48


def circle(lat: float, lon: float, km: float, corners: int = CORNERS) -> list[list[float]]:
    """Return a closed ring of [lon, lat] around a point, counter-clockwise, rounded to about a metre."""
    ring = [_away(lat, lon, km, -2 * pi * n / corners) for n in range(corners)]
    return [*ring, ring[0]]


def _away(lat: float, lon: float, km: float, bearing: float) -> list[float]:
    """Return the point at a distance and bearing (radians from north); longitude may pass 180 so that the ring stays whole."""
    phi, d = radians(lat), km / EARTH_KM
    up = asin(sin(phi) * cos(d) + cos(phi) * sin(d) * cos(bearing))
    along = atan2(sin(bearing) * sin(d) * cos(phi), cos(d) - sin(phi) * sin(up))
    return [round(lon + degrees(along), 5), round(degrees(up), 5)]


def area(row: Row) -> Json:
    """Return the GeoJSON polygon within which an incident was, None where no coordinates or no reach are known."""
    place: Any = row.place
    if place is None or place.get("lat") is None or place.get("lon") is None or radius(place) >= MISSING:
        return None
    return {"type": "Polygon", "coordinates": [circle(place["lat"], place["lon"], radius(place))]}
