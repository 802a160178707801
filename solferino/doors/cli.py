"""The command line: ``solferino COMMAND CASE ...``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from solferino import __version__
from solferino.doors import (
    asking,
    assessing,
    demo,
    door,
    explaining,
    judging,
    lists,
    machine,
    mapping,
    reviewing,
    road,
    showing,
    why,
    words,
)
from solferino.doors.terminal import Shown

COMMANDS: dict[str, tuple[Callable[..., Shown], ...]] = {
    "The road": (road.init, road.add, road.read, road.extract, road.link, assessing.assess, road.publish, road.run),
    "What is there": (asking.status, showing.show, lists.mentions, lists.incidents, asking.search),
    "Why": (why.why, explaining.explain, asking.check),
    "What people say": (reviewing.review, judging.judge, judging.expunge),
    "Around": (demo.demo, mapping.map, words.codebook, machine.doctor),
}
"""Every command, under the heading that the help gives it."""

EPILOG = "Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in door.CODES.items()) + "."

app = typer.Typer(
    name="solferino", no_args_is_help=True, pretty_exceptions_show_locals=False, rich_markup_mode="rich", epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", metavar="", help="Print the version.", is_eager=True, callback=_version)]


@app.callback()
def solferino(version: Version = False) -> None:
    """From sources in any language to attributed claims, incidents and findings: every number leads back to its words."""


for _heading, _functions in COMMANDS.items():
    for _function in _functions:
        app.command(rich_help_panel=_heading)(door.command(_function))


def main() -> None:
    """Run the command line."""
    app(prog_name="solferino")
