"""Names that can speak or act: parties, bodies and persons; a name and the role beside it are one."""

from __future__ import annotations

from typing import NamedTuple

from solferino import name
from solferino.extract.scene import Scene

PEACEFUL = frozenset(("ngo", "rescue", "media", "intergovernmental", "people"))
"""Kinds of parties that report and help; they are no attackers."""


class Entity(NamedTuple):
    """One written name. ``party`` is a party key of the codebook; ``person`` is the part of the name that is a person's own,
    ``via`` who passes on what was said, ``known_as`` the first name under which the text spoke of it,
    ``body`` the key of the body that a person speaks for, ``armed`` whether it is of an armed group without a name,
    ``role`` what people without a name are, without where ("residents" of "residents of X"),
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
    role: str = ""

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
        known = self.known_as if self.person else ""
        return (known or self.person or self.party or self.known_as or self.name).casefold()

    @property
    def own(self) -> str:
        """The shortest name that says who it is: the person where one is named."""
        return self.person or self.role or self.text


def root(party: str | None) -> str | None:
    """Return the party at the top of those that a party is part of."""
    return (name.above(name.party(party)) or (party,))[-1] if party else None


def apposed(scene: Scene, entities: list[Entity]) -> list[Entity]:
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
            person = entity.text if scene.analytic else entity.person or entity.text
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
    if any(scene.is_any(named.first - 1, scene.words(section)) for section in ("inside", "located")):
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
    ranked = named.kind == "person" and named.person is not None
    titled = named.kind == "name" or (ranked and (scene.analytic or not scene.grammar.get("capitals")))
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
