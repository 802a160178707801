"""The sources that stand in one file."""

from __future__ import annotations

from dataclasses import dataclass, field

from solferino.readers.told import Told
from solferino.records import digest


@dataclass(frozen=True, kw_only=True)
class Member:
    """One source in a file.

    ``name`` is its given name, ``locator`` its place in the file (``line 17``, ``item 3``, ``entry 2``; None for the whole),
    ``digest`` the SHA-256 of its own bytes (of an article: of its canonical JSON).
    """

    name: str
    locator: str | None
    digest: str
    told: Told = field(default_factory=Told)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Split:
    """The members of a file, and one line for each part that is none."""

    members: tuple[Member, ...]
    problems: tuple[str, ...] = ()


def whole(data: bytes, name: str) -> Member:
    """Return the file as its own only member."""
    return Member(name=name, locator=None, digest=digest(data))
