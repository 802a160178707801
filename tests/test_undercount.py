"""Undercount: published estimates, known populations, uncertain links, and what two lists cannot say."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from solferino.errors import UsageError
from solferino.findings.undercount import loglinear
from solferino.findings.undercount.cells import Cells, cells, from_memberships, overlap
from solferino.findings.undercount.chapman import chapman
from solferino.findings.undercount.diagnostics import effective, r_hat
from solferino.findings.undercount.estimate import estimate, from_links
from solferino.findings.undercount.latent import latent

DATA = Path(__file__).parent / "data"


def listed(name: str, count: str) -> Cells:
    rows = list(csv.DictReader((DATA / name).read_text().splitlines()))
    table = {k: [int(r[k]) for r in rows] for k in rows[0]}
    return cells(table, lists=[k for k in table if k != count], count=count)


def kosovo() -> Cells:
    return listed("kosovo_lists.csv", "Freq")


def villages(people: int, chances: dict[str, float], rng: np.random.Generator, *, tie: float = 0.0) -> list[tuple[str, ...]]:
    """Return the lists that name each person who is named; with ``tie`` the first two lists find the same people."""
    found = []
    for _ in range(people):
        drawn = {name: rng.random() for name in chances}
        first, second, *_ = chances
        if rng.random() < tie:
            drawn[second] = drawn[first]
        found.append(tuple(name for name, chance in chances.items() if drawn[name] < chance))
    return [f for f in found if f]


CHANCES = {"hospital": 0.35, "imam": 0.3, "press": 0.2}


def test_kosovo_best_log_linear_model_is_the_published_one():
    best = loglinear.fitted(kosovo())[0]
    assert best.name == "EXH*ABA*OSCE + EXH*HRW + OSCE*HRW"
    assert (best.estimate, best.se) == pytest.approx((10356.5, 785.9), abs=0.05)
    assert best.interval == pytest.approx((9002, 12122), rel=0.002)


def test_kosovo_latent_classes_agree_with_the_reference_sampler():
    posterior = latent(kosovo(), np.random.default_rng(7))
    low, middle, high = np.quantile(posterior.total, (0.025, 0.5, 0.975))
    assert posterior.met
    assert posterior.effective > 600
    assert middle == pytest.approx(10_400, rel=0.01)
    assert (low, high) == pytest.approx((8947, 13549), rel=0.04)


def test_uk_2013_stepwise_with_lists_that_never_overlap():
    found = loglinear.stepwise(listed("uk_slavery_2013_lists.csv", "count"))
    assert found.estimate == pytest.approx(11418, abs=0.5)
    assert found.interval == pytest.approx((9977, 13146), abs=0.5)


def test_every_hierarchical_model_of_four_lists_is_fitted_once():
    found = loglinear.fitted(kosovo())
    assert len(found) == len({e.name for e in found}) == 113
    assert sum(e.weight for e in found) == pytest.approx(1)


def test_an_estimate_that_runs_to_infinity_has_no_weight():
    data = from_memberships(
        {("a",): 50, ("b",): 60, ("c",): 40, ("a", "c"): 12, ("b", "c"): 9, ("a", "b", "c"): 3}, ["a", "b", "c"]
    )
    found = {e.name: e for e in loglinear.fitted(data)}
    assert not found["a*b + a*c + b*c"].finite
    assert found["a*b + a*c + b*c"].weight == 0
    assert found["a + b + c"].finite


def test_known_populations_are_covered_by_the_averaged_interval():
    covered = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        data = from_memberships(villages(3000, CHANCES, rng, tie=0.25), list(CHANCES))
        middle = loglinear.average(loglinear.fitted(data), data.people)
        assert middle is not None
        covered.append(middle.interval[0] <= 3000 <= middle.interval[1])
    assert sum(covered) >= 34


def test_strata_of_different_coverage_are_told_apart():
    rng = np.random.default_rng(3)
    north, south = villages(2000, CHANCES, rng), villages(2000, {k: v / 2 for k, v in CHANCES.items()}, rng)
    people = [(m, "north") for m in north] + [(m, "south") for m in south]
    table = {name: [int(name in m) for m, _ in people] for name in CHANCES} | {"side": [side for _, side in people]}
    answer = estimate(table, lists=list(CHANCES), strata=["side"], rng=rng, draws=400)
    sides = {r["side"]: r for r in answer.table if r["part"] == "stratum"}
    assert sides["north"]["average"] == pytest.approx(2000, rel=0.1)
    assert sides["south"]["average"] == pytest.approx(2000, rel=0.25)
    rows = {r["model"]: r for r in answer.table if r["part"] == "model"}
    assert rows["average"]["estimate"] == pytest.approx(4000, rel=0.15)
    assert rows["strata on their own, added up"]["estimate"] == pytest.approx(4000, rel=0.2)


def test_an_answer_has_the_overlap_first_then_a_row_a_model_and_the_average():
    answer = estimate(kosovo(), rng=np.random.default_rng(1), draws=500, copied=[("ABA", "OSCE")])
    parts = [r["part"] for r in answer.table]
    assert parts == ["overlap"] * 6 + ["model"] * 116
    assert [r["model"] for r in answer.table[-2:]] == ["average", "latent classes"]
    assert any("ABA and OSCE share sources" in c for c in answer.caveats)
    assert any("quote the range of both" in c for c in answer.caveats)
    assert "4,400 people are named by at least one of 4 lists." in answer.summary


def test_lists_that_find_the_same_people_show_it_in_the_overlap():
    rng = np.random.default_rng(5)
    data = from_memberships(villages(6000, CHANCES, rng, tie=0.6), list(CHANCES))
    rows = {r["lists"]: r for r in overlap(data)}
    assert rows["hospital and imam"]["odds_ratio_low"] > 2
    assert rows["hospital and press"]["odds_ratio_low"] < 1


def test_two_lists_get_no_answer_only_a_row_that_warns():
    data = from_memberships({("a",): 100, ("b",): 120, ("a", "b"): 40}, ["a", "b"])
    answer = estimate(data, rng=np.random.default_rng(1))
    assert answer.verdict == "not_enough_data"
    assert "3 lists (there are 2)" in answer.summary
    row = next(r for r in answer.table if r["part"] == "model")
    assert "inappropriate" in row["model"]
    assert row["estimate"] == pytest.approx(chapman(140, 160, 40).estimate) == pytest.approx(141 * 161 / 41 - 1)


def test_no_estimate_from_a_handful_of_people():
    data = from_memberships({("a",): 5, ("b",): 4, ("c",): 6, ("a", "b"): 1}, ["a", "b", "c"])
    answer = estimate(data, rng=np.random.default_rng(1))
    assert answer.verdict == "not_enough_data"
    assert answer.effect is None
    assert answer.needed["listed"] == 50


def records(rng: np.random.Generator, *, certain: bool) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return records of three lists of 1,500 people, and the matches between them with calibrated scores."""
    ids: list[str] = []
    names: list[str] = []
    left, right, scores = [], [], []
    for person, member in enumerate(villages(1500, CHANCES, rng)):
        own = [f"{name}-{person}" for name in member]
        ids += own
        names += member
        for a, b in pairwise(own):
            score = 1.0 if certain else 0.9
            if certain or rng.random() < score:
                left, right, scores = [*left, a], [*right, b], [*scores, score]
    return {"id": ids, "list": names}, {"left": left, "right": right, "score": scores}


def test_uncertain_links_widen_the_interval_and_certain_ones_do_not():
    sure = from_links(*records(np.random.default_rng(2), certain=True), rng=np.random.default_rng(1), resamples=40)
    unsure = from_links(*records(np.random.default_rng(2), certain=False), rng=np.random.default_rng(1), resamples=40)
    width = [a.interval[1] - a.interval[0] for a in (sure, unsure) if a.interval]
    assert sure.effect == pytest.approx(1500, rel=0.1)
    assert width[1] > 1.2 * width[0]
    rows = [r for r in unsure.table if r["part"] == "model"]
    assert [r["links"] for r in rows][-1] == "drawn by their scores"


def test_the_order_of_records_and_matches_does_not_matter():
    people, matches = records(np.random.default_rng(4), certain=False)
    turned = {k: v[::-1] for k, v in people.items()}, {k: v[::-1] for k, v in matches.items()}
    one, two = (from_links(*x, rng=np.random.default_rng(1), resamples=5) for x in ((people, matches), turned))
    assert one == two


def test_chains_that_stand_apart_are_told():
    rng = np.random.default_rng(1)
    mixed = rng.normal(size=(4, 500))
    assert r_hat(mixed) < 1.01
    assert effective(mixed) == pytest.approx(2000, rel=0.15)
    assert r_hat(mixed + np.arange(4)[:, None]) > 1.1
    assert effective(np.repeat(mixed, 10, axis=1)) == pytest.approx(2000, rel=0.3)


@pytest.mark.parametrize("bad", [{"a": [2], "b": [1]}, {"a": [0], "b": [0]}])
def test_cells_that_cannot_be_are_refused(bad: dict[str, list[int]]):
    with pytest.raises(UsageError):
        cells(bad, lists=["a", "b"])


def test_seven_lists_are_searched_and_the_dependent_pair_is_found():
    rng = np.random.default_rng(6)
    names = ["a", "b", "c", "d", "e", "f", "g"]
    people = villages(4000, dict.fromkeys(names, 0.2), rng, tie=0.4)
    best = loglinear.fitted(from_memberships(people, names))[0]
    assert "a*b" in best.name
    assert best.estimate == pytest.approx(4000, rel=0.1)


def test_lists_that_never_meet_get_no_answer():
    data = from_memberships({("a",): 40, ("b",): 50, ("c",): 60, ("a", "b"): 0, ("a", "c"): 0}, ["a", "b", "c"])
    answer = estimate(data, rng=np.random.default_rng(1))
    assert answer.verdict == "not_enough_data"
    assert "10 on two lists or more (there are 0)" in answer.summary
