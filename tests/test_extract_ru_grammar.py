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


@pytest.mark.parametrize(
    ("text", "lang", "hurt"),
    [
        ("При обстреле Никополя ранены 45- и 62-летний мужчины, а также 70-летняя женщина.", "ru", {("men", 2), ("women", 1)}),
        ("Внаслідок обстрілу Нікополя поранено 45- та 62-річного чоловіків.", "uk", {("men", 2)}),
        (
            "После авиаудара по рынку 109 мужчин, 24 женщины и 38 детей были ранены.",
            "ru",
            {("men", 109), ("women", 24), ("children", 38)},
        ),
        ("Число детей, раненных при ударе по школе, достигло 28.", "ru", {("children", 28)}),
        ("При ударе по дому ранены двое детей — мальчик 6 лет и девочка 11 лет.", "ru", {("children", 2)}),
    ],
)
def test_ages_lists_and_tolls_say_how_many(text: str, lang: str, hurt: set[tuple[str, int]]) -> None:
    assert {(c["who"], c["low"]) for m in read(text, lang) for c in m.values("count")} == hurt


@pytest.mark.parametrize(
    ("text", "lang", "speakers"),
    [
        (
            "Дрон ударил по автобусу в Горловке. Глава Донецкой Народной Республики (ДНР) Денис Орлов уточнил, что ранены пятеро.",
            "ru",
            ["Денис Орлов"],
        ),
        ("Авиация разбомбила рынок в Идлибе. Группа «Луч», работающая в провинции, заявила о 12 погибших.", "ru", ["Группа «Луч»"]),
        ("Снаряд попал в школу в Торецке. Об этом РИА Новости сообщили в Следственном комитете.", "ru", ["Следственном комитете"]),
        (
            "Снаряд попал в школу. Глава области Олег Белов сообщил о раненых. Губернатор добавил, что погиб учитель.",
            "ru",
            ["Олег Белов"],
        ),
        (
            "Ракета влучила у лікарню. Про це в ефірі телемарафону розповів директор департаменту міської ради Богдан Сірий.",
            "uk",
            ["Богдан Сірий"],
        ),
        (
            "Про це повідомляє УНН з посиланням на обласну прокуратуру. Дрон атакував швидку в Бериславі.",
            "uk",
            ["обласну прокуратуру"],
        ),
    ],
)
def test_who_speaks_is_found_in_brackets_past_clauses_and_by_office(text: str, lang: str, speakers: list[str]) -> None:
    assert told(read(text, lang), "speaker") == speakers


def test_a_ministry_answers_in_the_sentence_before_the_one_that_names_it() -> None:
    text = (
        "В Идлибе при ударе российской авиации по больнице погибли девять человек, сообщили активисты. "
        "Сообщения об ударе по больнице являются вбросом. Об этом заявила представитель МИД России Анна Крылова."
    )
    assert [m.values("response_stance") for m in read(text) if m.scope == "response"] == [["discredits_source"]]


def test_an_army_that_says_fighters_used_a_school_explains_the_strike() -> None:
    text = (
        "Израиль нанёс удар по школе в Газе, погибли 30 человек. "
        "По словам израильских военных, боевики использовали этот комплекс для хранения ракет."
    )
    assert "alternative_explanation" in [m.values("response_stance")[0] for m in read(text) if m.scope == "response"]


@pytest.mark.parametrize(
    ("text", "lang", "published", "day"),
    [
        (
            "БЕЙРУТ, 21 октября. /Агентство/. За последние 24 часа при авиаударе по больнице погибли двое.",
            "ru",
            "2024-10-21",
            "2024-10-20",
        ),
        (
            "У четвер лікарі заявили, що внаслідок авіаудару по лікарні напередодні загинули 14 людей.",
            "uk",
            "2016-04-29",
            "2016-04-27",
        ),
    ],
)
def test_a_dateline_dates_nothing_and_the_day_before_is_counted_from_a_day(text: str, lang: str, published: str, day: str) -> None:
    assert [d["from"] for d in read(text, lang, published)[0].values("date")] == [day]


def test_villages_are_named_behind_abbreviations() -> None:
    text = "Армія рф обстріляла с. Івашкове Богодухівського району: пошкоджено будинок."
    assert "Івашкове" in told(read(text, "uk"), "place")


def test_not_one_officer_hurt_is_nobody_and_a_rescuer_medic_is_one() -> None:
    text = "При авиаударе по больнице погибли четыре спасателя-медика. Ни один сотрудник полиции не пострадал."
    assert {(c["what"], c["who"], c["low"]) for m in read(text) for c in m.values("count")} == {("killed", "rescuers", 4)}


@pytest.mark.parametrize(
    ("reply", "stance"),
    [
        ("В Минобороны России заявили, что самолёты ВКС в этом районе не летали.", "denies_responsibility"),
        ("Москва отвергла обвинения.", "denies_responsibility"),
        ("Песков назвал сообщения об ударе ложью.", "discredits_source"),
        ("Кремль: это была ракета террористов, целью был их штаб.", "alternative_explanation"),
        ("По версии Минобороны РФ, ракета была выпущена сирийскими повстанцами.", "counter_accuses"),
        ("Минобороны России удар не комментировало.", "declines_comment"),
        ("Минобороны России подтвердило удар.", "accepts_responsibility"),
    ],
)
def test_replies_in_other_words(reply: str, stance: str) -> None:
    text = "Российская авиация нанесла удар по больнице в Идлибе, погибли девять человек, сообщили активисты. "
    assert [m.values("response_stance")[0] for m in read(text + reply) if m.scope == "response"] == [stance]


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        (
            "Прокуратура Харьковской области сообщила, что дрон ударил по больнице, погиб врач.",
            "ru",
            "Прокуратура Харьковской области",
        ),
        ("Миссия ООН по поддержке в Ливии сообщила, что обстреляна больница.", "ru", "Миссия ООН по поддержке в Ливии"),
        ("Комитет по защите журналистов сообщил об ударе по больнице в Газе.", "ru", "Комитет по защите журналистов"),
        ("Прокуратура Харківської області повідомила про удар дрона по лікарні.", "uk", "Прокуратура Харківської області"),
        ("Комітет із захисту журналістів повідомив про удар по лікарні в Газі.", "uk", "Комітет із захисту журналістів"),
        ("Глава Херсонской ГВА Ярослав Шанько уточнил, что снаряд попал в больницу.", "ru", "Ярослав Шанько"),
    ],
)
def test_a_body_keeps_its_region_and_what_it_works_for(text: str, lang: str, name: str) -> None:
    assert told(read(text, lang), "speaker") == [name]


def test_forces_do_not_say_in_which_country_an_attack_was() -> None:
    text = "Российские войска обстреляли Херсон. Под удар попала больница в Днепровском районе, ранены двое медиков."
    assert told(read(text), "country") == ["UA"]


def test_those_hurt_beside_medics_are_medics_unless_others_are_named() -> None:
    (attack,) = read("В результате удара по больнице в Газе погибли четыре медика, пятеро получили ранения.")
    assert ("injured", "health_workers", 5) in {(c["what"], c["who"], c["low"]) for c in attack.values("count")}
    (attack,) = read("В результате удара по больнице в Газе погибли четыре медика, ещё пятеро получили ранения.")
    assert ("injured", "people", 5) in {(c["what"], c["who"], c["low"]) for c in attack.values("count")}


def test_cars_of_militants_are_no_transport() -> None:
    assert not read(
        "В провинции Кандагар убиты 47 боевиков. Был уничтожен транспорт, находившийся в распоряжении повстанцев — 6 автомобилей."
    )


def test_an_admission_at_the_end_is_of_what_stands_before_it() -> None:
    text = "Атака безпілотника США у Кабулі, в якій загинули десять цивільних осіб, була помилкою, визнали в Пентагоні."
    (reply,) = [m for m in read(text, "uk") if m.scope == "response"]
    assert any("була помилкою" in claim.quote for claim in reply.claims)


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("Погибли журналисты Иван Петров и Сергей Смирнов в результате удара по больнице.", "ru", ("killed", "journalists", 2)),
        ("Російські військові викрали лікарів Віталія Сєрова та Сергія Лико в Каховці.", "uk", ("detained", "health_workers", 2)),
        (
            "В результате ударов по больницам зафиксировано 359 погибших и 379 раненых медицинских работников.",
            "ru",
            ("killed", "health_workers", 359),
        ),
        (
            "Число смертей от удара по больнице достигло 50, включая 6 членов персонала больницы.",
            "ru",
            ("killed", "health_workers", 6),
        ),
    ],
)
def test_people_are_counted_by_their_names_and_by_what_follows_the_last(text: str, lang: str, count: tuple[str, str, int]) -> None:
    assert count in {(c["what"], c["who"], c["low"]) for m in read(text, lang) for c in m.values("count")}


def test_a_time_until_now_ends_with_the_report_it_is_told_in() -> None:
    text = "С начала полномасштабного вторжения Россия 2591 раз атаковала больницы, сообщили 12 февраля «Врачи за права человека»."
    (total,) = read(text)
    assert [(d["from"], d["to"]) for d in total.values("date")] == [("2022-02-24", "2024-02-12")]


@pytest.mark.parametrize(
    ("reply", "stance", "quote"),
    [
        (
            '"Сирийские ВВС не наносили удара по больнице", - сообщается в коммюнике армии Сирии, распространённом агентством.',
            "denies_responsibility",
            "не наносили удара",
        ),
        ("В Дамаске считают, что это провокация, которую организовали боевики.", "counter_accuses", "провокация"),
        (
            "«Фантазия СМИ восхищает. Эти вбросы делаются со ссылкой на Лондон. Бывает», — сказал представитель армии Сирии.",
            "discredits_source",
            "Эти вбросы делаются со ссылкой на Лондон",
        ),
    ],
)
def test_replies_are_quoted_where_they_stand(reply: str, stance: str, quote: str) -> None:
    text = "Сирийская армия нанесла удар по больнице в Идлибе, погибли девять человек, сообщили активисты. " + reply
    (answer,) = [m for m in read(text) if m.scope == "response"]
    assert answer.values("response_stance") == [stance]
    assert quote in answer.of("response_stance")[0].quote
    assert "Фантазия" not in answer.of("response_stance")[0].quote


def test_people_missing_without_trace_deny_no_attack() -> None:
    text = "Не менее семи человек погибли, ещё восемь числятся пропавшими без вести после ракетного удара по больнице в Алеппо."
    assert told(read(text), "target") == ["hospital"]


def test_soldiers_who_enter_a_hospital_raid_it() -> None:
    (attack,) = read("Израильские военные вошли на территорию больницы «Аш-Шифа» в городе Газа.")
    assert told((attack,), "method") == ["raid"]


def test_soldiers_are_of_the_party_named_behind_them() -> None:
    (attack,) = read("Військові РФ двічі поцілили дроном у карету швидкої в Нікополі, загинув водій.", "uk")
    assert [p["party"] for p in attack.values("perpetrator")] == ["state.ru"]


def test_a_land_in_the_name_of_a_ministry_is_no_place() -> None:
    text = "Удар по больнице в Сумах, погибли 10 человек. Об этом сообщили в МВД Украины."
    assert told(read(text), "place") == ["Сумах"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Погибли 13 человек, ещё 89 пострадали в результате удара по больнице в Сумах, из них 11 — дети.", "ru"),
        ("Унаслідок удару по лікарні в Сумах загинули 13 осіб, ще 89 постраждали, з них 11 — діти.", "uk"),
    ],
)
def test_some_of_them_are_children_behind_a_dash(text: str, lang: str) -> None:
    assert ("injured", "children", 11) in {(c["what"], c["who"], c["low"]) for m in read(text, lang) for c in m.values("count")}
