"""``read``: from sources to readings, in child processes, a few at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import lru_cache
from typing import Any

from solferino import __version__, readers
from solferino.archive import Archive
from solferino.case.arriving import UNREAD
from solferino.case.flow import windowed
from solferino.errors import BadMapping, Damaged, UnreadableSource
from solferino.records import Reading, Source
from solferino.sandbox import Reader
from solferino.store import Failure, Head

Mapped = Callable[[Source], Mapping[str, Any] | None]

FEW = 24
"""Up to so many sources one child reads them all."""


def reader_of(source: Source) -> tuple[str, str]:
    """Return the name and version of the reader of a source."""
    return ("detect", __version__) if source.media == UNREAD else readers.reader_of(source.media)


def is_current(head: Head, source: Source) -> bool:
    """Whether a reading is by this version's reader, under what is told of the source now."""
    by_now = all(getattr(source, key) in (None, head.body[key]) for key in ("lang", "published", "retrieved"))
    return by_now and (head.body["reader"], head.body["version"]) == reader_of(source)


def read(sources: Sequence[Source], archive: Archive, mapped: Mapped) -> Iterator[Reading | Failure]:
    """Yield the reading of each source, or why there is none, in order; ``mapped`` gives the mapping that is told of one."""
    workers = min(4, os.cpu_count() or 1) if len(sources) > FEW else 1
    mine = threading.local()
    with ExitStack() as stack:

        def work(source: Source) -> Reading | Failure:
            if not hasattr(mine, "reader"):
                mine.reader, mine.bytes = stack.enter_context(Reader()), lru_cache(1)(archive.read)
            return _outcome(source, mine, mapped)

        with ThreadPoolExecutor(workers) as pool:
            yield from windowed(pool, work, sources, window=4 * workers)


def _outcome(source: Source, mine: Any, mapped: Mapped) -> Reading | Failure:
    try:
        return _read(source, mine.reader, mine.bytes(source.blob), mapped(source))
    except (UnreadableSource, BadMapping, Damaged) as error:
        return Failure(source.id, *reader_of(source), str(error))


def _read(source: Source, reader: Reader, data: bytes, mapping: Mapping[str, Any] | None) -> Reading:
    media = readers.detect(data, source.name) if source.media == UNREAD else source.media
    found = reader.read(data, media=media, name=source.name, member=source.member, lang=source.lang, mapping=mapping)
    name, version = reader_of(source)
    return Reading(
        source=source.id, reader=name, version=version, text=found.text, pages=found.pages, notes=found.notes,
        title=source.title or found.title, outlet=source.outlet or found.outlet, lang=source.lang or found.lang,
        published=source.published or found.published, retrieved=source.retrieved,
    )  # fmt: skip
