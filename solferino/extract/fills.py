"""What a sentence says about an event, field by field, each with the tokens that say it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Fill(NamedTuple):
    """One field's value and the tokens ``first`` up to but not including ``last`` that say it.

    ``key`` is equal for two spellings or cases of one name.
    """

    field: str
    value: Any
    first: int
    last: int
    rule: str
    hedge: str | None = None
    key: str = ""
