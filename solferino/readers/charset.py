"""How bytes become letters: by their mark, as UTF-8, as they declare themselves, or by what fits them best."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from solferino.errors import UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CODES = ["cp1251", "cp1256", "koi8_r", "koi8_u", "iso8859_5", "iso8859_6", "cp866", "cp1252", "cp1254", "cp1250"]
_PROBE = 65536
_BEYOND_ASCII = re.compile("[^\\x00-\\x7f]+")
_KNOWN = re.compile(
    r"utf-?8|(?:us-)?ascii|(?:windows-|cp)\d{3,4}|iso-?8859-\d\d?|koi8-[rtu]|gb\w+|big5\w*|shift_jis|euc-\w\w|tis-620|mac\w*",
    re.IGNORECASE,
)
"""Character sets that a page may declare: Python knows other codecs, and some of them unpack."""


class Decoded(NamedTuple):
    """A text and the character set it was written in."""

    text: str
    charset: str


def decode(data: bytes, *, declared: str | None = None, cut: bool = False) -> Decoded:
    """Return bytes as text; ``declared`` is tried after UTF-8, ``cut`` says that the last letter may be broken off.

    Raises UnreadableSource when they are no text in any character set we know.
    """
    if (found := unicode(data, cut=cut)) is not None:
        return found
    if (text := _strict(data, declared or "", cut)) is not None:
        return Decoded(text, declared or "")
    return _guessed(data)


def unicode(data: bytes, *, cut: bool = False) -> Decoded | None:
    """Return bytes as text when they are written in UTF-8, UTF-16 or UTF-32, a few broken letters aside.

    Raises UnreadableSource when they hold zeros and yet are none of these.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset)
    if b"\x00" in data[:_PROBE]:
        return _wide(data)
    text = _strict(data, "utf-8", cut)
    return _mended(data) if text is None else Decoded(text, "utf-8")


def _strict(data: bytes, charset: str, cut: bool) -> str | None:
    if not _KNOWN.fullmatch(charset):
        return None
    try:
        return codecs.getincrementaldecoder(charset)("strict").decode(data, final=not cut)
    except (UnicodeError, LookupError):
        return None


def _mended(data: bytes) -> Decoded | None:
    """Read UTF-8 with a few broken letters: in any other character set hardly two bytes in a row would look like UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(map(len, _BEYOND_ASCII.findall(text))) - broken
    return Decoded(text, "utf-8") if whole > 2 * broken else None


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
