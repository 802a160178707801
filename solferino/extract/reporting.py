"""Reporting verbs: which words report, which only seem to, and on which side of them the speaker stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solferino.extract.entities import Entity
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.voices import SPOKEN

_IN_TWO = (
    ("blame", "blaming", "say.alleges"),
    ("comment", "declining", "say.declines"),
    ("comment", "silent", "say.declines"),
    ("rejected", "rejecting", "say.denies"),
    ("denial", "replying", "say.denies"),
    ("said_ahead", "commenting", "say.states"),
    ("complementizers", "granting", "say.admits"),
    ("words_said", "contenting", "say.states"),
    ("inquiry", "ordering", "say.orders"),
    ("his_words", "passing_on", "say.states"),
    ("regret", "voicing", "say.states"),
    ("claimed", "announcing", "say.claims_responsibility"),
)
"""Lists of objects, lists of verbs that only report together with one further on, and what both mean; the first counts."""

PASSED = 25
"""Words behind a verb of passing on within which "from" stands, past what is said of the house that does."""
_ADMITTED = 7
"""Words behind a verb of admitting within which "to" or "that" opens what is admitted."""


def may_report(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence has a word that may report, or a verb that does so with an object further on."""
    first, last = sentence.first, sentence.last
    if scene.find(("say", "cite"), first, last):
        return True
    verbs = {verb for _, verb, _ in _IN_TWO} if scene.unicase else ()
    return any(first <= i < last for verb in verbs for i in scene.keyed(verb))


def split_verbs(scene: Scene, sentence: Sentence) -> Iterator[Hit]:
    """Yield the verbs that report only with an object further on ("laid on the army responsibility for the raid")."""
    found: set[int] = set()
    for objects, verbs, tag in _IN_TWO if scene.grammar.get("silent_speaker") else ():
        for i in range(sentence.first, sentence.last):
            if i not in found and scene.is_any(i, scene.words(verbs)) and "noun" not in scene.tokens[i].marks:
                if verbs == "silent" and not scene.find("negation", i - 1, i):
                    continue
                if verbs == "ordering" and scene.find("say", sentence.first, i):
                    continue
                ahead = range(i + 1, min(i + 12, sentence.last))
                said = verbs == "commenting" and _ends_words(scene, i)
                if (said or any(scene.is_any(at, scene.words(objects)) for at in ahead)) and (
                    objects == "claimed" or not scene.overlaps("say", i, i + 1)
                ):
                    found.add(i)
                    yield Hit(i - (verbs == "silent"), i + 1, tag)


def _ends_words(scene: Scene, i: int) -> bool:
    """Whether a verb with who may speak right behind it stands behind a comma or a quotation ("..., answers the army")."""
    return i > 0 and scene.tokens[i - 1].text in ',،"”»' and bool(scene.find("source", i + 1, i + 2))


def softened(scene: Scene, hit: Hit) -> Hit:
    """Return a verb as plain saying where it only owns up to own losses ("the army admitted that two soldiers had died")."""
    near = range(hit.last, hit.last + 5)
    losses = hit.tag == "say.admits" and any(scene.is_any(i, scene.words("losses")) for i in near)
    losses &= not scene.says("civil", near.start, near.stop + 3)
    return hit._replace(tag="say.states") if losses else hit


def is_no_verb(scene: Scene, hit: Hit) -> bool:
    """Whether a word before a verb makes it a noun or a passive without a speaker ("the reports", "denied reports", "is said")."""
    if scene.unicase and _is_another_word(scene, hit):
        return True
    if hit.last - hit.first == 1 and scene.is_any(hit.first, scene.words("holding")):
        return not scene.says("answerable", hit.last, hit.last + 12)
    if scene.is_any(hit.first, scene.words("sacking")) and scene.find(("count", "who"), hit.last, hit.last + 1):
        return True
    denied_by = hit.word == "denies" and scene.is_any(hit.last, scene.words("written_by"))
    goes_on = _is_active(scene, hit) and scene.is_any(hit.first - 1, scene.words("passive"))
    after = scene.is_any(hit.first - 1, scene.words("not_spoken_after"))
    if scene.is_any(hit.first, scene.words("spoken_nouns")):
        before = scene.find(("party", "say"), hit.first - 1, hit.first)
        after = after or (bool(before) and not any(h.tag == "party.name" for h in before))
    return after and not (denied_by or goes_on)


def _is_another_word(scene: Scene, hit: Hit) -> bool:
    """Whether a word without its vowels is no verb of saying: part of a scornful phrase or of a name, or "is called"."""
    scorned = any(h.first < hit.first < h.last for h in scene.tagged("reply.discredits_source", hit.first - 2, hit.first))
    named = any(h.tag == "party.name" for h in scene.find("party", hit.first - 1, hit.last) if h.last > hit.first)
    called = scene.is_any(hit.first, scene.words("called")) and scene.tokens[hit.first].text.endswith("ى")
    follows = scene.is_any(hit.first, scene.words("following"))
    belongs = follows and scene.tokens[hit.first].text.endswith(tuple(scene.grammar.get("whole_endings", ())))
    return scorned or named or called or belongs


def _is_active(scene: Scene, hit: Hit) -> bool:
    return scene.tokens[hit.first].text.endswith(tuple(scene.grammar.get("active_endings", ())))


def joins_subject(scene: Scene, hit: Hit) -> bool:
    """Whether a participle goes on from the subject of its sentence ("the army struck the school, saying fighters hid there")."""
    return _is_active(scene, hit) and scene.tokens[hit.first - 1].text == ","


def is_participle(scene: Scene, hit: Hit) -> bool:
    """Whether a verb is a participle that describes something ("the proof that refutes it")."""
    endings = tuple(scene.grammar.get("participle_endings", ()))
    return bool(endings) and scene.tokens[hit.first].text.endswith(endings)


def is_passed_on(scene: Scene, hit: Hit) -> bool:
    """Whether a verb is a passive participle that describes a noun ("the news that was passed on by ...")."""
    endings = tuple(scene.grammar.get("passive_endings", ()))
    return hit.last - hit.first == 1 and bool(endings) and scene.tokens[hit.first].text.endswith(endings)


def by_nobody(scene: Scene, hit: Hit) -> bool:
    """Whether nobody did what a verb says ("no group has claimed responsibility")."""
    if scene.unicase:
        nots = scene.find("negation", hit.first - 7, hit.first)
        return any(h.last == hit.first or scene.is_any(h.last, scene.words("announcing")) for h in nots)
    if not scene.analytic:
        return False
    return any(
        h.last <= hit.first and scene.is_any(h.first, scene.words("no_one"))
        for h in scene.find("negation", hit.first - 7, hit.first)
    )


def owns_up(scene: Scene, hit: Hit) -> bool:
    """Whether somebody concedes an attack or harm, not only that there was fighting."""
    if not scene.analytic:
        behind = range(hit.last, min(hit.last + _ADMITTED, len(scene.tokens)))
        that = scene.words("complementizers")
        return not scene.unicase or any("in" in scene.tokens[i].marks or scene.is_any(i, that) for i in behind)
    last = next(
        (i for i in range(hit.last, min(hit.last + 30, len(scene.tokens))) if scene.tokens[i].text in ".!?;"), hit.last + 30
    )
    but = [h.first for h in scene.find("say", hit.last, last)]
    last = min([last, *but])
    return bool(scene.find(("event", "method", "what"), hit.last, last) or scene.tagged("reply.accepts", hit.last - 1, last))


def is_marked_passive(scene: Scene, hit: Hit) -> bool:
    """Whether an accusing verb is written with the vowel that makes it passive, so that the accused follows it."""
    return "\u064f" in scene.tokens[hit.first].text[:4] and scene.is_any(hit.first, scene.words("accusing"))


def sides(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> Sequence[str]:
    """Return where the speaker may stand; behind the verb first, where a comma or the end of a quotation stands before it.

    Where the verb stands first by rule, a name that touches it from before is its speaker, unless one touches it from behind.
    """
    sides: Sequence[str] = scene.grammar.get("speaker", ())
    if sides and sides[0] == "after" and not scene.written_on("and", hit.first):
        ends = hit.first - (scene.unicase and scene.tokens[hit.first - 1].text in '"”»')
        touching = any(e.last == ends and e.kind in SPOKEN for e in entities)
        before = touching and (scene.is_any(hit.first, scene.words("accusing")) or not any(e.first == hit.last for e in entities))
        return sides[::-1] if before else sides
    if scene.analytic and scene.is_any(hit.first, scene.words("objecting")):
        return [side for side in sides if side == "before"]
    if scene.analytic:
        closes = hit.first > 1 and scene.tokens[hit.first - 1].text in '"”' and any(0 <= e.first - hit.last <= 1 for e in entities)
        return sides[::-1] if closes or _is_last(scene, hit, entities) else sides
    if scene.grammar.get("cases") and hit.word in ("denies", "declines"):
        return ("before", "after")
    trails = scene.grammar.get("cases") and hit.first and scene.tokens[hit.first - 1].text in ',—–-"»”'
    return sides[::-1] if trails or (scene.grammar.get("cases") and _follows(scene, hit, entities)) else sides


def _is_last(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether a verb behind a comma is followed by its speaker and nothing that the speaker does (", said spokesman A B.")."""
    if hit.first == 0 or scene.tokens[hit.first - 1].text != ",":
        return False
    behind = (e.last for e in entities if 0 <= e.first - hit.last <= 1)
    return any(last >= len(scene.tokens) or scene.tokens[last].text in ".,:;" for last in behind)


def _follows(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether a subject touches a verb from behind, and none from before ("of this on the channel X said the mayor")."""
    behind = any(e.first == hit.last and "nomn" in scene.tokens[e.first].marks for e in entities)
    before = any(e.last == hit.first and "nomn" in scene.tokens[e.first].marks for e in entities)
    return behind and not before


def passes_on(scene: Scene, hit: Hit) -> bool:
    """Whether a verb that may also mean "carried" passes on words: "from" or what was said stands behind it."""
    words = scene.words("passing_from") | scene.words("complementizers")
    behind = range(hit.last, min(hit.last + (PASSED if scene.unicase else 10), len(scene.tokens)))
    return not scene.words("passing_from") or any(scene.is_any(i, words) or scene.tokens[i].text in '"“«:' for i in behind)


def is_followed(scene: Scene, hit: Hit) -> bool:
    """Whether a verb without a subject is followed by what was said: "that", a quotation, or anything behind a participle."""
    if scene.is_any(hit.first, scene.words("saying")):
        return True
    behind = range(hit.last, min(hit.last + 3, len(scene.tokens)))
    return any(scene.tokens[i].text in '"“«:' or scene.is_any(i, scene.words("complementizers")) for i in behind)


def joins_verb(scene: Scene, hit: Hit) -> bool:
    """Whether "and" or "but" joins a verb to one before it ("the army denied the raid but said ...")."""
    if not scene.analytic:
        return scene.is_any(hit.first - 1, scene.words("and"))
    noun = scene.is_any(hit.first, scene.words("spoken_nouns")) or _is_active(scene, hit)
    return scene.is_any(hit.first - 1, scene.words("turns")) and not noun


def says_more(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether "and" joins a verb to one before, not to the name it touches ("insisted the dead were rebels and said")."""
    if not scene.analytic or not scene.is_any(hit.first - 1, scene.words("and")):
        return False
    touching = next((e for e in entities if e.last == hit.first - 1), None)
    return bool(
        touching
        and scene.is_any(touching.first - 1, scene.words("passive"))
        and scene.find("say", touching.first - 9, touching.first)
    )


def denies_next(scene: Scene, hit: Hit) -> bool:
    """Whether what is denied, not the speaker, follows a verb ("and denied Armenian reports"), unless "by" stands between."""
    return bool(scene.analytic and hit.word == "denies" and not scene.is_any(hit.last, scene.words("written_by")))


def accuses_next(scene: Scene, hit: Hit) -> bool:
    """Whether the accused, not the speaker, follows an accusing verb: unless the verb stands first in the language."""
    return scene.grammar["speaker"][0] != "after" or scene.is_any(hit.first, scene.words("accusing_next"))
