"""Incidents on a map, as areas: a place that is known only as a province is a circle of a province's reach, never a bare pin."""

from __future__ import annotations

import json

from solferino.publish import entries, geometry
from solferino.publish.incidents import Row, rows
from solferino.records import Json, Release


def collection(release: Release) -> bytes:
    """Return the incidents as GeoJSON (RFC 7946); one without a known place has no geometry, and is there all the same."""
    plain = {"type": "FeatureCollection", "features": [_feature(row) for row in rows(release)]}
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(row: Row) -> Json:
    properties = {k: v for k, v in entries.incident(row).items() if k != "id" and v not in (None, [])}
    return {"type": "Feature", "id": row.id, "geometry": geometry.area(row), "properties": properties}
