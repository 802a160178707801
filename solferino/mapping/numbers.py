"""Counts and flags in cells."""

from __future__ import annotations

import re

from solferino.mapping.here import Here, Outside, Read

_WHOLE = re.compile(r"(-?\d{1,12})(?:\.0+)?(\+?)")
_YES, _NO = frozenset(("yes", "true", "y")), frozenset(("no", "false", "n", "unknown"))


def number(text: str) -> int | None:
    """Return the whole number of a cell (``3``, ``3.0``, ``3+``), None for anything else."""
    match = _WHOLE.fullmatch(text)
    return int(match[1]) if match else None


def flag(text: str) -> bool | None:
    """Return whether a cell says yes (a number: whether it is above 0), None for anything else; "unknown" is no yes."""
    low, count = text.casefold(), number(text)
    return True if low in _YES else False if low in _NO else None if count is None else count > 0


def flagged(here: Here) -> Read:
    """Yield the word of a column whose cell says yes, or that it does."""
    yes = flag(here.cell.text)
    if yes is None or (number(here.cell.text) or 0) < 0:
        yield Outside(here.cell, "flag" if yes is None else "negative")
    elif yes:
        yield here.cut(here.cell, here.spec.word or True)


def counted(here: Here) -> Read:
    """Yield a count, with the lower end from the column that the mapping names."""
    first = here.beside(here.spec.low) or here.cell
    ends = [number(first.text), number(here.cell.text)]
    for cell, end in zip((first, here.cell), ends, strict=True):
        if end is None or end < 0:
            yield Outside(cell, "number" if end is None else "negative")
            return
    low, high = sorted(end for end in ends if end is not None)
    if high > 0 or here.spec.zero:
        open_ = here.cell.text.endswith("+")
        value = {"what": here.spec.what, "who": here.spec.who, "low": low, "high": None if open_ else high, "approx": False}
        cells = sorted({first, here.cell}, key=lambda c: c.start)
        yield here.cut(cells[0], value, cells[-1], "at_least" if open_ else None)
