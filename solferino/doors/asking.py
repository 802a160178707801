"""What is asked of a case: how it stands, what is in it, what a figure rests on, where words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from solferino import language
from solferino.doors.options import CaseFolder, opened
from solferino.doors.plain import joined, line, marked
from solferino.doors.tables import counted, rows, table
from solferino.doors.terminal import Shown, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from solferino.case import Hit, Status

MANY = 12
"""Lines of one kind that a status shows; --json has them all."""

Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all stand in a passage, in any of their forms.")]


def status(case: CaseFolder) -> Shown:
    """Say what is done, what is due, what cannot be read, and what is worth knowing."""
    told = opened(case).status()
    return Shown(told.to_json(), tuple(_status(told)))


def _status(told: Status) -> list[RenderableType]:
    counts = [("sources", told.sources), ("read", told.read), ("extracted", told.extracted), ("claims", told.claims)]
    counts += [("mentions", told.mentions), ("judgements", told.judgements), ("expunged", told.expunged)]
    made = rows(table("", "#", header=False), ((name, f"{n:,}") for name, n in counts))
    parts: list[RenderableType] = [line(told.title, "bold"), made]
    lists: list[tuple[str, list[str]]] = [
        ("cannot be read", [f"{name}: {reason}" for name, reason in told.unreadable]),
        ("not read yet", list(told.unread)),
        ("not extracted yet", list(told.unextracted)),
        ("extracted by older rules; extract again", list(told.stale)),
        ("in a language that is not read", [f"{name} ({_unread(lang)})" for name, lang in told.not_understood]),
        ("translations, never quoted as sources", list(told.translations)),
        ("newer than one of the same name", [row for name, changes in told.superseded for row in _changed(name, changes)]),
        ("judgements whose words are gone", [f"{j.verdict} of {', '.join(j.subject)}" for j in told.orphaned]),
    ]
    for heading, names in lists:
        if names:
            parts += [line(f"{heading} ({len(names)})", "bold"), *(Padding(line(name), (0, 0, 0, 2)) for name in names[:MANY])]
            parts += [line(f"  and {len(names) - MANY} more; --json has them all", "dim")] if len(names) > MANY else []
    return parts


def _unread(lang: str) -> str:
    lacking = language.lacking().get(lang)
    return f"{lang}: {lacking}" if lacking else lang or "not recognised"


def _changed(name: str, changes: Sequence[str]) -> Iterator[str]:
    """Yield the name of a source that came again, and what changed in it."""
    yield f"{name}: {counted(len(changes), 'change')}"
    yield from (f"· {change}" for change in changes)


def check(case: CaseFolder, *, terminal: Terminal) -> Shown:
    """Prove every hash and every quote again."""
    here = opened(case)
    with terminal.progress("checking") as step:
        problems = here.check(progress=step)
    told = [{"name": name, "problem": reason} for name, reason in problems]
    claims = len(here.judged().claims)
    looks = [line(f"{p['name']}: {p['problem']}", "red") for p in told]
    looks += [] if told else [line(f"{len(here.sources())} sources and {claims} claims hold")]
    return Shown(told, tuple(looks), code=1 if told else 0)


def search(case: CaseFolder, words: Words) -> Shown:
    """Find the passages that have all the words, in any script and form."""
    hits = list(opened(case).search(" ".join(words)))
    looks = [Group(_hit_head(hit), Padding(marked(hit.passage, list(hit.marks)), (0, 0, 1, 2))) for hit in hits]
    return Shown([_hit(h) for h in hits], (*looks, line(counted(len(hits), "passage"), "dim")))


def _hit_head(hit: Hit) -> Text:
    cited = f"at {hit.start}" + (f", {len(hit.claims)} claims cut from it" if hit.claims else "")
    return joined((hit.source, "cyan"), (cited, "dim"))


def _hit(hit: Hit) -> dict[str, Any]:
    return {**hit._asdict(), "marks": [list(m) for m in hit.marks], "claims": list(hit.claims)}
