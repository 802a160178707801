"""The page about the command line says what the commands say; ``python tests/test_cli_page.py`` writes it anew."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from solferino.doors import cli
from solferino.doors.door import CODES

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"

MARK = "<!-- What follows is made from the commands: python tests/test_cli_page.py -->\n"


def page() -> str:
    """Return the page: what a person wrote above the mark, and what the commands say below it."""
    written, _, _ = PAGE.read_text("utf-8").partition(MARK)
    codes = "".join(f"| {code} | {meaning} |\n" for code, meaning in CODES.items())
    commands = get_command(cli.app).commands  # type: ignore[attr-defined]
    parts = [f"{written}{MARK}\n| exit code | what it means |\n|---|---|\n{codes}"]
    for heading, functions in cli.COMMANDS.items():
        parts.append(f"## {heading}\n")
        parts += [_command(function.__name__, commands[function.__name__], function) for function in functions]
    return "\n".join(parts).rstrip() + "\n"


def _command(name: str, command: Any, function: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name not in ("json", "quiet", "help")]
    usage = " ".join(["solferino", name, *map(_shown, arguments), *(["[OPTIONS]"] if options else [])])
    rows = [*_rows(arguments, lambda p: p.metavar), *_rows(options, _option)]
    table = "".join(["| | |\n|---|---|\n", *rows]) if rows else ""
    return f"### {name}\n\n{inspect.getdoc(function)}\n\n```\n{usage}\n```\n\n{table}"


def _shown(argument: Any) -> str:
    many = "..." if argument.nargs == -1 else ""
    return f"{argument.metavar}{many}" if argument.required else f"[{argument.metavar}{many}]"


def _option(option: Any) -> str:
    return " ".join([", ".join(option.opts), *([option.metavar] if option.metavar else [])])


def _rows(parameters: list[Any], name: Any) -> Iterator[str]:
    for parameter in parameters:
        given = parameter.default not in (None, False, "", ()) and not callable(parameter.default)
        default = f" By default {parameter.default}." if given and not parameter.required else ""
        yield f"| `{name(parameter)}` | {parameter.help}{default} |\n"


def test_the_page_is_made_from_the_commands() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python tests/test_cli_page.py"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
