"""What the front page promises is carried out as it stands there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import newsroom
import pytest
from typer.testing import CliRunner

from solferino.doors import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_tutorial_works_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    newsroom.write(tmp_path / "articles")
    commands = re.findall(r"^\$ solferino (.+?)\s*(?:#.*)?$", README, re.MULTILINE)
    assert len(commands) > 8
    for command in commands:
        words = ["post.txt" if w == "SOURCE" else _a_finding() if w == "FINDING" else w for w in shlex.split(command)]
        done = CliRunner().invoke(cli.app, words)
        assert done.exit_code == 0, (command, done.output)
    for block in re.findall(r"```python\n(.+?)```", README, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})


def _a_finding() -> str:
    findings = json.loads(CliRunner().invoke(cli.app, ["assess", "aleppo", "--json"]).stdout)["data"]
    return str(next(f["id"] for f in findings if f["kind"] == "casualties"))
