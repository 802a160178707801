"""What Russian and Ukrainian agencies add around a story: bans, brackets, names of facilities, sources of sources."""

from __future__ import annotations

import pytest
from extracted import extracted, stances, told

from solferino.records import Mention


def read(text: str, lang: str = "ru", published: str | None = "2023-05-17") -> tuple[Mention, ...]:
    """Read a text with the rule engine."""
    return extracted(text, lang, published)


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


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Российские военные обстреляли школу в Херсоне, ранены двое учителей. Обстрел произошел около 11 часов."),
        ("uk", "Російські війська вдарили по школі у Херсоні близько 11 години, поранено двох вчителів."),
    ],
)
def test_an_hour_in_words_is_one_of_the_day_of_publication(lang: str, text: str) -> None:
    (mention,) = read(text, lang)
    assert [(d["from"], d["to"]) for d in mention.values("date")] == [("2023-05-17", "2023-05-17")]


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        (
            "ru",
            "Войска обстреляли больницу в Херсоне. Известно о трех погибших и двоих раненых. "
            "Все погибшие и пострадавшие — сотрудники больницы.",
            "staff",
        ),
        (
            "uk",
            "Російські війська вдарили по ринку у Херсоні, загинули 3 людини, 2 поранено. Усі загиблі та поранені – жінки.",
            "women",
        ),
    ],
)
def test_who_all_the_victims_were_is_told_by_a_dash(lang: str, text: str, who: str) -> None:
    counts = {(c["what"], c["who"], c["low"]) for m in read(text, lang) for c in m.values("count")}
    assert {("killed", who, 3), ("injured", who, 2)} <= counts


def test_a_headline_s_office_is_the_person_named_below() -> None:
    text = (
        "Администрация: в Херсоне снаряды попали в больницу, есть жертвы\n\n"
        "Снаряды попали в городскую больницу, ранены трое, сообщил руководитель областной администрации Павел Крутов."
    )
    assert told(read(text), "speaker") == ["Павел Крутов"]


def test_on_which_channel_a_mayor_wrote_is_no_speaker() -> None:
    text = "В Горловке при обстреле погибли три мирных жителя. Об этом в Telegram-канале сообщил мэр города Иван Сидоров."
    assert told(read(text), "speaker") == ["Иван Сидоров"]


def test_a_name_in_latin_letters_behind_a_name_is_passed_over() -> None:
    text = "Губернатор провинции Кундуз Ахмад Рахими (Ahmad Rahimi) заявил, что авиация разбомбила больницу, погибли 22 человека."
    assert told(read(text), "speaker") == ["Ахмад Рахими"]


def test_a_reply_of_the_headline_is_given_once_by_who_is_named() -> None:
    text = (
        "Минобороны назвало «вбросом» сообщения о разрушенных Россией сирийских больницах\n\n"
        "Представитель Минобороны Олег Крутов назвал «информационным вбросом» сообщения о разрушенных российской авиацией "
        "больницах в Алеппо."
    )
    replies = [m for m in read(text) if m.scope == "response"]
    assert [s["name"] for m in replies for s in m.values("speaker")] == ["Олег Крутов"]


def test_information_that_is_denied_right_behind_an_attack_is_of_it() -> None:
    text = (
        "В результате удара по городу Барда погиб 21 человек, говорится в сообщении Генпрокуратуры Азербайджана. "
        "Пресс-секретарь Министерства обороны Армении Анна Петросян опровергла информацию, поступающую из Баку."
    )
    assert stances(read(text)) == ["denies_event"]


def test_space_forces_are_those_of_their_country() -> None:
    text = "Газета сообщила, что в мае Военно-космические силы России разбомбили четыре сирийских госпиталя."
    assert blamed(read(text)) == ["Russian Armed Forces"]


def test_a_name_with_an_article_inside_is_one_place() -> None:
    text = "По меньшей мере 30 человек были убиты в результате удара по школе в Дейр-эль-Балахе, сообщает агентство France-Presse."
    mentions = read(text)
    assert told(mentions, "place") == ["Дейр-эль-Балахе"]
    assert "FR" not in {v for m in mentions for v in m.values("country")}


CALM = {
    "ru": (
        "В детской больнице № 7 взорвался баллон с кислородом. Пострадали две медсестры, по словам главврача Ирины Носовой.",
        "Суд приговорил бывшего охранника школы к шести годам колонии за ограбление магазина, сообщает пресс-служба суда.",
        "Режиссер Андрей Лунин закончил съемки фильма о захвате заложников в больнице. По сюжету боевики удерживают пациентов.",
        "Сборная Йемена разгромила команду Судана 4:0. Обстрел ворот не прекращался до финального свистка.",
        "Минздрав Сирии сообщил о вспышке холеры в лагере под Алеппо: умерли 14 человек, еще 203 госпитализированы.",
        "В Казани прошли учения спасателей: условные террористы захватили школу, условно пострадали 30 учеников.",
        "На саммите министры обсудили восстановление больниц и школ в секторе Газа. По данным ООН, нужно 20 млрд долларов.",
        "Лавина накрыла автобус с туристами на севере Афганистана, погибли девять человек, сообщает телеканал «Восток».",
        "В Грозном открыли новую поликлинику имени академика Вишневского. На строительство ушло два года.",
        "Песков заявил журналистам, что президент посетит больницу в Донецке и встретится с врачами.",
        "После взрыва газа в жилом доме в Магнитогорске ранены пять человек. Версию теракта в ФСБ опровергли.",
        "Армия Мьянмы сообщила, что ее истребитель разбился во время тренировочного полета. На земле никто не пострадал.",
    ),
    "uk": (
        "У Львові відкрили реабілітаційний центр для поранених військових. Про це повідомив мер міста Іван Коваль.",
        "У Полтаві внаслідок вибуху газу в лікарні постраждали двоє людей, повідомили у ДСНС.",
        "Прокуратура завершила розслідування розкрадання коштів на ремонт школи. За даними слідства, посадовець викрав 2 млн.",
        "На Одещині через негоду без світла залишилися 125 сіл. Пошкоджено дах лікарні, зазначили в обленерго.",
    ),
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in CALM.items() for text in texts])
def test_what_is_no_attack_is_no_mention(lang: str, text: str) -> None:
    assert not read(text, lang)
