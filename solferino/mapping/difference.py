"""What changed between two versions of a sheet, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from solferino.mapping.rows import Row, rows
from solferino.records import Reading


def difference(old: Reading, new: Reading, *, key: str | None = None) -> list[str]:
    """Return one line for each row that went (``-``), came (``+``) or changed (``~``, with each cell that did).

    Rows are told apart by the column ``key``, or by the first one whose values are all there and each once in both versions; where
    there is none, a changed row is one that went and one that came.
    """
    before, after = list(rows(old.text, old.pages)), list(rows(new.text, new.pages))
    column = next((c for c in (key, *(after[0] if after else ())) if c and _names(before, c) and _names(after, c)), None)
    if column is None:
        return _unnamed(before, after)
    was, now = ({row[column].text: row for row in version} for version in (before, after))
    went = [f"- {column} {name}: {_shown(was[name])}" for name in was if name not in now]
    came = [f"+ {column} {name}: {_shown(now[name])}" for name in now if name not in was]
    changed = [f"~ {column} {name}: {cells}" for name in now if name in was and (cells := _cells(was[name], now[name]))]
    return [*went, *came, *changed]


def _names(version: Sequence[Row], column: str) -> bool:
    """Say whether a column names every row, each by a value of its own."""
    values = [row[column].text for row in version if column in row]
    return len(values) == len(version) == len(set(values))


def _unnamed(before: Sequence[Row], after: Sequence[Row]) -> list[str]:
    was, now = Counter(map(_shown, before)), Counter(map(_shown, after))
    return [f"- {row}" for row in (was - now).elements()] + [f"+ {row}" for row in (now - was).elements()]


def _shown(row: Row) -> str:
    return "; ".join(f"{cell.column}: {cell.text}" for cell in row.values())


def _cells(was: Row, now: Row) -> str:
    """Return the cells of a row that changed, each as it was and as it is."""
    columns = [c for c in dict.fromkeys((*was, *now)) if _text(was, c) != _text(now, c)]
    return "; ".join(f"{c}: [-{_text(was, c)}-] {{+{_text(now, c)}+}}" for c in columns)


def _text(row: Row, column: str) -> str:
    return row[column].text if column in row else ""
