"""Words, names and parties in cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from solferino import name
from solferino.mapping import Spec, country
from solferino.mapping.here import Here, Outside, Read, chosen, codes
from solferino.mapping.numbers import flagged
from solferino.mapping.rows import Cell
from solferino.mapping.several import by_known, split
from solferino.records import Json


def worded(here: Here) -> Read:
    """Yield the codebook's words for the values of a cell; one word for a yes where the mapping names it."""
    if here.spec.word:
        yield from flagged(here)
        return
    for part, value in _parts(here):
        known = here.spec.known
        words = chosen(value, known, here.spec.field, here.sheet.scheme) if value else ()
        if value not in known and len(words) != 1:
            yield Outside(part, "several" if words else "unknown")
        else:
            yield from (here.cut(part, word) for word in words)


def _parts(here: Here) -> Iterator[tuple[Cell, str | None]]:
    """Yield the values of a cell, each as it is looked up, None for what is no value."""
    if here.spec.several == "known":
        yield from by_known(here.cell, {*here.spec.known, *codes(here.spec.field, here.sheet.scheme)})
    else:
        yield from ((part, part.text.casefold()) for part in split(here.cell, here.spec.several))


def written(here: Here) -> Read:
    """Yield what a cell says, as it is written."""
    yield from (here.cut(part, part.text) for part in split(here.cell, here.spec.several))


def land(here: Here) -> Read:
    """Yield the country of a cell, unless the mapping says that its value is none."""
    code = country_code(here.cell, here.spec)
    if code:
        yield here.cut(here.cell, code)
    elif code is None:
        yield Outside(here.cell, "country")


def country_code(cell: Cell, spec: Spec) -> str | None:
    """Return the ISO 3166-1 code of a cell's country, "" for a value that the mapping calls none, None for one nobody knows."""
    told = spec.known.get(cell.text.casefold())
    return country.code(cell.text) if told is None else "".join(told[:1])


def accused(here: Here) -> Read:
    """Yield who is said to have done it."""
    for part in split(here.cell, here.spec.several):
        if part.text.casefold() not in here.sheet.blank:
            yield here.cut(part, {**_party(part.text, _key(part, here)), "status": here.spec.status})


def cited(here: Here) -> Read:
    """Yield who is cited for it."""
    for part in split(here.cell, here.spec.several):
        yield here.cut(part, {**_party(part.text, _key(part, here)), "chain": []})


def _key(part: Cell, here: Here) -> str | None:
    return next(iter(here.spec.known.get(part.text.casefold(), ())), None)


@lru_cache(20_000)
def _label(text: str, key: str | None) -> tuple[str | None, str | None]:
    party = name.party(key) if key else name.of(text)
    return (party.key, name.show(party)) if party else (None, None)


def _party(text: str, key: str | None) -> dict[str, Json]:
    party, label = _label(text, key)
    return {"name": text, "party": party, "label": label}
