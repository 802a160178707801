"""In which language a text is written: first by its script and letters, then by its character sequences."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_SAMPLE = 5000
_ENOUGH = 20
"""Letters that a text must have before a language is told."""

_SCRIPTS = {
    "Arab": re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]"),
    "Cyrl": re.compile(r"[\u0400-\u04ff]"),
    "Latn": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "Hebr": re.compile(r"[\u05d0-\u05ea]"),
    "Mymr": re.compile(r"[\u1000-\u103f]"),
    "Ethi": re.compile(r"[\u1200-\u137f]"),
    "Other": re.compile(r"[^\W\d_\u0000-\u024f\u0400-\u04ff\u05d0-\u05ea\u0620-\u06d3\u1000-\u103f\u1200-\u137f]"),
}
_LANGUAGES = {
    "Arab": ("ar", "fa", "ur", "ps", "ku", "ug"),
    "Cyrl": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"),
    "Latn": (
        "en", "fr", "es", "de", "it", "pt", "nl", "tr", "pl", "cs", "sk", "sl", "hr", "bs", "ro", "hu", "sv", "no", "da", "fi",
        "et", "lv", "lt", "sq", "az", "id", "ms", "sw", "rw", "ku", "ht", "tl", "vi", "ca", "el",
    ),
    "Hebr": ("he",),
    "Mymr": ("my",),
    "Ethi": ("am",),
}  # fmt: skip
_LETTERS = {
    "Arab": (("ur", "ٹڈڑںےہھ"), ("ps", "ټډړږښګڼېۍ"), ("ku", "ڕڵۆێ"), ("fa", "پچژگ")),
    "Cyrl": (("uk", "іїєґІЇЄҐ"), ("ru", "ыэъёЫЭЪЁ")),
}
"""Script -> letters that a language has and those after it have not; one letter in forty is enough."""


def identify(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None when it is too short or too mixed to tell."""
    sample = _ADDRESS.sub(" ", text)[:_SAMPLE]
    script, count = _script(sample)
    return (_by_letters(sample, script, count) or _by_sequences(sample, script)) if script else None


def is_belied(lang: str, text: str) -> bool:
    """Say whether a text is in another script than the language it is said to be in, both of them known."""
    script, _ = _script(_ADDRESS.sub(" ", text)[:_SAMPLE])
    known = {s for s, spoken in _LANGUAGES.items() if lang in spoken}
    return script in _LANGUAGES and bool(known) and script not in known


def _script(sample: str) -> tuple[str | None, int]:
    """Return the script of most of a text and its letters, None when they are too few or too mixed.

    Latin letters count a fifth beside another script: the page around a short text (menus, tags, names of services) is often Latin.
    """
    letters = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    beside = 5 if any(count >= _ENOUGH for script, count in letters.items() if script != "Latn") else 1
    votes = {script: count // (beside if script == "Latn" else 1) for script, count in letters.items()}
    script = max(votes, key=lambda s: votes[s])
    if letters[script] < _ENOUGH or votes[script] < 0.6 * sum(votes.values()):
        return None, 0
    return script, letters[script]


def _by_letters(sample: str, script: str, total: int) -> str | None:
    enough = max(2, total / 40)
    return next((lang for lang, own in _LETTERS.get(script, ()) if sum(map(sample.count, own)) >= enough), None)


def _by_sequences(sample: str, script: str) -> str | None:
    languages = _LANGUAGES.get(script, ())
    if len(languages) < 2:
        return next(iter(languages), None)
    lang, probability = _identifier(languages).classify(sample)
    return str(lang) if probability > 0.8 else None


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier
