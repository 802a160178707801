"""Casualties: what became of the people that a number counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from solferino.extract.fills import Fill
from solferino.extract.numbers import Number, reaches
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence

_ASIDE = 12
"""Tokens that an aside between a number and its harm may have."""
_WHOLE = ("civilians", "combatants")
"""Groups that a bare number behind their own also counts."""
_WORKERS = ("health_workers", "rescuers", "aid_workers", "journalists", "staff")
"""Groups of whom those hurt beside them are mostly also."""
_SHARED = ("civilians", *_WORKERS)
"""Groups that two numbers may share ("killed 4 and wounded 10 civilians")."""
_NEAR = 4
"""Words within which a bare number counts the group of the number before it."""


def find(scene: Scene, sentence: Sentence, numbers: list[Number]) -> Iterator[Fill]:
    """Yield the casualties of a sentence: each number of people with what became of them."""
    harms = _harms(scene, sentence)
    used: set[Hit] = set()
    before: tuple[str, Number] | None = None
    waiting: list[Number] = []
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
        else:
            yield from (_fill(w, what, w.who or "people") for w in _enumerated(scene, waiting, number))
        waiting = []
        used.update([harm] if harm else [])
        who = (
            (number.who if not _is_harmed(scene, number) else None)
            or _who_behind(scene, number, numbers[i + 1 : i + 2])
            or number.who
            or (before[1].who if before and (before[1].who in _WHOLE or _are_alike(scene, before[1], number)) else None)
            or "people"
        )
        before = (what, number._replace(who=who))
        yield _fill(number, what, who)


def _are_alike(scene: Scene, before: Number, number: Number) -> bool:
    """Whether a bare number right behind a comma is of the same group, where nouns have cases ("four medics died, five hurt")."""
    gap = range(before.last, number.first)
    ends = [i for i in gap if not scene.tokens[i].is_word]
    near = len(gap) <= _NEAR and bool(ends) and scene.tokens[ends[-1]].text == "," and ends[-1] == gap.stop - 1
    others = scene.says("others", gap.start, number.last)
    return near and before.who in _WORKERS and (before.low or 0) > 1 and not others and bool(scene.grammar.get("cases"))


def _is_of_both(scene: Scene, harms: list[Hit], harm: Hit, number: Number) -> bool:
    """Whether a number counts the dead and the wounded together ("four were killed and wounded"), and so neither."""
    if scene.analytic and harm.first >= number.last:
        return _are_both(scene, harms, harm)
    if not scene.grammar.get("harm_first") or not 0 <= number.first - harm.last <= 1 or "and" not in scene.tokens[harm.first].marks:
        return False
    return any(h.last == harm.first and h.word != harm.word for h in harms)


def _are_both(scene: Scene, harms: list[Hit], harm: Hit) -> bool:
    """Whether another harm is joined to one, and counts nobody of its own ("were killed or injured")."""
    other = next((h for h in harms if h.first == harm.last + 1 and h.word != harm.word and h.value != "toll"), None)
    if other is None or not scene.is_any(harm.last, scene.words("either")):
        return False
    return not scene.find(("count", "who"), other.last, other.last + 2) and not scene.is_any(other.last, scene.words("articles"))


def _of_war(scene: Scene, harm: Hit) -> bool:
    """Whether harm is what a war as a whole has done ("the two-year war, which has killed thousands")."""
    for i in range(harm.first - 3, harm.first):
        if scene.is_any(i, scene.words("relative")) and i > 1:
            before = i - 1 - (scene.tokens[i - 1].text == ",")
            return scene.is_any(before, scene.words("wars"))
    return False


def _is_harmed(scene: Scene, number: Number) -> bool:
    """Whether whom a number counts is only told by what became of them ("359 dead and 379 hurt medics"), where nouns have cases."""
    people = scene.find("who", number.first, number.last) if number.who == "people" and scene.grammar.get("cases") else []
    return any(scene.overlaps("what", h.first, h.last) for h in people)


def _who_behind(scene: Scene, number: Number, following: list[Number]) -> str | None:
    """Whom a bare number shares with the next one ("killed 4 and wounded 10 civilians"), where nouns have cases."""
    if not following or not scene.grammar.get("cases") or following[0].who not in _SHARED:
        return None
    gap = range(number.last, following[0].first)
    joined = 0 < len(gap) <= 3 and any(scene.is_any(i, scene.words("and")) for i in gap)
    return following[0].who if joined and scene.find("what", number.first, gap.stop) else None


def _of_something(scene: Scene, number: Number) -> bool:
    """Whether a noun that is nobody's stands behind a number, where victims stand behind theirs ("132 operations")."""
    if not scene.grammar.get("harm_first") or number.last >= len(scene.tokens):
        return False
    token = scene.tokens[number.last]
    known = scene.overlaps(("what", "who", "date", "place", "cite", "say", "including"), number.last, number.last + 1)
    small = number.last in scene.marked("function") or token.marks & {"and", "in", "to", "the"}
    return token.is_word and not known and not small


def _is_listed(scene: Scene, harms: list[Hit], last: int, number: Number, harm: Hit | None) -> bool:
    """Whether a count goes on from the one before it, where harm is named first and the next harm is of the next count."""
    named = any(last <= h.first < number.first for h in harms)
    if harm is not None and harm.first == number.last and "and" not in scene.tokens[harm.first].marks:
        return False
    if scene.says("split", last, number.first):
        return False
    return not named and (harm is None or harm.first >= number.last) and _goes_on(scene, last, number.first)


def _harms(scene: Scene, sentence: Sentence) -> list[Hit]:
    """The words of harm, and death tolls, which count what follows them."""
    tolls = [
        Hit(h.first, h.last, "what.injured" if h.word == "injured" else "what.killed", "toll")
        for h in scene.find("toll", sentence.first, sentence.last)
    ]
    return sorted([*scene.find("what", sentence.first, sentence.last), *tolls], key=lambda h: h.first)


def _harm(scene: Scene, harms: list[Hit], used: set[Hit], number: Number, within: tuple[int, int]) -> Hit | None:
    """The harm a number counts: the free word just before it, else the first one after it, else a death toll further before."""
    left = [h for h in harms if within[0] <= h.first and h.last <= number.first and h not in used]
    right = [h for h in harms if number.last <= h.first < within[1] and h.first - number.last <= 9 and h.value != "toll"]
    if left and scene.grammar.get("harm_first"):
        right = [h for h in right if "and" not in scene.tokens[h.first].marks]
    right = [h for h in harms if number.first <= h.first < number.last] + right
    if right and right[0].first == number.last and left and left[-1].last < number.first:
        return right[0]
    if right and left and _joined(scene, left[-1].last, number.first) and right[0].first - number.last <= 3:
        return right[0]
    if left and number.first - left[-1].last <= 3 and not is_cut(scene, left[-1].last, number.first, "clause"):
        return left[-1]
    if right and not is_cut(scene, number.last, right[0].first, "count_cut") and not _says(scene, number.last, right[0].first):
        return right[0]
    tolls = [h for h in left if h.value == "toll"]
    if tolls:
        return tolls[-1]
    if left and number.who and reaches(scene, number.first, number.last) and scene.grammar.get("cases"):
        return left[-1]
    return (
        left[-1]
        if left and (left[-1].value == "toll" or number.first - left[-1].last <= scene.grammar.get("harm_before", 6))
        else None
    )


def _says(scene: Scene, first: int, last: int) -> bool:
    """Whether those counted are who says what follows ("two aid workers said soldiers killed ..."), where names have capitals."""
    if not scene.analytic:
        return False
    named = scene.words("naming")
    verbs = (h for h in scene.tagged("say.states", first, last) if not scene.is_any(h.first, named))
    return any(not scene.is_any(h.first - 1, scene.words("not_spoken_after")) for h in verbs)


def _joined(scene: Scene, first: int, last: int) -> bool:
    """Whether "and" stands between two tokens, so that a new count begins ("two died and some 70 people were hurt")."""
    words = scene.words("and")
    return any(scene.tokens[i].is_word and scene.is_any(i, words) for i in range(first, last))


def _behind_aside(scene: Scene, harms: list[Hit], number: Number) -> Hit | None:
    """The harm behind the commas in which a part is counted ("twelve people, among them three nurses, lost their lives")."""
    part = scene.find("including", number.first - 3, number.first)
    if not part or number.last >= len(scene.tokens) or scene.tokens[number.last].text != ",":
        return None
    right = [h for h in harms if number.last < h.first <= number.last + 5 and h.value != "toll"]
    if not right or scene.find("count", number.last, right[0].first):
        return None
    return None if is_cut(scene, number.last + 1, right[0].first, "count_cut") else right[0]


def _past_aside(scene: Scene, harms: list[Hit], number: Number) -> Hit | None:
    """The harm behind an aside that counts nobody ("31 people, including children, were killed", "a man, named X, died")."""
    opened = number.last + 1
    if opened >= len(scene.tokens) or scene.tokens[number.last].text != ",":
        return None
    if not scene.find("including", opened, opened + 2) and not scene.is_any(opened, scene.words("named_as")):
        return None
    closed = next((i for i in range(opened, min(opened + _ASIDE, len(scene.tokens))) if scene.tokens[i].text == ","), None)
    if closed is None or scene.find("event", opened, closed):
        return None
    right = [h for h in harms if closed < h.first <= closed + 5 and h.value != "toll"]
    return right[0] if right and not is_cut(scene, closed + 1, right[0].first, "count_cut") else None


def is_cut(scene: Scene, first: int, last: int, section: str) -> bool:
    """Whether a mark or a word of a list stands between two tokens."""
    words = scene.words(section)
    return any(scene.tokens[i].text in ",;:()،؛" or scene.is_any(i, words) for i in range(first, last))


def _is_part(scene: Scene, first: int, last: int) -> bool:
    """Whether the words between two numbers make the second a part of the first ("five people, including three patients, died")."""
    inside = {i for h in scene.find("including", first, last) for i in range(h.first, h.last)}
    return bool(inside) and all(i in inside or scene.tokens[i].text == "," for i in range(first, last))


def _enumerated(scene: Scene, waiting: Sequence[Number], number: Number) -> list[Number]:
    """The groups right before a group with only commas or "and" between ("two teachers, an aid worker and a driver died")."""
    kept: list[Number] = []
    behind = number
    for before in waiting[::-1] if scene.grammar.get("capitals") else ():
        gap = range(before.last, behind.first)
        if not (before.who and behind.who and gap and all(scene.is_any(i, scene.words("and")) for i in gap)):
            break
        kept.insert(0, before)
        behind = before
        if scene.analytic:
            break
    return kept


def _goes_on(scene: Scene, first: int, last: int) -> bool:
    """Whether a count goes on from the one before it ("including four children and two women")."""
    return last - first <= 4 or bool(scene.find("including", first, last + 1))


def _shared(scene: Scene, harms: list[Hit], number: Number, end: int) -> Hit | None:
    """The harm that a list of counts shares, said behind the list ("five children and four medics killed")."""
    right = [h for h in harms if number.last <= h.first <= min(number.last + 8, end) and h.value != "toll"]
    if not right or _says(scene, number.last, right[0].first):
        return None
    return right[0] if not is_cut(scene, number.last, right[0].first, "count_cut_shared") else None


def _fill(number: Number, what: str, who: str) -> Fill:
    value: dict[str, Any] = {"what": what, "who": who, "low": number.low, "high": number.high, "approx": number.approx}
    return Fill("count", value, number.first, number.last, "count.victims", number.hedge)
