"""Everything of one kind: mentions for each source, and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding

from solferino.doors.options import CaseFolder, opened
from solferino.doors.plain import joined
from solferino.doors.tables import days_of, places_of, rows, shorten, span, table
from solferino.doors.terminal import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from solferino.case import Case
    from solferino.records import Mention

Lines = Annotated[bool, typer.Option("--jsonl", metavar="", help="Print one JSON object a line.", rich_help_panel="Output")]


def mentions(case: CaseFolder, jsonl: Lines = False) -> Shown:
    """List what was extracted, source by source, with the keys of an annotated text."""
    from solferino.publish.annotations import gold

    here = opened(case)
    by_source = _by_source(here)
    told = [gold(here.sources()[key].name, own) for key, own in by_source.items()]
    looks = (look for key, own in by_source.items() for look in _of_source(here.sources()[key].name, own))
    return Shown(told, () if jsonl else tuple(looks), lines=iter(told) if jsonl else None)


def _of_source(name: str, own: list[Mention]) -> Iterator[RenderableType]:
    """Yield a source's name and its mentions."""
    yield joined((name, "cyan"), ("" if own else "none", "dim"))
    if own:
        made = table("scope:8", "when:10", "where:16", "words", wide="words", header=False)
        yield Padding(rows(made, ((m.scope, days_of(m), places_of(m), m.anchor.quote) for m in own)), (0, 0, 0, 2))


def _by_source(case: Case) -> dict[str, list[Mention]]:
    """Return the mentions of each source that speaks, in order of their names; a source without any has an empty list."""
    speaking = sorted(case.active().items(), key=lambda item: (item[1].name, item[0]))
    found: dict[str, list[Mention]] = {key: [] for key, _ in speaking}
    for mention in case.told().mentions.values():
        if mention.source in found:
            found[mention.source].append(mention)
    return found


def incidents(case: CaseFolder, jsonl: Lines = False) -> Shown:
    """List the incidents: sources, days, place, parties, killed and injured, origins, certainty, weakest link."""
    from solferino.doors.incidents import incidents as every

    here = opened(case)
    told = list(every(here.ledger(), here.assess()))
    return Shown(told, (incident_table(told),), lines=iter(told) if jsonl else None)


def incident_table(told: list[dict[str, Any]]) -> Any:
    """Return incidents as a table that fits a terminal."""
    short = shorten(i["id"] for i in told)
    made = table("incident", "what, where, when", "#killed", "#injured", "#origins", title="Incidents", wide="what, where, when")
    return rows(
        made,
        (
            (short[i["id"]], i["title"], span(i["killed"]), span(i["injured"]), i["origins"]["independent"] if i["origins"] else "")
            for i in told
        ),
    )
