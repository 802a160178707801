"""Memory: the speakers named so far, and which of them a short name or "the group" stands for."""

from __future__ import annotations

from dataclasses import dataclass

from solferino import name
from solferino.extract.entities import PEACEFUL, Entity
from solferino.extract.scene import Scene

_BACK = 400
"""Tokens back to which "the group" may point."""
_MEMORY = 80
"""Speakers that a text may point back to."""

_BACK = 120
"""Words back to which "the group" may point."""
_NO_NAMES = frozenset((
    "The", "For", "Mrs", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof", "Prof.", "Gen.", "Col.", "Maj.", "Capt.", "Sgt.", "Lt.",
))  # fmt: skip
"""Words with a capital that are no part of a name."""
_TIED = ("-based", "-run", "-led", "-backed", "-affiliated", "-controlled", "-installed", "-aligned")
"""Ends of words that only say where a speaker sits or whose it is."""


@dataclass(slots=True)
class Memory:
    """The speakers named so far, latest last; what "he" or "the group" points back to."""

    named: list[Entity]

    def add(self, entity: Entity) -> None:
        """Remember a speaker; of very many only the first and the latest."""
        self.named.append(entity)
        if len(self.named) > _MEMORY:
            del self.named[1]

    def resolve(self, entity: Entity) -> Entity:
        """Return the earlier name that a short name or a bare role stands for, or the entity under its first name."""
        words = _words(entity)
        plain = bool(entity.base) and not any(w[0].isupper() for w in entity.base.split())
        for earlier in self.named[::-1]:
            before = set(earlier.base.casefold().split()) if plain else _words(earlier)
            if words and words < before and (earlier.person is None or words <= set(earlier.person.casefold().split())):
                return earlier
            if entity.base and entity.person and earlier.kind == "name" and _is_case_of(earlier, entity.person):
                return entity._replace(known_as=earlier.key)
            if entity.base and _is_case_of(entity, earlier.person or (earlier.text if earlier.kind == "name" else "")):
                return earlier
            if before and before <= words and earlier.person is None and entity.person is None:
                return entity._replace(known_as=earlier.key, party=entity.party or earlier.party)
        return entity

    def latest(self, *kinds: str) -> Entity | None:
        """Return the latest speaker of some kinds."""
        return next((e for e in self.named[::-1] if e.kind in kinds), None)


_ENDING = 3
"""Letters that the ending of a name's case may have."""


def _is_case_of(entity: Entity, person: str) -> bool:
    """Whether a lone name is the last of a person's names in another case ("by the words of Ivanova": Anna Ivanov)."""
    last = person.split()[-1] if " " in person else ""
    name = entity.text
    shared = next((i for i, (a, b) in enumerate(zip(name, last, strict=False)) if a != b), min(len(name), len(last)))
    lone = entity.kind == "name" and " " not in name and name[0].isupper()
    return lone and shared > _ENDING and max(len(name), len(last)) - shared <= _ENDING


def _words(entity: Entity) -> set[str]:
    """The words that make a name: those with a capital, where there are any."""
    words = {w.strip("’',،\"“”«»") for w in entity.name.replace("’s", "").replace("'s", "").split() if len(w) > 2}
    named = {w for w in words if w[0].isupper() and w not in _NO_NAMES and not w.endswith(_TIED)}
    return {w.casefold() for w in named or words - {"the", "for"}}


def meant(scene: Scene, entity: Entity, memory: Memory) -> Entity:
    """Return whom a short name means; a report or a statement is spoken by the body that wrote it."""
    if entity.kind == "paper":
        return memory.latest("body", "party", "person", "name") or entity
    if entity.party is None and scene.says("on_its_behalf", entity.first, entity.last):
        spoken = memory.latest("party", "body")
        return entity._replace(party=spoken.party) if spoken else entity
    if entity.person and entity.party is None and _points_back(scene, entity):
        body = memory.latest("body", "party")
        party = body.party if body else None
        entity = entity._replace(body=body.key, party=party) if body else entity
    if entity.armed and entity.party is None and scene.analytic:
        return next((e for e in memory.named[::-1] if e.party and name.party(e.party).kind == "armed_group"), entity)
    if scene.unicase and entity.party is None and (group := _group_before(scene, entity)):
        return entity._replace(party=group)
    same = entity if _is_only_of(scene, entity) else _holder(scene, entity, memory) or memory.resolve(entity)
    known = same._replace(via=entity.via) if entity.via else same
    if known is entity and scene.words("said_to_be") and (many := _several(entity, memory)):
        return many
    if entity.via is None and known is entity and entity.party is None and entity.person is None and _points_back(scene, entity):
        if scene.analytic:
            return _body_before(scene, entity, memory) or entity
        return memory.latest("body", "party") or _first_named(memory) or entity
    office = next((e for e in memory.named[::-1] if _same_office(scene, e, entity)), None)
    return known._replace(party=office.party) if office and (known.party is None or known is entity) else known


def _holder(scene: Scene, entity: Entity, memory: Memory) -> Entity | None:
    """Who holds an office that is named without its holder ("the governor", "the head of the region"): the latest head named."""
    heads, places = scene.words("heads"), scene.words("heads_of")
    if not heads or entity.person or entity.kind not in ("person", "body") or not scene.is_any(entity.first, heads):
        return None
    plain = all(scene.is_any(i, places | heads) for i in range(entity.first, entity.last))
    one = "plur" not in scene.tokens[entity.first].marks
    holders = (e for e in memory.named[::-1] if e.person and not heads.isdisjoint(e.base.casefold().split()))
    return next(holders, None) if plain and one else None


def _group_before(scene: Scene, entity: Entity) -> str | None:
    """The armed group that a text named last before "the group" or "the movement", where it had not spoken so far."""
    bare = entity.last - entity.first == 1 and "the" in scene.tokens[entity.first].marks
    if not bare or not scene.is_any(entity.first, scene.words("armed_bodies")):
        return None
    named = scene.find("party", max(0, entity.first - _BACK), entity.first)
    return next((str(h.value) for h in named[::-1] if name.party(h.value).kind == "armed_group"), None)


def _is_only_of(scene: Scene, entity: Entity) -> bool:
    """Whether a role is named by nothing but the country it is of ("a Syrian military source"), and so is nobody named before."""
    if not scene.analytic or entity.kind not in ("person", "body") or entity.person:
        return False
    named = [i for i in range(entity.first, entity.last) if _is_capital(scene, i) or i in scene.upper]
    adjectives = {i for h in scene.tagged("party.adjective", entity.first, entity.last) for i in range(h.first, h.last)}
    return bool(named) and adjectives.issuperset(named)


def _several(entity: Entity, memory: Memory) -> Entity | None:
    """Several people without a name ("the officials", "medics"): those told of before by the same noun, else they themselves."""
    noun = entity.text.split()[-1]
    if entity.party is not None or entity.person is not None or not (noun.islower() and noun.endswith("s")):
        return None
    return next((e for e in memory.named[::-1] if e.text.split()[-1] == noun and e.person is None), entity)


def _body_before(scene: Scene, entity: Entity, memory: Memory) -> Entity | None:
    """Whom "the group" or "a spokesman" points back to: one of the same noun, else a body that is no army and no office."""
    noun, words = entity.text.split()[-1].casefold(), _plain(entity)
    described = range(entity.first, entity.last - 1)
    if entity.kind == "body" and not all(
        scene.is_any(i, scene.words("of_bodies") | scene.words("articles") | scene.words("the")) for i in described
    ):
        return None
    same = next((e for e in memory.named[::-1] if noun in _plain(e)), None)
    if same or not scene.is_any(entity.last - 1, scene.words("bodies") | scene.words("voices")):
        return same
    civil = entity.kind == "body"
    apt = (e for e in memory.named[::-1] if e.kind in ("body", "party", "name") and e.person is None)
    return next(
        (e for e in apt if not (civil and e.party and name.party(e.party).kind not in PEACEFUL) and words != _plain(e)), None
    )


def _plain(entity: Entity) -> set[str]:
    return {w.casefold() for w in entity.text.split()}


def _first_named(memory: Memory) -> Entity | None:
    """The body that a text named first, by its name alone."""
    return next((e for e in memory.named if e.kind == "name" and e.person is None), None)


def _same_office(scene: Scene, earlier: Entity, entity: Entity) -> bool:
    """Whether a bare "ministry spokesman" is of the ministry that was named before."""
    bare = entity.party is None or not scene.overlaps("party", entity.first, entity.last)
    if not bare or not earlier.party or not scene.overlaps("party", earlier.first, earlier.last):
        return False
    here, there = (set(e.text.casefold().split()) & scene.words("offices") for e in (entity, earlier))
    return bool(here & there)


def _points_back(scene: Scene, entity: Entity) -> bool:
    """Whether an entity only points to a body named before ("the group", "its authors", "a representative of the organisation")."""
    last = _own_first(scene, entity) if entity.person else entity.last
    if scene.grammar.get("cases") and not scene.says("points_back", entity.first, last):
        return False
    if scene.grammar.get("capitals") and any(_is_capital(scene, i) for i in range(entity.first, last)):
        return False
    if scene.grammar.get("cases"):
        return True
    before = range(entity.first - 1, entity.last)
    if entity.kind == "body" and entity.last - entity.first == 1 and "the" in scene.tokens[entity.first].marks:
        return True
    return any(scene.is_any(i, scene.words("definite")) and scene.overlaps("source", i + 1, i + 3) for i in before)


def _own_first(scene: Scene, entity: Entity) -> int:
    """Where a person's own name begins within a name and its role."""
    start = scene.text.find(entity.person or "", scene.tokens[entity.first].start)
    return next((i for i in range(entity.first, entity.last) if scene.tokens[i].start >= start >= 0), entity.last)


def _is_capital(scene: Scene, i: int) -> bool:
    """Whether a word has a capital that no sentence's beginning gives it."""
    return scene.tokens[i].text[0].isupper() and i > 0 and scene.tokens[i - 1].is_word
