"""Word documents: headers, text, tables, notes and comments, as they stand when every tracked change is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from solferino.errors import UnreadableSource
from solferino.readers.foreign import broken, unpack, xml
from solferino.readers.text import Asked, ReadText, compose, line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARTS = re.compile(r"word/(header\d*|document|footnotes|endnotes|comments|footer\d*)\.xml|docProps/core\.xml")
_ORDER = ("header", "document", "footnotes", "endnotes", "comments", "footer")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom"}
_NAMED = re.compile(r"title|heading ?1", re.IGNORECASE)


def read(data: bytes, _: Asked) -> ReadText:
    """Return the text of a DOCX; a paragraph or a table row is a line of its own, its cells stand between bars."""
    with broken("DOCX file"):
        parts = unpack(data, lambda name: _PARTS.fullmatch(name) is not None)
        if "word/document.xml" not in parts:
            raise UnreadableSource("it is no Word document: its main part is missing")
        roots = {name: xml(part) for name, part in sorted(parts.items(), key=lambda pair: _place(pair[0]))}
        core = roots.pop("docProps/core.xml", None)
        blocks = [(name, block) for name, root in roots.items() for block in _blocks(root)]
        text = list(dict.fromkeys(_of(block) for name, block in blocks if "document" not in name))
        body = [_of(block) for name, block in blocks if "document" in name]
    head = [t for t in text if any(_of(b) == t for n, b in blocks if "header" in n)]
    rest = [t for t in text if t not in head]
    return compose(["\n\n".join(t for t in (*head, *body, *rest) if t.strip())], title=_title(roots, core), notes=_notes(roots))


def _place(name: str) -> tuple[int, str]:
    return next((i for i, part in enumerate(_ORDER) if name.startswith(f"word/{part}")), len(_ORDER)), name


def _blocks(root: Any) -> Iterator[Any]:
    """Yield paragraphs and table rows in reading order; what stands in a row is not yielded again."""
    for child in root:
        if child.tag in (f"{_W}p", f"{_W}tr"):
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _blocks(child)


def _of(block: Any) -> str:
    if block.tag == f"{_W}tr":
        cells = [" ".join(_of(b).strip() for b in _blocks(cell)) for cell in block.iter(f"{_W}tc")]
        return " | ".join(cell for cell in cells if cell.strip())
    return "".join(_runs(block)).strip()


def _runs(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _runs(child)
            yield "\n" if child.tag == f"{_W}p" else ""


def _title(roots: dict[str, Any], core: Any) -> str | None:
    """Return the first paragraph that is styled as a title or main heading, else the title among the properties."""
    for paragraph in roots["word/document.xml"].iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and _NAMED.match(style.get(f"{_W}val", "")) and (title := line(_of(paragraph))):
            return title
    found = core.find(_TITLE) if core is not None else None
    return line(found.text) if found is not None else None


def _notes(roots: dict[str, Any]) -> list[str]:
    changes = sum(1 for root in roots.values() for _ in root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom"))
    pictures = sum(1 for root in roots.values() for _ in root.iter(f"{_W}drawing", f"{_W}pict"))
    return [
        *([f"{changes} tracked changes were read as if accepted"] if changes else []),
        *([f"{pictures} pictures were not read"] if pictures else []),
    ]
