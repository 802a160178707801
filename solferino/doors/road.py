"""The six verbs of the road, and the commands that begin a case and go the whole way."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from solferino import language
from solferino.doors.options import CaseFolder, Name, Paths, opened, signed
from solferino.doors.plain import line
from solferino.doors.tables import counted
from solferino.doors.terminal import Shown, Terminal
from solferino.errors import UsageError

if TYPE_CHECKING:
    from solferino.case import Added, Case, Problem

Title = Annotated[str | None, typer.Option("--title", metavar="TITLE", help="What it is about; by default the folder's name.")]
Again = Annotated[bool, typer.Option("--again", metavar="", help="Also try what this version has failed to read.")]
To = Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Where to; by default CASE/published.")]
Profile = Annotated[
    str | None, typer.Option("--profile", metavar="WORD", help="For whom: public, partner or full; by default as in case.toml.")
]
MaybePaths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files and folders to add; - is standard input.")]


def init(case: CaseFolder, title: Title = None) -> Shown:
    """Make a folder a case."""
    import solferino

    made = solferino.create(case, title=title or case.resolve().name)
    done = line(f"{case} is a case now: {made.settings.title}")
    then = line(f"next: solferino run {case} FOLDER_OF_SOURCES", "dim")
    return Shown({"case": str(case), "title": made.settings.title}, (done, then))


def add(case: CaseFolder, paths: Paths, *, terminal: Terminal, name: Name = "stdin") -> Shown:
    """Keep files, and those inside folders, as sources."""
    added = _add(opened(case), paths, name, terminal)
    return Shown(_told(added), (line(_summary(added)),), code=3 if added.problems else 0)


def read(case: CaseFolder, *, terminal: Terminal, again: Again = False) -> Shown:
    """Read the text of every source that is not read yet."""
    here = opened(case)
    problems = _read(here, terminal, again=again)
    count = len(here.sources()) - len({p.name for p in problems})
    look = line(f"{counted(count, 'source')} read, {len(problems)} could not be")
    return Shown({"read": count, "unreadable": _pairs(problems)}, (look,), code=3 if problems else 0)


def extract(case: CaseFolder, *, terminal: Terminal) -> Shown:
    """Cut the claims from every text that the current rules have not gone through."""
    count = _extract(opened(case), terminal)
    return Shown({"readings": count}, (line(f"{counted(count, 'text')} gone through"),))


def link(case: CaseFolder, *, terminal: Terminal) -> Shown:
    """Put the mentions of one attack together."""
    here = opened(case)
    terminal.say("linking", "dim")
    found = here.link()
    told = [{"id": i.id, "mentions": list(i.mentions), "weakest_link": i.links[0].score if i.links else None} for i in found]
    several = sum(len(i.mentions) > 1 for i in found)
    return Shown(told, (line(f"{counted(len(found), 'incident')}, {several} told by more than one mention"),))


def publish(case: CaseFolder, *, terminal: Terminal, to: To = None, profile: Profile = None) -> Shown:
    """Write the report, the map and the dataset of a release."""
    here = opened(case)
    terminal.say("publishing", "dim")
    folder = here.publish(to, profile=profile)
    report = folder / "report.html"
    return Shown({"folder": str(folder), "report": str(report), "profile": profile or here.settings.profile}, (line(report),))


def run(case: CaseFolder, paths: MaybePaths = None, *, terminal: Terminal, name: Name = "stdin", profile: Profile = None) -> Shown:
    """Go the whole way: add, read, extract, link, assess, publish."""
    return go(opened(case), paths or (), terminal, name=name, profile=profile)


def go(here: Case, paths: Sequence[str], terminal: Terminal, *, name: str = "stdin", profile: str | None = None) -> Shown:
    """Take a case the whole way, with some paths added first."""
    told: dict[str, Any] = {}
    if paths:
        added = _add(here, paths, name, terminal)
        terminal.say(_summary(added))
        told["added"] = _told(added)
    problems = _read(here, terminal)
    _extract(here, terminal)
    terminal.say("linking and assessing", "dim")
    told |= {"incidents": len(here.link()), "findings": len(here.assess()), "unreadable": _pairs(problems)}
    terminal.say("publishing", "dim")
    told["report"] = str(here.publish(profile=profile) / "report.html")
    counts = [counted(len(here.sources()), "source"), *(counted(told[f"{kind}s"], kind) for kind in ("incident", "finding"))]
    counts += [f"{len(problems)} could not be read"] if problems else []
    return Shown(told, (line(", ".join(counts)), line(told["report"])), code=3 if problems else 0)


def _add(case: Case, paths: Sequence[str], name: str, terminal: Terminal) -> Added:
    with _from_stdin(paths, name) as files, terminal.progress("adding") as step:
        added = case.add(files, **signed(), progress=step)
    _report(added.problems, terminal)
    return added


def _read(case: Case, terminal: Terminal, *, again: bool = False) -> tuple[Problem, ...]:
    with terminal.progress("reading") as step:
        problems = case.read(again=again, progress=step)
    _report(problems, terminal)
    for code, n in case.lacking().items():
        remedy = language.lacking()[code]
        terminal.say(f"{counted(n, 'text')} in the language {code}, whose word forms are not installed: {remedy}", "yellow")
    return problems


def _extract(case: Case, terminal: Terminal) -> int:
    from solferino import gazetteer

    if not gazetteer.is_built():
        terminal.say("preparing the names of places; this is done once, and takes some seconds", "dim")
    with terminal.progress("extracting") as step:
        return case.extract(progress=step)


def _report(problems: Sequence[Problem], terminal: Terminal) -> None:
    for name, reason in problems:
        terminal.say(f"cannot be read: {name}: {reason}", "yellow")


@contextmanager
def _from_stdin(paths: Sequence[str], name: str) -> Iterator[list[Path]]:
    """Put standard input, where it is named, into a file that lasts as long as it is needed."""
    if "-" not in paths:
        yield [Path(p) for p in paths]
        return
    if not name or Path(name).name != name:
        raise UsageError(f"{name!r} is no name for a source: give one without a folder")
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / name).open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [Path(folder) / name if p == "-" else Path(p) for p in paths]


def _told(added: Added) -> dict[str, Any]:
    return {
        "sources": [{"id": s.id, "name": s.name} for s in added.sources], "corrected": list(added.corrected), "known": added.known,
        "problems": _pairs(added.problems), "expunged": list(added.expunged),
    }  # fmt: skip


def _pairs(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"name": name, "reason": reason} for name, reason in problems]


def _summary(added: Added) -> str:
    parts = [f"{counted(len(added.sources), 'new source')}"]
    parts += [f"{added.known} here already"] if added.known else []
    parts += [f"{len(added.corrected)} of them told anew"] if added.corrected else []
    parts += [f"{counted(len(added.problems), 'problem')}"] if added.problems else []
    parts += [f"{len(added.expunged)} expunged earlier and left out"] if added.expunged else []
    return ", ".join(parts)
