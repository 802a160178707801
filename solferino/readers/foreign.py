"""Where foreign formats come in: what their libraries may raise, how far packed files unpack, and XML without its traps."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from solferino.errors import NoText, UnreadableSource, UnsafeSource

UNPACKED_LIMIT = 256 * 1024 * 1024
PARTS_LIMIT = 5_000

_RAISED = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, etree.LxmlError,
)  # fmt: skip
"""What the libraries behind the readers raise on broken bytes, as truncation and fuzzing showed."""

_CHUNK = 1024 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


@contextmanager
def broken(what: str) -> Iterator[None]:
    """Turn whatever a library raises on broken bytes into UnreadableSource; its message is dropped, as it may quote the source."""
    try:
        yield
    except _RAISED as error:
        raise UnreadableSource(f"it is a broken {what} ({type(error).__name__})") from error


def unpack(data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the wanted parts of a packed Office file by name, after every part has been unpacked once to count its real bytes.

    Raises UnsafeSource for more than ``UNPACKED_LIMIT`` bytes or ``PARTS_LIMIT`` parts, or a document type (Office files have none,
    traps do), and UnreadableSource for an encrypted one.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if len(package.infolist()) > PARTS_LIMIT:
            raise UnsafeSource(f"it packs {len(package.infolist()):,} parts, more than {PARTS_LIMIT:,}")
        if any(part.flag_bits & 1 for part in package.infolist()):
            raise UnreadableSource("it is encrypted; save it without a password")
        parts, size = {}, 0
        for info in package.infolist():
            with package.open(info) as stream:
                content = _counted(stream.read, UNPACKED_LIMIT - size, keep=wanted(info.filename))
            size += content[0]
            if wanted(info.filename):
                parts[info.filename] = content[1]
    return parts


def _counted(read: Callable[[int], bytes], limit: int, *, keep: bool) -> tuple[int, bytes]:
    """Return the size of a part, and its bytes when they are to be kept."""
    kept, size, tail = bytearray(), 0, b""
    while chunk := read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise UnsafeSource(f"it unpacks to more than {UNPACKED_LIMIT // 1024 // 1024} MB")
        if any(mark in tail + chunk for mark in _DOCTYPES):
            raise UnsafeSource("its XML declares entities")
        tail = chunk[-32:]
        if keep:
            kept += chunk
    return size, bytes(kept)


def xml(data: bytes) -> Any:
    """Return the root of an XML document, read without entities, network or external files.

    Raises UnsafeSource for a document type and UnreadableSource for broken XML.
    """
    if any(mark in data for mark in _DOCTYPES):
        raise UnsafeSource("its XML declares entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    with broken("XML file"):
        root = etree.fromstring(data, parser)
    if root is None:
        raise NoText("it holds no text")
    return root
