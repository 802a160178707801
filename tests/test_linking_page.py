"""The page on linking shows the weights as they stand. ``python tests/test_linking_page.py`` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from solferino.link.weights import FIXED, MILD, NEIGHBOURS, PRIOR, UNSOFTENED, WEIGHTS

PAGE = Path(__file__).parent.parent / "docs" / "linking.md"
MARKED = re.compile(r"(?<=<!-- weights -->\n).*?(?=<!-- end of weights -->)", re.DOTALL)


def weights() -> str:
    """Return the table of comparisons and their weights, as Markdown."""
    rows = [f"| prior | | {PRIOR:+.1f} | two mentions near in time, taken at random |"]
    for name, levels in WEIGHTS.items():
        for level, weight in levels.items():
            marks = [
                "never learned" if name in FIXED else "",
                "learned no milder" if level in UNSOFTENED.get(name, ()) else "",
                "learned no harder" if name in MILD and weight.bits < 0 else "",
                "tells neighbours apart" if level in NEIGHBOURS.get(name, ()) else "",
            ]
            told = "; ".join(filter(None, (re.sub(r"\{[^}]*\}", "…", weight.words), *marks)))
            rows.append(f"| {name} | {level} | {weight.bits:+.1f} | {told} |")
    return "| comparison | level | bits | in words |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def test_the_page_shows_the_weights_as_they_stand() -> None:
    found = MARKED.search(PAGE.read_text("utf-8"))
    assert found, "the table has its place"
    assert found.group() == weights()


if __name__ == "__main__":
    table = weights()
    PAGE.write_text(MARKED.sub(lambda _: table, PAGE.read_text("utf-8")), "utf-8")
