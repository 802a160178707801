"""A case's own file of facilities, as a registry."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping
from pathlib import Path

from solferino.errors import SolferinoError, UsageError
from solferino.facility import Facility, Registry, check

COLUMNS = ("name", "kind", "aliases", "lat", "lon", "country", "area", "opened", "closed")
"""The columns of the file; ``aliases`` are separated by ``|``, days are ISO 8601; all but ``name`` and ``kind`` may be empty."""


def load(path: Path) -> Registry:
    """Read a CSV file of facilities. Raises UsageError, with the line, for what is none."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: the file of facilities cannot be read: {error}") from error
    if unknown := [c for c in (rows[0] if rows else ()) if c not in COLUMNS]:
        raise UsageError(
            f"{path}: a file of facilities has the columns {', '.join(COLUMNS)}, and not {', '.join(map(str, unknown))}"
        )
    found = []
    for line, row in enumerate(rows, 2):
        try:
            found.append(_facility(row))
        except (SolferinoError, ValueError) as error:
            raise UsageError(f"{path}, line {line}: {error}") from error
    try:
        return Registry(tuple(found))
    except SolferinoError as error:
        raise UsageError(f"{path}: {error}") from error


def _facility(row: Mapping[str, str | None]) -> Facility:
    lat, lon = (float(cell) if (cell := row.get(c)) else None for c in ("lat", "lon"))
    opened, closed = (datetime.date.fromisoformat(cell) if (cell := row.get(c)) else None for c in ("opened", "closed"))
    aliases = tuple(a for a in (row.get("aliases") or "").split("|") if a)
    facility = Facility(
        name=row.get("name") or "", kind=row.get("kind") or "", aliases=aliases,
        lat=lat, lon=lon, country=row.get("country") or None, area=row.get("area") or "", opened=opened, closed=closed,
    )  # fmt: skip
    check(facility)
    return facility
