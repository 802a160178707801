"""Readers: what each takes over, what it says it left, and how broken or hostile bytes end as one clear line."""

from __future__ import annotations

import contextlib
import datetime
import json
import random
import re
import tracemalloc
import unicodedata
from pathlib import Path

import files
import pytest

from solferino import readers
from solferino.archive import SIZE_LIMIT
from solferino.errors import BadMapping, NoText, UnreadableSource, UnsafeSource
from solferino.readers import ReadText, Told, foreign, pdf, sheet
from solferino.readers.tongue import identify, is_belied
from solferino.sandbox import Limits

SHELLS = "Two shells struck the clinic on Thursday, a nurse of the clinic said."
WORD = files.docx(files.paragraph("Report", "Title") + files.paragraph(SHELLS))
BOOK = files.xlsx(
    Notes=[["All dates are local."]],
    Data=[["Date", "Place", "Killed", "Killed", None], ["#date", "#adm2", "#killed", None, None],
          [datetime.datetime(2019, 4, 5), "Qasr al-Nahr", 1.0, 0.5, "late"], [datetime.time(6, 30), None, True, None, None]],
)  # fmt: skip


def read(data: bytes, name: str) -> ReadText:
    """Read bytes as what they are."""
    return readers.read(data, media=readers.detect(data, name), name=name)


def first(data: bytes, name: str) -> ReadText:
    """Read the first member of bytes as what they are."""
    media = readers.detect(data, name)
    found = readers.split(data, media=media, name=name)
    if not found.members:
        raise UnreadableSource(found.problems[0])
    return readers.read(data, media=media, name=name, member=found.members[0].locator)


# --- plain text and character sets


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", SHELLS),
        ("utf-8-sig", "Снаряды попали в больницу."),
        ("utf-16", "قصفت العيادة"),
        ("utf-16-le", "В четверг утром два снаряда попали в больницу"),
        ("utf-16-be", "قال مدير المستشفى"),
        ("cp1251", "В четверг утром два снаряда попали в больницу, погибла медсестра."),
        ("cp1251", "Снаряд влучив у лікарню, загинула медсестра, поранено чотирьох."),
        ("koi8-r", "В четверг утром два снаряда попали в больницу, погибла медсестра."),
        ("cp1256", "قال مدير المستشفى إن قذيفة أصابت العيادة صباح الخميس"),
        ("cp1252", "Les obus ont frappé l’hôpital tôt dans la matinée, a déclaré le maire."),
    ],
)
def test_plain_text_is_read_in_the_character_set_it_was_written_in(charset: str, text: str) -> None:
    found = read(text.encode(charset), "post.txt")
    assert found.text == text
    assert bool(found.notes) == (charset not in ("utf-8", "utf-8-sig"))


def test_a_few_broken_letters_do_not_spoil_the_others() -> None:
    found = read("Снаряд попал в больницу".encode()[:-1], "post.txt")
    assert found.text == "Снаряд попал в больниц\ufffd"
    assert found.notes == ("1 letters could not be read and stand as \ufffd",)


def test_text_is_made_clean_and_says_so() -> None:
    found = read("Cafe\u0301\r\nhit\u2028twice\u0007 ".encode(), "post.txt")
    assert found.text == "Café\nhit\ntwice"
    assert found.notes == ("1 control characters were left out",)


# --- what bytes are


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (files.pdf([SHELLS]), "a.txt", "pdf"),
        (WORD, "a", "docx"),
        (BOOK, "a.zip", "xlsx"),
        (files.PAGE.encode(), "a.pdf", "html"),
        (b"<p>fragment", "x", "html"),
        (b"just words", "a.html", "html"),
        (files.FEED.encode(), "a.txt", "feed"),
        (files.ARTICLES, "a.txt", "jsonl"),
        (b'{\n "id": 1,\n "text": "x"}', "a", "json"),
        (b'[{"text": "x"}]', "a.txt", "json"),
        (b"[Photo] by a reporter", "a.txt", "plain"),
        (b"{not json", "a.jsonl", "jsonl"),
        (b"a,b\n1,2", "a.csv", "csv"),
        (b"a,b\n1,2", "a.txt", "plain"),
        ("عاجل".encode("utf-16"), "a.txt", "plain"),
    ],
)
def test_content_tells_the_media_and_names_only_decide_between_texts(data: bytes, name: str, media: str) -> None:
    assert readers.detect(data, name) == media


def test_a_wrong_suffix_is_told() -> None:
    assert read(files.PAGE.encode(), "report.pdf").notes[0] == "the name ends in .pdf, but it was read as html"


@pytest.mark.parametrize(
    ("data", "name", "error", "says"),
    [
        (b"", "a.txt", NoText, "empty"),
        (b" \n\t", "a.pdf", NoText, "empty"),
        (b"\xef\xbb\xbf", "a.txt", NoText, "no text"),
        (b"\x00\x01\x02" * 50, "a.txt", UnreadableSource, "bytes that no text has"),
        (b"words\x00more words", "a.txt", UnreadableSource, "bytes that no text has"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", UnreadableSource, "a picture"),
        (b"PK\x03\x04" + bytes(50), "a.docx", UnreadableSource, "unpack it first"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "a.doc", UnreadableSource, "old or encrypted Office"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "a.warc", UnreadableSource, "web archive"),
        (b"From: a@b.invalid\nSubject: hit\n again\nMIME-Version: 1.0\n\nQmFzZQ==", "a.eml", UnreadableSource, "MHTML"),
        (b"<?xml version='1.0'?><urlset/>", "a.xml", UnreadableSource, "neither a feed nor a page"),
        (b"[" * 100_000, "a.json", UnreadableSource, "nested too deeply"),
        (b'{"id": 1, "text": "x", "n": ' + b"9" * 5000 + b"}", "a.json", UnreadableSource, "too long a number"),
        (b'{"text": "x"', "a.json", UnreadableSource, "no JSON: .* line 1, column 13"),
        (b'{"text": "x", "access": "restricted", "access": "open"}', "a.json", UnreadableSource, "twice"),
        (b"[1, 2]", "a.json", UnreadableSource, "an object with a text"),
        (b'a,"b\n' + b"x" * 200_000, "a.csv", UnreadableSource, "line 2 is no CSV"),
        (b"Date,Place\n", "a.csv", NoText, "no rows"),
        (files.pdf([SHELLS])[:300], "a.pdf", UnreadableSource, "broken PDF"),
        (files.pdf([SHELLS], count=10**6), "a.pdf", UnsafeSource, "1,000,000 pages"),
        (files.page_bomb(), "a.pdf", UnsafeSource, "1,000,000 pages"),
        (files.pdf(["x"], trailer=files.LOCKED, extra=[files.LOCK]), "a.pdf", UnreadableSource, "encrypted"),
        (files.pdf([]), "a.pdf", NoText, "Tesseract"),
        (WORD[:-30], "a.docx", UnreadableSource, "broken DOCX"),
        (files.docx(parts={"word/document.xml": "<w:document"}), "a.docx", UnreadableSource, "broken XML"),
        (files.docx(parts={"word/document.xml": files.ENTITY}), "a.docx", UnsafeSource, "declares entities"),
        (files.docx(parts={"word/document.xml": files.ENTITY.encode("utf-16")}), "a.docx", UnsafeSource, "declares entities"),
        (files.docx("", {"word/footer1.xml": files.ENTITY}), "a.docx", UnsafeSource, "declares entities"),
        (files.docx("", {f"word/media/{i}": "" for i in range(5001)}), "a.docx", UnsafeSource, "5,003 parts"),
        (files.docx(""), "a.docx", NoText, "no text"),
        (BOOK[:-30], "a.xlsx", UnreadableSource, "broken XLSX"),
        (files.with_part(BOOK, "xl/sharedStrings.xml", files.ENTITY.encode()), "a.xlsx", UnsafeSource, "declares entities"),
        (files.FEED.replace("<rss", files.ENTITY + "<rss").encode(), "a.xml", UnsafeSource, "declares entities"),
        (files.FEED[:300].encode(), "a.xml", UnreadableSource, "broken XML"),
        (b"<html><script>x()</script></html>", "a.html", NoText, "no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_in_one_line(data: bytes, name: str, error: type[UnreadableSource], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        first(data, name)
    assert type(raised.value) is error
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(("package", "part"), [(WORD, "word/media/1.bin"), (BOOK, "xl/media/1.bin")])
def test_a_zip_bomb_is_counted_by_what_it_really_unpacks_to(package: bytes, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solferino.readers.foreign.UNPACKED_LIMIT", 3_000_000)
    bomb = files.with_part(package, part, bytes(4_000_000))
    assert len(bomb) < 20_000
    with pytest.raises(UnsafeSource, match="unpacks to more than"):
        read(bomb, "a")
    lying = bomb.replace((4_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(UnreadableSource):
        read(lying, "a")


# --- each format


def test_a_web_page_gives_its_main_text_and_what_it_says_about_itself() -> None:
    found = read(files.PAGE.encode(), "page.html")
    assert (found.title, found.outlet, found.published) == ("Clinic hit in Qasr al-Nahr", "The Valley Post", "2019-04-05")
    assert found.text.startswith("Clinic hit in Qasr al-Nahr\n\nTwo shells struck the only clinic")
    assert found.text.count("Clinic hit in Qasr al-Nahr") == 1
    assert all(word not in found.text for word in ("secret", "steal", "tracker", "World", "rights reserved"))
    assert "words around the main text were not taken over" in found.notes[-1]


def test_a_day_that_is_merely_written_is_not_the_day_of_publication() -> None:
    assert read("<p>أصابت قذيفة العيادة في 5 نيسان 2019 (2019-04-05)</p>".encode(), "a.html").published is None


def test_a_page_without_main_text_gives_all_that_is_visible() -> None:
    found = read("<nav><p>أصابت قذيفة <b>العيادة</b><script>y</script></p></nav>".encode("cp1256"), "a.html")
    assert found.text == "أصابت قذيفة العيادة"
    assert found.notes == ("no main text stood out: all visible text was taken",)


def test_a_page_is_read_in_the_character_set_it_declares() -> None:
    page = '<html><head><meta charset="iso-8859-5"></head><body><p>Снаряд попал в больницу</p></body></html>'
    assert read(page.encode("iso-8859-5"), "a.html").text == "Снаряд попал в больницу"
    assert "Снаряд попал" in read(page.replace("iso-8859-5", "zlib").encode("cp1251"), "a.html").text


def test_a_pdf_gives_its_pages_and_joins_lines_that_were_only_wrapped() -> None:
    found = read(
        files.pdf(["Two shells struck the only clinic of the town on", "Thursday, a nurse said.", "1. A list"], [], ["End."]),
        "a.pdf",
    )
    assert found.text == "Two shells struck the only clinic of the town on Thursday, a nurse said.\n1. A list\n\n\n\nEnd."
    assert [found.text[a:b] for a, b in found.pages][1:] == ["", "End."]
    assert found.notes == ("pages without text: 2",)


def test_a_scan_is_read_by_who_can_read_pictures() -> None:
    pictures = []

    def recognise(picture: bytes) -> str:
        pictures.append(picture)
        return "Two shells struck the only clinic of the whole valley on Thurs-\nday, a nurse said."

    found = readers.read(files.pdf([]), media="pdf", name="scan.pdf", recognise=recognise)
    assert found.text == "Two shells struck the only clinic of the whole valley on Thursday, a nurse said."
    assert found.notes == ("pages read from their pictures: 1",)
    assert pictures[0].startswith(b"P5 2480 3509 255\n")
    assert len(pictures[0]) == len(b"P5 2480 3509 255\n") + 2480 * 3509


def test_a_word_document_gives_paragraphs_tables_and_notes_as_if_changes_were_accepted() -> None:
    row = "".join(f"<w:tc>{files.paragraph(cell)}</w:tc>" for cell in ("Killed", "1"))
    changed = "<w:p><w:del><w:r><w:delText>five</w:delText></w:r></w:del><w:ins><w:r><w:t>six</w:t></w:r></w:ins></w:p>"
    body = files.paragraph("What we saw", "Heading1") + files.paragraph(SHELLS) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>" + changed
    found = read(files.docx(body, {"word/footnotes.xml": files.footnotes("Seen by two of us.")}), "a.docx")
    assert found.text == f"What we saw\n\n{SHELLS}\n\nKilled | 1\n\nsix\n\nSeen by two of us."
    assert found.title == "What we saw"
    assert found.notes == ("2 tracked changes were read as if accepted",)


def test_a_sheet_gives_each_row_as_lines_of_column_and_value() -> None:
    found = read(files.SHEET.encode(), "counts.csv")
    assert [found.text[a:b] for a, b in found.pages] == [
        "Date: 2019-04-05\nPlace: Qasr al-Nahr\nHealth workers killed: 1\nNote: =1+1",
        "Date: 2019-04-06\nPlace: Tell Amun\nNote: two lines",
    ]
    assert found.notes[0].startswith("the row of HXL tags under the header was not taken over: ")


def test_a_workbook_gives_the_sheet_with_the_data_and_names_the_others() -> None:
    found = read(BOOK, "counts.xlsx")
    assert [found.text[a:b] for a, b in found.pages] == [
        "Date: 2019-04-05\nPlace: Qasr al-Nahr\nKilled: 1\nKilled (2): 0.5\ncolumn 5: late",
        "Date: 06:30:00\nKilled: TRUE",
    ]
    assert found.notes[0] == "sheet 'Data' was read, not 'Notes'"


def test_a_mapping_may_name_the_sheet() -> None:
    book = files.xlsx(A=[["x", "y"], [1, 2], [3, 4]], B=[["x", "y"], [5, 6]])
    assert readers.read(book, media="xlsx", name="b.xlsx", mapping={"sheet": "B"}).text == "x: 5\ny: 6"
    with pytest.raises(BadMapping, match="no sheet 'C'; there are 'A', 'B'"):
        readers.read(book, media="xlsx", name="b.xlsx", mapping={"sheet": "C"})


def test_a_formula_without_a_stored_value_is_missed_aloud() -> None:
    assert read(files.xlsx(A=[["x", "y"], [1, "=A2+1"]]), "b.xlsx").notes == (
        "1 formulas have no stored value and were left blank",
    )


@pytest.mark.parametrize(("text", "first_row"), [
    ("Attacks in 2019\n\nDate;Place;Killed\n5.4.2019;Tell, north;1\n", "Date: 5.4.2019\nPlace: Tell, north\nKilled: 1"),
    ("Date\tPlace\n5.4.2019\t\n", "Date: 5.4.2019"),
    ("id: no,name\n1,x,more\n", "id - no: 1\nname: x\ncolumn 3: more"),
])  # fmt: skip
def test_a_csv_file_may_be_cut_and_begun_in_other_ways(text: str, first_row: str) -> None:
    assert read(text.encode(), "a.csv").text == first_row


# --- articles and feeds


def test_articles_are_members_and_broken_lines_are_reported_one_by_one() -> None:
    found = readers.split(files.ARTICLES, media="jsonl", name="posts.jsonl")
    assert [(m.name, m.locator) for m in found.members] == [("7", "line 1"), ("a-2", "line 4")]
    assert found.members[0].told == Told(title="Clinic hit", published="2019-04-05", lang="en")
    assert found.members[1].told == Told(retrieved="2019-05-01", outlet="Post")
    assert found.members[1].notes == ("unknown keys were left out: mood",)
    assert found.problems == ("line 2: it is no JSON: Expecting value at line 1, column 25",)


def test_a_line_of_broken_letters_spoils_no_other() -> None:
    data = '{"id": 1, "text": "قصفت العيادة"}\n'.encode() + '{"id": 2, "text": "قصفت"}\n'.encode("cp1256")
    found = readers.split(data, media="jsonl", name="a.jsonl")
    assert [m.name for m in found.members] == ["1"]
    assert found.problems[0].startswith("line 2: it is no")
    assert readers.read(data, media="jsonl", name="a.jsonl", member="line 1").text == "قصفت العيادة"


def test_the_digest_of_an_article_is_that_of_its_content_and_not_of_its_layout() -> None:
    loose = readers.split(b'[{"text": "x",\n  "id": 1}]', media="json", name="a.json").members[0]
    tight = readers.split(b'{"id":1,"text":"x"}', media="json", name="b.json").members[0]
    other = readers.split(b'{"id":1,"text":"y"}', media="json", name="b.json").members[0]
    assert loose.digest == tight.digest != other.digest
    assert (loose.locator, tight.locator) == ("item 1", None)


def test_the_title_stands_above_the_text_unless_it_begins_it() -> None:
    def text(article: dict[str, object]) -> str:
        return readers.read(json.dumps(article).encode(), media="json", name="a.json").text

    assert text({"title": "Clinic hit", "text": SHELLS}) == f"Clinic hit\n\n{SHELLS}"
    assert text({"title": "Clinic hit", "text": "Clinic hit\n\nmore"}) == "Clinic hit\n\nmore"
    assert text({"title": None, "text": SHELLS}) == SHELLS


def test_what_is_wrong_about_an_article_is_named_and_stays_unknown() -> None:
    article = {"id": "x", "text": SHELLS, "published": "last week", "lang": "Arabic", "title": ["a"], "outlet": "  ", "topic": 1}
    member = readers.split(json.dumps(article).encode(), media="json", name="a.json").members[0]
    assert member.told == Told()
    assert member.notes == (
        "unknown keys were left out: topic", "title: it is no text",
        "lang: it is no language code such as ar or uk", "published: it is no date such as 2016-03-03",
    )  # fmt: skip


def test_an_article_with_an_unknown_access_level_is_refused_rather_than_shown() -> None:
    found = readers.split(b'{"id": 1, "text": "x", "access": "withhold"}', media="json", name="a.json")
    assert found.members == ()
    assert "no access of the codebook" in found.problems[0]


def test_a_name_is_one_clean_line_and_an_id_that_returns_is_told() -> None:
    data = (
        b'[{"id": "../../etc\\u0000\\n\\u001b[31m", "text": "x"}, {"id": 5, "text": "y"}, {"id": "5", "text": "z"}, {"text": "w"}]'
    )
    found = readers.split(data, media="json", name="a.json")
    assert [m.name for m in found.members] == ["../../etc [31m", "5", "5", "a.json item 4"]
    assert found.problems == ("item 3: the id 5 stands here again; both are taken",)


def test_lone_surrogates_and_nul_in_json_are_left_out() -> None:
    found = read(b'{"text": "a\\ud800b \\u0000c"}', "a.json")
    assert found.text == "ab c"


def test_the_entries_of_a_feed_are_members() -> None:
    data = files.FEED.encode()
    found = readers.split(data, media="feed", name="feed.xml")
    assert found.problems == ("entry 2: it has no text",)
    assert found.members[0].name == "post-1"
    assert found.members[0].told.url == "https://valley.invalid/1"
    entry = readers.read(data, media="feed", name="feed.xml", member="entry 1")
    assert entry.text == "Clinic hit & burnt\n\nTwo shells struck the clinic.\n\nOne nurse died."
    assert (entry.published, entry.outlet) == ("2019-04-05T08:00:00+00:00", "The Valley Post")


def test_an_atom_entry_may_hold_markup() -> None:
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>a</id><title>Hit</title><link href="http://y.invalid"/>'
        b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>'
    )
    assert readers.read(data, media="feed", name="a", member="entry 1").text == "Hit\n\nOne.\n\nTwo."


def test_a_member_that_is_not_there_is_an_error() -> None:
    for data, media in ((files.ARTICLES, "jsonl"), (files.FEED.encode(), "feed")):
        with pytest.raises(UnreadableSource, match="it has no line 99"):
            readers.read(data, media=media, name="a", member="line 99")


# --- sidecar


def test_a_sidecar_tells_about_its_file() -> None:
    told = readers.sidecar(b"title: Clinic hit\npublished: 2019-04-05\nlang: ar-SY\naccess: restricted\n", name="a.pdf.meta.yaml")
    assert told == Told(title="Clinic hit", published="2019-04-05", lang="ar", access="restricted")
    assert Told(title="Mine").over(told) == Told(title="Mine", published="2019-04-05", lang="ar", access="restricted")


@pytest.mark.parametrize(("content", "says"), [
    (b"outlt: x", "unknown key 'outlt'; is it 'outlet'?"),
    (b"zzz: x", "known keys are title, outlet"),
    (b"published: yesterday", "published: it is no date"),
    (b"access: secret", "no access of the codebook"),
    (b"- a", "must hold"),
    (b"a: [", "no YAML"),
    (b"\xff\xfe", "no YAML"),
    (b"title: " + b"x" * 70_000, "too long"),
    (b"title: &a x\noutlet: *a\n", "write the value out"),
    (b"access: restricted\naccess: open\n", "twice"),
])  # fmt: skip
def test_a_sidecar_that_is_wrong_names_itself_and_the_mistake(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableSource, match=r"a\.pdf\.meta\.yaml: .*" + says.replace("?", r"\?")):
        readers.sidecar(content, name="a.pdf.meta.yaml")


# --- language


@pytest.mark.parametrize(("lang", "text"), [
    ("en", SHELLS),
    ("fr", "Deux obus ont frappé la seule clinique de la ville jeudi matin."),
    ("de", "Zwei Granaten trafen am Donnerstag die einzige Klinik der Stadt."),
    ("ru", "В четверг утром два снаряда попали в больницу, погибла медсестра."),
    ("uk", "У четвер вранці два снаряди влучили в лікарню, загинула медсестра."),
    ("ar", "أصابت قذيفتان العيادة الوحيدة في البلدة صباح الخميس"),
    ("fa", "دو گلوله توپ صبح پنجشنبه به تنها درمانگاه شهر اصابت کرد"),
    ("ur", "جمعرات کی صبح دو گولے شہر کے واحد کلینک پر گرے"),
    ("he", "שני פגזים פגעו במרפאה היחידה בעיירה ביום חמישי"),
    ("ar", "Menu Home Login Facebook قصفت طائرات العيادة الوحيدة في البلدة اليوم https://example.invalid/very/long/address"),
    (None, "Clinic hit"),
    (None, "12 34 56 78 90 !!! ??? 12 34 56 78 90"),
])  # fmt: skip
def test_language_is_told_by_script_letters_and_sequences_or_not_at_all(lang: str | None, text: str) -> None:
    assert identify(text) == lang


def test_a_language_that_is_given_is_not_guessed() -> None:
    assert readers.read(SHELLS.encode(), media="plain", name="a.txt", lang="sw").lang == "sw"


# --- difference


def test_the_difference_shows_the_words_that_went_and_came() -> None:
    old = "Shells hit the clinic.\nAt least three people died.\nThe army denied it."
    new = "Shells hit the clinic.\nAt least five people died.\nThe army denied it.\nA nurse was among them."
    assert readers.difference(old, new) == ["~ At least [-three-]{+five+} people died.", "+ A nurse was among them."]
    assert readers.difference(old, old) == []


# --- one conformance for all readers

SAMPLES = {
    "plain": ("a.txt", SHELLS.encode()),
    "html": ("a.html", files.PAGE.encode()),
    "pdf": ("a.pdf", files.pdf([SHELLS], ["Page two."])),
    "docx": ("a.docx", WORD),
    "csv": ("a.csv", files.SHEET.encode()),
    "xlsx": ("a.xlsx", BOOK),
    "json": ("a.json", b'{"id": 1, "title": "Clinic hit", "text": "Caf\\u0065\\u0301 struck, a nurse of the clinic said."}'),
    "jsonl": ("a.jsonl", files.ARTICLES),
    "feed": ("a.xml", files.FEED.encode()),
}


@pytest.mark.parametrize("media", readers.READERS)
def test_every_reader_is_sound(media: str) -> None:
    name, data = SAMPLES[media]
    assert readers.detect(data, name) == media
    found = first(data, name)
    assert found == first(bytes(bytearray(data)), name)
    assert found.text == unicodedata.normalize("NFC", found.text).strip()
    assert not set(found.text) & set(map(chr, [*range(9), *range(11, 32), 127]))
    assert all(0 <= a <= b <= len(found.text) for a, b in found.pages)
    assert [p for span in found.pages for p in span] == sorted(p for span in found.pages for p in span)
    reader, version = readers.reader_of(media)
    assert reader
    assert version[0].isdigit()


@pytest.mark.parametrize("media", readers.READERS)
def test_no_reader_breaks_on_broken_bytes(media: str) -> None:
    name, data = SAMPLES[media]
    chance = random.Random(media)
    for _ in range(60):
        damaged = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.5 else data)
        for _ in range(chance.randrange(4)):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(UnreadableSource):
            assert readers.read(bytes(damaged), media=media, name=name, lang="en").text


def test_the_documentation_lists_every_reader_and_the_limits_that_hold() -> None:
    page = (Path(__file__).parents[1] / "docs" / "sources.md").read_text()
    assert re.findall(r"^\| (\w+) \|", page.split("## ")[0], re.MULTILINE)[1:] == list(readers.READERS)
    assert f"{pdf.PAGES_LIMIT:,}, of them {pdf.SCANS_LIMIT} scanned" in page
    assert f"{foreign.UNPACKED_LIMIT >> 20} MB, in {foreign.PARTS_LIMIT:,} parts" in page
    assert f"| {sheet.CELLS_LIMIT:,} |" in page
    assert f"| {SIZE_LIMIT >> 20} MB |" in page
    limits = Limits()
    assert f"{limits.memory / 2**30:g} GB, {limits.cpu} s, {limits.wall:g} s" in page
    example = page.split("```yaml\n")[1].split("```")[0]
    assert readers.sidecar(example.encode(), name="a.meta.yaml").access == "restricted"


def test_a_text_is_not_in_a_language_whose_letters_it_lacks() -> None:
    page = "Copy link to Tweet Embed Tweet قصفت طائرات العيادة الوحيدة في البلدة اليوم"
    assert [is_belied(lang, page) for lang in ("en", "ar", "fa", "xx")] == [True, False, False, False]


def test_of_a_large_sheet_only_its_text_is_held() -> None:
    rows = "".join(f"2010-01-{1 + i % 28:02},SY,Khirbat Nur {i % 500},clinic,{i % 7}\n" for i in range(10_000))
    data = f"Day,Country,Town,Kind,Killed\n{rows}".encode()
    tracemalloc.start()
    try:
        found = readers.take(data, readers.Asked(media="csv", name="list.csv"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.pages) == 10_000
    assert peak < 6 * len(found.text)


def test_a_quotation_that_spans_lines_is_one_cell_whatever_the_line_breaks() -> None:
    for newline in ("\n", "\r\n", "\r"):
        data = newline.join(["Day,Words", '2010-01-02,"first', 'second"', "2010-01-03,third"]).encode()
        found = readers.read(data, media="csv", name="list.csv", lang="en")
        assert found.text == "Day: 2010-01-02\nWords: first second\n\nDay: 2010-01-03\nWords: third"


def test_a_sheet_is_limited_by_all_of_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "CELLS_LIMIT", 10)
    readers.read(b"a,b\n1,2\n3,4\n5,6\n7,8\n", media="csv", name="list.csv", lang="en")
    for data in (b"a,b\n1,2\n3,4\n5,6\n7,8\n9,0\n", b"a,b\n" + b"1,2,3,4,5,6,7,8,9\n"):
        with pytest.raises(UnsafeSource, match="more than 10 cells"):
            readers.read(data, media="csv", name="list.csv", lang="en")
