"""The notes of a release: what is withheld, in numbers alone; what could not be read or understood, by name.

Each note is ``Heading: text``; ``HEADINGS`` are in the order of a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from solferino import language, vocabulary
from solferino.publish.disclosing import Hidden
from solferino.records import Ledger
from solferino.vocabulary import Word

HEADINGS = ("Withheld", "Could not be read", "Not understood", "Nothing found", "Read with a remark", "Set aside")


def withheld(ledger: Ledger, closed: frozenset[str], profile: Word, hidden: Hidden) -> Iterable[str]:
    """Yield how much a profile withheld, without saying what."""
    levels = Counter(ledger.sources[key].access for key in closed)
    for level in vocabulary.codebook().words("access").values():
        if n := levels[level.key]:
            yield f"Withheld: {_many(n, 'source')} of access level “{level.label('en')}”, and every number that would rest on it"
    for n, noun, said in (
        (hidden.persons, "person", "cited for nobody but themselves, unnamed here and blacked out where a source writes the name"),
        (hidden.places, "place", "finer than a settlement, shown as a settlement"),
        (hidden.claims, "claim", "of fields that the profile does not show"),
    ):
        if n:
            yield f"Withheld: {_many(n, noun)} {said}"
    if closed or any((hidden.persons, hidden.places, hidden.claims)):
        yield f"Withheld: this under the profile “{profile.label('en')}”: {profile.definition[0].lower()}{profile.definition[1:]}"


def read(shown: Ledger) -> Iterable[str]:
    """Yield which sources could not be understood, in which nothing was found, and what was remarked on reading."""
    told: dict[str, list[str]] = {}
    for note, name in _remarks(shown):
        told.setdefault(note, []).append(name)
    for heading in HEADINGS:
        yield from (f"{note}: {_names(told[note])}" for note in sorted(told) if note.startswith(f"{heading}: "))


def _remarks(shown: Ledger) -> Iterable[tuple[str, str]]:
    """Yield remarks, each with the given name of the source it is about."""
    telling = {m.reading for m in shown.mentions.values()}
    for key, reading in shown.readings.items():
        source = shown.sources[reading.source]
        yield from ((f"Read with a remark: {note}", source.name) for note in reading.notes)
        if source.translates:
            continue
        if reading.lang not in language.languages():
            yield f"Not understood: {_why(reading.lang)}", source.name
        elif key not in telling:
            yield "Nothing found: no attack, total or response was recognised", source.name
    replaced = {s.supersedes for s in shown.sources.values()}
    yield from (("Set aside: an older version", s.name) for key, s in shown.sources.items() if key in replaced)


def _why(lang: str | None) -> str:
    if lang in language.lacking():
        return f"the word forms of the language {lang} are not installed"
    return f"no rules for the language {lang or 'of the text, which was not recognised'}"


def _names(names: list[str]) -> str:
    return ", ".join(names) if len(names) == 1 else f"{len(names)} sources ({', '.join(sorted(names))})"


def unread(failed: Iterable[tuple[str, str]], names: set[str] | None) -> Iterable[str]:
    """Yield what could not be read; of names that may be told, None for all of them, by name."""
    told = sorted(failed)
    yield from (f"Could not be read: {name}: {reason}" for name, reason in told if names is None or name in names)
    if n := sum(names is not None and name not in names for name, _ in told):
        yield f"Could not be read: {_many(n, 'further file')}, whose names are not told"


def _many(n: int, noun: str) -> str:
    plural = {"person": "people"}.get(noun, f"{noun}s")
    return f"{n} {noun if n == 1 else plural}"
