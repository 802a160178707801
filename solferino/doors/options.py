"""The arguments that several commands share."""

from __future__ import annotations

import getpass
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from solferino.case import Case

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders; - is standard input.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; by default the user of this machine.")]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="The given name of what comes from standard input.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why, in a few words; it is kept.")]


def opened(folder: Path) -> Case:
    """Open the case in a folder."""
    from solferino.case import Case

    return Case(folder)


def now() -> str:
    """Return the time, in ISO 8601 and UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def signed(by: str = "") -> dict[str, str]:
    """Return who says something and when: the name that is given, else the user of this machine."""
    if not by:
        with suppress(OSError, KeyError):
            by = getpass.getuser()
    return {"by": by, "at": now()}
