"""Counts in four languages: what a number says, what it leaves open, and what is no count."""

from __future__ import annotations

import pytest

from solferino import count
from solferino.count import Count
from solferino.errors import BadRecord, UnknownWord
from solferino.language import tokens

SAID: list[tuple[str, str, int | None, int | None, str | None]] = [
    ("en", "6 people were killed", 6, 6, None),
    ("en", "at least six attacks", 6, None, "at_least"),
    ("en", "more than 40 patients", 41, None, "more_than"),
    ("en", "up to fifteen families", None, 15, "up_to"),
    ("en", "fewer than 20 beds", None, 19, "fewer_than"),
    ("en", "about 300 homes", 300, 300, "about"),
    ("en", "some 50 wounded", 50, 50, "about"),
    ("en", "dozens of villagers", 24, None, "dozens"),
    ("en", "scores of shoppers", 40, None, "scores"),
    ("en", "hundreds of families", 200, None, "hundreds"),
    ("en", "several hundred families", 200, None, "hundreds"),
    ("en", "tens of thousands fled", 20_000, None, "thousands"),
    ("en", "two dozen tents", 24, 24, None),
    ("en", "a dozen tents", 12, 12, None),
    ("en", "half a dozen shells", 6, 6, None),
    ("en", "between 10 and 15 guards", 10, 15, "between"),
    ("en", "10-15 guards", 10, 15, "between"),
    ("en", "10 to 15 guards", 10, 15, "between"),
    ("en", "1,200 tents", 1200, 1200, None),
    ("en", "1 200 tents", 1200, 1200, None),
    ("en", "1.5 million people", 1_500_000, 1_500_000, None),
    ("en", "twenty-three miners", 23, 23, None),
    ("en", "one hundred and five miners", 105, 105, None),
    ("en", "two thousand three hundred and forty", 2340, 2340, None),
    ("en", "20 or more miners", 20, None, "at_least"),
    ("en", "20 miners at the very least", 20, None, "at_least"),
    ("en", "as many as 70 worshippers", None, 70, "up_to"),
    ("en", "no fewer than nine", 9, None, "at_least"),
    ("en", "30+ children", 30, None, "at_least"),
    ("ar", "ما لا يقل عن 44 شخصا", 44, None, "at_least"),
    ("ar", "٤٤ جريحا", 44, 44, None),
    ("ar", "أكثر من مئة وخمسين عائلة", 151, None, "more_than"),
    ("ar", "ثلاثة وعشرون طفلا", 23, 23, None),
    ("ar", "ثلاثة عشر طفلا", 13, 13, None),
    ("ar", "أحد عشر مدنيا", 11, 11, None),
    ("ar", "نحو ثلاثة آلاف نازح", 3000, 3000, "about"),
    ("ar", "مقتل طفلين", 2, 2, None),
    ("ar", "قتيلان وخمسة جرحى", 2, 2, None),
    ("ar", "عشرات المدنيين", 24, None, "dozens"),
    ("ar", "20 شخصا على الأقل", 20, None, "at_least"),
    ("ar", "ما بين 10 و15 منزلا", 10, 15, "between"),
    ("ar", "عشرات الآلاف", 20_000, None, "thousands"),
    ("ru", "двадцать три человека", 23, 23, None),
    ("ru", "не менее пяти детей", 5, None, "at_least"),
    ("ru", "более ста семей", 101, None, "more_than"),
    ("ru", "двое раненых", 2, 2, None),
    ("ru", "около тридцати домов", 30, 30, "about"),
    ("ru", "десятки жителей", 24, None, "dozens"),
    ("ru", "два десятка домов", 20, 20, None),
    ("ru", "от 10 до 15 человек", 10, 15, "between"),
    ("ru", "до 15 человек", None, 15, "up_to"),
    ("ru", "10 тыс. жителей", 10_000, 10_000, None),
    ("ru", "две тысячи триста домов", 2300, 2300, None),
    ("ru", "как минимум 7 раненых", 7, None, "at_least"),
    ("uk", "п'ятеро поранених", 5, 5, None),
    ("uk", "щонайменше двадцять два будинки", 22, None, "at_least"),
    ("uk", "понад сто сімей", 101, None, "more_than"),
    ("uk", "сотні мешканців", 200, None, "hundreds"),
    ("ar", "31 ألفا و112 قتيلا", 31112, 31112, None),
    ("ar", "خمسة وثلاثين ألفا و200 قتيل", 35200, 35200, None),
    ("ar", "12 ألفاً", 12000, 12000, None),
    ("ar", "ألفي قتيل", 2000, 2000, None),
]


@pytest.mark.parametrize(("code", "text", "low", "high", "hedge"), SAID)
def test_a_number_says_its_bounds(code: str, text: str, low: int | None, high: int | None, hedge: str | None) -> None:
    assert count.parse(text, code) == Count(low, high, hedge == "about", hedge)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "several villages and many homes"), ("en", "an F-16 jet and a Mi-24 helicopter"), ("en", "a 44-year-old baker"),
        ("en", "a ten-year-old girl"), ("en", "15% of beds"), ("en", "15 per cent of beds"), ("en", "two thirds of the town"),
        ("en", "at 10:30 in the morning"), ("en", "a magnitude of 3.5"), ("en", "the 3rd brigade"), ("en", "No. 5 school"),
        ("en", "$5 was paid"), ("en", "no one was hurt"), ("en", "on 12.03.2016"), ("en", "9" * 5000),
        ("ru", "5-й городской больнице"), ("ru", "семью врача вывезли"), ("ar", "بنسبة 40 في المئة"), ("uk", "№ 5"),
    ],
)  # fmt: skip
def test_what_counts_nothing_is_no_count(code: str, text: str) -> None:
    assert count.parse(text, code) is None


def test_a_toll_that_rose_is_two_numbers_and_no_range() -> None:
    found = [f.count for f in count.find(tokens("The toll rose from 10 to 15.", "en"), "en")]
    assert found == [Count(10, 10), Count(15, 15)]
    found = [f.count for f in count.find(tokens("Число погибших выросло с 10 до 15.", "ru"), "ru")]
    assert found == [Count(10, 10), Count(15, 15)]


def test_neighbouring_numbers_stay_apart_and_cover_their_hedges() -> None:
    text = tokens("killed at least three civilians, wounded 44 and displaced more than two hundred", "en")
    found = count.find(text, "en")
    assert [(f.count.low, f.count.high) for f in found] == [(3, None), (44, 44), (201, None)]
    assert [" ".join(t.text for t in text[f.first : f.last]) for f in found] == ["at least three", "44", "more than two hundred"]


def test_counts_agree_as_far_as_they_may_be_one_number() -> None:
    six, eight = Count(6, 6), Count(8, 8)
    assert count.compare(six, six) == (1.0, "both say 6")
    assert count.compare(Count(6, None, False, "at_least"), eight) == (0.9, "at least 6 and 8 may be one number")
    assert count.compare(six, eight) == (0.6, "8 and 6 differ by 2")
    assert count.compare(Count(100, 100, True), Count(95, 95))[0] == 0.9
    assert count.compare(six, eight) == count.compare(eight, six)


def test_a_count_is_shown_in_words() -> None:
    assert count.show(Count(6, None)) == "at least 6"
    assert count.show(Count(None, 9)) == "up to 9"
    assert count.show(Count(10, 15)) == "10 to 15"
    assert count.show(Count(40, 40, True)) == "about 40"


@pytest.mark.parametrize("wrong", [Count(None, None), Count(-1, 2), Count(5, 4), Count(1, 1, False, "perhaps")])
def test_what_is_no_count_is_refused(wrong: Count) -> None:
    with pytest.raises((BadRecord, UnknownWord)):
        count.check(wrong)


def test_a_language_without_a_pack_gives_its_digits() -> None:
    assert count.parse("mindestens 12 Menschen", "de") == Count(12, 12)
