"""``status``: what is done, what is due, and what is worth knowing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solferino import language, readers
from solferino.case import current
from solferino.case.arriving import Problem
from solferino.case.sheets import READER
from solferino.mapping.difference import difference
from solferino.records import Judgement, Reading, Record, Source

if TYPE_CHECKING:
    from solferino.case import Case


@dataclass(frozen=True, kw_only=True)
class Status(Record):
    """Where a case stands; names are the given names of sources.

    ``unreadable`` pairs a name with the reason; ``unread`` and ``unextracted`` are due; ``stale`` were extracted by an older
    version or word list; ``not_understood`` pairs a name with a language that has no pack, or ""; ``superseded`` pairs the name of
    an edited source with the changed passages; ``orphaned`` are judgements whose quote no longer stands in any claim.
    """

    title: str
    sources: int
    read: int
    extracted: int
    claims: int
    mentions: int
    judgements: int
    expunged: int
    unreadable: tuple[Problem, ...]
    unread: tuple[str, ...]
    unextracted: tuple[str, ...]
    stale: tuple[str, ...]
    not_understood: tuple[tuple[str, str], ...]
    translations: tuple[str, ...]
    superseded: tuple[tuple[str, tuple[str, ...]], ...]
    orphaned: tuple[Judgement, ...]


def status(case: Case) -> Status:
    """Return the status of a case."""
    sources, store = case.sources(), case.store
    heads = current.heads(store, sources)
    active = {key: heads[key] for key in case.active() if key in heads}
    done = {run.reading for run in store.runs().values()}
    due = {run.reading for run in case.due()}
    judged = case.judged()
    understood = set(case.settings.languages or language.languages())
    return Status(
        title=case.settings.title,
        sources=len(sources),
        read=len(heads),
        extracted=sum(head.id in done for head in active.values()),
        claims=len(judged.claims),
        mentions=len({c.mention for c in judged.claims}),
        judgements=len(store.judgements()),
        expunged=len(store.tombstones()),
        unreadable=case.unreadable(),
        unread=tuple(s.name for s in current.unread(store, sources, again=False)),
        unextracted=tuple(sources[key].name for key, head in active.items() if head.id in due - done),
        stale=tuple(sources[key].name for key, head in active.items() if head.id in due & done),
        not_understood=tuple(
            (sources[key].name, head.body["lang"] or "")
            for key, head in active.items()
            if head.body["lang"] not in understood and not case.sheets.reads(head.id)
        ),
        translations=tuple(s.name for s in sources.values() if s.translates is not None),
        superseded=tuple(_differences(case, sources)),
        orphaned=judged.orphaned,
    )


def _differences(case: Case, sources: dict[str, Source]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what changed in each source that supersedes another."""
    heads = current.heads(case.store, sources)
    pairs = [(s, s.supersedes) for s in sources.values() if s.supersedes in sources]
    changed = []
    for source, older in pairs:
        if source.id in heads and older in heads:
            versions = list(case.store.readings([heads[older].id, heads[source.id].id]).values())
            changed.append((source.name, tuple(_difference(case, versions[0], versions[-1]))))
    return changed


def _difference(case: Case, old: Reading, new: Reading) -> list[str]:
    """Return what changed: of sheets row by row, of texts word by word."""
    if old.reader != new.reader or new.reader != READER:
        return readers.difference(old.text, new.text)
    return difference(old, new, key=case.sheets.key(new.id))
