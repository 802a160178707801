"""What is left of a name when spelling is taken away: its consonants, in one order of classes for Latin, Arabic and Cyrillic.

"Tal Rifaat", "Tell Rif'at", "Тель-Рифаат" and "تل رفعت" share the skeleton ``tlrft``; ``latin`` gives a plain Latin spelling, by
which two names of one skeleton can be told apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC = dict(
    zip(
        "بپتثجچحخدذرزژسشصضطظعغفقكگلمنهوياءى",
        ("b", "p", "t", "t", "j", "ch", "h", "h", "d", "d", "r", "z", "j", "s", "sh", "s", "d", "t", "z", "a", "g", "f", "k", "k",
         "g", "l", "m", "n", "h", "u", "i", "a", "", "a"),
        strict=True,
    )
)  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя",
        ("a", "b", "v", "g", "g", "d", "e", "e", "j", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
         "f", "h", "ts", "ch", "sh", "sh", "", "i", "", "e", "u", "a"),
        strict=True,
    )
)  # fmt: skip
_TO_LATIN = str.maketrans({**_ARABIC, **_CYRILLIC, "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "ə": "a"})
_SIGNS = frozenset("ʻʼʽʾʿˈ‘’“”´`")
_SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ک": "ك", "ؤ": "و", "ئ": "ي", "ё": "е"})

_ARTICLE = re.compile(r"\b(?:[aeu]l|a[nrstdz]|e[nrstdz]|ash|esh)[\s-]+(?=\w{3})")
_WRITTEN_ON = re.compile(r"\bal(?=[bcdfghjklmnpqrstvwxz]\w{4})")
_SOUNDS = {
    "sch": "c", "tch": "c", "tsh": "c", "sh": "c", "ch": "c", "dzh": "j", "zh": "j", "dj": "j", "kh": "h", "gh": "g", "th": "t",
    "dh": "d", "ph": "f", "ts": "s", "tz": "s", "ck": "k", "q": "k", "x": "ks",
}  # fmt: skip
_SOUND = re.compile("|".join(_SOUNDS) + r"|(?<=.)h\b|[aeiouyw ]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(100_000)
def latin(name: str) -> str:
    """Return a name in plain small Latin letters, without accents, articles and marks; other scripts stay as they are."""
    plain = name.casefold()
    if not plain.isascii():
        plain = _ascii(plain)
    spelled = _MARK.sub("", plain)
    return _GAP.sub(" ", _WRITTEN_ON.sub("", _ARTICLE.sub("", spelled))).strip()


_MARK, _GAP = re.compile(r"['’`\"]"), re.compile(r"[\W_]+")


def _ascii(plain: str) -> str:
    plain = plain.translate(_SAME)
    if "ال" in plain or "ة" in plain:
        plain = re.sub(r"\bال(?=\w\w)", "", plain)
        plain = re.sub(r"ة(?=\s+\S)", "ت", plain).replace("ة", "")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _SIGNS).translate(_TO_LATIN)


@lru_cache(100_000)
def skeleton(name: str) -> str:
    """Return the consonant classes of a name as one word; empty where the name has none in these scripts."""
    word = _SOUND.sub(lambda m: _SOUNDS.get(m.group(), ""), _TWICE.sub(r"\1", latin(name)))
    return word if word.isascii() else ""
