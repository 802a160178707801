"""What Russian and Ukrainian agencies add around a story: bans, brackets, names of facilities, sources of sources."""

from __future__ import annotations

import pytest
from extracted import extracted, stances

from solferino.records import Mention


def read(text: str, lang: str = "ru", published: str | None = "2023-05-17") -> tuple[Mention, ...]:
    """Read a text with the rule engine."""
    return extracted(text, lang, published)


def told(mentions: tuple[Mention, ...], field: str) -> list[object]:
    values = [v for m in mentions if m.scope != "response" for v in m.values(field)]
    return [v.get("own") or v.get("name") or v.get("text") if isinstance(v, dict) else v for v in values]


def blamed(mentions: tuple[Mention, ...]) -> list[object]:
    return [p["label"] for m in mentions if m.scope != "response" for p in m.values("perpetrator")]


def test_where_a_group_is_banned_says_nothing_of_the_attack() -> None:
    text = (
        "Террористическая организация «Исламское государство» (запрещена в России) взяла на себя ответственность за взрыв "
        "у мечети в Кабуле. Погибли 9 человек."
    )
    mentions = read(text)
    assert blamed(mentions) == ["Islamic State"]
    assert told(mentions, "place") == ["Кабуле"]
    assert stances(mentions) == ["accepts_responsibility"]


def test_a_movement_declares_that_it_had_no_part() -> None:
    text = (
        "В мечети в Кабуле смертник привел в действие бомбу, погибли 27 человек. "
        "Движение «Талибан» (запрещено в РФ) уже заявило о своей непричастности к теракту."
    )
    assert stances(read(text)) == ["denies_responsibility"]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", 'Израиль нанес удар по школе "Аль-Набиль" в Газе, погибли 50 человек.', 'школе "Аль-Набиль"'),
        ("ru", "Снаряд попал в школу № 63 в Донецке, ранены четверо детей.", "школу № 63"),
        ("ru", "Боевики напали на католическую школу Святой Анны в Нигерии и похитили 215 учеников.", "школу Святой Анны"),
        ("uk", "Російські війська вдарили по лікарні імені Шевчука у Херсоні, поранено лікаря.", "лікарні імені Шевчука"),
    ],
)
def test_a_facility_has_a_name_of_its_own(lang: str, text: str, name: str) -> None:
    assert told(read(text, lang), "target_name") == [name]


def test_the_number_of_a_school_counts_nobody() -> None:
    mentions = read("В среду в школе N 63 в Донецке из-за осколочных ранений от снаряда погибли двое детей.")
    assert [(c["what"], c["low"]) for m in mentions for c in m.values("count")] == [("killed", 2)]


def test_a_hospital_of_an_aid_body_has_no_name() -> None:
    assert told(read("Авиация разбомбила больницу «Врачей без границ» в Идлибе, погибли 14 человек."), "target_name") == []


def test_who_coordinates_in_a_country_is_not_called_by_it() -> None:
    text = (
        "В результате авиаудара по рынку в Таизе погибли 54 мирных жителя. "
        "Об этом заявил гуманитарный координатор ООН в Йемене Джейми Голдрик."
    )
    assert told(read(text), "speaker") == ["Джейми Голдрик"]


def test_abbreviations_keep_their_capitals_before_an_ending() -> None:
    text = (
        "В ночь на 12 мая ВВС ЦАХАЛа нанесли удар по школе в Джабалии, погибли 15 человек. "
        "ЦАХАЛ пока не комментирует эту информацию."
    )
    mentions = read(text)
    assert blamed(mentions) == ["Israeli army"]
    assert stances(mentions) == ["declines_comment"]


def test_whose_part_is_denied_is_accused() -> None:
    text = "В Кремле отвергли обвинения в причастности российской авиации к бомбардировке госпиталя в сирийском Идлибе."
    mentions = read(text)
    assert blamed(mentions) == ["Russia"]
    assert stances(mentions) == ["denies_responsibility"]


def test_abbreviations_of_offices_and_weapons_are_no_places() -> None:
    text = (
        "Росіяни вдарили із ЗРК С-300 по лікарні в Харкові, загинув лікар.\n\n"
        "Джерело: голова Харківської ОДА Олег Іваненко у Telegram"
    )
    mentions = read(text, "uk")
    assert "ЗРК" not in told(mentions, "place")
    assert "ОДА" not in told(mentions, "place")
    assert told(mentions, "speaker") == ["Олег Іваненко"]


def test_a_word_of_a_group_s_name_is_no_target() -> None:
    text = 'Унаслідок авіаудару "Сил швидкого реагування" (RSF) по притулку в Ель-Фашері загинули 57 цивільних.'
    mentions = read(text, "uk")
    assert "ambulance" not in told(mentions, "target")
    assert blamed(mentions) == ["Rapid Support Forces"]


def test_small_words_with_a_capital_are_no_country() -> None:
    text = "Боевики обстреляли школу в Алеппо, ранены трое детей. Тем временем полиция начала расследование."
    assert "TG" not in {v for m in read(text) for v in m.values("country")}
