"""What linking is compared with: Splink with a plain model, recordlinkage, and bare rules of space and time.

The peers that give scores are read at the threshold that serves them best, found with the truth at hand.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ledgers import Homes, Ledger, score
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def components(ids: Sequence[str], pairs: Iterable[tuple[int, int]]) -> dict[str, int]:
    """Return the component of each id, for pairs of positions."""
    edges = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), edges.T), shape=(len(ids), len(ids)))
    return dict(zip(ids, connected_components(graph, directed=False)[1].tolist(), strict=True))


def best(ledger: Ledger, ids: Sequence[str], pairs: np.ndarray, scores: np.ndarray) -> Homes:
    """Return the components at the threshold that gives the best pairwise F1."""
    answers = [components(ids, pairs[scores >= least]) for least in (0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999)]
    return max(answers, key=lambda homes: score(ledger, homes).f1)


def splink(path: Path, ledger: Ledger) -> Homes:
    """Link with Splink as its tutorials do it: library comparisons, u by random pairs, m by expectation and maximisation."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    def apart(column: str, *most: int) -> Any:
        steps = [cll.AbsoluteDifferenceLevel(column, n) for n in most]
        return cl.CustomComparison([cll.NullLevel(column), *steps, cll.ElseLevel()], output_column_name=column)

    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="n",
        comparisons=[
            apart("first_day", 0, 1, 3, 7),
            cl.DistanceInKMAtThresholds("lat", "lon", [1, 5, 25]),
            cl.ExactMatch("place_id").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("facility", [0.9, 0.8]),
            cl.ExactMatch("target_set").configure(term_frequency_adjustments=True),
            cl.ExactMatch("method_set").configure(term_frequency_adjustments=True),
            cl.ExactMatch("party"),
            apart("killed_low", 0, 2),
            apart("injured_low", 0, 2),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_day", "place_id"), block_on("first_day", "area"), block_on("first_day", "target_set"),
            block_on("known_by", "place_id"), block_on("first_day", "killed_low"), block_on("first_day", "injured_low"),
            block_on("facility", "first_day"),
        ],
        retain_intermediate_calculation_columns=False,
    )  # fmt: skip
    frame = pd.read_parquet(path).sort_values("id", ignore_index=True).assign(n=lambda f: range(len(f)))
    frame["target_set"] = frame.targets.where(frame.targets > 0)
    frame["method_set"] = frame.methods.where(frame.methods > 0)
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings, log_level="ERROR")
    rules = [block_on("first_day", "place_id"), block_on("first_day", "target_set")]
    linker.training.estimate_probability_two_random_records_match(rules[:1], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000)
    for rule in (block_on("first_day"), block_on("place_id")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.1).as_pandas_dataframe()
    return best(ledger, list(frame.id), found[["n_l", "n_r"]].to_numpy(), found.match_probability.to_numpy())


def records(path: Path, ledger: Ledger) -> Homes:
    """Link with recordlinkage: blocks, comparisons, and its classifier that learns without labels."""
    import recordlinkage
    from recordlinkage.classifiers import ECMClassifier

    frame = pd.read_parquet(path).sort_values("id", ignore_index=True)
    indexer = recordlinkage.Index()
    for columns in (["first_day", "place_id"], ["first_day", "area"], ["first_day", "targets"], ["known_by", "place_id"]):
        indexer.block(columns)
    pairs = indexer.index(frame)
    compare = recordlinkage.Compare()
    for column in ("first_day", "place_id", "targets", "methods", "party", "killed_low", "injured_low"):
        compare.exact(column, column, label=column, missing_value=0)
    compare.geo("lat", "lon", "lat", "lon", method="step", offset=2, scale=1, label="distance", missing_value=0)
    compare.string("facility", "facility", method="jarowinkler", threshold=0.85, label="facility", missing_value=0)
    features = (compare.compute(pairs, frame) > 0.5).astype(int)
    model = ECMClassifier(binarize=None)
    model.fit(features)
    scores = model.prob(features).to_numpy()
    return best(ledger, list(frame.id), np.array(list(pairs)), scores)


def near(rows: Sequence[Mapping[str, Any]], *, km: float, days: int) -> Homes:
    """Link what is within so many kilometres and days, and what hangs together by it."""
    ids = [row["id"] for row in rows]
    by_day: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row["first_day"] is not None and row["lat"] is not None:
            by_day[row["first_day"]].append(i)
    pairs = []
    for day in sorted(by_day):
        for off in range(days + 1):
            crossing = combinations(by_day[day], 2) if not off else ((a, b) for a in by_day[day] for b in by_day.get(day + off, ()))
            pairs += [(a, b) for a, b in crossing if _km(rows[a], rows[b]) <= km]
    return components(ids, pairs)


def _km(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    return 111.2 * math.hypot(a["lat"] - b["lat"], (a["lon"] - b["lon"]) * math.cos(math.radians(a["lat"])))


def session() -> Any:
    """Start Spark in local mode."""
    import os
    import sys

    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", "6g").config("spark.sql.shuffle.partitions", 8)
    builder = builder.config("spark.sql.codegen.wholeStage", "false")
    quiet = builder.config("spark.ui.enabled", "false").config("spark.sql.ansi.enabled", "false")
    return quiet.config("spark.jars", similarity_jar_location()).getOrCreate()
