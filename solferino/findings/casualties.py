"""Casualties: how many were killed and injured in each incident, as a range, with who said each figure.

Rules, side by side: ``airwars`` takes the lowest and the highest figure of civilians any source gives; ``ucdp`` that of all people
over figures that their own speaker has not replaced, with a best estimate between; ``acled`` the most conservative figure ("dozens"
is 12, "hundreds" 100). The best figure is the one with most independent origins, then the latest, then the lowest. A number word
("dozens") and a toll of which only parts are told (the children) are no bound where another source tells more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from solferino.findings.accounts import bounds, counted, in_order, published, title, told_by
from solferino.findings.enumerated import WHOLE, lists
from solferino.findings.origins import Tracing, trace
from solferino.records import Claim, Finding, Incident, Ledger, Mention

KIND = "casualties"
VERSION = "1"

WHATS = ("killed", "injured", "missing", "detained", "displaced")
APART = ("men", "women", "children", "elderly")
"""Groups that do not overlap, so that their figures add up to at least as many people; the old may be men or women told of."""
VAGUE = ("dozens", "hundreds", "thousands")
"""Number words that give no figure."""
CONSERVATIVE = {"dozens": 12, "hundreds": 100}
"""What the conservative rule makes of a vague number word."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One toll as one source gives it; ``origins`` are keys, ``replaced_by`` the source of a newer figure by the same origin.

    ``told_of`` is the group that the source's own words count: ``parts`` where several groups were added up, ``both`` where
    fighters are counted with civilians, who are told apart, and ``among`` for these civilians.
    """

    what: str
    who: str
    low: int | None
    high: int | None
    approx: bool
    hedge: str | None
    origins: tuple[str, ...]
    said_by: tuple[str, ...]
    source: str
    published: str | None
    mention: str
    claims: tuple[str, ...]
    told_of: str
    replaced_by: str | None = None

    @property
    def least(self) -> int:
        """The lowest number the figure allows."""
        return self.low or 0

    @property
    def most(self) -> int:
        """The highest number the figure names; of an open figure its lower end."""
        return self.least if self.high is None else self.high

    def to_json(self) -> dict[str, Any]:
        """Return the figure as plain JSON values."""
        return {
            "low": self.low, "high": self.high, "approx": self.approx, "hedge": self.hedge, "said_by": list(self.said_by),
            "source": self.source, "published": self.published, "claims": list(self.claims), "replaced_by": self.replaced_by,
        }  # fmt: skip


def find(ledger: Ledger) -> list[Finding]:
    """Return the toll of each incident per kind of harm and group, and the sums over all incidents."""
    tracing = trace(ledger)
    tolls = [f for incident in in_order(ledger) for f in _tolls(ledger, tracing, incident)]
    return tolls + [f for what in WHATS for f in _sum(ledger, what, tolls)]


def figures(ledger: Ledger, tracing: Tracing, incident: Incident) -> dict[tuple[str, str], list[Figure]]:
    """Return the figures of an incident by what and who; whole tolls that a source gives only in parts are added up."""
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for mention in told_by(ledger, incident):
        for figure in _of(ledger, tracing, mention):
            found[figure.what, figure.who].append(figure)
    return {key: _replace(found[key]) for key in sorted(found)}


def _of(ledger: Ledger, tracing: Tracing, mention: Mention) -> list[Figure]:
    origins = tuple(sorted(tracing.by_mention[mention.id]))
    said = tuple(tracing.by_mention[mention.id][key] for key in origins)
    counts = _counts(mention)
    listed = lists(counts)
    parts = {c.id for run in listed for c in run}
    stated = [
        Figure(
            what=c.value["what"], who=c.value["who"], low=c.value.get("low"), high=c.value.get("high"),
            approx=bool(c.value.get("approx")), hedge=c.hedge, origins=origins, said_by=said, source=mention.source,
            published=published(ledger, mention), mention=mention.id, claims=(c.id,),
            told_of="parts" if c.id in parts and c.value["who"] in WHOLE else c.value["who"],
        )
        for c in counts
    ]  # fmt: skip
    stated = [f for what in WHATS for f in _apart([f for f in stated if f.what == what])]
    wholes = [whole for what in WHATS for whole in _whole([f for f in stated if f.what == what])]
    return stated + _summed(stated, listed, wholes)


def _apart(stated: Sequence[Figure]) -> list[Figure]:
    """Tell the civilians of a mention apart where its toll of people is that of fighters as well."""
    civilians = max((f for f in stated if f.who == "civilians"), key=lambda f: f.least, default=None)
    if civilians is None or not any(f.who == "combatants" for f in stated):
        return list(stated)
    told = [replace(f, told_of="both") if f.who == "people" and f.least > civilians.most else f for f in stated]
    both = any(f.told_of == "both" for f in told)
    return [*told, replace(civilians, who="people", told_of="among")] if both else told


def _summed(stated: Sequence[Figure], listed: Sequence[Sequence[Claim]], wholes: Sequence[Figure]) -> list[Figure]:
    """Return the implied tolls of people: of a kind of harm that is told in a list the list's sum."""
    by_claim = {f.claims[0]: f for f in stated}
    sums = []
    for run in listed:
        parts = [by_claim[c.id] for c in run]
        low, high = sum(f.least for f in parts), sum(f.most for f in parts)
        sums.append(replace(parts[0], who="people", low=low, high=high, claims=tuple(c.id for c in run), told_of="people"))
    told = {f.what for f in sums}
    return sums + [f for f in wholes if f.what not in told]


def _counts(mention: Mention) -> list[Claim]:
    """Return the counts of people hit, without those that only say how old the man or woman beside them is ("امرأة مسنة")."""
    found = [c for c in mention.of("count") if c.value["what"] in WHATS]
    sexes = [c for c in found if c.value["who"] in ("men", "women")]
    return [c for c in found if c.value["who"] != "elderly" or not any(_beside(c, s) for s in sexes)]


def _beside(a: Claim, b: Claim) -> bool:
    first, last = sorted((a, b), key=lambda c: c.start)
    return a.value["what"] == b.value["what"] and 0 <= last.start - first.end <= 1


def _whole(parts: Sequence[Figure]) -> list[Figure]:
    """Return the toll of people that a mention implies where it gives none: that of civilians, else the sum of disjoint groups."""
    if not parts or any(f.who == "people" for f in parts):
        return []
    civilians = [f for f in parts if f.who == "civilians"][:1]
    if civilians:
        return [replace(civilians[0], who="people")]
    apart = _once([f for f in parts if f.who in APART])
    if not apart:
        return [replace(max(parts, key=lambda f: (f.least, f.who)), who="people", high=None, hedge="at_least")]
    claims = tuple(c for f in apart for c in f.claims)
    open_end = {f.who for f in apart} < {f.who for f in parts} or any(f.high is None for f in apart)
    return [
        replace(apart[0], who="people", low=sum(f.least for f in apart), high=None if open_end else sum(f.most for f in apart),
                claims=claims, told_of="parts")
    ]  # fmt: skip


def _once(parts: Sequence[Figure]) -> list[Figure]:
    """Return the largest figure of each group: one that is told twice is not added up, nor are the old among men and women."""
    largest = {f.who: f for f in sorted(parts, key=lambda f: f.least)}
    if not largest.keys().isdisjoint(("men", "women")):
        largest.pop("elderly", None)
    return [largest[who] for who in APART if who in largest]


def _replace(found: Sequence[Figure]) -> list[Figure]:
    """Mark each figure that its own speaker later replaced."""
    return [replace(f, replaced_by=_newer(f, found)) for f in sorted(found, key=lambda f: (f.published or "", f.mention, f.claims))]


def _newer(figure: Figure, found: Sequence[Figure]) -> str | None:
    newer = [
        f for f in found
        if figure.published and f.published and f.published > figure.published and set(f.origins) & set(figure.origins)
    ]  # fmt: skip
    return max(newer, key=lambda f: (f.published or "", f.source)).source if newer else None


def airwars(found: Sequence[Figure]) -> dict[str, Any]:
    """Return the lowest, the best and the highest figure of civilians any source gives; none where only fighters were hit."""
    told = [replace(f, told_of="civilians") if f.told_of == "among" else f for f in found]
    civilians = full([f for f in told if f.told_of not in ("combatants", "both")])
    if not civilians:
        return {"low": None, "best": None, "high": None, "open": False}
    return {**spread(civilians), "best": best(standing(civilians) or civilians)}


def spread(found: Sequence[Figure]) -> dict[str, Any]:
    """Return the lowest and highest figure of some; an open end shows as the largest figure named."""
    return {"low": min(f.least for f in found), "high": max(f.most for f in found), "open": any(f.high is None for f in found)}


def full(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures without number words and without tolls told in parts, where there are others."""
    return _wholes([f for f in found if f.hedge not in VAGUE] or list(found))


def _wholes(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures without tolls told in parts, where there are others."""
    return [f for f in found if f.told_of in (*WHOLE, "both") or f.told_of == f.who] or list(found)


def acled(found: Sequence[Figure]) -> dict[str, Any]:
    """Return the most conservative figure of those still standing."""
    return {
        "reported": min(CONSERVATIVE.get(f.hedge or "", f.least if f.low is not None else f.most) for f in _wholes(standing(found)))
    }


def ucdp(found: Sequence[Figure]) -> dict[str, Any]:
    """Return low, best and high over the figures still standing."""
    kept = full(standing(found))
    return {"low": min(f.least for f in kept), "best": best(kept), "high": max(f.most for f in kept)}


RULES = {"airwars": airwars, "acled": acled, "ucdp": ucdp}


def standing(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures that nobody replaced."""
    return [f for f in found if f.replaced_by is None]


def best(found: Sequence[Figure]) -> int:
    """Return the figure of most independent origins; of equals the latest, then the lowest."""
    behind: dict[tuple[int | None, int | None], set[str]] = defaultdict(set)
    latest: dict[tuple[int | None, int | None], str] = defaultdict(str)
    for f in found:
        behind[f.low, f.high].update(f.origins)
        latest[f.low, f.high] = max(latest[f.low, f.high], f.published or "")
    low, high = max(behind, key=lambda k: (len(behind[k]), latest[k], -(k[0] or 0), -(k[1] or 0)))
    return low if low is not None else high or 0


def _tolls(ledger: Ledger, tracing: Tracing, incident: Incident) -> Iterable[Finding]:
    every = figures(ledger, tracing, incident)
    told = title(told_by(ledger, incident))
    for (what, who), found in every.items():
        value = {"title": told, "what": what, "who": who, **_range(found), "figures": [f.to_json() for f in found]}
        yield Finding(
            kind=KIND, about=incident.id, value=value, summary=_summary(value, found), method=f"{KIND} {VERSION}",
            claims=tuple(sorted({c for f in found for c in f.claims})), caveats=tuple(_caveats(what, who, found, every)),
        )  # fmt: skip


def _range(found: Sequence[Figure]) -> dict[str, Any]:
    rules = {name: rule(found) for name, rule in RULES.items()}
    return {**spread(full(found)), "best": rules["ucdp"]["best"], "rules": rules, "counted_figures": len(found)}


def _summary(value: dict[str, Any], found: Sequence[Figure]) -> str:
    high = None if value["open"] and value["high"] == value["low"] else value["high"]
    more = " or more" if value["open"] and high is not None else ""
    speakers = sorted({s for f in found for s in f.said_by})
    toll = f"{bounds(value['low'], high)}{more} {value['who'].replace('_', ' ')} reported {value['what']}"
    return f"{toll[0].upper()}{toll[1:]} (best figure {value['best']}), said by {', '.join(speakers)}: {value['title']}."


def _caveats(what: str, who: str, found: Sequence[Figure], every: dict[tuple[str, str], list[Figure]]) -> Iterable[str]:
    hedges = sorted({f.hedge.replace("_", " ") for f in found if f.hedge})
    if hedges:
        yield f"figures are hedged: {', '.join(hedges)}"
    if any(f.approx for f in found):
        yield "a figure is approximate"
    if len({(f.low, f.high) for f in standing(found)}) > 1:
        yield "tolls compete; each is listed with who said it"
    if any(f.replaced_by for f in found):
        yield "a speaker replaced an earlier figure; the earlier one is listed, and counts only in the minimum and maximum"
    whole = every.get((what, "people"), [])
    if who != "people" and whole and min(f.least for f in found) > max(f.most for f in whole):
        yield f"the {who.replace('_', ' ')} outnumber the people of the same incident"


def _sum(ledger: Ledger, what: str, tolls: Sequence[Finding]) -> list[Finding]:
    """Sum the tolls of people over all incidents."""
    parts = [f for f in tolls if f.value["what"] == what and f.value["who"] == "people"]
    if not parts:
        return []
    silent = len(ledger.incidents) - len(parts)
    value: dict[str, Any] = {"what": what, "who": "people", "counted_incidents": len(parts), "incidents_without_figure": silent}
    value |= {end: sum(f.value[end] for f in parts) for end in ("low", "best", "high")}
    value |= {"open": silent > 0 or any(f.value["open"] for f in parts), "incidents": [f.about for f in parts]}
    toll = bounds(value["low"], value["high"])
    summary = f"{toll[0].upper()}{toll[1:]} people reported {what} over {counted(len(parts), 'incident')} (best {value['best']})"
    summary += f"; {counted(silent, 'incident')} without a figure." if silent else "."
    claims = tuple(sorted({c for f in parts for c in f.claims}))
    caveats = ("a sum over the incidents on record, not an estimate of all; totals that sources publish are not added",)
    return [
        Finding(kind=KIND, about="case", value=value, summary=summary, method=f"{KIND} {VERSION}", claims=claims, caveats=caveats)
    ]
