"""The picture of a link's score: each reason a bar that begins where the one before it ended, in bits of evidence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from solferino.records import Link

WIDTH = 180.0


@dataclass(frozen=True, slots=True)
class Step:
    """One bar in pixels; ``kind`` is for, against or base, ``even`` where the odds are even."""

    x: float
    width: float
    kind: str
    says: str
    even: float


def steps(link: Link) -> tuple[Step, ...]:
    """Return the steps of a link's score: what two mentions taken at random begin with, then each reason; none without bits."""
    if len(link.bits) != len(link.reasons) or not link.bits or not 0 < link.score < 1:
        return ()
    base = math.log2(link.score / (1 - link.score)) - sum(link.bits)
    ends = [base]
    for bits in link.bits:
        ends.append(ends[-1] + bits)
    low, high = min(0.0, *ends), max(0.0, *ends)

    def x(bits: float) -> float:
        return round((bits - low) / ((high - low) or 1) * WIDTH, 1)

    told = ["two mentions taken at random, and what says little", *link.reasons]
    spans = zip([0.0, *ends], ends, told, strict=False)
    return tuple(_step(x(a), x(b), says, x(0), base=n == 0) for n, (a, b, says) in enumerate(spans))


def _step(start: float, end: float, says: str, even: float, *, base: bool) -> Step:
    kind = "base" if base else "for" if end >= start else "against"
    return Step(min(start, end), max(round(abs(end - start), 1), 1.0), kind, says, even)
