"""What comes from a source, made fit to be shown in a terminal: nothing in it may command the terminal or hide text."""

from __future__ import annotations

import json
import re
from typing import Any

from rich.text import Text

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which a terminal obeys, and halves of characters, which it cannot be sent."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of all that follows; the letters themselves carry theirs."""
_OBEYED = re.compile(f"{_COMMANDS.pattern}|{_TURNS.pattern}")


def plain(value: Any) -> str:
    """Return a value as text for a terminal; as long as it was.

    Control characters become U+FFFD, marks that turn the direction U+2060, which shows nothing.
    """
    return _TURNS.sub("\u2060", _COMMANDS.sub("\ufffd", str(value)))


def text(value: Any, style: str = "") -> Text:
    """Return a value as a text for a table or a line; nothing in it is markup."""
    return Text(plain("" if value is None else value), style=style)


def line(value: Any, style: str = "") -> Text:
    """Return a value as one line."""
    return text(" ".join(str("" if value is None else value).split()), style)


def joined(*parts: tuple[Any, str]) -> Text:
    """Return values with their styles as one line, two spaces apart; empty ones are left out."""
    return Text("  ").join(line(value, style) for value, style in parts if value)


def marked(passage: str, spans: list[tuple[int, int]], style: str = "bold underline") -> Text:
    """Return a passage, on one line, with some of its spans marked."""
    shown, at = Text(), 0
    for start, end in sorted(spans):
        if start >= at:
            shown.append(_flat(passage[at:start])).append(_flat(passage[start:end]), style=style)
            at = end
    return shown.append(_flat(passage[at:]))


def _flat(part: str) -> str:
    return re.sub(r"\s", " ", plain(part))


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON in every script's own letters, with what a terminal obeys written as escapes."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False, indent=indent))
