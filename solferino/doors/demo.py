"""``demo``: the bundled case of an invented war, built from its sources to its report."""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from solferino.doors.options import opened
from solferino.doors.road import go
from solferino.doors.terminal import Shown, Terminal
from solferino.errors import NoCase

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the case is made.")]


def demo(folder: Folder = Path("demo-case"), *, terminal: Terminal) -> Shown:
    """Build the demo case, invented sources in three languages, and print where its report is."""
    with as_file(files("solferino") / "demo") as bundled:
        _lay_out(bundled, folder)
        return replace(go(opened(folder), [str(bundled / "inbox")], terminal), code=0)


def _lay_out(bundled: Path, folder: Path) -> None:
    """Copy the demo's settings, places and plans into a folder that is empty or has them already."""
    settings = folder / "case.toml"
    same = settings.exists() and settings.read_bytes() == (bundled / "case.toml").read_bytes()
    if folder.exists() and any(folder.iterdir()) and not same:
        raise NoCase(f"{folder} holds something else; name a new folder for the demo: solferino demo FOLDER")
    shutil.copytree(bundled, folder, ignore=shutil.ignore_patterns("inbox", "*.py", "__pycache__"), dirs_exist_ok=True)
