"""A proposal for the mapping of a sheet that nobody knows yet: a beginning for a person, with the reason beside each column."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from solferino.errors import BadMapping
from solferino.mapping import Pages, columns, rows
from solferino.mapping.guesses import Column, Guess, guess, headers, read

_SHORT, _FREE = 40, 40
_NEEDED = 6
"""Columns by which a sheet is recognised, at most."""


def propose(text: str, pages: Pages, *, title: str) -> str:
    """Return YAML that proposes a mapping for the rows of a reading. Raises BadMapping for a reading without rows."""
    found = read(text, pages)
    if not found:
        raise BadMapping("there are no rows of columns and values in it")
    guesses = {c.name: told for c in found if (told := guess(c, found))}
    rest = [c for c in found if c.name not in guesses]
    key = next((c.name for c in rest if len(c.values) == c.rows == len(set(c.values)) and c.length < _SHORT), "")
    free = max((c for c in rest if c.length >= _FREE and 2 * len(set(c.values)) > c.rows), key=lambda c: c.length, default=None)
    beside = {name for told in guesses.values() for name in told.parts.get("point", ())}
    left = [name for name in columns(text, pages) if name not in {*guesses, *beside, key, free.name if free else ""}]
    lines = [
        *_head(found, title=title, key=key, free=free.name if free else "", silent=_silent(text, pages)),
        "columns:" if guesses else "columns: {}",
        *(line for column in found if column.name in guesses for line in _spec(column.name, guesses[column.name])),
        *_ignored(left, {c.name: c for c in found}),
    ]
    return "\n".join(lines) + "\n"


def _silent(text: str, pages: Pages) -> list[str]:
    """Return the values of the sheet that say nothing."""
    met = (cell.text for row in rows(text, pages) for cell in row.values() if cell.text.casefold() in headers()["blank"])
    return list(dict.fromkeys(met))


def _head(found: Sequence[Column], *, title: str, key: str, free: str, silent: Sequence[str]) -> Iterator[str]:
    always = [c.name for c in found if len(c.values) == c.rows] or [found[0].name]
    yield "# A proposal: look at every line. `solferino codebook` lists the fields and the words that may stand here."
    yield f"title: {_quoted(title)}"
    yield "# The columns by which such a sheet is recognised."
    yield f"needs: {_quoted(always[:_NEEDED])}"
    if key:
        yield f"key: {_quoted(key)}  # has another value in each row"
    yield f"event: {_quoted([name for name in (free, key) if name] or always[:1])}  # the first that is there states the event"
    if free:
        yield f"description: {_quoted(free)}"
    yield f"blank: {_quoted(silent)}  # values that say nothing"


def _spec(name: str, told: Guess) -> Iterator[str]:
    yield f"  {_quoted(name)}:  # {_comment(told.why)}"
    for part, value in told.parts.items():
        if isinstance(value, Mapping):
            yield f"    {part}:"
            yield from (
                f"      {_quoted(v)}: {word or 'null  # choose a word, or leave null: it says nothing'}"
                for v, word in value.items()
            )
        else:
            yield f"    {part}: {_quoted(value)}"
    yield from (f"    # {_comment(line)}" for line in told.unsure)


def _ignored(left: Sequence[str], found: Mapping[str, Column]) -> Iterator[str]:
    yield "# Columns that are left out, each with the reason."
    yield "ignore:" if left else "ignore: {}"
    for name in left:
        values = Counter(found[name].values).most_common(3) if name in found else ()
        yield f"  {_quoted(name)}: not looked at yet  # {_comment(', '.join(value[:30] for value, _ in values))}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())
