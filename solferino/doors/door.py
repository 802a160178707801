"""The door of the command line: ``--json`` and ``--quiet`` for every command, and every error as one line and an exit code."""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any

import typer

from solferino.doors.terminal import Interrupted, Shown, Terminal, again
from solferino.errors import SolferinoError

CODES = {
    0: "done",
    1: "the check found something that does not hold",
    2: "the command cannot be carried out as it stands",
    3: "some sources could not be read; the rest went on",
    130: "interrupted; what is finished stays, and the same command goes on from there",
}
"""Exit code -> what it means."""

Json = Annotated[bool, typer.Option("--json", metavar="", help="Print one JSON object.", rich_help_panel="Output")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="No messages and no progress.", rich_help_panel="Output")]
_OUTPUT = {"json": Json, "quiet": Quiet}


def command(function: Callable[..., Shown]) -> Callable[..., None]:
    """Return a command that shows what a function finds.

    The parameters of the function are those of the command, but for ``terminal``, which it is given when it asks for it.
    """
    told = inspect.signature(function, eval_str=True).parameters
    schema = function.__name__

    @wraps(function)
    def run(*, json: bool = False, quiet: bool = False, **given: Any) -> None:
        terminal = Terminal(json=json, quiet=quiet)
        given |= {"terminal": terminal} if "terminal" in told else {}
        with _door(terminal):
            found = function(**given)
            terminal.show(found, schema=schema)
            raise typer.Exit(found.code)

    kind = inspect.Parameter.KEYWORD_ONLY
    own = [p.replace(kind=kind) for name, p in told.items() if name != "terminal"]
    added = [inspect.Parameter(name, kind, default=False, annotation=told) for name, told in _OUTPUT.items()]
    run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    return run


@contextmanager
def _door(terminal: Terminal) -> Iterator[None]:
    """End every error as one line on standard error, without a word of any source, and an exit code."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except BrokenPipeError as error:
        # The reader has seen enough; what is still buffered must not fail again when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error
    except (Interrupted, KeyboardInterrupt) as error:
        terminal.say(f"stopped; what is finished stays. To go on: {again()}")
        raise typer.Exit(130) from error
    except SolferinoError as error:
        terminal.complain(str(error))
        raise typer.Exit(2) from error
    except OSError as error:
        terminal.complain(f"{error.strerror or type(error).__name__}: {error.filename or 'no file named'}")
        raise typer.Exit(2) from error
    except Exception as error:
        terminal.complain(_KNOWN.get(type(error).__name__) or _ours(error))
        raise typer.Exit(2) from error


_KNOWN = {
    "OperationalError": "the case's database is in use by another command, or cannot be written; try again",
    "DatabaseError": "the case's database is damaged, or is none; put back a copy of case.db",
}
"""Error of a library -> what a person can do about it."""


def _ours(error: Exception) -> str:
    """Say where the program itself is wrong; neither the message nor any value is told, for they may hold a source's words."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{f.filename.rpartition('solferino/')[2]}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"a mistake in Solferino itself, please report it: {type(error).__name__} at {where}. Nothing that was kept is lost"
