"""What changed between two texts of one source."""

from __future__ import annotations

import difflib
import re

_LIMIT = 20_000


def difference(old: str, new: str) -> list[str]:
    """Return the changed passages word by word, as ``-`` and ``+`` lines of a unified diff; empty when nothing changed.

    Lines that stand in both texts are left out. In a changed line, words that went stand between ``[-`` and ``-]``, words that came
    between ``{+`` and ``+}``.
    """
    before, after = old.splitlines(), new.splitlines()
    changes: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=len(before) > _LIMIT).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and b - a == d - c:
            changes += [_words(x, y) for x, y in zip(before[a:b], after[c:d], strict=True)]
        else:
            changes += [f"- {x}" for x in before[a:b] if x.strip()] + [f"+ {y}" for y in after[c:d] if y.strip()]
    return changes


def _words(old: str, new: str) -> str:
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    shown = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        went, came = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            shown.append(went)
        else:
            shown += [f"[-{went}-]"] * bool(went) + [f"{{+{came}+}}"] * bool(came)
    return "~ " + "".join(shown)
