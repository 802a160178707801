"""One reading explained: its text with every claim underlined, and beside it which rule made what of which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from solferino.publish.evidence import RTL
from solferino.publish.report import assets, environment
from solferino.records import Claim, Mention, Reading


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text under the same claims, which may be none; ``field`` is that of the narrowest."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def field(self) -> str:
        return self.claims[0].field if self.claims else ""


def html(reading: Reading, mentions: Sequence[Mention]) -> bytes:
    """Return a page with a reading's text and the claims that are cut from it, as one HTML file in UTF-8."""
    claims = [c for m in mentions for c in m.claims]
    direction = "rtl" if reading.lang in RTL else "ltr" if reading.lang else "auto"
    page = (
        environment()
        .get_template("explain.html.j2")
        .render(reading=reading, mentions=mentions, runs=list(runs(reading.text, claims)), direction=direction, **assets("explain"))
    )
    return page.encode()


def runs(text: str, claims: Sequence[Claim]) -> Iterator[Run]:
    """Yield the whole text in runs; wherever a claim begins or ends, a run does."""
    edges = sorted({0, len(text), *(at for c in claims for at in (c.start, c.end))})
    narrowest = sorted(claims, key=lambda c: (c.end - c.start, c.start, c.field, c.id))
    for start, end in pairwise(edges):
        yield Run(text[start:end], tuple(c for c in narrowest if c.start <= start and end <= c.end))
