"""Counts of a sentence: casualties, attacks and facilities."""

from __future__ import annotations

from collections.abc import Iterator

from solferino.extract import casualties, victims
from solferino.extract.casualties import is_cut
from solferino.extract.fills import Fill
from solferino.extract.numbers import is_other
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.targets import FACILITIES


def find(scene: Scene, sentence: Sentence) -> list[Fill]:
    """Return the counts of a sentence, in order."""
    if not scene.find(("count", "who"), sentence.first, sentence.last):
        return []
    fills = list(_events(scene, sentence)) + list(_facilities(scene, sentence))
    taken = {i for f in fills for i in range(f.first, f.last)}
    numbers = [n for n in victims.find(scene, sentence) if n.first not in taken]
    return fills + list(casualties.find(scene, sentence, numbers))


def _events(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    last = -1
    for hit in scene.find("count", sentence.first, sentence.last):
        tags = (
            "event.attacks",
            *(("event.attack",) if scene.grammar.get("singular_counted") and (hit.value.low or 0) > 10 else ()),
        )
        nouns = (h for h in scene.find("event", hit.last - 1, min(hit.last + 4, sentence.last)) if h.tag in tags)
        noun = next((h for h in nouns if h.tag == "event.attacks" or not _is_within(scene, hit, h)), None)
        if noun is None and (
            _are_part(scene, last, hit)
            or _repeats(scene, hit, sentence)
            or _incidents(scene, hit, sentence)
            or _of_them(scene, hit, sentence)
        ):
            noun = Hit(hit.last, hit.last + 1, "event.attacks")
        elif noun is None or is_other(scene, hit, sentence.last) or is_cut(scene, hit.last, noun.first, "count_cut"):
            continue
        if (_too_few_or_year(hit) and "," not in scene.quote(hit.first, hit.last)) or scene.find(
            ("who", "what"), hit.last, noun.first
        ):
            continue
        last = noun.last
        kind = ("detained", "people") if _are_arrests(scene, noun) else ("attacks", "attacks")
        value = {"what": kind[0], "who": kind[1], "low": hit.value.low, "high": hit.value.high, "approx": hit.value.approx}
        yield Fill("count", value, hit.first, noun.last, "count.attacks", hit.value.hedge)


def _is_within(scene: Scene, hit: Hit, noun: Hit) -> bool:
    """Whether a preposition stands between a number and an attack, which it then does not count ("dozens died in a raid")."""
    words = scene.words("count_stop")
    return "in" in scene.tokens[noun.first].marks or any(scene.is_any(i, words) for i in range(hit.last, noun.first))


def _are_arrests(scene: Scene, noun: Hit) -> bool:
    """Whether counted cases are arrests, each of one person, where such nouns stand behind "case" ("157 case of arrest")."""
    return bool(scene.grammar.get("singular_counted")) and scene.has("what.detained", noun.first, noun.last)


def _repeats(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number says how often something was attacked ("at least eleven times")."""
    often = scene.is_any(hit.last, scene.words("repeats")) and (hit.value.low or 0) > 1
    return often and bool(scene.find("event", sentence.first, sentence.last))


def _incidents(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number counts incidents, of which the sentence says what they were ("2,562 incidents, among them raids")."""
    counted = scene.is_any(hit.last, scene.words("incidents")) and not _too_few_or_year(hit)
    return counted and bool(scene.find("event", hit.last + 1, sentence.last))


def _are_part(scene: Scene, last: int, hit: Hit) -> bool:
    """Whether a number behind counted attacks counts some of them ("103 attacks, 89 of them on clinics")."""
    if last < 0 or not scene.words("said_to_be") or not scene.has("including.x", hit.last, hit.last + 1):
        return False
    struck = scene.is_any(hit.last + 2, scene.words("upon"))
    return struck and not scene.find(("who", "what"), last, hit.first)


def _of_them(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number counts those of the attacks told before that are somebody's ("attributed four of them to the army")."""
    if not scene.is_any(hit.last, scene.words("of_them")):
        return False
    blamed = scene.tagged("say.alleges", sentence.first, hit.first) or scene.tagged(
        "by.x", hit.last, min(hit.last + 6, sentence.last)
    )
    return bool(blamed)


def _too_few_or_year(hit: Hit) -> bool:
    low, high = hit.value.low, hit.value.high
    return (low is not None and low < 2 and high is not None) or (low == high and low is not None and 1900 < low < 2100)


def _facilities(scene: Scene, sentence: Sentence) -> Iterator[Fill]:
    cases = bool(scene.grammar.get("cases"))
    places = FACILITIES | {"ambulance", "cultural"} if cases else FACILITIES
    told = False
    for hit in scene.find("count", sentence.first, sentence.last):
        noun = next((h for h in scene.find("target", hit.last, hit.last + 3 + 2 * cases) if h.word in places), None)
        if noun is None and told and (ruined := _ruined(scene, hit)):
            noun = ruined
        if (
            noun is None
            or is_other(scene, hit, sentence.last)
            or _broken(scene, hit.last, noun.first)
            or scene.find("who", noun.first, noun.last + 1)
            or (scene.grammar.get("cases") and scene.find("who", hit.last, noun.first))
            or scene.find("event", noun.first, noun.last)
        ):
            continue
        told = cases
        value = {
            "what": "facilities",
            "who": "facilities",
            "low": hit.value.low,
            "high": hit.value.high,
            "approx": hit.value.approx,
        }
        yield Fill("count", value, hit.first, noun.last, "count.facilities", hit.value.hedge)


def _ruined(scene: Scene, hit: Hit) -> Hit | None:
    """The word of damage right behind a number that counts some of the facilities before it ("damaged 311 sites, 46 destroyed")."""
    return next((h for h in scene.find("effect", hit.last, hit.last + 1) if h.word in ("destroyed", "damaged")), None)


def _broken(scene: Scene, first: int, last: int) -> bool:
    first += first < last and scene.tokens[first].text == ")" and not scene.grammar.get("capitals")
    marks = "'’ʼ" if scene.grammar.get("cases") else ""
    words = (i for i in range(first, last) if not (marks and scene.tokens[i].text in marks))
    return any(not scene.tokens[i].is_word or scene.is_any(i, scene.words("count_stop")) for i in words)
