"""Compilation by numba that keeps the types of what it compiles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function to machine code at its first call, kept on disk for the next process."""
    return cast(F, njit(nogil=True, cache=True, error_model="numpy")(function))
