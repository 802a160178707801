"""Certainty, per attribute: that it happened, where, when, which facility, who, how many; and three programmes' grades beside it.

An attribute's grade comes from who stands behind its value: one independent origin makes it possible, two make it likely, the
accused party's own word makes it confirmed; an origin with another value makes it contested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from solferino.findings import answers
from solferino.findings.accounts import claims_of, in_order, label, named, narrowest, side, title, told_by, window
from solferino.findings.grades import GRADES, SETTLED, Evidence
from solferino.findings.origins import Tracing, opposing, trace
from solferino.language.forms import fold
from solferino.records import Finding, Incident, Ledger, Mention

KIND = "certainty"
VERSION = "1"

ACCEPTS = frozenset(("accepts_responsibility",))
DENIES = frozenset(("denies_responsibility", "denies_event", "alternative_explanation"))
OWN = frozenset(("claimed", "admitted"))

Said = Callable[[Mention], Iterable[str]]
"""The values a mention gives for an attribute."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be certain or not; ``fields`` are the claims it rests on."""

    fields: tuple[str, ...]
    said: Said
    exclusive: bool


def _yes(mention: Mention) -> Iterable[str]:
    return ("yes",) if mention.of("event") else ()


def _where(mention: Mention) -> Iterable[str]:
    finest = [v for v in mention.values("place") if v.get("rank", 0) == 0]
    return {f"{v.get('precision')}:{v.get('geonames') or fold(v['text'])}" for v in finest}


def _when(mention: Mention) -> Iterable[str]:
    found = window(mention)
    return (str(found),) if found else ()


def _toll(mention: Mention) -> Iterable[str]:
    return {f"{v['who']} {v['what']}: {v.get('low')} to {v.get('high')}" for v in mention.values("count")}


ATTRIBUTES: dict[str, Attribute] = {
    "happened": Attribute(("event",), _yes, exclusive=True),
    "where": Attribute(("place", "country"), _where, exclusive=False),
    "when": Attribute(("date",), _when, exclusive=False),
    "facility": Attribute(("target_name",), lambda m: {fold(v) for v in m.values("target_name")}, exclusive=True),
    "who": Attribute(("perpetrator",), lambda m: {side(named(v)) for v in m.values("perpetrator")}, exclusive=True),
    "how_many": Attribute(("count",), _toll, exclusive=False),
}


def find(ledger: Ledger) -> list[Finding]:
    """Return for each incident how certain each attribute is and how three programmes would grade it."""
    tracing, denials, positions = trace(ledger), opposing(ledger), _positions(ledger)
    return [_finding(ledger, tracing, i, denials.get(i.id, ()), positions.get(i.id, {})) for i in in_order(ledger)]


def _positions(ledger: Ledger) -> dict[str, dict[str, list[Mention]]]:
    """Return by incident id the replies of each side to it."""
    incidents = {i.id for i in ledger.incidents}
    found: dict[str, dict[str, list[Mention]]] = {}
    for reply, about in answers.every(ledger):
        for answered in sorted(about.keys() & incidents):
            for party in reply.values("party"):
                found.setdefault(answered, {}).setdefault(side(named(party)), []).append(reply)
    return found


def _finding(
    ledger: Ledger, tracing: Tracing, incident: Incident, denied: Sequence[Mention], positions: dict[str, list[Mention]]
) -> Finding:
    told = told_by(ledger, incident)
    accepted = _accepted(told, positions)
    rows = {name: _row(name, told, tracing, denied, accepted, positions) for name in ATTRIBUTES}
    evidence = _evidence(ledger, tracing, told, accepted, positions)
    grades = {name: grade(evidence).to_json() for name, grade in GRADES.items()}
    value = {"title": title(told), "attributes": rows, "grades": grades}
    replies = [m for replies in positions.values() for m in replies]
    claims = claims_of([*told, *replies])
    said = ", ".join(f"{name.replace('_', ' ')} {row['grade']}" for name, row in rows.items())
    outside = "; ".join(f"{g['label']}: {g['grade']}" for g in grades.values())
    return Finding(
        kind=KIND, about=incident.id, value=value, summary=f"{said[0].upper()}{said[1:]} ({outside}): {title(told)}.",
        method=f"{KIND} {VERSION}", claims=claims, caveats=tuple(_caveats(grades)),
    )  # fmt: skip


def _accepted(told: Sequence[Mention], positions: dict[str, list[Mention]]) -> set[str]:
    """Return the parties that accept the incident as theirs, in a reply or by their own claim."""
    own = {side(named(v)) for m in told for v in m.values("perpetrator") if v.get("status") in OWN}
    return own | {p for p, replies in positions.items() if any(ACCEPTS & set(r.values("response_stance")) for r in replies)}


def _row(
    name: str,
    told: Sequence[Mention],
    tracing: Tracing,
    denied: Sequence[Mention],
    accepted: set[str],
    positions: dict[str, list[Mention]],
) -> dict[str, Any]:
    values = _values(ATTRIBUTES[name], told, tracing)
    against = sorted({label(v) for m in denied for v in m.values("party")}) if name == "happened" else _deniers(name, positions)
    rivals = ATTRIBUTES[name].exclusive and len(values) > 1 and not _together(name, told)
    by_own_word = name in ("happened", "who") and bool(accepted)
    grade = _grade(max((len(v["origins"]) for v in values), default=0), contested=bool(against) or rivals, own=by_own_word)
    return {"grade": grade, "values": values, "opposing": against}


def _values(attribute: Attribute, told: Sequence[Mention], tracing: Tracing) -> list[dict[str, Any]]:
    """Return the values given for an attribute with the origins behind each, most supported first."""
    holders: dict[str, list[Mention]] = {}
    for mention in told:
        for said in attribute.said(mention):
            holders.setdefault(said, []).append(mention)
    rows = [{"value": v, "origins": [o.label for o in tracing.of(ms)], "mentions": [m.id for m in ms]} for v, ms in holders.items()]
    return sorted(rows, key=lambda r: (-len(r["origins"]), str(r["value"])))


def _deniers(name: str, positions: dict[str, list[Mention]]) -> list[str]:
    if name != "who":
        return []
    denials = (r for replies in positions.values() for r in replies if DENIES & set(r.values("response_stance")))
    return sorted({label(v) for r in denials for v in r.values("party")})


def _together(name: str, told: Sequence[Mention]) -> bool:
    """Say whether some mention gives all values at once: parties that act together do not rival each other."""
    said = [set(ATTRIBUTES[name].said(m)) for m in told]
    return any(s == set().union(*said) for s in said)


def _grade(behind: int, *, contested: bool, own: bool) -> str:
    if behind == 0:
        return "unknown"
    if own:
        return "confirmed"
    if contested:
        return "contested"
    return "likely" if behind > 1 else "possible"


def _evidence(
    ledger: Ledger, tracing: Tracing, told: Sequence[Mention], accepted: set[str], positions: dict[str, list[Mention]]
) -> Evidence:
    counts = [v for m in told for v in m.values("count") if v["what"] in ("killed", "injured")]
    when = narrowest(told)
    return Evidence(
        targets=frozenset(v for m in told for v in m.values("target")),
        origins=tuple(o.label for o in tracing.of(told)),
        urls=tuple(sorted({ledger.sources[m.source].url or "" for m in told})),
        parties=tuple(sorted({side(named(v)) for m in told for v in m.values("perpetrator")})),
        together=_together("who", told),
        accepted=tuple(sorted(accepted)),
        denied=tuple(_deniers("who", positions)),
        victims=frozenset(v["who"] for v in counts if (v.get("low") or v.get("high") or 0) > 0),
        days=when.days if when else None,
        settled=any(v.get("precision") in SETTLED for m in told for v in m.values("place")),
        placed=any(m.values("place") for m in told),
    )


def _caveats(grades: dict[str, dict[str, Any]]) -> Iterable[str]:
    yield from (f"{g['label']}, not assessable: {missing}" for g in grades.values() for missing in g["missing"])
