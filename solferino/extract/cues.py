"""Cues: the words of a sentence that say whether an attack is new, told before, one or one of many."""

from __future__ import annotations

from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence

_CUES = (
    "event", "unreal", "negation", "none", "plenty", "sum", "new", "same", "correct", "unknown", "double", "hedge", "toll",
)  # fmt: skip
"""Families of words that say whether an attack is new, told before, one or one of many."""

_OPENING = 4
"""Words with which a sentence opens, where a time long past says that it tells of something else than the news."""


def find(scene: Scene, sentence: Sentence) -> frozenset[str]:
    """Return the tags of the cue words of a sentence, with those that its order of words adds or takes away."""
    found = scene.find(_CUES, sentence.first, sentence.last)
    signs = {h.tag for h in found}
    news = [h for h in found if h.tag.startswith("new.")]
    if news and all(_is_counted(scene, h) for h in news):
        signs.discard("new.x")
    if "event.effect" in signs and scene.analytic and all(_by_no_attack(scene, h) for h in found if h.tag == "event.effect"):
        signs.discard("event.effect")
    inside = range(sentence.first, sentence.last)
    if any(_heads_attack(scene, i, sentence) for i in scene.keyed("others").intersection(inside)):
        signs.add("new.attack")
    if "event.attack" in signs and not scene.keyed("worst").isdisjoint(inside):
        signs.add("one.of_many")
    if scene.unicase and all(scene.overlaps("legal", h.first, h.last) for h in found if h.tag == "event.attack"):
        signs.discard("event.attack")
    plenty = [h for h in found if h.tag.startswith("plenty.")]
    if plenty and all(_is_of_something_else(scene, h) for h in plenty):
        signs.add("plenty.aside")
    nouns = [h for h in found if h.tag in ("event.attack", "event.attacks")]
    nouns += [
        h for h in scene.find("method", sentence.first, sentence.last) if h.word in ("missile", "rocket", "drone", "shelling")
    ]
    first = min((h.first for h in nouns), default=None)
    if first is not None:
        signs.discard("same.x")
        if is_definite(scene, first) or any(h.first <= first for h in _told_before(scene, sentence)):
            signs.add("same.x")
    if scene.grammar.get("cases") and not scene.words("articles"):
        signs.add("same.maybe")
    if _goes_on(scene, sentence):
        signs.add("goes.on")
    if any(h.tag == "new.past" and h.first < sentence.first + _OPENING for h in news):
        signs.add("new.recall")
    if "same.x" in signs and _is_of_another(scene, sentence):
        signs = (signs - {"same.x"}) | {"new.x"}
    return frozenset(signs)


def _heads_attack(scene: Scene, other: int, sentence: Sentence) -> bool:
    """Whether "another" or "separate" is said of an attack itself ("in another Israeli missile strike")."""
    first = other + 1
    nouns = [h for h in scene.find("event", first, min(first + 3, sentence.last)) if h.tag.startswith("event.attack")]
    return bool(nouns) and not scene.find(("count", "who", "target", "what"), first, nouns[0].first)


def _by_no_attack(scene: Scene, hit: Hit) -> bool:
    """Whether something was hit by what is no attack ("was hit by unrest", "was struck by a shortage of fuel")."""
    if not scene.is_any(hit.last, scene.words("written_by")):
        return False
    return not scene.find(("event", "method", "target", "party", "actor", "count"), hit.last, hit.last + 6)


def _is_of_something_else(scene: Scene, hit: Hit) -> bool:
    """Whether "continuing", "escalation" and the like stand beside no attack noun ("amid the continuing hostilities")."""
    return scene.is_any(hit.first, scene.words("plenty_near")) and not scene.find("event", hit.first - 2, hit.last + 2)


def _goes_on(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence begins with what the attackers did next ("They then burned the clinic")."""
    at = next((i for i in range(sentence.first, sentence.last) if scene.tokens[i].is_word), sentence.first)
    at += scene.is_any(at, scene.words("the"))
    helped = scene.says("passive", at + 1, at + 4)
    return scene.is_any(at, scene.words("attackers")) and not helped and bool(scene.tagged("event.verb", at + 1, sentence.last))


def _is_of_another(scene: Scene, sentence: Sentence) -> bool:
    """Whether an attack is only named to tell of an earlier one ("the raid came a day after gunmen stormed a clinic")."""
    for i in range(sentence.first, sentence.last):
        if scene.is_any(i, scene.words("came")):
            after = [at for at in range(i + 1, min(i + 7, sentence.last)) if scene.is_any(at, scene.words("after_that"))]
            if after and scene.find(("event", "what"), after[0], sentence.last):
                return True
    return False


def _is_the_one(scene: Scene, i: int) -> bool:
    """Whether an article is written onto a singular; a plural with an article may be any of a kind ("hospitals")."""
    if scene.overlaps("event", i, i + 1):
        return "the" in scene.tokens[i].marks and not scene.has("event.attacks", i, i + 1)
    endings = tuple(scene.grammar.get("plural_endings", ()))
    plural = scene.tokens[i].text.endswith(endings) or scene.is_any(i, scene.words("plurals"))
    return "the" in scene.tokens[i].marks and not plural


def _told_before(scene: Scene, sentence: Sentence) -> list[Hit]:
    """The words for an attack told before, not those that go on to say what it hit ("in the strike on the hospital")."""
    found = scene.find("same", sentence.first, sentence.last)
    if not scene.grammar.get("cases"):
        return found
    aims = scene.words("aimed")
    return [h for h in found if not scene.is_any(h.last, aims) and not scene.find("target", h.last, h.last + 1)]


def _is_counted(scene: Scene, new: Hit) -> bool:
    """Whether a number goes on behind "another" ("another 44 were hurt"), not counting the one in "one more"."""
    counts = scene.find("count", new.last - 1, new.last + 2)
    return any(h.first >= new.last or h.value.high != 1 for h in counts)


def is_definite(scene: Scene, i: int) -> bool:
    """Whether a definite article stands up to three plain words before a noun ("the deadly attack")."""
    if _is_the_one(scene, i) or any(_owns(scene, h.last, i) for h in scene.find("date", i - 4, i)):
        return True
    words = 0
    for at in range(i - 1, max(i - 8, -1), -1):
        if scene.is_any(at, scene.words("the")):
            return True
        words += scene.tokens[at].is_word
        if words > 3 or (scene.is_any(at, scene.words("function")) and not scene.is_any(at, scene.words("the_first"))):
            return False
        if scene.overlaps(("target", "say", "place", "what"), at, at + 1) or _is_owner(scene, at):
            return False
    return False


def _is_owner(scene: Scene, at: int) -> bool:
    """Whether a party stands between an article and a noun, other than as an adjective ("the Israeli strike")."""
    adjective = scene.grammar.get("agent_before_noun") and scene.has("party.adjective", at, at + 1)
    return scene.overlaps("party", at, at + 1) and not adjective


def _owns(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing or a genitive "s" stands between a date and a noun ("Monday's attack")."""
    return first <= last and all(scene.tokens[i].text in ("'", "’", "s") for i in range(first, last))
