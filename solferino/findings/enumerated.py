"""Tolls told one by one: "a man and his wife", "her husband and two children", which together are all that a source counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solferino.records import Claim

WHOLE = ("people", "civilians")
"""Groups that may be all who were hit."""
_JOINED = 6
"""Characters between two groups of one list: a space, a comma, "and"."""

_AND = "و"
"""An "and" that is written onto the word behind it; words side by side without one tell of one person."""


def lists(counts: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """Return the lists of two groups or more that counts of one mention stand in, each of one kind of harm."""
    ordered = sorted(counts, key=lambda c: (c.value["what"], c.start, -c.end))
    return [run for run in _runs(ordered) if len(run) > 1 and not _is_part(run, counts)]


def _runs(ordered: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    run: list[Claim] = []
    for claim in ordered:
        if run and not (_is_listed(claim) and _follows(run[-1], claim)):
            yield tuple(run)
            run = []
        if _is_listed(claim):
            run.append(claim)
    if run:
        yield tuple(run)


def _is_listed(claim: Claim) -> bool:
    """Whether a count may be one of a list: a group of its own, or one person who is in no other group."""
    value = claim.value
    if value["who"] == "combatants" or value.get("high") is None or value.get("low") is None:
        return False
    return value["who"] not in WHOLE or value["high"] == 1


def _follows(before: Claim, claim: Claim) -> bool:
    gap = claim.start - before.end
    joined = 1 < gap <= _JOINED or (gap >= 0 and gap <= 1 and claim.quote.startswith(_AND))
    return joined and before.value["what"] == claim.value["what"]


def _is_part(run: Sequence[Claim], counts: Sequence[Claim]) -> bool:
    """Whether a list only tells who is in a toll that the mention states ("four civilians, among them a man and his wife")."""
    least = sum(c.value["low"] for c in run)
    tolls = (c for c in counts if c.value["what"] == run[0].value["what"] and c.value["who"] in WHOLE and c not in run)
    return any((c.value.get("low") or 0) >= least for c in tolls)
