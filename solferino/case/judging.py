"""What people said, applied: rejected claims go, corrected ones are replaced, and the ids of older runs lead to newer ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from solferino import vocabulary
from solferino.errors import UsageError
from solferino.readers import told
from solferino.records import Claim, Judgement, Source, canonical

if TYPE_CHECKING:
    from solferino.case import Case

Old = Callable[[], Iterable[Claim]]
"""Gives the claims of runs that are no longer current, when they are needed."""


@dataclass(frozen=True)
class Judged:
    """Claims as people judged them, the judgements with their subjects as they are called now, and those whose subject is gone."""

    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    orphaned: tuple[Judgement, ...]


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that no standing later one withdraws, in their order."""
    gone: set[str] = set()
    kept = []
    for judgement in sorted(judgements, key=lambda j: -j.order):
        if judgement.id in gone:
            continue
        if judgement.verdict == "withdraw":
            gone.update(judgement.subject)
        else:
            kept.append(judgement)
    return tuple(reversed(kept))


def corrected(sources: Mapping[str, Source], judgements: Sequence[Judgement]) -> dict[str, Source]:
    """Return the sources with what was told of them anew."""
    now = dict(sources)
    for judgement in standing(judgements):
        key = judgement.subject[0]
        if judgement.verdict == "correct" and key in now:
            now[key] = replace(now[key], **judgement.value)
    return now


def apply(
    claims: Iterable[Claim], judgements: Sequence[Judgement], *, others: Iterable[str], sources: Mapping[str, str], old: Old
) -> Judged:
    """Apply judgements about claims and mentions, in their order.

    ``others`` are further ids that a judgement may be about (sources, judgements); ``sources`` says of which source a reading is.
    A judgement about a claim or mention of an older run follows the quote, to the claim of that field in the new run.
    """
    ledger = _Claims(claims, frozenset(others), sources, old)
    followed, orphaned = [], []
    for judgement in standing(judgements):
        subject = tuple(key for said in judgement.subject if (key := ledger.now(said)))
        if len(subject) < len(judgement.subject):
            orphaned.append(judgement)
            continue
        followed.append(judgement if subject == judgement.subject else replace(judgement, subject=subject))
        ledger.judge(followed[-1])
    return Judged(tuple(ledger.claims.values()), tuple(followed), tuple(orphaned))


class _Claims:
    """The current claims by id, as they change under judgements."""

    def __init__(self, claims: Iterable[Claim], others: frozenset[str], sources: Mapping[str, str], old: Old) -> None:
        self.claims = {c.id: c for c in claims}
        self.mentions: dict[str, set[str]] = defaultdict(set)
        for key, claim in self.claims.items():
            self.mentions[claim.mention].add(key)
        self._known = {*others, *self.claims, *self.mentions}
        self._moves = cache(lambda: moves(old(), self.claims.values(), sources))

    def now(self, key: str) -> str | None:
        """Return what an id is called now; None when nothing stands where its quote stood."""
        return key if key in self._known else self._moves().get(key)

    def judge(self, judgement: Judgement) -> None:
        """Take a rejected claim or mention out, or put a corrected claim in the place of the one as it was read."""
        key = judgement.subject[0]
        if judgement.verdict == "reject":
            for gone in self._with_its_mention(key):
                self.claims.pop(gone, None)
        elif judgement.verdict == "correct" and key in self.claims:
            claim = replace(self.claims.pop(key), value=judgement.value, rule="judgement")
            self.claims[claim.id] = claim
            self.mentions[claim.mention].add(claim.id)
            self._known.add(claim.id)

    def _with_its_mention(self, key: str) -> set[str]:
        """Return the claims that fall with an id: those of a mention; with the claim that states it, the mention."""
        claim = self.claims.get(key)
        if claim is not None and claim.field != "event":
            return {key}
        return set(self.mentions.get(claim.mention if claim else key, ()))


def moves(old: Iterable[Claim], new: Iterable[Claim], sources: Mapping[str, str]) -> dict[str, str]:
    """Return the new id of each older claim and mention: the claim in the same place, else in the same words of the same source.

    A cell of a sheet has too few words to be told by them: it is the same in the row that the same words state, if only one does.
    """
    before, now = list(old), list(new)
    anchors = {c.mention: c.quote for c in (*before, *now) if c.field == "event"} if before else {}
    standing: dict[tuple[str, ...], Claim | None] = {}
    for claim in now if before else ():
        for place in _places(claim, sources, anchors):
            known = standing.setdefault(place, claim)
            if known is not claim and _is_cell(claim):
                standing[place] = None
    found: dict[str, str] = {}
    for claim in before:
        same = next((standing[p] for p in _places(claim, sources, anchors) if p in standing), None)
        if same is not None:
            found.setdefault(claim.id, same.id)
            if claim.field == "event":
                found.setdefault(claim.mention, same.mention)
    return found


def _is_cell(claim: Claim) -> bool:
    return claim.rule.startswith("sheet.")


def _places(claim: Claim, sources: Mapping[str, str], anchors: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return where a claim stands, from the strictest to the loosest sense."""
    what = (claim.field, claim.value["scope"] if claim.field == "event" else "")
    span = (claim.reading, *what, str(claim.start), str(claim.end))
    words = (claim.rule, anchors.get(claim.mention, "")) if _is_cell(claim) else ()
    return (*span, canonical(claim.value)), span, (sources.get(claim.reading, ""), *what, *words, claim.quote)


def rejected(judgements: Sequence[Judgement]) -> set[str]:
    """Return the ids that a standing judgement rejects."""
    return {j.subject[0] for j in standing(judgements) if j.verdict == "reject"}


def allow(said: Judgement, case: Case) -> None:
    """Raise UsageError unless a judgement can be kept: its verdict takes so many subjects, they are here, and its value fits."""
    word = vocabulary.codebook().word("verdict", said.verdict)
    if len(said.subject) != word.extra["subjects"]:
        raise UsageError(f"{said.verdict} is said of {word.extra['subjects']} id(s), not {len(said.subject)}")
    judged = case.judged()
    mentions = {c.mention for c in judged.claims}
    known = {c.id: c for c in judged.claims}
    earlier = {j.id for j in case.store.judgements()}
    for key in said.subject:
        here = {"withdraw": earlier, "correct": known.keys() | case.sources().keys()}.get(said.verdict)
        here = mentions if here is None and len(said.subject) == 2 else here
        if key not in (known.keys() | mentions | case.sources().keys() if here is None else here):
            raise UsageError(f"there is no {key} that can be judged so")
    if said.verdict == "correct":
        _fit(said, known.get(said.subject[0]))


def _fit(said: Judgement, claim: Claim | None) -> None:
    """Raise UsageError unless a corrected value has the shape of the old one; of a source, unless it is what can be told of one."""
    if claim is None:
        _, wrong = told.check(said.value) if isinstance(said.value, dict) and said.value else (None, ["nothing is told"])
        if wrong:
            raise UsageError(f"{'; '.join(wrong)}; of a source these can be corrected: {', '.join(told.KEYS)}")
    elif type(said.value) is not type(claim.value) or (isinstance(claim.value, dict) and set(said.value) != set(claim.value)):
        raise UsageError(f"the value must have the shape of {canonical(claim.value)}")
