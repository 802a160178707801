"""``review``: the pairs worth a person's minute, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.columns import Columns
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from solferino.doors.judging import told
from solferino.doors.options import By, CaseFolder, opened, signed
from solferino.doors.plain import line, text
from solferino.doors.tables import days_of, places_of, rows, said, shorten, table
from solferino.doors.terminal import Shown, Terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from solferino.case import Case
    from solferino.records import Judgement, Ledger, Link

KEYS = {"s": "same", "d": "different", "u": "unsure"}
"""Key -> verdict; further keys: space skips, z takes the last one back, q ends."""

Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many pairs; 0 for all.")]
List = Annotated[bool, typer.Option("--list", metavar="", help="Only list the pairs, and ask nothing.")]


def review(case: CaseFolder, *, terminal: Terminal, limit: Limit = 0, listed: List = False, by: By = "") -> Shown:
    """Judge the pairs of mentions that are worth a person's minute, most informative first."""
    here = opened(case)
    ledger = here.told()
    pairs = here.review()[: limit or None]
    if listed or terminal.json or not terminal.out.is_terminal:
        return Shown([_pair(ledger, p) for p in pairs], (_listed(ledger, pairs),))
    kept = _ask(here, ledger, pairs, terminal, by)
    verdicts = ", ".join(f"{sum(j.verdict == v for j in kept)} {v}" for v in KEYS.values())
    return Shown([told(j) for j in kept], (line(f"{len(kept)} judged: {verdicts}; {len(here.link())} incidents now"),))


def _ask(case: Case, ledger: Ledger, pairs: Sequence[Link], terminal: Terminal, by: str) -> list[Judgement]:
    """Show each pair and take a key; return the judgements that stand."""
    kept: list[tuple[int, Judgement]] = []
    at = 0
    while at < len(pairs):
        for look in _shown(ledger, pairs[at], f"{at + 1} of {len(pairs)}"):
            terminal.out.print(look)
        key = typer.getchar().lower()
        if key == "q":
            break
        if key == "z" and kept:
            at, last = kept.pop()
            case.judge("withdraw", last.id, reason="taken back while reviewing", **signed(by))
            terminal.out.print(line(f"taken back: {last.verdict}", "yellow"))
        elif key in KEYS:
            kept.append((at, case.judge(KEYS[key], pairs[at].left, pairs[at].right, **signed(by))))
            terminal.out.print(line(KEYS[key], "green"))
            at += 1
        elif key == " ":
            at += 1
    return [judgement for _, judgement in kept]


def _shown(ledger: Ledger, pair: Link, place: str) -> Iterator[RenderableType]:
    yield Text()
    yield line(f"{place}  one event with a probability of {pair.score:.2f}", "bold")
    yield Columns([_side(ledger, pair.left), _side(ledger, pair.right)], equal=True, expand=True)
    yield from (Padding(line(f"- {reason}", "dim"), (0, 0, 0, 2)) for reason in pair.reasons)
    keys = "  ".join(f"[{key}] {verdict}" for key, verdict in KEYS.items())
    yield line(f"{keys}  [space] skip  [z] take back  [q] quit", "cyan")


def _side(ledger: Ledger, key: str) -> Panel:
    mention = ledger.mentions[key]
    reading = ledger.readings[mention.reading]
    told = [f"published {reading.published}" if reading.published else "", days_of(mention), places_of(mention)]
    told += ["; ".join(said(v) for v in mention.values("count")), ", ".join(v["name"] for v in mention.values("perpetrator"))]
    body = Text("\n").join([line(mention.anchor.quote, "bold"), *(text(part) for part in told if part)])
    return Panel(body, title=line(ledger.sources[mention.source].name), title_align="left", width=39)


def _listed(ledger: Ledger, pairs: Sequence[Link]) -> RenderableType:
    if not pairs:
        return line("no pair of mentions needs a person's look")
    short = shorten(key for p in pairs for key in (p.left, p.right))
    made = table("#score", "mention", "words", title="Pairs worth a look", wide="words")
    for pair in pairs:
        rows(made, [(f"{pair.score:.2f}", short[pair.left], ledger.mentions[pair.left].anchor.quote)])
        rows(made, [("", short[pair.right], ledger.mentions[pair.right].anchor.quote)])
        made.add_section()
    return made


def _pair(ledger: Ledger, pair: Link) -> dict[str, Any]:
    sides = {side: _told(ledger, key) for side, key in (("left", pair.left), ("right", pair.right))}
    return {"score": pair.score, "reasons": list(pair.reasons), **sides}


def _told(ledger: Ledger, key: str) -> dict[str, Any]:
    mention = ledger.mentions[key]
    return {"mention": key, "source": ledger.sources[mention.source].name, "quote": mention.anchor.quote}
