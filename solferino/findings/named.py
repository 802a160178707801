"""Findings by name that need the `analysis` extra: imported when they are called, not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from solferino.errors import UsageError
from solferino.records import Finding, Json, Ledger

if TYPE_CHECKING:
    from numpy.random import Generator

Named = Callable[[Ledger, Mapping[str, Json], "Generator"], list[Finding]]
"""Findings from a ledger, settings and a seeded generator."""


def named(module: str, function: str) -> Named:
    """Return the function of a module, which is imported at its first call."""

    def find(ledger: Ledger, settings: Mapping[str, Json], rng: Generator) -> list[Finding]:
        try:
            made: Named = getattr(import_module(module), function)
        except ModuleNotFoundError as error:
            raise UsageError(f"this finding needs {error.name}: install solferino[analysis]") from error
        return made(ledger, settings, rng)

    return find
