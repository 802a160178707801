"""Counts: how many, of whom, and what became of them; and how many attacks or facilities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from solferino import name
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene, Sentence
from solferino.language.forms import fold

_ASIDE = 12
"""Tokens that an aside between a number and its harm may have."""
_DESCRIBED = 7
"""Tokens back from a noun within which its article stands ("a 40-year-old local woman")."""


class _Number(NamedTuple):
    """A number and the group it counts; ``last`` is behind the group's words."""

    first: int
    last: int
    low: int | None
    high: int | None
    approx: bool
    hedge: str | None
    who: str | None


def find(scene: Scene, sentence: Sentence) -> list[Fill]:
    """Return the counts of a sentence, in order."""
    if not scene.find(("count", "who"), sentence.first, sentence.last):
        return []
    fills = list(_events(scene, sentence)) + list(_facilities(scene, sentence))
    taken = {i for f in fills for i in range(f.first, f.last)}
    numbers = [n for n in _numbers(scene, sentence) if n.first not in taken]
    return fills + list(_victims(scene, sentence, numbers))


def _numbers(scene: Scene, sentence: Sentence) -> list[_Number]:
    numbers = [
        _counted(scene, h, sentence.last)
        for h in scene.find("count", sentence.first, sentence.last)
        if not (_is_other(scene, h, sentence.last) or _is_of_things(scene, h))
    ]
    covered = {i for n in numbers for i in range(n.first, n.last)}
    if scene.grammar.get("bare_one"):
        alone = (n for n in _ones(scene, sentence) if not covered.intersection(range(n.first, n.last)))
        numbers += (ones := [n for n in alone if not _is_governed(scene, n.first, covered)])
        covered.update(i for n in ones for i in range(n.first, n.last))
    for who in scene.find("who", sentence.first, sentence.last):
        if (
            who.first not in covered
            and not any(not scene.overlaps("what", h.first, h.last) for h in scene.find("event", who.last, who.last + 2))
            and not _owns(scene, who)
            and (one := _article(scene, sentence.first, who.first)) is not None
        ):
            numbers.append(_Number(one, who.last, 1, 1, False, None, who.word))
            covered.update(range(one, who.last))
    return sorted(numbers, key=lambda n: n.first)


def _ones(scene: Scene, sentence: Sentence) -> Iterator[_Number]:
    """Victims in the singular beside a word of harm, in a language without articles ("killed was a woman")."""
    last = -1
    for who in scene.find("who", sentence.first, sentence.last):
        near = (
            _near(scene, sentence, who)
            or _is_added(scene, sentence, who)
            or (last == who.first - 1 and scene.is_any(last, scene.words("and")))
        )
        marks = [scene.tokens[i].marks for i in range(who.first, who.last)]
        before = scene.tokens[who.first - 1].marks if who.first > sentence.first else frozenset()
        told = [*marks, *([before] if "NOUN" not in before else [])]
        one = any("sing" in m for m in told) and not any("plur" in m for m in told) and "NOUN" in marks[-1]
        listed = fold(scene.name(who.first, who.first + 1)) in scene.words("singulars")
        describes = who.word == "civilians" and who.last - who.first == 1 and _is_noun(scene, who.last)
        if (
            near
            and not describes
            and (
                listed
                or _is_another(scene, who)
                or _is_named(scene, who)
                or (one and not scene.overlaps("what", who.first, who.last))
            )
        ):
            last = _born(scene, who.last, sentence.last)
            yield _Number(who.first, last, 1, 1, False, None, who.word)


def _is_added(scene: Scene, sentence: Sentence, who: Hit) -> bool:
    """Whether "and" is written onto a victim right behind those whom a number counts ("six fighters of X and-a-civilian")."""
    if not scene.grammar.get("harm_first") or not scene.written_on("and", who.first):
        return False
    begin = max(who.first - 5, sentence.first)
    return bool(scene.find("count", begin, who.first)) and bool(scene.find("who", begin, who.first))


def _is_another(scene: Scene, who: Hit) -> bool:
    """Whether "another" stands right behind the harm, so that it is one more victim and no word of a thing before it."""
    harmed = any(h.last == who.first for h in scene.find("what", who.first - 2, who.first))
    return harmed and fold(scene.name(who.first, who.first + 1)) in scene.words("another")


def _is_named(scene: Scene, who: Hit) -> bool:
    """Whether one victim is spoken of with a name behind "the" and right behind the harm ("the killing of the child X")."""
    if fold(scene.name(who.first, who.first + 1)[2:]) not in scene.words("singulars") or who.last >= len(scene.tokens):
        return False
    quoted = scene.tokens[who.last].text in '"“«'
    known = scene.overlaps(("event", "what", "method", "date", "place", "say", "cite", "count"), who.last, who.last + 1)
    unknown = scene.tokens[who.last].is_word and not known and who.last not in scene.marked("function")
    harmed = any(h.last == who.first for h in scene.find("what", who.first - 2, who.first))
    return harmed and "the" in scene.tokens[who.first].marks and (quoted or (unknown and "the" not in scene.tokens[who.last].marks))


def _marks(scene: Scene, at: int) -> frozenset[str]:
    return scene.tokens[at].marks if at < len(scene.tokens) else frozenset()


def _is_noun(scene: Scene, at: int) -> bool:
    return at < len(scene.tokens) and "NOUN" in scene.tokens[at].marks


def _is_governed(scene: Scene, first: int, covered: set[int]) -> bool:
    """Whether a victim is in the genitive that the number before "and" governs ("24 patients and nurses")."""
    joined = first - 2 in covered and scene.is_any(first - 1, scene.words("and"))
    return joined and bool(scene.tokens[first].marks) and not scene.may_be(first, "nomn")


def _near(scene: Scene, sentence: Sentence, who: Hit) -> bool:
    """Whether a word of harm stands close to a victim, or before the list that the victim is in."""
    if scene.find("what", max(who.first - 3, sentence.first), min(who.last + 3, sentence.last)):
        return True
    if not scene.grammar.get("cases"):
        return False
    behind = next((h for h in scene.find("what", who.last, min(who.last + 5, sentence.last))), None)
    if behind and all(scene.tokens[i].is_word or scene.tokens[i].text == "-" for i in range(who.last, behind.first)):
        return not scene.find("count", who.last, behind.first)
    if not scene.find("what", sentence.first, who.first):
        return False
    aged = scene.tokens[who.first - 2].text in "-‑" and scene.find("what", max(who.first - 6, sentence.first), who.first)
    opened = scene.tokens[who.first - 1].text in ":—–-" or scene.find("including", who.first - 3, who.first)
    return bool(aged or opened or _born(scene, who.last, sentence.last) > who.last)


def _born(scene: Scene, last: int, end: int) -> int:
    """Where the year of birth behind a victim ends ("a woman born in 1961")."""
    at = last
    while at < min(last + 5, end) and (scene.tokens[at].text.isdecimal() or scene.tokens[at].text == "." or _of_birth(scene, at)):
        at += 1
    return at if scene.grammar.get("cases") and at - last > 1 and scene.tokens[last].text.isdecimal() else last


def _of_birth(scene: Scene, at: int) -> bool:
    return scene.is_any(at, scene.words("no_event")) or scene.is_any(at, scene.words("years"))


def _owns(scene: Scene, who: Hit) -> bool:
    """Whether people only say whose something is ("a girls' school", "a rebel-held area")."""
    if who.last >= len(scene.tokens):
        return False
    mark = scene.tokens[who.last].text
    return mark in "-‑" or (mark in "'’" and bool(scene.find("target", who.first, who.last + 3)))


def _article(scene: Scene, first: int, last: int) -> int | None:
    """Where the article of a noun stands, with nothing but plain describing words between ("a 40-year-old woman")."""
    for i in range(last - 1, max(first, last - _DESCRIBED) - 1, -1):
        if scene.is_any(i, scene.words("one")):
            return i
        token = scene.tokens[i]
        if not (token.text in "-‑" or token.text.isdecimal() or token.text.islower()) or i in scene.marked("function"):
            return None
        if i in scene.lexical and not scene.overlaps("count", i, i + 1):
            return None
    return None


def _is_other(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a number is part of a date, a name or a measure."""
    if hit.value.high == 1 and scene.is_any(hit.last, scene.words("noun_of")):
        return True
    if hit.last - hit.first == 1 and hit.first in scene.marked("one_behind") and scene.tokens[hit.first - 1].is_word:
        return True
    if not scene.grammar.get("capitals") and any(h.word != "in" for h in scene.find("place", hit.last, hit.last + 1)):
        return True
    if scene.is_any(hit.first - 1, scene.words("numbered")) or _numbers_a_line(scene, hit):
        return True
    if any(scene.is_any(i, scene.words("housing")) for i in range(hit.first - 2, hit.first)):
        return True
    aged = any(scene.is_any(i, scene.words("ages")) for i in range(hit.first - 2, hit.first))
    if scene.grammar.get("agent_before_noun") and _is_of_weapons(scene, hit, end):
        return True
    return aged or scene.overlaps("date", hit.first, hit.last) or scene.is_any(hit.last, scene.words("measures"))


def _numbers_a_line(scene: Scene, hit: Hit) -> bool:
    """Whether a small number only numbers a line of a list ("1. X", "2_ Y"), where numbers may stand before names."""
    if scene.grammar.get("capitals") or hit.last >= len(scene.tokens) or not scene.quote(hit.first, hit.last).isdecimal():
        return False
    marked = scene.tokens[hit.last].text in "._-)–" and scene.tokens[hit.last].start == scene.tokens[hit.last - 1].end
    return marked and (hit.first == 0 or not scene.tokens[hit.first - 1].is_word or "\n" in scene.quote(hit.first - 1, hit.last))


def _is_of_things(scene: Scene, hit: Hit) -> bool:
    """Whether a number counts buildings, or people who were saved ("ten houses", "rescued four people")."""
    if not scene.grammar.get("cases"):
        return False
    if any(scene.is_any(i, scene.words("saved")) for i in range(hit.first - 2, hit.first)):
        return True
    nouns = [h for h in scene.find("target", hit.last, hit.last + 2) if h.word not in _PEOPLE]
    return bool(nouns) and not scene.find("who", hit.last, nouns[0].last + 1)


_PEOPLE = frozenset(("other_civilian", "health_worker", "patient", "rescuer", "aid_worker", "media", "military"))
"""Targets that are people."""


def _is_of_weapons(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a number counts weapons ("12 mortar shells"), where a number stands right before what it counts."""
    events = (h for h in scene.find("event", hit.last, min(hit.last + 4, end)) if h.tag != "event.verb")
    nouns = {i for h in events for i in range(h.first, h.last)}
    arms = [h for h in scene.find("method", hit.last, min(hit.last + 2, end)) if nouns.isdisjoint(range(h.first, h.last))]
    return bool(arms) and not scene.find("who", hit.last, arms[0].last + 2)


def _counted(scene: Scene, hit: Hit, end: int) -> _Number:
    value, who, last = hit.value, None, hit.last
    reach = scene.grammar.get("count_before_victim", 4)
    begin = next((h.last for h in scene.find("including", hit.last, hit.last + 1)), hit.last)
    if scene.is_any(hit.first, scene.words("two_behind")) and (owner := _behind_noun(scene, hit)):
        return _Number(owner.first, last, value.low, value.high, value.approx, value.hedge, owner.word)
    if scene.is_any(begin - 1, scene.words("among")):
        return _Number(hit.first, last, value.low, value.high, value.approx, value.hedge, None)
    begin += scene.is_any(begin, scene.words("passive"))
    begin += _of_whom(scene, begin)
    begin += begin > hit.last and begin < end and scene.tokens[begin].text in "-–—"
    for found in scene.find("who", hit.first, min(begin + reach, end)):
        between = range(begin, found.first)
        if scene.grammar.get("capitals") and scene.find(("including", "count"), begin, found.first):
            break
        if any(not scene.tokens[i].is_word or scene.is_any(i, scene.words("count_stop")) for i in between):
            break
        who, last = found.word, max(last, found.last)
        if scene.grammar.get("capitals") and not scene.grammar.get("cases"):
            who, last = _described(scene, found, last, end)
        break
    if who is None and scene.grammar.get("capitals") and _counts_fighters(scene, begin):
        who = "combatants"
    if who is None and (nation := _nationals(scene, hit.last)):
        who, last = "people", nation
    if who is None and "the" in scene.tokens[hit.first].marks:
        owner = _behind_noun(scene, hit)
        who = owner.word if owner else None
    return _Number(hit.first, last, value.low, value.high, value.approx, value.hedge, who)


def _counts_fighters(scene: Scene, at: int) -> bool:
    """Whether the name of an armed group stands right behind a number ("18 PKK militants")."""
    return any(name.party(h.value).kind == "armed_group" for h in scene.find("party", at, at + 1))


def _nationals(scene: Scene, at: int) -> int | None:
    """Where people named for their country end that stand behind a number ("ten Palestinians"), where plurals show."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    if not scene.grammar.get("capitals") or scene.grammar.get("cases") or not endings:
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


def _victims(scene: Scene, sentence: Sentence, numbers: list[_Number]) -> Iterator[Fill]:
    harms = _harms(scene, sentence)
    used: set[Hit] = set()
    before: tuple[str, _Number] | None = None
    waiting: list[_Number] = []
    for i, number in enumerate(numbers):
        following = numbers[i + 1].first if i + 1 < len(numbers) else sentence.last
        leading = numbers[i - 1].last if i else sentence.first
        harm = _harm(scene, harms, used, number, (leading, following))
        what: str | None
        if (
            before
            and number.who
            and scene.grammar.get("harm_first")
            and _is_listed(scene, [h for h in harms if h not in used], before[1].last, number, harm)
        ):
            harm, what = None, before[0]
        else:
            what = harm.word if harm else None
        if what and number.who is None and (_of_something(scene, number) or scene.is_any(number.last, scene.words("not_people"))):
            continue
        if harm and _of_war(scene, harm):
            continue
        if number.who == "combatants" and harm and harm.first >= number.last and scene.grammar.get("harm_first"):
            continue
        if (what == "displaced" and number.high == 1) or (
            harm and _is_of_both(scene, [h for h in harms if h not in used], harm, number)
        ):
            before = None
            continue
        if what is None and (aside := _behind_aside(scene, harms, number) or _past_aside(scene, harms, number)):
            what, harm = aside.word, aside
        if what is None and before and number.who and _goes_on(scene, before[1].last, number.first):
            what = before[0]
        if what is None and number.who and (shared := _shared(scene, harms, number, sentence.last)):
            what, harm = shared.word, shared
        if what is None:
            waiting.append(number)
            continue
        if waiting and number.who and _is_part(scene, waiting[-1].last, number.first):
            yield _fill(waiting[-1], what, waiting[-1].who or "people")
        elif waiting and number.who and waiting[-1].who and _is_enumerated(scene, waiting[-1].last, number.first):
            yield _fill(waiting[-1], what, waiting[-1].who)
        waiting = []
        used.update([harm] if harm else [])
        who = (
            number.who
            or _who_behind(scene, number, numbers[i + 1 : i + 2])
            or (before[1].who if before and before[1].who in ("civilians", "combatants") else None)
            or "people"
        )
        before = (what, number._replace(who=who))
        yield _fill(number, what, who)


def _is_of_both(scene: Scene, harms: list[Hit], harm: Hit, number: _Number) -> bool:
    """Whether a number counts the dead and the wounded together ("four were killed and wounded"), and so neither."""
    if not scene.grammar.get("harm_first") or not 0 <= number.first - harm.last <= 1 or "and" not in scene.tokens[harm.first].marks:
        return False
    return any(h.last == harm.first and h.word != harm.word for h in harms)


def _of_war(scene: Scene, harm: Hit) -> bool:
    """Whether harm is what a war as a whole has done ("the two-year war, which has killed thousands")."""
    for i in range(harm.first - 3, harm.first):
        if scene.is_any(i, scene.words("relative")) and i > 1:
            before = i - 1 - (scene.tokens[i - 1].text == ",")
            return scene.is_any(before, scene.words("wars"))
    return False


def _who_behind(scene: Scene, number: _Number, following: list[_Number]) -> str | None:
    """Whom a bare number shares with the next one ("killed 4 and wounded 10 civilians"), where nouns have cases."""
    if not following or not scene.grammar.get("cases") or following[0].who != "civilians":
        return None
    gap = range(number.last, following[0].first)
    joined = 0 < len(gap) <= 3 and any(scene.is_any(i, scene.words("and")) for i in gap)
    return following[0].who if joined and scene.find("what", gap.start, gap.stop) else None


def _of_something(scene: Scene, number: _Number) -> bool:
    """Whether a noun that is nobody's stands behind a number, where victims stand behind theirs ("132 operations")."""
    if not scene.grammar.get("harm_first") or number.last >= len(scene.tokens):
        return False
    token = scene.tokens[number.last]
    known = scene.overlaps(("what", "who", "date", "place", "cite", "say", "including"), number.last, number.last + 1)
    small = number.last in scene.marked("function") or token.marks & {"and", "in", "to", "the"}
    return token.is_word and not known and not small


def _is_listed(scene: Scene, harms: list[Hit], last: int, number: _Number, harm: Hit | None) -> bool:
    """Whether a count goes on from the one before it, where harm is named first and the next harm is of the next count."""
    named = any(last <= h.first < number.first for h in harms)
    if harm is not None and harm.first == number.last and "and" not in scene.tokens[harm.first].marks:
        return False
    if any(scene.is_any(i, scene.words("split")) for i in range(last, number.first)):
        return False
    return not named and (harm is None or harm.first >= number.last) and _goes_on(scene, last, number.first)


def _harms(scene: Scene, sentence: Sentence) -> list[Hit]:
    """The words of harm, and death tolls, which count what follows them."""
    tolls = [
        Hit(h.first, h.last, "what.injured" if h.word == "injured" else "what.killed", "toll")
        for h in scene.find("toll", sentence.first, sentence.last)
    ]
    return sorted([*scene.find("what", sentence.first, sentence.last), *tolls], key=lambda h: h.first)


def _harm(scene: Scene, harms: list[Hit], used: set[Hit], number: _Number, within: tuple[int, int]) -> Hit | None:
    """The harm a number counts: the free word just before it, else the first one after it, else a death toll further before."""
    left = [h for h in harms if within[0] <= h.first and h.last <= number.first and h not in used]
    right = [h for h in harms if number.last <= h.first < within[1] and h.first - number.last <= 9 and h.value != "toll"]
    right = [h for h in harms if number.first <= h.first < number.last] + right
    if right and right[0].first == number.last and left and left[-1].last < number.first:
        return right[0]
    if right and left and _joined(scene, left[-1].last, number.first) and right[0].first - number.last <= 3:
        return right[0]
    if left and number.first - left[-1].last <= 3 and not _cut(scene, left[-1].last, number.first, "clause"):
        return left[-1]
    if right and not _cut(scene, number.last, right[0].first, "count_cut") and not _says(scene, number.last, right[0].first):
        return right[0]
    tolls = [h for h in left if h.value == "toll"]
    if tolls:
        return tolls[-1]
    return (
        left[-1]
        if left and (left[-1].value == "toll" or number.first - left[-1].last <= scene.grammar.get("harm_before", 6))
        else None
    )


def _says(scene: Scene, first: int, last: int) -> bool:
    """Whether those counted are who says what follows ("two aid workers said soldiers killed ..."), where names have capitals."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    return any(not scene.is_any(h.first - 1, scene.words("not_spoken_after")) for h in scene.tagged("say.states", first, last))


def _joined(scene: Scene, first: int, last: int) -> bool:
    """Whether "and" stands between two tokens, so that a new count begins ("two died and some 70 people were hurt")."""
    words = scene.words("and")
    return any(scene.tokens[i].is_word and scene.is_any(i, words) for i in range(first, last))


def _behind_aside(scene: Scene, harms: list[Hit], number: _Number) -> Hit | None:
    """The harm behind the commas in which a part is counted ("twelve people, among them three nurses, lost their lives")."""
    part = scene.find("including", number.first - 3, number.first)
    if not part or number.last >= len(scene.tokens) or scene.tokens[number.last].text != ",":
        return None
    right = [h for h in harms if number.last < h.first <= number.last + 5 and h.value != "toll"]
    if not right or scene.find("count", number.last, right[0].first):
        return None
    return None if _cut(scene, number.last + 1, right[0].first, "count_cut") else right[0]


def _past_aside(scene: Scene, harms: list[Hit], number: _Number) -> Hit | None:
    """The harm behind an aside that counts nobody ("31 people, including children, were killed")."""
    opened = number.last + 1
    if opened >= len(scene.tokens) or scene.tokens[number.last].text != ",":
        return None
    if not scene.find("including", opened, opened + 2):
        return None
    closed = next((i for i in range(opened, min(opened + _ASIDE, len(scene.tokens))) if scene.tokens[i].text == ","), None)
    if closed is None or scene.find("event", opened, closed):
        return None
    right = [h for h in harms if closed < h.first <= closed + 5 and h.value != "toll"]
    return right[0] if right and not _cut(scene, closed + 1, right[0].first, "count_cut") else None


def _cut(scene: Scene, first: int, last: int, section: str) -> bool:
    """Whether a mark or a word of a list stands between two tokens."""
    words = scene.words(section)
    return any(scene.tokens[i].text in ",;:()،؛" or scene.is_any(i, words) for i in range(first, last))


def _is_part(scene: Scene, first: int, last: int) -> bool:
    """Whether the words between two numbers make the second a part of the first ("five people, including three patients, died")."""
    inside = {i for h in scene.find("including", first, last) for i in range(h.first, h.last)}
    return bool(inside) and all(i in inside or scene.tokens[i].text == "," for i in range(first, last))


def _is_enumerated(scene: Scene, first: int, last: int) -> bool:
    """Whether only a comma or "and" stands between two groups of victims ("two teachers, an aid worker and a driver died")."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    return first < last and all(scene.is_any(i, scene.words("and")) for i in range(first, last))


def _goes_on(scene: Scene, first: int, last: int) -> bool:
    """Whether a count goes on from the one before it ("including four children and two women")."""
    return last - first <= 4 or bool(scene.find("including", first, last + 1))


def _shared(scene: Scene, harms: list[Hit], number: _Number, end: int) -> Hit | None:
    """The harm that a list of counts shares, said behind the list ("five children and four medics killed")."""
    right = [h for h in harms if number.last <= h.first <= min(number.last + 8, end) and h.value != "toll"]
    if not right or _says(scene, number.last, right[0].first):
        return None
    return right[0] if not _cut(scene, number.last, right[0].first, "count_cut_shared") else None


def _fill(number: _Number, what: str, who: str) -> Fill:
    value: dict[str, Any] = {"what": what, "who": who, "low": number.low, "high": number.high, "approx": number.approx}
    return Fill("count", value, number.first, number.last, "count.victims", number.hedge)


def _events(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    last = -1
    for hit in scene.find("count", sentence.first, sentence.last):
        tags = (
            "event.attacks",
            *(("event.attack",) if scene.grammar.get("singular_counted") and (hit.value.low or 0) > 10 else ()),
        )
        noun = next((h for h in scene.find("event", hit.last - 1, hit.last + 4) if h.tag in tags), None)
        if noun is None and (
            _are_part(scene, last, hit)
            or _repeats(scene, hit, sentence)
            or _incidents(scene, hit, sentence)
            or _of_them(scene, hit, sentence)
        ):
            noun = Hit(hit.last, hit.last + 1, "event.attacks")
        elif noun is None or _is_other(scene, hit, sentence.last) or _cut(scene, hit.last, noun.first, "count_cut"):
            continue
        if (_too_few_or_year(hit) and "," not in scene.quote(hit.first, hit.last)) or scene.find(
            ("who", "what"), hit.last, noun.first
        ):
            continue
        last = noun.last
        kind = ("detained", "people") if _are_arrests(scene, noun) else ("attacks", "attacks")
        value = {"what": kind[0], "who": kind[1], "low": hit.value.low, "high": hit.value.high, "approx": hit.value.approx}
        yield Fill("count", value, hit.first, noun.last, "count.attacks", hit.value.hedge)


def _are_arrests(scene: Scene, noun: Hit) -> bool:
    """Whether counted cases are arrests, each of one person, where such nouns stand behind "case" ("157 case of arrest")."""
    return bool(scene.grammar.get("singular_counted")) and scene.has("what.detained", noun.first, noun.last)


def _repeats(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number says how often something was attacked ("at least eleven times")."""
    often = scene.is_any(hit.last, scene.words("repeats")) and (hit.value.low or 0) > 1
    return often and bool(scene.find("event", sentence.first, sentence.last))


def _incidents(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number counts incidents, of which the sentence says what they were ("2,562 incidents, among them raids")."""
    counted = scene.is_any(hit.last, scene.words("incidents")) and not _too_few_or_year(hit)
    return counted and bool(scene.find("event", hit.last + 1, sentence.last))


def _are_part(scene: Scene, last: int, hit: Hit) -> bool:
    """Whether a number behind counted attacks counts some of them ("103 attacks, 89 of them on clinics")."""
    if last < 0 or not scene.words("said_to_be") or not scene.has("including.x", hit.last, hit.last + 1):
        return False
    struck = scene.is_any(hit.last + 2, scene.words("upon"))
    return struck and not scene.find(("who", "what"), last, hit.first)


def _of_them(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number counts those of the attacks told before that are somebody's ("attributed four of them to the army")."""
    if not scene.is_any(hit.last, scene.words("of_them")):
        return False
    blamed = scene.tagged("say.alleges", sentence.first, hit.first) or scene.tagged(
        "by.x", hit.last, min(hit.last + 6, sentence.last)
    )
    return bool(blamed)


def _too_few_or_year(hit: Hit) -> bool:
    low, high = hit.value.low, hit.value.high
    return (low is not None and low < 2 and high is not None) or (low == high and low is not None and 1900 < low < 2100)


_FACILITIES = frozenset(("hospital", "clinic", "school", "pharmacy", "worship", "market", "university", "camp"))
"""Targets that are counted as facilities."""


def _facilities(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    cases = bool(scene.grammar.get("cases"))
    places = _FACILITIES | {"ambulance"} if cases else _FACILITIES
    for hit in scene.find("count", sentence.first, sentence.last):
        noun = next((h for h in scene.find("target", hit.last, hit.last + 3 + 2 * cases) if h.word in places), None)
        if (
            noun is None
            or _is_other(scene, hit, sentence.last)
            or _broken(scene, hit.last, noun.first)
            or scene.find("who", noun.first, noun.last + 1)
            or (scene.grammar.get("cases") and scene.find("who", hit.last, noun.first))
            or scene.find("event", noun.first, noun.last)
        ):
            continue
        value = {
            "what": "facilities",
            "who": "facilities",
            "low": hit.value.low,
            "high": hit.value.high,
            "approx": hit.value.approx,
        }
        yield Fill("count", value, hit.first, noun.last, "count.facilities", hit.value.hedge)


def _broken(scene: Scene, first: int, last: int) -> bool:
    first += first < last and scene.tokens[first].text == ")" and not scene.grammar.get("capitals")
    marks = "'’ʼ" if scene.grammar.get("cases") else ""
    words = (i for i in range(first, last) if not (marks and scene.tokens[i].text in marks))
    return any(not scene.tokens[i].is_word or scene.is_any(i, scene.words("count_stop")) for i in words)
