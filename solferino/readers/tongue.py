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
    """Return the ISO 639-1 code of a text's language, or None when it is too short or too mixed to tell.

    Latin letters count half: the page around a text in another script (menus, tags, names of services) is often Latin.
    """
    sample = _ADDRESS.sub(" ", text)[:_SAMPLE]
    letters = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    votes = {script: count // (2 if script == "Latn" else 1) for script, count in letters.items()}
    script = max(votes, key=lambda s: votes[s])
    if letters[script] < _ENOUGH or votes[script] < 0.6 * sum(votes.values()):
        return None
    return _by_letters(sample, script, letters[script]) or _by_sequences(sample, script)


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
