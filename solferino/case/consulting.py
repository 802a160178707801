"""``extract`` by the second engine: which readings a model may be asked about, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from solferino import fetch, gazetteer, vocabulary
from solferino.case import current, extracting
from solferino.extract import model
from solferino.fetch import Endpoint
from solferino.records import Claim, Run, group

if TYPE_CHECKING:
    from solferino.case import Case


def due(case: Case, endpoint: Endpoint) -> list[Run]:
    """Return the runs that readings are due; never sources above the endpoint's access level, nor sheets that a mapping reads."""
    levels = vocabulary.codebook().words("access")
    most = vocabulary.codebook().word("access", endpoint.access).extra["rank"]
    open_ = {key: s for key, s in case.active().items() if levels[s.access].extra["rank"] <= most}
    settings = {
        **endpoint.settings(), "prompt": model.PROMPT_VERSION, "codebook": vocabulary.codebook().version,
        "gazetteer": gazetteer.load(case.places).version,
    }  # fmt: skip
    heads = [head for head in current.heads(case.store, open_).values() if not case.sheets.reads(head.id)]
    engine, version, prompt = model.ENGINE, model.VERSION, model.PROMPT_HASH
    runs = [Run(reading=head.id, engine=engine, version=version, pack=prompt, settings=settings) for head in heads]
    done = case.store.runs()
    return [run for run in runs if run.id not in done]


def consult(case: Case, endpoint: Endpoint, runs: list[Run]) -> Iterator[tuple[Run, tuple[Claim, ...]]]:
    """Yield each run with its claims; what the model said and the text does not is counted in the run's notes."""
    if runs:
        ask = fetch.asker(endpoint)
        yield from (_consult(case, run, ask) for run in runs)


def _consult(case: Case, run: Run, ask: Callable[[str], str]) -> tuple[Run, tuple[Claim, ...]]:
    reading = case.store.readings([run.reading])[run.reading]
    ruled = extracting.run_of(reading.id, reading.lang, case.places)
    known = group((c for c in case.claims_of(reading) if ruled and c.run == ruled.id), reading.source)
    asked = model.extract(reading, run=run.id, gazetteer=gazetteer.load(case.places), ask=ask, known=known)
    return replace(run, notes=tuple(f"{n} span{'s' * (n != 1)} dropped: {why}" for why, n in asked.dropped.items())), asked.claims
