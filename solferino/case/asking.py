"""Statistical findings by name: patterns and undercount, each under settings and a seed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from solferino.errors import UsageError
from solferino.findings.patterns import PATTERNS
from solferino.findings.undercount import UNDERCOUNTS
from solferino.records import Finding, Json, Ledger

if TYPE_CHECKING:
    from numpy.random import Generator

QUESTIONS = {**PATTERNS, **UNDERCOUNTS}
"""Name to the statistical finding."""
_NAMES = ", ".join(QUESTIONS)


def ask(name: str, ledger: Ledger, settings: Mapping[str, Json], seed: int) -> tuple[Finding, ...]:
    """Return a statistical finding over a ledger. Raises UsageError for an unknown name, with the nearest, or a missing extra."""
    if name not in QUESTIONS:
        near = difflib.get_close_matches(name.lower().replace("-", "_"), QUESTIONS, 1)
        raise UsageError(f"no finding is called {name}; " + (f"did you mean {near[0]}?" if near else f"there are {_NAMES}"))
    return tuple(QUESTIONS[name](ledger, settings, _generator(seed)))


def _generator(seed: int) -> Generator:
    try:
        import numpy as np
    except ModuleNotFoundError as error:
        raise UsageError("statistical findings need the extra: pip install 'solferino[analysis]'") from error
    return np.random.default_rng(seed)
