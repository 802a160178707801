"""Language packs: what a language's words mean, as data, and how its word forms are matched.

A pack is the folder ``language/<code>/``; each of its YAML files holds a mapping. Under ``words`` stand tags and their phrases
(``target.hospital: [hospital, infirmary]``); other sections are read as they are by the room that owns them.
A phrase matches a run of tokens when each of its words is one of the token's keys: its folded form, or a base form of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
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
_TOKEN = re.compile(rf"{_LETTERS}(?:{_BROKEN}{_LETTERS})*|[^\w\s{_UNSEEN}]")
_JOINERS = frozenset("-‐‑–'’")


class Token(NamedTuple):
    """One word or mark: ``text[start:end]``; ``keys`` are its folded form and the base forms it may have.

    ``marks`` are what an analyser says of its grammar (``forms.MARKS``); empty in languages that have none.
    """

    start: int
    end: int
    text: str
    keys: frozenset[str]
    marks: frozenset[str] = frozenset()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum() or self.text[0] in "_ـ"


class Match(NamedTuple):
    """Tokens ``first`` up to but not including ``last`` carry ``tag``."""

    first: int
    last: int
    tag: str


class _Node:
    """A word of phrases: what phrases end at it mean, and the words that may follow it."""

    __slots__ = ("next", "tags")

    def __init__(self) -> None:
        self.tags: list[str] = []
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
        self._family: dict[str, str] = {}
        for tag, phrase in tagged:
            node = self._root
            for word in _phrase_words(phrase):
                node = node.next.setdefault(word, _Node())
            node.tags.append(tag)
            self._family[tag] = tag.partition(".")[0]
        self._begins = self._root.next.keys()
        self._nodes = _Nodes(self._root)

    def begins(self, word: str) -> bool:
        """Return whether a phrase begins with a word."""
        return fold(word) in self._begins

    def may_begin(self, token: Token) -> bool:
        """Return whether a phrase may begin with a token."""
        return bool(self._nodes[token.keys])

    def at(self, tokens: Sequence[Token], first: int) -> Iterator[Match]:
        """Yield every phrase that begins at one token."""
        for node in self._nodes[tokens[first].keys]:
            yield from (Match(first, last, tag) for last, tag in _ends(tokens, first, node))

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return the matches in order; of overlapping ones of one tag family the longest, then the first."""
        nodes = self._nodes
        starts = [(i, node) for i, token in enumerate(tokens) for node in nodes[token.keys]]
        found = {(-1, i, tag) for i, node in starts for tag in node.tags}
        longer = [(i, node) for i, node in starts if node.next and _goes_on(tokens, i + 1, node)]
        found.update((i - last, i, tag) for i, node in longer for last, tag in _ends(tokens, i, node))
        taken: dict[tuple[str, int], tuple[int, int]] = {}
        kept = []
        for length, first, tag in sorted(found):
            family, span = self._family[tag], (first, first - length)
            places = [(family, i) for i in range(*span)]
            if all(taken.get(place, span) == span for place in places):
                kept.append((first, length, tag))
                taken.update(dict.fromkeys(places, span))
        return [Match(first, first - length, tag) for first, length, tag in sorted(kept)]


def _goes_on(tokens: Sequence[Token], i: int, node: _Node) -> bool:
    """Whether a token may be the next of a phrase; a quick look before all ends are found."""
    return i < len(tokens) and (tokens[i].text in _JOINERS or not node.next.keys().isdisjoint(tokens[i].keys))


def _ends(tokens: Sequence[Token], first: int, begin: _Node) -> Iterator[tuple[int, str]]:
    """Yield where phrases that begin with a token's node end, and their tags."""
    stack = [(first + 1, begin, True)]
    while stack:
        i, node, ends = stack.pop()
        if ends:
            for tag in node.tags:
                yield i, tag
        if node.next and i < len(tokens):
            if tokens[i].text in _JOINERS:
                stack.append((i + 1, node, False))
            stack.extend((i + 1, node.next[key], True) for key in tokens[i].keys if key in node.next)


def _phrase_words(phrase: str) -> list[str]:
    return [fold(t) for t in _TOKEN.findall(phrase) if t not in _JOINERS]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Pack:
    """One language's words. ``code`` is its ISO 639-1 code; ``hash`` changes with any word of it."""

    def __init__(self, code: str, files: Mapping[str, bytes]) -> None:
        self.code = code
        self.hash = hashlib.sha256(b"\0".join(name.encode() + b"\0" + files[name] for name in sorted(files))).hexdigest()
        self._files = files

    @cached_property
    def _parts(self) -> dict[str, Any]:
        """The sections of all files; a pack that is only asked for its hash is not read."""
        parts: dict[str, Any] = {}
        for name in sorted(self._files):
            for section, content in (yaml.load(self._files[name], _LOADER) or {}).items():  # noqa: S506
                if isinstance(content, dict):
                    parts.setdefault(section, {}).update(content)
                else:
                    parts[section] = content
        return parts

    def section(self, name: str) -> Any:
        """Return a section of the pack as it stands in YAML; an empty mapping if the pack has none."""
        return self._parts.get(name, {})

    @cached_property
    def words(self) -> Phrases:
        """Every tagged phrase under ``words``."""
        return Phrases((tag, phrase) for tag, phrases in self.section("words").items() for phrase in phrases or ())

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Cut a text into words and marks, with offsets into it."""
        return tokens(text, self.code)


def tokens(text: str, code: str) -> tuple[Token, ...]:
    """Cut a text into words and marks, with the base forms of a language; of an unknown language only the folded form."""
    words = _words(code)
    return tuple([Token(m.start(), m.end(), *words[m[0]]) for m in _TOKEN.finditer(text)])


class _Words(dict[str, tuple[str, frozenset[str], frozenset[str]]]):
    """The words of a language that were seen: as written, their keys, their marks."""

    def __init__(self, code: str) -> None:
        self._forms, self._marks = FORMS.get(code, _plain), MARKS.get(code, _unmarked)

    def __missing__(self, word: str) -> tuple[str, frozenset[str], frozenset[str]]:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = known = word, self._forms(word), self._marks(word)
        return known


@cache
def _words(code: str) -> _Words:
    return _Words(code)


def _plain(word: str) -> frozenset[str]:
    return frozenset((fold(word),))


def _unmarked(_: str) -> frozenset[str]:
    return frozenset()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the packs that are installed."""
    return tuple(sorted(p.name for p in resources.files(__name__).iterdir() if p.is_dir() and len(p.name) == 2))


@cache
def pack(code: str) -> Pack:
    """Return the pack of a language, by ISO 639-1 code."""
    if code not in languages():
        raise UnknownLanguage(f"no language pack for {code!r}; there are: {', '.join(languages())}")
    folder = resources.files(__name__) / code
    return Pack(code, {p.name: p.read_bytes() for p in folder.iterdir() if p.name.endswith(".yaml")})
