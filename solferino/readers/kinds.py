"""What bytes are, told by what they hold; a name only decides where texts look alike."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from solferino.errors import NoText, UnreadableSource
from solferino.readers.charset import decode

_SUFFIXES = {
    "plain": (".txt", ".text", ".md", ""),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "csv": (".csv", ".tsv", ".tab"),
    "xlsx": (".xlsx", ".xlsm"),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "feed": (".xml", ".rss", ".atom"),
}
"""Media -> the suffixes its files go by."""

_UNREAD = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file; save it as DOCX or XLSX without a password"),
    (b"{\\rtf", "an RTF file; save it as DOCX or plain text"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"), (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file; unpack it first"), (b"7z\xbc\xaf", "a packed file; unpack it first"),
    (b"Rar!", "a packed file; unpack it first"), (b"BZh", "a compressed file; unpack it first"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"SQLite format 3\x00", "a database"),
)  # fmt: skip
"""First bytes -> what nobody here reads, and what to do about it."""

_PACKED = ((b"word/document.xml", "docx"), (b"xl/workbook.xml", "xlsx"))
_MARKUP = (
    (re.compile(r"<(?:rss|feed|rdf:RDF)\b"), "feed"),
    (re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title|script|table)\b", re.IGNORECASE), "html"),
)
_ARTICLES = re.compile(r"\{\s*[\"}]|\[\s*[{\]]")
_UNREAD_TEXTS = (
    (re.compile(r"WARC/\d"), "a web archive (WARC); save the page as HTML"),
    (re.compile(r"(?:[\w-]+: .*\n(?:\s.*\n)*)*MIME-Version:", re.IGNORECASE), "a letter or a web archive (MHTML); save it as HTML"),
    (re.compile(r"<\?xml"), "an XML file that is neither a feed nor a page"),
)
_HEAD = 4096


def detect(data: bytes, name: str) -> str:
    """Return the media of bytes, a key of ``READERS``. Raises NoText for nothing, UnreadableSource for what nobody here reads."""
    if not data.strip():
        raise NoText("it is empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _packed(data)
    for magic, what in _UNREAD:
        if data.startswith(magic):
            raise UnreadableSource(f"it is {what}")
    return _textual(decode(data[:_HEAD], cut=True).text.lstrip(), _suffix(name))


def mismatch(media: str, name: str) -> tuple[str, ...]:
    """Return a note when a name promises something else than the bytes are."""
    suffix = _suffix(name)
    promised = next((m for m, suffixes in _SUFFIXES.items() if suffix in suffixes), media)
    return () if promised in (media, "plain") or suffix == "" else (f"the name ends in {suffix}, but it was read as {media}",)


def _packed(data: bytes) -> str:
    """Tell a packed file by the names in its directory, which stand there uncompressed, without unpacking it."""
    for part, media in _PACKED:
        if part in data:
            return media
    raise UnreadableSource("it is a packed file; unpack it first")


def _textual(head: str, suffix: str) -> str:
    for pattern, media in _MARKUP:
        if pattern.search(head[:1000]) and head.startswith("<"):
            return media
    for pattern, what in _UNREAD_TEXTS:
        if pattern.match(head):
            raise UnreadableSource(f"it is {what}")
    if _ARTICLES.match(head) or (suffix in (".json", ".jsonl", ".ndjson")):
        return _articles(head, suffix)
    named = next((m for m, suffixes in _SUFFIXES.items() if suffix in suffixes), "plain")
    return named if named in ("csv", "html") else "plain"


def _articles(head: str, suffix: str) -> str:
    """Tell one JSON value from many on lines of their own: there, the second line begins an object, too."""
    lines = [line for line in head.splitlines()[:50] if line.strip()]
    many = head.startswith("{") and len(lines) > 1 and lines[1].lstrip().startswith("{")
    return "jsonl" if many or suffix in _SUFFIXES["jsonl"] else "json"


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()
