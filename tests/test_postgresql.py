"""A team's case on PostgreSQL: the same road, the same bytes out, the same refusal to change what is kept."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import solferino
from solferino.case import settings

pytest.importorskip("psycopg")
TOOLS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)
pytestmark = pytest.mark.skipif(TOOLS is None, reason="no PostgreSQL server on this machine")


def run(command: str) -> None:
    """Run a command as a user who may start a PostgreSQL server, which root may not."""
    asked = ["su", "postgres", "-c", command] if os.geteuid() == 0 else ["bash", "-c", command]
    subprocess.run(asked, check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    assert TOOLS is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, bin_ = folder / "d", TOOLS.parent
    run(f"{bin_}/initdb -D {data} -U solferino --auth=trust")
    run(f"{bin_}/pg_ctl -w -D {data} -o '-p {number} -k {folder} -c listen_addresses=127.0.0.1' -l {folder}/log start")
    yield number
    run(f"{bin_}/pg_ctl -D {data} -m immediate stop")
    shutil.rmtree(folder, ignore_errors=True)


def build(folder: Path, inbox: Path, database: str = "") -> solferino.case.Case:
    settings.write(folder, "Clinics")
    file = folder / "case.toml"
    file.write_text(file.read_text("utf-8") + database, "utf-8")
    case = solferino.open(folder)
    case.add([inbox])
    case.read()
    case.extract()
    return case


def test_the_road_is_the_same_and_nothing_can_be_changed(tmp_path: Path, port: int) -> None:
    import psycopg

    told = {
        "id": "post", "lang": "en", "published": "2022-05-11",
        "text": "Rockets hit a clinic in Mariupol on Monday, killing two patients, a nurse said. مستشفى",
    }  # fmt: skip
    (tmp_path / "post.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    where = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "solferino",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    database = "\n".join(["", "[database]", *(f'{key} = "{value}"' for key, value in where.items()), ""])
    team, own = build(tmp_path / "team", tmp_path / "post.json", database), build(tmp_path / "own", tmp_path / "post.json")
    assert not (tmp_path / "team" / "case.db").exists()
    assert [f.id for f in team.assess()] == [f.id for f in own.assess()] != []
    assert {p.name: p.read_bytes() for p in team.publish().iterdir()} == {p.name: p.read_bytes() for p in own.publish().iterdir()}
    assert team.check() == ()
    with psycopg.connect(f"host=127.0.0.1 port={port} user=solferino dbname=postgres") as direct:
        for harm in ("UPDATE store_claim SET body = '{}'", "DELETE FROM store_source", "TRUNCATE store_claim CASCADE"):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"), direct.transaction():
                direct.execute(harm)
    team.expunge("post", reason="asked by the witness")
    assert len(team.ledger().mentions) == 0
    team.store.close()
