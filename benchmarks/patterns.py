"""Pattern tests, timed beside pointpats in one run, and put before data without any clustering.

    python benchmarks/patterns.py              speed and memory
    python benchmarks/patterns.py nulls        the rate of false alarms and the power of every test

Wall-clock seconds and CPU seconds; compilation is printed apart.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from time import perf_counter, process_time

import numpy as np

from solferino.findings.patterns import clustering

Points = tuple[np.ndarray, np.ndarray]


def scattered(n: int, seed: int = 1) -> Points:
    """Return events at random, ten close pairs in space an event."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0, np.sqrt(n) / 1.8, (n, 2)), rng.integers(0, 365, n)


def timed(call: Callable[[], object]) -> tuple[float, float, object]:
    wall, cpu = perf_counter(), process_time()
    answer = call()
    return perf_counter() - wall, process_time() - cpu, answer


def ours(points: np.ndarray, days: np.ndarray, null: str = "everywhere") -> clustering.Answer:
    return clustering.knox(points, days, space=1, time=7, null=null, rng=np.random.default_rng(1), permutations=999)


def speed() -> None:
    wall, _, _ = timed(lambda: ours(*scattered(500)))
    print(f"compilation, or reading it from disk: {wall:.2f} s")
    from pointpats import Knox

    points, days = scattered(5_000)
    peer, peer_cpu, found = timed(lambda: Knox(points, days.reshape(-1, 1), 1, 7, permutations=999))
    runs = [timed(lambda: ours(points, days)) for _ in range(5)]
    wall, cpu, answer = min(runs, key=lambda r: r[0])
    print(f"Knox, 5,000 events, 999 permutations: pointpats {peer:.2f} s (CPU {peer_cpu:.2f}), ours {wall:.4f} s (CPU {cpu:.4f})")
    print(
        f"  {peer / wall:,.0f} times faster (CPU {peer_cpu / cpu:,.0f}); statistic {found.statistic_} and {answer.table[0]['observed']}"
    )
    for n in (25_000, 50_000, 100_000):
        for null in ("everywhere", "local"):
            wall, cpu, answer = timed(lambda n=n, null=null: ours(*scattered(n), null=null))
            print(
                f"Knox, {n:,} events, 999 permutations, {null}: {wall:.2f} s (CPU {cpu:.2f}), {answer.n['close_pairs']:,} close pairs"
            )
    memory()
    points, days = scattered(100_000)
    table = lambda: clustering.near_repeat(  # noqa: E731
        points, days, spaces=[0, 0.25, 0.5, 0.75, 1], lags=[1, 2, 4, 7, 14, 28], rng=np.random.default_rng(1), null="everywhere"
    )
    wall, cpu, _ = timed(table)
    print(f"near-repeat table 5 x 6 + margins, 100,000 events, 999 permutations, one pass: {wall:.2f} s (CPU {cpu:.2f})")


def memory() -> None:
    for n in (25_000, 50_000, 100_000):
        points, days = scattered(n)
        tracemalloc.start()
        answer = ours(points, days)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"  memory, {n:,} events: {peak / (n + answer.n['close_pairs']):.0f} bytes an event or close pair")


if __name__ == "__main__":
    if sys.argv[1:] == ["nulls"]:
        from nulls import report

        report()
    else:
        speed()
