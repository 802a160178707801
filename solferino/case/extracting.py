"""``extract``: from readings to runs and their claims, on all cores."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path

from solferino import gazetteer, language, vocabulary
from solferino.case import sheets
from solferino.case.flow import windowed
from solferino.extract import mapped, rules
from solferino.records import Claim, Reading, Run

FEW = 200
"""Up to so many readings are extracted in this process: others would start no sooner."""

Work = tuple[Run, tuple[Claim, ...]]


def run_of(reading: str, lang: str | None, places: Path | None) -> Run | None:
    """Return the run of the rules that a reading is due, None where its language has no pack."""
    if lang not in language.languages():
        return None
    settings = {"codebook": vocabulary.codebook().version, "gazetteer": gazetteer.version(places)}
    return Run(reading=reading, engine=rules.ENGINE, version=rules.VERSION, pack=rules.pack_hash(lang), settings=settings)


def extract(due: Iterator[tuple[Run, Reading]], *, count: int, places: Path | None) -> Iterator[Work]:
    """Yield each run with its claims, each proved against its reading, in order; ``count`` is how many there are."""
    work = partial(_extract, places=places)
    workers = os.cpu_count() or 1
    if count > FEW:
        gazetteer.load(places)
        gc.freeze()  # What is loaded stays: the collector need not walk it again and again.
    if count <= FEW or workers == 1:
        yield from map(work, due)
        return
    # A fork needs no importable main script, but is safe only while there is one thread.
    context = get_context("fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_settle) as pool:
        yield from windowed(pool, work, due, window=8 * workers)


def _extract(due: tuple[Run, Reading], places: Path | None) -> Work:
    run, reading = due
    if run.engine == mapped.ENGINE:
        return sheets.surveyed(run, reading)
    claims = rules.extract(reading, run=run.id, gazetteer=gazetteer.load(places))
    for claim in claims:
        claim.prove(reading.text)
    return run, claims


def _settle() -> None:
    """Leave Ctrl-C to the parent, which lets the current item end; and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
