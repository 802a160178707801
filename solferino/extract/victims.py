"""Victims: the people of a sentence, by their number or each as one person."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from solferino.extract import ages
from solferino.extract.ages import Ages
from solferino.extract.numbers import Number, counted, is_of_things, is_other
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.language.forms import fold

_HEADLINES = frozenset(",;:|–—-")
"""Marks behind which a headline goes on."""
_TRAITS = frozenset(("civilian", "local", "elderly"))
"""Words for people that are adjectives as well, in English."""
_HEADLINE = 8
"""Tokens behind the first victim of a headline within which what became of them stands."""
_KIN = 3
"""Tokens back from a relative within which whose relative it is stands."""
_LISTED = 6
"""Tokens behind the first of a list of victims within which their harm stands."""
_DESCRIBED = 7
"""Tokens back from a noun within which its article stands ("a 40-year-old local woman")."""


def find(scene: Scene, sentence: Sentence) -> list[Number]:
    """Return the numbers of people in a sentence, in order; a victim told in the singular is one."""
    numbers = [
        counted(scene, h, sentence.last)
        for h in scene.find("count", sentence.first, sentence.last)
        if not (is_other(scene, h, sentence.last) or is_of_things(scene, h) or _describes_two(scene, h))
    ]
    covered = {i for n in numbers for i in range(n.first, n.last)}
    if scene.grammar.get("cases"):
        numbers += (listed := [n for n in _named(scene, sentence) if not covered.intersection(range(n.first, n.last))])
        covered.update(i for n in listed for i in range(n.first, n.last))
    if scene.grammar.get("bare_one"):
        alone = (n for n in _ones(scene, sentence) if not covered.intersection(range(n.first, n.last)))
        free = [n for n in alone if not _is_governed(scene, n.first, covered)]
        numbers += (ones := list(_not_told_again(scene, numbers, free)))
        covered.update(i for n in ones for i in range(n.first, n.last))
    for who in scene.find("who", sentence.first, sentence.last):
        if (
            who.first not in covered
            and not any(not scene.overlaps("what", h.first, h.last) for h in scene.find("event", who.last, who.last + 2))
            and not _owns(scene, who)
            and not _is_nobody(scene, who)
            and not _is_trait(scene, who)
            and (one := _one(scene, sentence, who, covered)) is not None
        ):
            numbers.append(Number(one, who.last, 1, 1, False, None, who.word))
            covered.update(range(one, who.last))
    return sorted(numbers, key=lambda n: n.first)


def _named(scene: Scene, sentence: Sentence) -> Iterator[Number]:
    """Victims in the plural behind whom two or more people are named ("the doctors A B and C D"), where nouns have cases."""
    for who in scene.find("who", sentence.first, sentence.last):
        if who.last - who.first > 2 or "NOUN" not in scene.tokens[who.last - 1].marks or "sing" in scene.tokens[who.last - 1].marks:
            continue
        at, people = who.last, 0
        while (end := _person_ends(scene, at, sentence.last)) > at + 1:
            people += 1
            at = end + (scene.is_any(end, scene.words("and")))
            if at == end:
                break
        if people > 1:
            yield Number(who.first, at, people, people, False, None, who.word)


def _person_ends(scene: Scene, first: int, last: int) -> int:
    """Where a name of two or three capitalised words ends that begins at a token, of which one is a first name."""
    at = first
    while at < min(first + 3, last) and scene.tokens[at].is_word and scene.tokens[at].text.istitle():
        at += 1
    return at if any("Name" in scene.tokens[i].marks for i in range(first, at)) else first


def _ones(scene: Scene, sentence: Sentence) -> Iterator[Number]:
    """Victims in the singular beside a word of harm, where nouns have no articles ("killed was a woman"), and those told by age."""
    people = (h for h in _as_written(scene, scene.find("who", sentence.first, sentence.last)) if not _is_attribute(scene, h))
    told = [(who, ages.around(scene, who.first, who.last)) for who in people]
    near = [_near(scene, sentence, aged) or _is_added(scene, sentence, who) for who, aged in told]
    for i in (*range(1, len(told)), *range(len(told) - 2, -1, -1)):
        for beside in (i - 1, i + 1) if scene.grammar.get("cases") else (i - 1,):
            if 0 <= beside < len(told) and near[beside] and not near[i]:
                near[i] = _are_listed(scene, told[min(i, beside)][1], told[max(i, beside)][1])
    for (who, aged), harmed in zip(told, near, strict=True):
        if not harmed or _is_second_half(scene, who) or _is_nobody(scene, who):
            continue
        if aged.several > 1:
            yield Number(aged.first, aged.last, aged.several, aged.several, False, None, who.word)
        elif _is_one(scene, sentence, who):
            yield Number(aged.first, _born(scene, aged.last, sentence.last), 1, 1, False, None, who.word)


def _is_second_half(scene: Scene, who: Hit) -> bool:
    """Whether a word for a victim is joined to one before it ("a rescuer-medic")."""
    at = who.first - 1
    joined = (
        scene.grammar.get("cases") and at > 0 and scene.texts[at] in "-‑" and scene.tokens[at].end == scene.tokens[who.first].start
    )
    return bool(joined) and scene.overlaps("who", at - 1, at)


def _is_nobody(scene: Scene, who: Hit) -> bool:
    """Whether "not one" stands before a word for a victim ("not one officer was hurt"), where nouns have cases."""
    return bool(scene.grammar.get("cases")) and scene.says("not_one", who.first - 2, who.first)


def _not_told_again(scene: Scene, groups: Sequence[Number], ones: Sequence[Number]) -> Iterator[Number]:
    """Yield the victims in the singular that do not only say who a group right before them is ("two children: a boy and girl")."""
    ends = {n.last: n.who for n in groups if (n.low or 0) > 1}
    joins = scene.words("and")
    for one in ones:
        at = one.first
        while at not in ends and (scene.texts[at - 1] in "-–—:(" or scene.is_any(at - 1, joins)):
            at -= 1
        if at < one.first and ends.get(at) == one.who:
            ends[one.last] = one.who
        else:
            yield one


def _are_listed(scene: Scene, left: Ages, right: Ages) -> bool:
    """Whether two victims, one of them of an age, stand in one list ("a woman of 34 and her 9-year-old son")."""
    gap = range(left.last, right.first)
    joins = scene.words("and") | scene.words("definite")
    if not any(scene.is_any(i, scene.words("and")) for i in gap) or not all(scene.is_any(i, joins) for i in gap):
        return False
    return bool(left.several or right.several or (len(gap) == 1 and scene.texts[gap[0]] != ","))


def _is_one(scene: Scene, sentence: Sentence, who: Hit) -> bool:
    """Whether a noun is one victim: singular by its form, or one of the words that are."""
    marks = [scene.tokens[i].marks for i in range(who.first, who.last)]
    before = scene.tokens[who.first - 1].marks if who.first > sentence.first else frozenset[str]()
    told = [*marks, *([before] if "NOUN" not in before else [])]
    one = any("sing" in m for m in told) and not any("plur" in m for m in told) and "NOUN" in marks[-1]
    listed = fold(scene.name(who.first, who.first + 1)) in scene.words("singulars")
    if who.word == "civilians" and who.last - who.first == 1 and _is_noun(scene, who.last):
        return False
    alone = one and not scene.overlaps("what", who.first, who.last)
    return listed or _is_another(scene, who) or _is_named(scene, who) or alone


def _as_written(scene: Scene, found: list[Hit]) -> Iterator[Hit]:
    """Victims; of a word that is two of them in some form ("his mother", "his father") only what it is as it is written."""
    for _, same in groupby(found, key=lambda h: (h.first, h.last)):
        told = list(same)
        if len(told) > 1:
            written = fold(scene.name(told[0].first, told[0].last))
            told = [h for h in told if written in scene.tagged_words(h.tag)] or told
        yield from told


def _is_attribute(scene: Scene, who: Hit) -> bool:
    """Whether a word for a victim only describes a noun beside it ("a wounded child", "a dead child", "a civilian family")."""
    if not scene.grammar.get("harm_first"):
        return False
    if scene.overlaps("what", who.first, who.last) and _is_followed(scene, who):
        return True
    if who.first == 0 or "and" in scene.tokens[who.first].marks:
        return False
    if "the" in scene.tokens[who.first].marks or who.last - who.first > 1:
        return False
    before = who.first - 1
    if scene.overlaps("what", who.first, who.last):
        return any(h.last == who.first and h.word != "people" for h in scene.find("who", before, who.first))
    known = scene.overlaps(("what", "date", "count", "place", "event", "say"), before, who.first) or before in scene.marked(
        "function"
    )
    return who.word == "civilians" and scene.tokens[before].is_word and not known


def _is_followed(scene: Scene, who: Hit) -> bool:
    """Whether the dead or wounded are told again right behind, by who they are ("a dead, a child")."""
    again = [h for h in scene.find("who", who.last, who.last + 1) if h.word not in ("people", "civilians")]
    return bool(again) and not {"and", "the"} & scene.tokens[who.last].marks


def _describes_two(scene: Scene, hit: Hit) -> bool:
    """Whether a noun in the dual only describes the two people right before it ("two youths, two others" for two more youths)."""
    if not scene.grammar.get("bare_one") or hit.value.low != 2 or "and" in scene.tokens[hit.first].marks:
        return False
    one_word = hit.last - hit.first == 1 and scene.overlaps("who", hit.first, hit.last)
    return one_word and scene.overlaps("who", hit.first - 1, hit.first) and scene.overlaps("count", hit.first - 1, hit.first)


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


def _is_noun(scene: Scene, at: int) -> bool:
    return at < len(scene.tokens) and "NOUN" in scene.tokens[at].marks


def _is_governed(scene: Scene, first: int, covered: set[int]) -> bool:
    """Whether a victim is in the genitive that the number before "and" governs ("24 patients and nurses")."""
    joined = first - 2 in covered and scene.is_any(first - 1, scene.words("and"))
    return joined and bool(scene.tokens[first].marks) and not scene.may_be(first, "nomn")


def _near(scene: Scene, sentence: Sentence, who: Ages) -> bool:
    """Whether a word of harm stands close to a victim, or before the list that the victim is in."""
    if scene.find("what", max(who.first - 3, sentence.first), min(who.last + 3, sentence.last)):
        return True
    if scene.grammar.get("harm_first") and _opens_list(scene, sentence, who):
        return True
    if not scene.grammar.get("cases"):
        return False
    born = _born(scene, who.last, sentence.last)
    behind = next((h for h in scene.find("what", born, min(born + 5, sentence.last))), None)
    if behind and all(scene.tokens[i].is_word or scene.tokens[i].text == "-" for i in range(born, behind.first)):
        return not scene.find("count", born, behind.first)
    if not scene.find("what", sentence.first, who.first):
        return False
    parts = scene.find("including", max(who.first - 6, sentence.first), who.first)
    opened = scene.tokens[who.first - 1].text in ":—–-" or any(h.last >= who.first - 2 for h in parts)
    return bool(opened or born > who.last)


def _opens_list(scene: Scene, sentence: Sentence, who: Ages) -> bool:
    """Whether a victim is the first of those who are harmed behind them ("a woman and three children had been killed")."""
    joined = scene.find("count", who.last, who.last + 1) and "and" in scene.tokens[min(who.last, sentence.last - 1)].marks
    return bool(joined and scene.find("what", who.last, min(who.last + _LISTED, sentence.last)))


def _born(scene: Scene, last: int, end: int) -> int:
    """Where the year of birth behind a victim ends ("a woman born in 1961")."""
    at = last
    while at < min(last + 5, end) and (scene.tokens[at].text.isdecimal() or scene.tokens[at].text == "." or _of_birth(scene, at)):
        at += 1
    return at if scene.grammar.get("cases") and at - last > 1 and scene.tokens[last].text.isdecimal() else last


def _of_birth(scene: Scene, at: int) -> bool:
    return scene.is_any(at, scene.words("no_event")) or scene.is_any(at, scene.words("years"))


def _one(scene: Scene, sentence: Sentence, who: Hit, covered: Container[int]) -> int | None:
    """Where the words for one victim begin: at an article, at whose relative they are, or with a headline."""
    article = _article(scene, sentence.first, who.first)
    if article is not None or not scene.analytic or who.last - who.first > 1:
        return article
    written = fold(scene.texts[who.first])
    if written in scene.words("kin") and (owner := _owner(scene, sentence.first, who.first)) is not None:
        return owner
    told = written in scene.words("singulars") or written in scene.words("kin")
    return who.first if told and _heads(scene, sentence, who, covered) else None


def _heads(scene: Scene, sentence: Sentence, who: Hit, covered: Container[int]) -> bool:
    """Whether a victim without an article opens a headline or its list, and harm stands behind ("Woman, two children killed")."""
    at = who.first - 1
    while at >= sentence.first and (scene.is_any(at, scene.words("described")) or scene.texts[at] in "-‑"):
        at -= 1
    joined = scene.is_any(at, scene.words("and")) and at - 1 in covered
    if at >= sentence.first and scene.texts[at] not in _HEADLINES and not joined:
        return False
    listed = scene.is_any(who.last, scene.words("and")) and scene.find(("who", "count"), who.last + 1, who.last + _KIN)
    return bool(scene.find("what", who.last, min(who.last + (_HEADLINE if listed else 1), sentence.last)))


def _owner(scene: Scene, first: int, last: int) -> int | None:
    """Where the word stands that says whose relative a victim is, with plain words between ("his infant son")."""
    for i in range(last - 1, max(first, last - _KIN) - 1, -1):
        if scene.is_any(i, scene.words("possessives")):
            return i
        if scene.texts[i] == "s":
            return i + 1
        if not scene.texts[i].islower() or i in scene.marked("function"):
            return None
    return None


def _is_trait(scene: Scene, who: Hit) -> bool:
    """Whether a word for people only says of what kind the noun behind it is ("a civilian family", "a local source")."""
    at = who.last
    if not scene.analytic or scene.quote(who.first, who.last).casefold() not in _TRAITS or at >= len(scene.tokens):
        return False
    known = scene.overlaps(("what", "event", "say", "who", "including", "date", "count"), at, at + 1)
    if scene.has("party.adjective", at, at + 1):
        return True
    return scene.texts[at].islower() and scene.texts[at].isalpha() and not known and at not in scene.marked("function")


def _owns(scene: Scene, who: Hit) -> bool:
    """Whether people only say whose something is ("a girls' school", "a rebel-held area")."""
    if who.last >= len(scene.tokens):
        return False
    mark = scene.tokens[who.last].text
    relative = scene.says("kin", who.last + 1, who.last + 3)
    return mark in "-‑" or (mark in "'’" and (relative or bool(scene.find("target", who.first, who.last + 3))))


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
