"""Accusations: who is accused, attributed with an attack, or said to be behind one."""

from __future__ import annotations

from solferino.extract.scene import Hit, Scene

_ATTRIBUTED = 14
"""Words that may stand between a verb of attributing and whom it blames ("attributed four of them to the army")."""


def is_accused(scene: Scene, hit: Hit) -> bool:
    """Whether an accusing verb, a word of blame or the order of the clause makes a party the accused."""
    if scene.grammar.get("accused_last"):
        return _accused_last(scene, hit) or _is_to_blame(scene, hit)
    for say in scene.tagged("say.alleges", hit.first - 5, hit.first):
        near = 0 <= hit.first - say.last <= 2 or (scene.analytic and _only_arms(scene, say.last, hit.first))
        if near and scene.is_any(say.first, scene.words("accusing")):
            return True
    for say in scene.find("say", hit.first - 8, hit.first):
        if scene.is_any(say.first, scene.words("accusing_to")) and scene.says("to", hit.first - 2, hit.first):
            return True
    return _is_to_blame(scene, hit) or _is_involved(scene, hit)


def _only_arms(scene: Scene, first: int, last: int) -> bool:
    """Whether only weapons and whose they are stand between two tokens ("suspecting | warplanes of the | Saudi-led coalition")."""
    small = scene.words("articles") | scene.words("noun_of") | scene.words("the")
    arms = bool(scene.find(("method", "actor"), first, last))
    plain = (scene.is_any(i, small) or scene.overlaps(("method", "actor"), i, i + 1) for i in range(first, last))
    return first < last and arms and all(plain)


def _is_involved(scene: Scene, hit: Hit) -> bool:
    """Whether a party's "involvement" or "guilt" is spoken of (a genitive behind it)."""
    nouns = scene.words("involvement")
    return bool(nouns) and scene.is_any(hit.first - 1, nouns) and scene.may_be(hit.first, "gent")


def is_attributed(scene: Scene, hit: Hit) -> bool:
    """Whether a verb of attributing and "to" stand before a party ("a shelling attributed to the army")."""
    if not scene.grammar.get("accused_last") or not scene.is_any(hit.first - 1, scene.words("to")):
        return False
    says = scene.tagged("say.alleges", hit.first - _ATTRIBUTED, hit.first)
    return any(scene.is_any(h.first, scene.words("accusing_to")) for h in says)


def in_accusative(scene: Scene, hit: Hit) -> bool:
    """Whether a party is the object of an accusing verb before it ("accused of the shelling the army")."""
    says = [h for h in scene.tagged("say.alleges", hit.first - 8, hit.first) if scene.is_any(h.first, scene.words("accusing"))]
    if not says or not scene.may_be(hit.first, "accs") or scene.may_be(hit.first, "nomn"):
        return False
    between = range(says[-1].last, hit.first)
    return not scene.find("party", says[-1].last, hit.first) and all(scene.tokens[i].is_word for i in between)


def _accused_last(scene: Scene, hit: Hit) -> bool:
    """Where the verb stands first: the accused is the name behind the accuser's, or behind a verb that names no accuser."""
    if hit.tag == "party.adjective" and scene.overlaps("source", hit.first - 1, hit.first):
        return False
    for say in scene.tagged("say.alleges", hit.first - 14, hit.first)[::-1]:
        between = [h for f in ("party", "source") for h in scene.find(f, say.last, hit.first) if h.first < hit.first]
        if scene.is_any(say.first, scene.words("accusing_next")):
            return not between or hit.first - say.last <= 2
        if scene.is_any(say.first, scene.words("accusing")):
            if not scene.written_on("and", say.first) and scene.overlaps(("party", "source"), say.first - 1, say.first):
                return not between and hit.first - say.last <= 2
            if not between and hit.first - say.last <= 1 and accused_alone(scene, say.first, hit.last):
                return True
            if not between and hit.first - say.last in (1, 2) and _is_a_name(scene, say.last):
                return True
            return bool(between) and not scene.find("say", say.last, hit.first)
        if scene.is_any(say.first, scene.words("accusing_to")):
            return scene.says("to", hit.first - 2, hit.first)
    return False


def _is_a_name(scene: Scene, i: int) -> bool:
    """Whether an unknown word with the article, behind an accusing verb, is the accuser's name ("accused al-X the army of")."""
    return "the" in scene.tokens[i].marks and i not in scene.lexical and i not in scene.marked("function")


def _is_to_blame(scene: Scene, hit: Hit) -> bool:
    if scene.has("cite.accusation", hit.first - 1, hit.first):
        return False
    if scene.unicase and any(h.tag != "say.alleges" for h in scene.find("say", hit.first - 2, hit.first)):
        return False
    behind = scene.tagged("behind.x", hit.last, hit.last + 7)
    if behind and scene.is_any(behind[0].first, scene.words("blame")) and scene.tagged("say.denies", hit.first - 20, hit.first):
        return False
    return bool(behind) and not scene.find(("say", "party"), hit.last, behind[0].first)


def accused_alone(scene: Scene, verb: int, last: int) -> bool:
    """Whether "and accused A of" goes on from a speaker before it: only one name stands between the verb and "of"."""
    of = last < len(scene.tokens) and "in" in scene.tokens[last].marks
    return (
        of
        and bool(scene.grammar.get("accused_last"))
        and scene.written_on("and", verb)
        and bool(scene.find("say", verb - 25, verb))
    )
