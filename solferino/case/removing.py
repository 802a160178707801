"""``expunge``: a source vanishes from the archive, the database and the case's own publications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from solferino import readers
from solferino.case import writing
from solferino.errors import UsageError
from solferino.records import Source, digest
from solferino.store import Tombstone

if TYPE_CHECKING:
    from solferino.case import Case


@dataclass(frozen=True)
class Expunged:
    """What stays: the tombstone, sources that may say the same (other versions, translations, the same bytes), and folders outside
    the case to which the source was published."""

    tombstone: Tombstone
    kin: tuple[Source, ...]
    folders: tuple[str, ...]


def expunge(case: Case, named: str, *, reason: str, at: str) -> Expunged:
    """Expunge a source by its id or name; for one that is expunged already, clean up what an interrupted attempt may have left."""
    if not reason.strip():
        raise UsageError("an expunged source needs a reason, which stays")
    stone = case.store.tombstones().get(named)
    kin: tuple[Source, ...] = ()
    if stone is None:
        source = _source(case, named)
        kin = tuple(_kin(source, case.sources()))
        stone = Tombstone(source.id, reason, at, tuple(p.digest for p in case.store.publications() if source.id in p.sources))
        _remove(case, source, stone)
    return Expunged(stone, kin, tuple(_clean(case, stone)))


def _source(case: Case, named: str) -> Source:
    found = [s for key, s in case.sources().items() if named in (key, s.name)]
    if len(found) != 1:
        several = ", ".join(s.id for s in found)
        raise UsageError(f"{named} is several sources; name one by its id: {several}" if found else f"there is no source {named}")
    return found[0]


def _kin(source: Source, sources: dict[str, Source]) -> Iterator[Source]:
    for other in sources.values():
        alike = other.name == source.name or other.digest == source.digest
        translated = other.translates == source.name or source.translates == other.name
        if other.id != source.id and (alike or translated):
            yield other


def _remove(case: Case, source: Source, stone: Tombstone) -> None:
    from solferino.store.expunge import expunge

    own = {key for key, reading in case.told().readings.items() if reading.source == source.id}
    subjects = {key for claim in case.judged().claims if claim.reading in own for key in (claim.id, claim.mention)}
    expunge(case.store, stone, subjects=subjects, recut=_recut(case, source))


def _recut(case: Case, source: Source) -> tuple[str, str] | None:
    """Keep a copy of the file of several sources without this one, and return the blobs of both."""
    others = [s for s in case.sources().values() if s.blob == source.blob and s.member not in (None, source.member)]
    if source.member is None or not others:
        return None
    data = readers.without(case.archive.read(source.blob), media=source.media, locator=source.member)
    return source.blob, case.archive.put(data)


def _clean(case: Case, stone: Tombstone) -> Iterator[str]:
    """Delete bytes that no source or arrival needs, and publications; yield the folders of publications outside the case."""
    from solferino.store.expunge import sweep

    needed = {s.blob for s in case.sources().values()} | {d.blob for d in case.store.deliveries()}
    for blob in case.archive:
        if blob not in needed:
            case.archive.remove(blob)
    for part in case.archive.folder.glob(".part-*"):
        part.unlink()
    sweep(case.store)
    # A case that was moved has its publications elsewhere than where they were written.
    for sums in sorted(case.folder.rglob(writing.SUMS)):
        if digest(sums.read_bytes()) in stone.releases:
            writing.clear(sums.parent)
    folders = {p.folder for p in case.store.publications() if p.digest in stone.releases}
    yield from sorted(f for f in folders if not Path(f).is_relative_to(case.folder.resolve()))
