"""Copies: texts that are one text, by shared runs of words; whole, excerpted or with another head.

Each text is the set of its five-word runs. The smallest hashes of a set are its sketch (bottom-k sampling, Broder 1997): only texts
whose sketches meet are compared, and they are copies when the shorter one's runs are mostly in the longer one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from zlib import crc32

RUN = 5
SKETCH = 24
SHARE = 0.6
"""Share of the shorter text's runs that make it a copy."""
LEAST = 12
"""Texts of fewer runs are copies only of texts with the very same words."""
CROWD = 200
"""A run in more texts than this is a formula, not a sign of copying."""


def families(texts: Mapping[str, str]) -> dict[str, str]:
    """Return for each text's key the key of its family: the smallest key among its copies, itself included."""
    runs = {key: _runs(text) for key, text in texts.items()}
    home = {key: key for key in runs}
    for left, right in sorted(_candidates(runs)):
        if _copied(runs[left], runs[right]):
            _join(home, left, right)
    return {key: _root(home, key) for key in home}


def _runs(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < RUN + LEAST - 1:
        return frozenset((crc32(" ".join(words).encode()),)) if words else frozenset()
    return frozenset(crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1))


def _candidates(runs: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(runs):
        for value in sorted(runs[key])[:SKETCH]:
            holders[value].append(key)
    return {pair for keys in holders.values() if len(keys) <= CROWD for pair in combinations(keys, 2)}


def _copied(a: frozenset[int], b: frozenset[int]) -> bool:
    shorter = min(len(a), len(b))
    return a == b if shorter < LEAST else len(a & b) >= SHARE * shorter


def _join(home: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_root(home, left), _root(home, right)))
    home[second] = first


def _root(home: Mapping[str, str], key: str) -> str:
    while home[key] != key:
        key = home[key]
    return key


def largest(families_of: Mapping[str, str]) -> Iterable[tuple[str, list[str]]]:
    """Yield the families of more than one text, with their members."""
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(families_of):
        members[families_of[key]].append(key)
    yield from ((head, keys) for head, keys in sorted(members.items()) if len(keys) > 1)
