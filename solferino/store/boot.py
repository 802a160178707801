"""Starting Django for a case: settings once per process, one connection alias per case, migrations after a backup."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from solferino.errors import UsageError

_LOCK = threading.Lock()
_SQLITE = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;",
}


def boot() -> None:
    """Set Django up with the lean settings, unless a program has set it up with the store among its apps."""
    with _LOCK:
        import django
        from django.apps import apps
        from django.conf import settings

        from solferino.store import settings as lean

        if not settings.configured:
            # A notebook runs an event loop, in which Django would refuse every query.
            os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
            settings.configure(**{key: value for key, value in vars(lean).items() if key.isupper()})
        if not apps.ready:
            django.setup()
        if not apps.is_installed("solferino.store"):
            raise UsageError("this Django project must have 'solferino.store' in INSTALLED_APPS")


def connect(where: Path | Mapping[str, Any]) -> str:
    """Return the alias of a case's database, migrated; ``where`` is an SQLite file or a Django database setting."""
    from django.db import connections

    setting = dict(where) if isinstance(where, Mapping) else _sqlite(where)
    alias = "case-" + hashlib.sha256(repr(sorted(setting.items())).encode()).hexdigest()[:16]
    with _LOCK:
        if alias not in connections.settings:
            connections.settings[alias] = connections.configure_settings({"default": {}, alias: setting})[alias]
        _migrate(alias, where if isinstance(where, Path) else None)
    return alias


def _sqlite(file: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file.resolve()), "OPTIONS": _SQLITE}


def _migrate(alias: str, file: Path | None) -> None:
    """Carry the database to this version. The backup is made first, by SQLite itself, and has the journal's content too."""
    from django.db import connections

    applied, known = _applied(alias), _known()
    if applied == known:
        return
    if ahead := sorted(applied - known):
        raise UsageError(f"the case was written by a newer Solferino (it has {', '.join(ahead)}); update Solferino")
    if file is not None and applied:
        _backup(file, max(applied))
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "store"])


def _applied(alias: str) -> frozenset[str]:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        if "django_migrations" not in connections[alias].introspection.table_names(cursor):
            return frozenset()
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'store'")
        return frozenset(row[0] for row in cursor.fetchall())


def _known() -> frozenset[str]:
    return frozenset(p.stem for p in (Path(__file__).parent / "migrations").glob("[0-9]*.py"))


def _backup(file: Path, last: str) -> None:
    copy = file.with_name(f"{file.name}.{last}.backup")
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


def backups(file: Path) -> list[Path]:
    """Return the copies that migrations made of a database file."""
    return sorted(file.parent.glob(f"{file.name}.*.backup*"))
