"""Countries as sheets write them: a code of two or three letters, or a name."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global

from solferino import name


@lru_cache(2000)
def code(written: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country, None where nothing knows it."""
    if written.isascii() and written.isupper() and len(written) in (2, 3):
        codes = (written, *get_global("territory_aliases").get(written, ()))
        if found_code := next((c for c in codes if f"state.{c.lower()}" in _states()), None):
            return found_code
    found = name.of(written)
    return found.country if found is not None and found.kind == "state" else None


@lru_cache(1)
def _states() -> frozenset[str]:
    return frozenset(p.key for p in name.parties() if p.kind == "state")
