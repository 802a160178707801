"""Ages: numbers that only say how old people are, and how many people a list of ages tells of, where nouns have cases."""

from __future__ import annotations

from typing import NamedTuple

from solferino.extract.scene import Hit, Scene

_HYPHENS = "-‑–"


class Ages(NamedTuple):
    """The ages around a noun: how many there are, and the tokens from the first of them or the noun to the last."""

    several: int
    first: int
    last: int


def around(scene: Scene, first: int, last: int) -> Ages:
    """Return the ages before a noun ("45- and 62-year-old men") or behind it ("women 56 and 66 years old"); none elsewhere."""
    if not scene.words("aged"):
        return Ages(0, first, last)
    before, begins = _before(scene, first)
    if before:
        return Ages(before, begins, last)
    behind, ends = _behind(scene, last)
    return Ages(behind, first, ends)


def is_age(scene: Scene, hit: Hit) -> bool:
    """Whether a number is an age: a hyphen stands behind it and "-year-old" there or behind the next number, or "years" does."""
    if not scene.words("aged") or not scene.texts[hit.last - 1].isdecimal():
        return False
    at, end = hit.last, len(scene.tokens) - 1
    if at < end and scene.texts[at] in _HYPHENS and (scene.is_any(at + 1, scene.words("aged")) or not _touches(scene, at)):
        return True
    return _behind(scene, hit.first)[0] > 0


def _touches(scene: Scene, hyphen: int) -> bool:
    """Whether a hyphen joins what stands before and behind it."""
    return scene.tokens[hyphen].end == scene.tokens[hyphen + 1].start


def _before(scene: Scene, first: int) -> tuple[int, int]:
    """How many ages stand right before a noun, joined by "and" or commas, and where they begin."""
    count, at, joins = 0, first, scene.words("and")
    while at > 1:
        step = at - (count > 0 and scene.is_any(at - 1, joins))
        step -= scene.is_any(step - 1, scene.words("aged"))
        if step < 2 or scene.texts[step - 1] not in _HYPHENS or not scene.texts[step - 2].isdecimal():
            break
        if count == 0 and not scene.is_any(step, scene.words("aged")):
            break
        count, at = count + 1, step - 2
    return count, at


def _behind(scene: Scene, last: int) -> tuple[int, int]:
    """How many ages stand right behind a noun before the word for years, and where that ends."""
    count, at, joins, end = 0, last, scene.words("and"), len(scene.tokens)
    while at < end and scene.texts[at].isdecimal():
        count, at = count + 1, at + 1
        if at < end and scene.is_any(at, scene.words("age_years")):
            return count, at + 1
        at += at < end and scene.is_any(at, joins)
    return 0, last
