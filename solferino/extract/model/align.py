"""Where the words of a model stand in a text: exactly, else but for spaces and quotation marks, else nearly and only there."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz import fuzz

NEAR = 90
"""How alike (0 to 100) a span must be to a stretch of the text, where it does not stand there as it is."""
LONGEST = 400
"""Characters of a span that is looked for at all, so that the work is bounded."""

_ALIKE = {
    "'": "['’‘`]", "’": "['’‘`]", "‘": "['’‘`]", '"': '["“”«»„]', "“": '["“”«»„]', "”": '["“”«»„]', "«": '["“”«»„]',
    "»": '["“”«»„]', "-": "[-‐‑–—]", "–": "[-‐‑–—]", "—": "[-‐‑–—]",
}  # fmt: skip


class Aligned(NamedTuple):
    """Characters ``start`` up to but not including ``end``."""

    start: int
    end: int


def align(span: str, text: str, after: int) -> Aligned | None:
    """Return where a span stands in a text, the first place from ``after`` on before all others; None where it does not."""
    wanted = span.strip()
    if not wanted or len(wanted) > LONGEST:
        return None
    pattern = re.compile(r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in word) for word in wanted.split()))
    for begin in (after, 0):
        if found := _whole(pattern, text, begin):
            return found
    return _near(wanted, text)


def _whole(pattern: re.Pattern[str], text: str, begin: int) -> Aligned | None:
    """Return the first match that cuts no word in two."""
    for match in pattern.finditer(text, begin):
        if not _cuts(text, match.start()) and not _cuts(text, match.end()):
            return Aligned(match.start(), match.end())
    return None


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _near(wanted: str, text: str) -> Aligned | None:
    """Return the one stretch that is nearly the span, out to the ends of its words; None for none, or for two."""
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=NEAR) if len(wanted) > 8 and len(wanted) <= len(text) else None
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while _cuts(text, start):
        start -= 1
    while _cuts(text, end):
        end += 1
    rest = text[:start] + " " * (end - start) + text[end:]
    if fuzz.partial_ratio(wanted, rest, score_cutoff=NEAR) or fuzz.ratio(wanted, text[start:end]) < NEAR:
        return None
    return Aligned(start, end)
