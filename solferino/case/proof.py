"""``check``: every hash, id and quote proved again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from solferino.case.arriving import Problem
from solferino.errors import BadRecord, Damaged, UnreadableSource
from solferino.records import Claim, Reading, Run, Source
from solferino.sandbox import Reader

if TYPE_CHECKING:
    from solferino.archive import Archive
    from solferino.case.flow import Progress
    from solferino.store.kept import Store


def prove(store: Store, archive: Archive, progress: Progress) -> Iterator[Problem]:
    """Yield whatever does not hold: in the archive, of the sources, readings, runs, claims and judgements, and of the triggers."""
    sources = store.sources()
    yield from _originals(sources, archive, progress)
    yield from (Problem(key, "it is not the source that its id names") for key, s in sources.items() if s.id != key)
    by_reading = defaultdict(list)
    for key, run in store.runs().items():
        by_reading[run.reading].append((key, run))
    for head in store.heads():
        (reading,) = store.readings([head.id]).values()
        yield from _reading(head.id, reading, sources)
        for key, run in by_reading[head.id]:
            yield from _run(key, run, reading, store)
    judged = zip(store.judgement_ids(), store.judgements(), strict=True)
    yield from (Problem(key, "the judgement was changed") for key, judgement in judged if judgement.id != key)
    yield from (Problem(table, "its triggers are gone: rows could be changed") for table in store.unguarded())


def _originals(sources: dict[str, Source], archive: Archive, progress: Progress) -> Iterator[Problem]:
    blobs = defaultdict(list)
    for source in sources.values():
        blobs[source.blob].append(source)
    with Reader() as reader:
        for done, (blob, members) in enumerate(blobs.items(), 1):
            progress(done, len(blobs), members[0].name)
            try:
                data = archive.read(blob)
            except Damaged as error:
                yield Problem(members[0].name, str(error))
                continue
            yield from _members(data, members, reader)


def _members(data: bytes, members: list[Source], reader: Reader) -> Iterator[Problem]:
    """Check that a file still holds each of its sources, by the digest of its own bytes."""
    inside = [s for s in members if s.member is not None or s.digest != s.blob]
    if inside:
        try:
            held = {(m.locator, m.digest) for m in reader.split(data, media=inside[0].media, name=inside[0].name).members}
        except UnreadableSource as error:
            held = set()
            yield Problem(inside[0].name, str(error))
        changed = (s for s in inside if (s.member, s.digest) not in held)
        yield from (Problem(s.name, f"{s.member or 'the whole'} of its original is not it") for s in changed)


def _reading(key: str, reading: Reading, sources: dict[str, Source]) -> Iterator[Problem]:
    name = sources[reading.source].name
    if reading.id != key:
        yield Problem(name, f"{key}: the text or what is told of it was changed")
    spans = reading.pages
    if any(not a <= b <= len(reading.text) for a, b in spans) or any(x[1] > y[0] for x, y in pairwise(spans)):
        yield Problem(name, f"{key}: its pages do not fit its text")


def _run(key: str, run: Run, reading: Reading, store: Store) -> Iterator[Problem]:
    if run.id != key:
        yield Problem(key, "it is not the run that its id names")
    for name, claim in store.claims([key]):
        yield from _claim(name, claim, reading)


def _claim(key: str, claim: Claim, reading: Reading) -> Iterator[Problem]:
    if claim.id != key:
        yield Problem(key, "the claim was changed")
    try:
        claim.prove(reading.text)
    except BadRecord as error:
        yield Problem(key, str(error))
