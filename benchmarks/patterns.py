"""Pattern tests, timed beside pointpats in one run, and put before data without any clustering.

    python benchmarks/patterns.py              speed and memory
    python benchmarks/patterns.py nulls        the rate of false alarms of every test over 1,000 worlds without its pattern
    python benchmarks/patterns.py power        how many near-repeats it takes to be found

Wall-clock seconds and CPU seconds; compilation is printed apart.
"""

from __future__ import annotations

import argparse
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import worlds

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
    print("Knox, 5,000 events, 999 permutations:")
    print(f"  pointpats {peer:.2f} s (CPU {peer_cpu:.2f}), ours {wall:.4f} s (CPU {cpu:.4f})")
    print(f"  {peer / wall:,.0f} times faster; statistic {found.statistic_} and {answer.table[0]['observed']}")
    for n in (25_000, 50_000, 100_000):
        for null in ("everywhere", "local"):
            wall, cpu, answer = timed(lambda n=n, null=null: ours(*scattered(n), null=null))
            print(f"Knox, {n:,} events, 999 permutations, {null}: {wall:.2f} s (CPU {cpu:.2f}), {answer.n['close_pairs']:,} pairs")
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


def nulls(runs: int = 1000) -> None:
    """Print how often every test raises a false alarm, and its power, over simulated worlds (``tests/worlds.py``)."""
    for name, kind in worlds.KINDS.items():
        alarms(name, [kind.null(np.random.default_rng((1, s))) for s in range(runs)])
        found = [kind.planted(np.random.default_rng((2, s))).verdict for s in range(runs // 10)]
        print(f"    planted: found in {np.mean([v == 'beyond_chance' for v in found]):.2f} of {len(found)}")
    for n in (150, 500, 1500):
        for name, world in worlds.UNCLUSTERED.items():
            alarms(f"knox, {n} events, {name}", [local(world, n, s) for s in range(runs)])


def local(world: Callable[[int, np.random.Generator], Points], n: int, seed: int) -> clustering.Answer:
    rng = np.random.default_rng((6, seed))
    return clustering.knox(*world(n, rng), space=1, time=7, rng=rng, permutations=199)


def alarms(name: str, answers: list[clustering.Answer]) -> None:
    p = np.array([a.p_value for a in answers if a.p_value is not None])
    size = np.mean([a.n.get("attainable_size", 0.05) for a in answers if a.p_value is not None] or [0.0])
    told = f", attainable {size:.3f}" if size < 0.03 else ""
    print(f"{name}: rejects {np.mean(p <= 0.05):.3f} of {len(p)} at 0.05{told}; refused {len(answers) - len(p)}", flush=True)


def power(runs: int = 200) -> None:
    """Print how often near-repeats are found, by how many there are."""
    for n in (200, 500, 1000):
        rates = []
        for share in (0.0, 0.02, 0.05, 0.1, 0.2):
            worlds_of = (np.random.default_rng((8, s)) for s in range(runs))
            answers = [clustering.knox(*worlds.repeats(n, r, share), space=1, time=5, rng=r, permutations=199) for r in worlds_of]
            rates.append(f"{share:.0%}: {np.mean([a.verdict == 'beyond_chance' for a in answers]):.2f}")
        print(f"knox, fronts, {n} events, found by share of repeats: " + ", ".join(rates), flush=True)


if __name__ == "__main__":
    parts = {"speed": speed, "nulls": nulls, "power": power}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=parts, default="speed", nargs="?")
    parts[parser.parse_args().part]()
