"""The road: add, read, extract, link, assess, publish; and what is asked along it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from solferino import findings, language, link, vocabulary
from solferino.archive import Archive
from solferino.case import arriving, current, facilities, planning, proof, reading, removing, searching, settings
from solferino.case.arriving import Added, Problem
from solferino.case.flow import Progress, silent
from solferino.case.judging import Judged, apply, corrected, rejected
from solferino.case.removing import Expunged
from solferino.case.searching import Hit
from solferino.case.sheets import Sheets
from solferino.case.status import Status, status
from solferino.errors import BadMapping
from solferino.facility import Registry
from solferino.records import Claim, Finding, Incident, Json, Judgement, Ledger, Link, Mention, Reading, Record, Run, Source, group
from solferino.sandbox import Reader
from solferino.store import Failure, open_store

if TYPE_CHECKING:
    import pandas as pd

Made = TypeVar("Made")

__all__ = ["Added", "Case", "Expunged", "Hit", "Problem", "Status"]


class Case:
    """A folder with its settings (``case.toml``), its originals (``sources/``) and its records (``case.db``).

    Each verb does what is due and skips what is done, so that an interrupted one is simply called again. ``progress`` is called
    after each item; when it raises, what is finished stays.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = settings.load(folder)
        self.archive = Archive(folder / "sources", limit=self.settings.largest_file * 1024 * 1024)
        self.store = open_store(self.settings.database or folder / "case.db")
        self._known: dict[str, tuple[object, Any]] = {}
        self.sheets = Sheets(self)

    # The six verbs

    def add(self, paths: Iterable[str | Path], *, by: str = "", at: str = "", progress: Progress = silent) -> Added:
        """Keep files, and those inside folders, as sources, with what they and the sidecar files beside them tell.

        The same bytes under the same name are skipped; other bytes under a known name supersede the newest of that name.
        ``by`` and ``at`` sign what is told anew of a source that is there.
        """
        found = arriving.files([Path(p) for p in paths], outside=self.folder)
        added = Added()
        with Reader() as reader:
            desk = arriving.Arrivals(self.store, self.archive, reader, self.sources())
            for done, file in enumerate(found, 1):
                added += desk.take(file, by=by, at=at)
                progress(done, len(found), file.name)
        return added

    def read(self, *, again: bool = False, progress: Progress = silent) -> tuple[Problem, ...]:
        """Read the text of every source that this version's readers have not read; return why some cannot be read.

        What has failed under this version is tried again only when asked.
        """
        due = current.unread(self.store, self.sources(), again=again)
        for done, outcome in enumerate(reading.read(due, self.archive, self.sheets.told), 1):
            if isinstance(outcome, Failure):
                self.store.keep_failure(outcome)
            else:
                self.store.keep_reading(outcome)
            progress(done, len(due), due[done - 1].name)
        return self.unreadable()

    def extract(self, *, progress: Progress = silent) -> int:
        """Cut the claims from every current reading that this version of the rules has not gone through; return how many.

        Where the settings name a model endpoint, it is asked beside the rules. Raises Unreachable when it does not answer.
        """
        from solferino.case import extracting

        due = self.due()
        texts = ((run, self.store.readings([run.reading])[run.reading]) for run in due)
        for done, (run, claims) in enumerate(extracting.extract(texts, count=len(due), places=self.places), 1):
            self.store.keep_run(run, claims)
            progress(done, len(due), run.reading)
        return len(due) + self._consult(progress)

    def link(self) -> tuple[Incident, ...]:
        """Return the incidents: mentions that speak of one attack, as linking proposes and people have judged."""
        return self.ledger().incidents

    def assess(
        self, finding: str | None = None, *, settings: Mapping[str, Json] | None = None, seed: int = 1
    ) -> tuple[Finding, ...]:
        """Return every finding over the ledger; or the statistical one of a name, under settings and a seed."""
        if finding is not None:
            from solferino.case import asking

            return asking.ask(finding, self.ledger(), settings or {}, seed)
        plans = "".join(plan.hash for plan in planning.load(self.folder).values())
        return self._once(f"findings {plans}", lambda: self.assessed(self.ledger()))

    def publish(self, folder: str | Path | None = None, *, profile: str | None = None) -> Path:
        """Write the report and the dataset of a release into a folder, by default ``published`` in the case's; return it.

        ``profile`` says for whom: a word of the codebook's ``disclosure``, by default the one in the settings.
        """
        from solferino.case import writing

        chosen = vocabulary.codebook().word("disclosure", profile or self.settings.profile).key
        return writing.publish(self, Path(folder) if folder else self.folder / "published", chosen)

    # What stands in the case

    def sources(self) -> dict[str, Source]:
        """Return every source by id, in order of arrival, with what was told of it anew."""
        return self._once("sources", lambda: corrected(self.store.sources(), self.store.judgements()))

    def active(self) -> dict[str, Source]:
        """Return the sources that speak: no newer one supersedes them, no person has rejected them, and they translate no other."""
        sources = self.sources()
        aside = {s.supersedes for s in sources.values()} | rejected(self.store.judgements())
        return {key: s for key, s in sources.items() if key not in aside and s.translates is None}

    def ledger(self) -> Ledger:
        """Return everything that findings look at, in an order that does not depend on when sources came."""
        return self._once("ledger", self._ledger)

    def told(self) -> Ledger:
        """Return the ledger without incidents, which take linking."""
        return self._once("told", self._told)

    def claims_of(self, reading: Reading) -> tuple[Claim, ...]:
        """Return the current claims of a reading, as they were cut: of the newest finished run of each engine."""
        runs = current.runs({reading.id: reading.lang}, self.store, self._expected)
        return tuple(self.sheets.claims(runs))

    def unreadable(self) -> tuple[Problem, ...]:
        """Return what cannot be read: sources, files that were not taken, parts of files; each with the reason."""
        return (*current.problems(self.store, self.sources()), *self.sheets.problems())

    def status(self) -> Status:
        """Return what is done, what is due, and what stands in nobody's way but is worth knowing."""
        return status(self)

    def lacking(self) -> dict[str, int]:
        """Return how many texts are in each language whose word forms are not installed."""
        spoken = Counter(head.body["lang"] for head in current.heads(self.store, self.active()).values())
        return {code: spoken[code] for code in language.lacking() if spoken[code]}

    def check(self, *, progress: Progress = silent) -> tuple[Problem, ...]:
        """Prove every hash, id and quote again; return what does not hold."""
        return (*proof.prove(self.store, self.archive, progress), *self.sheets.prove())

    def find(self, key: str) -> Record:
        """Return the source, claim, mention, incident or finding of an id, or of the beginning of one, or a source by its name.

        Raises UsageError for none, or more than one.
        """
        return searching.find(self, key)

    def search(self, words: str) -> Iterator[Hit]:
        """Yield the passages that have all the words, in any script and form."""
        return searching.search(words, self.told())

    def review(self) -> tuple[Link, ...]:
        """Return the pairs of mentions that are worth a person's minute, most informative first."""
        now = self.told()
        mentions, judged = list(now.mentions.values()), now.judgements
        return link.propose(mentions, judgements=judged, readings=now.readings, registry=now.registry).review

    # What people say

    def judge(self, verdict: str, *subject: str, value: Json = None, reason: str = "", by: str = "", at: str = "") -> Judgement:
        """Keep a person's verdict about one or two ids. Raises UsageError for ids that are not here, UnknownWord for a verdict."""
        from solferino.case import judging

        said = Judgement(subject=subject, verdict=verdict, order=self.store.next_order(), value=value, reason=reason, by=by, at=at)
        judging.allow(said, self)
        with self.store.transaction():
            self.keep_cut(said.subject)
            self.store.keep_judgement(said)
        return said

    def expunge(self, source: str, *, reason: str, at: str = "") -> Expunged:
        """Let a source vanish for good, with all that was made of it, wherever this folder holds it; a tombstone stays.

        ``source`` is an id or a given name. Its other versions and its translations stay, and are named in what is returned.
        """
        return removing.expunge(self, source, reason=reason, at=at)

    # For notebooks

    def claims(self) -> pd.DataFrame:
        """Return the current claims as a data frame, one row a claim. Needs pandas, as do the other two."""
        from solferino.case import frames

        return frames.claims(self.told())

    def mentions(self) -> pd.DataFrame:
        """Return the mentions as a data frame, one row a mention."""
        from solferino.case import frames

        return frames.mentions(self.told())

    def incidents(self) -> pd.DataFrame:
        """Return the incidents as a data frame, one row an incident."""
        from solferino.case import frames

        return frames.incidents(self.ledger(), self.assess())

    @property
    def places(self) -> Path | None:
        """The case's own file of places."""
        return self.folder / self.settings.places if self.settings.places else None

    @property
    def registry(self) -> Registry:
        """The facilities of the case's own file; none without one. Raises UsageError, with the line, for a wrong one."""
        return facilities.load(self.folder / self.settings.facilities) if self.settings.facilities else Registry()

    def assessed(self, ledger: Ledger) -> tuple[Finding, ...]:
        """Return the findings over a ledger, with those that the plans of this case ask for."""
        return (*findings.assess(ledger), *planning.answer(planning.load(self.folder), ledger))

    def judged(self) -> Judged:
        """Return the current claims as people judged them."""
        return self._once("judged", self._judged)

    def _expected(self, reading: str, lang: str | None) -> Run | None:
        """Return the run that a reading is due under this version and these settings."""
        from solferino.case import extracting

        try:
            sheet = self.sheets.sheet(reading)
        except BadMapping:
            return None
        if sheet is not None:
            return self.sheets.run(reading, sheet)
        wanted = not self.settings.languages or lang in self.settings.languages
        return extracting.run_of(reading, lang, self.places) if wanted else None

    def _consult(self, progress: Progress) -> int:
        """Ask the model endpoint that the settings name, if they name one, about each reading that may be sent to it."""
        if self.settings.endpoint is None:
            return 0
        from solferino.case import consulting

        due = consulting.due(self, self.settings.endpoint)
        for done, (run, claims) in enumerate(consulting.consult(self, self.settings.endpoint, due), 1):
            self.store.keep_run(run, claims)
            progress(done, len(due), run.reading)
        return len(due)

    def due(self) -> list[Run]:
        heads = current.heads(self.store, self.active())
        runs = (self._expected(head.id, head.body["lang"]) for head in heads.values())
        done = self.store.runs()
        return [run for run in runs if run is not None and run.id not in done]

    def _judged(self) -> Judged:
        now = self._current_runs()
        judgements = self.store.judgements()
        return apply(
            self.sheets.claims(now),
            judgements,
            others=(*self.sources(), *(j.id for j in judgements)),
            sources={h.id: h.source for h in self.store.heads()} | self.sheets.names(),
            old=lambda: (claim for _, claim in self.store.claims([r for r in self.store.runs() if r not in set(now)])),
        )

    def _current_runs(self) -> list[str]:
        heads = current.heads(self.store, self.active()).values()
        return current.runs({h.id: h.body["lang"] for h in heads}, self.store, self._expected)

    def keep_cut(self, subjects: Collection[str]) -> None:
        """Give rows of their own to the claims of sheets that have one of some ids, or are of a mention that has."""
        self.sheets.keep(subjects, self._current_runs())

    def _ledger(self) -> Ledger:
        return link.linked(self.told())

    def _told(self) -> Ledger:
        sources = dict(sorted(self.sources().items(), key=lambda item: (item[1].name, item[0])))
        speaking = self.active()
        shown = {key: s for key, s in sources.items() if key in speaking or s.translates is not None}
        readings = current.readings(self.store, shown)
        mentions = _mentions(self.judged().claims, readings)
        judgements = self.judged().judgements
        sheets = self.sheets.of(self._current_runs())
        return Ledger(
            sources=sources, readings=readings, mentions=mentions, judgements=judgements, sheets=sheets, registry=self.registry
        )

    def _once(self, what: str, make: Callable[[], Made]) -> Made:
        """Make something again only when the store has changed."""
        mark = self.store.mark()
        if what not in self._known or self._known[what][0] != mark:
            self._known[what] = mark, make()
        made: Made = self._known[what][1]
        return made


def _mentions(claims: Iterable[Claim], readings: dict[str, Reading]) -> dict[str, Mention]:
    """Group claims into mentions, in the order of the readings."""
    by_reading: dict[str, list[Claim]] = {key: [] for key in readings}
    for claim in claims:
        by_reading[claim.reading].append(claim)
    return {m.id: m for key, own in by_reading.items() for m in group(own, readings[key].source)}
