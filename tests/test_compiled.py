"""What is compiled into a wheel keeps to what the compiler takes."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_no_compiled_module_has_what_the_compiler_breaks() -> None:
    hook = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"][
        "mypyc"
    ]
    modules = [path for pattern in hook["include"] for path in ROOT.glob(pattern)]
    assert len(modules) > 60
    broken = ("cached_property", "reversed(")
    assert [path.name for path in modules if any(word in path.read_text("utf-8") for word in broken)] == []
