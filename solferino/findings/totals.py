"""Totals: each published total checked against the ledger, and against the other totals.

A total says what was counted, where, when and by whom. The incidents on record inside that scope are counted: those surely inside,
and those that may be. A ledger can fall short of a total or contradict it; it never confirms one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from solferino import vocabulary
from solferino.findings import changes, lists
from solferino.findings.accounts import bounds, claims_of, counted, in_order, label, named, published, told_by
from solferino.findings.casualties import figures, full, spread
from solferino.findings.origins import Tracing, trace
from solferino.findings.scope import Fit, Scope, fit, scope
from solferino.records import Claim, Finding, Ledger, Mention

KIND = "totals"
VERSION = "1"

UNITS = ("attacks", "facilities")
TOLLS = ("killed", "injured")
CHECKED = (*UNITS, *TOLLS)
Range = tuple[int, int | None]

VERDICTS = {
    "holds": "{on_record} {noun} on record against {figure}",
    "may_hold": "may hold: {on_record} or more {noun} on record against {figure}",
    "short": "short: {on_record} of {figure} {noun} on record",
    "cannot_hold": "cannot hold: {on_record} {noun} on record against {figure}",
    "not_enough": "nothing to check: no figure",
}
"""How each verdict on a figure is said."""


def find(ledger: Ledger) -> list[Finding]:
    """Return an audit of each total in the ledger; one that is told again, in whatever source, is audited once."""
    tracing = trace(ledger)
    totals = sorted(ledger.of_scope("total"), key=lambda m: (published(ledger, m) or "9999", m.id))
    scopes = {m.id: scope([m]) for m in totals}
    covered = {i.id: scope(told_by(ledger, i)) for i in in_order(ledger)}
    tolls = {what: _tolls(ledger, tracing, what) for what in TOLLS}
    told = _tellings(totals, scopes)
    first = [again[0] for again in told]
    known = lists.listings(ledger)
    return [_audit(ledger, again, first, scopes, covered, tolls, known) for again in told]


def _tellings(totals: Sequence[Mention], scopes: dict[str, Scope]) -> list[list[Mention]]:
    """Put the totals together that are one total told again, each group in the order given."""
    groups: list[list[Mention]] = []
    for total in totals:
        home = next((g for g in groups if any(_is_again(total, told, scopes) for told in g)), None)
        if home is None:
            groups.append([total])
        else:
            home.append(total)
    return groups


def _is_again(total: Mention, told: Mention, scopes: dict[str, Scope]) -> bool:
    """Whether the same speaker gives the same figures, or the same targets without a figure, and the scopes do not exclude it."""
    mine, theirs = _stated(total), _stated(told)
    here, there = scopes[total.id], scopes[told.id]
    if not _speakers(total) & _speakers(told) or (fit(here, there).inside is False and fit(there, here).inside is False):
        return False
    if not mine and not theirs:
        return bool(here.targets) and (here.targets, here.parties) == (there.targets, there.parties)
    pairs = [(a, b) for a in mine for b in theirs if _unit(a) == _unit(b)]
    return bool(pairs) and all(_equal(a, b) for a, b in pairs)


def _tolls(ledger: Ledger, tracing: Tracing, what: str) -> dict[str, Range]:
    """Return by incident id how many people its figures give at least and at most."""
    found = {}
    for incident in in_order(ledger):
        given = figures(ledger, tracing, incident).get((what, "people"))
        if given:
            ends = spread(full(given))
            found[incident.id] = (ends["low"], None if ends["open"] else ends["high"])
    return found


def _audit(
    ledger: Ledger,
    told: Sequence[Mention],
    totals: Sequence[Mention],
    scopes: dict[str, Scope],
    covered: dict[str, Scope],
    tolls: dict[str, dict[str, Range]],
    known: Sequence[lists.Listing],
) -> Finding:
    total = told[0]
    fits = {key: fit(inner, scopes[total.id]) for key, inner in sorted(covered.items())}
    stated = sorted(_stated(total), key=lambda c: CHECKED.index(c.value["what"]))
    listed = lists.against(ledger, total, scopes[total.id], known)
    checks = [_check(c, fits, tolls) | {"versions": _versions(c, listed)} for c in stated]
    compared = changes.compared(ledger, told, list(totals), scopes, known)
    rest = {m.id: m for m in (*told, *totals) if m is not total}
    others = [o for other in rest.values() for o in _compare(ledger, total, other, scopes)]
    value = {
        "scope": scopes[total.id].to_json(), "quote": total.anchor.quote, "said_by": _said_by(total), "source": total.source,
        "published": published(ledger, total), "verdict": _worst(checks), "checks": checks, "others": others, "lists": listed,
        "compared": compared,
        "inside": [k for k, f in fits.items() if f.inside],
        "may_be_inside": {k: list(f.why) for k, f in fits.items() if f.inside is None},
        "outside": {k: list(f.why) for k, f in fits.items() if f.inside is False},
    }  # fmt: skip
    resting = {c for o in others for c in o["claims"]} | {c for x in compared for c in changes.claims(x)}
    claims = tuple(sorted({*claims_of([total]), *resting}))
    return Finding(
        kind=KIND, about=total.id, value=value, summary=_summary(value), method=f"{KIND} {VERSION}", claims=claims,
        caveats=tuple(_caveats(value, scopes[total.id])),
    )  # fmt: skip


def _stated(total: Mention) -> list[Claim]:
    """Return the counts of a total that can be checked, each once: "at least six" stands for a bare six beside it."""
    found = [c for c in total.of("count") if c.value["what"] in CHECKED]
    least = {(*_unit(c), c.value.get("low")) for c in found if c.value.get("high") is None}
    bare = [c for c in found if c.value.get("high") is not None and (*_unit(c), c.value.get("low")) in least]
    return [c for c in found if c not in bare]


def _check(claim: Claim, fits: dict[str, Fit], tolls: dict[str, dict[str, Range]]) -> dict[str, Any]:
    """Check one figure of a total against the incidents inside its scope."""
    what, who = claim.value["what"], claim.value["who"]
    inside = [k for k, f in fits.items() if f.inside]
    maybe = [k for k, f in fits.items() if f.inside is None]
    low, high = claim.value.get("low"), claim.value.get("high")
    least, most = _on_record(what, inside, tolls)
    further = _on_record(what, maybe, tolls)
    checked = {
        "what": what,
        "who": who,
        "low": low,
        "high": high,
        "hedge": claim.hedge,
        "claim": claim.id,
        "figure": bounds(low, high),
    }
    checked |= {
        "on_record": least,
        "on_record_high": most,
        "possible": further[0],
        "incidents": inside,
        "possible_incidents": maybe,
    }
    verdict = _verdict(low, high, least, most)
    return checked | {"verdict": verdict, "short_by": max(0, (low if low is not None else high or 0) - (most or least))}


def _versions(claim: Claim, listed: Sequence[dict[str, Any]]) -> list[str]:
    """Return the titles of the publisher's own lists whose rows inside the scope are not as many as it says."""
    low, high = claim.value.get("low"), claim.value.get("high")
    if claim.value["what"] not in UNITS:
        return []
    own = [(x["title"], x["counted_inside"]) for x in listed if x["own"]]
    return [title for title, n in own if (low is not None and n < low) or (high is not None and n > high)]


def _on_record(what: str, incidents: Sequence[str], tolls: dict[str, dict[str, Range]]) -> Range:
    """Return how many the incidents give at least and at most; an incident without a figure adds nothing."""
    if what in UNITS:
        return len(incidents), len(incidents)
    given = [tolls[what][k] for k in incidents if k in tolls[what]]
    highs = [high for _, high in given]
    return sum(low for low, _ in given), None if None in highs else sum(h for h in highs if h is not None)


def _verdict(low: int | None, high: int | None, least: int, most: int | None) -> str:
    if low is None and high is None:
        return "not_enough"
    if high is not None and least > high:
        return "cannot_hold"
    needed = low if low is not None else high or 0
    if most is not None and most < needed:
        return "short"
    return "holds" if least >= needed else "may_hold"


RANK = ("cannot_hold", "short", "may_hold", "holds", "not_enough")


def _worst(checks: Sequence[dict[str, Any]]) -> str:
    return min((c["verdict"] for c in checks), key=RANK.index, default="not_enough")


def _compare(ledger: Ledger, total: Mention, other: Mention, scopes: dict[str, Scope]) -> Iterable[dict[str, Any]]:
    """Compare two totals: one repeated, one inside the other, two that conflict."""
    mine, theirs = scopes[total.id], scopes[other.id]
    here, there = fit(mine, theirs), fit(theirs, mine)
    if here.inside is False and there.inside is False:
        return
    same_figures = [(a, b) for a in total.of("count") for b in other.of("count") if _unit(a) == _unit(b)]
    clash = [(a, b) for a, b in same_figures if _clash(a, b, bool(here.inside), bool(there.inside))]
    pairs = clash or same_figures
    verdict = "repeats" if _is_again(other, total, scopes) else "conflicts" if clash else "overlaps"
    yield {
        "total": other.id, "verdict": verdict, "source": other.source, "published": published(ledger, other),
        "quote": other.anchor.quote, "claims": sorted({other.anchor.id, *(b.id for _, b in pairs)}),
        "figures": [{"what": a.value["what"], "who": a.value["who"], "here": _figure(a), "there": _figure(b)} for a, b in pairs],
    }  # fmt: skip


def _unit(claim: Claim) -> tuple[str, str]:
    return claim.value["what"], claim.value["who"]


def _equal(a: Claim, b: Claim) -> bool:
    return (a.value.get("low"), a.value.get("high")) == (b.value.get("low"), b.value.get("high"))


def _clash(a: Claim, b: Claim, inside: bool, holds: bool) -> bool:
    """A total inside another cannot be larger; two of one scope cannot differ."""
    (low, high), (other_low, other_high) = ((c.value.get("low"), c.value.get("high")) for c in (a, b))
    larger = inside and low is not None and other_high is not None and low > other_high
    smaller = holds and other_low is not None and high is not None and other_low > high
    return bool(larger or smaller)


def _speakers(mention: Mention) -> set[str]:
    return {named(v) for v in mention.values("speaker")}


def _said_by(mention: Mention) -> list[str]:
    return sorted({label(v) for v in mention.values("speaker")})


def _figure(claim: Claim) -> str:
    return bounds(claim.value.get("low"), claim.value.get("high"))


def _summary(value: dict[str, Any]) -> str:
    said = "; ".join(_say(c) for c in value["checks"]) or VERDICTS["not_enough"]
    others = "".join(f"; {n} {words}" for n, words in _say_others(value["others"]))
    others += "".join(_say_list(x) for x in value["lists"] if any(x["title"] in c["versions"] for c in value["checks"]))
    others += "".join(f"; {changes.say(x)}" for x in value["compared"])
    by = f", said by {', '.join(value['said_by'])}" if value["said_by"] else ""
    return f"{said[0].upper()}{said[1:]}{others}{by}."


def _say(check: dict[str, Any]) -> str:
    noun = {"attacks": "incidents", "facilities": "incidents at facilities"}.get(check["what"])
    noun = noun or f"{check['who'].replace('_', ' ')} {check['what']}"
    return VERDICTS[check["verdict"]].format(on_record=check["on_record"], figure=check["figure"], noun=noun)


def _say_others(others: Sequence[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    for verdict, words in (
        ("conflicts", "in conflict with it"),
        ("repeats", "told again"),
        ("overlaps", "that may count the same"),
    ):
        n = sum(o["verdict"] == verdict for o in others)
        if n:
            yield (counted(n, "time") if verdict == "repeats" else counted(n, "other total")), words


def _say_list(listed: dict[str, Any]) -> str:
    came = f" of {listed['published']}" if listed["published"] else ""
    verdict = vocabulary.codebook().word("audit_verdict", "other_version").label("en")
    return f"; its publisher's list at hand{came} has {counted(listed['counted_inside'], 'row')} inside: {verdict}"


def _caveats(value: dict[str, Any], covers: Scope) -> Iterable[str]:
    yield "the ledger can fall short of a total or contradict it; it does not confirm one"
    if value["may_be_inside"]:
        yield "some incidents may or may not be inside the total's scope; they are listed with what is missing"
    missing = [n for n, part in (("period", covers.window), ("place", covers.places or covers.countries)) if not part]
    if missing and value["checks"]:
        yield f"the total gives no {' and no '.join(missing)}, so nothing is left out for it"
    if value["compared"]:
        yield from changes.CAVEATS
    if any(o["verdict"] != "conflicts" for o in value["others"]):
        yield "totals that may count the same incidents are not added up"
