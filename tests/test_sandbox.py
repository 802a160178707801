"""The sandbox: the same answers as the readers, from a child that may do little, and survives what it is given."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import files
import pytest

from solferino import readers, sandbox
from solferino.errors import BadMapping, NoText, UnreadableSource, UnsafeSource
from solferino.sandbox import Limits, Reader, disk

SHELLS = b"Two shells struck the clinic on Thursday, a nurse of the clinic said."


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as shared:
        yield shared


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (SHELLS, "plain"), (files.PAGE.encode(), "html"), (files.pdf(["Two shells."], ["End."]), "pdf"),
        (files.docx(files.paragraph("Two shells.")), "docx"), (files.SHEET.encode(), "csv"),
        (files.xlsx(A=[["x", "y"], [1, 2]]), "xlsx"),
    ],
)  # fmt: skip
def test_the_child_gives_what_the_reader_gives(reader: Reader, data: bytes, media: str) -> None:
    assert reader.read(data, media=media, name="a") == readers.read(data, media=media, name="a")


def test_the_child_takes_files_apart(reader: Reader) -> None:
    found = reader.split(files.ARTICLES, media="jsonl", name="posts.jsonl")
    assert found == readers.split(files.ARTICLES, media="jsonl", name="posts.jsonl")
    text = reader.read(files.ARTICLES, media="jsonl", name="posts.jsonl", member="line 1", lang="uk")
    assert (text.text, text.lang) == ("Clinic hit\n\nShells struck the clinic.", "uk")


def test_errors_come_back_as_they_were_raised(reader: Reader) -> None:
    with pytest.raises(NoText, match="no text"):
        reader.read(files.docx(), media="docx", name="empty.docx")
    with pytest.raises(UnsafeSource, match="1,000,000 pages"):
        reader.read(files.page_bomb(), media="pdf", name="a.pdf")
    with pytest.raises(BadMapping, match="no sheet 'C'"):
        reader.read(files.xlsx(A=[["x"], [1]]), media="xlsx", name="a.xlsx", mapping={"sheet": "C"})
    with pytest.raises(UnreadableSource, match="no reader for film"):
        reader.read(SHELLS, media="film", name="a")


def test_a_thousand_small_articles_take_a_few_seconds(reader: Reader) -> None:
    data = "\n".join(json.dumps({"id": i, "text": f"{i} shells struck the clinic.", "lang": "en"}) for i in range(1000)).encode()
    start = time.monotonic()
    for member in reader.split(data, media="jsonl", name="a").members:
        assert reader.read(data, media="jsonl", name="a", member=member.locator, lang="en").text.startswith(member.name)
    assert time.monotonic() - start < 10


def test_too_much_memory_ends_one_source_and_the_next_is_read() -> None:
    bomb = files.docx("", {"word/footer1.xml": bytes(200 * 1024 * 1024)})
    with Reader(limits=Limits(memory=400 * 1024 * 1024)) as reader:
        with pytest.raises(UnsafeSource, match="more memory than the limit"):
            reader.read(bomb, media="docx", name="bomb.docx")
        assert reader.read(SHELLS, media="plain", name="a.txt").text.encode() == SHELLS


def test_too_long_a_reading_is_ended_by_the_clock_or_by_the_processor() -> None:
    slow = files.xlsx(A=[["x", "y"]] + [[i, "word"] for i in range(60_000)])
    with Reader(limits=Limits(wall=0.5)) as reader:
        with pytest.raises(UnsafeSource, match=r"takes more than 0\.5 seconds"):
            reader.read(slow, media="xlsx", name="slow.xlsx")
        assert reader.read(SHELLS, media="plain", name="a.txt", lang="en").lang == "en"
    endless = files.with_part(files.xlsx(A=[["x"], [1]]), "xl/worksheets/sheet1.xml", files.FAR_ROW)
    with Reader(limits=Limits(cpu=1)) as reader, pytest.raises(UnsafeSource, match="more than 1 seconds of the processor"):
        reader.read(endless, media="xlsx", name="endless.xlsx")


def test_a_child_that_is_killed_is_replaced(reader: Reader) -> None:
    reader.read(SHELLS, media="plain", name="a.txt", lang="en")
    assert reader._child is not None
    os.kill(reader._child.pid, 9)
    assert reader.read(SHELLS, media="plain", name="a.txt", lang="en").lang == "en"


def test_the_child_ends_with_its_reader() -> None:
    with Reader() as reader:
        reader.read(SHELLS, media="plain", name="a.txt", lang="en")
        assert reader._child is not None
        pid = reader._child.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_child_sees_no_secret_opens_no_file_and_reaches_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLFERINO_TEST_SECRET", "hunter2")
    checks = {check.name: check for check in sandbox.doctor()}
    assert checks["environment"].holds
    assert checks["disk"].holds == (disk.version() > 0)
    assert checks["network"].holds == (os.uname().sysname == "Linux" and os.uname().machine in ("x86_64", "aarch64"))
    assert all(check.says for check in checks.values())


def test_the_child_runs_where_it_stands_and_not_where_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert reader.read(SHELLS, media="plain", name="a.txt", lang="en").text.encode() == SHELLS
