"""Compound names: whether a role, a body, a party or an unknown word goes on with the name before it."""

from __future__ import annotations

from solferino import name
from solferino.extract.capitals import changes_case
from solferino.extract.described import describes
from solferino.extract.scene import Hit, Scene

REACH = 5
"""Words that may stand between two parts of one name ("director of emergency care ...")."""
_BODIES = ("source.body", "source.office")
"""Parts of a name that are bodies."""
_OWNED = 2
"""Plain words that may stand between a genitive and the office that it owns."""


def goes_on(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a part goes on with the name before it."""
    left = max(h.last for h in run)
    gap = range(left, part.first)
    if len(gap) > REACH:
        return False
    if scene.written_on("to", part.first) and _hears(scene, part):
        return False
    if _is_quoted_name(scene, run, part):
        return True
    if _is_told(scene, run, part):
        return False
    if scene.grammar.get("cases") and _is_bracketed(scene, run, part, gap):
        return True
    if gap and scene.unicase and _is_second_party(scene, run, part):
        return False
    if any(not scene.tokens[i].is_word and scene.tokens[i].text not in "’'-" for i in gap):
        return False
    if scene.grammar.get("cases") and not gap and (_is_apart(scene, run, part) or _is_where(scene, run, part)):
        return False
    stated = part.tag == "name.x" and any(h.tag == "party.name" for h in run)
    if stated and not gap and scene.is_any(part.first - 2, scene.words("speech_before")) and changes_case(scene, part.first):
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
    if scene.analytic and _is_owned(scene, run, part, gap):
        return True
    only_modifiers = all(scene.is_any(i, scene.words("modifiers")) or _describes(scene, run, i) for i in gap)
    named = part.tag == "name.x" and not scene.grammar.get("capitals")
    return (first_is_link and rest) or (only_modifiers and (named or _is_role(scene, part) or _is_state(scene, part)))


def _describes(scene: Scene, run: list[Hit], i: int) -> bool:
    """Whether an unknown adjective stands between a role and the state it is of ("a defence official of the Americans")."""
    role = run[-1].tag in ("source.person", "source.office", "source.body")
    return scene.unicase and role and i not in scene.lexical and describes(scene, i, run[-1].first)


def _is_owned(scene: Scene, run: list[Hit], part: Hit, gap: range) -> bool:
    """Whether a genitive "s" and at most two plain words join an office to its party ("the junta's information team")."""
    words = [i for i in gap if scene.tokens[i].is_word and scene.tokens[i].text != "s"]
    owners = any(h.last == gap.start and h.tag.startswith(("party.", "actor.")) for h in run)
    owns = owners and len(words) < len(gap) and gap.start not in words
    plain = all(scene.tokens[i].text.islower() and i not in scene.lexical and i not in scene.marked("function") for i in words)
    return owns and plain and len(words) <= _OWNED and part.tag in ("source.office", "source.body", "source.person")


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
    if len(gap) == 1 and scene.is_any(left, scene.words("attached")):
        return any(h.last == left and h.tag in _BODIES for h in run) and bool(scene.find("source", part.first, part.first + 1))
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
    """Whether a party's name stands behind another's or a full plural, as the accused behind the accuser, without capitals."""
    if scene.unicase and "the" in scene.tokens[part.first].marks and part.tag in ("party.name", "actor.state"):
        whole = tuple(scene.grammar.get("whole_endings", ()))
        if scene.tokens[part.first - 1].text.endswith(whole) and run[-1].tag != "name.x":
            return True
    named = any(h.tag.startswith("party.") and h.last == part.first for h in run)
    forces = part.tag == "actor.state" and "the" in scene.tokens[part.first].marks and run[-1].tag == "party.name"
    return named and (part.tag == "party.name" or forces) and scene.unicase


def _is_told(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a news house behind a person is rather whom that person told, where no preposition says so ("told a doctor AFP")."""
    if not scene.unicase or part.tag != "party.name":
        return False
    person = run[-1].tag == "source.person" and run[-1].last == part.first
    staff = scene.says("of_media", run[0].first, part.first)
    return person and name.party(part.value).kind == "media" and not staff


def _is_bracketed(scene: Scene, run: list[Hit], part: Hit, gap: range) -> bool:
    """Whether an abbreviation stands in brackets inside a role, or the name behind it ("head of the republic (DPR) A B")."""
    if len(gap) != 1 or not any(h.tag.startswith("source.") for h in run):
        return False
    mark, last = scene.tokens[gap.start].text, run[-1]
    if mark == "(":
        closed = part.last < len(scene.tokens) and scene.tokens[part.last].text == ")"
        return closed and all(scene.tokens[i].text.isupper() for i in range(part.first, part.last))
    goes = part.tag == "name.x" or (scene.may_be(part.first, "gent") and not scene.may_be(part.first, "nomn"))
    return mark == ")" and scene.tokens[last.first - 1].text == "(" and goes


def _is_quoted_name(scene: Scene, run: list[Hit], part: Hit) -> bool:
    """Whether a party's name stands in quotation marks right behind a noun for it (the organisation "X")."""
    opened = part.first - run[-1].last == 1 and scene.tokens[run[-1].last].text in '"“«'
    if scene.grammar.get("cases") and part.tag == "party.adjective" and run[-1].tag == "source.body":
        return opened and scene.tokens[part.first].text.istitle()
    named = part.tag == "party.name" or (part.tag == "name.x" and not scene.analytic)
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


def _is_state(scene: Scene, part: Hit) -> bool:
    """Whether the adjective of a state ends a name, where adjectives stand behind their noun ("an official military American")."""
    return scene.unicase and part.tag == "party.adjective"


def _is_role(scene: Scene, part: Hit) -> bool:
    return part.tag.startswith(("source.", "actor.")) or bool(scene.find("source", part.first, part.first + 1))
