"""What people say: ``judge`` and ``expunge``."""

from __future__ import annotations

from typing import Annotated, Any

import typer
import yaml

from solferino.doors.options import By, CaseFolder, Reason, now, opened, signed
from solferino.doors.plain import line
from solferino.doors.terminal import Shown, Terminal
from solferino.errors import UsageError
from solferino.records import Judgement

Verdict = Annotated[str, typer.Argument(metavar="VERDICT", help="accept, reject, correct, same, different, unsure or withdraw.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID", help="One id, or two for same, different and unsure; beginnings will do.")]
Value = Annotated[str | None, typer.Option("--value", metavar="YAML", help="For correct: the value that the quote really states.")]
SourceName = Annotated[str, typer.Argument(metavar="SOURCE", help="The source's id or given name.")]
Why = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why it goes; this stays.")]
Yes = Annotated[bool, typer.Option("--yes", metavar="", help="Do not ask first.")]


def judge(case: CaseFolder, verdict: Verdict, ids: Ids, value: Value = None, reason: Reason = "", by: By = "") -> Shown:
    """Keep a verdict about one or two records; another verdict, or withdraw, takes it back."""
    here = opened(case)
    kept = here.judge(verdict, *(_whole(here, key) for key in ids), value=_value(value), reason=reason, **signed(by))
    return Shown(told(kept), (line(f"{kept.verdict}: kept as {kept.id}"),))


def _whole(case: Any, key: str) -> str:
    """Return the whole id of a beginning; that of a judgement is looked for among the judgements."""
    if key.startswith("judgement"):
        found = [j for j in case.store.judgement_ids() if j.startswith(key)]
        if len(found) != 1:
            raise UsageError(f"{key} is the beginning of {len(found)} judgements")
        return str(found[0])
    return str(case.find(key).id)


def _value(given: str | None) -> Any:
    try:
        return None if given is None else yaml.safe_load(given)
    except (yaml.YAMLError, ValueError) as error:
        raise UsageError("the --value cannot be read; write it as YAML or JSON") from error


def told(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement with its id."""
    return {"id": judgement.id, **judgement.to_json()}


def expunge(case: CaseFolder, source: SourceName, reason: Why, *, terminal: Terminal, yes: Yes = False) -> Shown:
    """Let a source vanish for good, with all that was made of it; a tombstone stays."""
    here = opened(case)
    if not yes and not typer.confirm(f"Expunge {source}? It cannot be undone.", err=True):
        raise UsageError("nothing was expunged; --yes does it without asking")
    gone = here.expunge(source, reason=reason, at=now())
    for other in gone.kin:
        terminal.say(f"stays, and may say the same: {other.name} ({other.id})", "yellow")
    for folder in gone.folders:
        terminal.say(f"was published outside the case, delete it there: {folder}", "yellow")
    data = {"tombstone": gone.tombstone._asdict(), "kin": [s.id for s in gone.kin], "folders": list(gone.folders)}
    return Shown(data, (line(f"expunged: {gone.tombstone.source}"),))
