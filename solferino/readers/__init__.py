"""Readers: bytes in, text out. They open no file, fetch nothing and keep nothing.

``detect`` tells what bytes are, ``split`` which sources stand in them, ``read`` gives the text of one of them. Bytes that nobody
vouches for are read through ``solferino.sandbox.Reader``, which has the same ``split`` and ``read``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib import import_module, metadata
from typing import Any, NamedTuple

from solferino.errors import NoText, UnreadableSource
from solferino.readers.cut import without
from solferino.readers.difference import difference
from solferino.readers.kinds import detect, mismatch
from solferino.readers.members import Member, Split, whole
from solferino.readers.text import Asked, ReadText, Recognise
from solferino.readers.told import SIDECAR, Told, sidecar

__all__ = [
    "READERS", "SIDECAR", "Asked", "Member", "ReadText", "Recognise", "Split", "Told",
    "detect", "difference", "read", "reader_of", "sidecar", "split", "take", "whole", "with_language", "without",
]  # fmt: skip


class Entry(NamedTuple):
    """One reader: its module here, the version of its text, the library whose version changes the text too."""

    module: str
    version: str
    library: str | None = None


READERS: Mapping[str, Entry] = {
    "plain": Entry("plain", "1"),
    "html": Entry("html", "1", "trafilatura"),
    "pdf": Entry("pdf", "1", "pypdfium2"),
    "docx": Entry("docx", "1"),
    "csv": Entry("sheet", "1"),
    "xlsx": Entry("sheet", "1", "openpyxl"),
    "json": Entry("articles", "1"),
    "jsonl": Entry("articles", "1"),
    "feed": Entry("feed", "1"),
}
"""Media -> its reader."""

_SPLIT = ("json", "jsonl", "feed")


@cache
def reader_of(media: str) -> tuple[str, str]:
    """Return the name and the version of the reader of a media; a version changes whenever the text may."""
    entry = READERS[media]
    library = f"+{entry.library}-{metadata.version(entry.library)}" if entry.library else ""
    return entry.module, entry.version + library


def split(data: bytes, *, media: str, name: str) -> Split:
    """Return the sources that stand in bytes: the articles of a JSON file, the entries of a feed, else the one whole.

    ``name`` is the given name of the file; an article without an ``id`` is named after it. Lines and entries that are no article
    are reported in ``Split.problems``, one by one; the others stand in ``Split.members``. Raises UnreadableSource when the whole
    cannot be taken apart.
    """
    if media not in _SPLIT:
        return Split(members=(whole(data, name),))
    found: Split = import_module(f"solferino.readers.{READERS[media].module}").split(data, media=media, name=name)
    return found


def read(
    data: bytes,
    *,
    media: str,
    name: str,
    member: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    lang: str | None = None,
    recognise: Recognise | None = None,
) -> ReadText:
    """Return the text of one source.

    ``media`` is ``detect``'s answer, ``member`` a ``Member.locator`` (None for the whole), ``mapping`` the mapping of a sheet (only
    its ``sheet`` is looked at, the name of the sheet to read), ``lang`` the language when it is known, ``recognise`` what reads the
    pictures of a scan. Raises UnreadableSource, UnsafeSource (a limit) or NoText.
    """
    asked = Asked(media=media, name=name, member=member, mapping=mapping, recognise=recognise)
    return with_language(take(data, asked), lang)


def take(data: bytes, asked: Asked) -> ReadText:
    """Return the text of one source as its reader gives it, in a language that only the source itself may tell."""
    if not data.strip():
        raise NoText("it is empty")
    if asked.media not in READERS:
        raise UnreadableSource(f"no reader for {asked.media}")
    found: ReadText = import_module(f"solferino.readers.{READERS[asked.media].module}").read(data, asked)
    notes = mismatch(asked.media, asked.name) if asked.member is None else ()
    return dataclasses.replace(found, notes=(*notes, *found.notes))


def with_language(found: ReadText, lang: str | None) -> ReadText:
    """Return a text with its language: the one that is known, else the one it tells itself, else the one its letters tell."""
    known = lang or found.lang or import_module("solferino.readers.tongue").identify(found.text)
    return dataclasses.replace(found, lang=known)
