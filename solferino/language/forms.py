"""Word forms: from a word as written to the keys it may be found under.

A key too many does no harm (a phrase must ask for it to match); a key too few loses a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product

_SAME = str.maketrans(
    {
        "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None,
        ".": None, "*": None, "’": "'",
    }
)  # fmt: skip


@lru_cache(200_000)
def fold(word: str) -> str:
    """Return a word without case, accents, Arabic marks and spelling variants of one letter."""
    if not word[:1].isalnum() and word[:1] not in "_ـ":
        return word
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_SAME))
    # й, ї and ґ-like letters are letters of their own in Cyrillic, so their marks stay.
    kept = "".join(c for c in plain if not unicodedata.combining(c) or c in "\u0306\u0308")
    return unicodedata.normalize("NFC", kept).translate(_SAME)


@lru_cache(200_000)
def english(word: str) -> frozenset[str]:
    """Strip the regular endings of English nouns and verbs, in every way that may apply."""
    base = fold(word)
    keys = {base}
    if len(base) > 3:
        for ending, puts in _ENGLISH:
            if base.endswith(ending):
                stem = base[: -len(ending)]
                if ending == "es" and not stem.endswith(_SIBILANTS):
                    continue
                keys.update(stem + put for put in puts)
                if len(stem) > 3 and stem[-1] == stem[-2] and ending in ("ed", "ing", "er"):
                    keys.add(stem[:-1])
    return frozenset(k for k in keys if len(k) > 1 or k == base)


_ENGLISH = (
    ("ies", ("y", "ie")), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")),
)  # fmt: skip


_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
"""After these a plural or third person takes "es", otherwise "s"."""

_BEFORE = ("", "و", "ف")
_PREPOSITION = ("", "ب", "ل", "ك")
_ARTICLE = ("ال", "لل")
_AFTER = ("ات", "ون", "ين", "ان", "ها", "هم", "هما", "نا", "كم", "ه", "ا", "وا", "ت", "ي", "تين", "تان", "يه")


@lru_cache(200_000)
def arabic(word: str) -> frozenset[str]:
    """Strip what is written onto an Arabic word: conjunction, preposition, article; plural, dual, object and verb endings."""
    base = fold(word)
    stems = {base}
    for conjunction, preposition in product(_BEFORE, _PREPOSITION):
        rest = base.removeprefix(conjunction + preposition) if base.startswith(conjunction + preposition) else ""
        if len(rest) < 2:
            continue
        stems.add(rest)
        stems.update(rest[2:] for article in _ARTICLE if rest.startswith(article) and len(rest) > 4)
        if preposition == "ل" and rest.startswith("ل") and len(rest) > 3:
            stems.add(rest[1:])
    keys = set(stems)
    for stem in stems:
        for ending in _AFTER:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                keys.add(stem[: -len(ending)])
                keys.add(stem[: -len(ending)] + "ه")
    return frozenset(keys)


@cache
def _analyzer(code: str) -> Callable[[str], list[str]]:
    import pymorphy3

    analyzer = pymorphy3.MorphAnalyzer(lang=code)
    return lambda word: list(analyzer.normal_forms(word))


def _slavic(code: str) -> Callable[[str], frozenset[str]]:
    @lru_cache(200_000)
    def keys(word: str) -> frozenset[str]:
        base = fold(word)
        if not word[:1].isalpha():
            return frozenset((base,))
        return frozenset((base, *(fold(form) for form in _analyzer(code)(word.lower()))))

    return keys


FORMS: dict[str, Callable[[str], frozenset[str]]] = {"en": english, "ar": arabic, "ru": _slavic("ru"), "uk": _slavic("uk")}
