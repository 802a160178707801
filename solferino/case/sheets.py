"""Sheets: which mapping reads a reading, and its claims, which are derived again instead of kept.

A sheet's run holds its mapping, so that its claims come out the same each time. Only claims that somebody judged, or that left in
a release, have rows of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from solferino import gazetteer, mapping, readers, vocabulary
from solferino.case import settings
from solferino.case.arriving import Problem
from solferino.errors import BadMapping
from solferino.extract import mapped
from solferino.mapping import Sheet
from solferino.mapping.propose import propose
from solferino.records import Claim, Json, Reading, Run, Source
from solferino.sandbox import Reader as Sandbox

if TYPE_CHECKING:
    from solferino.case import Case

READER = "sheet"
_FIRST = 200
"""Rows by whose columns a sheet is recognised."""
_SHOWN = 20
"""Values outside the mapping that a run's notes name."""


def named(told: str, folder: Path) -> Sheet:
    """Return the mapping of a name: one of the project's, or a YAML file in a case's folder. Raises BadMapping."""
    if told in mapping.known():
        return mapping.known()[told]
    path = settings.inside(folder, told)
    if path is None or not path.is_file():
        known = ", ".join(mapping.known())
        raise BadMapping(f"there is no mapping {told!r}: it is neither a file in the case's folder nor one of {known}")
    return _loaded(path.read_bytes(), told)


@lru_cache(64)
def _loaded(data: bytes, name: str) -> Sheet:
    return mapping.load(data, name=name)


class Sheets:
    """The mappings of a case's readings, and the claims that they give; what was worked out once is remembered."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._seen: dict[str, tuple[str, str]] = {}
        self._recognised: dict[str, Sheet | None] = {}
        self._derived: dict[str, tuple[Claim, ...]] = {}

    def sheet(self, reading: str) -> Sheet | None:
        """Return the mapping of a reading, None for one that is no sheet, or that no mapping knows. Raises BadMapping."""
        if reading not in self._seen:
            self._seen = self._origins()
        source, reader = self._seen.get(reading, ("", ""))
        if reader != READER:
            return None
        told = self.case.sources()[source].mapping if source in self.case.sources() else None
        return named(told, self.case.folder) if told else self._recognise(reading)

    def names(self) -> dict[str, str]:
        """Return the given names of the sources of sheets, by reading: what is said of a row holds when the sheet is sent again."""
        sources = self.case.sources()
        return {key: sources[s].name for key, (s, reader) in self._origins().items() if reader == READER and s in sources}

    def told(self, source: Source) -> dict[str, Json] | None:
        """Return the mapping that is told of a source, which may name the sheet of a workbook. Raises BadMapping."""
        return dict(named(source.mapping, self.case.folder).plain) if source.mapping else None

    def reads(self, reading: str) -> Sheet | None:
        """Return what ``sheet`` returns, None also for a mapping that is wrong."""
        try:
            return self.sheet(reading)
        except BadMapping:
            return None

    def key(self, reading: str) -> str | None:
        """Return the column that names the rows of a sheet, None where no mapping tells."""
        sheet = self.reads(reading)
        return sheet.key if sheet else None

    def run(self, reading: str, sheet: Sheet) -> Run:
        """Return the run that a reading is due under a mapping."""
        book, places = vocabulary.codebook().version, gazetteer.load(self.case.places).version
        return mapped.run(reading, sheet, codebook=book, gazetteer=places)

    def claims(self, runs: Collection[str]) -> Iterator[Claim]:
        """Yield the claims of runs: those that are kept, and those that the mappings of sheets give."""
        sheets = self._mapped()
        yield from (claim for _, claim in self.case.store.claims([key for key in runs if key not in sheets]))
        for key in runs:
            if key in sheets:
                yield from self.derived(key)

    def derived(self, run: str) -> tuple[Claim, ...]:
        """Return the claims of a sheet's run, as its own mapping gives them; of another version's, those that were kept."""
        if run not in self._derived:
            told = self._mapped()[run]
            current = told.version == mapped.VERSION
            self._derived[run] = tuple(self._derive(run, told) if current else (c for _, c in self.case.store.claims([run])))
        return self._derived[run]

    def keep(self, subjects: Collection[str], runs: Collection[str]) -> None:
        """Give rows to the derived claims of runs that have one of some ids, or are of a mention that has; and to their anchors."""
        wanted, sheets = set(subjects), self._mapped()
        for key in runs:
            if key in sheets:
                chosen = {c.id: c for c in self.derived(key) if c.mention in wanted or c.id in wanted}
                told = {c.mention for c in chosen.values()}
                chosen |= {c.id: c for c in self.derived(key) if c.field == "event" and c.mention in told}
                self.case.store.keep_claims(key, chosen.values())

    def of(self, runs: Collection[str]) -> dict[str, Json]:
        """Return the mappings of the sheets among runs, by reading."""
        now = set(runs)
        found = {run.reading: run.settings for key, run in self._mapped().items() if key in now}
        return {key: {"name": told["name"], "mapping": told["mapping"]} for key, told in found.items()}

    def prove(self) -> Iterator[Problem]:
        """Yield each derived claim that does not hold, and each kept one that its mapping does not give."""
        for key, run in self._mapped().items():
            if run.version == mapped.VERSION and self._is_of_now(run):
                text = self.case.store.readings([run.reading])[run.reading].text
                derived = self.derived(key)
                yield from (
                    Problem(c.id, "its quote is not what stands there") for c in derived if text[c.start : c.end] != c.quote
                )
                kept = {name for name, _ in self.case.store.claims([key])}
                given = {c.id for c in derived} if kept else set()
                yield from (Problem(name, "its mapping does not give this claim") for name in sorted(kept - given))

    def _is_of_now(self, run: Run) -> bool:
        """Say whether a run was under the codebook and the place names of now, so that its claims come out the same."""
        now = vocabulary.codebook().version, gazetteer.load(self.case.places).version
        return (run.settings["codebook"], run.settings["gazetteer"]) == now

    def problems(self) -> Iterator[Problem]:
        """Yield the sheets whose mapping is wrong."""
        sources = self.case.active()
        for reading, (source, _) in self._origins().items():
            try:
                self.sheet(reading)
            except BadMapping as error:
                if source in sources:
                    yield Problem(sources[source].name, str(error))

    def _derive(self, key: str, run: Run) -> Iterator[Claim]:
        reading = self.case.store.readings([run.reading])[run.reading]
        return mapped.extract(reading, mapped.sheet_of(run), run=key, gazetteer=gazetteer.load(self.case.places))

    def _mapped(self) -> dict[str, Run]:
        return self.case._once(
            "sheet runs", lambda: {key: run for key, run in self.case.store.runs().items() if run.engine == mapped.ENGINE}
        )

    def _origins(self) -> dict[str, tuple[str, str]]:
        return self.case._once("origins", lambda: {h.id: (h.source, h.body["reader"]) for h in self.case.store.heads()})

    def _recognise(self, reading: str) -> Sheet | None:
        if reading not in self._recognised:
            read = self.case.store.readings([reading])[reading]
            self._recognised[reading] = mapping.recognise(mapping.columns(read.text, read.pages[:_FIRST]))
        return self._recognised[reading]


def surveyed(run: Run, reading: Reading) -> tuple[Run, tuple[Claim, ...]]:
    """Return the run of a sheet with notes on what its mapping leaves out, and no claims: these are derived when asked for."""
    return replace(run, notes=tuple(_notes(mapped.survey(reading, mapped.sheet_of(run))))), ()


def _notes(survey: mapped.Survey) -> Iterator[str]:
    if survey.unmapped:
        yield f"columns that the mapping does not know: {', '.join(survey.unmapped)}"
    for (column, value, why), times in survey.outside.most_common(_SHOWN):
        yield f"{column}: {value[:80]!r} was left out {times} time(s): {mapped.WHY[why]}"
    if len(survey.outside) > _SHOWN:
        yield f"{len(survey.outside) - _SHOWN} further values were left out"


def proposal(path: Path) -> str:
    """Return YAML that proposes a mapping for a sheet file. Raises UnreadableSource, or BadMapping for a file that is no sheet."""
    data = path.read_bytes()
    with Sandbox() as sandbox:
        media = readers.detect(data, path.name)
        if readers.reader_of(media)[0] != READER:
            raise BadMapping(f"{path.name} is no sheet: it was read as {media}")
        read = sandbox.read(data, media=media, name=path.name)
    return propose(read.text, read.pages, title=path.stem)
