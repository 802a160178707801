"""``explain``: a source's text with its claims underlined, and the rule that made each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
    left = _left_out(here, reading)
    data = {"source": found.id, "name": found.name, "reading": reading.id, "text": reading.text, "claims": _claims(mentions)}
    data["left_out"] = left
    if html is not None:
        from solferino.publish import explain as page

        html.write_bytes(page.html(reading, mentions))
        return Shown({**data, "html": str(html)}, (line(html),))
    return Shown(data, (*_looks(found, reading, mentions), *(line(note, "dim") for note in left)))


def _read(case: Case, key: str) -> tuple[Source, Reading, list[Mention]]:
    found = case.find(key)
    if not isinstance(found, Source):
        raise UsageError(f"{key} is no source")
    ledger = case.told()
    reading = next((r for r in ledger.readings.values() if r.source == found.id), None)
    if reading is None:
        raise UsageError(f"{found.name} has not been read, or a newer source supersedes it")
    return found, reading, [m for m in ledger.mentions.values() if m.reading == reading.id]


def _left_out(case: Case, reading: Reading) -> list[str]:
    """Return what each engine left out, in its newest run over a reading."""
    newest = {run.engine: run for run in case.store.runs().values() if run.reading == reading.id}
    return [f"left out by the {engine}: {note}" for engine, run in sorted(newest.items()) for note in run.notes]


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
    starts, longest, at = [c.start for c, _ in every], max((c.end - c.start for c, _ in every), default=0), 0
    for paragraph in reading.text.splitlines(keepends=True):
        near = every[bisect_left(starts, at - longest) : bisect_left(starts, at + len(paragraph))]
        own = [(c, scope) for c, scope in near if at <= c.start]
        if paragraph.strip():
            yield Text()
            yield _underlined(paragraph.rstrip("\n"), at, near)
        if own:
            made = table("field", "value", "rule", wide="value")
            rows(made, ((c.field.replace("_", " "), said(c.value), c.rule) for c, _ in own))
            yield Padding(made, (0, 0, 0, 4))
        at += len(paragraph)
    if not every:
        yield line("no claim was cut from this text", "yellow")


def _underlined(paragraph: str, at: int, every: Sequence[tuple[Claim, str]]) -> Text:
    """Return a paragraph that begins at a place of the text, with the words of claims underlined."""
    shown = Text(plain(paragraph))
    for claim, scope in every:
        if claim.start < at + len(paragraph) and claim.end > at:
            shown.stylize(STYLES.get(scope, ""), max(0, claim.start - at), claim.end - at)
    return shown
