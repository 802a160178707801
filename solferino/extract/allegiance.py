"""Allegiance: the party whose forces, office or people a name is."""

from __future__ import annotations

from solferino import name
from solferino.extract.scene import Hit, Scene

_FAR = 2_000
"""Tokens back to which "the coalition" may point."""
_COMMANDED = frozenset(("forces", "coalition"))
"""Kinds of parties that "the army" and "the coalition" point back to."""


def party_of(scene: Scene, run: list[Hit], first: int, last: int) -> str | None:
    """Return the party of a name: one that is the whole name or no state, or the state whose office it is."""
    parties = sorted((h for h in run if h.tag.startswith("party.")), key=lambda h: (h.first - h.last, h.first))
    office = any(h.tag == "source.office" for h in run)
    office = office or (scene.unicase and scene.says("officials", first, last))
    for hit in parties:
        if scene.is_any(hit.first - 1, scene.words("posted_to")) or _are_people(scene, hit):
            continue
        led = scene.is_any(hit.first - 1, scene.words("for_whom")) and not scene.overlaps("cite", hit.first - 1, hit.first)
        if led and name.party(hit.value).kind == "state":
            continue
        if office or name.party(hit.value).kind != "state" or hit.last - hit.first >= last - first - 1:
            return str(hit.value)
    forces = [h for h in run if h.tag == "actor.state" and (h.last - h.first >= last - first - 1 or _is_led(scene, run, h))]
    return whose(scene, forces[0]) if forces else None


def whose(scene: Scene, forces: Hit) -> str | None:
    """Return the party of forces without a name: the coalition named before, or the state that the text is about."""
    if scene.says("occupation", forces.first, forces.last):
        return _occupier(scene, forces)
    return _named_before(scene, forces, "coalition") or _named_before(scene, forces, "army") or _leads(scene, forces) or scene.state


def _occupier(scene: Scene, forces: Hit) -> str | None:
    """The foreign state that the text named last before "the occupation forces"."""
    named = [str(h.value) for h in scene.find("party", max(0, forces.first - _FAR), forces.first)]
    return next((p for p in named[::-1] if p != scene.state and name.party(p).kind == "state"), None)


def _are_people(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective of a state stands for people of it by its plural ending ("one of the Yemenis")."""
    endings = tuple(scene.grammar.get("plural_endings", ()))
    if scene.unicase and scene.overlaps("source", hit.first - 1, hit.first) and scene.tokens[hit.first - 1].text.endswith(endings):
        return False
    return hit.tag == "party.adjective" and scene.tokens[hit.first].text.endswith(endings)


def _is_led(scene: Scene, run: list[Hit], forces: Hit) -> bool:
    """Whether a role is that of some forces ("a spokesman for the coalition")."""
    if any(h.tag == "source.person" and h.last == forces.first for h in run) and not scene.grammar.get("capitals"):
        return True
    if scene.analytic and any(h.tag == "source.person" and h.first >= forces.last for h in run):
        return True
    role = any(h.tag == "source.person" and h.last < forces.first for h in run)
    if scene.grammar.get("cases"):
        leads = (h.tag.startswith("source.") and h.first < forces.first <= h.last for h in run)
        return scene.may_be(forces.first, "gent") and any(leads)
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
    return next((str(h.value) for h in earlier[::-1] if says(h) and name.party(h.value).kind in _COMMANDED), None)


def _leads(scene: Scene, forces: Hit) -> str | None:
    """The coalition that fights in the country that a text is about."""
    says = scene.says("coalition", forces.first, forces.last)
    country = name.party(scene.state).country if says and scene.state else None
    return name.coalition_in(country) if country else None
