"""Near repeats: a published table, a second implementation, planted clusters, and fronts that must not pass for clusters."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from solferino.errors import UsageError
from solferino.findings.patterns import clustering

DATA = Path(__file__).parent / "data"
NEAR_REPEAT_CALCULATOR = {
    "same place": (0, 2, 0, 8),
    "0 to 200": (9, 1, 1, 45),
    "200 to 400": (4, 0, 0, 140),
    "400 to 600": (6, 0, 0, 234),
    "more than 600": (393, 710, 770, 133658),
}
"""Observed frequencies of version 1.3 for the arsons; one pair stands on its 400 ft boundary."""


def arsons() -> tuple[np.ndarray, np.ndarray]:
    rows = list(csv.DictReader((DATA / "chicago_arson_2016.csv").read_text().splitlines()))
    days = [date.fromisoformat(r["date"]).toordinal() for r in rows]
    return np.array([[float(r["X"]), float(r["Y"])] for r in rows]), np.array(days)


def front(n: int, rng: np.random.Generator, *, planted: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return attacks along a front that crosses 60 km in a year; ``planted`` of them repeat another nearby within four days."""
    days = rng.uniform(0, 365, n)
    points = np.outer(days / 365, [55.0, 30.0]) + rng.normal(0, 5, (n, 2))
    days = np.floor(days)
    if planted:
        parents = rng.integers(0, n - planted, planted)
        points[-planted:] = points[parents] + rng.normal(0, 0.3, (planted, 2))
        days[-planted:] = days[parents] + rng.integers(1, 5, planted)
    return points, days


def plain_knox(points: np.ndarray, days: np.ndarray, space: float, time: float) -> int:
    near = np.linalg.norm(points[:, None] - points[None], axis=2) <= space
    soon = np.abs(days[:, None] - days[None]) <= time
    return int(np.triu(near & soon, 1).sum())


def test_the_arson_table_of_the_near_repeat_calculator_comes_back():
    points, days = arsons()
    answer = clustering.near_repeat(
        points, days, spaces=[0, 200, 400, 600], lags=[1, 2, 3], metric="manhattan", null="everywhere", rng=np.random.default_rng(1)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in answer.table:
        found.setdefault(row["distance"], []).append(dict(row))
    observed = {d: tuple(r["observed"] for r in rows) for d, rows in found.items()}
    wrong = [a - b for d in observed for a, b in zip(observed[d], NEAR_REPEAT_CALCULATOR[d], strict=True) if a != b]
    assert sorted(wrong) == [-1, 1]
    expected = [found[d][0]["expected"] for d in ("0 to 200", "200 to 400", "400 to 600")]
    assert expected == pytest.approx([9 / 74.25, 4 / 11.647, 6 / 7.714], abs=0.17)
    assert answer.verdict == "beyond_chance"


@pytest.mark.parametrize("unit", [1.0, 0.3])
def test_the_statistic_is_the_plain_count_of_close_pairs_in_whole_and_broken_days(unit: float):
    rng = np.random.default_rng(2)
    points, days = rng.uniform(0, 20, (300, 2)), rng.integers(0, 200, 300) * unit
    answer = clustering.knox(points, days, space=1.5, time=7, null="everywhere", rng=rng)
    everyone = answer.table[0]
    assert everyone["observed"] == plain_knox(points, days, 1.5, 7)
    assert everyone["expected"] == pytest.approx(answer.table[2]["expected"], rel=0.05)


def test_distances_on_earth_are_kilometres_along_the_ground():
    aleppo, idlib = (36.2021, 37.1343), (35.9306, 36.6339)
    points, days = [aleppo, idlib] * 20, list(range(40))
    kinds = {"points": points, "times": days, "time": 1, "metric": "earth", "null": "everywhere"}
    close = clustering.knox(**kinds, space=54, rng=np.random.default_rng(3))
    closer = clustering.knox(**kinds, space=55, rng=np.random.default_rng(3))
    assert (close.n["close_pairs"], closer.n["close_pairs"]) == (380, 780)


def test_a_moving_front_fools_the_textbook_null_and_not_ours():
    runs = [front(500, np.random.default_rng(seed)) for seed in range(40)]
    found = {
        null: [clustering.knox(*run, space=1, time=7, null=null, permutations=99, rng=np.random.default_rng(9)) for run in runs]
        for null in ("everywhere", "local")
    }
    rejected = {null: sum(a.verdict == "beyond_chance" for a in answers) for null, answers in found.items()}
    assert rejected["everywhere"] >= 36
    assert rejected["local"] <= 6


def test_planted_repeats_on_a_moving_front_are_found_and_counted():
    excess = []
    for seed in range(20):
        answer = clustering.knox(
            *front(800, np.random.default_rng(seed), planted=120), space=1, time=5, rng=np.random.default_rng(1)
        )
        assert answer.verdict == "beyond_chance"
        excess.append(answer.effect)
    assert np.mean(excess) == pytest.approx(120, rel=0.2)


def test_the_grid_of_distances_and_lags_is_one_test():
    points, days = front(800, np.random.default_rng(4), planted=120)
    answer = clustering.space_time_k(points, days, spaces=[0.5, 1, 2], lags=[2, 5, 10], rng=np.random.default_rng(1))
    assert answer.verdict == "beyond_chance"
    assert answer.p_value == min(r["p_adjusted"] for r in answer.table)
    assert len(answer.table) == 9


def test_pairs_of_one_day_alone_are_named_as_possible_duplicates():
    rng = np.random.default_rng(5)
    points, days = rng.uniform(0, 50, (300, 2)), rng.integers(0, 365, 300)
    points, days = np.vstack((points, points[:40] + 0.01)), np.concatenate((days, days[:40]))
    answer = clustering.knox(points, days, space=1, time=5, rng=rng)
    assert answer.verdict == "beyond_chance"
    assert clustering.SAME_DAY in answer.caveats


def test_a_few_events_get_no_answer_but_the_numbers_it_would_take():
    answer = clustering.knox([[0, 0], [1, 1], [9, 9]], [1, 2, 3], space=2, time=2, rng=np.random.default_rng(1))
    assert answer.verdict == "not_enough_data"
    assert answer.needed == clustering.NEEDED
    assert "20 events (there are 3)" in answer.summary


def test_a_place_that_is_no_number_is_refused():
    with pytest.raises(UsageError, match="two finite numbers"):
        clustering.knox([[np.nan, 0.0]], [1], space=1, time=1, rng=np.random.default_rng(1))


def test_a_test_that_could_only_say_no_has_no_answer():
    days = np.concatenate((np.arange(40) * 50, np.arange(40) * 50))
    points = np.repeat([[0.0, 0.0], [900.0, 0.0]], 40, axis=0)
    answer = clustering.knox(points, days, space=1, time=7, rng=np.random.default_rng(1), permutations=99)
    assert answer.verdict == "not_enough_data"
    assert answer.p_value is None
