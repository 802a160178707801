"""What every statistical finding keeps to, whatever it asks."""

from __future__ import annotations

import json
from collections.abc import Callable

import altair
import numpy as np
import pytest
from numpy.random import Generator
from worlds import KINDS, UNCLUSTERED, Kind, facilities, fronts, hours, swings, towns

from solferino.findings.answer import VERDICTS, Answer
from solferino.findings.patterns import before_after, clustering, proximity, repeat, trend

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def rng(*seed: int) -> Generator:
    return np.random.default_rng(seed)


@ALL
def test_without_a_pattern_it_raises_few_alarms(kind: Kind):
    p = np.array([a.p_value for a in (kind.null(rng(1, s)) for s in range(100)) if a.p_value is not None])
    assert len(p) > 50
    assert (p <= 0.05).sum() <= 12


@ALL
def test_a_planted_pattern_is_found_and_measured(kind: Kind):
    answers = [kind.planted(rng(2, s)) for s in range(12)]
    assert sum(a.verdict == "beyond_chance" for a in answers) >= 10
    if np.isfinite(kind.truth):
        assert np.mean([a.effect for a in answers]) == pytest.approx(kind.truth, rel=kind.tolerance)


@ALL
def test_on_too_little_data_it_says_what_it_would_take(kind: Kind):
    answer = kind.small(rng(1))
    assert answer.verdict == "not_enough_data"
    assert answer.effect is answer.p_value is answer.interval is None
    assert any(answer.n[name] < least for name, least in answer.needed.items())
    assert answer.summary.startswith("Not enough data: it would take at least")


@ALL
def test_the_same_seed_gives_the_same_answer(kind: Kind):
    assert kind.planted(rng(3)) == kind.planted(rng(3))


@ALL
def test_an_answer_is_complete_and_survives_json(kind: Kind):
    answer = kind.planted(rng(4))
    assert answer.verdict in VERDICTS
    assert answer.question.endswith("?")
    assert answer.null_model
    assert answer.assumptions
    assert answer.caveats
    assert any("intent" in c for c in answer.cannot_show)
    assert answer.summary.endswith(".")
    if answer.chart is not None:
        assert answer.chart["description"] == answer.summary
        altair.LayerChart.from_dict(dict(answer.chart))
    plain = json.loads(json.dumps(answer.to_json(), allow_nan=False))
    assert answer.finding().to_json()["value"] == plain


def _events(r: Generator, order: np.ndarray) -> Answer:
    points, days = fronts(300, rng(5))
    return clustering.knox(points[order], days[order], space=1, time=5, rng=r, permutations=99)


def _table(r: Generator, order: np.ndarray) -> Answer:
    points, days = fronts(300, rng(5))
    return clustering.near_repeat(points[order], days[order], spaces=[0, 1], lags=[2, 5], rng=r, permutations=99)


def _hits(r: Generator, order: np.ndarray) -> Answer:
    hits, days = facilities(rng(5), m=300)
    return repeat.uneven(hits[order], exposure=days[order], rng=r, permutations=99)


def _taps(r: Generator, order: np.ndarray) -> Answer:
    places, when = hours(rng(5), strikes=300)
    return repeat.double_tap(places[order], when[order], rng=r, permutations=99)


def _near(r: Generator, order: np.ndarray) -> Answer:
    strikes, places = towns(300, rng(5))
    return proximity.targeting(strikes[order], places[::-1], rng=r, permutations=19)


def _shares(r: Generator, order: np.ndarray) -> Answer:
    side, hit = rng(5).integers(0, 2, (2, 300))
    return proximity.target_share(hit[order], side[order], areas=np.arange(300)[order] % 5, rng=r, permutations=99)


def _epochs(r: Generator, order: np.ndarray) -> Answer:
    days = np.array([40, 90, 300, 411, 702])
    return before_after.before_after(swings(800, rng(5)), days[np.argsort(order[:5])].tolist(), rng=r, permutations=99)


@pytest.mark.parametrize("test", [_events, _table, _hits, _taps, _near, _shares, _epochs])
def test_the_order_of_rows_does_not_matter(test: Callable[[Generator, np.ndarray], Answer]):
    one, two = test(rng(1), np.arange(300)), test(rng(1), rng(9).permutation(300))
    assert one == two


@pytest.mark.parametrize("world", UNCLUSTERED.values(), ids=UNCLUSTERED)
def test_what_looks_like_clustering_is_not_taken_for_it(world: Callable[[int, Generator], tuple[np.ndarray, np.ndarray]]):
    found = []
    for seed in range(100):
        r = rng(6, seed)
        found.append(clustering.knox(*world(300, r), space=1, time=7, rng=r, permutations=99).verdict == "beyond_chance")
    assert sum(found) <= 12


@pytest.mark.parametrize("test", [trend.change_point, trend.trend])
def test_spells_of_violence_are_no_trend(test: Callable[..., Answer]):
    found = []
    for seed in range(60):
        r = rng(7, seed)
        found.append(test(swings(200, r, mean=5, strength=0.4, memory=0.7), rng=r, permutations=199).verdict == "beyond_chance")
    assert sum(found) <= 9
