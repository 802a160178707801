"""The page about datasets names every mapping, every part of one and every rule, and its example is a mapping that works."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from solferino import mapping
from solferino.findings.defects import RULES
from solferino.mapping import FIELDS, Spec

PAGE = (Path(__file__).parent.parent / "docs" / "datasets.md").read_text("utf-8")


def named(heading: str) -> set[str]:
    """Return what stands in code in the first column of the table under a heading."""
    table = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_mapping_stands_on_the_page() -> None:
    assert named("What is known") == set(mapping.known())


def test_every_rule_stands_on_the_page() -> None:
    assert named("Defects") == set(RULES)


def test_every_part_and_field_stands_on_the_page() -> None:
    assert named("A mapping of your own") == {f.name for f in fields(Spec)}
    assert set(FIELDS) <= set(re.findall(r"\w+", PAGE.split("| `field` |")[1].split("|")[0]))


def test_the_example_is_a_mapping() -> None:
    (example,) = re.findall(r"```yaml\n# ours\.yaml\n(.*?)```", PAGE, re.DOTALL)
    sheet = mapping.load(example.encode(), name="ours")
    assert list(sheet.columns) == ["Day", "Target", "Killed"]
