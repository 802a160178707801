"""Tables and short forms that several commands draw with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from solferino.doors.plain import line, plain

if TYPE_CHECKING:
    from solferino.records import Mention

SHORT = 6
"""Hex digits of an id that are shown, unless more are needed to tell ids apart."""


def table(*columns: str, title: str = "", wide: str = "", header: bool = True) -> Table:
    """Return an empty table; a column whose name begins with ``#`` holds numbers, the one named ``wide`` takes the room there is.

    A name may end in ``:`` and a width.
    """
    made = Table(
        title=title or None, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim",
        show_header=header, expand=bool(wide),
    )  # fmt: skip
    for told in columns:
        name, _, width = told.removeprefix("#").partition(":")
        made.add_column(
            name, justify="right" if told[:1] == "#" else "left", overflow="fold", ratio=1 if name == wide else None,
            width=int(width) if width else None,
        )  # fmt: skip
    return made


def rows(made: Table, cells: Iterable[Sequence[Any]]) -> Table:
    """Fill a table with rows of values; a text stays as it is, anything else is shown on one line."""
    for row in cells:
        made.add_row(*(cell if isinstance(cell, Text) else line(cell) for cell in row))
    return made


def shorten(ids: Iterable[str]) -> dict[str, str]:
    """Return the shortest beginnings that tell ids apart, of one length."""
    every = list(ids)
    for length in range(SHORT, 21):
        short = {key: f"{key.partition('-')[0]}-{key.partition('-')[2][:length]}" for key in every}
        if len(set(short.values())) == len(set(every)):
            return short
    return {key: key for key in every}


def counted(n: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def span(value: dict[str, Any] | None) -> str:
    """Say a range: ``3``, ``3 to 5``, ``3 or more``, nothing when there is none."""
    if not value or value.get("low") is None:
        return ""
    low, high = value["low"], value["high"]
    more = "+" if value.get("open") else ""
    return f"{low}{more}" if low == high or high is None else f"{low} to {high}{more}"


def said(value: Any) -> str:
    """Say a claim's value in a few words."""
    if not isinstance(value, dict):
        return plain(", ".join(map(str, value)) if isinstance(value, list | tuple) else value)
    shape = next((say for keys, say in _SHAPES if keys <= value.keys()), None)
    return plain(shape(value) if shape else ", ".join(f"{k} {v}" for k, v in value.items() if v is not None))


def _count(value: dict[str, Any]) -> str:
    from solferino.findings.accounts import bounds

    about = "about " if value.get("approx") else ""
    who = "" if value["who"] == value["what"] else f"{value['who']} "
    return f"{about}{bounds(value['low'], value['high'])} {who}{value['what']}".replace("_", " ")


def _place(value: dict[str, Any]) -> str:
    precision = value["precision"].replace("_", " ")
    return f"{value['text']} ({', '.join(part for part in (precision, value.get('country')) if part)})"


def _days(value: dict[str, Any]) -> str:
    start, end = value["from"], value["to"]
    return f"{start}" if start == end else f"{start or '?'} to {end or '?'}"


def _named(value: dict[str, Any]) -> str:
    known = value.get("label")
    tail = f" ({value['status']})" if value.get("status") else ""
    via = f", via {' > '.join(value['chain'])}" if value.get("chain") else ""
    return f"{value['name']}{f' = {known}' if known and known != value['name'] else ''}{tail}{via}"


_SHAPES = (
    ({"what", "who", "low", "high"}, _count),
    ({"from", "to"}, _days),
    ({"text", "precision"}, _place),
    ({"name"}, _named),
    ({"scope"}, lambda v: v["scope"]),
)
"""Keys of a value -> how it is said."""


def days_of(mention: Mention) -> str:
    """Return the days a mention gives, or nothing."""
    return said(found[0]) if (found := mention.values("date")) else ""


def places_of(mention: Mention) -> str:
    """Return the places a mention gives, the finest first."""
    found = sorted(mention.values("place"), key=lambda v: v.get("rank", 0))
    return ", ".join(dict.fromkeys(v["text"] for v in found))
