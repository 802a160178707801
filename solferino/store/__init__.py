"""The keeper of records: an append-only database for each case, SQLite by default, PostgreSQL for teams.

Django starts when the first case is opened, not when this is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solferino.store.boot import boot, connect
from solferino.store.rows import Delivery, Failure, Head, Publication, Tombstone

if TYPE_CHECKING:
    from solferino.store.kept import Store

__all__ = ["Delivery", "Failure", "Head", "Publication", "Tombstone", "open_store"]


def open_store(where: Path | Mapping[str, Any]) -> Store:
    """Open the store in an SQLite file, or under a Django database setting (PostgreSQL).

    Pending migrations are run, after a backup of the file. Raises UsageError for a store that a newer version has written.
    """
    boot()
    alias = connect(where)
    from solferino.store.kept import Store

    return Store(alias, where if isinstance(where, Path) else None)
