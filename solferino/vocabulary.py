"""The codebook: every word that a claim, a finding or a release may use, read from ``codebook/*.yaml``.

A word has a stable key, a definition in one sentence, labels in several languages and its counterparts in other codebooks
(``crosswalk``). A word is retired, never renamed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from solferino.errors import BadRecord, UnknownWord

LANGUAGES = ("en", "ar", "ru")
"""The languages in which every word has a label."""

_PARTS = frozenset(("definition", "labels", "crosswalk", "retired", "extra"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of the codebook. ``crosswalk`` holds codes by scheme; ``extra`` what its kind says besides the common parts."""

    kind: str
    key: str
    definition: str
    labels: Mapping[str, str]
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retired: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def label(self, lang: str) -> str:
        """Return the label in a language, or the English one where it has none."""
        return self.labels.get(lang, self.labels["en"])


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of word; ``extra`` names the parts that only its words have."""

    key: str
    definition: str
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another programme's codebook, and the version of it that the crosswalk points to."""

    key: str
    name: str
    version: str


class Codebook:
    """Every word, by kind and key."""

    def __init__(self, about: Mapping[str, Any], words: Mapping[str, Mapping[str, Word]]) -> None:
        self.version = str(about["version"])
        self.kinds = {k: Kind(k, v["definition"], tuple(v["extra"])) for k, v in about["kinds"].items()}
        self.schemes = {k: Scheme(k, v["name"], v["version"]) for k, v in about["schemes"].items()}
        self.languages = tuple(about["languages"])
        self._words = words

    def words(self, kind: str) -> Mapping[str, Word]:
        """Return the words of a kind by key, in the codebook's order; UnknownWord for an unknown kind."""
        if kind not in self._words:
            raise UnknownWord(f"the codebook has no kind {kind!r}{_nearest(kind, self._words)}")
        return self._words[kind]

    def word(self, kind: str, key: str) -> Word:
        """Return one word; UnknownWord, with the nearest one, where the codebook has none."""
        words = self.words(kind)
        if key not in words:
            raise UnknownWord(f"{key!r} is no {kind} of the codebook{_nearest(key, words)}")
        return words[key]

    def find(self, key: str) -> tuple[Word, ...]:
        """Return the words of any kind that have a key; UnknownWord, with the nearest one, where there is none."""
        found = tuple(words[key] for words in self._words.values() if key in words)
        if not found:
            known = {k: w for words in self._words.values() for k, w in words.items()}
            raise UnknownWord(f"the codebook has no word {key!r}{_nearest(key, known)}")
        return found

    def __iter__(self) -> Iterator[Word]:
        return (word for words in self._words.values() for word in words.values())


def _nearest(key: str, known: Mapping[str, Any]) -> str:
    """Say which known key, or which key of a known label, is nearest."""
    spoken = {label.casefold(): k for k, w in known.items() if isinstance(w, Word) for label in w.labels.values()}
    names = {k: k for k in known} | spoken
    near = [n for said in (key.replace(" ", "_"), key) for n in difflib.get_close_matches(said.casefold(), names, 1)]
    return f"; did you mean {names[near[0]]!r}?" if near else ""


@cache
def codebook() -> Codebook:
    """Return the codebook that comes with this version."""
    return load(resources.files("solferino") / "codebook")


def load(folder: Traversable) -> Codebook:
    """Read a codebook folder: ``about.yaml`` and files of words by kind. BadRecord where a file breaks the codebook's own rules."""
    about = read(folder / "about.yaml")
    words: dict[str, dict[str, Word]] = {kind: {} for kind in about["kinds"]}
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml") and path.name != "about.yaml":
            for kind, entries in read(path).items():
                _require(kind in words, f"{path.name}: {kind!r} is no kind")
                words[kind].update((key, _word(kind, key, entry, about)) for key, entry in entries.items())
    for kind, entries in words.items():
        _require(bool(entries), f"{kind} has no words")
    return Codebook(about, words)


def read(path: Traversable) -> Any:
    """Read one YAML file as ``parsed`` does."""
    return parsed(path.read_bytes())


def parsed(data: bytes) -> Any:
    """Read YAML with the fastest safe loader there is; a key given twice is an error."""
    return yaml.load(data, _Loader)  # noqa: S506


def _word(kind: str, key: str, entry: Mapping[str, Any], about: Mapping[str, Any]) -> Word:
    name = f"{kind}.{key}"
    labels, definition = entry.get("labels", {}), entry.get("definition", "")
    _require(key.isascii() and key.isidentifier() and key.islower(), f"{name}: a key is snake_case")
    _require(not (set(entry) - _PARTS), f"{name}: unknown parts {sorted(set(entry) - _PARTS)}")
    _require(definition.endswith(".") and definition[0].isupper(), f"{name}: a definition is one sentence")
    _require(set(LANGUAGES) <= set(labels) <= set(about["languages"]), f"{name}: labels in {sorted(labels)}")
    _require(set(entry.get("crosswalk", {})) <= set(about["schemes"]), f"{name}: unknown scheme")
    _require(set(entry.get("extra", {})) <= set(about["kinds"][kind]["extra"]), f"{name}: unknown extra part")
    return Word(
        kind=kind, key=key, definition=definition, labels=labels, retired=entry.get("retired", False), extra=entry.get("extra", {}),
        crosswalk={scheme: tuple(map(str, codes)) for scheme, codes in entry.get("crosswalk", {}).items()},
    )  # fmt: skip


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise BadRecord(f"codebook: {problem}")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that refuses a mapping with one key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        _require(len(keys) == len(set(keys)), f"a key stands twice: {sorted(k for k in keys if keys.count(k) > 1)}")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping
