"""A text seen once: its tokens, its sentences, and every word, name, number, date and place found in it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, compress
from operator import attrgetter, itemgetter, not_
from typing import Any

from sentencex import get_sentence_boundaries

from solferino import count, date, name
from solferino.language import Match, Pack, Token
from solferino.language.forms import bare, base, fold, unbroken
from solferino.place import Gazetteer, Place
from solferino.records import Reading

Hit = Match
"""What some tokens of a scene mean."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` up to but not including ``last``; ``index`` counts the sentences of a text from 0."""

    index: int
    first: int
    last: int
    quoted: bool = False


_NUMBERED = frozenset(("№", "N", "#"))
"""Signs behind which a number is a name."""
Families = str | tuple[str, ...]
"""One tag family or several: target, method, event, say, party, count, date, place ..."""


class Scene:
    """What stands where in one reading. ``families`` are its hits by tag family, in order of their first token."""

    def __init__(self, reading: Reading, pack: Pack, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.text = reading.text
        self.pack = pack
        self.gazetteer = gazetteer
        self.tokens: tuple[Token, ...] = pack.tokens(reading.text)
        self.starts = list(map(attrgetter("start"), self.tokens))
        self.texts = list(map(attrgetter("text"), self.tokens))
        self.published = _day(reading.published)
        self.families: dict[str, list[Hit]] = {}
        self.state: str | None = None
        self.capitals: dict[tuple[int, int], list[Hit]] = {}
        self.placed: dict[str, Hit] = {}
        self.spelled: dict[int, tuple[int, tuple[Place, ...]]] = {}
        self._keys = [*map(attrgetter("keys"), self.tokens), *_BEYOND]
        self.words: Callable[[str], frozenset[str]] = _lists(pack).__getitem__
        """Gives a word list of the pack, folded."""
        self._firsts: dict[Families, tuple[list[Hit], list[int]]] = {}
        self._covered: dict[Families, frozenset[int]] = {}
        self._marked: dict[str, frozenset[int]] = {}
        self._keyed: dict[str, frozenset[int]] = {}
        self.banned: set[int] = set()
        self._fill()
        self.sentences = tuple(_sentences(self))

    def _fill(self) -> None:
        found = self.pack.words.families(self.tokens)
        masked = {i for h in found.get("mask", ()) for i in range(h.first, h.last)}
        if masked:
            seen = {f: [h for h in hits if masked.isdisjoint(range(h[0], h[1]))] for f, hits in found.items() if f != "source"}
            found.update(seen)
        for family in found.keys() & _VERBS.keys():
            found[family] = [h for h in found[family] if not self._is_noun(h)]
        parties = [Hit(f.first, f.last, f"party.{f.how}", f.party_key) for f in name.find(self.tokens, self.pack.code)]
        parties = [h for h in parties if not (self._is_name(h) or self._is_small(h) or self._is_banned_in(h))]
        if self.grammar.get("cases") and "target" in found:
            long = frozenset(chain.from_iterable(range(h.first, h.last) for h in parties if h.last - h.first > 1))
            found["target"] = [h for h in found["target"] if not long.issuperset(range(h.first, h.last))]
        counts = [Hit(f.first, f.last, "count.x", f.count) for f in count.find(self.tokens, self.pack.code)]
        counts = [h for h in counts if not self._is_of_name(h)]
        dates = [self.hit(f.start, f.end, "date.x", f) for f in date.find(self.text, self.pack.code, self.published)]
        self.datelines = frozenset(h for h in dates if self._is_dateline(h))
        for family, hits in (("party", parties), ("count", counts), ("date", dates)):
            found[family] = sorted([*found.get(family, ()), *hits], key=lambda h: (h.first, -h.last, h.tag))
        for family, hits in found.items():
            if hits:
                self.replace(family, hits)
        if self.grammar.get("cases") and "event" in found:
            self.replace("event", [self._numbered(h) if h.tag == "event.attack" else h for h in found["event"]])
        elif self.grammar.get("active_endings") and "event" in found:
            self.replace("event", [h for h in found["event"] if h.tag != "event.attack" or not self._is_participle(h)])

    def _is_noun(self, hit: Hit) -> bool:
        """Whether a word that is listed as a verb is a noun by its form."""
        return "noun" in self.tokens[hit.first].marks and hit.tag.startswith(_VERBS[hit.tag.partition(".")[0]])

    def _is_participle(self, hit: Hit) -> bool:
        """Whether a noun of one word is a verb here, by its ending and the number or article of its object ("killing 11")."""
        if hit.last - hit.first > 1 or not self.tokens[hit.first].text.endswith(tuple(self.grammar["active_endings"])):
            return False
        owned = self.is_any(hit.first - 1, self.words("the")) or bool(self.find("party", hit.first - 1, hit.first))
        return not owned and (self.is_any(hit.last, self.words("articles")) or bool(self.find("count", hit.last, hit.last + 1)))

    def _numbered(self, hit: Hit) -> Hit:
        """Return an attack noun as one of several attacks where its form, its adjective or the number before it says so."""
        plural = any("plur" in self.tokens[i].marks for i in range(hit.first, hit.last))
        before = self.tokens[hit.first - 1].marks if hit.first else frozenset()
        counted = [h for h in self.find("count", hit.first - 3, hit.first) if hit.first - h.last <= 1 and (h.value.low or 2) > 1]
        several = plural or ("plur" in before and "NOUN" not in before) or bool(counted)
        return Hit(hit.first, hit.last, "event.attacks") if several else hit

    def _is_name(self, hit: Hit) -> bool:
        """Whether a noun for a people is a person's name: it has a capital inside a sentence, where only names have one."""
        token, before = self.tokens[hit.first], self.tokens[hit.first - 1]
        inside = hit.first > 0 and before.is_word and hit.last - hit.first == 1
        people = hit.tag == "party.adjective" and "NOUN" in token.marks
        return bool(self.grammar.get("cases")) and people and inside and token.text.istitle()

    def _is_banned_in(self, hit: Hit) -> bool:
        """Whether a country is only where a group is said to be banned, as outlets there must add ("ISIS, banned in Russia")."""
        at, small = hit.first - 1, self.words("speech_before") | self.words("banned_where")
        while at > hit.first - 4 and self.is_any(at, small):
            at -= 1
        banned = at < hit.first - 1 and self.is_any(at, self.words("banned"))
        if banned:
            self.banned.update(range(hit.first, hit.last))
        return banned

    def _is_small(self, hit: Hit) -> bool:
        """Whether a word with a capital is only a small word that opens a sentence."""
        text = self.texts[hit.first]
        small = bool(self.grammar.get("cases")) and hit.last - hit.first == 1
        return small and text.istitle() and fold(text) in self.words("function")

    def _is_of_name(self, hit: Hit) -> bool:
        """Whether a number is part of a name ("school No. 63")."""
        return bool(self.grammar.get("cases")) and hit.first > 0 and self.texts[hit.first - 1] in _NUMBERED

    def _is_dateline(self, hit: Hit) -> bool:
        """Whether a date near the head of the text is only the day of publication, written out with its year."""
        head = hit.first < _HEAD and re.search(r"\d{4}", self.quote(hit.first, hit.last))
        return bool(head) and hit.value.span.start == hit.value.span.end == self.published

    def replace(self, family: str, hits: list[Hit]) -> None:
        """Put the hits of a family, in order, in place of those it has."""
        self.families[family] = hits
        self._firsts.clear()
        self._covered.clear()

    def hit(self, start: int, end: int, tag: str, value: Any) -> Hit:
        """Return a hit for characters ``start`` to ``end``."""
        first = bisect_right(self.starts, start) - 1
        return Hit(max(first, 0), bisect_left(self.starts, end), tag, value)

    def all(self, family: str) -> list[Hit]:
        """Return every hit of a family, in order."""
        return self.families.get(family, [])

    def find(self, family: Families, first: int, last: int) -> list[Hit]:
        """Return the hits of a family, or of one of some families, that begin between two tokens."""
        hits, firsts = self._firsts.get(family) or self._ordered(family)
        if not firsts or firsts[-1] < first:
            return []
        low = bisect_left(firsts, first)
        return hits[low : bisect_left(firsts, last, low)] if firsts[low] < last else []

    def _ordered(self, families: Families) -> tuple[list[Hit], list[int]]:
        names = (families,) if isinstance(families, str) else families
        hits = sorted(chain.from_iterable(map(self.all, names)), key=_FIRST)
        self._firsts[families] = ordered = hits, list(map(_FIRST, hits))
        return ordered

    def tagged(self, tag: str, first: int, last: int) -> list[Hit]:
        """Return the hits of one exact tag that begin between two tokens."""
        return [h for h in self.find(tag.partition(".")[0], first, last) if h.tag == tag]

    def has(self, tag: str, first: int, last: int) -> bool:
        """Whether a tag begins between two tokens."""
        return bool(self.tagged(tag, first, last))

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

    @cached_property
    def grammar(self) -> dict[str, Any]:
        """How the language orders its words."""
        grammar: dict[str, Any] = self.pack.section("grammar")
        return grammar

    def covered(self, families: Families) -> frozenset[int]:
        """Return the tokens that hits of a family, or of one of some families, cover."""
        if families not in self._covered:
            if isinstance(families, str):
                hits = self.all(families)
                covered = frozenset(chain.from_iterable(map(range, map(_FIRST, hits), map(_LAST, hits))))
            else:
                covered = frozenset().union(*map(self.covered, families))
            self._covered[families] = covered
        return self._covered[families]

    def overlaps(self, family: Families, first: int, last: int) -> bool:
        """Whether a hit of a family, or of one of some families, covers any of some tokens."""
        covered = self._covered.get(family)
        if covered is None:
            covered = self.covered(family)
        return first in covered if last == first + 1 else not covered.isdisjoint(range(first, last))

    def keyed(self, section: str) -> frozenset[int]:
        """Return the tokens that are, in some form, words of a list of the pack."""
        if section not in self._keyed:
            words = self.words(section)
            found = map(not_, map(words.isdisjoint, self._keys)) if not words.isdisjoint(self._known) else ()
            self._keyed[section] = frozenset(compress(range(len(self.tokens)), found))
        return self._keyed[section]

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every form of every word."""
        return frozenset().union(*self._keys)

    @cached_property
    def _folded(self) -> list[str]:
        """The tokens as they are written, folded."""
        return list(map(fold, self.texts))

    @cached_property
    def _written(self) -> frozenset[str]:
        """Every word as it is written, folded."""
        return frozenset(self._folded)

    def at(self, marks: str) -> list[int]:
        """Return where some marks stand, in order."""
        return list(compress(range(len(self.texts)), map(frozenset(marks).__contains__, self.texts)))

    @cached_property
    def quotes(self) -> list[int]:
        """Where quotation marks stand."""
        return self.at('"“”«»')

    @cached_property
    def upper(self) -> frozenset[int]:
        """The tokens that begin with a capital."""
        return frozenset(compress(range(len(self.texts)), map(str.isupper, map(itemgetter(0), self.texts))))

    @cached_property
    def name_begins(self) -> list[int]:
        """The tokens with which a name may begin where names have capitals: capitals, small words, and what is joined to these."""
        particles = self.marked("particles")
        return sorted(self.upper | particles | frozenset(i + 2 for i in particles))

    @cached_property
    def nameless(self) -> frozenset[int]:
        """The tokens that are never part of a name, even with a capital."""
        return self.lexical | self.marked("function") | self.marked("measures")

    def marked(self, section: str) -> frozenset[int]:
        """Return the tokens that are, as they are written, words of a list of the pack."""
        if section not in self._marked:
            words = self.words(section)
            found = map(words.__contains__, self._folded) if not words.isdisjoint(self._written) else ()
            self._marked[section] = frozenset(compress(range(len(self._folded)), found))
        return self._marked[section]

    @cached_property
    def beginnings(self) -> list[int]:
        """The tokens that may begin a place name: where names have capitals, a capital or "al-" before one."""
        families = ("date", "event", "what", "say", *(() if self.grammar.get("capitals") else ("source", "cite", "method")))
        taken = self.marked("function") | self.covered(families) | self.banned
        words = frozenset(compress(range(len(self.tokens)), map(attrgetter("is_word"), self.tokens))) - taken
        if not self.grammar.get("capitals"):
            return sorted(i for i in words if not self.tokens[i].text.endswith(INDEFINITE))
        led = frozenset(i for i in self.marked("particles") if i + 1 in self.upper or i + 2 in self.upper)
        return sorted(words & (self.upper | led))

    @cached_property
    def lexical(self) -> frozenset[int]:
        """The tokens whose words mean an attack, harm, speech, a target, a number or a date, and so are no names."""
        families = ("event", "what", "say", "method", "date", "count", "cite", "target")
        return self.covered(families)


_BEYOND = (frozenset[str](),) * 64
"""Stands behind the keys of the tokens, where rules look beyond either end of a text."""

CASES = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct"))

_LONG = 2_000
"""Characters above which a line is a paragraph of its own."""


def _after_to(word: str, bare_word: str, known: Callable[[str], bool]) -> str:
    """What "to" is written onto: a word with the article, which it swallows, or one that begins with the letter of "to" itself."""
    own = "ل" + bare_word.removeprefix("ال")
    return own if word.endswith("ل" + own) and known(own) and not known(bare_word) else bare_word


INDEFINITE = ("\u064b", "\u064b\u0627")
"""Endings of Arabic nouns that are no names."""

_VERBS = {"say": "say.", "event": "event.verb"}
"""Tags of verbs, by family; no word is one that by its form is a noun."""

_LONGEST_SENTENCE = 200
"""Words and marks that a sentence may have."""

_HEAD = 40
"""Words at the head of a text among which its day of publication may stand."""


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


_FIRST, _LAST, _IS_WORD = itemgetter(0), itemgetter(1), attrgetter("is_word")


def _day(published: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(published[:10]) if published else None


def _bounds(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the character spans of sentences: sentencex's, cut again at line breaks."""
    at = 0
    for line in _lines(scene.text):
        if line.strip():
            begin = at
            for part in get_sentence_boundaries(scene.pack.code, line.replace("\n", " ")):
                if not _is_inside_word(scene, at + part["end_index"]):
                    yield begin, at + part["end_index"]
                    begin = at + part["end_index"]
        at += len(line)


def _is_inside_word(scene: Scene, at: int) -> bool:
    """Whether a place in the text is inside a word, which a full stop may break to pass a filter."""
    i = bisect_left(scene.starts, at) - 1
    return i >= 0 and scene.tokens[i].start < at < scene.tokens[i].end


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; lines that a break inside a sentence left apart are one."""
    kept: list[str] = []
    for line in text.splitlines(keepends=True):
        if kept and not _goes_on(kept[-1], line):
            yield "".join(kept)
            kept = []
        kept.append(line)
    if kept:
        yield "".join(kept)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before: one space stands at the break, or a small letter follows."""
    if before.rstrip()[-1:] in tuple(".!?…") or len(before) > _LONG or not before.strip("\r\n"):
        return line.strip() in tuple(".!?,")
    spaced = before.rstrip("\r\n").endswith(" ") or (line.startswith(" ") and not line.startswith("  "))
    return spaced or line[:1].islower() or line[:1] in tuple(".,)»")


def _sentences(scene: Scene) -> Iterator[Sentence]:
    opened, index = False, 0
    dots = scene.at(".")
    for start, end in _bounds(scene):
        first, last = bisect_left(scene.starts, start), bisect_left(scene.starts, end)
        for low, high in _bounded(_glued(scene, first, last, dots)):
            if not any(map(_IS_WORD, scene.tokens[low:high])):
                continue
            yield Sentence(index, low, high, opened)
            opened = leaves_open(scene, low, high, opened)
            index += 1


def leaves_open(scene: Scene, first: int, last: int, opened: bool) -> bool:
    """Return whether a quotation is open behind some tokens that it was ``opened`` before or not."""
    for i in scene.quotes[bisect_left(scene.quotes, first) : bisect_left(scene.quotes, last)]:
        mark = scene.tokens[i].text
        opened = mark in "“«" or (mark == '"' and not opened)
    return opened


def _bounded(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut what is longer than any sentence, so that no text takes more time than its length explains."""
    for low, high in spans:
        for start in range(low, high, _LONGEST_SENTENCE):
            yield start, min(start + _LONGEST_SENTENCE, high)


def _behind_dateline(scene: Scene, first: int, last: int) -> int | None:
    """Where a town and an agency in brackets before a dash end ("Beirut (AFP) -"), at the head of a text."""
    for i in range(first + 1, min(first + 10, last - 1)):
        if scene.tokens[i].text in "-–—" and scene.tokens[i - 1].text == ")" and first < _HEAD:
            return i + 1 + (scene.tokens[i + 1].text in "-–—")
    return None


def _glued(scene: Scene, first: int, last: int, dots: list[int]) -> Iterator[tuple[int, int]]:
    """Cut behind the day of publication, and where a full stop is glued to the capital of the next sentence."""
    low = first
    if not scene.grammar.get("capitals") and (behind := _behind_dateline(scene, first, last)):
        yield low, behind
        low = behind
    for hit in sorted(scene.datelines, key=lambda h: h.first):
        if first <= hit.first and hit.last < last:
            yield low, hit.last
            low = hit.last
    for i in dots[bisect_left(dots, low + 1) : bisect_left(dots, last - 1)]:
        before, token, after = scene.tokens[i - 1 : i + 2]
        touching = before.end == token.start and after.start == token.end
        if touching and len(before.text) > 2 and before.text.islower() and after.text[0].isupper():
            yield low, i + 1
            low = i + 1
    if low < last:
        yield low, last
