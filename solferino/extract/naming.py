"""The names of a sentence that can speak or act, each put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator

from solferino import name
from solferino.extract import forces, unicase
from solferino.extract.allegiance import party_of
from solferino.extract.capitals import capitals, split_at_states
from solferino.extract.compounds import REACH, goes_on
from solferino.extract.described import describes, is_first_name
from solferino.extract.entities import Entity, apposed
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence

_DESCRIBED = 3
"""Words that may describe a role or a body behind it."""
_FIELD = 5
"""Words that may say what a body works for."""
_OBLIQUE = frozenset(("gent", "datv", "ablt", "loct"))
"""Cases in which what a body works for may stand."""
_DOTTED = 3
"""Tokens of which initials have at least so many ("U", ".", "S")."""
_OPENING, _CLOSING = '"«“„', {'"': '"', "«": "»", "“": "”", "„": "“”"}
"""Quotation marks, and which closes which."""


def find(scene: Scene, sentence: Sentence) -> list[Entity]:
    """Return the names of a sentence in order; parts that belong together are one name."""
    parts = sorted((p for p in _parts(scene, sentence) if not _only_describes(scene, p)), key=lambda h: (h.first, -h.last))
    runs: list[list[Hit]] = []
    for part in parts:
        if (runs and part.first < max(h.last for h in runs[-1])) or (runs and goes_on(scene, runs[-1], part)):
            runs[-1].append(part)
        else:
            runs.append([part])
    names = scene.grammar.get("capitals")
    found = [_entity(scene, run) for run in runs if names or any(h.tag != "party.adjective" for h in run)]
    return apposed(scene, _apart(found) if scene.grammar.get("cases") else found)


def _apart(found: list[Entity]) -> list[Entity]:
    """Names that are no part of a longer one before them ("the committee for the protection of | journalists")."""
    return [e for i, e in enumerate(found) if not any(e.first < longer.last for longer in found[:i])]


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
        found = (h for h in scene.find(family, sentence.first, sentence.last) if not is_first_name(scene, h.first))
        found = (h for h in found if not forces.is_opposed(scene, h.first))
        yield from (
            h
            for h in found
            if not (_is_house(scene, h) or _is_told_of(scene, h) or _is_small(scene, h))
            and not (family == "actor" and _is_of_office(scene, h))
        )
    if scene.grammar.get("capitals"):
        for hit in capitals(scene, sentence):
            yield from split_at_states(scene, hit)
    else:
        yield from unicase.behind_roles(scene, sentence)
        yield from unicase.behind_bodies(scene, sentence)
        yield from unicase.behind_saying(scene, sentence)


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


def _is_small(scene: Scene, hit: Hit) -> bool:
    """Whether what looks like a form of a word for a speaker is a small word (Russian "after", "of an envoy")."""
    lone = scene.grammar.get("cases") and hit.last - hit.first == 1
    return bool(lone) and scene.texts[hit.first].islower() and hit.first in scene.marked("function")


def _is_told_of(scene: Scene, hit: Hit) -> bool:
    """Whether a word for a paper is a verb by its ending ("reported", "documented")."""
    return scene.analytic and hit.tag == "source.paper" and scene.tokens[hit.last - 1].text.endswith(("ed", "ing"))


def _is_titled(scene: Scene, i: int) -> bool:
    """Whether a name of its own in quotation marks follows ("the channel «Steppe»")."""
    return i < len(scene.tokens) and scene.tokens[i].text in '"“«'


def _entity(scene: Scene, run: list[Hit]) -> Entity:
    first, last = min(h.first for h in run), max(h.last for h in run)
    while last - first > 1 and not _is_initials(scene, run, last) and _is_loose(scene, last - 1):
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
        open_ = any(scene.texts[i] == "(" for i in range(first, last)) and ")" not in scene.texts[first:last]
        last += open_ and last < len(scene.tokens) and scene.texts[last] == ")"
        last = _with_field(scene, run, _with_region(scene, run, last))
    party = party_of(scene, run, first, last)
    kind = _kind(scene, run)
    last = _with_adjectives(scene, run, _with_place(scene, run, last))
    armed = any(h.tag == "actor.armed" for h in run)
    told = _behind_paper(scene, run) or first
    base = scene.base(told, last) if scene.grammar.get("cases") else ""
    role = _role(scene, run, first, last) if scene.analytic and not (party or armed) else ""
    entity = Entity(first, last, kind, scene.name(told, last), party, armed=armed, base=base, role=role)
    own = _own_name(scene, run, last)
    if own is None and (leading := _leading_name(scene, run) or _member(scene, run)):
        return entity._replace(person=scene.name(leading.first, leading.last))
    return entity._replace(person=scene.name(own, last)) if own is not None else entity


def _role(scene: Scene, run: list[Hit], first: int, last: int) -> str:
    """What people without a name are, where the place that they are in or of ends their name; else nothing."""
    heads = [h for h in run if h.tag == "source.person" and h.first >= first]
    at = heads[0].last if heads else last
    many = scene.tokens[at - 1].text.endswith(tuple(scene.grammar.get("plural_endings", ())))
    where = scene.words("inside") | scene.words("located") | (scene.words("noun_of") if many else frozenset())
    named = any(scene.tokens[i].text[0].isupper() for i in range(first + 1, at))
    return scene.name(first, at) if at < last and not named and scene.is_any(at, where) else ""


def _is_loose(scene: Scene, i: int) -> bool:
    """Whether a mark or a small word at the end of a name is no part of it."""
    return not scene.tokens[i].is_word or i in scene.marked("name_links")


def _is_initials(scene: Scene, run: list[Hit], last: int) -> bool:
    """Whether a name ends in the letters and full stops of a party's ("U.S.")."""
    dotted = (h for h in run if h.tag.startswith("party.") and h.last == last and last - h.first >= _DOTTED)
    return scene.analytic and any(scene.tokens[h.first + 1].text == "." for h in dotted)


def _behind_paper(scene: Scene, run: list[Hit]) -> int | None:
    """Where the name begins of the one whose paper it is, which keeps the paper's case ("a statement of the group X")."""
    names = [h.first for h in run[1:] if h.tag != "source.paper"]
    owned = scene.grammar.get("cases") and run[0].tag == "source.paper" and names
    return min(names) if owned else None


def _with_region(scene: Scene, run: list[Hit], last: int) -> int:
    """Where the region ends whose adjective ends a body's name ("the police of the Kharkiv | region"), where nouns have cases."""
    adjective = scene.texts[last - 1][0].isupper() and "NOUN" not in scene.tokens[last - 1].marks and scene.may_be(last - 1, "gent")
    if not adjective or run[0].tag not in ("source.body", "source.office", "source.person"):
        return last
    return last + any(h.tag in ("place.province", "place.district") for h in scene.find("place", last, last + 1))


def _with_field(scene: Scene, run: list[Hit], last: int) -> int:
    """Where a body's name ends that goes on with what it works for ("the committee | for the protection of journalists")."""
    heads = [h for h in run if h.tag in ("source.body", "source.office")]
    if not any(scene.is_any(i, scene.words("field_heads")) for h in heads for i in range(h.first, h.last)):
        return last
    if not scene.is_any(last, scene.words("by_field")) or any(
        h.tag == "name.x" and h.last == last and _is_first(scene, h) for h in run
    ):
        return last
    end = last + 1
    while end < min(last + 1 + _FIELD, len(scene.tokens)) and scene.tokens[end].is_word:
        linked = end > last + 1 and scene.is_any(end, scene.words("by_field_too")) and scene.may_be(end + 1, "ablt")
        if not (scene.tokens[end].marks & _OBLIQUE or linked):
            break
        if scene.overlaps(("event", "say"), end, end + 1):
            return last
        end += 1
    if end - last < 2:
        return last
    land = scene.is_any(end, scene.words("inside")) and scene.overlaps(("party", "place_name"), end + 1, end + 2)
    return end + 2 if land else end


def _is_first(scene: Scene, hit: Hit) -> bool:
    return "Name" in scene.tokens[hit.first].marks


def _closed(scene: Scene, first: int, last: int) -> int:
    """Where the quotation marks close that a name has opened, a few words further on at most (the group "X for Y")."""
    opened = [i for i in range(first, last) if scene.tokens[i].text in _OPENING]
    closing = _CLOSING.get(scene.tokens[opened[-1]].text, "") if opened else ""
    if not opened or any(scene.tokens[i].text in closing for i in range(opened[-1] + 1, last)):
        return last
    ahead = range(last, min(last + REACH + 2, len(scene.tokens)))
    return next((i + 1 for i in ahead if scene.tokens[i].text in closing), last)


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


def _with_adjectives(scene: Scene, run: list[Hit], last: int) -> int:
    """Where the words end that describe a role or a body ("a rights | network", "the spokesman | of the council")."""
    heads = [h for h in run if h.tag in ("source.person", "source.body", "source.office")]
    if not scene.unicase or not heads or any(h.first >= heads[-1].last and h.tag != "party.adjective" for h in run):
        return last
    head = heads[-1]
    end = last
    if end == head.last < len(scene.tokens) and scene.is_any(head.first, scene.words("takes_owner")):
        end += "the" in scene.tokens[end].marks and not scene.tokens[end].marks & {"to", "in", "as"}
    while end < min(last + _DESCRIBED, len(scene.tokens)) and (
        describes(scene, end, head.first)
        or (scene.is_any(end, scene.words("modifiers")) and not scene.tokens[end].marks & {"to", "in", "as"})
    ):
        end += 1
    return _with_house(scene, head, end)


def _with_house(scene: Scene, head: Hit, last: int) -> int:
    """Where the house ends that a person without a name speaks from ("a source | in the hospital", "a doctor | in X hospital")."""
    at = last + 1
    if head.tag == "source.body" or at >= len(scene.tokens) or not scene.is_any(last, scene.words("inside")):
        return last
    houses = [
        h for f in ("target", "source") for h in scene.find(f, at, at + 1) if h.word not in ("other_civilian", "person", "paper")
    ]
    if not houses and not scene.is_any(at, scene.words("institutions")):
        return last
    end = max([at + 1, *(h.last for h in houses)])
    while end < at + _DESCRIBED and end < len(scene.tokens) and describes(scene, end, at):
        end += 1
    return end


def _leading_name(scene: Scene, run: list[Hit]) -> Hit | None:
    """A person's name that stands before the role ("A B the spokesman of C"), where the verb stands first."""
    role = any(h.tag in ("source.person", "source.office") for h in run[1:])
    return run[0] if role and run[0].tag == "name.x" and not scene.grammar.get("capitals") else None


def _member(scene: Scene, run: list[Hit]) -> Hit | None:
    """A person's name of two words before "of" and the body the person is of ("A B of the Civil Defence")."""
    if not scene.analytic or len(run) < 2 or run[0].tag != "name.x" or run[0].last - run[0].first < 2:
        return None
    of = scene.is_any(run[0].last, scene.words("noun_of"))
    named = scene.overlaps(("source", "party"), run[0].first, run[0].last)
    return run[0] if of and not named and any(h.tag == "source.body" or h.tag.startswith("party.") for h in run[1:]) else None


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
    if scene.analytic and (scene.is_any(before, scene.words("for_whom")) or scene.tokens[before].text in ("s", "'", "’")):
        return None
    if scene.is_any(before, scene.words("noun_of")):
        return names[-1].first + 1 if last - names[-1].first > 2 else None
    towns: list[Hit] = []
    if scene.analytic and scene.is_any(before, scene.words("role_links")):
        return None
    if scene.is_any(before, scene.words("role_links")):
        towns = [h for h in scene.find("place_name", names[-1].first, last) if h.first == names[-1].first]
    if scene.grammar.get("cases") and "Name" not in scene.tokens[names[-1].first].marks:
        towns += [h for h in scene.find("place_name", names[-1].first, last) if h.first == names[-1].first and h.last < last]
    ends = [h.last for h in run if h.tag != "name.x" and h.last < last] + [h.last for h in towns]
    first = max([names[-1].first, *ends])
    while scene.grammar.get("cases") and first < last - 1 and len(scene.texts[first]) > 1 and scene.texts[first].isupper():
        first += 1
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
    named = [h for h in run if scene.unicase and h.tag == "party.name" and h.last - h.first > 1]
    run = [h for h in run if not any(n.first <= h.first and h.last <= n.last for n in named)] + named
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
