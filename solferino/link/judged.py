"""What people said about pairs of mentions: which are one event, which are not. The newest word on a pair counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from solferino.records import Judgement

Pair = tuple[str, str]


def verdicts(judgements: Sequence[Judgement]) -> dict[Pair, str]:
    """Return the standing verdict, ``same`` or ``different``, of each judged pair, newest first; a withdrawn one is gone."""
    standing: dict[Pair, str] = {}
    settled: set[Pair] = set()
    for judgement in _standing(judgements):
        pair = _pair(judgement.subject)
        if pair in settled or judgement.verdict not in ("same", "different", "unsure"):
            continue
        settled.add(pair)
        if judgement.verdict != "unsure":
            standing[pair] = judgement.verdict
    return standing


def _standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements about pairs that no later one withdraws, newest first."""
    newest = sorted(judgements, key=lambda j: -j.order)
    gone: set[str] = set()
    kept = []
    for judgement in newest:
        if judgement.id in gone:
            continue
        if judgement.verdict == "withdraw":
            gone.update(judgement.subject)
        elif len(judgement.subject) == 2:
            kept.append(judgement)
    return kept


def _pair(subject: Sequence[str]) -> Pair:
    left, right = sorted(subject)
    return left, right
