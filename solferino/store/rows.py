"""What the store keeps beside the records, and readings without their text."""

from __future__ import annotations

from typing import NamedTuple

from solferino.records import Json


class Head(NamedTuple):
    """A reading without its text: its id, its source's id, and the rest of it by field."""

    id: str
    source: str
    body: dict[str, Json]


class Failure(NamedTuple):
    """A source (its id) that one version of a reader could not read."""

    source: str
    reader: str
    version: str
    reason: str


class Delivery(NamedTuple):
    """One file as it was added; ``blob`` is empty when its bytes could not be kept."""

    name: str
    blob: str
    problems: tuple[str, ...]


class Tombstone(NamedTuple):
    """What stays of an expunged source."""

    source: str
    reason: str
    at: str
    releases: tuple[str, ...]


class Publication(NamedTuple):
    """A release that was written: the hash of its files, its profile, where to, and the ids of its sources."""

    digest: str
    profile: str
    folder: str
    sources: tuple[str, ...]
