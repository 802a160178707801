"""Plain text."""

from __future__ import annotations

from solferino.readers.charset import decode
from solferino.readers.text import Asked, ReadText, compose


def read(data: bytes, _: Asked) -> ReadText:
    """Return plain text; a character set other than UTF-8 is named in the notes."""
    decoded = decode(data)
    notes = () if decoded.charset == "utf-8" else (f"read as {decoded.charset}",)
    return compose([decoded.text], notes=notes)
