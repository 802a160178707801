"""The one exception to append-only: a source goes with all that was cut from it, also from free pages and the journal."""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db import connections

from solferino.records import canonical
from solferino.store import models as tables
from solferino.store.boot import backups
from solferino.store.kept import Store
from solferino.store.rows import Tombstone


def expunge(store: Store, tombstone: Tombstone, *, subjects: Collection[str] = (), recut: tuple[str, str] | None = None) -> None:
    """Delete a source, its readings, failures, runs and claims, and the judgements about any of them; the tombstone stays.

    ``subjects`` are further ids whose judgements go (of claims that are derived, not kept). ``recut`` names the blob that held the
    source among others and the one without it; without ``recut`` the arrivals of a blob that no other source needs go too.
    Migration backups are deleted; the database file is rewritten, and its journal emptied.
    """
    with store.transaction():
        opened = store._of(tables.Expunging).create()
        gone = _ids(store, tombstone.source) | set(subjects)
        _forget_judgements(store, gone)
        _forget_source(store, tombstone.source, recut)
        store._of(tables.Tombstone).create(**{**tombstone._asdict(), "releases": canonical(list(tombstone.releases))})
        opened.delete()
    sweep(store)


def sweep(store: Store) -> None:
    """Leave nothing of deleted rows in backups, free pages or the journal."""
    if store.file is None:
        with connections[store.alias].cursor() as cursor:
            cursor.execute("VACUUM FULL")
        return
    for copy in backups(store.file):
        copy.unlink()
    with connections[store.alias].cursor() as cursor:
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _ids(store: Store, source: str) -> set[str]:
    """Return the ids of everything that was made from a source."""
    of = {"run__reading__source__key": source}
    claims = store._of(tables.Claim).filter(**of).values_list("key", "body")
    readings = store._of(tables.Reading).filter(source__key=source).values_list("key", flat=True)
    runs = store._of(tables.Run).filter(reading__source__key=source).values_list("key", flat=True)
    return {source, *readings, *runs, *(i for key, body in claims for i in (key, json.loads(body)["mention"]))}


def _forget_judgements(store: Store, gone: set[str]) -> None:
    """Delete the judgements about ids that go, and those about these judgements; the order of the others stays as it is."""
    for judgement in store.judgements():
        if gone & set(judgement.subject):
            gone.add(judgement.id)
            store._of(tables.Judgement).filter(key=judgement.id).delete()


def _forget_source(store: Store, key: str, recut: tuple[str, str] | None) -> None:
    for table, path in _PATHS:
        store._of(table).filter(**{path: key})._raw_delete(store.alias)
    row = store._of(tables.Source).get(key=key)
    blob = row.blob
    store._of(tables.Source).filter(key=key)._raw_delete(store.alias)
    if recut is not None:
        _point_elsewhere(store, *recut)
    elif not store._of(tables.Source).filter(blob=blob).exists():
        store._of(tables.Delivery).filter(blob=blob)._raw_delete(store.alias)


_PATHS = (
    (tables.Claim, "run__reading__source__key"),
    (tables.Run, "reading__source__key"),
    (tables.Reading, "source__key"),
    (tables.Failure, "source__key"),
)


def _point_elsewhere(store: Store, old: str, new: str) -> None:
    """Let the sources and arrivals of one blob stand on another that holds them, too; their ids do not change."""
    store._of(tables.Delivery).filter(blob=old).update(blob=new)
    for row in store._of(tables.Source).filter(blob=old):
        row.body = canonical({**json.loads(row.body), "blob": new})
        row.blob = new
        row.save(using=store.alias)
