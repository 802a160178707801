"""A text seen once: every word, name, number, date and place found in it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from itertools import chain, compress
from operator import attrgetter, itemgetter
from typing import Any

from solferino import count, date, name
from solferino.extract import sentences
from solferino.extract.sentences import HEAD
from solferino.extract.wording import Wording
from solferino.language import Match, Pack
from solferino.language.forms import fold
from solferino.place import Gazetteer, Place
from solferino.records import Reading

Hit = Match
"""What some tokens of a scene mean."""
_NUMBERED = frozenset(("№", "N", "#"))
"""Signs behind which a number is a name."""
Families = str | tuple[str, ...]
"""One tag family or several: target, method, event, say, party, count, date, place ..."""
INDEFINITE = ("\u064b", "\u064b\u0627")
"""Endings of Arabic nouns that are no names."""
_LOSERS = 8
"""Words between a verb of losing and the lives that are lost."""
_STOPS = frozenset(".!?؟")
_VERBS = {"say": "say.", "event": "event.verb"}
"""Tags of verbs, by family; no word is one that by its form is a noun."""
_LEXICAL = ("event", "what", "say", "method", "date", "count", "cite", "target")
_FIRST, _LAST = itemgetter(0), itemgetter(1)


class Scene(Wording):
    """What stands where in one reading. ``families`` are its hits by tag family, in order of their first token."""

    def __init__(self, reading: Reading, pack: Pack, gazetteer: Gazetteer) -> None:
        super().__init__(reading.text, pack)
        self.reading = reading
        self.gazetteer = gazetteer
        self.latest = _day(reading.published or reading.retrieved)
        self.published = _day(reading.published)
        if self.published is None and self.latest:
            self.published = date.written(self.text, self.pack.code, self.latest)
        self.families: dict[str, list[Hit]] = {}
        self.state: str | None = None
        self.capitals: dict[tuple[int, int], list[Hit]] = {}
        self.placed: dict[str, Hit] = {}
        self.spelled: dict[int, tuple[int, tuple[Place, ...]]] = {}
        self._firsts: dict[Families, tuple[list[Hit], list[int]]] = {}
        self._covered: dict[Families, frozenset[int]] = {}
        self._nameless: frozenset[int] | None = None
        self._names_inside: frozenset[str] | None = None
        self._surnames: frozenset[str] | None = None
        self.banned: set[int] = set()
        self._fill()
        self.sentences = tuple(sentences.cut(self, self.datelines))

    def _fill(self) -> None:
        found = self.pack.words.families(self.tokens)
        masked = {i for h in found.get("mask", ()) for i in range(h.first, h.last)}
        if masked:
            seen = {f: [h for h in hits if masked.isdisjoint(range(h[0], h[1]))] for f, hits in found.items() if f != "source"}
            found.update(seen)
        for family in found.keys() & _VERBS.keys():
            found[family] = [h for h in found[family] if not self._is_noun(h)]
        if "life" in found:
            found["what"] = sorted([*found.get("what", ()), *self._lost_lives(found["life"])])
        parties = [Hit(f.first, f.last, f"party.{f.how}", f.party_key) for f in name.find(self.tokens, self.pack.code)]
        parties = [h for h in parties if not (self._is_name(h) or self._is_small(h) or self._is_banned_in(h))]
        if self.grammar.get("cases") and "target" in found:
            long = frozenset(chain.from_iterable(range(h.first, h.last) for h in parties if h.last - h.first > 1))
            found["target"] = [h for h in found["target"] if not long.issuperset(range(h.first, h.last))]
        counts = [Hit(f.first, f.last, "count.x", f.count) for f in count.find(self.tokens, self.pack.code)]
        counts = [h for h in counts if not self._is_of_name(h)]
        dates = [self.hit(f.start, f.end, "date.x", f) for f in date.find(self.text, self.pack.code, self.published, self.latest)]
        self.datelines = frozenset(h for h in dates if self._is_dateline(h))
        for family, hits in (("party", parties), ("count", counts), ("date", dates)):
            found[family] = sorted([*found.get(family, ()), *hits], key=lambda h: (h.first, -h.last, h.tag))
        for family, hits in found.items():
            if hits:
                self.replace(family, hits)
        if self.grammar.get("cases") and "event" in found:
            self.replace("event", [self._numbered(h) if h.tag == "event.attack" else h for h in found["event"]])
        elif self.grammar.get("active_endings") and "event" in found:
            self.replace(
                "event",
                [h for h in found["event"] if not (self._is_downed(h) or (h.tag == "event.attack" and self._is_participle(h)))],
            )

    def _lost_lives(self, found: list[Hit]) -> list[Hit]:
        """Return a verb of losing as one of dying where those who lose stand between it and their lives ("lost X their lives")."""
        lives = {h.first for h in found if h.tag == "life.own"}
        verbs = [h for h in found if h.tag == "life.lose"]
        lost = [(h, next((i for i in range(h.last + 1, h.last + _LOSERS) if i in lives), None)) for h in verbs]
        plain = [(h, last) for h, last in lost if last is not None and all(t not in _STOPS for t in self.texts[h.last : last])]
        return [Hit(h.first, h.last, "what.killed") for h, _ in plain]

    def _is_noun(self, hit: Hit) -> bool:
        """Whether a word that is listed as a verb is a noun by its form."""
        return "noun" in self.tokens[hit.first].marks and hit.tag.startswith(_VERBS[hit.tag.partition(".")[0]])

    def _is_downed(self, hit: Hit) -> bool:
        """Whether "shot" only goes on to "down", so that what flies is hit."""
        return self.is_any(hit.last - 1, self.words("shot")) and self.is_any(hit.last, self.words("down"))

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
        banned = at < hit.first - 1 and self.is_any(at, self.words("banned")) and "н" in self.texts[at][-3:]
        if banned:
            self.banned.update(range(hit.first, hit.last))
        return banned

    def _is_small(self, hit: Hit) -> bool:
        """Whether a word with a capital is only a small word that opens a sentence."""
        text = self.texts[hit.first]
        small = bool(self.grammar.get("cases")) and hit.last - hit.first == 1
        return small and text.istitle() and fold(text) in self.words("function")

    def _is_of_name(self, hit: Hit) -> bool:
        """Whether a number is part of a name ("school No. 63") or the bore of a gun."""
        numbered = bool(self.grammar.get("cases")) and hit.first > 0 and self.texts[hit.first - 1] in _NUMBERED
        return numbered or self.is_any(hit.first - 1, self.words("bores"))

    def _is_dateline(self, hit: Hit) -> bool:
        """Whether a date near the head of the text is only the day of publication, written out with its year."""
        head = hit.first < HEAD and re.search(r"\d{4}", self.quote(hit.first, hit.last))
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

    def nameless(self) -> frozenset[int]:
        """Return the tokens that are never part of a name, even with a capital."""
        if self._nameless is None:
            self._nameless = self.lexical | self.marked("function") | self.marked("measures")
        return self._nameless

    def names_inside(self) -> frozenset[str]:
        """Return the words that have a capital behind a word of their sentence, as only names have."""
        if self._names_inside is None:
            inside = (i for i in self.upper if i and self.tokens[i - 1].is_word and self.texts[i].istitle())
            self._names_inside = frozenset(self.texts[i] for i in inside)
        return self._names_inside

    def surnames(self) -> frozenset[str]:
        """Return the words that have a capital behind another such word, as the last of a person's names has."""
        if self._surnames is None:
            pairs = (i for i in self.upper if i - 1 in self.upper and self.texts[i].istitle() and self.texts[i - 1].istitle())
            self._surnames = frozenset(self.texts[i] for i in pairs)
        return self._surnames

    def beginnings(self) -> list[int]:
        """Return the tokens that may begin a place name: where names have capitals, a capital or "al-" before one."""
        families = ("date", "event", "what", "say", *(() if self.grammar.get("capitals") else ("source", "cite", "method")))
        taken = self.marked("function") | self.covered(families) | self.banned
        words = frozenset(compress(range(len(self.tokens)), map(attrgetter("is_word"), self.tokens))) - taken
        if not self.grammar.get("capitals"):
            return sorted(i for i in words if not self.tokens[i].text.endswith(INDEFINITE))
        led = frozenset(i for i in self.marked("particles") if i + 1 in self.upper or i + 2 in self.upper)
        return sorted(words & (self.upper | led))

    @property
    def lexical(self) -> frozenset[int]:
        """The tokens whose words mean an attack, harm, speech, a target, a number or a date, and so are no names."""
        return self.covered(_LEXICAL)


def _day(published: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(published[:10]) if published else None
