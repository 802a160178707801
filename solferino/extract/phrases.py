"""What is said about an attack in words of its own: effects, purposes, legal characterisations, double taps."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract import breaches
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence

_PURPOSE_WORDS = 18
_AIMED = 16
"""Words before an aim within which the attack stands that it is of."""
_ARTICLE = 14
"""Tokens that the article of a law in brackets may have."""
_FAMILIES = ("effect", "legal", "purpose", "none", "correct", "double")


def find(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    """Yield the effects, purposes, legal words and double taps of a sentence."""
    first, last = sentence.first, sentence.last
    if not scene.find(_FAMILIES, first, last) and not any(first <= i < last for i in scene.keyed("breaches")):
        return
    for hit in scene.find("effect", first, last):
        yield Fill("effect", hit.word, hit.first, hit.last, "effect.word")
    for hit in breaches.find(scene, first, last):
        yield _legal(scene, sentence, hit)
    for hit in scene.find("purpose", first, last):
        if hit.word != "none" and (not scene.unicase or _is_of_attack(scene, sentence, hit)):
            yield _purpose(scene, sentence, hit)
    for hit in scene.find("none", first, last):
        yield Fill("negation", {"what": hit.word}, hit.first, hit.last, "negation.words")
    yield from _corrections(scene, sentence)
    for hit in scene.find("double", first, last):
        yield Fill("double_tap", True, hit.first, hit.last, "double_tap.word")


def _is_of_attack(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether an attack is told right before an aim, so that it is the attack's."""
    told = scene.find(("event", "method"), max(sentence.first, hit.first - _AIMED), hit.first)
    return bool(told) or scene.is_any(hit.first, scene.words("revenge"))


def _corrections(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    """An earlier figure that no longer stands: the words of correction with the number beside them."""
    for hit in scene.find("correct", sentence.first, sentence.last):
        numbers = scene.find("count", hit.first - 3, min(hit.last + 8, sentence.last))
        if numbers:
            first, last = min(hit.first, numbers[0].first), max(hit.last, numbers[0].last)
            rule = "correction.old" if hit.tag == "correct.old" else "correction.new"
            yield Fill("correction", {"of": scene.quote(numbers[0].first, numbers[0].last)}, first, last, rule)


def _legal(scene: Scene, sentence: Sentence, hit: Hit) -> Fill:
    first = hit.first
    while (
        first > sentence.first
        and first > hit.first - 3
        and (scene.is_any(first - 1, scene.words("legal_lead")) or scene.find("hedge", first - 1, first))
    ):
        first -= 1
    last = _past_article(scene, sentence, hit.last)
    return Fill("legal", scene.quote(first, last), first, last, "legal.word")


def _past_article(scene: Scene, sentence: Sentence, last: int) -> int:
    """Where the article of a law in brackets ends that stands right behind a legal word, where nouns have cases."""
    if not scene.grammar.get("cases") or last >= sentence.last or scene.tokens[last].text != "(":
        return last
    closed = next((i + 1 for i in range(last, min(last + _ARTICLE, sentence.last)) if scene.tokens[i].text == ")"), last)
    return closed if scene.says("article_of_law", last, closed) else last


def _purpose(scene: Scene, sentence: Sentence, hit: Hit) -> Fill:
    """The aim reaches from its opening words to the end of the clause."""
    last = hit.last
    ends = scene.words("purpose_end")
    while last < min(sentence.last, hit.first + _PURPOSE_WORDS):
        token = scene.tokens[last]
        if (
            token.text in '.;!?"”»'
            or (scene.is_any(last, ends) and last - hit.first > 3)
            or (scene.find("say", last, last + 1) and last - hit.first > 3)
        ):
            break
        last += 1
    while last > hit.last and not scene.tokens[last - 1].is_word:
        last -= 1
    rule = "purpose.strategy" if hit.word == "strategy" else "purpose.words"
    return Fill("purpose", scene.quote(hit.first, last), hit.first, last, rule)
