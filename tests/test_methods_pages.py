"""Every statistical finding has a page that says what it asks and what it cannot show, and the code on the pages runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from worlds import KINDS

from solferino.findings.patterns import PATTERNS
from solferino.findings.undercount import UNDERCOUNTS

PAGES = Path(__file__).parent.parent / "docs" / "methods"
PARTS = ("Question", "Null model", "Formula", "Assumptions", "When it fails", "What it cannot show", "Source")
ON_ONE_PAGE = {"knox": "near_repeat", "space_time_k": "near_repeat"}


@pytest.mark.parametrize("name", sorted({*PATTERNS, *UNDERCOUNTS, *(ON_ONE_PAGE.get(k, k) for k in KINDS)}))
def test_every_finding_has_its_page(name: str):
    text = (PAGES / f"{name}.md").read_text()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(PARTS)
    assert "intent" in text.split("## What it cannot show")[1].lower()
    assert f"({name}.md)" in (PAGES / "README.md").read_text()


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda p: p.stem)
def test_the_code_on_the_pages_runs(page: Path, capsys: pytest.CaptureFixture[str]):
    for block in re.findall(r"^```python\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL):
        exec(compile(block, str(page), "exec"), {})
