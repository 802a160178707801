"""Undercount, timed: latent classes (effective draws a second, R-hat over seeds) and log-linear models on grouped cells.

    python benchmarks/undercount.py

Seconds are of the process's own CPU time, so that a busy machine does not flatter or blame; compilation is printed apart.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from time import process_time

import numpy as np

from solferino.findings.undercount import loglinear
from solferino.findings.undercount.cells import Cells, cells
from solferino.findings.undercount.latent import latent

KOSOVO = Path(__file__).parent.parent / "tests" / "data" / "kosovo_lists.csv"
SEEDS = 20


def kosovo() -> Cells:
    rows = list(csv.DictReader(KOSOVO.read_text().splitlines()))
    table = {k: [int(r[k]) for r in rows] for k in rows[0]}
    return cells(table, lists=["EXH", "ABA", "OSCE", "HRW"], count="Freq")


def latent_classes() -> None:
    start = process_time()
    latent(kosovo(), np.random.default_rng(0), chains=2, warmup=20, draws=20)
    print(f"latent classes, compilation: {process_time() - start:.1f} s")
    rates, hats = [], []
    for seed in range(SEEDS):
        start = process_time()
        found = latent(kosovo(), np.random.default_rng(seed))
        seconds = process_time() - start
        rates.append(found.effective / seconds)
        hats.append(found.r_hat)
        low, middle, high = np.quantile(found.total, (0.025, 0.5, 0.975))
        print(
            f"  seed {seed:2d}: {found.effective:5.0f} effective draws in {seconds:.2f} s, R-hat {found.r_hat:.4f}, "
            f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"
        )
    print(f"  warm-up included: median {np.median(rates):,.0f} effective draws a second, least {min(rates):,.0f}")
    print(f"  R-hat under 1.01 in {sum(h < 1.01 for h in hats)} of {SEEDS} seeds")


def people(n: int) -> Cells:
    """Return simulated people on three lists, with sex, age and region."""
    rng = np.random.default_rng(1)
    table = {name: (rng.random(n) < chance).astype(int) for name, chance in zip("abc", (0.3, 0.25, 0.2), strict=True)}
    held = np.any(list(table.values()), axis=0)
    strata = {"sex": rng.integers(0, 2, n), "age": rng.integers(0, 3, n), "region": rng.integers(0, 8, n)}
    return cells({k: v[held] for k, v in (table | strata).items()}, lists="abc", strata=list(strata))


def log_linear() -> None:
    data = people(20_000)
    models = loglinear.with_strata(data)[:400]
    start = process_time()
    found = loglinear.estimates(data, models)
    print(f"log-linear: {len(found)} models, three lists, {len(data.strata)} strata: {process_time() - start:.2f} s")
    print(f"  average {loglinear.average(found, data.people).estimate:,.0f} of 20,000")
    start = process_time()
    best = loglinear.fitted(kosovo())[0]
    print(f"log-linear: all 113 models of Kosovo: {process_time() - start:.3f} s; best {best.estimate:,.1f} (se {best.se:.1f})")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    latent_classes()
    log_linear()
