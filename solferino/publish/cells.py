"""CSV files that a spreadsheet shows as they are: no cell runs as a formula, no Arabic is garbled."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_INVISIBLE = "\ufeff\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\u00ad"
_FORMULA = re.compile(rf"^[\s{_INVISIBLE}]*[=+\-@＝＋－＠﹢﹣−\t\r]|^[{_INVISIBLE}]*[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)

BOM = "\ufeff"
"""Without it, spreadsheets on some systems read UTF-8 as another character set."""


def cell(value: Any) -> str:
    """Return a cell's text; what a spreadsheet would run as a formula begins with an apostrophe. Lists are joined by ``; ``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return cell("; ".join(map(str, value)))
    text = str(value)
    runs = isinstance(value, str) and _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if runs else text


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a CSV file in UTF-8 with a byte order mark and CRLF line ends (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([cell(v) for v in row] for row in rows)
    return (BOM + out.getvalue()).encode()
