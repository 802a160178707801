"""Linkage of large cases: link's own model run by Splink on DuckDB, or on Spark, over a table of mentions in Parquet.

Blocking and scoring run in the engine; the same SQL is written once and translated. The weights are learned from a few days of the
case. Clusters are grown in Python, component by component, by the same rules as in the room ``link``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlglot
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from splink import DuckDBAPI, Linker, SettingsCreator

from solferino.link import grow, sql
from solferino.link.cluster import JOIN, REVIEWABLE
from solferino.link.compare import probability
from solferino.link.learn import learn
from solferino.link.model import TABLE, Model
from solferino.link.table import COLUMNS, facts_of
from solferino.records import make_id

CROWD = 1500
"""A blocking key that more mentions share than this makes no pairs."""
SAMPLE = 8000
"""About so many mentions are learned from."""
RUN_OF_DAYS = 4
"""Days in a row that are sampled together, so that what is near in time stays together."""
CHUNK = 20_000
"""Mentions whose clusters one process grows at a time."""

SCHEMA = pa.schema(list(COLUMNS.items()))
"""The table of mentions as Arrow knows it."""
INCIDENTS = pa.schema([("id", "string"), ("incident", "string")])
"""The table of their incidents."""

Numbers = NDArray[np.int64]
Pairs = tuple[list[int], list[int], list[float]]
"""Left and right places of pairs, and their scores."""
Work = tuple[pa.Table, Pairs, Model]


class Engine(Protocol):
    """What linkage asks of an engine; queries are in DuckDB's dialect."""

    api: Any

    def load(self, name: str, path: Path) -> None:
        """Make a Parquet file a table."""

    def table(self, name: str, query: str) -> None:
        """Make a query's answer a table."""

    def answer(self, query: str) -> pa.Table:
        """Return a query's answer."""


class DuckDB:
    """DuckDB in this process, with a limit of memory beyond which it writes to ``scratch``."""

    def __init__(self, *, memory: str = "6GB", scratch: Path | None = None) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(f"set memory_limit = '{memory}'")
        if scratch:
            self.connection.execute(f"set temp_directory = '{scratch}'")
        self.api = DuckDBAPI(self.connection)

    def load(self, name: str, path: Path) -> None:
        """Make a Parquet file a table."""
        self.connection.execute(f"create or replace view {name} as select * from read_parquet('{path}')")

    def table(self, name: str, query: str) -> None:
        """Make a query's answer a table."""
        self.connection.execute(f"create or replace table {name} as {query}")

    def answer(self, query: str) -> pa.Table:
        """Return a query's answer."""
        return self.connection.sql(query).to_arrow_table()


class Spark:
    """A Spark session, local or on a cluster."""

    def __init__(self, session: Any) -> None:
        from splink.backends.spark import SparkAPI

        self.session = session
        self.api: Any = SparkAPI(spark_session=session, break_lineage_method="persist")  # type: ignore[no-untyped-call]

    def load(self, name: str, path: Path) -> None:
        """Make a Parquet file a table."""
        self.session.read.parquet(str(path)).createOrReplaceTempView(name)

    def table(self, name: str, query: str) -> None:
        """Make a query's answer a table."""
        self.session.sql(self._translated(query)).persist().createOrReplaceTempView(name)

    def answer(self, query: str) -> pa.Table:
        """Return a query's answer."""
        return self.session.sql(self._translated(query)).toArrow()

    def _translated(self, query: str) -> str:
        return sqlglot.transpile(query, read="duckdb", write="spark")[0]


def link_table(mentions: Path, incidents: Path, *, engine: Engine, processes: int | None = None) -> Model:
    """Link a table of mentions (columns of ``link.table``) and write ``id`` and ``incident`` of each mention, by id, as Parquet.

    Return the model that was learned and used.
    """
    if not pq.read_metadata(mentions).num_rows:
        pq.write_table(INCIDENTS.empty_table(), incidents)
        return TABLE
    engine.load("mentions", mentions)
    engine.table("prepared", sql.prepare("mentions"))
    model = learn([facts_of(row) for row in _sample(engine)], {})
    edges = _edges(engine, model)
    rows = engine.answer(f"select {', '.join((*COLUMNS, 'traffic'))} from prepared order by n")
    homes = _clusters(rows, edges, model, processes or os.cpu_count() or 1)
    pq.write_table(pa.table({"id": rows["id"], "incident": homes}, schema=INCIDENTS), incidents)
    return model


def _sample(engine: Engine) -> list[dict[str, Any]]:
    """Return the mentions of runs of a few days, spread evenly over the case, in order of their ids."""
    day = "coalesce(first_day, known_by)"
    rows, first = engine.answer(f"select count(*) as n, min({day}) as a from prepared").to_pylist()[0].values()
    step = max(RUN_OF_DAYS, RUN_OF_DAYS * rows // SAMPLE)
    query = f"select {', '.join((*COLUMNS, 'traffic'))} from prepared where ({day} - {first}) % {step} < {RUN_OF_DAYS} order by id"
    return list(engine.answer(query).to_pylist())


def _edges(engine: Engine, model: Model) -> pa.Table:
    """Block and score; return the pairs worth a look, as row numbers from 1 and scores, best first."""
    engine.table("offsets", "select unnest(range(9)) as o")
    engine.table("keyed", sql.keys("prepared", "offsets"))
    engine.table("blocked", sql.pairs("keyed", CROWD))
    linker = Linker(engine.api.register("prepared"), _settings(model), log_level="ERROR")
    linker.table_management.register_blocked_pairs_for_predict(engine.api.register("blocked"))
    scored = linker.inference.predict(threshold_match_probability=REVIEWABLE, warning_mode="never")
    query = f"select n_l, n_r, round(match_probability, 6) as score from {scored.physical_name}"
    return engine.answer(f"{query} order by score desc, n_l, n_r")


def _settings(model: Model) -> SettingsCreator:
    """Return the model as Splink knows it."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="n",
        comparisons=[_comparison(name, model.weights[name]) for name in sql.LEVELS],
        probability_two_random_records_match=probability(model.prior),
        retain_matching_columns=False,
    )


def _comparison(name: str, weights: Any) -> dict[str, Any]:
    levels = [_level(level, condition, weights[level]) for level, condition in sql.LEVELS[name]]
    return {"output_column_name": name, "comparison_levels": levels}


def _level(level: str, condition: str, bits: float) -> dict[str, Any]:
    m, u = (0.9, 0.9 * 2.0**-bits) if bits >= 0 else (0.9 * 2.0**bits, 0.9)
    sql_condition = "ELSE" if condition == "else" else condition
    return {"sql_condition": sql_condition, "label_for_charts": level, "m_probability": m, "u_probability": u}


def _clusters(rows: pa.Table, edges: pa.Table, model: Model, processes: int) -> list[str]:
    """Return each row's incident."""
    homes: list[str] = [""] * rows.num_rows
    parts = [(members, rows.take(members), pairs, model) for members, pairs in _chunks(_days(rows), edges)]
    for members, found in zip((p[0] for p in parts), _each([p[1:] for p in parts], processes), strict=True):
        for member, home in zip(members.tolist(), found, strict=True):
            homes[member] = home
    return homes


def _each(work: Sequence[Work], processes: int) -> Iterator[list[str]]:
    if processes == 1 or len(work) == 1:
        yield from map(_grow, work)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_grow, work)


def _days(rows: pa.Table) -> Numbers:
    """Return the day of each row, of its source where it has none."""
    found: Numbers = pc.fill_null(pc.coalesce(rows["first_day"], rows["known_by"]), 0).to_numpy()
    return found


def _chunks(days: Numbers, edges: pa.Table) -> Iterator[tuple[Numbers, Pairs]]:
    """Split the rows into chunks of whole components, from day to day: row numbers, and the pairs within, best first.

    Components are those of the links that may join. Beyond them, an account at the border of two chunks keeps company on its own
    side only.
    """
    left, right = (edges[c].to_numpy() - 1 for c in ("n_l", "n_r"))
    score = edges["score"].to_numpy()
    chunk = _chunk_of(days, left[score >= JOIN], right[score >= JOIN])
    inside = np.flatnonzero(chunk[left] == chunk[right])
    members = _grouped(np.arange(len(days)), chunk, chunk.max(initial=0) + 1)
    for own, kept in zip(members, _grouped(inside, chunk[left[inside]], len(members)), strict=True):
        yield own, (np.searchsorted(own, left[kept]).tolist(), np.searchsorted(own, right[kept]).tolist(), score[kept].tolist())


def _chunk_of(days: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """Return the chunk of each row."""
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(len(days), len(days)))
    count, component = connected_components(graph, directed=False)
    first = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first, component, days)
    order = np.argsort(first, kind="stable")
    chunk = np.empty(count, dtype=np.int64)
    chunk[order] = np.cumsum(np.bincount(component, minlength=count)[order]) // (CHUNK + 1)
    found: Numbers = np.unique(chunk[component], return_inverse=True)[1]
    return found


def _grouped(values: Numbers, group: Numbers, groups: int) -> list[Numbers]:
    """Split values by their groups, 0 to groups - 1, keeping their order."""
    order = np.argsort(group, kind="stable")
    return np.split(values[order], np.searchsorted(group[order], np.arange(1, groups)))


def _grow(work: Work) -> list[str]:
    """Grow the clusters of one chunk; return each row's incident."""
    rows, pairs, model = work
    facts = [facts_of(row) for row in rows.to_pylist()]
    scored = [(score, (facts[a].id, facts[b].id)) for a, b, score in zip(*pairs, strict=True)]
    clusters = grow(facts, {}, model, scored)
    ids = {home: make_id("incident", sorted(members)) for home, members in clusters.members.items()}
    return [ids[clusters.home[f.id]] for f in facts]
