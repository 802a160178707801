"""Answers: which accusations a reply is about, in its own text and in other sources, each with the reason.

A reply answers what its own text accuses its party of. Beyond that it answers the incidents that lie inside what it speaks of (the
place, the days, the kind of target), where it names no day only those that came out in the two months before; and what the accuser
that it names has said of its party in these two months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from solferino import name
from solferino.findings.accounts import home_of, in_order, named, published, side, told_by
from solferino.findings.scope import Scope, fit, scope
from solferino.language import tokens
from solferino.records import Ledger, Mention

REMEMBERED = timedelta(days=60)
"""How long before a reply what it answers may have come out, where the reply names no day."""


@dataclass(frozen=True)
class Accusation:
    """What one side is accused of: an incident, or a total. ``first`` is the day on which it first came out, where known."""

    about: str
    mentions: tuple[Mention, ...]
    covers: Scope
    sides: frozenset[str]
    accusers: frozenset[str]
    first: str | None

    @property
    def is_incident(self) -> bool:
        return self.mentions[0].scope == "incident"


def accusations(ledger: Ledger) -> tuple[Accusation, ...]:
    """Return every incident and total of a ledger that accuses somebody."""
    told = [(i.id, told_by(ledger, i)) for i in in_order(ledger)] + [(m.id, [m]) for m in ledger.of_scope("total")]
    return tuple(_accusation(ledger, about, own) for about, own in told if any(m.of("perpetrator") for m in own))


def _accusation(ledger: Ledger, about: str, own: Sequence[Mention]) -> Accusation:
    return Accusation(
        about=about,
        mentions=tuple(own),
        covers=scope(own),
        sides=frozenset(side(named(v)) for m in own for v in m.values("perpetrator")),
        accusers=frozenset(named(v) for m in own for v in m.values("speaker")),
        first=min((day for m in own if (day := published(ledger, m))), default=None),
    )


def every(ledger: Ledger) -> Iterator[tuple[Mention, dict[str, str]]]:
    """Yield each reply, in order of their ids, with what it answers and why."""
    made = accusations(ledger)
    for reply in sorted(ledger.of_scope("response"), key=lambda m: m.id):
        yield reply, answered(ledger, reply, made)


def answered(ledger: Ledger, reply: Mention, made: Sequence[Accusation]) -> dict[str, str]:
    """Return the accusations that a reply answers, by incident or mention id, each with the reason in words."""
    found = dict.fromkeys(_own(ledger, reply), "in the same text")
    sides = {side(named(v)) for field in ("party", "speaker") for v in reply.values(field)}
    against = [a for a in made if a.sides & sides and a.about not in found]
    for about, why in (*_inside(ledger, reply, against), *_named(ledger, reply, against)):
        found.setdefault(about, why)
    return found


def _own(ledger: Ledger, reply: Mention) -> Iterator[str]:
    homes = home_of(ledger)
    for key in (a for answers in reply.values("answers") for a in answers if a in ledger.mentions):
        yield homes[key].id if key in homes else key


def _inside(ledger: Ledger, reply: Mention, against: Iterable[Accusation]) -> Iterator[tuple[str, str]]:
    """Yield the incidents that lie inside what a reply speaks of, and were over when it was given."""
    spoken, given = scope([reply]), published(ledger, reply)
    if not spoken.places and not spoken.window:
        return
    parts = {"place": spoken.places, "days": spoken.window, "kind of target": spoken.targets}
    why = f"inside the {' and '.join(k for k, part in parts.items() if part)} that it speaks of"
    for accusation in against:
        when = accusation.covers.window
        over = when is not None and when.end is not None and given is not None and str(when.end) <= given
        fresh = spoken.window is not None or (given and accusation.first and _shortly(accusation.first, given))
        if accusation.is_incident and over and fresh and fit(accusation.covers, spoken).inside:
            yield accusation.about, why


def _named(ledger: Ledger, reply: Mention, against: Iterable[Accusation]) -> Iterator[tuple[str, str]]:
    """Yield what an accuser that the reply's text names has said shortly before."""
    given = published(ledger, reply)
    spoken = _bodies(ledger.readings[reply.reading].text, ledger.readings[reply.reading].lang or "")
    for accusation in against:
        accusers = accusation.accusers & spoken.keys()
        if accusers and given and accusation.first and _shortly(accusation.first, given):
            yield accusation.about, f"it names who accuses: {', '.join(sorted(spoken[key] for key in accusers))}"


def _shortly(first: str, given: str) -> bool:
    return timedelta(0) <= date.fromisoformat(given[:10]) - date.fromisoformat(first[:10]) <= REMEMBERED


def _bodies(text: str, lang: str) -> Mapping[str, str]:
    """Return the organisations that a text names, key to plain name."""
    parties = (name.party(found.party_key) for found in name.find(tokens(text, lang), lang))
    return {p.key: p.labels["en"] for p in parties if p.kind in ("ngo", "intergovernmental", "rescue")}
