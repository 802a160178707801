"""``show``: a case at a glance, or one record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding

from solferino.doors.lists import incident_table
from solferino.doors.options import CaseFolder, opened
from solferino.doors.plain import line, text
from solferino.doors.tables import rows, said, shorten, table
from solferino.doors.terminal import Shown
from solferino.records import Claim, Finding, Incident, Mention, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from solferino.case import Case

MANY = 40
"""Incidents that are shown at a glance."""

Id = Annotated[str | None, typer.Argument(metavar="ID", help="The id of any record, or its beginning, or a source's name.")]


def show(case: CaseFolder, record: Id = None) -> Shown:
    """Show incidents, totals and responses, or one record: a source, mention, claim, incident or finding."""
    from solferino.doors.incidents import incidents

    here = opened(case)
    if record is not None:
        found = here.find(record)
        return Shown({"id": _id(found), **found.to_json()}, tuple(_one(here, found)))
    findings = here.assess()
    told = list(incidents(here.ledger(), findings))
    kinds = {"in_short": [f for f in findings if f.about == "case"]}
    kinds |= {name: [f for f in findings if f.kind == name] for name in ("totals", "responses")}
    data = {"incidents": told, **{name: _plain(found) for name, found in kinds.items()}}
    return Shown(data, tuple(_glance(here.settings.title, told, kinds)))


def _glance(title: str, told: list[dict[str, Any]], kinds: dict[str, list[Finding]]) -> Iterator[RenderableType]:
    """Yield what a case says in short, its incidents, totals and responses."""
    short = shorten(f.id for found in kinds.values() for f in found)
    yield line(title, "bold")
    yield rows(table("finding", "in short", wide="in short"), ((short[f.id], f.summary) for f in kinds["in_short"]))
    yield ""
    yield incident_table(told[:MANY])
    if len(told) > MANY:
        yield line(f"and {len(told) - MANY:,} more: solferino incidents CASE", "dim")
    if kinds["totals"]:
        yield ""
        yield rows(table("finding", "total", "verdict", title="Published totals", wide="total"), _totals(kinds["totals"], short))
    if kinds["responses"]:
        made = table("finding", "party", "#accused", "#replied", "#unanswered", title="Responses", wide="party")
        yield ""
        yield rows(made, _replies(kinds["responses"], short))


def _totals(found: Iterable[Finding], short: dict[str, str]) -> Iterable[Sequence[Any]]:
    return ((short[f.id], f.value["quote"], f.value["verdict"].replace("_", " ")) for f in found)


def _replies(found: Iterable[Finding], short: dict[str, str]) -> Iterable[Sequence[Any]]:
    for f in found:
        value = f.value
        yield short[f.id], value["label"], value["counted_accusations"], value["counted_replies"], value["counted_unanswered"]


def _plain(found: Iterable[Finding]) -> list[dict[str, Any]]:
    return [{"id": f.id, **f.to_json()} for f in found]


def _id(record: Any) -> str:
    return str(record.id)


def _one(case: Case, record: Record) -> Iterable[RenderableType]:
    """Yield what a terminal shows of one record."""
    yield line(_id(record), "bold")
    if isinstance(record, Mention):
        yield line(f"{record.scope} in {case.sources()[record.source].name}")
        yield claims_table(record.claims)
    elif isinstance(record, Incident):
        ledger = case.ledger()
        own = [ledger.mentions[m] for m in record.mentions]
        made = table("mention", "source", "words", wide="words")
        yield rows(made, ((m.id[:16], ledger.sources[m.source].name, m.anchor.quote) for m in own))
        yield from (line(f"held by a link of {link.score:.2f}: {'; '.join(link.reasons)}", "dim") for link in record.links[:1])
        yield from (Padding(line(f"{f.id[:16]}  {f.summary}"), (0, 0, 0, 2)) for f in case.assess() if f.about == record.id)
    elif isinstance(record, Claim | Finding | Source):
        made = table("", "", header=False)
        yield rows(made, ((key, text(said(value))) for key, value in record.to_json().items() if value not in (None, "", [], {})))


def claims_table(claims: Iterable[Claim]) -> RenderableType:
    """Return claims as a table: field, value, the words they are cut from."""
    made = table("field", "value", "words", wide="words")
    return rows(made, ((c.field.replace("_", " "), said(c.value), c.quote) for c in claims))
