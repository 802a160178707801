"""The terminal: data goes to standard output, messages and progress to standard error."""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from solferino.doors.plain import as_json, joined, line

Step = Callable[[int, int, str], None]
"""Called after each item with how many are done, how many there are, and the name of this one."""


class Interrupted(Exception):
    """A person pressed Ctrl-C, and the item that was under way is finished."""


@dataclass(frozen=True)
class Shown:
    """What a command has found: its data, how they look in a terminal, and the exit code.

    ``lines`` are printed one JSON object a line instead, where they are given. ``name`` is that of the command.
    """

    data: Any
    looks: tuple[RenderableType, ...] = ()
    code: int = 0
    lines: Iterator[Any] | None = field(default=None, compare=False)


class _Data(Console):
    """A console whose reader may leave, which is no error."""

    def on_broken_pipe(self) -> None:
        """Leave it to the door."""
        raise BrokenPipeError


class Terminal:
    """One command's way to speak; ``json`` turns data into one JSON object, ``quiet`` silences messages and progress."""

    def __init__(self, *, json: bool = False, quiet: bool = False) -> None:
        self.json, self.quiet = json, quiet
        self.out = _Data(highlight=False, markup=False, emoji=False)
        self.err = Console(stderr=True, highlight=False, markup=False, emoji=False)

    def show(self, found: Shown, *, schema: str) -> None:
        """Print what a command has found."""
        if found.lines is not None:
            for each in found.lines:
                print(as_json(each))
        elif self.json:
            print(as_json({"schema": f"solferino.{schema}/1", "data": found.data}, indent=2))
        else:
            for look in found.looks:
                self.out.print(look)

        sys.stdout.flush()

    def say(self, message: str, style: str = "") -> None:
        """Print a message to standard error, unless it is silenced."""
        if not self.quiet:
            self.err.print(line(message, style), soft_wrap=True)

    def complain(self, message: str) -> None:
        """Print an error to standard error, always."""
        self.err.print(joined(("error:", "bold red"), (message, "")), soft_wrap=True)

    @contextmanager
    def progress(self, doing: str) -> Iterator[Step]:
        """Show how far some work is, and end it after the current item when a person presses Ctrl-C."""
        stop = _Stop(self)
        with stop.listening(), self._bar(doing) as shown:

            def step(done: int, total: int, name: str) -> None:
                shown(done, total, name)
                stop.after_item()

            yield step

    @contextmanager
    def _bar(self, doing: str) -> Iterator[Step]:
        if self.quiet or not self.err.is_terminal:
            yield _unseen
            return
        columns = TextColumn("{task.description:<10}"), BarColumn(24), MofNCompleteColumn(), TimeRemainingColumn()
        # Drawn by the work itself: a thread that draws would keep the work from being forked onto all cores.
        with Progress(*columns, console=self.err, auto_refresh=False, transient=True) as bar:
            task = bar.add_task(doing, total=None)

            def draw(done: int, total: int, name: str) -> None:  # noqa: ARG001
                bar.update(task, completed=done, total=total)
                bar.refresh()

            yield draw


def _unseen(done: int, total: int, name: str) -> None:
    """Show nothing."""


class _Stop:
    """Ctrl-C while items are worked through: the first lets the current one end, the second stops at once."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.asked = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to Ctrl-C; only the main thread can."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def after_item(self) -> None:
        """Raise Interrupted when Ctrl-C was pressed."""
        if self.asked:
            raise Interrupted

    def _hear(self, *_: object) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        self.terminal.say("\nfinishing the current item; Ctrl-C again stops at once")


def again() -> str:
    """Return the command line of this process, to be typed again."""
    return shlex.join(["solferino", *sys.argv[1:]])
