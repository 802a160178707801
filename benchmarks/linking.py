"""Linking, put before simulated ledgers of known truth, beside Splink, recordlinkage and bare rules of space and time, in one run.

    python benchmarks/linking.py [quality [EVENTS]]   quality, calibration and time, beside the peers (needs recordlinkage)
    python benchmarks/linking.py neighbours [LEDGERS]   how many easily fused events are fused, over several ledgers (6)
    python benchmarks/linking.py large [ROWS]          a table of ROWS mentions (1,000,000) linked, with its memory
    python benchmarks/linking.py spark [ROWS]          the same model on Spark in local mode, and whether the clusters are the same
    python benchmarks/linking.py case [ROWS]           linking inside a process, as a case does it
    python benchmarks/linking.py origins [TEXTS]       families of copied texts among TEXTS (100,000)

Wall-clock seconds and CPU seconds, children included. What the ledgers assume is said in ``ledgers.py``.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import peers
import pyarrow as pa
import pyarrow.parquet as pq
from ledgers import Homes, Ledger, score, simulate

from solferino import link
from solferino.findings.copies import families
from solferino.link import traffic
from solferino.link.table import facts_of
from solferino.linkage import SCHEMA, DuckDB, Spark, link_table

NEIGHBOURS = ("next village", "second strike", "next day")


def fused(ledger: Ledger, homes: Homes) -> dict[str, tuple[int, int]]:
    """Count the neighbours that are fused, of how many: reports that give either's own day, town and target are in one incident."""
    where: dict[int, set[object]] = defaultdict(set)
    for row, event in zip(ledger.rows, ledger.truth, strict=True):
        where[event] |= {homes[row["id"]]} if row["id"] in ledger.telling else set()
    counts = {}
    for kind in NEIGHBOURS:
        pairs = [(where[p.first], where[p.second]) for p in ledger.neighbours if p.kind == kind]
        told = [bool(one & other) for one, other in pairs if one and other]
        counts[kind] = sum(told), len(told)
    return counts


def shown(counts: Mapping[str, tuple[int, int]]) -> str:
    """Show how many neighbours are fused."""
    return "\n".join(f"    {kind:14}{n:4} of {of} ({n / max(1, of):.2%})" for kind, (n, of) in counts.items())


def timed(call: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return an answer with its wall-clock and CPU seconds."""
    wall, cpu = perf_counter(), _cpu()
    answer = call()
    return answer, perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def written(rows: Sequence[Mapping[str, Any]], folder: Path) -> Path:
    """Write rows as a table of mentions."""
    path = folder / "mentions.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows), schema=SCHEMA), path)
    return path


def linked(path: Path, engine: Any) -> dict[str, str]:
    """Link a table and return the incident of each mention."""
    link_table(path, path.parent / "incidents.parquet", engine=engine)
    return read(path)


def read(path: Path) -> dict[str, str]:
    """Return the incident of each mention of a table that was linked."""
    found = pq.read_table(path.parent / "incidents.parquet")
    return dict(zip(found["id"].to_pylist(), found["incident"].to_pylist(), strict=True))


def quality(events: int) -> None:
    """Compare with the peers on one ledger, and show how far scores can be believed."""
    ledger = simulate(events)
    print(f"{len(ledger.rows):,} mentions of {len(set(ledger.truth)):,} events; wall-clock and CPU seconds\n")
    with TemporaryDirectory() as folder:
        path = written(ledger.rows, Path(folder))
        rivals: dict[str, Callable[[], Homes]] = {
            "solferino": lambda: linked(path, DuckDB()),
            "Splink, plain": lambda: peers.splink(path, ledger),
            "recordlinkage": lambda: peers.records(path, ledger),
            "100 m, same day": lambda: peers.near(ledger.rows, km=0.1, days=0),
            "1 km, 1 day": lambda: peers.near(ledger.rows, km=1, days=1),
        }
        for name, call in rivals.items():
            homes, wall, cpu = timed(call)
            print(f"{name:18}{score(ledger, homes)}   {wall:6.1f} s {cpu:6.1f} s")
            told = f"    neighbours fused, of those that a report each tells apart\n{shown(fused(ledger, homes))}"
            print(told if name[0] in "sS" else "")
    calibration(ledger)


def neighbours(ledgers: int) -> None:
    """Count the fused neighbours over ledgers of several seeds."""
    total = dict.fromkeys(NEIGHBOURS, (0, 0))
    f1 = []
    for seed in range(1, ledgers + 1):
        ledger = simulate(3000, seed=seed)
        with TemporaryDirectory() as folder:
            homes = linked(written(ledger.rows, Path(folder)), DuckDB())
        f1.append(score(ledger, homes).f1)
        for kind, (n, of) in fused(ledger, homes).items():
            total[kind] = total[kind][0] + n, total[kind][1] + of
    print(f"{ledgers} ledgers: F1 {min(f1):.3f} to {max(f1):.3f}, mean {sum(f1) / len(f1):.3f}; neighbours fused\n{shown(total)}")


def calibration(ledger: Ledger) -> None:
    """Print the Brier score and a reliability table of the scores of all pairs that are compared."""
    truth = {row["id"]: event for row, event in zip(ledger.rows, ledger.truth, strict=True)}
    facts = traffic.count(sorted((facts_of(row) for row in ledger.rows), key=lambda f: f.id))
    model = link.learn(facts, {})
    scored = [(score, truth[a] == truth[b]) for score, (a, b) in link.scored(facts, model)]
    brier = sum((score - same) ** 2 for score, same in scored) / len(scored)
    rate = sum(same for _, same in scored) / len(scored)
    print(f"\nscores of {len(scored):,} pairs: Brier {brier:.4f} (always saying {rate:.3f}: {rate * (1 - rate):.4f})")
    for low in range(10):
        inside = [pair for pair in scored if low <= min(9, int(pair[0] * 10)) < low + 1]
        mean, found = (sum(p[i] for p in inside) / len(inside) for i in (0, 1))
        print(f"    {low / 10:.1f} to {(low + 1) / 10:.1f}: {len(inside):7,} pairs, mean score {mean:.3f}, one event {found:.3f}")


def large(rows: int) -> None:
    """Link a table of many mentions, 63 events a day, in a process of its own that holds nothing else."""
    ledger = simulate(round(rows / 4.35), days=max(1, 3650 * rows // 1_000_000), settlements=3000)
    kept = Ledger(ledger.rows[:rows], ledger.truth[:rows], [], frozenset())
    with TemporaryDirectory() as folder:
        path = written(kept.rows, Path(folder))
        subprocess.run([sys.executable, __file__, "table", str(path)], check=True)
        print(f"{len(kept.rows):,} mentions; {score(kept, read(path))}")


def table(path: Path) -> None:
    """Link one table; print the seconds and the largest memory of this process and its children, one a core."""
    _, wall, cpu = timed(lambda: linked(path, DuckDB(scratch=path.parent)))
    own, child = (resource.getrusage(who).ru_maxrss / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"linked in {wall:.0f} s, {cpu:.0f} s CPU, {own:.1f} GB and {child:.1f} GB for each of {os.cpu_count()} workers at most")


def spark(rows: int) -> None:
    """Link one table on DuckDB and on Spark and compare the incidents."""
    ledger = simulate(round(rows / 4.3))
    with TemporaryDirectory() as folder:
        path = written(ledger.rows[:rows], Path(folder))
        one, wall, cpu = timed(lambda: linked(path, DuckDB()))
        other, spark_wall, _ = timed(lambda: linked(path, Spark(peers.session())))
    print(f"{len(one):,} mentions: DuckDB {wall:.0f} s ({cpu:.0f} s CPU), Spark {spark_wall:.0f} s")
    print(f"the same incident for {sum(other[key] == home for key, home in one.items()):,} of them")


def case(rows: int) -> None:
    """Link inside this process."""
    ledger = simulate(round(rows / 4.3), days=max(60, rows // 30))
    facts = traffic.count(sorted((facts_of(row) for row in ledger.rows[:rows]), key=lambda f: f.id))
    kept = Ledger(ledger.rows[:rows], ledger.truth[:rows], [], frozenset())

    def run() -> Homes:
        model = link.learn(facts, {})
        return link.grow(facts, {}, model, link.scored(facts, model)).home

    homes, wall, cpu = timed(run)
    print(f"{len(facts):,} mentions linked in {wall:.1f} s, {cpu:.1f} s CPU; {score(kept, homes)}")


def origins(texts: int) -> None:
    """Find copies among texts of 120 words, one in three of them whole, under another head, or cut to its first half."""
    rng = np.random.default_rng(1)
    words = [f"w{n}" for n in range(20_000)]
    draws = 1 / np.arange(1, len(words) + 1)
    drawn: list[list[str]] = []
    truth: list[int] = []
    for i in range(texts):
        copied = bool(drawn) and rng.random() < 1 / 3
        first = int(rng.integers(len(drawn))) if copied else i
        text = drawn[first] if copied else [words[j] for j in rng.choice(len(words), 120, p=draws / draws.sum())]
        drawn.append(
            [text, ["by", "our", "own", "staff", *text], text[: len(text) // 2 + 30]][int(rng.integers(3))] if copied else text
        )
        truth.append(truth[first] if copied else i)
    found, wall, cpu = timed(lambda: families({f"t{i:06}": " ".join(text) for i, text in enumerate(drawn)}))
    kept = Ledger([{"id": f"t{i:06}"} for i in range(texts)], truth, [], frozenset())
    print(f"{texts:,} texts in {wall:.1f} s, {cpu:.1f} s CPU; {score(kept, found)}")


if __name__ == "__main__":
    parts: dict[str, tuple[Callable[[int], None], int]] = {
        "quality": (quality, 3000),
        "neighbours": (neighbours, 6),
        "large": (large, 1_000_000),
        "spark": (spark, 50_000),
        "case": (case, 9_000),
        "origins": (origins, 100_000),
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=[*parts, "table"], default="quality", nargs="?")
    parser.add_argument("size", nargs="?", help="how many events, ledgers, rows or texts; of table, its file")
    asked = parser.parse_args()
    if asked.part == "table":
        table(Path(asked.size))
    else:
        run, usual = parts[asked.part]
        run(int(asked.size or usual))
