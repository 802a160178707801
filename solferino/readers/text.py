"""What a reader gives back, and the one way its text is made clean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.errors import NoText

Recognise = Callable[[bytes], str]
"""Gives the text of a picture (PNG)."""

_BETWEEN = "\n\n"
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
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
    return unicodedata.normalize("NFC", _NO_TEXT.sub("", _BREAKS.sub("\n", text.removeprefix("\ufeff")))).strip()


def line(text: str | None, limit: int = 300) -> str | None:
    """Return text as one clean line of at most ``limit`` characters, or None when nothing is left."""
    return " ".join(clean(text or "").split())[:limit] or None


def compose(parts: Sequence[str], *, paged: bool = False, notes: Sequence[str] = (), **told: str | None) -> ReadText:
    """Join the cleaned parts to one text, with a blank line between them; NoText when nothing is left.

    ``paged`` says that the parts are its pages; an empty part is an empty page.
    """
    cleaned = [clean(part) for part in parts]
    text = _BETWEEN.join(cleaned)
    if not text.strip():
        raise NoText("it holds no text")
    return ReadText(text=text, pages=_spans(cleaned) if paged else (), notes=(*notes, *_losses(parts)), **told)


def _losses(parts: Sequence[str]) -> list[str]:
    lost = sum(len(_NO_TEXT.findall(part)) for part in parts)
    unread = sum(part.count("\ufffd") for part in parts)
    return [
        *([f"{lost} control characters were left out"] if lost else []),
        *([f"{unread} letters could not be read and stand as \ufffd"] if unread else []),
    ]


def _spans(parts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + len(_BETWEEN)
    return tuple(spans)
