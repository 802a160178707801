"""Linking over a table: the same model in an engine as in a process, and simulated events found again."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from ledgers import Ledger, simulate
from stories import DAYR, KHIRBAT, PROVINCE, count, event, told

from solferino import link, linkage
from solferino.link import sql, traffic
from solferino.link.compare import COMPARISONS
from solferino.link.table import COLUMNS, METHODS, TARGETS, bits, facts_of, row, words
from solferino.vocabulary import codebook


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return simulate(400, days=200, settlements=100, seed=5)


def table(rows: list[dict[str, Any]], folder: Path) -> Path:
    path = folder / "mentions.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=linkage.SCHEMA), path)
    return path


def linked(rows: list[dict[str, Any]], folder: Path, **more: Any) -> dict[str, str]:
    path = table(rows, folder)
    linkage.link_table(path, folder / "incidents.parquet", engine=linkage.DuckDB(), processes=1, **more)
    found = pq.read_table(folder / "incidents.parquet")
    return dict(zip(found["id"].to_pylist(), found["incident"].to_pylist(), strict=True))


def f1(ledger: Ledger, homes: dict[str, str]) -> float:
    both = Counter((homes[r["id"]], t) for r, t in zip(ledger.rows, ledger.truth, strict=True))
    hit, proposed, true = (
        sum(n * (n - 1) // 2 for n in c.values()) for c in (both, Counter(homes.values()), Counter(ledger.truth))
    )
    return 2 * hit / (proposed + true)


def test_simulated_events_are_found_again(ledger: Ledger, tmp_path: Path) -> None:
    assert f1(ledger, linked(ledger.rows, tmp_path)) > 0.9


def test_the_order_of_the_rows_and_the_size_of_chunks_change_nothing(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = linked(ledger.rows, tmp_path)
    assert linked(ledger.rows[::-1], tmp_path) == found
    monkeypatch.setattr(linkage, "CHUNK", len(ledger.rows) // 3)
    cut = linked(ledger.rows, tmp_path)
    assert sum(cut[key] == home for key, home in found.items()) > 0.97 * len(found), "only company at the borders may differ"


def test_the_engine_scores_a_pair_as_the_process_does(ledger: Ledger, tmp_path: Path) -> None:
    """Every comparison of every blocked pair comes to the same level in SQL as in Python."""
    engine = linkage.DuckDB()
    engine.load("mentions", table(ledger.rows, tmp_path))
    engine.table("prepared", sql.prepare("mentions"))
    engine.table("offsets", "select unnest(range(9)) as o")
    engine.table("keyed", sql.keys("prepared", "offsets"))
    engine.table("blocked", sql.pairs("keyed", linkage.CROWD))
    cases = {
        name: " ".join(f"when {c} then '{level}'" for level, c in levels if c != "else") for name, levels in sql.LEVELS.items()
    }
    columns = [c.removesuffix("_kin") for c in engine.answer("select * from prepared limit 0").column_names]
    assert {"n", "reach"} <= set(columns)
    sides = ", ".join(f"{s}.{c} as {c}_{s}" for s in "lr" for c in engine.answer("select * from prepared limit 0").column_names)
    pairs = f"select {sides} from blocked join prepared l on l.n = join_key_l join prepared r on r.n = join_key_r"
    levels = ", ".join(f"case {whens} else '{sql.LEVELS[name][-1][0]}' end as {name}" for name, whens in cases.items())
    told = {f.id: f for f in traffic.count([facts_of(r) for r in ledger.rows])}
    differing: Counter[tuple[str, str, str]] = Counter()
    found = engine.answer(f"select id_l, id_r, {levels} from ({pairs})").to_pylist()
    for pair in found:
        for name in sql.LEVELS:
            level = COMPARISONS[name](told[pair["id_l"]], told[pair["id_r"]])[0]
            differing[name, level, pair[name]] += level != pair[name]
    wrong = {key: n for key, n in differing.items() if n}
    assert sum(wrong.values()) < 0.002 * len(found) * len(sql.LEVELS), wrong


def test_a_mention_is_the_same_after_the_way_through_the_table() -> None:
    story = told(
        "wire",
        event(
            "shelling of the Nur clinic",
            place=[KHIRBAT, PROVINCE],
            on="2023-12-15",
            target="clinic",
            target_name="Nur clinic",
            method="shelling",
            count=[count("killed", (3, None))],
        ),
        published="2023-12-16",
    )
    before = link.facts(story.mentions[0], story.reading)
    after = facts_of(row(before))
    assert set(row(before)) == set(COLUMNS)
    assert (after.start, after.known_by, after.killed, after.targets) == (
        before.start,
        before.known_by,
        before.killed,
        before.targets,
    )
    assert link.TABLE.bits(after, after) == link.TABLE.bits(before, after)


def test_rows_of_one_sheet_stay_apart_in_a_table_too(tmp_path: Path) -> None:
    quotes = ("row 1: shelled", "row 2: shelled")
    twice = told("sheet", *(event(q, place=DAYR, on="2023-12-15", killed=9, target="clinic") for q in quotes))
    rows = [row(link.facts(m, twice.reading)) | {"row": True} for m in twice.mentions]
    assert len(set(linked(rows, tmp_path).values())) == 2


def test_a_table_of_one_mention_or_none_is_linked(tmp_path: Path) -> None:
    assert linked([], tmp_path) == {}
    assert len(linked([simulate(1, seed=2).rows[0]], tmp_path)) == 1


def test_the_words_of_the_codebook_have_their_bits() -> None:
    assert set(TARGETS) == set(codebook().words("target"))
    assert set(METHODS) == set(codebook().words("method"))
    assert words(bits(["clinic", "school"], TARGETS), TARGETS) == {"clinic", "school"}
    assert bits(METHODS, METHODS) == 2 ** len(METHODS) - 1
