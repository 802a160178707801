"""The whole road on many documents: speed, memory over time, and what an interruption costs.

usage: python benchmarks/road.py FOLDER [--documents 10000] [--lang en] [--kill 0.5]

FOLDER holds articles as JSON files (id, text, title, published, lang). They are repeated under other ids, each with a line of its
own, until there are as many documents as asked for. ``run`` is started as a process of its own, killed without warning when the
given share of the readings has claims, and started again.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

import psutil

import solferino


def write(folder: pathlib.Path, lang: str, documents: int, out: pathlib.Path) -> int:
    """Write so many articles as JSON Lines, and return how many megabytes of text they hold."""
    articles = [json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json"))]
    articles = [a for a in articles if a.get("lang") == lang]
    keys = ("title", "published", "lang", "outlet")
    size = 0
    with out.open("w", encoding="utf-8") as file:
        for n in range(documents):
            article: dict[str, Any] = articles[n % len(articles)]
            told = {"id": f"{article['id']}-{n}", "text": f"Wire number {n}.\n\n{article['text']}"} | {
                k: article.get(k) for k in keys
            }
            size += len(told["text"].encode())
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    return size


class Watch:
    """The memory of a process and its children, sampled every half second."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.samples = process, list[tuple[float, float]]()
        self.began = time.monotonic()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        root = psutil.Process(self.process.pid)
        while self.process.poll() is None:
            try:
                held = sum(p.memory_full_info().pss for p in (root, *root.children(recursive=True)))
            except psutil.Error:
                held = 0
            self.samples.append((time.monotonic() - self.began, held / 1e6))
            time.sleep(0.5)

    def peak(self, first: float = 0.0, last: float = 1.0) -> float:
        """Return the peak between two shares of the time, in MB."""
        whole = self.samples[-1][0] if self.samples else 0.0
        return max((mb for at, mb in self.samples if first * whole <= at <= last * whole), default=0.0)


def start(verb: str, case: pathlib.Path, *paths: pathlib.Path) -> tuple[subprocess.Popen[bytes], Watch]:
    """Start one verb of the command line."""
    asked = [str(pathlib.Path(sys.executable).with_name("solferino")), verb, str(case), *map(str, paths)]
    process = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return process, Watch(process)


def timed(verb: str, case: pathlib.Path, *paths: pathlib.Path) -> tuple[float, Watch]:
    """Run one verb to its end."""
    began = time.monotonic()
    process, watch = start(verb, case, *paths)
    process.wait()
    return time.monotonic() - began, watch


def killed(case: pathlib.Path, share: float, documents: int) -> int:
    """Kill ``extract`` when a share of the readings has claims; return how many had."""
    process, _ = start("extract", case)
    here = solferino.open(case)
    while process.poll() is None and len(here.store.runs()) < share * documents:
        time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return len(here.store.runs())


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--kill", type=float, default=0.5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        case, inbox = pathlib.Path(made) / "case", pathlib.Path(made) / "articles.jsonl"
        size = write(asked.folder, asked.lang, asked.documents, inbox)
        solferino.create(case, title="The road")
        print(f"{asked.documents} documents, {size / 1e6:.1f} MB of text, {psutil.cpu_count()} cores")
        print(f"{'verb':28}{'seconds':>9}{'documents/s':>13}{'peak MB':>9}{'first half':>12}{'second half':>12}")
        for verb, paths in (("add", (inbox,)), ("read", ())):
            line(verb, *timed(verb, case, *paths), asked.documents)
        done = killed(case, asked.kill, asked.documents)
        seconds, watch = timed("extract", case)
        line(f"extract, after kill -9 at {done}", seconds, watch, asked.documents - done)
        here = solferino.open(case)
        claims, runs = sum(1 for _ in here.store.claims(list(here.store.runs()))), len(here.store.runs())
        print(f"runs {runs} of {asked.documents}, claims {claims}, problems found by check {len(here.check())}")


def line(name: str, seconds: float, watch: Watch, documents: int) -> None:
    """Print one line of the table."""
    halves = f"{watch.peak(0.1, 0.5):12.0f}{watch.peak(0.5, 0.95):12.0f}"
    print(f"{name:28}{seconds:9.1f}{documents / seconds:13.1f}{watch.peak():9.0f}{halves}")


if __name__ == "__main__":
    main()
