"""Names that can speak or act: parties, bodies and persons, as runs of tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from solferino import name
from solferino.extract.scene import CASES, Hit, Scene, Sentence
from solferino.language.forms import bare, fold

_HYPHENS = "-’'"
_REACH = 5
"""Words that may stand between two parts of one name ("director of emergency care ...")."""


_FAR = 2_000
"""Tokens back to which "the coalition" may point."""


PEACEFUL = frozenset(("ngo", "rescue", "media", "intergovernmental", "people"))
"""Kinds of parties that report and help; they are no attackers."""


class Entity(NamedTuple):
    """One written name. ``party`` is a party key of the codebook; ``person`` is the part of the name that is a person's own,
    ``via`` who passes on what was said, ``known_as`` the first name under which the text spoke of it,
    ``body`` the key of the body that a person speaks for, ``armed`` whether it is of an armed group without a name,
    ``base`` the text in base forms where the language has cases."""

    first: int
    last: int
    kind: str
    text: str
    party: str | None = None
    person: str | None = None
    via: str | None = None
    known_as: str = ""
    body: str = ""
    armed: bool = False
    base: str = ""

    @property
    def label(self) -> str | None:
        """The party's plain English name."""
        return name.party(self.party).labels["en"] if self.party else None

    @property
    def name(self) -> str:
        """The text by which it is told apart from others."""
        return self.base or self.text

    @property
    def key(self) -> str:
        """What makes two names of a text one speaker: the person, the party, or the first name used."""
        return (self.person or self.party or self.known_as or self.name).casefold()

    @property
    def own(self) -> str:
        """The shortest name that says who it is: the person where one is named."""
        return self.person or self.text


def root(party: str | None) -> str | None:
    """Return the party at the top of those that a party is part of."""
    return (name.above(name.party(party)) or (party,))[-1] if party else None


def find(scene: Scene, sentence: Sentence) -> list[Entity]:
    """Return the names of a sentence in order; parts that belong together are one name."""
    parts = sorted((p for p in _parts(scene, sentence) if not _only_describes(scene, p)), key=lambda h: (h.first, -h.last))
    runs: list[list[Hit]] = []
    for part in parts:
        if (runs and part.first < max(h.last for h in runs[-1])) or (runs and _joined(scene, runs[-1], part)):
            runs[-1].append(part)
        else:
            runs.append([part])
    names = scene.grammar.get("capitals")
    return _apposed(scene, [_entity(scene, run) for run in runs if names or any(h.tag != "party.adjective" for h in run)])


def _apposed(scene: Scene, entities: list[Entity]) -> list[Entity]:
    """Put a name and the role that stands beside it into one ("the director, A B, said", "A B, a spokesman for C, said")."""
    kept: list[Entity] = []
    for entity in entities:
        left = kept[-1] if kept else None
        if left and _short_for(scene, left, entity):
            last = entity.last + 1
            kept[-1] = left._replace(last=last, text=scene.quote(left.first, last), party=left.party or entity.party)
        elif len(kept) > 1 and scene.grammar.get("cases") and _is_posted(scene, kept[-2], kept[-1], entity):
            post = kept[-2]
            kept[-2:] = [post._replace(last=entity.last, text=scene.name(post.first, entity.last), person=entity.text)]
        elif left and _person_first(scene, left, entity):
            person = left.person or left.text
            kept[-1] = entity._replace(first=left.first, text=scene.name(left.first, entity.last), person=person, kind="person")
        elif left and _role_first(scene, left, entity):
            person = entity.person or entity.text
            kept[-1] = left._replace(last=entity.last, text=scene.name(left.first, entity.last), person=person)
        elif left and _body_first(scene, left, entity):
            kept[-1] = left._replace(last=entity.last, kind="body")
        elif left and _name_first(scene, left, entity):
            kept[-1] = entity._replace(first=left.first, text=scene.name(left.first, entity.last), person=left.text)
        else:
            kept.append(entity)
    return kept


def _is_posted(scene: Scene, post: Entity, state: Entity, named: Entity) -> bool:
    """Whether "in" and a country stand between a post and the name of who holds it ("the coordinator in Yemen A B said")."""
    apart = (post.last + 1, state.last) == (state.first, named.first) and scene.is_any(post.last, scene.words("speech_before"))
    return apart and post.kind == "person" and post.person is None and state.kind == "party" and named.kind == "name"


def _person_first(scene: Scene, person: Entity, role: Entity) -> bool:
    """Whether a role stands behind a name and a comma, where names have no capitals ("A B, the spokesman of C")."""
    if scene.grammar.get("capitals") or person.party or person.kind not in ("person", "name") or role.person:
        return False
    gap = range(person.last, role.first)
    roles = scene.find("source", role.first, role.first + 1)
    return len(gap) == 1 and scene.tokens[gap[0]].text in ",،" and any(h.tag != "source.body" for h in roles)


def _body_first(scene: Scene, named: Entity, body: Entity) -> bool:
    """Whether a name is said to be a body's ("Oxfield Aid, a relief organisation, said")."""
    gap = range(named.last, body.first)
    if named.kind != "name" or body.kind != "body" or body.party or not 2 <= len(gap) <= 5 or scene.tokens[gap[0]].text != ",":
        return False
    plain = all(_describes(scene, i) for i in gap[2:])
    return scene.is_any(gap[1], scene.words("articles")) and plain and scene.tokens[body.last - 1].text.islower()


def _short_for(scene: Scene, named: Entity, short: Entity) -> bool:
    """Whether a short name stands in brackets behind the name it is short for ("Physicians for Rights (PfR)")."""
    tokens = scene.tokens
    if short.first != named.last + 1 or short.last - short.first != 1 or short.last >= len(tokens):
        return False
    upper = sum(c.isupper() for c in short.text) > 1
    return upper and tokens[named.last].text in "([" and tokens[short.last].text in ")]"


def _role_first(scene: Scene, role: Entity, named: Entity) -> bool:
    is_role = role.kind in ("person", "body") and role.person is None and scene.overlaps("source", role.first, role.last)
    titled = named.kind == "name" or (named.kind == "person" and named.person is not None and not scene.grammar.get("capitals"))
    return is_role and titled and named.first == role.last + 1 and scene.tokens[role.last].text in ",،"


def _name_first(scene: Scene, named: Entity, role: Entity) -> bool:
    """Whether "(,) the (describing words) director ..." stands behind a name of at least two words, before a comma or a verb."""
    gap = range(named.last, role.first)
    if named.kind != "name" or named.last - named.first < 2 or role.kind != "person" or role.person or not 0 < len(gap) < 6:
        return False
    if any(scene.is_any(named.first - 1, scene.words(section)) for section in ("inside", "located")):
        return False
    marked = gap[1:] if scene.tokens[gap[0]].text == "," else gap
    articles = scene.words("articles")
    opens = any(scene.is_any(i, articles) for i in marked) or len(marked) < len(gap)
    return opens and all(scene.is_any(i, articles) or _describes(scene, i) for i in marked)


def _describes(scene: Scene, i: int) -> bool:
    """Whether a word may stand before a role: a plain word, or the name of a party."""
    plain = scene.tokens[i].is_word and i not in scene.lexical and i not in scene.marked("function")
    return plain or scene.is_any(i, scene.words("modifiers")) or scene.overlaps("party", i, i + 1)


def _split_at_states(scene: Scene, hit: Hit) -> list[Hit]:
    """Cut a run of capitals before a state that stands at its end ("... Organization Syria is ...")."""
    inner = [h for h in scene.find("party", hit.first + 1, hit.last) if h.last == hit.last and name.party(h.value).kind == "state"]
    if not inner or scene.is_any(inner[0].first - 1, scene.words("noun_of")) or scene.overlaps("party", hit.first, inner[0].first):
        return [hit]
    return [Hit(hit.first, inner[0].first, hit.tag)]


def _only_describes(scene: Scene, hit: Hit) -> bool:
    """Whether a name only describes what follows ("UK-based", "Houthi-run")."""
    hyphen = (
        hit.last < len(scene.tokens)
        and scene.tokens[hit.last].text in "-‑–"
        and scene.tokens[hit.last].start == scene.tokens[hit.last - 1].end
    )
    return hyphen and (scene.has("held.x", hit.last + 1, hit.last + 2) or scene.is_any(hit.last + 1, scene.words("modifiers")))


def _parts(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    for family in ("party", "source", "actor"):
        found = (h for h in scene.find(family, sentence.first, sentence.last) if not _is_first_name(scene, h.first))
        yield from (h for h in found if not _is_house(scene, h) and not (family == "actor" and _is_of_office(scene, h)))
    if scene.grammar.get("capitals"):
        for hit in capitals(scene, sentence):
            yield from _split_at_states(scene, hit)
    else:
        yield from _after_roles(scene, sentence)
        yield from _after_bodies(scene, sentence)
        yield from _after_saying(scene, sentence)


def _is_of_office(scene: Scene, hit: Hit) -> bool:
    """Whether a word for soldiers is the adjective of the office behind it ("the military ministry")."""
    cases = scene.grammar.get("cases") and hit.last - hit.first == 1 and "NOUN" not in scene.tokens[hit.first].marks
    return bool(cases) and scene.is_any(hit.last, scene.words("offices"))


def _is_house(scene: Scene, hit: Hit) -> bool:
    """Whether a word for a body is only a building: no subject, and nothing is said in it ("hit the hospital")."""
    if hit.tag != "source.body" or not scene.is_any(hit.last - 1, scene.words("houses")) or _is_titled(scene, hit.last):
        return False
    said = scene.find("say", hit.last, hit.last + 1) or scene.find("say", hit.first - 2, hit.first - 1)
    inside = scene.is_any(hit.first - 1, scene.words("speech_before"))
    return not (said and inside) and "nomn" not in scene.tokens[hit.last - 1].marks


def _is_titled(scene: Scene, i: int) -> bool:
    """Whether a name of its own in quotation marks follows ("the channel «Steppe»")."""
    return i < len(scene.tokens) and scene.tokens[i].text in '"“«'


def capitals(scene: Scene, sentence: Sentence) -> list[Hit]:
    """Return the runs of capitalised words that are no words of the language or the lexicon."""
    key = (sentence.first, sentence.last)
    if key not in scene.capitals:
        scene.capitals[key] = list(_runs(scene, sentence))
    return scene.capitals[key]


def _runs(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    begins, particles = scene.name_begins, scene.marked("particles")
    last = sentence.first
    for first in begins[bisect_left(begins, sentence.first) : bisect_left(begins, sentence.last)]:
        if first < last or not _is_name_word(scene, first, sentence, particles):
            continue
        last = first + 1
        while last < sentence.last and (_is_name_word(scene, last, sentence, particles) or _inside(scene, last)):
            if _changes_case(scene, last):
                yield Hit(first, last, "name.x")
                first = last
            last += 1
        if scene.grammar.get("cases") and scene.tokens[last - 1].text == "-" and last in scene.upper and last < sentence.last:
            last += 1
        yield Hit(first, last, "name.x")


def _changes_case(scene: Scene, i: int) -> bool:
    """Whether a name begins right behind that of a place in another case ("in London the Syrian monitor")."""
    if not scene.grammar.get("cases") or i >= len(scene.tokens):
        return False
    if _names_area(scene, i):
        return True
    if scene.is_any(i - 2, scene.words("speech_before")) and scene.overlaps("party", i - 1, i):
        return "loct" in scene.tokens[i - 1].marks and scene.tokens[i].text not in _HYPHENS
    if not scene.overlaps("place_name", i - 1, i):
        return False
    if scene.tokens[i].text in _HYPHENS or scene.tokens[i - 1].text in _HYPHENS:
        return False
    before, here = (scene.tokens[at].marks & CASES for at in (i - 1, i))
    return bool(before and here) and before.isdisjoint(here)


def _names_area(scene: Scene, i: int) -> bool:
    """Whether an adjective behind a town's name is that of its district ("in X of the Y district")."""
    marks, before = scene.tokens[i].marks, scene.tokens[i - 1].marks
    area = any(h.tag != "place.in" for h in scene.find("place", i + 1, i + 2))
    return area and bool(marks & CASES) and "NOUN" not in marks and "NOUN" in before


def _is_apostrophe(scene: Scene, i: int) -> bool:
    """Whether an apostrophe stands inside a word of a language with cases, which cuts it in two tokens."""
    if not scene.grammar.get("cases") or not 0 < i < len(scene.tokens) - 1 or scene.tokens[i].text not in "'’‘":
        return False
    return scene.tokens[i - 1].end == scene.tokens[i].start and scene.tokens[i].end == scene.tokens[i + 1].start


def _inside(scene: Scene, i: int) -> bool:
    """Whether a small word or mark stands inside a name ("al-Sharabi", "de Mistura")."""
    tokens = scene.tokens
    if _is_apostrophe(scene, i) or _is_apostrophe(scene, i - 1):
        return True
    if i + 1 not in scene.upper:
        led = bool(scene.grammar.get("cases")) and tokens[i].text == "-" and i + 1 in scene.marked("particles")
        return led and i + 3 in scene.upper
    if tokens[i].text == ".":
        return i - 1 in scene.marked("titles")
    return tokens[i].text in "-’'" or i in scene.marked("particles")


def _is_name_word(scene: Scene, i: int, sentence: Sentence, particles: frozenset[int]) -> bool:
    tokens = scene.tokens
    if i in particles:
        return i + 1 < sentence.last and (tokens[i + 1].text in _HYPHENS or i + 1 in scene.upper)
    if i not in scene.upper:
        return i > sentence.first and tokens[i - 1].text in _HYPHENS and i - 2 in particles
    if "common" in tokens[i].marks and scene.grammar.get("cases") and _opens(scene, i, sentence):
        return False
    return i not in scene.nameless


def _opens(scene: Scene, i: int, sentence: Sentence) -> bool:
    """Whether a word is the first of its sentence, and so has a capital anyway."""
    return not any(scene.tokens[at].is_word for at in range(max(sentence.first, i - 4), i)) and i - sentence.first <= 4


def _after_roles(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Without capitals: the unknown words behind a role and its body ("spokesman of the ministry ...") are a name."""
    reach, nameless = scene.grammar.get("name_after_role", 0), scene.words("nameless")
    for role in scene.tagged("source.person", sentence.first, sentence.last):
        first = role.last
        if first + 1 < sentence.last and "the" in scene.tokens[first].marks and _describes_role(scene, first + 1):
            first += _unknown(scene, first, scene.words("function"))
        while first < min(role.last + 2 * _REACH, sentence.last) and _describes_role(scene, first):
            first += 1
        begins = first + (first < sentence.last - 2 and scene.tokens[first].text in ",،")
        last = _unknown_until(scene, begins, min(begins + reach, sentence.last))
        if begins > first and _is_between_marks(scene, begins, last, sentence) and not scene.is_any(role.first, nameless):
            yield Hit(role.first, first, role.tag)
            yield Hit(begins, last, "name.x")
        elif (
            begins == first
            and last - first >= 1 + (not scene.is_any(first - 1, scene.words("titles")))
            and not scene.is_any(role.first, nameless)
        ):
            yield Hit(role.first, first, role.tag)
            yield Hit(first, last, "name.x")


def _is_between_marks(scene: Scene, first: int, last: int, sentence: Sentence) -> bool:
    """Whether unknown words behind a role and a comma are a name: two or three of them, and a mark or "that" behind."""
    if not 2 <= last - first <= 4 or last >= sentence.last:
        return False
    closes = scene.tokens[last].text in ",،:؛" or scene.is_any(last, scene.words("complementizers") | scene.words("role_links"))
    return closes and not scene.tokens[first].marks & {"in", "to", "the"}


def _describes_role(scene: Scene, i: int) -> bool:
    if _is_first_name(scene, i):
        return False
    if {"to", "the"} <= scene.tokens[i].marks and not scene.overlaps("date", i, i + 1):
        return True
    if scene.is_any(i, scene.words("role_links")):
        return scene.overlaps(("place_name", "party", "source", "place"), i + 1, i + 2)
    families = ("party", "source", "actor", "place_name", "place")
    known = scene.overlaps(families, i, i + 1) or scene.is_any(i, scene.words("modifiers"))
    return known or _is_of_body(scene, i)


def _is_of_body(scene: Scene, i: int) -> bool:
    """Whether a word with the article goes on with the name of a body before it ("the spokesman of the agency the-ambulance")."""
    if "the" not in scene.tokens[i].marks or scene.overlaps(("event", "what", "say", "date", "count"), i, i + 1):
        return False
    if scene.overlaps("party", i - 1, i):
        return False
    back = i - 1
    while back > i - 4 and "the" in scene.tokens[back].marks and not scene.overlaps("source", back, back + 1):
        back -= 1
    bodies = [h for h in scene.find("source", back - 2, back + 1) if h.last == back + 1 and h.tag != "source.person"]
    return any("the" not in scene.tokens[h.first].marks for h in bodies)


def _is_first_name(scene: Scene, i: int) -> bool:
    """Whether a word that may be of a state is a name: an adjective would have the article of the role before it."""
    if scene.grammar.get("capitals"):
        return False
    adjective = any(h.tag == "party.adjective" for h in scene.find("party", i, i + 1))
    if not adjective or "the" in scene.tokens[i].marks:
        return False
    roles = [h.first for h in scene.find("source", i - 3, i) if h.last == i]
    return any("the" in scene.tokens[at].marks for at in (i - 1, *roles))


def _after_bodies(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """The name behind a noun for a body or a person's post: in quotation marks, or unknown words with the article."""
    for hit in scene.find("source", sentence.first, sentence.last):
        if hit.last < sentence.last and scene.tokens[hit.last].text in '"“«':
            closing = range(hit.last + 2, min(hit.last + 8, sentence.last))
            last = next((i for i in closing if scene.tokens[i].text in '"”»'), None)
            if last and scene.tokens[last - 1].is_word:
                yield Hit(hit.last + 1, last, "name.x")
        elif hit.tag == "source.body" and "the" not in scene.tokens[hit.first].marks:
            last = hit.last
            while last < min(hit.last + 3, sentence.last) and _goes_with(scene, last):
                last += 1
            if last > hit.last:
                yield Hit(hit.last, last, "name.x")


def _is_led_by_preposition(scene: Scene, i: int) -> bool:
    marks = scene.tokens[i].marks
    return "the" in marks and bool(marks & {"in", "to", "as"})


def _goes_with(scene: Scene, i: int) -> bool:
    """Whether a word with the article may be part of a body's name ("agency the-press the-French")."""
    adjective = any(h.tag == "party.adjective" for h in scene.find("party", i, i + 1))
    return "the" in scene.tokens[i].marks and (adjective or _unknown(scene, i, scene.words("function")))


def _after_saying(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Where the verb stands first: the unknown words behind "said" are a name."""
    for hit in scene.find("say", sentence.first, sentence.last):
        last = _unknown_until(scene, hit.last, min(hit.last + 3, sentence.last))
        naming = scene.is_any(hit.first, scene.words("naming"))
        posted = last - hit.last >= 2 and last < sentence.last and bool(scene.find("source", last, last + 2))
        if last > hit.last and not _is_led_by_preposition(scene, hit.last) and (naming or posted):
            yield Hit(hit.last, last, "name.x")


def _unknown_until(scene: Scene, first: int, end: int) -> int:
    known = scene.words("function")
    for i in range(first, end):
        if not _is_first_name(scene, i) and not _unknown(scene, i, known):
            return i
        if i > first and scene.tokens[i].marks & {"in", "to"}:
            return i
        if "the" in scene.tokens[i].marks and i > first and not scene.is_any(i - 1, scene.words("particles")):
            return i + 1
    return max(first, end)


def _unknown(scene: Scene, i: int, known: frozenset[str]) -> bool:
    families = ("reply", "event", "what", "say", "method", "date", "count", "cite", "target", "party", "place", "source")
    if scene.tokens[i].text in _ALI:
        return True
    return scene.tokens[i].is_word and not _is_small(scene, i, known) and not scene.overlaps(families, i, i + 1)


_ALI = ("علي", "العلي")
"""Names that, without the two dots of their last letter, are "on"."""


def _is_small(scene: Scene, i: int, known: frozenset[str]) -> bool:
    """Whether a token is a small word as it is written, with or without "and": endings are none of a small word's."""
    if scene.grammar.get("capitals") or not scene.is_any(i, known):
        return scene.is_any(i, known)
    word = scene.tokens[i].text
    return not known.isdisjoint(map(fold, (word, *bare(word))))


def _joined(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a part goes on with the name before it."""
    left = max(h.last for h in run)
    gap = range(left, part.first)
    if len(gap) > _REACH:
        return False
    if scene.written_on("to", part.first) and _hears(scene, part):
        return False
    if _is_quoted_name(scene, run, part):
        return True
    if _is_told(scene, run, part):
        return False
    if any(not scene.tokens[i].is_word and scene.tokens[i].text not in "’'-" for i in gap):
        return False
    if scene.grammar.get("cases") and not gap and (_is_apart(scene, run, part) or _is_where(scene, run, part)):
        return False
    stated = part.tag == "name.x" and any(h.tag == "party.name" for h in run)
    if stated and not gap and scene.is_any(part.first - 2, scene.words("speech_before")) and _changes_case(scene, part.first):
        return False
    if scene.grammar.get("cases") and (_depends(scene, run, part, gap) or _names_a_person(scene, run, part, gap)):
        return True
    if part.tag == "source.paper" and not scene.grammar.get("capitals"):
        return False
    if not gap and (_are_two(scene, run[-1], part) or _is_second_party(scene, run, part)):
        return False
    if not gap:
        return not (part.tag == "party.name" and name.party(part.value).kind == "state" and any(h.tag == "name.x" for h in run))
    role = any(h.tag.startswith("source.") and h.last == left for h in run)
    links, fillers = scene.words("name_links"), scene.words("modifiers") | scene.words("articles")
    first_is_link = scene.is_any(left, links) or (role and scene.is_any(left, scene.words("role_links")))
    rest = all(scene.is_any(i, links | fillers) for i in gap[1:])
    district = any(h.tag != "place.in" for h in scene.find("place", part.last, part.last + 1))
    if scene.grammar.get("cases") and district and gap:
        return False
    if role and first_is_link and part.tag == "name.x" and len(gap) <= 4:
        return all(scene.tokens[i].text.islower() and i not in scene.lexical for i in gap[1:])
    only_modifiers = all(scene.is_any(i, scene.words("modifiers")) for i in gap)
    named = part.tag == "name.x" and not scene.grammar.get("capitals")
    return (first_is_link and rest) or (only_modifiers and (named or _is_role(scene, part)))


def _is_apart(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a subject stands right behind a name in another case ("in London the monitor")."""
    subject = scene.may_be(part.first, "nomn") and not scene.may_be(part.first, "gent")
    town = scene.overlaps("place_name", run[0].first, run[0].last) and scene.is_any(run[0].first - 1, scene.words("inside"))
    return subject and (town or not scene.may_be(run[0].first, "nomn"))


def _is_where(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a town stands behind those who struck it ("the shelling by the army | of X")."""
    if run[-1].tag == "party.metonym" and part.tag.startswith("actor.") and not scene.may_be(part.first, "gent"):
        return True
    doer = run[-1].tag.startswith(("actor.", "source.")) and "ablt" in scene.tokens[run[-1].last - 1].marks
    of = scene.may_be(part.first, "gent") and not scene.may_be(part.first, "nomn")
    return doer and of and scene.overlaps("place_name", part.first, part.last)


def _depends(scene: Scene, run: list[Hit], part: Hit, gap: range) -> bool:
    """Whether a part stands behind a role or body whose genitives fill the gap ("head of the regional council Ivanov")."""
    if not any(h.tag.startswith(("source.", "actor.")) for h in run):
        return False
    left = gap.start
    if len(gap) == 1 and scene.is_any(left, scene.words("role_links")) and scene.tokens[part.first].text.isupper():
        return True
    if any(not scene.may_be(i, "gent") or i in scene.marked("function") or i in scene.lexical for i in gap):
        return False
    return part.tag == "name.x" or scene.may_be(part.first, "gent")


def _are_two(scene: Scene, left: Hit, part: Hit) -> bool:
    """Whether a noun with the article and a party's name stand side by side without being one name ("the report the Houthis")."""
    bare = left.tag.startswith("source.") and left.last - left.first == 1 and "the" in scene.tokens[left.first].marks
    return bare and part.tag == "party.name" and name.party(part.value).kind != "ngo"


def _is_second_party(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a party's name stands right behind another's, as the accused behind the accuser, where names have no capitals."""
    named = any(h.tag.startswith("party.") and h.last == part.first for h in run)
    return named and part.tag == "party.name" and not scene.grammar.get("capitals") and not scene.grammar.get("cases")


def _is_told(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a news house behind a person is rather whom that person told, where no preposition says so ("told a doctor AFP")."""
    if scene.grammar.get("capitals") or scene.grammar.get("cases") or part.tag != "party.name":
        return False
    person = run[-1].tag == "source.person" and run[-1].last == part.first
    staff = any(scene.is_any(i, scene.words("of_media")) for i in range(run[0].first, part.first))
    return person and name.party(part.value).kind == "media" and not staff


def _is_quoted_name(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a party's name stands in quotation marks right behind a noun for it (the organisation "X")."""
    opened = part.first - run[-1].last == 1 and scene.tokens[run[-1].last].text in '"“«'
    if scene.grammar.get("cases") and part.tag == "party.adjective" and run[-1].tag == "source.body":
        return opened and scene.tokens[part.first].text.istitle()
    named = part.tag == "party.name" or (part.tag == "name.x" and (scene.grammar.get("cases") or not scene.grammar.get("capitals")))
    noun = run[-1].tag.startswith("source.") or (run[-1].tag.startswith("actor.") and scene.grammar.get("cases"))
    return opened and bool(noun) and bool(named)


def _names_a_person(scene: Scene, run: list[Hit], part: Hit, gap: range) -> bool:
    """Whether a name of two words or more stands behind a role and the small words that describe it."""
    role = any(h.tag in ("source.person", "source.office") for h in run)
    if not role or part.tag != "name.x" or part.last - part.first < 2 or not gap:
        return False
    plain = all(scene.tokens[i].text.islower() and i not in scene.lexical for i in gap)
    return plain and scene.may_be(run[0].first, "nomn") == scene.may_be(part.first, "nomn")


def _hears(scene: Scene, part: Hit) -> bool:
    """Whether "to" before a news house says whom a speaker told."""
    media = part.tag == "party.name" and name.party(part.value).kind == "media"
    return media or scene.is_any(part.first, scene.words("told"))


def _is_role(scene: Scene, part: Hit) -> bool:
    return part.tag.startswith(("source.", "actor.")) or bool(scene.find("source", part.first, part.first + 1))


def _entity(scene: Scene, run: list[Hit]) -> Entity:
    first, last = min(h.first for h in run), max(h.last for h in run)
    while last - first > 1 and (not scene.tokens[last - 1].is_word or last - 1 in scene.marked("name_links")):
        last -= 1
    while first > 0 and scene.is_any(first - 1, scene.words("modifiers")) and run[0].tag.startswith("source."):
        first -= 1
    if run[0].tag == "source.paper" and len(run) > 1 and not scene.grammar.get("capitals"):
        first = min(h.first for h in run[1:])
    while last - first > 1 and scene.tokens[first].text in ("'", "’", "s", "-"):
        first += 1
    papers = [h for h in run if h.tag == "source.paper" and h.last == last]
    last = papers[0].first if papers and papers[0].first > first else last
    while last - first > 1 and last - 1 in scene.marked("role_links"):
        last -= 1
    if scene.grammar.get("cases"):
        last = _closed(scene, first, last)
    party = _party(scene, run, first, last)
    kind = _kind(scene, run)
    last = _with_place(scene, run, last)
    armed = any(h.tag == "actor.armed" for h in run)
    told = _behind_paper(scene, run) or first
    base = scene.base(told, last) if scene.grammar.get("cases") else ""
    entity = Entity(first, last, kind, scene.name(told, last), party, armed=armed, base=base)
    own = _own_name(scene, run, last)
    if own is None and (leading := _leading_name(scene, run)):
        return entity._replace(person=scene.name(leading.first, leading.last))
    return entity._replace(person=scene.name(own, last)) if own is not None else entity


def _behind_paper(scene: Scene, run: list[Hit]) -> int | None:
    """Where the name begins of the one whose paper it is, which keeps the paper's case ("a statement of the group X")."""
    owned = scene.grammar.get("cases") and run[0].tag == "source.paper" and len(run) > 1
    return min(h.first for h in run[1:]) if owned else None


def _closed(scene: Scene, first: int, last: int) -> int:
    """Where the quotation marks close that a name has opened, a few words further on at most (the group "X for Y")."""
    opened = [i for i in range(first, last) if scene.tokens[i].text in _OPENING]
    closing = _CLOSING.get(scene.tokens[opened[-1]].text, "") if opened else ""
    if not opened or any(scene.tokens[i].text in closing for i in range(opened[-1] + 1, last)):
        return last
    ahead = range(last, min(last + _REACH + 2, len(scene.tokens)))
    return next((i + 1 for i in ahead if scene.tokens[i].text in closing), last)


_OPENING, _CLOSING = '"«“„', {'"': '"', "«": "»", "“": "”", "„": "“”"}
"""Quotation marks, and which closes which."""


def _with_place(scene: Scene, run: list[Hit], last: int) -> int:
    """Where a person's post ends with the place that it is in ("the governor of the region of X"), where names have no capitals."""
    post = run[-1].tag == "source.person" and "the" not in scene.tokens[run[-1].first].marks
    if scene.grammar.get("capitals") or not post or run[-1].last != last or scene.is_any(run[-1].first, scene.words("nameless")):
        return last
    end = last
    while end < min(last + 4, len(scene.tokens)) and any(scene.overlaps(f, end, end + 1) for f in ("place", "place_name")):
        if scene.tokens[end].marks & {"in", "to"} or scene.overlaps("date", end, end + 1):
            break
        end += 1
    return end if scene.overlaps("place_name", last, end) else last


def _party(scene: Scene, run: list[Hit], first: int, last: int) -> str | None:
    """The party of a name: one that is the whole name or no state, or the state whose office it is."""
    parties = sorted((h for h in run if h.tag.startswith("party.")), key=lambda h: (h.first - h.last, h.first))
    office = any(h.tag == "source.office" for h in run)
    for hit in parties:
        if scene.is_any(hit.first - 1, scene.words("posted_to")) or _are_people(scene, hit):
            continue
        if name.party(hit.value).kind == "state" and scene.is_any(hit.first - 1, scene.words("for_whom")):
            continue
        if office or name.party(hit.value).kind != "state" or hit.last - hit.first >= last - first - 1:
            return str(hit.value)
    forces = [h for h in run if h.tag == "actor.state" and (h.last - h.first >= last - first - 1 or _is_led(scene, run, h))]
    return whose(scene, forces[0]) if forces else None


def whose(scene: Scene, forces: Hit) -> str | None:
    """Return the party of forces without a name: the coalition named before, or the state that the text is about."""
    if any(scene.is_any(i, scene.words("occupation")) for i in range(forces.first, forces.last)):
        return _occupier(scene, forces)
    return _named_before(scene, forces, "coalition") or _named_before(scene, forces, "army") or _leads(scene, forces) or scene.state


def _occupier(scene: Scene, forces: Hit) -> str | None:
    """The foreign state that the text named last before "the occupation forces"."""
    named = [str(h.value) for h in scene.find("party", max(0, forces.first - _FAR), forces.first)]
    return next((p for p in reversed(named) if p != scene.state and name.party(p).kind == "state"), None)


def _are_people(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective of a state stands for people of it by its plural ending ("one of the Yemenis")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    return hit.tag == "party.adjective" and scene.tokens[hit.first].text.endswith(endings)


def _is_led(scene: Scene, run: list[Hit], forces: Hit) -> bool:
    """Whether a role is that of some forces ("a spokesman for the coalition")."""
    if any(h.tag == "source.person" and h.last == forces.first for h in run) and not scene.grammar.get("capitals"):
        return True
    role = any(h.tag == "source.person" and h.last < forces.first for h in run)
    if scene.grammar.get("cases"):
        return scene.may_be(forces.first, "gent") and any(h.tag.startswith("source.") and h.last == forces.first for h in run)
    return role and any(
        scene.is_any(i, scene.words("for_whom") | scene.words("noun_of")) for i in range(run[0].first, forces.first)
    )


def _named_before(scene: Scene, forces: Hit, section: str) -> str | None:
    """The coalition, or the army of a state, that the text named last before "the coalition", "the army"."""
    words = scene.words(section)

    def says(hit: Hit) -> bool:
        return any(scene.is_any(i, words) for i in range(hit.first, hit.last))

    if not words or not says(forces):
        return None
    earlier = scene.find("party", max(0, forces.first - _FAR), forces.last)
    return next((str(h.value) for h in reversed(earlier) if says(h) and name.party(h.value).kind in _COMMANDED), None)


def _leads(scene: Scene, forces: Hit) -> str | None:
    """The coalition that fights in the country that a text is about."""
    says = any(scene.is_any(i, scene.words("coalition")) for i in range(forces.first, forces.last))
    return COALITIONS.get(scene.state or "") if says else None


COALITIONS = {
    "state.ye": "coalition.saudi", "state.sa": "coalition.saudi", "state.sy": "coalition.us", "state.iq": "coalition.us",
}  # fmt: skip
"""Which coalition a text about a state means where it names none."""
_COMMANDED = frozenset(("forces", "coalition"))
"""Kinds of parties that "the army" and "the coalition" point back to."""


def _leading_name(scene: Scene, run: list[Hit]) -> Hit | None:
    """A person's name that stands before the role ("A B the spokesman of C"), where the verb stands first."""
    role = any(h.tag in ("source.person", "source.office") for h in run[1:])
    return run[0] if role and run[0].tag == "name.x" and not scene.grammar.get("capitals") else None


def _own_name(scene: Scene, run: list[Hit], last: int) -> int | None:
    """Where a person's own name begins: behind the last role, body and party of the run."""
    if len(run) < 2:
        return None
    names = [h for h in run if h.tag == "name.x" and h.last == last]
    roles = [h for h in run if h.tag in ("source.person", "source.office")]
    if not names or not roles or any(r.first <= names[-1].first and r.last >= last for r in roles):
        return None
    if any(_names_many(scene, r) for r in roles):
        return None
    covering = [h for h in run if h.tag.startswith("party.") and h.first <= names[-1].first and h.last >= last]
    if any(h.first < names[-1].first or h.tag == "party.name" or name.party(h.value).kind != "state" for h in covering):
        return None
    if scene.grammar.get("cases") and all(t.text.isupper() for t in scene.tokens[names[-1].first : last]):
        return None
    if scene.grammar.get("cases") and roles[-1].tag == "source.office" and _is_town_of(scene, names[-1]):
        return None
    before = names[-1].first - 1
    if scene.is_any(before, scene.words("noun_of")):
        return names[-1].first + 1 if last - names[-1].first > 2 else None
    towns: list[Hit] = []
    if scene.is_any(before, scene.words("role_links")):
        towns = [h for h in scene.find("place_name", names[-1].first, last) if h.first == names[-1].first]
    if scene.grammar.get("cases") and "Name" not in scene.tokens[names[-1].first].marks:
        towns += [h for h in scene.find("place_name", names[-1].first, last) if h.first == names[-1].first and h.last < last]
    ends = [h.last for h in run if h.tag != "name.x" and h.last < last] + [h.last for h in towns]
    first = max([names[-1].first, *ends])
    if scene.grammar.get("cases") and any(h.tag.startswith("party.") and h.first <= first and h.last >= last for h in run):
        return None
    return first if first < last else None


def _is_town_of(scene: Scene, hit: Hit) -> bool:
    """Whether a name behind a role is only the town's whose post it is ("the mayor of X")."""
    of = scene.may_be(hit.first, "gent") and not scene.may_be(hit.first, "nomn")
    return of and any(h.last == hit.last for h in scene.find("place_name", hit.first, hit.first + 1))


def _names_many(scene: Scene, role: Hit) -> bool:
    """Whether a role in the plural with a capital is part of a body's name ("Doctors United", "Physicians for Rights")."""
    word, endings = scene.tokens[role.last - 1].text, tuple(scene.grammar.get("plural_endings", ()))
    return bool(endings) and word[0].isupper() and word.endswith(endings)


def _kind(scene: Scene, run: list[Hit]) -> str:
    tags = {"party" if h.tag.startswith("party.") else h.tag for h in run}
    if any(h.tag == "source.person" and _names_many(scene, h) for h in run) and "name.x" in tags:
        return "body"
    for tag, kind in (
        ("source.person", "person"),
        ("source.office", "body"),
        ("source.body", "body"),
        ("party", "party"),
        ("name.x", "name"),
    ):
        if tag in tags:
            return kind
    return "paper" if "source.paper" in tags else "actor"
