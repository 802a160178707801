"""The store keeps what it is given and lets nothing change; one thing only may vanish, and then all of it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solferino.errors import UsageError
from solferino.records import Claim, Judgement, Reading, Run, Source, digest
from solferino.store import Delivery, Failure, Publication, Tombstone, open_store

if TYPE_CHECKING:
    from solferino.store.kept import Store

WITNESS = "The nurse from Tall Abyad said three shells hit the maternity ward."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "case.db")


def told(store: Store, name: str, text: str) -> tuple[Source, Reading, Run, Claim]:
    """Keep a source, its reading, and a run with one claim."""
    source = Source(name=name, blob=digest(text.encode()), digest=digest(text.encode()), media="plain")
    reading = Reading(source=source.id, reader="plain", version="1", text=text, lang="en", pages=((0, 9),))
    run = Run(reading=reading.id, engine="rules", version="1", pack="p", settings={"codebook": "1"})
    claim = Claim(
        run=run.id, reading=reading.id, mention=f"mention-{name}", field="event", value={"scope": "incident"},
        start=0, end=9, quote=text[:9], speaker=("the outlet",), hedge="at_least",
    )  # fmt: skip
    store.keep_delivery(Delivery(name, source.blob, ("line 2: it is no JSON",)))
    store.keep_source(source)
    store.keep_reading(reading)
    store.keep_run(run, [claim])
    return source, reading, run, claim


def test_records_come_back_as_they_were_kept(store: Store) -> None:
    source, reading, run, claim = told(store, "a.txt", WITNESS)
    judgement = Judgement(subject=(claim.id,), verdict="reject", order=0, reason="it is hearsay", by="Rana", at="2016-03-04")
    store.keep_judgement(judgement)
    store.keep_failure(Failure(source.id, "pdf", "1", "it is encrypted"))
    store.keep_publication(Publication("d" * 64, "public", "out", (source.id,)))
    assert store.sources() == {source.id: source}
    assert store.readings([reading.id, "reading-unknown"]) == {reading.id: reading}
    assert store.runs() == {run.id: run}
    assert list(store.claims([run.id])) == [(claim.id, claim)]
    assert store.judgements() == (judgement,)
    assert list(store.failures()) == [Failure(source.id, "pdf", "1", "it is encrypted")]
    assert list(store.deliveries()) == [Delivery("a.txt", source.blob, ("line 2: it is no JSON",))]
    assert next(iter(store.publications())).sources == (source.id,)
    assert next(store.heads()).id == reading.id


def test_what_is_there_already_is_not_kept_twice(store: Store) -> None:
    source, reading, run, claim = told(store, "a.txt", WITNESS)
    assert not store.keep_source(source)
    assert not store.keep_reading(reading)
    assert not store.keep_run(run, [claim])
    store.keep_failure(Failure(source.id, "pdf", "1", "broken"))
    store.keep_failure(Failure(source.id, "pdf", "1", "broken"))
    assert len(list(store.failures())) == len(list(store.claims([run.id]))) == 1


@pytest.mark.parametrize("table", ["delivery", "source", "reading", "failure", "run", "claim", "judgement", "publication"])
def test_a_row_is_never_changed_or_deleted(store: Store, table: str) -> None:
    source, _, _, claim = told(store, "a.txt", WITNESS)
    store.keep_judgement(Judgement(subject=(claim.id,), verdict="accept", order=0))
    store.keep_failure(Failure(source.id, "pdf", "1", "broken"))
    store.keep_publication(Publication("d" * 64, "public", "out", (source.id,)))
    for way in (f"UPDATE store_{table} SET id = id + 1", f"DELETE FROM store_{table}"):
        with sqlite3.connect(str(store.file)) as outside, pytest.raises(sqlite3.IntegrityError, match="append-only"):
            outside.execute(way)
        outside.close()


def test_a_row_is_not_replaced_either(store: Store) -> None:
    told(store, "a.txt", WITNESS)
    outside = sqlite3.connect(str(store.file))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        outside.execute("INSERT OR REPLACE INTO store_claim SELECT id, key, '{}', run_id FROM store_claim")
    outside.close()


def test_a_run_is_kept_with_its_claims_or_not_at_all(store: Store) -> None:
    _, reading, _, claim = told(store, "a.txt", WITNESS)
    other = Run(reading=reading.id, engine="rules", version="2", pack="p")

    def interrupted() -> object:
        yield claim
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.keep_run(other, interrupted())  # type: ignore[arg-type]
    assert other.id not in store.runs()


def test_an_expunged_source_leaves_only_its_tombstone(store: Store, tmp_path: Path) -> None:
    from solferino.store.expunge import expunge

    source, _, _, claim = told(store, "witness.txt", WITNESS)
    other, reading, run, _ = told(store, "other.txt", "A ministry denied the report of a strike.")
    about = Judgement(
        subject=(claim.id,), verdict="correct", order=0, value={"what": "maternity ward"}, reason="the nurse wrote it"
    )
    store.keep_judgement(about)
    store.keep_judgement(Judgement(subject=(about.id,), verdict="withdraw", order=1))
    store.keep_judgement(Judgement(subject=(other.id,), verdict="accept", order=2))
    (tmp_path / "case.db.0001_first.backup").write_bytes(WITNESS.encode())
    expunge(store, Tombstone(source.id, "she is at risk", "2016-04-01", ("d" * 64,)))
    assert store.sources() == {other.id: other}
    assert [j.order for j in store.judgements()] == [2]
    assert store.readings([reading.id])
    assert run.id in store.runs()
    assert store.tombstones()[source.id].releases == ("d" * 64,)
    for file in tmp_path.rglob("*"):
        data = file.read_bytes()
        assert not [word for word in (b"nurse", b"maternity", b"witness.txt") if word in data], file
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        sqlite3.connect(str(store.file)).execute("DELETE FROM store_source")


def test_an_old_case_is_backed_up_and_carried_forward(tmp_path: Path) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    store = open_store(tmp_path / "case.db")
    MigrationExecutor(connections[store.alias]).migrate([("store", "0001_first")])
    told(store, "a.txt", WITNESS)
    store.close()
    again = open_store(tmp_path / "case.db")
    (copy,) = tmp_path.glob("case.db.0001_first.backup")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count(*) FROM store_claim").fetchone() == (1,)
        assert ("0002_guard",) not in kept.execute("SELECT name FROM django_migrations").fetchall()
    kept.close()
    assert len(again.sources()) == 1
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        sqlite3.connect(str(again.file)).execute("DELETE FROM store_source")


def test_a_case_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_store(tmp_path / "case.db").close()
    with sqlite3.connect(tmp_path / "case.db") as later:
        later.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')")
    later.close()
    with pytest.raises(UsageError, match="newer"):
        open_store(tmp_path / "case.db")


def test_models_and_migrations_agree(store: Store) -> None:
    from django.db import connections
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.state import ProjectState

    loader = MigrationExecutor(connections[store.alias]).loader
    now = ProjectState.from_apps(__import__("django.apps").apps.apps)
    assert MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph) == {}


def test_several_stores_and_threads_at_once(tmp_path: Path) -> None:
    first, second = open_store(tmp_path / "one.db"), open_store(tmp_path / "two.db")

    def fill(number: int) -> None:
        told(first, f"{number}.txt", WITNESS)
        first.close()

    threads = [threading.Thread(target=fill, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told(second, "a.txt", WITNESS)
    assert len(first.sources()) == 8
    assert len(second.sources()) == 1


def test_a_notebook_may_ask_from_inside_its_event_loop(tmp_path: Path) -> None:
    import asyncio

    async def cell() -> int:
        store = open_store(tmp_path / "case.db")
        told(store, "a.txt", WITNESS)
        return len(store.sources())

    assert asyncio.run(cell()) == 1
