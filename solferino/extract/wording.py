"""The wording of a text: its tokens, and which of them are words of which list of the language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import compress
from operator import attrgetter, itemgetter, not_
from typing import Any

from solferino import name
from solferino.language import Pack, Token
from solferino.language.forms import bare, base, fold, unbroken

_BEYOND = (frozenset[str](),) * 64
"""Stands behind the keys of the tokens, where rules look beyond either end of a text."""
CASES = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct"))


class Wording:
    """The tokens of a text and the word lists of its language pack."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text = text
        self.pack = pack
        self.tokens: tuple[Token, ...] = pack.tokens(text)
        self.starts = list(map(attrgetter("start"), self.tokens))
        self.texts = list(map(attrgetter("text"), self.tokens))
        self._keys = [*map(attrgetter("keys"), self.tokens), *_BEYOND]
        self._folded = list(map(fold, self.texts))
        self._written = frozenset(self._folded)
        self._known = frozenset().union(*self._keys)
        self.grammar: dict[str, Any] = pack.section("grammar")
        """How the language orders its words."""
        self.analytic = bool(self.grammar.get("capitals")) and not self.grammar.get("cases")
        """Whether names have capitals and nouns no cases, as in English."""
        self.unicase = not self.grammar.get("capitals") and not self.grammar.get("cases")
        """Whether there are neither capitals nor cases, as in Arabic."""
        self.upper = frozenset(compress(range(len(self.texts)), map(str.isupper, map(itemgetter(0), self.texts))))
        """The tokens that begin with a capital."""
        self.quotes = self.at('"“”«»')
        """Where quotation marks stand."""
        self.words: Callable[[str], frozenset[str]] = _lists(pack).__getitem__
        """Gives a word list of the pack, folded."""
        self._marked: dict[str, frozenset[int]] = {}
        self._keyed: dict[str, frozenset[int]] = {}
        self._name_begins: list[int] | None = None

    def tagged_words(self, tag: str) -> frozenset[str]:
        """Return the words of a tag as the pack lists them, folded."""
        return _tagged(self.pack, tag)

    def quote(self, first: int, last: int) -> str:
        """Return the text of tokens ``first`` up to but not including ``last``."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def name(self, first: int, last: int, known: Callable[[str], bool] | None = None) -> str:
        """Return the text of some tokens without what is written onto the first ("and", "to"), if only the rest is ``known``."""
        text, word = unbroken(self.quote(first, last)), unbroken(self.tokens[first].text)
        words = tuple(bare(word)) if word > "\u0600" else ()
        if words and "the" in self.tokens[first].marks and not word.startswith("ال") and self._is_word(word):
            return text
        if not words or "the" in self.tokens[first].marks:
            return _after_to(word, words[-1], self._is_word) + text[len(word) :] if words else text
        known = known or self._is_word
        names = (bare_word + text[len(word) :] for bare_word in words)
        return text if known(text) else next((n for n in names if known(n)), text)

    def _is_word(self, text: str) -> bool:
        """Whether words of the language or a party's name begin as a text does."""
        word = text.split()[0]
        return self.pack.words.begins(word) or name.begins(word, self.pack.code)

    def written_on(self, mark: str, first: int) -> bool:
        """Whether a small word (``and``, ``in``, ``to``) is written onto a token."""
        return mark in self.tokens[first].marks and self.name(first, first + 1) != self.tokens[first].text

    def is_any(self, index: int, words: frozenset[str]) -> bool:
        """Whether a token is one of some words (a word list of the pack)."""
        return not words.isdisjoint(self._keys[index])

    def says(self, section: str, first: int, last: int) -> bool:
        """Whether any of some tokens is, in some form, a word of a list of the pack."""
        return not self.keyed(section).isdisjoint(range(first, last))

    def base(self, first: int, last: int) -> str:
        """Return the text of some tokens in their base forms; as it stands where the language has no cases."""
        if not self.grammar.get("cases"):
            return self.quote(first, last)
        return " ".join(base(t.text, self.pack.code) for t in self.tokens[first:last])

    def may_be(self, index: int, case: str) -> bool:
        """Whether a noun and the words before it, from one word on, may stand in a case; always where there are no cases."""
        for token in self.tokens[index : index + 4] if self.grammar.get("cases") else ():
            cases = token.marks & CASES if not (token.text.isupper() and len(token.text) > 1) else frozenset()
            if cases and case not in cases:
                return False
            if not token.marks.isdisjoint(("NOUN", "NPRO")) or (not cases and self.words("and").isdisjoint(token.keys)):
                break
        return True

    def keyed(self, section: str) -> frozenset[int]:
        """Return the tokens that are, in some form, words of a list of the pack."""
        if section not in self._keyed:
            words = self.words(section)
            found = map(not_, map(words.isdisjoint, self._keys)) if not words.isdisjoint(self._known) else ()
            self._keyed[section] = frozenset(compress(range(len(self.tokens)), found))
        return self._keyed[section]

    def at(self, marks: str) -> list[int]:
        """Return where some marks stand, in order."""
        return list(compress(range(len(self.texts)), map(frozenset(marks).__contains__, self.texts)))

    def name_begins(self) -> list[int]:
        """Return the tokens with which a name may begin where names have capitals: capitals, small words and what these join."""
        if self._name_begins is None:
            particles = self.marked("particles")
            self._name_begins = sorted(self.upper | particles | frozenset(i + 2 for i in particles))
        return self._name_begins

    def marked(self, section: str) -> frozenset[int]:
        """Return the tokens that are, as they are written, words of a list of the pack."""
        if section not in self._marked:
            words = self.words(section)
            found = map(words.__contains__, self._folded) if not words.isdisjoint(self._written) else ()
            self._marked[section] = frozenset(compress(range(len(self._folded)), found))
        return self._marked[section]


def _after_to(word: str, bare_word: str, known: Callable[[str], bool]) -> str:
    """What "to" is written onto: a word with the article, which it swallows, or one that begins with the letter of "to" itself."""
    own = "ل" + bare_word.removeprefix("ال")
    return own if word.endswith("ل" + own) and known(own) and not known(bare_word) else bare_word


class _Lists(dict[str, frozenset[str]]):
    """The word lists of a pack that were asked for, folded."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def __missing__(self, section: str) -> frozenset[str]:
        self[section] = words = frozenset(fold(t.text) for w in self._pack.section(section) for t in self._pack.tokens(w))
        return words


@lru_cache(64)
def _lists(pack: Pack) -> _Lists:
    return _Lists(pack)


@lru_cache(256)
def _tagged(pack: Pack, tag: str) -> frozenset[str]:
    return frozenset(map(fold, pack.section("words").get(tag, ())))
