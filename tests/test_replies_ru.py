"""Russian and Ukrainian replies: what accused forces answer, with any verb, with none, and where nobody is blamed."""

from __future__ import annotations

import pytest
from extracted import extracted, stances

BLAMED = "Врачи сообщили, что российская авиация ударила по больнице в Идлибе, погибли семь человек. "
UNBLAMED = "Снаряд попал в школу в посёлке Яблоневка, погибли трое детей, рассказал директор школы. "
ACCUSED = "Лікарі повідомили, що російська авіація вдарила по лікарні в Ізюмі, загинули семеро людей. "

RUSSIAN = [
    (BLAMED, "«Наши лётчики этот район не бомбили», — отрезал генерал Вересов.", ["denies_responsibility"]),
    (BLAMED, "Полковник Вересов: «Никто больницу не бомбил».", ["denies_responsibility"]),
    (BLAMED, "Денис Вересов поклялся, что армия к удару непричастна.", ["denies_responsibility"]),
    (BLAMED, "В Минобороны России хранят молчание.", ["declines_comment"]),
    (BLAMED, "Кремль обошёл эту тему.", ["declines_comment"]),
    (BLAMED, "В российском посольстве отвечать на вопросы отказались.", ["declines_comment"]),
    (BLAMED, "Кремль: таким снимкам нельзя верить.", ["discredits_source"]),
    (BLAMED, "Генерал Вересов назвал рассказ врачей притянутым за уши.", ["discredits_source"]),
    (BLAMED, "Минобороны России пообещало разобраться.", ["investigates"]),
    (BLAMED, "Генерал Вересов распорядился начать служебное разбирательство.", ["investigates"]),
    (BLAMED, "Сирийское командование также исключило свою причастность.", ["denies_responsibility"]),
    (BLAMED, "Полковник Вересов не отпирался: удар нанесли по ошибке.", ["accepts_responsibility"]),
    (BLAMED, "Денис Вересов обвинил украинскую армию в поджоге склада.", ["counter_accuses"]),
    (BLAMED, "Прокурор области обещал поймать виновных.", []),
    (BLAMED, "Представитель Кремля отказался говорить о ценах на бензин.", []),
    (BLAMED, "МИД Ирана потребовал расследовать удар.", []),
    (UNBLAMED, "Министерство обороны России: наши батареи в тот день не стреляли.", ["denies_responsibility"]),
    (UNBLAMED, "«Это были не наши миномёты», — сказал представитель армии Сирии.", ["denies_responsibility"]),
    (UNBLAMED, "Вины армии Израиля нет: ракету неудачно запустил ХАМАС, утверждает армия Израиля.", ["counter_accuses"]),
    (UNBLAMED, "Источник в российских спецслужбах: в здании был штаб боевиков.", ["alternative_explanation"]),
    (UNBLAMED, "Армия Сирии сообщила, что школа не использовалась в военных целях.", []),
    (UNBLAMED, "Повстанческое объединение «Щит Севера» заявило: к обстрелу мы непричастны.", ["denies_responsibility"]),
    (UNBLAMED, "Мэр отверг слухи об эвакуации зоопарка.", []),
    (UNBLAMED, "Местная жительница рассказала, что снарядов раньше не было.", []),
]

UKRAINIAN = [
    (ACCUSED, "«Наші льотчики туди не літали», — відрубав генерал Вересов.", ["denies_responsibility"]),
    (ACCUSED, "Денис Вересов присягався, що армія до удару непричетна.", ["denies_responsibility"]),
    (ACCUSED, "У Кремлі промовчали.", ["declines_comment"]),
    (ACCUSED, "Міноборони Росії обійшло цю тему.", ["declines_comment"]),
    (ACCUSED, "Кремль: таким знімкам вірити не можна.", ["discredits_source"]),
    (ACCUSED, "Речник російської армії відмовився говорити про ціни на бензин.", []),
    (ACCUSED, "Жодного удару не було, запевнив російський генерал.", ["denies_event"]),
    (ACCUSED, "Полковник Вересов доручив почати службове розслідування.", ["investigates"]),
    (ACCUSED, "Прокурор області заперечив, що йде у відставку.", []),
    (ACCUSED, "МЗС Ірану зажадало розслідувати удар.", []),
]


@pytest.mark.parametrize(("told", "said", "expected"), RUSSIAN)
def test_a_russian_reply_is_heard_in_whatever_words_it_comes(told: str, said: str, expected: list[str]) -> None:
    assert stances(extracted(told + said, "ru", "2026-05-06")) == expected


@pytest.mark.parametrize(("told", "said", "expected"), UKRAINIAN)
def test_a_ukrainian_reply_is_heard_in_whatever_words_it_comes(told: str, said: str, expected: list[str]) -> None:
    assert stances(extracted(told + said, "uk", "2026-05-06")) == expected
