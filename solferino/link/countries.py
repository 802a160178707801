"""The country of a case: nearly all its sources speak of one, so a place name known only elsewhere is not taken for that place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from solferino.link.facts import Facts

LEAST_SOURCES = 40
"""Fewer sources than this do not tell what country a case is of."""
NEARLY_ALL = 0.8
"""Share of the sources from which a case is of one country."""


def settle(mentions: Sequence[Facts]) -> list[Facts]:
    """Take from mentions the foreign country, and where it lies, that only the sound of a place name stands for.

    A row of a sheet keeps its country, and so does a mention that names a country itself.
    """
    home = _home(mentions)
    return [_unplaced(m) if home and _is_guessed(m, home) else m for m in mentions]


def _home(mentions: Sequence[Facts]) -> str | None:
    """Return the country that nearly all sources speak of, None where there is none."""
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for country in mention.countries if not mention.row else ():
            spoken[country].add(mention.reading)
    sources = set().union(*spoken.values())
    most = max(sorted(spoken), key=lambda c: len(spoken[c]), default=None)
    enough = most and len(sources) >= LEAST_SOURCES and len(spoken[most]) >= NEARLY_ALL * len(sources)
    return most if enough else None


def _is_guessed(mention: Facts, home: str) -> bool:
    named = mention.row or any(spot.precision == "country" for spot in mention.spots)
    return bool(mention.countries) and home not in mention.countries and not named


def _unplaced(mention: Facts) -> Facts:
    spots = tuple(replace(spot, geonames=None, lat=None, lon=None) for spot in mention.spots)
    return replace(mention, countries=frozenset(), spots=spots)
