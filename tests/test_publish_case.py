"""Publishing a whole case: from files to a folder, and what a restricted file must not leave there."""

from __future__ import annotations

import json
from pathlib import Path

import solferino

ARTICLES = (
    {
        "id": "post", "lang": "en", "outlet": "Valley Post", "published": "2016-02-16", "title": "Clinic hit",
        "text": "An air strike hit a clinic in Azaz on 15 February 2016, killing six people, a rescue group said.",
    },
    {
        "id": "interview-canary", "lang": "en", "outlet": "Field note", "published": "2016-02-18", "access": "restricted",
        "title": "Canary in the cellar",
        "text": "Layla Canary, a midwife, said an air strike hit a clinic in Azaz on 15 February 2016, killing 23 people.",
    },
)  # fmt: skip


def publish(folder: Path, profile: str) -> dict[str, bytes]:
    incoming = folder / "in"
    incoming.mkdir(parents=True)
    for article in ARTICLES:
        (incoming / f"{article['id']}.json").write_text(json.dumps(article))
    case = solferino.create(folder / "case", title="Strikes in the north")
    case.add([incoming])
    case.read()
    case.extract()
    return {p.name: p.read_bytes() for p in case.publish(profile=profile).iterdir()}


def test_two_builds_of_one_case_are_the_same_bytes_without_the_restricted_file(tmp_path: Path) -> None:
    one, two = publish(tmp_path / "one", "public"), publish(tmp_path / "two", "public")
    assert one == two
    assert b"Azaz" in one["report.html"]
    for name, data in one.items():
        assert b"canary" not in data.lower(), name
        assert str(tmp_path).encode() not in data
    assert b"1 source of access level" in one["README.txt"]


def test_the_team_sees_all_of_it(tmp_path: Path) -> None:
    assert b"Canary" in publish(tmp_path, "full")["report.html"]
