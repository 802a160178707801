"""Real texts: the sources of Airwars' incidents, shuffled, through the public road, scored against the analysts' own coding.

    python benchmarks/airwars.py FOLDER [SEED]

FOLDER holds sources.jsonl, incidents.jsonl, truth.json and score.py. The sources are shuffled by SEED, added, read, extracted,
linked and assessed in a case of their own; the truth is read for the score alone, for all and for each half of the incidents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import solferino
from solferino.doors.incidents import incidents

Json = dict[str, Any]


def lines(path: Path) -> list[Json]:
    """Read a file of one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write(path: Path, objects: list[Json]) -> Path:
    """Write objects as JSON, one a line."""
    path.write_text("".join(json.dumps(o, ensure_ascii=False, sort_keys=True) + "\n" for o in objects), "utf-8")
    return path


def road(sources: list[Json], folder: Path) -> list[Json]:
    """Bring sources through the road; return the incidents."""
    case = solferino.create(folder / "case", title="Airwars")
    steps = {
        "add": lambda: case.add([write(folder / "sources.jsonl", sources)]),
        "read": case.read,
        "extract": case.extract,
        "link": case.link,
        "assess": case.assess,
    }
    for name, step in steps.items():
        start = perf_counter()
        step()
        print(f"{name} {perf_counter() - start:.0f} s", end="; ", flush=True)
    print()
    return list(incidents(case.ledger(), case.assess()))


def score(data: Path, found: list[Json], half: int | None, folder: Path) -> str:
    """Score with the analysts' own script, over all incidents or one half of them."""
    truth = json.loads((data / "truth.json").read_text("utf-8"))
    kept = {source for source, incident in truth.items() if half is None or _half(incident) == half}
    folder.mkdir()
    (folder / "truth.json").write_text(json.dumps({s: i for s, i in truth.items() if s in kept}))
    (folder / "incidents.jsonl").write_bytes((data / "incidents.jsonl").read_bytes())
    made = write(folder / "found.jsonl", found)
    ran = subprocess.run([sys.executable, data / "score.py", made, "--dir", folder], capture_output=True, text=True, check=True)
    return ran.stdout


def _half(incident: str) -> int:
    return hashlib.sha256(incident.encode()).digest()[0] % 2


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args()
    data, seed = asked.folder, asked.seed
    sources = lines(data / "sources.jsonl")
    random.Random(seed).shuffle(sources)
    with TemporaryDirectory() as folder:
        found = road(sources, Path(folder))
        for name, half in (("all", None), ("first half", 0), ("other half", 1)):
            print(f"{name}\n{score(data, found, half, Path(folder) / name)}")
    told = json.dumps(found, ensure_ascii=False, sort_keys=True).encode()
    print("the incidents as one hash, for comparison with another order:", hashlib.sha256(told).hexdigest()[:16])
