"""What an unknown column of a sheet may say, by its name and its values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from solferino import name, vocabulary
from solferino.language.forms import fold
from solferino.mapping import Pages, country, days, numbers, rows, spots

FORMATS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%m/%d/%y", "%d %B %Y", "%d %b %Y",
    "%B %d, %Y", "%Y/%m/%d", "%m/%d/%y %I:%M %p", "%d.%m.%y",
)  # fmt: skip
"""Formats of dates that are tried."""

_MOST, _HALF = 0.8, 0.5
_VALUES = 60
"""A column with more different values is no list of words."""
_LONG = 40
"""Letters per cell from which a column tells freely."""


@dataclass(frozen=True)
class Column:
    """A column with the values of its cells that say something, of so many rows."""

    name: str
    values: Sequence[str]
    rows: int

    @property
    def bare(self) -> str:
        """The name in plain letters."""
        return fold(self.name.replace("_", " "))

    @property
    def length(self) -> float:
        """Letters per cell."""
        return sum(map(len, self.values)) / len(self.values)

    def share(self, holds: Callable[[str], object]) -> float:
        """Return the share of the cells of which something holds."""
        counted = Counter(self.values)
        return sum(n for value, n in counted.items() if holds(value)) / len(self.values)

    def called(self, what: str) -> bool:
        """Say whether the name has a word for something."""
        return _begins(self.bare, headers()["columns"][what])


@dataclass(frozen=True)
class Guess:
    """What a column may say: the parts of its spec, why it is thought so, and what a person has to settle."""

    parts: Mapping[str, Any]
    why: str
    unsure: Sequence[str] = field(default_factory=tuple)


@cache
def headers() -> Mapping[str, Any]:
    """Return how columns are called, in folded words, and the values that say nothing."""
    told = vocabulary.read(resources.files("solferino") / "codebook" / "headers" / "names.yaml")
    parts = {kind: {key: tuple(map(fold, words)) for key, words in told[kind].items()} for kind in ("columns", "counts", "victims")}
    return {**parts, "blank": frozenset(value.casefold() for value in told["blank"])}


def read(text: str, pages: Pages) -> list[Column]:
    """Return the columns of a reading's rows that say something."""
    silent = headers()["blank"]
    found: dict[str, list[str]] = {}
    for row in rows(text, pages):
        for cell in row.values():
            told = found.setdefault(cell.column, [])
            if cell.text.casefold() not in silent:
                told.append(cell.text)
    return [Column(column, values, len(pages)) for column, values in found.items() if values]


def guess(column: Column, columns: Sequence[Column]) -> Guess | None:
    """Return what a column may say, None where nothing tells; ``columns`` are all of the sheet."""
    return _pointed(column, columns) or next((found for test in _TESTS if (found := test(column))), None)


def _pointed(column: Column, columns: Sequence[Column]) -> Guess | None:
    if not column.called("lat") or column.share(_is_degrees) < _MOST:
        return None
    other = next((c for c in columns if c.called("lon") and c.share(_is_degrees) >= _MOST), None)
    return (
        Guess({"field": "place", "point": [column.name, other.name]}, "degrees, with those of a column beside it")
        if other
        else None
    )


def _is_degrees(text: str) -> bool:
    return spots.degrees(text) is not None


def _dated(column: Column) -> Guess | None:
    shares = {form: column.share(lambda v, form=form: days.day(v, (form,))) for form in FORMATS}  # type: ignore[misc]
    best = max(shares.values())
    if best < (0.1 if column.called("date") else _MOST):
        return None
    fits = [form for form in FORMATS if shares[form] == best]
    unsure = [f"which is the day and which the month? all cells fit {' and '.join(fits)}"] if len(fits) > 1 else []
    return Guess({"field": "date", "formats": fits[:1]}, f"{best:.0%} of the cells are such dates", unsure)


def _landed(column: Column) -> Guess | None:
    share = column.share(country.code)
    return Guess({"field": "country"}, f"{share:.0%} of the cells are countries") if share >= _MOST else None


def _flagged(column: Column) -> Guess | None:
    """Return the word of the codebook after which a column of yes and no is called."""
    if column.share(lambda v: numbers.flag(v) is not None and numbers.number(v) is None) < _MOST:
        return None
    named = ((kind, word) for kind in ("target", "method", "effect") if (word := known_words(kind).get(column.bare)))
    return next((Guess({"field": kind, "word": word}, "yes or no, under such a name") for kind, word in named), None)


def _counted(column: Column) -> Guess | None:
    if column.share(lambda v: numbers.number(v) is not None) < _MOST:
        return None
    what = next((key for key, parts in headers()["counts"].items() if _begins(column.bare, parts)), None)
    who = next((key for key, parts in headers()["victims"].items() if _begins(column.bare, parts)), "people")
    return Guess({"field": "count", "what": what, "who": who}, "whole numbers under such a name") if what else None


def _worded(column: Column) -> Guess | None:
    """Return the kind of the codebook in whose words most of a column's values are known."""
    values = Counter(column.values)
    known = {k: {v: w for v in values if (w := known_words(k).get(fold(v)))} for k in ("target", "method", "effect")}
    kind = max(known, key=lambda k: sum(values[v] for v in known[k]))
    share = sum(values[v] for v in known[kind]) / len(column.values)
    if len(values) > _VALUES or share < _HALF:
        return None
    return Guess(
        {"field": kind, "values": {v: known[kind].get(v) for v in values}}, f"{share:.0%} of the cells are in the codebook"
    )


def _accused(column: Column) -> Guess | None:
    share = column.share(name.of)
    return Guess({"field": "perpetrator"}, f"{share:.0%} of the cells are known parties") if share >= _HALF else None


def _called(column: Column) -> Guess | None:
    if column.share(lambda v: numbers.number(v) is None) < _MOST or column.length >= _LONG:
        return None
    for what, level in (("province", "province"), ("district", "district"), ("place", "settlement")):
        if column.called(what):
            return Guess({"field": "place", "level": level}, "it is called so")
    return Guess({"field": "perpetrator"}, "it is called so") if column.called("perpetrator") else None


_TESTS = (_dated, _landed, _flagged, _counted, _worded, _accused, _called)


@cache
def known_words(kind: str) -> Mapping[str, str]:
    """Return the words of a kind by their labels and by other programmes' codes, folded; codes of several words are left out."""
    words = vocabulary.codebook().words(kind).values()
    codes = [(fold(code), w.key) for w in words for code in {c for codes in w.crosswalk.values() for c in codes}]
    times = Counter(code for code, _ in codes)
    labels = {fold(label): w.key for w in words for label in (w.key.replace("_", " "), *w.labels.values())}
    return {code: key for code, key in codes if times[code] == 1} | labels


def _begins(bare: str, parts: Sequence[str]) -> bool:
    """Say whether a word of a name begins with one of some parts; Arabic and Slavic names may have them inside."""
    return any(re.search(rf"(?:\b|(?<=[^\x00-\x7f])){re.escape(part)}", bare) for part in parts)
