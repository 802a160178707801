"""``case.toml``: what a person decides about a case."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from solferino import language, vocabulary
from solferino.errors import NoCase, UsageError
from solferino.fetch import Endpoint

FILE = "case.toml"
_TEMPLATE = """title = {title}

# Languages to extract from, by ISO 639-1 code; empty for every language that has a pack.
languages = []

# Who the release is for: public, partner or full.
profile = "public"

# A CSV file of further places, in this folder (name, aliases, lat, lon, country, admin1, precision).
# places = "places.csv"

# A CSV file of facilities, also of those that were never hit (name, kind, aliases, lat, lon, country, area, opened, closed).
# facilities = "facilities.csv"

# Outlines of your own for the map, as GeoJSON polygons with a name, in this folder.
# outlines = "outlines.geojson"

# The largest file that is taken, in MB.
# largest_file = 256

# A model endpoint to ask beside the rules. Nothing leaves this machine unless it is named here.
# [endpoint]
# url = "http://localhost:11434/v1"
# model = "..."

# A PostgreSQL database for a team, instead of case.db; keys as in Django's DATABASES.
# [database]
# ENGINE = "django.db.backends.postgresql"
# NAME = "..."
"""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a case; ``languages`` empty means all, ``largest_file`` is in MB."""

    title: str
    languages: tuple[str, ...] = ()
    profile: str = "public"
    places: str | None = None
    facilities: str | None = None
    outlines: str | None = None
    largest_file: int = 256
    endpoint: Endpoint | None = None
    database: Mapping[str, Any] = field(default_factory=dict)


def load(folder: Path) -> Settings:
    """Read a case's settings. Raises NoCase where there are none and UsageError for a wrong one, with the nearest right one."""
    try:
        told = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoCase(f"{folder} is no case; `solferino init {folder}` makes one") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{folder / FILE} cannot be read: {error}") from error
    try:
        return _checked(told, folder)
    except UsageError as error:
        raise type(error)(f"{folder / FILE}: {error}") from error


def write(folder: Path, title: str) -> None:
    """Write the settings of a new case. Raises NoCase for a folder that is one already."""
    if (folder / FILE).exists():
        raise NoCase(f"{folder} is a case already")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(_TEMPLATE.format(title=json.dumps(title, ensure_ascii=False)), "utf-8")


def inside(folder: Path, told: str) -> Path | None:
    """Return where a file of a case stands, None for one outside its folder: a case may come from a stranger."""
    return folder / told if (folder / told).resolve().is_relative_to(folder.resolve()) else None


def _checked(told: dict[str, Any], folder: Path) -> Settings:
    known = {f.name: f.type for f in fields(Settings)}
    for key in told:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise UsageError(f"unknown setting {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    for key, kind in _KINDS.items():
        if key in told and type(told[key]) is not kind:
            raise UsageError(f"{key} must be {_SAID[kind]}")
    if not told.get("title"):
        raise UsageError("the case needs a title")
    if told.get("largest_file", 1) < 1:
        raise UsageError("largest_file must be 1 or more")
    for key in _FILES:
        if key in told and inside(folder, told[key]) is None:
            raise UsageError(f"{key} must name a file in the case's folder")
    if "database" in told and told["database"].get("ENGINE") != _POSTGRESQL:
        raise UsageError(f"[database] is for a team's PostgreSQL: its ENGINE must be {_POSTGRESQL!r}")
    endpoint = Endpoint.from_settings(told["endpoint"]) if "endpoint" in told else None
    for code in told.get("languages", ()):
        language.pack(code)
    vocabulary.codebook().word("disclosure", told.get("profile", "public"))
    return Settings(**{**told, "languages": tuple(told.get("languages", ())), "endpoint": endpoint})


_KINDS = {
    "title": str, "languages": list, "profile": str, "places": str, "facilities": str, "outlines": str, "largest_file": int,
    "endpoint": dict, "database": dict,
}  # fmt: skip
_SAID = {str: "text", list: "a list", int: "a whole number", dict: "a table"}
_FILES = ("places", "facilities", "outlines")
_POSTGRESQL = "django.db.backends.postgresql"
