"""Values in words: what a claim says, a codebook word's label, a date, a range."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from solferino import vocabulary

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_WORDS = re.compile(rf"[{_RTL}]+(?:[\s\u2010-\u2015'-]+[{_RTL}]+)*")


def isolated(text: str) -> str:
    """Return a sentence with its Arabic or Hebrew names set apart, so that a day or number beside one is not turned round."""
    return _WORDS.sub(lambda m: f"\u2068{m.group()}\u2069", text)


@cache
def label(kind: str, key: str, lang: str = "en") -> str:
    """Return the label of a codebook word; of a word that the codebook lacks its key as words."""
    word = vocabulary.codebook().words(kind).get(key)
    return word.label(lang) if word else phrase(key)


def phrase(key: str) -> str:
    """Return a key as words."""
    return key.replace("_", " ")


def span(low: int | None, high: int | None) -> str:
    """Say a range as sources do: ``6``, ``at least 6``, ``up to 9``, ``6 to 9``."""
    if low == high:
        return "no figure" if low is None else amount(low)
    if high is None:
        return f"at least {amount(low or 0)}"
    return f"{amount(low)} to {amount(high)}" if low else f"up to {amount(high)}"


def amount(n: int) -> str:
    """Return a number, from five digits on with its thousands apart."""
    return f"{n:,}" if n > 9999 else str(n)


def days(value: Mapping[str, Any]) -> str:
    """Say a date or a range of dates: ``2016-02-15``, ``2016-01-01 to 2016-03-03``, ``until 2016-03-03``."""
    start, end = value.get("from"), value.get("to")
    if start == end:
        return start or "date unknown"
    if start is None:
        return f"until {end}"
    return f"{start} to {end}" if end else f"from {start}"


def _count(value: Mapping[str, Any]) -> str:
    about = "about " if value.get("approx") else ""
    who = "" if value["who"] == value["what"] else f"{label('victim', value['who'])} "
    return f"{about}{span(value.get('low'), value.get('high'))} {who}{label('count_kind', value['what'])}"


def _party(value: Mapping[str, Any]) -> str:
    written, known = value["name"], value.get("label")
    whole = f"{written} ({known})" if known and known.casefold() != written.casefold() else written
    return f"{whole}, {label('perpetrator_status', value['status'])}" if value.get("status") else whole


def _place(value: Mapping[str, Any]) -> str:
    return f"{value['text']} ({label('place_precision', value['precision'])})"


def _speaker(value: Mapping[str, Any]) -> str:
    chain = [c for c in value.get("chain") or () if value["name"] not in c]
    return ", via ".join((_party(value), *chain)) if chain else _party(value)


def _date(value: Mapping[str, Any]) -> str:
    return f"{days(value)} ({label('date_precision', value['precision'])})"


def _compared(value: Mapping[str, Any]) -> str:
    percent, to = value["percent"], value["to"]
    than = f"from {to['start']} to {to['end']}" if to else "another period"
    return f"{abs(percent):g} % {'fewer' if percent < 0 else 'more'} than {than}"


SAY: dict[str, Callable[[Any], str]] = {
    "count": _count,
    "compared": _compared,
    "perpetrator": _party,
    "party": _party,
    "speaker": _speaker,
    "place": _place,
    "date": _date,
    "report_date": _date,
    "event": lambda v: label("scope", v["scope"]),
    "method": lambda v: label("method", v),
    "target": lambda v: label("target", v),
    "effect": lambda v: label("effect", v),
    "response_stance": lambda v: label("response_stance", v),
    "negation": lambda v: f"not: {v['what']}",
    "correction": lambda v: f"no longer: {v['of']}",
    "double_tap": lambda v: "yes" if v else "no",
    "answers": lambda v: f"{len(v)} {'mention' if len(v) == 1 else 'mentions'}",
}
"""How the value of a field is said; other values stand as they are."""


def said(field: str, value: Any) -> str:
    """Return the value of a field's claim in words to read."""
    return SAY.get(field, str)(value)
