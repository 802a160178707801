"""What holds for every text in every language: quotes are cut, nothing raises, and time grows with length alone."""

from __future__ import annotations

import importlib.util
import time
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Claim, Reading

SPECIMENS = {
    "en": "Russian warplanes bombed a hospital in Aleppo on Monday, killing at least three civilians, activists said.",
    "ar": "قُتل ثلاثة مدنيين وأصيب 12 آخرون في غارة جوية استهدفت مستشفى في مدينة حلب يوم الاثنين، بحسب ناشطين.",
    "ru": "Не менее трёх мирных жителей погибли в понедельник при авиаударе по больнице в Алеппо, сообщили активисты.",
    "uk": "Щонайменше троє цивільних загинули в понеділок через ракетний удар по лікарні у Харкові, повідомили рятувальники.",
}
ODD = {
    "emoji": "😀👩‍👩‍👧🇸🇾 ",
    "decomposed": unicodedata.normalize("NFD", "Éléonore й ї أ "),
    "zero_width": "a\u200bb\u200c\u200d\ufeff ",
    "bidi": "\u202eabc\u202c \u2066def\u2069 \u200f",
    "combining": "Z̷̢a̶l̵g̸o̷ ",
    "lines": "\r\n\u2028\x0b\x0c\x85\n",
    "null": "\x00\x01\x1f ",
}


def read(text: str, lang: str) -> tuple[Claim, ...]:
    """Read a text with the rule engine."""
    reading = Reading(source="s", reader="test", version="1", text=text, lang=lang, published="2016-03-03")
    return rules.extract(reading, run="run-1", gazetteer=gazetteer.load())


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("lang", SPECIMENS)
def test_a_quote_is_cut_from_the_text_whatever_stands_before_it(lang: str, odd: str) -> None:
    text = ODD[odd] + SPECIMENS[lang]
    claims = read(text, lang)
    assert claims
    assert all(text[c.start : c.end] == c.quote for c in claims)


@pytest.mark.parametrize("lang", SPECIMENS)
def test_an_odd_line_before_a_text_moves_its_claims_and_changes_none(lang: str) -> None:
    plain = {(c.field, c.quote, c.start) for c in read(SPECIMENS[lang], lang)}
    for before in ("😀👩‍👩‍👧.\n\n", "\u202e\u2066.\n\n", "\u200b\ufeff.\n\n"):
        moved = {(c.field, c.quote, c.start - len(before)) for c in read(before + SPECIMENS[lang], lang)}
        assert moved == plain


PATTERNS = (
    "X said that ", "troops shelled a school in Aleppo where rebels attacked a market in Idlib ", "attacks on schools in Aleppo. ",
    "10 to 15 killed ", "Russian and Syrian and ", "the towns of A, B and ", '"“«" ', "1,1", "a-", "Abu al-Xyz ", ",",
    "killed and ", "3 March 2016 ", "killed in an airstrike on a school\n",
)  # fmt: skip


@pytest.mark.parametrize("unit", PATTERNS)
def test_time_grows_with_length_alone(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "war airstrike shelling. " + unit * (size // len(unit))
        began = time.process_time()
        read(text, "en")
        return time.process_time() - began

    seconds(2_000)
    short = max(min(seconds(5_000), seconds(5_000)), 0.02)
    assert seconds(40_000) < 8 * 4 * short


def fuzz() -> ModuleType:
    """The fuzz benchmark as a module."""
    path = Path(__file__).parents[1] / "benchmarks" / "fuzz.py"
    spec = importlib.util.spec_from_file_location("fuzz", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_thousand_odd_inputs_neither_raise_nor_hang() -> None:
    benchmark = fuzz()
    for code, text, published in benchmark.inputs(20160303, 2_000):
        assert benchmark.seconds(code, text, published, gazetteer.load()) < 5, repr(text)


def test_a_seed_makes_the_same_inputs() -> None:
    assert list(fuzz().inputs(7, 20)) == list(fuzz().inputs(7, 20))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "الغارات الجوية السورية في إيران ـ والشام"),
        ("en", "The war, airstrikes. Islamic State in Iraq ـ and the Levant bombed the Levant ـ school"),
        ("en", "Congo drone strike on a school by the army of Congo. Assads forces denied, linked"),
        ("ar", "يقولون ـ شمالي حلب قصفت طائرات المستشفى وقتل ثلاثة مدنيين , المرصد السوري لحقوق الإنسان"),
        ("uk", "показання заяву зробити повномасштабний вдертися шпиталь"),
    ],
)
def test_a_lone_elongation_mark_and_a_reply_without_words_break_nothing(lang: str, text: str) -> None:
    assert all(text[c.start : c.end] == c.quote for c in read(text, lang))
