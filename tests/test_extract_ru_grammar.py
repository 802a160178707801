"""What Russian and Ukrainian say by their grammar: what a blow falls on, whose name stands in which case, since when."""

from __future__ import annotations

import pytest
from extracted import extracted, told

from solferino.records import Mention


def read(text: str, lang: str = "ru", published: str | None = "2024-03-14") -> tuple[Mention, ...]:
    """Read a text with the rule engine."""
    return extracted(text, lang, published)


@pytest.mark.parametrize(
    ("text", "lang", "target"),
    [
        ("Удар пришёлся по роддому в Запорожье, выбиты окна.", "ru", "hospital"),
        ("Под удар попала школа в Торецке, крыша разрушена.", "ru", "school"),
        ("По рынку в Краматорске ударили дважды, погибли трое.", "ru", "market"),
        ("При налёте на клинику в Аазазе погибли девять человек.", "ru", "clinic"),
        ("Удар прийшовся по пологовому будинку в Запоріжжі.", "uk", "hospital"),
        ("Під удар потрапила школа в Торецьку, дах зруйновано.", "uk", "school"),
    ],
)
def test_a_blow_on_a_facility_is_of_war_though_no_other_word_says_so(text: str, lang: str, target: str) -> None:
    assert target in told(read(text, lang), "target")


def test_a_blow_on_a_budget_and_a_robbed_shop_are_not() -> None:
    assert not read("Рост цен на топливо стал ударом по бюджету школ и больниц.")
    assert not read("Двое в масках совершили налёт на магазин в Твери и вынесли выручку.")


def test_a_first_name_is_no_novel_and_a_surname_no_frost() -> None:
    text = "Ракета попала в больницу в Херсоне. Об этом сообщил глава администрации Роман Морозов."
    assert told(read(text), "speaker") == ["Роман Морозов"]


def test_drones_that_are_shot_down_hit_nobody() -> None:
    assert not read(
        "За сутки расчётами уничтожены 47 украинских беспилотников над школами и домами области, сообщили в Минобороны."
    )


def test_a_surname_in_another_case_is_the_person_named_before() -> None:
    text = (
        "Армия обстреляла школу в Газе. Представитель гражданской обороны Махмуд Сабал сообщил о трёх погибших. "
        "По словам Сабала, ранены ещё пять детей."
    )
    assert told(read(text), "speaker") == ["Махмуд Сабал"]


def test_a_district_keeps_the_word_for_it_and_numbers_of_districts_count_nobody() -> None:
    text = "Дроны атаковали больницу в Никитовском районе Горловки. В двух районах города ранены 11 жителей."
    (attack,) = read(text)
    assert "Никитовском районе" in told((attack,), "place")
    assert {c["low"] for c in attack.values("count")} == {11}


def test_a_region_with_an_army_of_its_own_is_where_it_happened() -> None:
    assert told(read("При ударе беспилотника по больнице в ДНР погибли восемь медиков."), "place") == ["ДНР"]


@pytest.mark.parametrize(
    ("text", "lang", "began"),
    [
        ("С начала полномасштабного вторжения российские войска 1200 раз обстреляли больницы Украины.", "ru", "2022-02-24"),
        ("Від початку повномасштабної війни російські війська 1200 разів обстріляли лікарні України.", "uk", "2022-02-24"),
        ("Артиллерия обстреляла больницу в Херсоне девятого января.", "ru", "2024-01-09"),
        ("Артилерія обстріляла лікарню в Херсоні двадцять сьомого січня.", "uk", "2024-01-27"),
    ],
)
def test_a_day_in_words_and_the_day_a_war_began(text: str, lang: str, began: str) -> None:
    assert read(text, lang)[0].values("date")[0]["from"] == began
