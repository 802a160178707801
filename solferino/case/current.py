"""Which readings and runs count now, and what is still due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from solferino.case.arriving import Problem
from solferino.case.reading import is_current, reader_of
from solferino.extract.mapped import ENGINE as SHEET
from solferino.records import Reading, Run, Source
from solferino.store import Head

if TYPE_CHECKING:
    from solferino.store.kept import Store

Expected = Callable[[str, str | None], Run | None]
"""Gives the run that a reading (id, language) is due."""


def heads(store: Store, sources: Mapping[str, Source]) -> dict[str, Head]:
    """Return the reading that counts of each source by its id: the newest that is current, else the newest."""
    found: dict[str, Head] = {}
    for head in store.heads():
        source = sources.get(head.source)
        if source and (head.source not in found or is_current(head, source) or not is_current(found[head.source], source)):
            found[head.source] = head
    return {key: found[key] for key in sources if key in found}


def readings(store: Store, sources: Mapping[str, Source]) -> dict[str, Reading]:
    """Return the readings that count, by id, in the order of the sources, under what is told of these now."""
    chosen = {head.id: sources[head.source] for head in heads(store, sources).values()}
    found = store.readings(list(chosen))
    return {
        key: replace(reading, title=chosen[key].title or reading.title, outlet=chosen[key].outlet or reading.outlet)
        for key, reading in found.items()
    }


def unread(store: Store, sources: Mapping[str, Source], *, again: bool) -> list[Source]:
    """Return the sources without a current reading; those that failed under this version only when asked ``again``."""
    read = heads(store, sources)
    failed = {} if again else _failures(store, sources)
    return [s for key, s in sources.items() if not (key in read and is_current(read[key], s)) and key not in failed]


def problems(store: Store, sources: Mapping[str, Source]) -> tuple[Problem, ...]:
    """Return one line for each source that this version cannot read, and for each file or part of one that could not be taken."""
    read = heads(store, sources)
    failed = _failures(store, sources)
    open_ = [key for key in failed if not (key in read and is_current(read[key], sources[key]))]
    return (*_untaken(store), *(Problem(sources[key].name, failed[key]) for key in open_))


def _failures(store: Store, sources: Mapping[str, Source]) -> dict[str, str]:
    """Return why this version's readers could not read sources, by their ids."""
    return {f.source: f.reason for f in store.failures() if (f.reader, f.version) == reader_of(sources[f.source])}


def _untaken(store: Store) -> Iterator[Problem]:
    """Yield what was wrong with the newest file of each name."""
    newest = {d.name: d for d in store.deliveries()}
    yield from (Problem(d.name, line) for d in newest.values() for line in d.problems)


def runs(readings: Mapping[str, str | None], store: Store, expected: Expected) -> list[str]:
    """Return the runs whose claims count, of readings with their languages: per engine the expected one, else the newest.

    What a mapping reads, no other engine reads, and the other way round.
    """
    chosen: dict[tuple[str, str], str] = {}
    for key, run in store.runs().items():
        if run.reading in readings:
            due = expected(run.reading, readings[run.reading])
            if due is not None and (due.engine == SHEET) != (run.engine == SHEET):
                continue
            place = run.reading, run.engine
            if due is None or chosen.get(place) != due.id:
                chosen[place] = key
    return list(chosen.values())
