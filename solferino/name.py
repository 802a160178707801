"""Parties and bodies by name: states, their forces, armed groups, the United Nations, organisations, ministries and media.

They are codebook data (``codebook/parties``), with names in English, Arabic, Russian and Ukrainian.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import groupby, product
from operator import itemgetter
from typing import Any, NamedTuple

from rapidfuzz import process

from solferino import vocabulary
from solferino.errors import BadRecord, UnknownWord
from solferino.language import Phrases, Token, tokens
from solferino.language.forms import fold
from solferino.language.skeleton import skeleton

_QUOTES = frozenset('"“”«»')

HOW = ("name", "adjective", "metonym")
"""How a name stands for its party, plainest first: its own name, an adjective ("Syrian"), or a seat or head of power ("Moscow")."""

Names = Mapping[str, tuple[str, ...]]
"""Names by language."""

_PARTS = frozenset(("kind", "country", "part_of", "meant_in", "labels", *(f"{how}s" for how in HOW), "without"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party or body. ``kind`` is a codebook word; ``country`` an ISO 3166-1 code; ``part_of`` the key of the party above it.

    ``meant_in`` are the countries in texts about which a coalition without a name is this one.
    """

    key: str
    kind: str
    labels: Mapping[str, str]
    country: str | None = None
    part_of: str | None = None
    names: Names = field(default_factory=dict)
    adjectives: Names = field(default_factory=dict)
    metonyms: Names = field(default_factory=dict)
    meant_in: tuple[str, ...] = ()

    def aliases(self, lang: str) -> Iterator[tuple[str, str]]:
        """Yield every name in a language with how it stands for the party."""
        for how, names in zip(HOW, (self.names, self.adjectives, self.metonyms), strict=True):
            yield from ((how, alias) for alias in names.get(lang, ()))


class Found(NamedTuple):
    """Tokens ``first`` up to but not including ``last`` name a party; ``how`` is one of ``HOW``."""

    first: int
    last: int
    party_key: str
    how: str = "name"


@cache
def parties() -> tuple[Party, ...]:
    """Return every party of the codebook; BadRecord where its files break the codebook's rules."""
    folder = resources.files("solferino") / "codebook" / "parties"
    found = [_state(code, entry) for code, entry in vocabulary.read(folder / "states.yaml").items()]
    found += [_party(key, entry) for key, entry in vocabulary.read(folder / "exercise.yaml").items()]
    offices = vocabulary.read(folder / "offices.yaml")
    found += [
        _office(s, key, entry) for s in found if s.kind == "state" and len(s.adjectives) > 2 for key, entry in offices.items()
    ]
    for path in ("armed.yaml", "bodies.yaml", "media.yaml"):
        found += [_party(key, entry) for key, entry in vocabulary.read(folder / path).items()]
    _check_all(found)
    return tuple(found)


@cache
def _by_key() -> Mapping[str, Party]:
    return {p.key: p for p in parties()}


def party(key: str) -> Party:
    """Return a party by key; UnknownWord, with the nearest key, where the codebook has none."""
    if key not in _by_key():
        near = process.extractOne(key, _by_key().keys(), score_cutoff=60)
        raise UnknownWord(f"the codebook has no party {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return _by_key()[key]


def find(text: Sequence[Token], language: str) -> list[Found]:
    """Return the parties that tokens name, in order; of overlapping names the first, then the longest.

    Arabic puts the proper part of a name into quotation marks, which are passed over (the movement "X").
    """
    if language == "ar" and any(t.text in _QUOTES for t in text):
        kept = [i for i, t in enumerate(text) if t.text not in _QUOTES]
        bare = find([text[i] for i in kept], language)
        return [f._replace(first=kept[f.first], last=kept[f.last - 1] + 1) for f in bare]
    phrases, aliases = _phrases(language)
    found: list[Found] = []
    for i, here in groupby(phrases.every(text), key=itemgetter(0)):
        if found and i < found[-1].last:
            continue
        named = [(last, *aliases[int(tag)]) for _, last, _, tag in here]
        fits = [(last, -HOW.index(how), key) for last, key, how, alias in named if _same_case(alias, text[i:last])]
        if fits:
            last, how, key = max(fits)
            found.append(Found(i, last, key, HOW[-how]))
    return found


@cache
def coalition_in(country: str) -> str | None:
    """Return the key of the coalition that a text about a country means where it names none."""
    return next((p.key for p in parties() if country in p.meant_in), None)


def begins(word: str, language: str) -> bool:
    """Return whether a party's name begins with a word."""
    return _phrases(language)[0].begins(word)


def _same_case(alias: str, text: Sequence[Token]) -> bool:
    """Whether a text writes an alias with the capitals it needs: all of an abbreviation's, the first of a name's."""
    if alias.isupper() and len(alias) < 8:
        return all(_is_capital(t.text) for t in text if t.is_word)
    return not alias[0].isupper() or text[0].text[0].isupper()


def _is_capital(word: str) -> bool:
    """Whether a word is in capitals, but for the ending of a case that Cyrillic may put behind an abbreviation."""
    return word.isupper() or (len(word) > 4 and "\u0400" < word[0] < "\u0500" and word[:-2].isupper())


def compare(a: str, b: str) -> tuple[float, str]:
    """Return how far two party keys, or names as written, speak of one party (0 to 1) and why."""
    known = [p for n in (a, b) if (p := _by_key().get(n) or of(n))]
    if len(known) < 2:
        return _compare_names(a, b)
    one, other = known
    if one.key == other.key:
        return 1.0, f"both are {show(one)}"
    for inner, outer in ((one, other), (other, one)):
        if outer.key in above(inner):
            return 0.8, f"{show(inner)} is part of {show(outer)}"
    return 0.0, f"{show(one)} and {show(other)} are two parties"


def _compare_names(a: str, b: str) -> tuple[float, str]:
    if fold(a) == fold(b):
        return 0.9, f"both are written {a}"
    if len(skeleton(a)) > 2 and skeleton(a) == skeleton(b):
        return 0.7, f"{a} and {b} may be one name in two spellings"
    return 0.0, f"{a} and {b} are two names"


def of(written: str) -> Party | None:
    """Return the party that a whole name stands for in any language, None where the codebook knows none."""
    return _by_key().get(_spelled().get(fold(written), ""))


@cache
def _spelled() -> Mapping[str, str]:
    spelled: dict[str, str] = {}
    for p in parties():
        for lang in p.labels:
            for _, alias in p.aliases(lang):
                spelled.setdefault(fold(alias), p.key)
    return spelled


def above(p: Party) -> tuple[str, ...]:
    """Return the keys of the parties that a party is part of, nearest first."""
    keys: list[str] = []
    while p.part_of:
        keys.append(p.part_of)
        p = party(p.part_of)
    return tuple(keys)


def show(p: Party, lang: str = "en") -> str:
    """Return a party's label in a language, or the English one."""
    return p.labels.get(lang, p.labels["en"])


@cache
def _phrases(language: str) -> tuple[Phrases, tuple[tuple[str, str, str], ...]]:
    """Return every alias of a language as a phrase tagged with its number, and what each number means."""
    aliases = tuple((p.key, how, alias) for p in parties() for how, alias in p.aliases(language))
    return Phrases((str(n), form) for n, (_, _, alias) in enumerate(aliases) for form in _base_forms(alias, language)), aliases


def _base_forms(alias: str, language: str) -> Iterable[str]:
    """Return the forms under which a phrase finds an alias: a Slavic adjective agrees, an Arabic article is optional."""
    words = [t for t in tokens(alias, language) if t.is_word or t.text == "."]
    if language in ("ru", "uk"):
        return {" ".join(form) for form in product(*(sorted(w.keys)[:3] for w in words))}
    if language == "ar":
        bare = [fold(w.text).removeprefix("ال") if len(words) > 1 else fold(w.text) for w in words]
        return {" ".join(fold(w.text) for w in words), " ".join(bare)}
    return {alias}


def _party(key: str, entry: Mapping[str, Any]) -> Party:
    if unknown := set(entry) - _PARTS:
        raise BadRecord(f"codebook: party {key}: unknown parts {sorted(unknown)}")
    labels = entry["labels"]
    return Party(
        key=key, kind=entry["kind"], labels=labels, country=entry.get("country"), part_of=entry.get("part_of"),
        names=_names([{lang: [label] for lang, label in labels.items()}, entry.get("names", {})]),
        adjectives=_names([entry.get("adjectives", {})]), metonyms=_names([entry.get("metonyms", {})]),
        meant_in=tuple(entry.get("meant_in", ())),
    )  # fmt: skip


def _state(code: str, entry: Mapping[str, Any]) -> Party:
    """Return a state with its plain names from CLDR."""
    plain = {lang: _territory(lang, code) for lang in vocabulary.codebook().languages}
    given, without = entry.get("names", {}), entry.get("without", {})
    labels = {lang: next(iter(given.get(lang, ())), name) if set(name) & set("(-–ü") else name for lang, name in plain.items()}
    names = {lang: [n for n in (name, *given.get(lang, ())) if n not in without.get(lang, ())] for lang, name in plain.items()}
    return _party(f"state.{code.lower()}", {**entry, "kind": "state", "country": code, "labels": labels, "names": names})


def _office(state: Party, key: str, entry: Mapping[str, Any]) -> Party:
    """Return an office that every state has, named after its state."""
    names = {lang: [n for form in forms for n in _named_after(state, form, lang)] for lang, forms in entry["names"].items()}
    labels = {lang: next(_named_after(state, form, lang), "") for lang, form in entry["labels"].items()}
    whole = {"kind": entry["kind"], "country": state.country, "part_of": state.key, "names": names}
    return _party(f"{state.key}.{key}", {**whole, "labels": {lang: label for lang, label in labels.items() if label}})


def _named_after(state: Party, form: str, lang: str) -> Iterator[str]:
    part = state.adjectives if "{a}" in form else state.names
    return (form.format(a=word, n=word) for word in part.get(lang, ()))


@cache
def _territory(lang: str, code: str) -> str:
    from babel import Locale

    return str(Locale(lang).territories[code])


def _names(given: Sequence[Mapping[str, Sequence[str]]]) -> Names:
    languages = dict.fromkeys(lang for names in given for lang in names)
    return {lang: tuple(dict.fromkeys(n for names in given for n in names.get(lang, ()))) for lang in languages}


def _check_all(found: Sequence[Party]) -> None:
    keys = {p.key for p in found}
    kinds = vocabulary.codebook().words("party_kind")
    wrong = [p.key for p in found if p.kind not in kinds or "en" not in p.labels or (p.part_of and p.part_of not in keys)]
    if wrong or len(keys) < len(found):
        raise BadRecord(f"codebook: parties with a wrong kind, no English label, an unknown whole or a key used twice: {wrong}")
