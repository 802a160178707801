"""The dataset: tables that another program reads, and a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from publishing import NURSE, SCHOOL, TOTAL, WIRE, cleared
from stories import event, told

from solferino.publish import cells, dataset
from solferino.publish.geometry import circle
from solferino.records import digest


def rows(name: str, files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))


def test_it_is_a_valid_data_package(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    for name, data in dataset.files(cleared()).items():
        (tmp_path / name).write_bytes(data)
    checked = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert checked.valid, checked.flatten(["name", "type", "message"])
    assert len(checked.tasks) == len(list(tmp_path.iterdir())) - 1


def test_the_package_tells_the_hash_of_every_file() -> None:
    files = dataset.files(cleared())
    told_of = {r["path"]: r["hash"] for r in json.loads(files.pop("datapackage.json"))["resources"]}
    assert told_of == {name: f"sha256:{digest(data)}" for name, data in files.items()}


def test_the_same_release_gives_the_same_bytes() -> None:
    assert dataset.files(cleared()) == dataset.files(cleared())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1 555", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1", "＋1", "－1", "＠x", "\ufeff=1", "\u200f=1",
     "\u202b+1", " =1", "\n=1"],
)  # fmt: skip
def test_a_formula_is_written_as_text(text: str) -> None:
    assert cells.cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-5.25", "killed: 5", "a=b", "خربة نور", "2016-02-15", "6 to 8"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert cells.cell(text) == text


def test_a_source_cannot_smuggle_a_formula_into_a_table() -> None:
    hostile = told("=HYPERLINK(1)", event("=cmd|' /C calc'!A0 hit a school", target="school"), title="@SUM(1)", outlet="+1")
    for table in ("sources", "mentions", "claims", "incidents"):
        for row in rows(f"{table}.csv", dataset.files(cleared(hostile))):
            assert not [v for v in row.values() if v[:1] in ("=", "+", "@")]


def test_an_incident_has_its_range_its_place_and_who_says_so() -> None:
    (row,) = rows("incidents.csv", dataset.files(cleared(WIRE)))
    assert (row["reported_killed_low"], row["reported_killed_best"], row["reported_killed_high"]) == ("6", "6", "6")
    assert (row["reported_killed_open"], row["date_from"], row["date_precision"]) == ("true", "2023-12-15", "day")
    assert (row["place"], row["place_precision"], row["radius_km"], row["targets"]) == (
        "Khirbat Nur",
        "settlement",
        "5.0",
        "clinic",
    )
    assert (row["parties"], row["origins"], row["certainty_happened"]) == ("Syria, alleged", "Northern Rescue Society", "possible")


def test_a_total_that_the_record_does_not_show_is_short() -> None:
    attacks, killed = rows("totals.csv", dataset.files(cleared(TOTAL, SCHOOL)))
    assert (attacks["verdict"], attacks["on_record"], attacks["low"], attacks["short_by"]) == ("short", "0", "6", "6")
    assert killed["verdict"] == "short"


def test_accusation_and_reply_stand_in_one_table() -> None:
    found = rows("responses.csv", dataset.files(cleared()))
    assert {(r["side"], r["stance"] or r["status"]) for r in found} == {("accusation", "alleged"), ("reply", "denies_event")}


def test_a_province_is_an_area_and_an_event_without_a_place_is_there_too() -> None:
    features = json.loads(dataset.files(cleared())["incidents.geojson"])["features"]
    by_title: dict[str, Any] = {f["properties"]["title"]: f["geometry"] for f in features}
    (ring,) = next(g for t, g in by_title.items() if "Idlib province" in t)["coordinates"]
    assert max(p[1] for p in ring) - min(p[1] for p in ring) == pytest.approx(2 * 100 / 111.2, rel=0.01)
    assert by_title["attack on ambulance, 2024-01-02"] is None
    assert {g["type"] for g in by_title.values() if g} == {"Polygon"}


def test_a_circle_is_closed_and_runs_counter_clockwise() -> None:
    ring = circle(36.0, 37.0, 10.0)
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    assert ring[0] == ring[-1]
    assert area > 0


def test_a_claim_can_be_found_again_by_the_words_around_it() -> None:
    made = cleared(WIRE)
    (text,) = (r.text for r in made.ledger.readings.values())
    for row in rows("claims.csv", dataset.files(made)):
        assert row["prefix"] + row["quote"] + row["suffix"] in text


def test_the_readme_names_the_licence_of_place_names_and_what_is_withheld() -> None:
    text = dataset.files(cleared())["README.txt"].decode()
    assert "GeoNames" in text
    assert "CC-BY-4.0" in text
    assert "WITHHELD" in text
    assert "confirmed:" in text
    assert str(Path.cwd()) not in text


def test_no_person_is_in_the_table_of_a_public_release() -> None:
    assert "Person 1 (nurse, name withheld)" in dataset.files(cleared(NURSE))["claims.csv"].decode()
