"""``assess``: every finding over the ledger, or one statistical finding by its name."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import yaml
from rich.padding import Padding

from solferino.doors.options import CaseFolder, opened
from solferino.doors.plain import line
from solferino.doors.tables import rows, shorten, table
from solferino.doors.terminal import Shown, Terminal
from solferino.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from solferino.records import Finding

Named = Annotated[str | None, typer.Option("--finding", metavar="NAME", help="A statistical finding: near_repeat, undercount ...")]
Setting = Annotated[
    list[str] | None,
    typer.Option("--setting", metavar="KEY=VALUE", help="A setting of it, in YAML; KEY=@FILE takes a CSV or YAML file."),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="What its random numbers begin with.")]


def assess(case: CaseFolder, *, terminal: Terminal, finding: Named = None, setting: Setting = None, seed: Seed = 1) -> Shown:
    """Work out the findings: casualties, totals, responses, origins, certainty, definitions; or a statistical one by name."""
    here = opened(case)
    if finding is None and setting:
        raise UsageError("a --setting belongs to a statistical finding: name it with --finding")
    terminal.say("assessing", "dim")
    found = here.assess() if finding is None else here.assess(finding, settings=dict(map(_setting, setting or ())), seed=seed)
    looks = _kinds(found) if finding is None else _answers(found)
    return Shown([{"id": f.id, **f.to_json()} for f in found], tuple(looks))


def _setting(given: str) -> tuple[str, Any]:
    key, equals, value = given.partition("=")
    if not key or not equals:
        raise UsageError(f"{given!r} is no setting: write KEY=VALUE")
    try:
        return key, _rows(Path(value[1:])) if value.startswith("@") else yaml.safe_load(value)
    except (yaml.YAMLError, ValueError, csv.Error) as error:
        raise UsageError(f"the value of {key} cannot be read") from error


def _rows(file: Path) -> Any:
    """Return the rows of a CSV file, their numbers as numbers, or what a YAML or JSON file holds."""
    if file.suffix.lower() == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [{key: _number(value) for key, value in row.items()} for row in csv.DictReader(lines)]
    return yaml.safe_load(file.read_text("utf-8"))


def _number(value: str) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _kinds(found: Iterable[Finding]) -> Iterator[RenderableType]:
    """Yield a table for each kind of finding."""
    every = list(found)
    short = shorten(f.id for f in every)
    for kind, own in groupby(every, key=lambda f: f.kind):
        yield rows(table("finding", "summary", title=kind, wide="summary"), ((short[f.id], f.summary) for f in own))
        yield ""


def _answers(found: Iterable[Finding]) -> Iterator[RenderableType]:
    """Yield each answer: what was asked, what came out, how much data it had, and what it cannot show."""
    for f in found:
        value = f.value
        yield line(value["question"], "bold")
        yield line(value["summary"])
        yield line(f"null model: {value['null_model']}", "dim")
        yield line(_numbers(value))
        for heading, key in (("it assumes", "assumptions"), ("mind", "caveats"), ("it cannot show", "cannot_show")):
            yield from (Padding(line(f"{heading}: {part}", "dim"), (0, 0, 0, 2)) for part in value[key])
        yield line(f"seed {value['seed']}, method {f.method}", "dim")


def _numbers(value: dict[str, Any]) -> str:
    numbers = {value["effect_name"]: value["effect"], "p": value["p_value"], **value["n"]}
    told = [f"{key.replace('_', ' ')} {n:,.4g}" for key, n in numbers.items() if key and n is not None]
    told += [f"95 % interval {value['interval'][0]:,.4g} to {value['interval'][1]:,.4g}"] if value["interval"] else []
    return ", ".join(told)
