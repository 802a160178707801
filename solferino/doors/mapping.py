"""``map``: a proposal for the mapping of a sheet, for a person to finish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from solferino.doors.plain import line, plain
from solferino.doors.terminal import Shown, Terminal
from solferino.errors import UsageError

Sheet = Annotated[Path, typer.Argument(metavar="SHEET", help="A CSV file or an Excel workbook.")]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it to a new file, such as CASE/ours.yaml.")]


def map(sheet: Sheet, *, terminal: Terminal, to: To = None) -> Shown:
    """Propose a mapping for a sheet: what its columns may say, as YAML to look through, save in the case's folder and name in the
    sheet's sidecar file."""
    from solferino.case import sheets

    proposal = sheets.proposal(sheet)
    if to is None:
        if not terminal.json:
            terminal.out.print(Text(plain(proposal)), soft_wrap=True, end="")
        return Shown({"sheet": str(sheet), "mapping": proposal})
    if to.exists():
        raise UsageError(f"{to} is there already; name a new file")
    to.write_text(proposal, "utf-8")
    then = line(f"look through it; then write `mapping: {to.name}` into {sheet.name}.meta.yaml beside the sheet", "dim")
    return Shown({"sheet": str(sheet), "mapping": proposal, "file": str(to)}, (line(f"{to} holds a proposal"), then))
