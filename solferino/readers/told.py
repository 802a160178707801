"""What somebody says about a source: in the fields of an article, or in a sidecar file beside it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any

import yaml

from solferino import vocabulary
from solferino.errors import UnknownWord, UnreadableSource
from solferino.readers.text import line

SIDECAR = ".meta.yaml"
"""A file ``NAME.meta.yaml`` tells about the file ``NAME`` beside it."""

_SIDECAR_LIMIT = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told about a source; None is unknown. Dates are ISO 8601, ``access`` is a codebook word."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    published: str | None = None
    retrieved: str | None = None
    access: str | None = None
    translates: str | None = None
    mapping: str | None = None

    def over(self, other: Told) -> Told:
        """Return this, with its gaps filled from another."""
        return Told(**{key: value if value is not None else getattr(other, key) for key, value in asdict(self).items()})


KEYS = tuple(field.name for field in fields(Told))


def check(told: Mapping[str, Any]) -> tuple[Told, list[str]]:
    """Return what is told and what is wrong with it: a wrong date stays unknown, any other key is named and left out.

    Raises UnreadableSource for an ``access`` level that is not in the codebook: to guess one could show a hidden source.
    """
    wrong = [] if not (unknown := sorted(set(told) - set(KEYS))) else [f"unknown keys were left out: {_names(unknown)}"]
    taken: dict[str, str | None] = {}
    for key in KEYS:
        try:
            taken[key] = _CHECKS.get(key, _plain)(told.get(key))
        except ValueError as error:
            wrong.append(f"{key}: {error}")
    return Told(**taken), wrong


def sidecar(data: bytes, *, name: str) -> Told:
    """Return what a sidecar file tells; raises UnreadableSource, with the sidecar's name, for anything wrong in it."""
    try:
        if len(data) > _SIDECAR_LIMIT:
            raise UnreadableSource("it is too long")
        told = _mapping(data)
        for key in told:
            if key not in KEYS:
                near = get_close_matches(str(key), KEYS, 1)
                raise UnreadableSource(f"unknown key {line(str(key), 40)!r}; " + (f"is it {near[0]!r}?" if near else _known()))
        checked, wrong = check(told)
        if wrong:
            raise UnreadableSource("; ".join(wrong))
    except UnreadableSource as error:
        raise UnreadableSource(f"{line(name)}: {error}") from error
    return checked


def _mapping(data: bytes) -> dict[Any, Any]:
    """Return the keys and values; YAML's aliases, which may grow without end, and a key that stands twice are refused."""
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise UnreadableSource("it uses an alias (*name); write the value out")
        node = yaml.compose(text, yaml.SafeLoader)
        told = yaml.safe_load(text)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableSource("it is no YAML in UTF-8") from error
    if not isinstance(node, yaml.MappingNode) or not isinstance(told, dict):
        raise UnreadableSource(f"it must hold `key: value` lines; {_known()}")
    if len(told) < len(node.value):
        raise UnreadableSource("a key stands in it twice")
    return told


def _known() -> str:
    return f"known keys are {', '.join(KEYS)}"


def _names(keys: list[str]) -> str:
    shown = ", ".join(line(key, 40) or "(empty)" for key in keys[:8])
    return shown + (f" and {len(keys) - 8} more" if len(keys) > 8 else "")


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("it is no text")
    return line(str(value), 2000)


def _date(value: Any) -> str | None:
    """Return an ISO 8601 day or time as it was written; YAML gives a day as a date already."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = _plain(value)
    if text is None:
        return None
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("it is no date such as 2016-03-03") from error
    return text if text[4:5] == "-" else datetime.datetime.fromisoformat(text).date().isoformat()


def _lang(value: Any) -> str | None:
    """Return the language of a code such as ``ar`` or ``en-GB``; ``und`` is unknown."""
    code = (_plain(value) or "und").replace("_", "-").split("-")[0].lower()
    if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
        raise ValueError("it is no language code such as ar or uk")
    return None if code in ("und", "mul", "zxx") else code


def _access(value: Any) -> str | None:
    key = _plain(value)
    if key is None:
        return None
    try:
        return vocabulary.codebook().word("access", key).key
    except UnknownWord as error:
        raise UnreadableSource(f"access: {error}") from error


_CHECKS = {"published": _date, "retrieved": _date, "lang": _lang, "access": _access}
