"""Load every published dataset of a folder through its mapping, and list what is mapped, left out, and alarming.

usage: python benchmarks/datasets.py DATA [--alarms] [--rows N] [--overlap [--pairs N]]

DATA holds ``who_ssa``, ``insecurity_insight``, ``airwars_syria`` and ``yemen_data_project``. Each file is loaded in a process of
its own, whose time and peak of memory stand in the table. ``--alarms`` lists every alarm; ``--rows N`` times the import of a made
sheet of N rows into a case; ``--overlap`` puts the two largest lists of attacks on health care into one case and lists by country
and year how many of their rows are matched, and ``--pairs N`` draws N matched pairs and N unmatched pairs of one country and day
for a person to look at. The draw is by hash of the rows, so that most of a looked-at sample stays drawn when the linking changes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise, product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import solferino
from solferino import gazetteer, mapping, readers
from solferino.extract import mapped
from solferino.findings import defects, overlap
from solferino.records import Claim, Ledger, Reading

FILES = (
    "who_ssa/ssa_2017_2024.csv",
    "who_ssa/ssa_myanmar_2026.csv",
    "insecurity_insight/attacks_on_health_care_2016_2023.xlsx",
    "insecurity_insight/shcc_2022.xlsx",
    "insecurity_insight/education_in_danger_2020_2023.xlsx",
    "insecurity_insight/explosive_weapons_2020_2023.xlsx",
    "airwars_syria/incidents.jsonl",
    "yemen_data_project/raids_2015_2017.csv",
)

LEAST = 60
"""Rows of a country and year in both lists from which it is listed."""

CODED = """
title: Airwars incidents as analysts coded them
scheme: airwars
country: SY
needs: [id, code, date, killed_low, killed_high, alleged_belligerent, grading]
key: code
event: [code]
columns:
  date: {field: date, formats: ["%Y-%m-%d"]}
  location: {field: place, point: [latitude, longitude], level: settlement}
  strike_type:
    field: method
    several: ", "
    values:
      Airstrike: airstrike
      Airstrike and/or Artillery: other
      Counter-Terrorism Action (Ground): raid
      Naval bombardment: shelling
      Unknown: null
  alleged_belligerent: {field: perpetrator, several: ", "}
  killed_high: {field: count, what: killed, who: civilians, low: killed_low, zero: true}
  injured_high: {field: count, what: injured, who: civilians, low: injured_low, zero: true}
ignore:
  id: the page's number
  grading: the grade that Airwars gives
"""


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("data", type=Path)
    asked.add_argument("--alarms", action="store_true")
    asked.add_argument("--rows", type=int, default=0)
    asked.add_argument("--overlap", action="store_true")
    asked.add_argument("--pairs", type=int, default=0)
    args = asked.parse_args()
    print("file | mapping | rows | claims | unmapped columns | values outside | read s | claims s | audit s | MB | alarms by rule")
    print("--- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for file, (row, alarms) in zip(FILES, pool.map(load, [args.data] * len(FILES), FILES), strict=True):
            print(" | ".join([file, *row]), flush=True)
            if args.alarms:
                print("\n".join(f"    {line}" for line in alarms))
    if args.rows:
        imported(args.rows)
    if args.overlap:
        overlapping(args.data, args.pairs)


def load(data: Path, file: str) -> tuple[list[str], list[str]]:
    """Load one file: the cells of its row in the table, and its alarms."""
    places, clock = gazetteer.load(None), [time.perf_counter()]
    read, sheet = opened(data / file)
    clock.append(time.perf_counter())
    claims = 0
    for claim in mapped.extract(read, sheet, run="run", gazetteer=places):
        claim.prove(read.text)
        claims += 1
    clock.append(time.perf_counter())
    survey = mapped.survey(read, sheet)
    alarms = list(defects.audit(read, sheet))
    clock.append(time.perf_counter())
    rules = Counter(rule for rule, _ in alarms)
    numbers = [survey.rows, claims, len(survey.unmapped), len(survey.outside)]
    seconds = [f"{b - a:.1f}" for a, b in pairwise(clock)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    shown = ", ".join(f"{rule} {n}" for rule, n in rules.items()) or "none"
    return [sheet.name, *(f"{n:,}" for n in numbers), *seconds, f"{peak:,}", shown], [f"{rule}: {a.says}" for rule, a in alarms]


def opened(path: Path) -> tuple[Reading, mapping.Sheet]:
    """Read a file, and find its mapping."""
    data, name = path.read_bytes(), path.name
    if path.suffix == ".jsonl":
        data, name = as_csv(data), f"{path.stem}.csv"
    found = readers.read(data, media=readers.detect(data, name), name=name)
    read = Reading(source="source", reader="sheet", version="1", text=found.text, pages=found.pages, notes=found.notes)
    known = mapping.recognise(mapping.columns(read.text, read.pages))
    return read, known or mapping.load(CODED.encode(), name="coded")


def as_csv(data: bytes) -> bytes:
    """Write the objects of JSON lines as the rows of a sheet."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in data.splitlines() if line.strip()]
    written = io.StringIO()
    sheet = csv.DictWriter(written, fieldnames=list(rows[0]))
    sheet.writeheader()
    sheet.writerows(rows)
    return written.getvalue().encode()


def imported(count: int) -> None:
    """Time the import of a made sheet into a new case."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "made.csv"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(made(count))
        case = solferino.create(Path(folder) / "case", title="Made")
        began = time.perf_counter()
        case.add([sheet])
        case.read()
        case.extract()
        took = time.perf_counter() - began
        kept = (case.folder / "case.db").stat().st_size + sheet.stat().st_size
        print(f"\n{count:,} rows imported in {took:.1f} s; {kept / 1e6:.0f} MB kept; no row of claims")


def overlapping(data: Path, pairs: int) -> None:
    """Link two lists, list by country and year how many of their rows are matched, and draw pairs of rows to look at."""
    with tempfile.TemporaryDirectory() as folder:
        case = solferino.create(Path(folder) / "case", title="Two lists")
        case.add([data / FILES[0], data / FILES[2]])
        case.read()
        case.extract()
        began = time.perf_counter()
        ledger = case.ledger()
        took = time.perf_counter() - began
        found = [f.value for f in overlap.find(ledger)]
    names = found[0]["lists"]
    print(f"\n{len(ledger.mentions):,} rows linked to {len(ledger.incidents):,} incidents in {took:.1f} s")
    print(f"country | year | {names[0]} | {names[1]} | matched")
    print("--- | ---: | ---: | ---: | ---:")
    for value in found:
        if sum(value["rows"]) >= LEAST:
            print(f"{value['country']} | {value['year']} | {value['rows'][0]} | {value['rows'][1]} | {value['matched'][0]}")
    print(
        f"all | | {sum(v['rows'][0] for v in found)} | {sum(v['rows'][1] for v in found)} | {sum(v['matched'][0] for v in found)}"
    )
    joined = {(p["mentions"][0], p["mentions"][1]) for v in found for p in v["pairs"]}
    for title, drawn in (("matched", joined), ("unmatched", beside(ledger) - joined)):
        for number, pair in enumerate(sorted(drawn, key=lambda p: hashlib.sha256("".join(p).encode()).digest())[:pairs], 1):
            print(f"\n{title} {number}")
            for mention in (ledger.mentions[m] for m in pair):
                print("    " + "; ".join(shown(c) for c in mention.claims))


def shown(claim: Claim) -> str:
    """Return a claim in a line: counts, targets and methods by their value, the others by their words."""
    value = claim.value
    if claim.field == "count":
        return f"{value['what']} {value['who']}: {value['low']}"
    said = value if claim.field in ("target", "method") else " ".join(claim.quote.split())[:300]
    return f"{claim.field}: {said}"


def beside(ledger: Ledger) -> set[tuple[str, str]]:
    """Return the pairs of rows, one of each list, that tell of one country and day."""
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for mention in ledger.mentions.values():
        for country in mention.values("country"):
            for day in {d["from"] for d in mention.values("date") if d["from"] == d["to"]}:
                told.setdefault((country, day), {}).setdefault(mention.reading, []).append(mention.id)
    first, second = sorted(ledger.sheets)
    return {pair for rows in told.values() for pair in product(rows.get(first, ()), rows.get(second, ()))}


def made(count: int) -> Iterator[list[str]]:
    """Yield the header and the rows of a sheet in the form of the incident files."""
    yield [
        "Date", "Event Description", "Country ISO", "Admin 1", "Latitude", "Longitude", "Geo Precision", "Reported Perpetrator",
        "Weapon Carried/Used", "Location", "Health Workers Killed", "SiND Event ID",
    ]  # fmt: skip
    for n in range(count):
        day = f"{2016 + n % 8}-{1 + n % 12:02}-{1 + n % 28:02}"
        told = [day, f"A clinic was shelled, for the {n}th time.", "SYR", "Idlib Governorate", f"{35 + n % 997 / 1000}"]
        yield [*told, f"{36 + n % 883 / 1000}", "(2) 25 km Precision", "NSA", "Shelling", "Health Building", str(n % 3), str(n)]


if __name__ == "__main__":
    main()
