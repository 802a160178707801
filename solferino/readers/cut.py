"""Taking one source out of a file that holds several, so that the places of the others stay as they are."""

from __future__ import annotations

import json

from solferino.errors import UnreadableSource
from solferino.readers import articles
from solferino.readers.charset import decode
from solferino.readers.foreign import xml


def without(data: bytes, *, media: str, locator: str) -> bytes:
    """Return the bytes of a file without one of its members; raises UnreadableSource for a media that has no members."""
    number = int(locator.split()[-1])
    if media == "jsonl":
        rows = articles.lines(data)
        return b"\n".join([*rows[: number - 1], b"", *rows[number:]])
    if media == "json":
        items = json.loads(decode(data).text)
        return json.dumps([*items[: number - 1], None, *items[number:]], ensure_ascii=False).encode()
    if media == "feed":
        return _feed(data, number)
    raise UnreadableSource(f"{media} has no members")


def _feed(data: bytes, number: int) -> bytes:
    from lxml import etree

    root = xml(data)
    entries = [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname in ("item", "entry")]
    entries[number - 1].clear()
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
