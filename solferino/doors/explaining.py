"""``explain``: a source's text with its claims underlined, and the rule that made each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from solferino.doors.options import CaseFolder, opened
from solferino.doors.plain import joined, line, plain
from solferino.doors.tables import rows, said, table
from solferino.doors.terminal import Shown
from solferino.errors import UsageError
from solferino.records import Claim, Mention, Reading, Source

if TYPE_CHECKING:
    from rich.console import RenderableType

    from solferino.case import Case

STYLES = {"incident": "underline red", "total": "underline blue", "response": "underline green"}
"""What a mention speaks of -> how its words are shown in a terminal."""

SourceName = Annotated[str, typer.Argument(metavar="SOURCE", help="The source's given name, or the beginning of its id.")]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write it as a web page, for your eyes: it is no release.")
]


def explain(case: CaseFolder, source: SourceName, html: Html = None) -> Shown:
    """Show a source's text with its claims underlined, and the rule that made each."""
    here = opened(case)
    found, reading, mentions = _read(here, source)
    data = {"source": found.id, "name": found.name, "reading": reading.id, "text": reading.text, "claims": _claims(mentions)}
    if html is not None:
        html.write_text(page(found, reading, mentions), "utf-8")
        return Shown({**data, "html": str(html)}, (line(html),))
    return Shown(data, tuple(_looks(found, reading, mentions)))


def _read(case: Case, key: str) -> tuple[Source, Reading, list[Mention]]:
    found = case.find(key)
    if not isinstance(found, Source):
        raise UsageError(f"{key} is no source")
    ledger = case.ledger()
    reading = next((r for r in ledger.readings.values() if r.source == found.id), None)
    if reading is None:
        raise UsageError(f"{found.name} has not been read, or a newer source supersedes it")
    return found, reading, [m for m in ledger.mentions.values() if m.reading == reading.id]


def _claims(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [{"id": c.id, "scope": m.scope, **c.to_json()} for m in mentions for c in m.claims]


def _in_order(mentions: Sequence[Mention]) -> list[tuple[Claim, str]]:
    """Return the claims of some mentions, each with what its mention speaks of, in the order of the text."""
    return sorted(((c, m.scope) for m in mentions for c in m.claims), key=lambda pair: (pair[0].start, pair[0].end))


def _looks(source: Source, reading: Reading, mentions: Sequence[Mention]) -> Iterator[RenderableType]:
    """Yield the paragraphs of the text, each with the claims cut from it below."""
    yield joined((source.name, "bold"), (reading.outlet, ""), (reading.published, ""), (reading.lang, ""))
    yield line("underlined: " + ", ".join(STYLES), "dim")
    every = _in_order(mentions)
    at = 0
    for paragraph in reading.text.splitlines(keepends=True):
        own = [(c, scope) for c, scope in every if at <= c.start < at + len(paragraph)]
        if paragraph.strip():
            yield Text()
            yield _underlined(paragraph.rstrip("\n"), at, every)
        if own:
            made = table("field", "value", "rule", wide="value")
            rows(made, ((c.field.replace("_", " "), said(c.value), c.rule) for c, _ in own))
            yield Padding(made, (0, 0, 0, 4))
        at += len(paragraph)
    if not every:
        yield line("no claim was cut from this text", "yellow")


def _underlined(paragraph: str, at: int, every: Sequence[tuple[Claim, str]]) -> Text:
    shown = Text()
    for start, end, held in _pieces(len(paragraph), [(c.start - at, c.end - at, scope) for c, scope in every]):
        shown.append(plain(paragraph[start:end]), style=STYLES.get(held[-1], "") if held else "")
    return shown


def _pieces(length: int, spans: Sequence[tuple[int, int, Any]]) -> Iterator[tuple[int, int, list[Any]]]:
    """Cut a text of a length where spans begin and end; yield each piece with what the spans over it say."""
    inside = [(a, b, what) for a, b, what in spans if a < length and b > 0]
    cuts = sorted({0, length, *(max(0, a) for a, _, _ in inside), *(min(length, b) for _, b, _ in inside)})
    for start, end in pairwise(cuts):
        yield start, end, [what for a, b, what in inside if a <= start and b >= end]


def page(source: Source, reading: Reading, mentions: Sequence[Mention]) -> str:
    """Return the view as one web page, which runs nothing and fetches nothing; every word of the source is escaped."""
    every = _in_order(mentions)
    pieces = _pieces(len(reading.text), [(c.start, c.end, (c, scope)) for c, scope in every])
    body = "".join(_piece(reading.text[a:b], held) for a, b, held in pieces)
    listed = "".join(_row(claim, scope) for claim, scope in every)
    told = " · ".join(p for p in (source.name, reading.outlet, reading.published, reading.lang) if p)
    return _PAGE.format(title=_h(told), sha=source.digest, lang=_h(reading.lang or "und"), body=body, rows=listed)


def _row(claim: Claim, scope: str) -> str:
    cells = (scope, claim.field, said(claim.value), claim.quote, claim.stance, claim.rule)
    return f"<tr>{''.join(f'<td dir=auto>{_h(cell)}' for cell in cells)}"


def _piece(words: str, held: Sequence[tuple[Claim, str]]) -> str:
    if not held:
        return _h(words)
    told = "; ".join(f"{c.field}: {said(c.value)} ({c.rule})" for c, _ in held)
    return f'<mark class="{_h(held[-1][1])}" title="{_h(told)}">{_h(words)}</mark>'


def _h(words: str) -> str:
    return escape(plain(words))


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>{title}</title>
<style>
body {{ font: 17px/1.6 Georgia, "Noto Serif", "Noto Naskh Arabic", serif; color: #1c1c1c; }}
body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.2rem; }} code {{ font-size: .8rem; color: #666; overflow-wrap: anywhere; }}
p.text {{ white-space: pre-wrap; }} mark {{ background: none; color: inherit; border-bottom: 2px solid; padding-bottom: 1px; }}
.incident {{ border-color: #b3261e; }} .total {{ border-color: #1f5fa8; }} .response {{ border-color: #23734b; }}
table {{ border-collapse: collapse; font: 14px/1.4 system-ui, sans-serif; width: 100%; }}
td, th {{ text-align: start; vertical-align: top; padding: .3rem .6rem .3rem 0; border-top: 1px solid #ddd; }}
</style></head><body><h1 dir="auto">{title}</h1><code>sha256 {sha}</code>
<p class="text" dir="auto" lang="{lang}">{body}</p>
<table><thead><tr><th>scope<th>field<th>value<th>words<th>stance<th>rule</thead><tbody>{rows}</tbody></table></body></html>
"""
