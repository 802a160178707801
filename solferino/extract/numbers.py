"""Numbers: what a written number counts, and which numbers count nobody."""

from __future__ import annotations

from typing import NamedTuple

from solferino import name
from solferino.extract import ages
from solferino.extract.scene import Hit, Scene
from solferino.extract.targets import PEOPLE

_TOLL = 25
"""Tokens back from a figure within which that of which it is the number stands."""
_PEOPLE = PEOPLE | {"military"}
"""Targets that are people, soldiers with them."""


_GROUP = 6
"""Words behind "members of" within which the group stands."""


class Number(NamedTuple):
    """A number and the group it counts; ``last`` is behind the group's words."""

    first: int
    last: int
    low: int | None
    high: int | None
    approx: bool
    hedge: str | None
    who: str | None


def is_other(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a number is part of a date, a name or a measure."""
    if hit.value.high == 1 and scene.is_any(hit.last, scene.words("noun_of")):
        return True
    if hit.last - hit.first == 1 and hit.first in scene.marked("one_behind") and scene.tokens[hit.first - 1].is_word:
        return True
    if not scene.analytic and any(h.word != "in" for h in scene.find("place", hit.last, hit.last + 1)):
        return True
    if (
        scene.is_any(hit.first - 1, scene.words("not_one"))
        or scene.is_any(hit.first - 1, scene.words("numbered"))
        or _numbers_a_line(scene, hit)
        or ages.is_age(scene, hit)
    ):
        return True
    if scene.says("housing", hit.first - 2, hit.first):
        return True
    aged = scene.says("ages", hit.first - 2, hit.first)
    if scene.grammar.get("agent_before_noun") and _is_of_weapons(scene, hit, end):
        return True
    return aged or scene.overlaps("date", hit.first, hit.last) or scene.is_any(hit.last, scene.words("measures"))


def _numbers_a_line(scene: Scene, hit: Hit) -> bool:
    """Whether a small number only numbers a line of a list ("1. X", "2_ Y"), where numbers may stand before names."""
    if scene.grammar.get("capitals") or hit.last >= len(scene.tokens) or not scene.quote(hit.first, hit.last).isdecimal():
        return False
    marked = scene.tokens[hit.last].text in "._-)–" and scene.tokens[hit.last].start == scene.tokens[hit.last - 1].end
    return marked and (hit.first == 0 or not scene.tokens[hit.first - 1].is_word or "\n" in scene.quote(hit.first - 1, hit.last))


def is_of_things(scene: Scene, hit: Hit) -> bool:
    """Whether a number counts buildings, or people who were saved ("ten houses", "rescued four people")."""
    if not scene.grammar.get("cases"):
        return False
    if scene.says("saved", hit.first - 2, hit.first):
        return True
    nouns = [h for h in scene.find("target", hit.last, hit.last + 2) if h.word not in _PEOPLE]
    return bool(nouns) and not scene.find("who", hit.last, nouns[0].last + 1)


def _is_of_weapons(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a number counts weapons ("12 mortar shells"), where a number stands right before what it counts."""
    events = (h for h in scene.find("event", hit.last, min(hit.last + 4, end)) if h.tag != "event.verb")
    nouns = {i for h in events for i in range(h.first, h.last)}
    arms = [h for h in scene.find("method", hit.last, min(hit.last + 2, end)) if nouns.isdisjoint(range(h.first, h.last))]
    return bool(arms) and not scene.find("who", hit.last, arms[0].last + 2)


def counted(scene: Scene, hit: Hit, end: int) -> Number:
    """Return a number with the group of people that it counts, if any."""
    value, who, last = hit.value, None, hit.last
    reach = scene.grammar.get("count_before_victim", 4)
    begin = next((h.last for h in scene.find("including", hit.last, hit.last + 1)), hit.last)
    if scene.is_any(hit.first, scene.words("two_behind")) and (owner := _behind_noun(scene, hit)):
        return Number(owner.first, last, value.low, value.high, value.approx, value.hedge, owner.word)
    if scene.is_any(begin - 1, scene.words("among")):
        return Number(hit.first, last, value.low, value.high, value.approx, value.hedge, None)
    begin += scene.is_any(begin, scene.words("passive"))
    begin += _of_whom(scene, begin)
    of_them = begin > hit.last or bool(scene.grammar.get("cases") and scene.find("including", hit.first - 2, hit.first))
    begin += of_them and begin < end and scene.tokens[begin].text in "-–—"
    begin += begin < end and scene.texts[begin] == "." and scene.is_any(begin - 1, scene.words("short_numbers"))
    for found in scene.find("who", hit.first, min(begin + reach, end)):
        between = range(begin, found.first)
        if scene.grammar.get("capitals") and scene.find(("including", "count"), begin, found.first):
            break
        if scene.grammar.get("harm_first") and scene.find("count", begin, found.first):
            break
        if any(not _joins(scene, i) or scene.is_any(i, scene.words("count_stop")) for i in between):
            break
        if _is_harmed(scene, found, min(begin + reach, end)):
            continue
        who, last = found.word, max(last, found.last)
        if scene.analytic:
            who, last = _described(scene, found, last, end)
        break
    if who is None and scene.grammar.get("capitals") and _counts_fighters(scene, begin):
        who = "combatants"
    if who in (None, "people") and scene.analytic and (group := _members(scene, begin, end)):
        who, last = "combatants", group
    if who is None and (nation := _nationals(scene, hit.last)):
        who, last = "people", nation
    if who is None and "the" in scene.tokens[hit.first].marks:
        owner = _behind_noun(scene, hit)
        who = owner.word if owner else None
    if who is None and scene.words("toll_of"):
        who = _tolled(scene, hit)
    return Number(hit.first, last, value.low, value.high, value.approx, value.hedge, who)


def _is_harmed(scene: Scene, found: Hit, end: int) -> bool:
    """Whether a word for victims only says what became of those named behind it, where nouns have cases ("379 | hurt medics")."""
    if not scene.grammar.get("cases") or found.word != "people" or not scene.overlaps("what", found.first, found.last):
        return False
    return any(h.first == found.last and h.word != "people" for h in scene.find("who", found.last, end))


def _joins(scene: Scene, i: int) -> bool:
    """Whether a token is a word, or the hyphen of one where nouns have no cases ("six Turkish-backed fighters")."""
    return scene.tokens[i].is_word or (scene.analytic and scene.texts[i] in "-‐‑")


def _tolled(scene: Scene, hit: Hit) -> str | None:
    """The group whose number is said to have reached a figure ("the number of nurses killed in the strike rose to ten")."""
    for at in range(hit.first - 1, max(hit.first - _TOLL, -1), -1):
        if scene.texts[at] in ".!?;":
            return None
        if scene.is_any(at, scene.words("toll_of")):
            named = [h.word for h in scene.find("who", at + 1, min(at + 4, hit.first)) if h.word != "people"]
            return named[0] if named and reaches(scene, hit.first, hit.last) else None
    return None


def reaches(scene: Scene, first: int, last: int) -> bool:
    """Whether a number is said to be reached ("... rose to ten")."""
    return scene.says("reached", first - 3, last)


def _counts_fighters(scene: Scene, at: int) -> bool:
    """Whether the name of an armed group stands right behind a number ("18 PKK militants")."""
    return any(name.party(h.value).kind == "armed_group" for h in scene.find("party", at, at + 1))


def _members(scene: Scene, at: int, end: int) -> int | None:
    """Where the armed group ends whose members stand behind a number ("four members of the Hezbollah militia")."""
    if not scene.is_any(at, scene.words("membership")) or not scene.is_any(at + 1, scene.words("noun_of")):
        return None
    first = at + 2
    stops = (i for i in range(first, min(first + _GROUP, end)) if not _joins(scene, i) or scene.is_any(i, scene.words("passive")))
    last = next(stops, min(first + _GROUP, end))
    named = [h.last for h in scene.find("party", first, last) if name.party(h.value).kind == "armed_group"]
    named += [h.last for h in scene.tagged("who.combatants", first, last)]
    named += [i + 1 for i in scene.keyed("armed") if first <= i < last]
    return max(named, default=None)


def _nationals(scene: Scene, at: int) -> int | None:
    """Where people named for their country end that stand behind a number ("ten Palestinians"), where plurals show."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    if not scene.analytic or not endings:
        return None
    hits = [h for h in scene.tagged("party.adjective", at, at + 1) if scene.tokens[h.last - 1].text.endswith(endings)]
    return hits[0].last if hits else None


def _described(scene: Scene, found: Hit, last: int, end: int) -> tuple[str, int]:
    """The group that a word for victims only describes, where another stands right behind it ("three female nurses")."""
    behind = [h for h in scene.find("who", found.last, min(found.last + 1, end)) if h.word != "people"]
    return (behind[0].word, behind[0].last) if behind else (found.word, last)


def _of_whom(scene: Scene, at: int) -> bool:
    """Whether "of" and the group stand behind a number, where numbers stand before nouns ("two of its staff")."""
    if scene.grammar.get("cases") or not scene.is_any(at, scene.words("noun_of")):
        return False
    if scene.grammar.get("capitals"):
        return scene.is_any(at + 1, scene.words("articles") | scene.words("the")) and bool(scene.find("who", at + 2, at + 3))
    return bool(scene.find("who", at + 1, at + 2)) and at in scene.marked("noun_of")


def _behind_noun(scene: Scene, hit: Hit) -> Hit | None:
    """The group that a number stands right behind ("the victims, the two")."""
    return next((h for h in scene.find("who", hit.first - 2, hit.first) if h.last == hit.first), None)
