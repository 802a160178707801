"""Statistical findings by name: patterns and undercount, each under settings and a seed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from solferino.errors import UsageError
from solferino.findings.patterns import PATTERNS
from solferino.findings.undercount import UNDERCOUNTS
from solferino.records import Finding, Json, Ledger

if TYPE_CHECKING:
    from numpy.random import Generator

QUESTIONS = {**PATTERNS, **UNDERCOUNTS}
"""Name to the statistical finding."""
SETTINGS = {
    "near_repeat": ("space", "time"),
    "repeat_strikes": ("facilities", "kinds", "from", "to"),
    "double_tap": ("hours", "within"),
    "proximity": ("facilities", "radius"),
    "target_share": ("parties", "target"),
    "before_after": ("events", "window"),
    "trend": ("from", "to"),
    "change_point": ("from", "to"),
    "comparison": ("parties", "exposures"),
    "undercount": ("lists", "copied"),
}
"""Name to the settings that the finding knows."""


def ask(name: str, ledger: Ledger, settings: Mapping[str, Json], seed: int) -> tuple[Finding, ...]:
    """Return a statistical finding over a ledger.

    Raises UsageError for an unknown name or setting, with the nearest, for a value of a wrong kind, or for a missing extra.
    """
    if name not in QUESTIONS:
        raise UsageError(f"no finding is called {name}; {_nearest(name.lower().replace('-', '_'), QUESTIONS)}")
    return tuple(QUESTIONS[name](ledger, _checked(name, settings), _generator(seed)))


def _checked(name: str, settings: Mapping[str, Json]) -> dict[str, Json]:
    """Return the settings of a finding, each of its kind."""
    for key in settings:
        if key not in SETTINGS[name]:
            raise UsageError(f"{name} has no setting {key}; {_nearest(str(key), SETTINGS[name])}")
    return {key: _of_kind(key, value) for key, value in settings.items()}


def _of_kind(key: str, value: Json) -> Json:
    read, said = _KINDS[key]
    try:
        return read(value)
    except (ValueError, TypeError) as error:
        raise UsageError(f"the setting {key} must be {said}") from error


def _above_zero(value: Json) -> float:
    if not float(value) > 0:
        raise ValueError(value)
    return float(value)


def _days(value: Json) -> int:
    if not int(value) == float(value) > 0:
        raise ValueError(value)
    return int(value)


def _day(value: Json) -> str:
    return date.fromisoformat(str(value)).isoformat()


def _listed(read: Callable[[Json], Json]) -> Callable[[Json], list[Json]]:
    def check(value: Json) -> list[Json]:
        if not isinstance(value, (list, tuple)):
            raise TypeError(value)
        return [read(part) for part in value]

    return check


def _pair(value: Json) -> list[str]:
    first, second = _listed(str)(value)
    return [first, second]


_AMOUNT = (_above_zero, "a number above 0")
_KINDS: Mapping[str, tuple[Callable[[Json], Json], str]] = {
    "space": _AMOUNT,
    "time": _AMOUNT,
    "within": _AMOUNT,
    "radius": _AMOUNT,
    "window": (_days, "a whole number of days"),
    "from": (_day, "a day such as 2022-01-01"),
    "to": (_day, "a day such as 2022-12-31"),
    "target": (str, "a target"),
    "hours": (dict, "a table of hours by incident"),
    "facilities": (_listed(dict), "a list of tables"),
    "kinds": (_listed(str), "a list of targets"),
    "events": (_listed(_day), "a list of days such as 2022-01-01"),
    "parties": (_listed(str), "a list of parties"),
    "exposures": (_listed(_above_zero), "a list of numbers above 0"),
    "lists": (_listed(str), "a list of outlets"),
    "copied": (_listed(_pair), "a list of pairs of outlets"),
}
"""Setting to what reads its value, and what that must be."""


def _nearest(key: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


def _generator(seed: int) -> Generator:
    try:
        import numpy as np
    except ModuleNotFoundError as error:
        raise UsageError("statistical findings need the extra: pip install 'solferino[analysis]'") from error
    return np.random.default_rng(seed)
