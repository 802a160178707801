"""Everything a case keeps, written once and read back as records."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections, models, transaction

from solferino.records import Claim, Judgement, Reading, Record, Run, Source, canonical
from solferino.store import models as tables
from solferino.store import triggers
from solferino.store.rows import Delivery, Failure, Head, Publication, Tombstone

_CHUNK = 500
"""Ids in one query; SQLite takes at most 999 parameters in older builds."""


@dataclass(frozen=True)
class Store:
    """One case's records. Everything is added, nothing changed; ``file`` is the SQLite file, None for another database."""

    alias: str
    file: Path | None = None

    def transaction(self) -> AbstractContextManager[None]:
        """Return a transaction: what is kept inside it is kept together, or not at all."""
        return transaction.atomic(using=self.alias)

    def close(self) -> None:
        """Close this thread's connection; the next query opens it again."""
        connections[self.alias].close()

    # Keeping

    def keep_delivery(self, delivery: Delivery) -> None:
        """Keep a file's arrival."""
        self._of(tables.Delivery).create(name=delivery.name, blob=delivery.blob, problems=canonical(list(delivery.problems)))

    def keep_source(self, source: Source) -> bool:
        """Keep a source; False when it is there already."""
        return self._keep(tables.Source, source, source.id, name=source.name, blob=source.blob)

    def keep_reading(self, reading: Reading) -> bool:
        """Keep a reading; False when it is there already."""
        row = self._row(tables.Source, reading.source)
        return self._keep(tables.Reading, reading, reading.id, without=("source", "text"), source_id=row, text=reading.text)

    def keep_failure(self, failure: Failure) -> None:
        """Keep why a source could not be read, unless it says nothing new."""
        row = self._row(tables.Source, failure.source)
        rows = self._of(tables.Failure)
        told = {"reader": failure.reader, "version": failure.version, "reason": failure.reason}
        if not rows.filter(source_id=row, **told).exists():
            rows.create(source_id=row, **told)

    def keep_run(self, run: Run, claims: Iterable[Claim]) -> bool:
        """Keep a finished run and its claims in one transaction; False when it is there already."""
        with self.transaction():
            row = self._row(tables.Reading, run.reading)
            if not self._keep(tables.Run, run, run.id, without=("reading",), reading_id=row):
                return False
            key = self._row(tables.Run, run.id)
            made = {c.id: tables.Claim(key=c.id, body=_body(c, ("run", "reading")), run_id=key) for c in claims}
            self._of(tables.Claim).bulk_create(made.values(), batch_size=_CHUNK)
        return True

    def keep_claims(self, run: str, claims: Iterable[Claim]) -> None:
        """Keep claims of a run that is kept, but for those that are there already: of a sheet, whose other claims are derived."""
        made = {c.id: c for c in claims}
        row = self._row(tables.Run, run)
        with self.transaction():
            for some in _chunks(made):
                there = set(self._of(tables.Claim).filter(key__in=some).values_list("key", flat=True))
                rows = (tables.Claim(key=k, body=_body(made[k], ("run", "reading")), run_id=row) for k in some if k not in there)
                self._of(tables.Claim).bulk_create(rows)

    def keep_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement."""
        self._keep(tables.Judgement, judgement, judgement.id, order=judgement.order)

    def keep_publication(self, publication: Publication) -> None:
        """Keep that a release was written."""
        self._of(tables.Publication).create(**{**publication._asdict(), "sources": canonical(list(publication.sources))})

    # Reading back, always in the order of arrival

    def deliveries(self) -> Iterator[Delivery]:
        """Yield every file that was added."""
        for name, blob, problems in self._of(tables.Delivery).values_list("name", "blob", "problems"):
            yield Delivery(name, blob, tuple(json.loads(problems)))

    def sources(self) -> dict[str, Source]:
        """Return every source by id."""
        return {key: Source.from_json(json.loads(body)) for key, body in self._of(tables.Source).values_list("key", "body")}

    def heads(self) -> Iterator[Head]:
        """Yield every reading without its text."""
        for key, source, body in self._of(tables.Reading).values_list("key", "source__key", "body").iterator():
            yield Head(key, source, json.loads(body))

    def readings(self, ids: Collection[str]) -> dict[str, Reading]:
        """Return readings by id, in the order that was asked for; one that is not kept is left out."""
        found: dict[str, Reading] = {}
        for some in _chunks(ids):
            rows = self._of(tables.Reading).filter(key__in=some).values_list("key", "source__key", "text", "body")
            found |= {k: Reading.from_json({"source": s, "text": text, **json.loads(b)}) for k, s, text, b in rows}
        return {key: found[key] for key in ids if key in found}

    def failures(self) -> Iterator[Failure]:
        """Yield every failed reading."""
        rows = self._of(tables.Failure).values_list("source__key", "reader", "version", "reason")
        yield from (Failure(*row) for row in rows)

    def runs(self) -> dict[str, Run]:
        """Return every finished run by id."""
        rows = self._of(tables.Run).values_list("key", "reading__key", "body").iterator()
        return {key: Run.from_json({"reading": reading, **json.loads(body)}) for key, reading, body in rows}

    def claims(self, runs: Collection[str]) -> Iterator[tuple[str, Claim]]:
        """Yield the claims of runs, each with the id under which it was kept."""
        for some in _chunks(runs):
            rows = self._of(tables.Claim).filter(run__key__in=some)
            for key, run, reading, body in rows.values_list("key", "run__key", "run__reading__key", "body").iterator():
                yield key, Claim.from_json({"run": run, "reading": reading, **json.loads(body)})

    def judgements(self) -> tuple[Judgement, ...]:
        """Return every judgement."""
        rows = self._of(tables.Judgement).order_by("order").values_list("body", flat=True)
        return tuple(Judgement.from_json(json.loads(body)) for body in rows)

    def judgement_ids(self) -> tuple[str, ...]:
        """Return the ids under which the judgements were kept, in the same order."""
        return tuple(self._of(tables.Judgement).order_by("order").values_list("key", flat=True))

    def unguarded(self) -> list[str]:
        """Return the tables that have lost a trigger."""
        return triggers.missing(connections[self.alias])

    def next_order(self) -> int:
        """Return the order of the next judgement."""
        last = self._of(tables.Judgement).aggregate(last=models.Max("order"))["last"]
        return 0 if last is None else int(last) + 1

    def mark(self) -> tuple[int | None, ...]:
        """Return a value that changes whenever something is kept or expunged."""
        every = (tables.Source, tables.Reading, tables.Failure, tables.Run, tables.Judgement, tables.Tombstone)
        newest = ", ".join(f"(SELECT max(id) FROM {t._meta.db_table})" for t in every)  # noqa: S608
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f"SELECT {newest}")
            return tuple(cursor.fetchone())

    def publications(self) -> Iterator[Publication]:
        """Yield every release that was written."""
        for digest, profile, folder, sources in self._of(tables.Publication).values_list("digest", "profile", "folder", "sources"):
            yield Publication(digest, profile, folder, tuple(json.loads(sources)))

    def tombstones(self) -> dict[str, Tombstone]:
        """Return what stays of expunged sources, by the source's id."""
        rows = self._of(tables.Tombstone).values_list("source", "reason", "at", "releases")
        return {s: Tombstone(s, reason, at, tuple(json.loads(releases))) for s, reason, at, releases in rows}

    def _of(self, table: type[models.Model]) -> Any:
        return table._default_manager.using(self.alias)

    def _row(self, table: type[models.Model], key: str) -> int:
        return int(self._of(table).values_list("id", flat=True).get(key=key))

    def _keep(self, table: type[models.Model], record: Record, key: str, without: Sequence[str] = (), **columns: Any) -> bool:
        with self.transaction():
            if self._of(table).filter(key=key).exists():
                return False
            self._of(table).create(key=key, body=_body(record, without), **columns)
        return True


def _body(record: Record, without: Sequence[str] = ()) -> str:
    return canonical({k: v for k, v in record.to_json().items() if k not in without})


def _chunks(ids: Collection[str]) -> Iterator[list[str]]:
    listed = list(ids)
    yield from (listed[i : i + _CHUNK] for i in range(0, len(listed), _CHUNK))
