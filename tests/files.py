"""Small files in foreign formats, built by hand, so that each may be broken on purpose."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(*pages: Sequence[str], count: int | None = None, trailer: str = "", extra: Sequence[str] = ()) -> bytes:
    """Return a PDF with lines of Latin text on each page; ``count`` overrides what it says about their number."""
    kids = [3 + 2 * i for i in range(len(pages))]
    font = 3 + 2 * len(pages)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{k} 0 R' for k in kids)}]/Count {count or len(pages)}>>",
    ]
    for kid, lines in zip(kids, pages, strict=True):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {kid + 1} 0 R/Resources<</Font<</F1 {font} 0 R>>>>>>"
        )
        shown = "".join(f"({line}) Tj T* " for line in lines)
        drawn = f"BT /F1 11 Tf 14 TL 50 780 Td {shown}ET"
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    return _numbered([*objects, *extra], trailer)


def page_bomb(levels: int = 6, width: int = 10) -> bytes:
    """Return a small PDF whose page tree names the same page width ** levels times."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(levels):
        kids = " ".join([f"{level + 3} 0 R"] * width)
        objects.append(f"<</Type/Pages/Kids[{kids}]/Count {width ** (levels - level)}>>")
    return _numbered([*objects, "<</Type/Page/MediaBox[0 0 9 9]>>"], "")


def _numbered(objects: Sequence[str], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    return bytes(out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode())


def docx(body: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document with some XML as its body, and further parts."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    kept = {"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in kept.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """Return the XML of a paragraph in a Word document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def footnotes(*texts: str) -> str:
    """Return the part that holds the footnotes of a Word document."""
    return f'<w:footnotes xmlns:w="{_W}">{"".join(map(paragraph, texts))}</w:footnotes>'


def xlsx(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook with the rows of each sheet, the same bytes each time."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.properties.created = book.properties.modified = datetime.datetime(2020, 1, 1)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return a packed file with one part put in place of another, or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return packed.getvalue()


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clinic hit in Qasr – The Valley Post</title>
<meta property="og:site_name" content="The Valley Post"><meta property="og:title" content="Clinic hit in Qasr al-Nahr">
<meta property="article:published_time" content="2019-04-05T08:00:00Z"><script>var secret = "never shown"</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Clinic hit in Qasr al-Nahr</h1>
<p>Two shells struck the only clinic of Qasr al-Nahr on Thursday morning, killing a nurse and wounding at least four
patients, the head of the town council said.</p>
<p onclick="steal()">A spokesman for the army denied that its guns had fired on the town. &quot;We strike only armed
men,&quot; he said.</p>
<p>The clinic served some nine thousand people, and was hit for the third time this year, according to the aid group
that runs it.</p>
</article><img src="http://tracker.invalid/pixel.png"><footer>All rights reserved. <a href="/contact">Contact</a></footer></body>
</html>"""

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Valley Post</title>
<item><title>Clinic hit &amp; burnt</title><link>https://valley.invalid/1</link><guid>post-1</guid>
<pubDate>Fri, 05 Apr 2019 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Two shells struck the <b>clinic</b>.</p><p>One nurse died.</p><script>x()</script>]]></content:encoded>
</item><item><title></title></item></channel></rss>"""

ARTICLES = b"""{"id": 7, "title": "Clinic hit", "text": "Shells struck the clinic.", "published": "2019-04-05", "lang": "en"}
{"id": "broken", "text":

{"id": "a-2", "text": "Clinic hit again.", "published": null, "retrieved": "2019-05-01", "outlet": "Post", "mood": 3}
"""

SHEET = """Date,Place,Health workers killed,Note
#date,#adm2,#affected,
2019-04-05,Qasr al-Nahr,1,=1+1
2019-04-06,Tell Amun,,"two
lines"
"""

LOCK = f"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>"
LOCKED = "/Encrypt 6 0 R/ID[<00><00>]"
"""An encryption whose password nobody has, as the sixth object of a PDF with one page."""

ENTITY = f"""<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;&a;">]>
<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""

FAR_ROW = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>
</sheetData></worksheet>"""
"""A sheet whose second row stands so far below that to count up to it takes hours."""
