"""Toponyms: the names of the gazetteer in a text, and the datelines and abbreviations that are none of its places."""

from __future__ import annotations

from solferino import language
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.place import Place

_SENTENCE = 80
"""Tokens within which the sentence behind a dateline ends."""
_DATELINE = 12
"""Tokens behind a town within which its dateline ends."""
_AFTER = frozenset("—–-./(")
"""Marks behind the date of a dateline."""
_ABBREVIATION = 4
"""Letters up to which capitals alone make an abbreviation."""


def read(scene: Scene, home: str | None = None) -> None:
    """Add the gazetteer's names of a text to the scene, as hits of the family ``place_name``.

    With a country, names that only sound like one of its places are found as well.
    """
    hits: list[Hit] = []
    for i in scene.beginnings():
        if not hits or i >= hits[-1].last:
            length, found = _name_at(scene, i, home)
            if length == 1 and scene.grammar.get("cases") and (_is_office(scene, i, found) or scene.overlaps("source", i, i + 1)):
                continue
            if length == 1 and scene.grammar.get("cases") and _opens(scene, i) and _is_common(scene, i):
                continue
            if length and not (found[0].match == "skeleton" and (_goes_on(scene, i) or (length == 1 and _opens(scene, i)))):
                hits.append(Hit(i, i + length, "place_name", found))
    scene.replace("place_name", hits)


def is_short(scene: Scene, i: int) -> bool:
    """Whether a word is an abbreviation in capitals, as of an office or a weapon."""
    text = scene.texts[i]
    return len(text) <= _ABBREVIATION and text.isupper()


def _is_office(scene: Scene, i: int, found: tuple[Place, ...]) -> bool:
    """Whether an abbreviation is no place: not a region's behind "in" ("killed in the DPR")."""
    region = bool(found) and found[0].precision == "province" and scene.is_any(i - 1, scene.words("inside"))
    return is_short(scene, i) and not region


def _is_common(scene: Scene, i: int) -> bool:
    """Whether a word is a common one, and does not head an entry of a list ("Marganets - artillery, two wounded")."""
    heads = i + 1 < len(scene.tokens) and scene.tokens[i + 1].text in "–—:" and "NOUN" in scene.tokens[i].marks
    return "common" in scene.tokens[i].marks and not heads


def _name_at(scene: Scene, i: int, home: str | None) -> tuple[int, tuple[Place, ...]]:
    """How many tokens the name of a place takes that begins at one; how it is spelled is looked up once."""
    spelled = scene.spelled.get(i)
    if spelled is None:
        spelled = scene.spelled[i] = _joined_at(scene, i, None) or scene.gazetteer.at(scene.tokens, i)
    if spelled[0] or home is None:
        return spelled
    return _joined_at(scene, i, home) or scene.gazetteer.sounding(scene.tokens, i, country=home)


def _goes_on(scene: Scene, i: int) -> bool:
    """Whether a name only goes on at a word ("Abu | al-Yusr"), so that the word alone is no name."""
    before = scene.tokens[i - 1] if i else None
    return before is not None and (i - 1 in scene.marked("particles")) and before.text[0].isupper()


def _joined_at(scene: Scene, i: int, home: str | None) -> tuple[int, tuple[Place, ...]] | None:
    """What the gazetteer knows of a Cyrillic name with an apostrophe, which it writes as a letter."""
    parts = scene.tokens[i : i + 3]
    if len(parts) < 3 or parts[1].text not in "'’‘" or parts[0].end != parts[1].start or parts[1].end != parts[2].start:
        return None
    whole = language.tokens(f"{parts[0].text}ʼ{parts[2].text}", scene.pack.code)
    length, found = scene.gazetteer.at(whole, 0, country=home) if len(whole) == 1 else (0, ())
    return (3, found) if length else None


def _opens(scene: Scene, i: int) -> bool:
    """Whether a word has its capital only because a sentence or a line begins with it."""
    return i == 0 or scene.tokens[i - 1].text in '.!?:"“”' or "\n" in scene.text[scene.tokens[i - 1].end : scene.tokens[i].start]


def is_dateline(scene: Scene, hit: Hit) -> bool:
    """Whether a town at the head of a line says where it was written ("KYIV (Reuters) -", "BEIRUT, May 4 (AFP) -")."""
    if not scene.analytic:
        return False
    if not scene.tokens[hit.first].text.isupper():
        return _opens(scene, hit.first) and _is_written_from(scene, hit)
    at = hit.first
    while at > 0 and scene.tokens[at - 1].text.isupper() and not _opens(scene, at):
        at -= 1
    if not _opens(scene, at):
        return False
    return _dateline_end(scene, hit) is not None


def heads_report(scene: Scene, date: Hit) -> bool:
    """Whether a date is a dateline's where nouns have cases: behind the town that opens a line, before an agency or a dash."""
    at = date.first - 1
    if at < 1 or scene.texts[at] != "," or date.last >= len(scene.tokens) or scene.texts[date.last] not in _AFTER:
        return False
    while at > 0 and at - 1 in scene.upper and not _opens(scene, at):
        at -= 1
    return at < date.first - 1 and _opens(scene, at)


def behind_dateline(scene: Scene, sentence: Sentence) -> int:
    """Return where a sentence begins behind its dateline ("DAKAR, Senegal (AP) -"); where it begins, if it has none."""
    first = sentence.first
    town = scene.tokens[first].text
    if not scene.analytic or not (town.isupper() and len(town) > 2):
        return first
    end = min(first + _DATELINE, sentence.last)
    dash = next(
        (i for i in range(first + 1, end) if scene.tokens[i].text in "-–—:" and scene.tokens[i - 1].end < scene.tokens[i].start),
        None,
    )
    return dash + 1 if dash and all(_in_dateline(scene, i) for i in range(first, dash)) else first


def _is_written_from(scene: Scene, hit: Hit) -> bool:
    """Whether an agency in brackets and a dash, or a colon and a sentence, stand behind a town ("Juba, South Sudan: ...")."""
    ends = _dateline_end(scene, hit)
    if ends is None:
        return False
    if scene.tokens[ends].text != ":":
        return scene.tokens[ends - 1].text == ")"
    closing = next((t.text for t in scene.tokens[ends : ends + _SENTENCE] if t.text in ".!?"), "")
    line = scene.text[scene.tokens[hit.first].start :].partition("\n")[0].rstrip()
    return bool(closing) and line.endswith((".", '"', "”"))


def _dateline_end(scene: Scene, hit: Hit) -> int | None:
    """Return the dash or colon that ends a dateline behind its town, if nothing else stands between."""
    near = range(hit.last, min(hit.last + _DATELINE, len(scene.tokens)))
    end = next((i for i in near if scene.tokens[i].text in "-–—:"), None)
    return end if end is not None and all(_in_dateline(scene, i) for i in range(hit.last, end)) else None


def _in_dateline(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return not token.is_word or token.text.isupper() or token.text[0].isupper() or scene.overlaps("date", i, i + 1)
