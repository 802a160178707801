"""Articles as JSON (one object or a list) or JSON Lines, with the keys id, text, title, published, retrieved, outlet, lang, url."""

from __future__ import annotations

import codecs
import dataclasses
import json
from functools import lru_cache
from typing import Any

from solferino.errors import UnreadableSource
from solferino.readers.charset import decode, unicode
from solferino.readers.members import Member, Split
from solferino.readers.text import Asked, ReadText, clean, compose, line
from solferino.readers.told import Told, check
from solferino.readers.tongue import is_belied
from solferino.records import canonical, digest

_DEEP = "it is nested too deeply, or holds too long a number, to be read as JSON"


def split(data: bytes, *, media: str, name: str) -> Split:
    """Return the articles of a file; each line or item that is none, or has no text, is reported."""
    members, problems, seen = [], [], set()
    for locator, value in _parts(data, media):
        place = f"{locator}: " if locator else ""
        try:
            member = _member(value, locator, name)
        except UnreadableSource as error:
            problems.append(f"{place}{error}")
            continue
        if member.name in seen:
            problems.append(f"{place}the id {member.name} stands here again; both are taken")
        seen.add(member.name)
        members.append(member)
    return Split(members=tuple(members), problems=tuple(problems))


def read(data: bytes, asked: Asked) -> ReadText:
    """Return one article; its title stands above its text, unless the text begins with it."""
    found = next((value for locator, value in _parts(data, asked.media) if locator == asked.member), None)
    if found is None:
        raise UnreadableSource(f"it has no {asked.member or 'single article'}")
    article = _article(found)
    told, _ = _told(article)
    text = clean(article["text"])
    title = told.title and ("" if text.startswith(told.title) else told.title)
    notes = _member(found, asked.member, asked.name).notes
    read = compose([f"{title}\n\n{article['text']}" if title else article["text"]], notes=notes)
    return ReadText(
        text=read.text, title=told.title, outlet=told.outlet, lang=told.lang, published=told.published, notes=read.notes
    )


def _member(value: Any, locator: str | None, name: str) -> Member:
    article = _article(value)
    told, wrong = _told(article)
    given = line(str(article.get("id", "")), 200) or (f"{name} {locator}" if locator else name)
    return Member(name=given, locator=locator, digest=_digest(article), told=told, notes=tuple(wrong))


def _article(value: Any) -> dict[str, Any]:
    """Return the value when it is an article; raises the problem that was found instead of one."""
    if isinstance(value, UnreadableSource):
        raise UnreadableSource(*value.args)
    if not isinstance(value, dict):
        raise UnreadableSource("it is no article: an object with a text was expected")
    if not isinstance(value.get("id", ""), str | int) or isinstance(value.get("id"), bool):
        raise UnreadableSource("its id is neither a text nor a number")
    if not isinstance(value.get("text"), str) or not clean(value["text"]):
        raise UnreadableSource("it has no text")
    return value


def _told(article: dict[str, Any]) -> tuple[Told, list[str]]:
    """Return what is told of an article; not a language whose letters it is not written in."""
    told, wrong = check({key: value for key, value in article.items() if key not in ("id", "text")})
    if told.lang and isinstance(article.get("text"), str) and is_belied(told.lang, article["text"]):
        return dataclasses.replace(told, lang=None), [*wrong, f"it is not written in {told.lang}, as it says"]
    return told, wrong


def _digest(article: dict[str, Any]) -> str:
    try:
        return digest(canonical(article).encode("utf-8", "surrogatepass"))
    except RecursionError as error:
        raise UnreadableSource(_DEEP) from error


@lru_cache(maxsize=1)
def _parts(data: bytes, media: str) -> tuple[tuple[str | None, Any], ...]:
    """Return (locator, value) of each part; an UnreadableSource stands in the place of a part that is no JSON."""
    if media == "jsonl":
        return tuple((f"line {number}", _value(row)) for number, row in enumerate(lines(data), 1) if row.strip())
    value = _value(data)
    if isinstance(value, UnreadableSource):
        raise value
    return tuple((f"item {i}", item) for i, item in enumerate(value, 1)) if isinstance(value, list) else ((None, value),)


def lines(data: bytes) -> list[bytes]:
    """Return the lines, each on its own, so that one with broken letters spoils no other."""
    wide = b"\x00" in data[:4] or data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE))
    return (decode(data).text.encode("utf-8", "replace") if wide else data).split(b"\n")


def _value(data: bytes) -> Any:
    """Return the value of a JSON text, or what is wrong with it: its content is never shown."""
    try:
        found = unicode(data)
        return (
            UnreadableSource("it is not written in UTF-8, as JSON is")
            if found is None
            else json.loads(found.text, object_pairs_hook=_once)
        )
    except UnreadableSource as error:
        return error
    except json.JSONDecodeError as error:
        return UnreadableSource(f"it is no JSON: {error.msg} at line {error.lineno}, column {error.colno}")
    except (RecursionError, ValueError):
        return UnreadableSource(_DEEP)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless a key stands in it twice: nobody could say which of two values counts."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise UnreadableSource("a key stands in it twice")
    return value
