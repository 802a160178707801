"""Where the extra ``uk`` is not installed, Ukrainian texts are kept, listed and told of; the others are read as ever."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import solferino
from solferino import count, language, name
from solferino.doors import cli
from solferino.errors import UnknownLanguage

TEXTS = {
    "uk": "Уночі російський дрон влучив у лікарню в Харкові, загинули двоє лікарів, повідомила обласна прокуратура.",
    "en": "A drone struck the Sabah clinic in Kharkiv on Monday, killing two nurses, a doctor said.",
}
CACHES = (language.languages, language.lacking, language.pack, language._words)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for cache in CACHES:
        cache.cache_clear()
    monkeypatch.setitem(sys.modules, "pymorphy3_dicts_uk", None)
    yield
    for cache in CACHES:
        cache.cache_clear()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for lang, text in TEXTS.items():
        told = {"id": f"text-{lang}", "text": text, "lang": lang, "published": "2023-05-10"}
        (folder / f"{lang}.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return folder


def typed(*words: object) -> str:
    result = CliRunner().invoke(cli.app, [str(w) for w in words], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("without")
def test_ukrainian_texts_are_told_of_and_the_others_are_read(tmp_path: Path, inbox: Path) -> None:
    typed("init", tmp_path / "case")
    said = typed("run", tmp_path / "case", inbox)
    assert "1 text in the language uk, whose word forms are not installed: pip install 'solferino[uk]'" in said
    assert "text-uk (uk: pip install 'solferino[uk]')" in typed("status", tmp_path / "case")
    assert "texts in the language uk are listed as unread; pip install 'solferino[uk]'" in typed("doctor")
    report = (tmp_path / "case" / "published" / "report.html").read_text("utf-8")
    assert "the word forms of the language uk are not installed: text-uk" in report
    assert {m.scope for m in solferino.open(tmp_path / "case").ledger().mentions.values()} == {"incident"}


def test_once_they_are_installed_they_are_extracted(tmp_path: Path, inbox: Path, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("without")
    typed("init", tmp_path / "case")
    typed("run", tmp_path / "case", inbox)
    sys.modules.pop("pymorphy3_dicts_uk")
    for cache in CACHES:
        cache.cache_clear()
    assert "1 text gone through" in typed("extract", tmp_path / "case")


@pytest.mark.usefixtures("without")
def test_words_of_the_language_do_without_its_forms() -> None:
    assert language.languages() == ("ar", "en", "ru")
    assert [t.text for t in language.tokens("двоє лікарів", "uk")] == ["двоє", "лікарів"]
    assert count.parse("12 лікарів", "uk") == count.Count(12, 12)
    assert name.find(language.tokens("Росія", "uk"), "uk")
    with pytest.raises(UnknownLanguage, match=r"solferino\[uk\]"):
        language.pack("uk")
