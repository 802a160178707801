"""Countries as sheets write them: a code of two or three letters, or a name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from solferino import name, vocabulary
from solferino.language.forms import fold

_NONE = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
"""Codes of CLDR that are no country or territory of ISO 3166-1."""


@lru_cache(2000)
def code(written: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country, None where nothing knows it."""
    if written.isascii() and written.isupper() and len(written) in (2, 3):
        codes = (written, *get_global("territory_aliases").get(written, ()))
        if known := next((str(c) for c in codes if c in _codes()), None):
            return known
    party = name.of(written)
    return party.country if party and party.kind == "state" else _named().get(fold(written))


@cache
def _codes() -> frozenset[str]:
    return frozenset(c for c in map(str, Locale("en").territories) if c.isalpha()) - _NONE


@cache
def _named() -> Mapping[str, str]:
    told = (Locale(lang).territories.items() for lang in vocabulary.codebook().languages)
    return {fold(str(said)): str(c) for names in told for c, said in names if c in _codes()}
