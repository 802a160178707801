"""``add``: from paths to sources, each on bytes in the archive."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from solferino import readers
from solferino.errors import UnreadableSource, UsageError
from solferino.readers import Member
from solferino.records import Judgement, Source, source_id
from solferino.store import Delivery

if TYPE_CHECKING:
    from solferino.archive import Archive
    from solferino.sandbox import Reader
    from solferino.store.kept import Store

UNREAD = "unread"
"""The media of bytes that no reader takes; they are kept, and tried again when they are read."""


class File(NamedTuple):
    """A file to add, and its given name."""

    name: str
    path: Path


class Problem(NamedTuple):
    """One line about a source: its given name, and what is wrong."""

    name: str
    reason: str


@dataclass(frozen=True)
class Added:
    """What came of adding files: new sources, those told about anew, how many were there,
    what could not be taken, and the files that hold nothing but what was expunged."""

    sources: tuple[Source, ...] = ()
    corrected: tuple[str, ...] = ()
    known: int = 0
    problems: tuple[Problem, ...] = ()
    expunged: tuple[str, ...] = ()

    def __add__(self, other: Added) -> Added:
        return Added(
            self.sources + other.sources,
            self.corrected + other.corrected,
            self.known + other.known,
            self.problems + other.problems,
            self.expunged + other.expunged,
        )


def files(paths: Sequence[Path], *, outside: Path) -> list[File]:
    """Return the files under paths in order of their names; hidden files, sidecars and whatever lies in ``outside`` are left out.

    A file in a folder is named by its path inside it; of a file that is given alone its last name, unless two share it.
    """
    if gone := [str(p) for p in paths if not p.exists() and not p.is_symlink()]:
        raise UsageError(f"there is no {', '.join(gone)}")
    alone = Counter(p.name for p in paths if not p.is_dir())
    found = [f for p in paths for f in (_inside(p) if p.is_dir() else [File(p.name if alone[p.name] == 1 else p.as_posix(), p)])]
    return [f for f in found if not f.name.endswith(readers.SIDECAR) and not f.path.resolve().is_relative_to(outside.resolve())]


def _inside(folder: Path) -> Iterator[File]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (
            File((Path(at) / name).relative_to(folder).as_posix(), Path(at) / name) for name in sorted(names) if name[0] != "."
        )


class Arrivals:
    """Takes files in, one at a time: each is kept with its sources in one transaction."""

    def __init__(self, store: Store, archive: Archive, reader: Reader, sources: Mapping[str, Source]) -> None:
        self.store, self.archive, self.reader = store, archive, reader
        self.known = dict(sources)
        self.newest = {s.name: s for s in sources.values()}
        self.delivered = {d.name: d for d in store.deliveries()}
        self.expunged = store.tombstones()

    def take(self, file: File, *, by: str, at: str) -> Added:
        """Keep one file and the sources in it; what cannot be kept is a problem, what was expunged does not come back."""
        try:
            sidecar = self._sidecar(file)
            blob = self.archive.put(file.path)
            data = self.archive.read(blob)
        except UnreadableSource as error:
            return self._deliver(Delivery(file.name, "", (str(error),)))
        media, split = self._split(data, file.name)
        members, blob = self._without_expunged(split.members, data, blob, media)
        with self.store.transaction():
            added = self._deliver(Delivery(file.name, blob, split.problems)) if blob else Added(expunged=(file.name,))
            for member in members:
                added += self._keep(member, _told(member.told.over(sidecar)), blob=blob, media=media, by=by, at=at)
        return added

    def _deliver(self, delivery: Delivery) -> Added:
        if self.delivered.get(delivery.name) != delivery:
            self.store.keep_delivery(delivery)
            self.delivered[delivery.name] = delivery
        return Added(problems=tuple(Problem(delivery.name, line) for line in delivery.problems))

    def _sidecar(self, file: File) -> readers.Told:
        path = file.path.with_name(file.path.name + readers.SIDECAR)
        return readers.sidecar(path.read_bytes(), name=path.name) if path.is_file() else readers.Told()

    def _split(self, data: bytes, name: str) -> tuple[str, readers.Split]:
        """Return the media and the members; bytes that cannot be taken apart are one source, and fail when they are read."""
        media = UNREAD
        try:
            media = readers.detect(data, name)
            return media, self.reader.split(data, media=media, name=name)
        except UnreadableSource:
            return media, readers.Split(members=(readers.whole(data, name),))

    def _without_expunged(self, members: Sequence[Member], data: bytes, blob: str, media: str) -> tuple[list[Member], str]:
        """Return the members that were never expunged, and the blob of a file that holds only them; no blob when none is left."""
        gone = [m for m in members if source_id(m.name, m.digest) in self.expunged]
        if not gone:
            return list(members), blob
        self.archive.remove(blob)
        kept = [m for m in members if m not in gone]
        for member in gone if kept else []:
            data = readers.without(data, media=media, locator=member.locator or "")
        return kept, self.archive.put(data) if kept else ""

    def _keep(self, member: Member, told: dict[str, str], *, blob: str, media: str, by: str, at: str) -> Added:
        key = source_id(member.name, member.digest)
        if key in self.known:
            return self._tell_again(self.known[key], told, by, at)
        older = self.newest.get(member.name)
        source = Source(
            name=member.name, blob=blob, digest=member.digest, media=media, member=member.locator,
            supersedes=older.id if older else None, **told,
        )  # fmt: skip
        self.store.keep_source(source)
        self.known[key] = self.newest[source.name] = source
        return Added(sources=(source,))

    def _tell_again(self, kept: Source, told: dict[str, str], by: str, at: str) -> Added:
        """Keep what is told differently of a source that is there as a correction of it."""
        value = {key: text for key, text in told.items() if text != getattr(kept, key)}
        if not value:
            return Added(known=1)
        order, reason = self.store.next_order(), "told anew when it was added again"
        self.store.keep_judgement(
            Judgement(subject=(kept.id,), verdict="correct", order=order, value=value, reason=reason, by=by, at=at)
        )
        self.known[kept.id] = replace(kept, **value)
        return Added(corrected=(kept.id,), known=1)


def _told(told: readers.Told) -> dict[str, str]:
    return {key: value for key, value in asdict(told).items() if value is not None}
