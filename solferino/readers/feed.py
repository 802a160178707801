"""Feeds (RSS, Atom): each entry is a source."""

from __future__ import annotations

import email.utils
from functools import lru_cache
from typing import Any

from lxml import etree

from solferino.errors import UnreadableSource
from solferino.readers.foreign import broken, xml
from solferino.readers.html import visible
from solferino.readers.members import Member, Split
from solferino.readers.text import Asked, ReadText, clean, compose, line
from solferino.readers.told import Told, check
from solferino.records import canonical, digest

_ENTRIES = ("item", "entry")
_TEXT = ("encoded", "content", "description", "summary")
_PUBLISHED = ("published", "pubDate", "date", "updated")
_ID = ("id", "guid", "link")


def split(data: bytes, *, media: str, name: str) -> Split:  # noqa: ARG001
    """Return the entries of a feed; one without any text is reported."""
    members, problems = [], []
    for number, entry in enumerate(_entries(data), 1):
        locator = f"entry {number}"
        if not clean(entry["text"] + entry["title"]):
            problems.append(f"{locator}: it has no text")
            continue
        told, wrong = _told(entry)
        given = line(entry["id"], 200) or f"{name} {locator}"
        members.append(Member(name=given, locator=locator, digest=digest(canonical(entry).encode()), told=told, notes=tuple(wrong)))
    return Split(members=tuple(members), problems=tuple(problems))


def read(data: bytes, asked: Asked) -> ReadText:
    """Return the text of one entry under its title. Nothing that it links to is fetched."""
    entries = {f"entry {number}": entry for number, entry in enumerate(_entries(data), 1)}
    if asked.member not in entries:
        raise UnreadableSource(f"it has no {asked.member or 'text of its own: it is a feed of entries'}")
    entry = entries[asked.member]
    told, wrong = _told(entry)
    parts = [p for p in (entry["title"] if not entry["text"].startswith(entry["title"]) else "", entry["text"]) if p]
    return compose(["\n\n".join(parts)], notes=wrong, title=told.title, outlet=told.outlet, published=told.published)


@lru_cache(maxsize=1)
def _entries(data: bytes) -> tuple[dict[str, str], ...]:
    root = xml(data)
    outlet = next((_text(e) for e in root.iter() if _name(e) == "title"), "")
    with broken("feed"):
        return tuple({**_entry(element), "outlet": outlet} for element in root.iter() if _name(element) in _ENTRIES)


def _entry(element: Any) -> dict[str, str]:
    found = {_name(child): child for child in reversed(element)}
    link = found.get("link")
    return {
        "title": visible(_first(found, ("title",))),
        "text": max((visible(_first(found, (key,))) for key in _TEXT), key=len),
        "published": _date(_first(found, _PUBLISHED)) or "",
        "url": (link.get("href") or _text(link)) if link is not None else "",
        "id": _first(found, _ID),
    }


def _first(found: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if key in found and (text := _text(found[key]))), "")


def _told(entry: dict[str, str]) -> tuple[Told, list[str]]:
    return check({key: entry[key] or None for key in ("title", "outlet", "url", "published")})


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    """Return the text of an element; with its markup, where it holds elements (XHTML)."""
    return (etree.tostring(element, encoding="unicode", with_tail=False) if len(element) else element.text or "").strip()


def _date(text: str) -> str | None:
    """Return a date of RFC 822 or ISO 8601 as ISO 8601; what is neither stays as it is, to be named."""
    try:
        return email.utils.parsedate_to_datetime(text).isoformat() if text and not text[:4].isdigit() else text
    except ValueError:
        return text
