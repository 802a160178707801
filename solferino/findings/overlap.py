"""Overlap: which rows of two lists speak of the same incidents, by country and year, and which stand in one list only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from solferino.records import Finding, Incident, Ledger, Link, Mention

KIND = "overlap"
VERSION = "1"
CAVEAT = (
    "A row without a match need not be missing from the other list: lists that tell neither place nor facility leave many pairs "
    "undecided, and a list that counts by another definition counts other incidents."
)

Cell = tuple[str, str]
"""A country (ISO 3166-1 alpha-2) and a year."""


def find(ledger: Ledger) -> list[Finding]:
    """Return for each two sheets, country and year in which both have rows how many are matched, with the pairs."""
    lists = {key: _rows(ledger, key) for key in sorted(ledger.sheets)}
    links = {frozenset((k.left, k.right)): k for i in ledger.incidents for k in i.links}
    home = {m: i for i in ledger.incidents for m in i.mentions}
    return [
        _finding(ledger, (a, b), cell, (lists[a][cell], lists[b][cell]), home, links)
        for a, b in combinations(lists, 2)
        for cell in sorted(lists[a].keys() & lists[b].keys())
    ]


def _rows(ledger: Ledger, reading: str) -> dict[Cell, list[Mention]]:
    """Return the incidents of a sheet by country and year; rows without either stand nowhere."""
    found: dict[Cell, list[Mention]] = defaultdict(list)
    for mention in ledger.mentions.values():
        if mention.reading == reading and mention.scope == "incident":
            for cell in sorted(
                {(c, str(d["from"])[:4]) for c in mention.values("country") for d in mention.values("date") if d["from"]}
            ):
                found[cell].append(mention)
    return found


def _finding(
    ledger: Ledger,
    lists: tuple[str, str],
    cell: Cell,
    rows: tuple[list[Mention], list[Mention]],
    home: dict[str, Incident],
    links: dict[frozenset[str], Link],
) -> Finding:
    names = [ledger.sources[ledger.readings[key].source].name for key in lists]
    pairs = sorted(_pairs(rows, home, links), key=lambda p: (-p[0], p[1].id, p[2].id))
    matched = [len({a.id for _, a, _, _ in pairs}), len({b.id for _, _, b, _ in pairs})]
    value = {
        "lists": names, "country": cell[0], "year": int(cell[1]), "rows": [len(r) for r in rows], "matched": matched,
        "only": [len(r) - m for r, m in zip(rows, matched, strict=True)],
        "pairs": [{"mentions": [a.id, b.id], "score": score, "reasons": list(reasons)} for score, a, b, reasons in pairs],
    }  # fmt: skip
    said = " and ".join(f"{len(r)} rows of {name}" for name, r in zip(names, rows, strict=True))
    claims = {m.anchor.id for _, a, b, _ in pairs for m in (a, b)} or {min(m.anchor.id for m in side) for side in rows}
    return Finding(
        kind=KIND, about="case", value=value, method=f"{KIND} {VERSION}", claims=tuple(sorted(claims)), caveats=(CAVEAT,),
        summary=f"For {cell[0]} in {cell[1]} there are {said}; {matched[0]} and {matched[1]} of them are matched.",
    )  # fmt: skip


def _pairs(
    rows: tuple[list[Mention], list[Mention]], home: dict[str, Incident], links: dict[frozenset[str], Link]
) -> Iterator[tuple[float, Mention, Mention, tuple[str, ...]]]:
    """Yield the rows of two lists that stand in one incident, with the score of the link between them, 0 where others join them."""
    others: dict[str, list[Mention]] = defaultdict(list)
    for mention in rows[1]:
        if mention.id in home:
            others[home[mention.id].id].append(mention)
    for mention in rows[0]:
        for other in others.get(home[mention.id].id, ()) if mention.id in home else ():
            link = links.get(frozenset((mention.id, other.id)))
            yield (link.score, mention, other, link.reasons) if link else (0.0, mention, other, ("joined by another source",))
