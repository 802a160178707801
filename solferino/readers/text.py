"""What a reader gives back, and the one way its text is made clean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.errors import NoText

Recognise = Callable[[bytes], str]
"""Gives the text of a picture (PNG)."""

_BETWEEN = "\n\n"
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD = re.compile(r"[^\n\t -~]")
"""What a text must have to be in need of cleaning, white space at its ends aside."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class ReadText:
    """The text of one source, in NFC, with what the source says about itself.

    ``pages`` are (start, end) code point offsets of pages or rows, in order and apart from each other; empty when there are none.
    ``published`` is an ISO 8601 date or time; ``lang`` a two- or three-letter code; ``notes`` say what could not be taken over.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    pages: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of a reader: which member of the bytes, under which name, by which mapping, and who reads pictures."""

    media: str
    name: str
    member: str | None = None
    mapping: Mapping[str, Any] | None = None
    recognise: Recognise | None = None


def clean(text: str) -> str:
    """Return text in NFC with line feeds as its only breaks, without control characters, lone surrogates or outer white space."""
    if not _ODD.search(text):
        return text.strip()
    return unicodedata.normalize("NFC", _NO_TEXT.sub("", _BREAKS.sub("\n", text.removeprefix("\ufeff")))).strip()


def line(text: str | None, limit: int = 300) -> str | None:
    """Return text as one clean line of at most ``limit`` characters, or None when nothing is left."""
    return " ".join(clean(text or "").split())[:limit] or None


def compose(parts: Iterable[str], *, paged: bool = False, notes: Sequence[str] = (), **told: str | None) -> ReadText:
    """Join the cleaned parts to one text, with a blank line between them; NoText when nothing is left.

    ``paged`` says that the parts are its pages; an empty part is an empty page. Parts are taken one by one, and none is kept.
    """
    joined, spans = Joined(), []
    for part in parts:
        start = joined.add(part)
        if paged:
            spans.append((start, joined.length))
    text = joined.text()
    if not text.strip():
        raise NoText("it holds no text")
    return ReadText(text=text, pages=tuple(spans), notes=(*notes, *joined.losses()), **told)


class Joined:
    """Cleaned parts, joined as they come; ``length`` is that of the text so far."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._whole: list[str] = []
        self._lost = self._unread = 0

    def add(self, part: str) -> int:
        """Add a part and return where it begins."""
        cleaned = clean(part)
        if _ODD.search(part):
            self._lost += len(_NO_TEXT.findall(part))
            self._unread += part.count("\ufffd")
        start = self.length + len(_BETWEEN) if self._parts or self._whole else 0
        self._parts.append(cleaned)
        self.length = start + len(cleaned)
        if len(self._parts) == _TOGETHER:
            self._fold()
        return start

    def text(self) -> str:
        """Return the whole."""
        self._fold()
        return _BETWEEN.join(self._whole)

    def losses(self) -> list[str]:
        """Say what was left out, and what could not be read."""
        return [
            *([f"{self._lost} control characters were left out"] if self._lost else []),
            *([f"{self._unread} letters could not be read and stand as \ufffd"] if self._unread else []),
        ]

    def _fold(self) -> None:
        """Make one text of the parts, for a small text takes far more room than its letters."""
        if self._parts:
            self._whole.append(_BETWEEN.join(self._parts))
            self._parts = []


_TOGETHER = 4096
