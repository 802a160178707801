"""Word forms: from a word as written to the keys it may be found under.

A key too many does no harm (a phrase must ask for it to match); a key too few loses a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import Any

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
_AFTER = ("يها", "يهم", "ات", "ون", "ين", "ان", "ها", "هم", "هما", "نا", "كم", "ه", "ا", "وا", "ت", "تين", "تان")


_OF_FEMININES = ("ات", "تين", "تان", "ته", "تها", "تهم", "تنا")
"""Endings before which a feminine noun ends in "t" or loses it: plural, dual, and owners."""


_OF_NOUNS = ("ات", "ون", "ين", "ان", "ه", "تين", "تان")
"""Endings that a noun with the article may have."""


_OTHER_WITHOUT = frozenset(("محافظه", "قياده", "وزاره", "اداره", "رئاسه", "سفاره", "شركه", "طائره", "دائره", "مديريه", "اعلاميه"))
"""Feminine nouns, folded, that are another word without their ending ("governorate", "governor")."""


_CONSTRUCT = 5
"""Letters beyond which a participle that ends in "i" is a plural before a genitive ("fighters of"); short ones are adjectives."""


@lru_cache(200_000)
def arabic(word: str) -> frozenset[str]:
    """Strip what is written onto an Arabic word: conjunction, preposition, article; plural, dual, object and verb endings."""
    base = fold(unbroken(word))
    stems: set[str] = {base}
    nouns: set[str] = set()
    for conjunction, preposition in product(_BEFORE, _PREPOSITION):
        rest = base.removeprefix(conjunction + preposition) if base.startswith(conjunction + preposition) else ""
        if len(rest) < 2:
            continue
        stems.add(rest)
        nouns.update(rest[2:] for article in _ARTICLE if rest.startswith(article) and len(rest) > 4)
        if preposition == "ل" and rest.startswith("ل") and len(rest) > 3:
            stems.update((rest[1:], "ا" + rest))
    keys = stems | nouns
    feminine = word.rstrip(_VOWELS).endswith("ة")
    for stem in keys.copy():
        for ending in _OF_NOUNS if stem in nouns or word.endswith("ى") else _AFTER:
            if ending == "ه" and feminine and stem in _OTHER_WITHOUT:
                continue
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                keys.add(stem[: -len(ending)])
        for ending in _OF_FEMININES:
            if stem.endswith(ending) and len(stem) - len(ending) >= 2:
                keys.add(stem[: -len(ending)] + "ه")
        if stem.startswith("م") and stem.endswith("ي") and len(stem) > _CONSTRUCT:
            keys.add(stem[:-1])
    return frozenset(keys)


@lru_cache(200_000)
def arabic_marks(word: str) -> frozenset[str]:
    """Return what may be written onto an Arabic word (``the``, ``and``, ``in``, ``to``, ``as``), and ``noun`` if it is no verb."""
    rest, marks = fold(unbroken(word)), set()
    if len(rest) > 3 and rest[0] in "وف":
        rest = rest[1:]
        marks.add("and")
    if len(rest) > 3 and rest[0] in "بلك":
        marks.add({"ب": "in", "ل": "to", "ك": "as"}[rest[0]])
        rest = rest[1:]
    article = (len(rest) > 3 and rest.startswith("ال")) or ("to" in marks and rest.startswith("ل")) or fold(word).startswith("ال")
    if article and not _HAMZA.match(word):
        marks.add("the")
    if "the" in marks or word.endswith("ات") or (word.rstrip(_VOWELS).endswith("ة") and not rest.startswith("م")):
        marks.add("noun")
    return frozenset(marks)


_HAMZA = re.compile("[وف]?[أإآ]ل")
"""Begins words whose first letter only looks like the article's when it is folded ("threw", "Germany")."""
_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650"


def unbroken(text: str) -> str:
    """Return a text without Arabic elongation marks and what stands between two of them, and with gaps for underscores."""
    plain = _ELONGATED.sub("", text) if "ـ" in text else text
    return plain.replace("_", " ")


_ELONGATED = re.compile(r"ـ+(?:[ .,*_-]{1,3}ـ+)?")


def bare(word: str) -> Iterator[str]:
    """Yield what an Arabic word may be without what is written before it, the article kept; nothing for other scripts."""
    marks = arabic_marks(word) if "\u0600" < word[:1] < "\u0700" else frozenset()
    for at, mark in enumerate((m for m in ("and", "in", "to", "as") if m in marks), 1):
        yield "ال" + word[at + 1 :] if mark == "to" and word[at : at + 1] == "ل" else word[at:]


def name_key(name: str) -> str:
    """Return the words of a name without case, marks, hyphens and articles; of a name of nothing but articles, these."""
    words = name.replace("-", " ").split()
    return " ".join(without_articles(words) or map(fold, words))


def without_articles(words: Iterable[str]) -> list[str]:
    """Return words, folded, without articles, alone or at their beginning."""
    folded = (fold(w) for w in words)
    told = (w.removeprefix("ال") if len(w) > 4 else w for w in folded)
    return [w for w in told if w not in _ARTICLES]


_ARTICLES = frozenset(("the", "al", "el", "as", "ad", "ar", "ash", "an"))


@cache
def _analyzer(code: str) -> Callable[[str], list[Any]]:
    import pymorphy3

    parse: Callable[[str], list[Any]] = pymorphy3.MorphAnalyzer(lang=code).parse
    return parse


_LIKELY = 0.01
"""Share of a word's uses below which a reading of its grammar is left out; base forms are kept however rare."""
_MARKS = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct", "NOUN", "NPRO", "GRND", "Name", "Patr", "pssv", "Impe"))
_CASES = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct", "voct"))
"""Cases of a noun; the Ukrainian dictionary leaves out the nominative of some."""
_GIVEN, _GIVEN_MARK = frozenset(("володимир", "богдан")), frozenset(("Name",))
"""First names that the Ukrainian dictionary knows only as words and towns."""
_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr", "Trad", "LATN", "UNKN"))
_GENDERS = {
    "ru": (("ый", ("ая", "ое", "ые")), ("ий", ("ая", "яя", "ое", "ее", "ие")), ("ой", ("ая", "ое", "ые", "ие"))),
    "uk": (("ий", ("а", "е", "і")), ("ій", ("я", "є", "і")), ("їй", ("я", "є", "ї"))),
}  # fmt: skip
"""Endings of an adjective in its base form, and those it has in the other genders and the plural."""


@lru_cache(200_000)
def _slavic(word: str, code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the base forms of a word, adjectives in every gender, and the marks of its grammar."""
    base = fold(word)
    if not word[:1].isalpha():
        return frozenset((base,)), frozenset()
    readings = _analyzer(code)(word.lower())
    keys = {base}
    for reading in readings:
        keys.add(fold(reading.normal_form))
        if reading.tag.POS in ("ADJF", "ADJS", "PRTF", "PRTS"):
            keys.update(_genders(fold(reading.normal_form), code))
    marks = _grammar([str(r.tag) for r in readings if r.score >= _LIKELY])
    return frozenset(keys), marks | _GIVEN_MARK if base in _GIVEN else marks


def _genders(base: str, code: str) -> Iterator[str]:
    for ending, others in _GENDERS[code]:
        if base.endswith(ending):
            yield from (base[: -len(ending)] + other for other in others)


def _grammar(tags: Sequence[str]) -> frozenset[str]:
    """Cases and voices a word may stand in; ``sing``, ``plur`` and ``common`` (no name) only where it can be nothing else."""
    parts = [frozenset(tag.replace(",", " ").split()) for tag in tags]
    marks = {m for p in parts for m in p & _MARKS}
    if any("NOUN" in p and p.isdisjoint(_CASES) for p in parts):
        marks.add("nomn")
    nouns = [p for p in parts if not p.isdisjoint(("NOUN", "ADJF", "PRTF"))]
    if nouns and all("plur" in p for p in nouns):
        marks.add("plur")
    if nouns and not any("plur" in p for p in nouns):
        marks.add("sing")
    if all(p.isdisjoint(_NAMES) for p in parts):
        marks.add("common")
    return frozenset(marks)


@lru_cache(200_000)
def base(word: str, code: str) -> str:
    """Return a word in its likeliest base form, with the capital it has; an abbreviation, or without an analyser, as it stands."""
    if code not in _GENDERS or not word[:1].isalpha() or (len(word) > 1 and word.isupper()):
        return word
    found = str(_analyzer(code)(word.lower())[0].normal_form)
    return found.capitalize() if word[0].isupper() else found


def russian(word: str) -> frozenset[str]:
    """Return the base forms that pymorphy3 finds for a Russian word."""
    return _slavic(word, "ru")[0]


def ukrainian(word: str) -> frozenset[str]:
    """Return the base forms that pymorphy3 finds for a Ukrainian word."""
    return _slavic(word, "uk")[0]


FORMS: dict[str, Callable[[str], frozenset[str]]] = {"en": english, "ar": arabic, "ru": russian, "uk": ukrainian}

MARKS: dict[str, Callable[[str], frozenset[str]]] = {
    "ar": arabic_marks,
    "ru": lambda word: _slavic(word, "ru")[1],
    "uk": lambda word: _slavic(word, "uk")[1],
}
"""What a word says of its grammar: what may be written onto it in Arabic (``the``, ``and`` ...), elsewhere what an analyser says:
cases (``nomn`` ...), ``sing``, ``plur``, ``pssv``, ``common`` ..."""
