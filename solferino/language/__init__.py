"""Language packs: what a language's words mean, as data, and how its word forms are matched.

A pack is the folder ``language/<code>/``; each of its YAML files holds a mapping. Under ``words`` stand tags and their phrases
(``target.hospital: [hospital, infirmary]``); other sections are read as they are by the room that owns them.
A phrase matches a run of tokens when each of its words is one of the token's keys: its folded form, or a base form of it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.util import find_spec
from itertools import compress
from operator import attrgetter
from typing import Any, NamedTuple

import yaml

from solferino.errors import UnknownLanguage
from solferino.language.forms import FORMS, MARKS, fold

# Vowel signs and accents stand inside a word, underscores between two. Pages glue Latin letters and digits to Arabic letters, which
# begin a word of their own. A word may be broken by what authors put between two elongation marks to pass a filter. Marks that
# only steer the direction of writing are nothing.
_ARABIC = r"\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_SIGNS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
_LETTERS = rf"(?:[{_ARABIC}][{_ARABIC}{_SIGNS}]*\d*|[^\W_{_ARABIC}](?:[^\W_{_ARABIC}]|[{_SIGNS}])*)"
_UNSEEN = r"\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BROKEN = (
    rf"(?:(?<=ـ)[ .,*_-]{{1,3}}(?=ـ)|(?<=ـ)[.*]{{1,3}}(?=[{_ARABIC}])|(?<=[{_ARABIC}])\*(?=[{_ARABIC}])"
    rf"|(?<=[{_ARABIC}]{{2}})\.(?=[{_ARABIC}](?![{_ARABIC}]))|(?<=[^{_ARABIC}]ا)\.(?=[{_ARABIC}]{{3}}))"
)
_PLAIN = rf"[A-Za-z]++(?![^\W_A-Za-z{_ARABIC}]|[{_SIGNS}])"
_GLUED = rf"(?<=#)عاجل(?=[{_ARABIC}])"
_TOKEN = re.compile(rf"{_PLAIN}|{_GLUED}|{_LETTERS}(?:{_BROKEN}{_LETTERS})*|[^\w\s{_UNSEEN}]")
_JOINERS = frozenset("-‐‑–'’")


class Token(NamedTuple):
    """One word or mark: ``text[start:end]``; ``keys`` are its folded form and the base forms it may have.

    ``marks`` are what an analyser says of its grammar (``forms.MARKS``); empty in languages that have none.
    ``is_word`` tells words and numbers from marks.
    """

    start: int
    end: int
    text: str
    keys: frozenset[str]
    marks: frozenset[str]
    is_word: bool


class Match(NamedTuple):
    """Tokens ``first`` up to but not including ``last`` mean ``tag``; ``value`` is what a value parser made of them."""

    first: int
    last: int
    tag: str
    value: Any = None

    @property
    def word(self) -> str:
        """The part of the tag after the dot."""
        return self.tag.partition(".")[2]


class _Node:
    """A word of phrases: the families and tags of phrases that end at it, and the words that may follow it."""

    __slots__ = ("next", "tags")

    def __init__(self) -> None:
        self.tags: list[tuple[str, str]] = []
        self.next: dict[str, _Node] = {}


class _Nodes(dict[frozenset[str], tuple[_Node, ...]]):
    """The words of phrases that a token may be the first of, by the token's keys."""

    def __init__(self, root: _Node) -> None:
        self._root = root

    def __missing__(self, keys: frozenset[str]) -> tuple[_Node, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        self[keys] = nodes = tuple(self._root.next[key] for key in keys if key in self._root.next)
        return nodes


_REMEMBERED = 100_000
"""How many words of a language are remembered."""


class Phrases:
    """Many phrases, matched at once over tokens; the longest phrase of a tag family (the part before the dot) wins."""

    def __init__(self, tagged: Iterable[tuple[str, str]]) -> None:
        self._root = _Node()
        for tag, phrase in tagged:
            node = self._root
            for word in _phrase_words(phrase):
                node = node.next.setdefault(word, _Node())
            node.tags.append((tag.partition(".")[0], tag))
        self._begins = self._root.next.keys()
        self._nodes = _Nodes(self._root)

    def begins(self, word: str) -> bool:
        """Return whether a phrase begins with a word."""
        return fold(word) in self._begins

    def every(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str, str]]:
        """Yield the first token, the end, the family and the tag of every phrase, by first token."""
        end = len(tokens) - 1
        begun = list(map(self._nodes.__getitem__, map(_KEYS, tokens)))
        for i, nodes in compress(enumerate(begun), begun):
            for node in nodes:
                for family, tag in node.tags:
                    yield i, i + 1, family, tag
                if not node.next or i == end:
                    continue
                after = tokens[i + 1]
                if after.text in _JOINERS or not node.next.keys().isdisjoint(after.keys):
                    for last, tags in _longer(tokens, i + 1, node):
                        for family, tag in tags:
                            yield i, last, family, tag

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return the matches in order; of overlapping ones of one tag family the longest, then the first."""
        return sorted((m for matches in self.families(tokens).values() for m in matches), key=lambda m: (m[0], -m[1], m[2]))

    def families(self, tokens: Sequence[Token]) -> dict[str, list[Match]]:
        """Return the matches by tag family, each family in order."""
        found: defaultdict[str, list[Match]] = defaultdict(list)
        new = tuple.__new__
        for first, last, family, tag in self.every(tokens):
            found[family].append(new(Match, (first, last, tag, None)))
        return {family: _longest(matches) for family, matches in found.items()}


def _longest(matches: list[Match]) -> list[Match]:
    """Leave out matches that overlap longer ones; those given are in order of their first token."""
    kept: list[Match] = []
    begin = end = 0
    for i, match in enumerate(matches):
        if match[0] >= end:
            kept += matches[begin:i] if i - begin < 2 else _apart(matches[begin:i])
            begin = i
        if match[1] > end:
            end = match[1]
    return kept + (matches[begin:] if len(matches) - begin < 2 else _apart(matches[begin:]))


def _apart(run: Sequence[Match]) -> list[Match]:
    """Leave out what overlaps something longer, or as long and before it."""
    length, first = min([(m[0] - m[1], m[0]) for m in run])
    last = first - length
    if all(m[0] < last and m[1] > first for m in run):
        return sorted({m for m in run if m[0] == first and m[1] == last})
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for length, first, tag in sorted({(m[0] - m[1], m[0], m[2]) for m in run}):
        span = (first, first - length)
        if all(taken.get(i, span) == span for i in range(*span)):
            kept.append(Match(*span, tag))
            taken.update(dict.fromkeys(range(*span), span))
    return sorted(kept)


def _longer(tokens: Sequence[Token], i: int, node: _Node) -> list[tuple[int, list[tuple[str, str]]]]:
    """Return where phrases that begin with a node end behind a token, and their families and tags."""
    longer = []
    stack = [(i, node.next)]
    while stack:
        i, following = stack.pop()
        if i < len(tokens):
            _, _, text, keys, _, _ = tokens[i]
            if text in _JOINERS:
                stack.append((i + 1, following))
            if not following.keys().isdisjoint(keys):
                for after in [following[key] for key in keys if key in following]:
                    longer.append((i + 1, after.tags))
                    if after.next:
                        stack.append((i + 1, after.next))
    return longer


def _phrase_words(phrase: str) -> list[str]:
    return [fold(t) for t in _TOKEN.findall(phrase) if t not in _JOINERS]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Pack:
    """One language's words. ``code`` is its ISO 639-1 code; ``hash`` changes with any word of it."""

    def __init__(self, code: str, files: Mapping[str, bytes]) -> None:
        self.code = code
        self.hash = hashlib.sha256(b"\0".join(name.encode() + b"\0" + files[name] for name in sorted(files))).hexdigest()
        self._files = files
        self._parts: dict[str, Any] | None = None
        self._words: Phrases | None = None

    def section(self, name: str) -> Any:
        """Return a section of the pack as it stands in YAML; an empty mapping if the pack has none."""
        if self._parts is None:
            self._parts = _sections(self._files)
        return self._parts.get(name, {})

    @property
    def words(self) -> Phrases:
        """Every tagged phrase under ``words``."""
        if self._words is None:
            self._words = Phrases((tag, phrase) for tag, phrases in self.section("words").items() for phrase in phrases or ())
        return self._words

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Cut a text into words and marks, with offsets into it."""
        return tokens(text, self.code)


def _sections(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the sections of all files of a pack; a pack that is only asked for its hash is not read."""
    parts: dict[str, Any] = {}
    for name in sorted(files):
        for section, content in (yaml.load(files[name], _LOADER) or {}).items():  # noqa: S506
            if isinstance(content, dict):
                parts.setdefault(section, {}).update(content)
            else:
                parts[section] = content
    return parts


def tokens(text: str, code: str) -> tuple[Token, ...]:
    """Cut a text into words and marks, with the base forms of a language; of an unknown language only the folded form."""
    words, new = _words(code), tuple.__new__
    return tuple([new(Token, m.span() + words[m[0]]) for m in _TOKEN.finditer(text)])


_KEYS = attrgetter("keys")


class _Words(dict[str, tuple[str, frozenset[str], frozenset[str], bool]]):
    """The words of a language that were seen: as written, their keys, their marks, and whether they are words at all."""

    def __init__(self, code: str) -> None:
        known = code not in lacking()
        self._forms = FORMS.get(code, _plain) if known else _plain
        self._marks = MARKS.get(code, _unmarked) if known else _unmarked

    def __missing__(self, word: str) -> tuple[str, frozenset[str], frozenset[str], bool]:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = known = word, self._forms(word), self._marks(word), word[0].isalnum() and word.strip("ـ") != ""
        return known


@cache
def _words(code: str) -> _Words:
    return _Words(code)


def _plain(word: str) -> frozenset[str]:
    return frozenset((fold(word),))


def _unmarked(_: str) -> frozenset[str]:
    return frozenset()


_BESIDE = {"uk": "pymorphy3_dicts_uk"}
"""Packs whose word forms are an extra of their code, and the module that brings them."""


@cache
def _packs() -> tuple[str, ...]:
    return tuple(sorted(p.name for p in resources.files(__name__).iterdir() if p.is_dir() and len(p.name) == 2))


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the packs that are installed, with the word forms that they need."""
    return tuple(code for code in _packs() if code not in lacking())


@cache
def lacking() -> dict[str, str]:
    """Return the codes of the packs whose word forms are not installed, each with what to do about it."""
    missing = [code for code in _packs() if code in _BESIDE and find_spec(_BESIDE[code]) is None]
    return {code: f"pip install 'solferino[{code}]'" for code in missing}


@cache
def pack(code: str) -> Pack:
    """Return the pack of a language, by ISO 639-1 code."""
    if code in lacking():
        raise UnknownLanguage(f"the word forms of {code!r} are not installed: {lacking()[code]}")
    if code not in languages():
        raise UnknownLanguage(f"no language pack for {code!r}; there are: {', '.join(languages())}")
    folder = resources.files(__name__) / code
    return Pack(code, {p.name: p.read_bytes() for p in folder.iterdir() if p.name.endswith(".yaml")})
