"""Definitions: the same ledger counted under the rules of several programmes, and why the totals differ.

Each definition is a list of tests; an incident is in when all hold, out when one fails, undecided when a fact that a test needs is
missing. Sources: WHO SSA methodology 1.0 (2018); Insecurity Insight's SiND and SHCC definitions; PHR as compared in Chatham House
(2021); Airwars' methodology; ACLED's event types.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.findings.accounts import claims_of, counted, every, in_order, title, told_by, words
from solferino.findings.grades import HEALTH
from solferino.records import Finding, Ledger, Mention

KIND = "definitions"
VERSION = "1"

FACILITIES = frozenset(("hospital", "clinic", "pharmacy"))
NOT_CIVILIAN = frozenset(("combatants",))
NOT_FORCE = frozenset(("threat", "obstruction", "siege"))
LOSS = frozenset(("destroyed", "damaged", "out_of_service", "closed", "looted", "burned"))

Answer = tuple[bool | None, str]
"""Whether a test holds (None: not known), and why."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a programme counts as one of its incidents, as tests over the mentions of an incident."""

    label: str
    tests: tuple[Callable[[Sequence[Mention]], Answer], ...]


def _health(told: Sequence[Mention]) -> Answer:
    targets = set(every(told, "target"))
    if targets & HEALTH:
        return True, f"health care hit: {words(sorted(targets & HEALTH))}"
    if {v["who"] for m in told for v in m.values("count")} & {"health_workers", "patients"}:
        return True, "health workers or patients among those harmed"
    return (False, f"no health care among the targets: {words(sorted(targets))}") if targets else (None, "target unknown")


def _facility(told: Sequence[Mention]) -> Answer:
    targets = set(every(told, "target"))
    if targets & FACILITIES:
        return True, f"a facility hit: {words(sorted(targets & FACILITIES))}"
    return (False, f"no health facility among the targets: {words(sorted(targets))}") if targets else (None, "target unknown")


def _loss(told: Sequence[Mention]) -> Answer:
    effects = set(every(told, "effect"))
    if effects & LOSS:
        return True, f"loss reported: {words(sorted(effects & LOSS))}"
    return None, "no damage or loss of function reported"


def _force(told: Sequence[Mention]) -> Answer:
    methods = set(every(told, "method"))
    if not methods or methods - NOT_FORCE:
        return True, "an act of force"
    return False, f"no act of force: {words(sorted(methods))}"


def _civilian_harm(told: Sequence[Mention]) -> Answer:
    harmed = [v for m in told for v in m.values("count") if v["what"] in ("killed", "injured") and v["who"] not in NOT_CIVILIAN]
    if any((v.get("low") or v.get("high") or 0) > 0 for v in harmed):
        return True, "civilians reported killed or injured"
    return (False, "nobody reported killed or injured") if harmed else (None, "no figure of killed or injured")


def _one_event(told: Sequence[Mention]) -> Answer:
    places, days = [v for m in told for v in m.values("place")], [v for m in told for v in m.values("date")]
    if places and days:
        return True, "a place and a date"
    return None, "place or date unknown"


DEFINITIONS: dict[str, Definition] = {
    "who_ssa": Definition("WHO SSA", (_health,)),
    "shcc": Definition("SHCC / SiND", (_health,)),
    "phr": Definition("PHR", (_facility, _force, _loss)),
    "airwars": Definition("Airwars", (_force, _civilian_harm)),
    "acled": Definition("ACLED", (_force, _one_event)),
}


def find(ledger: Ledger) -> list[Finding]:
    """Return one finding: the incidents each definition counts, with the reason for each."""
    if not ledger.incidents:
        return []
    rows = [_row(i.id, told_by(ledger, i)) for i in in_order(ledger)]
    counts = {key: _count(key, rows) for key in DEFINITIONS}
    value = {"rows": rows, "counts": counts, "counted_incidents": len(rows)}
    told = [m for i in in_order(ledger) for m in told_by(ledger, i)]
    claims = claims_of(told, "event", "target", "method", "effect", "count", "place", "date")
    caveats = ("an incident with a missing fact is undecided under a definition that needs it, and is not counted by it",)
    return [
        Finding(
            kind=KIND,
            about="case",
            value=value,
            summary=_summary(value),
            method=f"{KIND} {VERSION}",
            claims=claims,
            caveats=caveats,
        )
    ]


def _row(about: str, told: Sequence[Mention]) -> dict[str, Any]:
    return {"incident": about, "title": title(told), **{key: _judge(d, told) for key, d in DEFINITIONS.items()}}


def _judge(definition: Definition, told: Sequence[Mention]) -> dict[str, Any]:
    answers = [test(told) for test in definition.tests]
    failed = [why for holds, why in answers if holds is False]
    missing = [why for holds, why in answers if holds is None]
    counts = False if failed else None if missing else True
    return {"counts": counts, "why": failed or missing or [why for _, why in answers]}


def _count(key: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    answers = [r[key]["counts"] for r in rows]
    counted_by = {name: sum(a is want for a in answers) for name, want in (("in", True), ("out", False), ("undecided", None))}
    return {"label": DEFINITIONS[key].label} | counted_by


def _summary(value: dict[str, Any]) -> str:
    parts = [_say(c) for c in value["counts"].values()]
    return f"Of {counted(value['counted_incidents'], 'incident')}, {'; '.join(parts)}."


def _say(count: dict[str, Any]) -> str:
    open_part = f" ({count['undecided']} undecided)" if count["undecided"] else ""
    return f"{count['label']} counts {count['in']}{open_part}"
