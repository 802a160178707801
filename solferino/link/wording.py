"""Wording: how much of what is rare in a case two mentions share, as the cosine of their words weighted by rarity.

A word's weight is the logarithm of how few texts of its language use it (Spärck Jones 1972). In a small case nothing can be called
rare, so there wording says nothing beyond runs of the very same words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from solferino.language import tokens
from solferino.link.facts import Facts
from solferino.records import Mention, Reading

LEAST_TEXTS = 40
"""Fewer texts of one language than this do not tell what is rare."""
AROUND = 400
"""Characters to each side of a mention's claims that still tell of it."""


@dataclass(frozen=True)
class Rarity:
    """How rare each word of a case is, by language, for languages with texts enough."""

    by_language: Mapping[str, Mapping[str, float]]

    def weights(self, words: Collection[str], lang: str) -> dict[str, float]:
        """Return the weights of words; their squares sum to one."""
        rarity = self.by_language.get(lang, {})
        weights = {word: rarity[word] for word in sorted(words) if rarity.get(word)}
        length = math.sqrt(math.fsum(w * w for w in weights.values()))
        return {word: w / length for word, w in weights.items()} if length else {}


def rare(mentions: Sequence[Facts], readings: Mapping[str, Reading]) -> Rarity:
    """Return how rare each word of the readings is; a sheet is no text."""
    sheets = {f.reading for f in mentions if f.row}
    return Rarity(_rarity({key: reading for key, reading in readings.items() if key not in sheets}))


def weigh(mentions: Sequence[tuple[Facts, Mention]], readings: Mapping[str, Reading], rarity: Rarity) -> list[Facts]:
    """Give each mention the weights of the words around it, a row those that state it."""
    heard = [(f, m, readings[m.reading]) for f, m in mentions if m.reading in readings and f.lang in rarity.by_language]
    used = {m.id: stems(m.anchor.quote, f.lang) if f.row else _words(m, reading) for f, m, reading in heard}
    return [replace(f, words=rarity.weights(used.get(m.id, frozenset()), f.lang)) for f, m in mentions]


def _rarity(readings: Mapping[str, Reading]) -> dict[str, dict[str, float]]:
    """Return by language the weight of each word, for languages with texts enough."""
    texts: Counter[str] = Counter()
    found: dict[str, Counter[str]] = {}
    for reading in readings.values():
        lang = reading.lang or ""
        texts[lang] += 1
        found.setdefault(lang, Counter()).update(stems(reading.text, lang))
    return {
        lang: {word: math.log(texts[lang] / n) for word, n in counts.items()}
        for lang, counts in found.items()
        if texts[lang] >= LEAST_TEXTS
    }


def _words(mention: Mention, reading: Reading) -> frozenset[str]:
    start = max(0, min(c.start for c in mention.claims) - AROUND)
    end = max(c.end for c in mention.claims) + AROUND
    return stems(reading.text[start:end], reading.lang or "")


def stems(text: str, lang: str) -> frozenset[str]:
    """Return each word's shortest base form of three letters or more."""
    long_enough = ([k for k in t.keys if len(k) > 2] for t in tokens(text, lang) if t.is_word)
    return frozenset(min(keys, key=lambda k: (len(k), k)) for keys in long_enough if keys)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the cosine of two mentions' word weights, from 0 (nothing shared) to 1."""
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(w * longer[word] for word, w in shorter.items() if word in longer)
