"""``why``: from a figure down to the sentences, the speakers and the hashes it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from solferino.doors.options import CaseFolder, opened
from solferino.doors.plain import joined, line, plain
from solferino.doors.tables import said
from solferino.doors.terminal import Shown
from solferino.errors import UsageError
from solferino.records import Claim, Finding, Incident, Ledger, Mention

if TYPE_CHECKING:
    from rich.console import RenderableType

    from solferino.case import Case

AROUND = 120
"""Characters of a text that are shown on either side of a quote."""

Figure = Annotated[str, typer.Argument(metavar="FINDING", help="The id of a finding, incident or mention, or its beginning.")]


def why(case: CaseFolder, finding: Figure) -> Shown:
    """Walk from a figure down to the sentences it rests on, each with its speaker, its source and the source's hash."""
    here = opened(case)
    found = _findings(here, finding)
    ledger = here.ledger()
    data = [{"id": f.id, **f.to_json(), "rests_on": [_claim(ledger, c) for c in _claims(ledger, f)]} for f in found]
    return Shown(data, tuple(part for f in found for part in _walk(ledger, f)))


def _findings(case: Case, key: str) -> list[Finding]:
    """Return the finding of an id, or all that are about an incident or mention."""
    record = case.find(key)
    if isinstance(record, Finding):
        return [record]
    if isinstance(record, Incident | Mention):
        homes = {record.id, *(i.id for i in case.ledger().incidents if record.id in i.mentions)}
        if found := [f for f in case.assess() if f.about in homes]:
            return found
    raise UsageError(f"no finding is about {key}; `solferino assess CASE` lists the findings")


def _claims(ledger: Ledger, finding: Finding) -> list[Claim]:
    """Return the claims of a finding, in the order of their sources and texts."""
    claims = [ledger.claims[c] for c in finding.claims if c in ledger.claims]
    return sorted(claims, key=lambda c: (_source(ledger, c).name, c.reading, c.start, c.end, c.id))


def _source(ledger: Ledger, claim: Claim) -> Any:
    return ledger.sources[ledger.readings[claim.reading].source]


def _claim(ledger: Ledger, claim: Claim) -> dict[str, Any]:
    source, reading = _source(ledger, claim), ledger.readings[claim.reading]
    told = {"source": source.name, "outlet": reading.outlet, "published": reading.published, "sha256": source.digest}
    return {"id": claim.id, **claim.to_json(), **told}


def _walk(ledger: Ledger, finding: Finding) -> Iterator[RenderableType]:
    yield line(finding.summary, "bold")
    yield line(f"{finding.id}  method: {finding.method}", "dim")
    yield from (line(f"mind: {caveat}", "yellow") for caveat in finding.caveats)
    claims = _claims(ledger, finding)
    for _, own in groupby(claims, key=lambda c: c.reading):
        yield from _of_reading(ledger, list(own))
    yield Text()


def _of_reading(ledger: Ledger, claims: Sequence[Claim]) -> Iterator[RenderableType]:
    source, reading = _source(ledger, claims[0]), ledger.readings[claims[0].reading]
    yield Text()
    told = "  ".join(part for part in (reading.outlet, reading.published, reading.lang) if part)
    yield joined((source.name, "cyan"), (told, ""))
    yield line(f"  sha256 {source.digest}", "dim")
    for own in _near(claims):
        yield Padding(_in_context(reading.text, own), (0, 0, 0, 2))
        yield from (Padding(_said(claim), (0, 0, 0, 4)) for claim in own)


def _near(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Yield the claims of a text in groups that stand close to each other."""
    group: list[Claim] = []
    for claim in claims:
        if group and claim.start > max(c.end for c in group) + AROUND:
            yield group
            group = []
        group.append(claim)
    yield group


def _in_context(text: str, claims: Sequence[Claim]) -> Text:
    """Return the words of claims, marked, among those around them in their paragraphs."""
    start, end = min(c.start for c in claims), max(c.end for c in claims)
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1)
    a = first if start - first <= AROUND else text.find(" ", start - AROUND, start) + 1 or start
    b = last if last - end <= AROUND else max(end, text.rfind(" ", end, end + AROUND))
    shown = Text(plain(text[a:b]))
    for claim in claims:
        shown.stylize("underline" if claim.field == "event" else "bold underline", claim.start - a, claim.end - a)
    return Text.assemble("… " if a > first else "", shown, " …" if b < last else "")


def _said(claim: Claim) -> Text:
    """Say what a claim states, in which words, by whom, and which rule made it."""
    value = f"{claim.field.replace('_', ' ')}: {said(claim.value)}"
    words = "" if claim.field == "event" else f"“{claim.quote}”"
    told = [claim.stance, f"said by {' > '.join(claim.speaker)}" if claim.speaker else ""]
    told += [f"hedge: {claim.hedge.replace('_', ' ')}" if claim.hedge else "", f"rule {claim.rule}" if claim.rule else ""]
    return joined((value, "green"), (words, ""), ("; ".join(filter(None, told)), "dim"))
