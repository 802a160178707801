"""Web pages: the main text, with the title, the outlet and the day of publication that the page states about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.metadata import extract_metadata

from solferino.errors import NoText
from solferino.readers.charset import decode
from solferino.readers.foreign import broken
from solferino.readers.text import Asked, ReadText, clean, compose, line

_DATES = {"extensive_search": False, "original_date": True, "min_date": "1990-01-01", "max_date": "2100-01-01"}
"""Only dates that stand in the page's own data: a day that is merely written in the text may be the day of anything."""

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "textarea")
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_ODD = re.compile(r"[^\w]+")


def read(data: bytes, _: Asked) -> ReadText:
    """Return the main text of a page under its title; the whole visible text where no main text stands out. Nothing is fetched."""
    declared = _DECLARED.search(data[:4096])
    page = _PROLOGUE.sub("", decode(data, declared=declared[1].decode("ascii") if declared else None).text)
    with broken("web page"):
        seen = visible(page)
        main, told = _main(page), extract_metadata(page, date_config=dict(_DATES))
    if not seen.strip() and not main:
        raise NoText("it holds no text")
    title = line(told.title)
    notes = _left(main, seen) if main else ["no main text stood out: all visible text was taken"]
    text = clean(main or seen)
    under = title and not _plain(text).startswith(_plain(title))
    return compose(
        [f"{title}\n\n{text}" if under else text], notes=notes, title=title, outlet=line(told.sitename), published=told.date
    )


def visible(page: str) -> str:
    """Return all text of a page or a fragment that a browser would show, a block on each line."""
    if not page.strip():
        return ""
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = lxml_html.document_fromstring(page, parser=parser, ensure_head_body=True)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    blocks = (" ".join(block.split()) for block in "".join(_pieces(root)).split("\n"))
    return "\n\n".join(block for block in blocks if block)


def _pieces(root: Any) -> Iterator[str]:
    """Yield the text of a tree without recursion, with a line feed around each block."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        text = element.text if event == "start" else element.tail
        edge = "" if element.tag in _INLINE else "\n"
        yield edge + (text or "").replace("\n", " ")


def _main(page: str) -> str:
    found = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True)
    return "\n\n".join(filter(None, map(str.strip, (found or "").splitlines())))


def _left(main: str, seen: str) -> list[str]:
    left = len(seen.split()) - len(main.split())
    return [f"{left} words around the main text were not taken over"] if left > 0 else []


def _plain(text: str) -> str:
    return _ODD.sub("", text[:400].casefold())
