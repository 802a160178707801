"""Responses: for each accused side what it is accused of beside what it replied, over time, and what stands without the other.

A side is a party with all that is part of it: a state with its ministries and forces. A reply is set beside every account of the
incident that it answers, whichever source tells it (``answers``). Nothing here says who is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from solferino.findings import answers
from solferino.findings.accounts import counted, home_of, label, named, plain, published, side, title
from solferino.records import Claim, Finding, Incident, Ledger, Mention

KIND = "responses"
VERSION = "1"

REPLIES = {"denies_event": "denies", "denies_responsibility": "denies", "accepts_responsibility": "accepts"}
"""Positions on one's own part that contradict each other."""
OWN = {"claimed": "accepts_responsibility", "admitted": "accepts_responsibility"}
"""What a party's own claim to an attack amounts to as a reply."""


def find(ledger: Ledger) -> list[Finding]:
    """Return for each side that is accused or replies the ledger of accusations and replies."""
    homes = home_of(ledger)
    accused, replied = _accusations(ledger, homes), _replies(ledger)
    return [_finding(key, accused.get(key, []), replied.get(key, [])) for key in sorted(accused.keys() | replied.keys())]


Entry = dict[str, Any]


def _accusations(ledger: Ledger, homes: dict[str, Incident]) -> dict[str, list[Entry]]:
    """Return by side what it is accused of, oldest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for mention in (*ledger.of_scope("incident"), *ledger.of_scope("total")):
        for claim in mention.of("perpetrator"):
            about = {"about": _about(mention, homes), "scope": mention.scope, "title": title([mention])}
            status = claim.value.get("status", "alleged")
            found[side(named(claim.value))].append(_entry(ledger, mention, claim) | about | {"status": status})
    return {key: _in_time(entries) for key, entries in found.items()}


def _replies(ledger: Ledger) -> dict[str, list[Entry]]:
    """Return by side what it replied, oldest first; ``about`` lists what it answers, ``why`` says why it does."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for mention, about in answers.every(ledger):
        why = dict(sorted(about.items()))
        for party in mention.of("party") or mention.of("speaker"):
            found[side(named(party.value))] += [
                _entry(ledger, mention, claim)
                | {"about": list(why), "why": why, "stance": claim.value, "party": label(party.value)}
                for claim in mention.of("response_stance")
            ]
    return {key: _in_time(entries) for key, entries in found.items()}


def _entry(ledger: Ledger, mention: Mention, claim: Claim) -> Entry:
    said_by = [label(v) for v in mention.values("speaker")]
    name = label(claim.value) if isinstance(claim.value, dict) else ""
    entry = {"mention": mention.id, "claim": claim.id, "quote": mention.anchor.quote, "said_by": said_by, "party": name}
    return entry | {"source": mention.source, "published": published(ledger, mention), "start": mention.anchor.start}


def _about(mention: Mention, homes: dict[str, Incident]) -> str:
    return homes[mention.id].id if mention.id in homes else mention.id


def _in_time(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (e["published"] or "9999", e["source"], e["start"], e["claim"]))


def _finding(party: str, accused: list[Entry], replied: list[Entry]) -> Finding:
    name = plain(party) or min(e["party"] for e in (*accused, *replied))
    alleged = [e for e in accused if e["status"] not in OWN]
    rows = [_row(about, accused, replied) for about in sorted({e["about"] for e in accused})]
    open_rows = [r["about"] for r in rows if not r["replies"]]
    general = [e for e in replied if not set(e["about"]) & {r["about"] for r in rows}]
    changes = [c for r in rows for c in r["changes"]]
    value = {
        "party": party, "label": name, "rows": rows, "counted_accusations": len(alleged), "counted_replies": len(replied),
        "counted_subjects": len(rows), "unanswered": open_rows, "counted_unanswered": len(open_rows), "general_replies": general,
        "counted_general_replies": len(general), "changes": changes, "counted_changes": len(changes),
    }  # fmt: skip
    claims = tuple(sorted({e["claim"] for e in (*accused, *replied)}))
    caveats = tuple(_caveats(value))
    return Finding(
        kind=KIND, about=party, value=value, summary=_summary(value), method=f"{KIND} {VERSION}", claims=claims, caveats=caveats
    )


def _row(about: str, accused: Sequence[Entry], replied: Sequence[Entry]) -> dict[str, Any]:
    """Set one incident's or total's accusations beside the replies to it."""
    mine = [e for e in accused if e["about"] == about]
    replies = [e for e in replied if about in e["about"]]
    own = [e | {"stance": OWN[e["status"]]} for e in mine if e["status"] in OWN]
    return {
        "about": about, "title": mine[0]["title"], "accusations": [e for e in mine if e["status"] not in OWN],
        "replies": replies, "own_claims": own, "changes": _changes(about, _in_time([*replies, *own])),
    }  # fmt: skip


def _changes(about: str, positions: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return where a party's position on its own part turned, with both dates."""
    taken = [(e, REPLIES[e["stance"]]) for e in positions if e["stance"] in REPLIES and e["published"]]
    return [
        {"about": about, "from": a["stance"], "to": b["stance"], "first": a["published"], "then": b["published"],
         "claims": [a["claim"], b["claim"]]}
        for (a, before), (b, after) in pairwise(taken)
        if before != after
    ]  # fmt: skip


def _summary(value: dict[str, Any]) -> str:
    accused, replied = value["counted_accusations"], value["counted_replies"]
    told = f"{counted(accused, 'accusation')} over {counted(value['counted_subjects'], 'incident or total')}"
    told = told.replace("incident or totals", "incidents or totals")
    said = f"{replied} {'reply' if replied == 1 else 'replies'} on record"
    unanswered = value["counted_unanswered"]
    rest = f", {unanswered} without a reply" if unanswered else ""
    turned = f"; its position changed {counted(value['counted_changes'], 'time')}" if value["changes"] else ""
    return f"{value['label']}: {told}{rest}; {said}{turned}."


def _caveats(value: dict[str, Any]) -> Iterable[str]:
    if value["unanswered"]:
        yield "no reply on record does not mean that there was none"
    if value["general_replies"]:
        yield "some replies answer no accusation on record in particular"
