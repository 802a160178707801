"""The triggers that make the tables append-only; a migration that rebuilds a table calls ``guard`` again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDED = ("delivery", "source", "reading", "failure", "run", "claim", "judgement", "publication", "tombstone")
KEYED = ("source", "reading", "run", "claim", "judgement")

_OPEN = "EXISTS (SELECT 1 FROM store_expunging)"
_SQLITE = """CREATE TRIGGER store_{table}_no_{name} BEFORE {event} ON store_{table} WHEN {when}
BEGIN SELECT RAISE(ABORT, 'append-only: a row of {table} is never changed or deleted'); END"""
_FUNCTION = f"""CREATE OR REPLACE FUNCTION store_append_only() RETURNS trigger AS $$ BEGIN
IF TG_OP = 'TRUNCATE' OR NOT {_OPEN} THEN
RAISE EXCEPTION 'append-only: a row of % is never changed or deleted', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW; END $$ LANGUAGE plpgsql"""


def guard(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in its place, for SQLite or PostgreSQL."""
    for sql in (_sqlite if editor.connection.vendor == "sqlite" else _postgresql)():
        editor.execute(sql, params=None)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that have lost a trigger."""
    catalogue = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor != "sqlite":
        catalogue = "SELECT tgname FROM pg_trigger"
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        standing = {row[0] for row in cursor.fetchall()}
    return [t for t in GUARDED if not {f"store_{t}_no_update", f"store_{t}_no_delete"} <= standing]


def _sqlite() -> Iterator[str]:
    for table in GUARDED:
        for event in ("UPDATE", "DELETE"):
            yield f"DROP TRIGGER IF EXISTS store_{table}_no_{event.lower()}"
            yield _SQLITE.format(table=table, name=event.lower(), event=event, when=f"NOT {_OPEN}")
    for table in KEYED:
        # INSERT OR REPLACE deletes the older row without firing its triggers.
        again = f"EXISTS (SELECT 1 FROM store_{table} WHERE key = NEW.key OR id = NEW.id)"  # noqa: S608
        yield f"DROP TRIGGER IF EXISTS store_{table}_no_replace"
        yield _SQLITE.format(table=table, name="replace", event="INSERT", when=again)


def _postgresql() -> Iterator[str]:
    yield _FUNCTION
    for table in GUARDED:
        for event, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = f"store_{table}_no_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name} ON store_{table}"
            yield f"CREATE TRIGGER {name} BEFORE {event} ON store_{table} FOR EACH {each} EXECUTE FUNCTION store_append_only()"
