"""A run that is interrupted and called again ends as one that was not."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import newsroom
import pytest

COUNT = 20


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-c", "from solferino.doors.cli import main; main()", *map(str, words)]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, timeout=300)


def new(folder: Path) -> Path:
    assert run("init", folder, "--title", "The valley").returncode == 0
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The sources, and what a run gives that nobody interrupts."""
    folder = tmp_path_factory.mktemp("whole")
    inbox = newsroom.many(folder / "inbox", COUNT)
    case = new(folder / "case")
    assert run("run", case, inbox).returncode == 0
    return inbox, exports(case)


def exports(case: Path) -> dict[str, bytes]:
    folder = case / "published"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def held(case: Path, table: str) -> int:
    """Count the rows of a table while another process writes."""
    try:
        with closing(sqlite3.connect(f"file:{case / 'case.db'}?mode=ro", uri=True)) as store:
            return int(store.execute(f"SELECT count(*) FROM store_{table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def interrupted(case: Path, inbox: Path, *, after: str, by: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Begin a run and send it a signal when some rows of a table stand."""
    child = subprocess.Popen(command("run", case, inbox), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while held(case, after) < 3 and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    child.send_signal(by)
    out, err = child.communicate(timeout=120)
    return subprocess.CompletedProcess(child.args, child.returncode, out, err)


def test_the_same_case_built_twice_is_the_same_to_the_byte(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    inbox, first = whole
    case = new(tmp_path / "case")
    assert run("run", case, inbox).returncode == 0
    assert exports(case) == first
    assert len(first) > 3


@pytest.mark.parametrize("after", ["source", "reading", "run"])
def test_a_killed_run_is_run_again_and_nothing_differs(whole: tuple[Path, dict[str, bytes]], tmp_path: Path, after: str) -> None:
    inbox, first = whole
    case = new(tmp_path / "case")
    killed = interrupted(case, inbox, after=after, by=signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert not (case / "published").exists()
    assert run("run", case, inbox).returncode == 0
    assert exports(case) == first
    assert run("check", case).returncode == 0


def test_ctrl_c_lets_the_item_end_and_says_how_to_go_on(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    inbox, first = whole
    case = new(tmp_path / "case")
    stopped = interrupted(case, inbox, after="reading", by=signal.SIGINT)
    assert stopped.returncode == 130
    assert "Traceback" not in stopped.stderr
    assert f"solferino run {case} {inbox}" in stopped.stderr
    assert 0 < held(case, "reading") < COUNT
    assert run("run", case, inbox).returncode == 0
    assert exports(case) == first


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    for words in (["codebook"], ["codebook", "--json"]):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(command(*words), stdout=write, stderr=subprocess.PIPE, text=True)
        os.close(write)
        assert (done.returncode, done.stderr) == (0, "")
