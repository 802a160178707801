"""Columns and tables of a dataset, and their Table Schema (Frictionless)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from solferino import vocabulary
from solferino.publish import cells
from solferino.records import Release

Entry = dict[str, Any]
"""One row, by column; what no column names is left out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``kind`` names the codebook's words that its cells hold, one or (``many``) several joined by ``; ``."""

    name: str
    says: str
    type: str = "string"
    kind: str = ""
    many: bool = False
    required: bool = False

    def to_json(self) -> Entry:
        """Return the column as a field of a Table Schema."""
        rules: Entry = {"required": True} if self.required else {}
        if self.kind:
            keys = list(vocabulary.codebook().words(self.kind))
            one = "|".join(map(re.escape, keys))
            rules |= {"pattern": f"({one})(; ({one}))*"} if self.many else {"enum": keys}
        plain = {"name": self.name, "type": self.type, "description": self.says}
        return {**plain, "constraints": rules} if rules else plain


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file; ``make`` gives its rows by column name, ``links`` the columns that point to another file's ``id``."""

    name: str
    says: str
    columns: tuple[Column, ...]
    make: Callable[[Release], Iterable[Entry]]
    key: tuple[str, ...] = ("id",)
    links: tuple[tuple[str, str], ...] = ()

    def csv(self, release: Release) -> bytes:
        """Return the file."""
        names = [c.name for c in self.columns]
        return cells.table(names, ([row.get(n) for n in names] for row in self.make(release)))

    def schema(self) -> Entry:
        """Return the file's Table Schema."""
        keys = [{"fields": [column], "reference": {"resource": resource, "fields": ["id"]}} for column, resource in self.links]
        plain: Entry = {"fields": [c.to_json() for c in self.columns], "missingValues": [""]}
        return plain | ({"primaryKey": list(self.key)} if self.key else {}) | ({"foreignKeys": keys} if keys else {})
