"""What is compiled into a wheel is what the compiler takes; `make wheel` compiles it in earnest and runs every test on it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRY = "import sys; from mypyc.build import mypycify; mypycify(sys.argv[2:], target_dir=sys.argv[1])"


@pytest.fixture(scope="module")
def hook() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: dict[str, list[str]] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    return found


@pytest.fixture(scope="module")
def modules(hook: dict[str, list[str]]) -> list[str]:
    found = {path.relative_to(ROOT).as_posix() for pattern in hook["include"] for path in ROOT.glob(pattern)}
    return sorted(found.difference(hook["exclude"]))


def test_the_compiler_takes_every_module(hook: dict[str, list[str]], modules: list[str], tmp_path: Path) -> None:
    asked = ["--config-file=", f"--cache-dir={tmp_path}", *hook["mypy-args"], *modules]
    ran = subprocess.run([sys.executable, "-c", TRY, str(tmp_path), *asked], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-2000:]


def test_nothing_that_is_compiled_is_asked_again_each_time(modules: list[str]) -> None:
    assert [name for name in modules if "cached_property" in (ROOT / name).read_text("utf-8")] == []
