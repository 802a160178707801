"""PDF files: the text layer page by page, or, page by page, what is recognised in the picture of a scan."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pypdfium2

from solferino.errors import NoText, UnreadableSource, UnsafeSource
from solferino.readers.foreign import broken
from solferino.readers.text import Asked, ReadText, Recognise, compose, line

PAGES_LIMIT = 5_000
SCANS_LIMIT = 200
"""Pages of a scan that are recognised at most."""

_DOTS_PER_INCH = 300
_PIXELS_LIMIT = 40_000_000
_DRAWN = re.compile(r"[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")
"""Letters as they are drawn (ligatures, Arabic forms by place); the text has them as they are written."""

_ALEF_LAM = re.compile("[اأإآ]ل")
_HYPHEN = re.compile(r"[\u00ad\ufffe\x02]\s*\n?")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-ZА-Я])")
_ENDS = re.compile(r"[.!?:;…؟。»”\"')\]]\s*$")


def read(data: bytes, asked: Asked) -> ReadText:
    """Return the text of a PDF; ``pages`` are its pages. Lines that were only wrapped are joined again.

    Raises UnreadableSource for an encrypted or broken file, UnsafeSource for too many pages and NoText for a scan.
    """
    with broken("PDF file"):
        document = _opened(data)
        try:
            texts = [_page(document, number) for number in range(len(document))]
            blank = [i for i, text in enumerate(texts) if not text.strip()]
            notes = _recognised(document, texts, blank, asked.recognise)
            title = line(document.get_metadata_value("Title"))
        finally:
            document.close()
    if not any(text.strip() for text in texts):
        raise NoText(_NO_LAYER if asked.recognise is None else "neither a text layer nor a readable scan was found")
    shown = title and title in " ".join(" ".join(texts[:2]).split())
    return compose(texts, paged=True, notes=notes, title=title if shown else None)


_NO_LAYER = "it has no text layer; install Tesseract (tesseract-ocr, with eng, ara, rus, ukr) to read scans"


def _opened(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise UnreadableSource("it is encrypted; save it without a password") from error
        raise
    if len(document) > PAGES_LIMIT:
        raise UnsafeSource(f"it has {len(document):,} pages, more than the limit of {PAGES_LIMIT:,}")
    return document


def _page(document: Any, number: int) -> str:
    """Return the text of one page; a page that cannot be opened has none."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ""
    text = page.get_textpage()
    try:
        return _unwrapped(_written(_ligatures(text.get_text_range(), text)))
    finally:
        text.close()
        page.close()


def _ligatures(text: str, page: Any) -> str:
    """Turn lam-alef the right way round: PDFium reverses the two letters of the one glyph, which share one box."""
    letters = list(text)
    if len(letters) == page.count_chars():
        for found in _ALEF_LAM.finditer(text):
            at = found.start()
            if page.get_charbox(at) == page.get_charbox(at + 1):
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _written(text: str) -> str:
    lines = _HYPHEN.sub("", text.replace("\r\n", "\n"))
    return _DRAWN.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), lines)


def _unwrapped(text: str) -> str:
    """Join a line to the next where it fills its width, or stops amid a sentence that goes on in a small letter."""
    rows = [" ".join(row.split()) for row in text.split("\n")]
    width = _width(rows)
    joined: list[str] = []
    before = ""
    for row in rows:
        if joined and row and before and _goes_on(before, row, width):
            joined[-1] += f" {row}"
        else:
            joined.append(row)
        before = row
    return re.sub(r"\n{2,}", "\n\n", "\n".join(joined)).strip()


def _goes_on(before: str, row: str, width: int) -> bool:
    full = len(before) >= 0.75 * width
    return (
        width >= 30 and ((full and not (_ENDS.search(before) and len(before) < 0.9 * width)) or row[0].islower()) and not _item(row)
    )


def _item(row: str) -> bool:
    return re.match(r"[•▪◦–—*-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s", row) is not None


def _width(rows: Sequence[str]) -> int:
    """Return how long the long lines of a page are."""
    lengths = sorted(len(row) for row in rows if row)
    return lengths[-1 - len(lengths) // 10] if lengths else 0


def _recognised(document: Any, texts: list[str], blank: Sequence[int], recognise: Recognise | None) -> list[str]:
    """Fill in the pages without text from their pictures where somebody reads them, and say what was done."""
    if not blank:
        return []
    shown = f"{', '.join(str(i + 1) for i in blank[:10])}{' ...' if len(blank) > 10 else ''}"
    if recognise is None:
        return [f"pages without text: {shown}"]
    if len(blank) > SCANS_LIMIT:
        raise UnsafeSource(f"it has {len(blank):,} scanned pages, more than the limit of {SCANS_LIMIT:,}")
    for number in blank:
        texts[number] = _unwrapped(_BROKEN_WORD.sub("", recognise(_picture(document, number))))
    return [f"pages read from their pictures: {shown}"]


def _picture(document: Any, number: int) -> bytes:
    """Return a page drawn in grey as a picture (PGM), which needs no imaging library."""
    page = document[number]
    wide, high = page.get_size()
    scale = min(_DOTS_PER_INCH / 72, (_PIXELS_LIMIT / max(wide * high, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    pixels = b"".join(rows[at : at + bitmap.width] for at in range(0, len(rows), bitmap.stride))
    page.close()
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + pixels
