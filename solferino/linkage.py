"""Linkage of large cases: link's own model run by Splink on DuckDB, or on Spark, over a table of mentions in Parquet.

Blocking and scoring run in the engine; the same SQL is written once and translated. The weights are learned from a few days of the
case. Clusters are grown in Python, component by component, by the same rules as in the room ``link``.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from splink import DuckDBAPI, Linker, SettingsCreator

from solferino.link import sql
from solferino.link.cluster import JOIN, Clusters
from solferino.link.compare import probability
from solferino.link.learn import learn
from solferino.link.model import Model
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
        self.api: Any = SparkAPI(spark_session=session)  # type: ignore[no-untyped-call]

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
    engine.load("mentions", mentions)
    engine.table("prepared", sql.prepare("mentions"))
    model = learn([facts_of(row) for row in _sample(engine)], {})
    edges = _edges(engine, model)
    rows = engine.answer(f"select {', '.join(COLUMNS)} from prepared order by n")
    homes = _clusters(rows, edges, model, processes or os.cpu_count() or 1)
    pq.write_table(pa.table({"id": rows["id"], "incident": homes}), incidents)
    return model


def _sample(engine: Engine) -> list[dict[str, Any]]:
    """Return the mentions of runs of a few days, spread evenly over the case, in order of their ids."""
    day = "coalesce(first_day, known_by)"
    rows, first = engine.answer(f"select count(*) as n, min({day}) as a from prepared").to_pylist()[0].values()
    step = max(RUN_OF_DAYS, RUN_OF_DAYS * rows // SAMPLE)
    query = f"select {', '.join(COLUMNS)} from prepared where ({day} - {first}) % {step} < {RUN_OF_DAYS} order by id"
    return list(engine.answer(query).to_pylist())


def _edges(engine: Engine, model: Model) -> pa.Table:
    """Block and score; return the pairs that may join, as row numbers from 1 and scores, best first."""
    engine.table("offsets", "select unnest(range(9)) as o")
    engine.table("keyed", sql.keys("prepared", "offsets"))
    engine.table("blocked", sql.pairs("keyed", CROWD))
    linker = Linker(engine.api.register("prepared"), _settings(model), log_level="ERROR")
    linker.table_management.register_blocked_pairs_for_predict(engine.api.register("blocked"))
    scored = linker.inference.predict(threshold_match_probability=JOIN, warning_mode="never")
    query = f"select n_l, n_r, match_weight as bits from {scored.physical_name}"
    return engine.answer(f"{query} order by round(bits, 4) desc, n_l, n_r")


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
    parts = list(_chunks(rows.num_rows, edges))
    homes = [make_id("incident", [key]) for key in rows["id"].to_pylist()]
    work = [(rows.take(members).to_pylist(), pairs, model) for members, pairs in parts]
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        for (members, _), found in zip(parts, pool.map(_grow, work), strict=True):
            for member, home in zip(members, found, strict=True):
                homes[member] = home
    return homes


Chunk = tuple[list[int], list[tuple[int, int]]]
"""Row positions, and pairs of places in that list, best first."""


def _chunks(n: int, edges: pa.Table) -> Iterator[Chunk]:
    """Split what is linked into chunks of whole components."""
    lefts, rights = ((edges[c].to_numpy() - 1).tolist() for c in ("n_l", "n_r"))
    roots = _components(n, lefts, rights)
    members: dict[int, list[int]] = defaultdict(list)
    for row in sorted({*lefts, *rights}):
        members[roots[row]].append(row)
    pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for left, right in zip(lefts, rights, strict=True):
        pairs[roots[left]].append((left, right))
    held: list[int] = []
    kept: list[tuple[int, int]] = []
    for root in sorted(members):
        held += members[root]
        kept += pairs[root]
        if len(held) >= CHUNK:
            yield _placed(held, kept)
            held, kept = [], []
    if held:
        yield _placed(held, kept)


def _placed(held: list[int], kept: Sequence[tuple[int, int]]) -> Chunk:
    place = {row: i for i, row in enumerate(held)}
    return held, [(place[a], place[b]) for a, b in kept]


def _components(n: int, lefts: Sequence[int], rights: Sequence[int]) -> list[int]:
    """Return the smallest row of each row's component."""
    root = list(range(n))

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    for left, right in zip(lefts, rights, strict=True):
        a, b = find(left), find(right)
        root[max(a, b)] = min(a, b)
    return [find(row) for row in range(n)]


def _grow(work: tuple[list[dict[str, Any]], list[tuple[int, int]], Model]) -> list[str]:
    """Grow the clusters of one chunk; return each row's incident."""
    rows, pairs, model = work
    facts = [facts_of(row) for row in rows]
    clusters = Clusters(facts, {}, model)
    for left, right in pairs:
        a, b = facts[left].id, facts[right].id
        clusters.offer((a, b) if a < b else (b, a))
    ids = {home: make_id("incident", sorted(members)) for home, members in clusters.members.items()}
    return [ids[clusters.home[f.id]] for f in facts]
