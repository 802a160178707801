"""What a model answered: one JSON object a line, or an array of them, with whatever it says around it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from solferino.extract.model.prompt import FIELDS

MOST = 400
"""Spans of one answer that are looked at."""
NOTHING = ("", "[]", '{"spans": []}')
"""Answers that say that there is nothing to mark."""


class Said(NamedTuple):
    """One span: the number of the mention it belongs to, its field, its words, and a codebook word where the field takes one."""

    mention: int
    field: str
    text: str
    word: str = ""


def parse(answer: str) -> tuple[list[Said], int]:
    """Return the spans of an answer in order, and how many things in it are not as they were asked for.

    Objects of another shape count each; one that is torn, or words without any object, count once for the whole answer.
    """
    found, torn = _objects(answer)
    made = [_said(one) for one in found]
    said = [one for one in made if one]
    broken = len(made) - len(said) + (torn or (not found and answer.strip() not in NOTHING))
    return said[:MOST], broken + max(0, len(said) - MOST)


def _said(found: dict[str, Any]) -> Said | None:
    number, name, text, word = (found.get(k) for k in "nctw")
    if (
        not isinstance(number, int)
        or not isinstance(name, str)
        or name not in FIELDS
        or not isinstance(text, str)
        or not text.strip()
    ):
        return None
    return Said(number, name, text, word if isinstance(word, str) else "")


def _objects(answer: str) -> tuple[list[dict[str, Any]], bool]:
    """Return every JSON object that holds no list of others, and whether one is torn."""
    decoder, at = json.JSONDecoder(), answer.find("{")
    found: list[dict[str, Any]] = []
    torn = False
    while at >= 0:
        try:
            value, at = decoder.raw_decode(answer, at)
        except (json.JSONDecodeError, RecursionError):
            torn, at = True, at + 1
        else:
            found += [v for v in (value, *_inside(value)) if isinstance(v, dict) and not _lists(v)]
        at = answer.find("{", at)
    return found, torn


def _lists(value: dict[str, Any]) -> list[list[Any]]:
    return [v for v in value.values() if isinstance(v, list)]


def _inside(value: Any) -> list[Any]:
    """Return the objects of the first list in an object ("spans": [...])."""
    return next(iter(_lists(value)), []) if isinstance(value, dict) else []
