"""What a model answered: one JSON object a line, or an array of them, with whatever it says around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from solferino.extract.model.prompt import FIELDS

MOST = 400
"""Spans of one answer that are looked at."""


class Said(NamedTuple):
    """One span: the number of the mention it belongs to, its field, its words, and a codebook word where the field takes one."""

    mention: int
    field: str
    text: str
    word: str = ""


def parse(answer: str) -> tuple[list[Said], int]:
    """Return the spans of an answer in order, and how many objects in it are not as they were asked for."""
    said, broken = [], 0
    for found in _objects(answer):
        one = _said(found)
        if one:
            said.append(one)
        else:
            broken += 1
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


def _objects(answer: str) -> Iterator[dict[str, Any]]:
    """Yield every JSON object that holds no other; a broken one is passed over."""
    decoder, at = json.JSONDecoder(), answer.find("{")
    while at >= 0:
        try:
            value, at = decoder.raw_decode(answer, at)
        except (json.JSONDecodeError, RecursionError):
            at += 1
        else:
            yield from (v for v in (value, *_inside(value)) if isinstance(v, dict) and not _inside(v))
        at = answer.find("{", at)


def _inside(value: Any) -> list[Any]:
    """Return the objects of the first list in an object ("spans": [...])."""
    return next((v for v in value.values() if isinstance(v, list)), []) if isinstance(value, dict) else []
