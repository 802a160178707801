"""How bytes become letters: by their mark, as UTF-8, as they declare themselves, or by what fits them best."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from charset_normalizer import from_bytes

from solferino.errors import UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CODES = ["cp1251", "cp1256", "koi8_r", "koi8_u", "iso8859_5", "iso8859_6", "cp866", "cp1252", "cp1254", "cp1250"]
_PROBE = 65536


class Decoded(NamedTuple):
    """A text and the character set it was written in."""

    text: str
    charset: str


def decode(data: bytes, *, declared: str | None = None, cut: bool = False) -> Decoded:
    """Return bytes as text; ``declared`` is tried after UTF-8, ``cut`` says that the last letter may be broken off.

    Raises UnreadableSource when they are no text in any character set we know.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset)
    if b"\x00" in data[:_PROBE]:
        return _wide(data)
    for charset in filter(None, ("utf-8", declared)):
        if (text := _strict(data, charset, cut)) is not None:
            return Decoded(text, charset)
    return _guessed(data)


def _strict(data: bytes, charset: str, cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(charset)("strict").decode(data, final=not cut)
    except (UnicodeError, LookupError):
        return None


def _wide(data: bytes) -> Decoded:
    """Read UTF-16 without a mark: in most scripts every second byte says which, and it is one of few."""
    even, odd = data[0:_PROBE:2], data[1:_PROBE:2]
    for charset, high in (("utf-16-le", odd), ("utf-16-be", even)):
        if sum(byte < 7 for byte in high) > 0.9 * len(high):
            text = data[: len(data) // 2 * 2].decode(charset, "replace")
            if sum(c.isprintable() or c.isspace() for c in text) > 0.95 * len(text):
                return Decoded(text, charset)
    raise UnreadableSource("it holds bytes that no text has")


def _guessed(data: bytes) -> Decoded:
    best = from_bytes(data[:_PROBE], cp_isolation=_CODES, threshold=0.3, enable_fallback=False).best()
    if best is None:
        raise UnreadableSource("it is no text in any character set that is known here")
    return Decoded(data.decode(best.encoding, "replace"), best.encoding)
