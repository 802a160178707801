"""Ukrainian texts, read from start to end: invented articles and posts of the kinds that monitoring teams collect."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, parties, speakers, stances, unwrapped

from solferino.records import Mention


def read(wrapped: str, published: str | None) -> tuple[Mention, ...]:
    """Read a Ukrainian text with the rule engine."""
    return extracted(unwrapped(wrapped), "uk", published)


CAMPAIGN = """
Правозахисна організація Human Rights Watch заявила, що ефіопські урядові війська та еритрейські військові систематично
атакували клініки та інші медичні заклади. Про це йдеться в новому звіті організації. За словами його авторів, дії Аддис-Абеби
й Асмери можуть бути частиною їхньої воєнної стратегії.

У звіті зазначається, що за останні чотири місяці було завдано «щонайменше дев'ять цілеспрямованих ударів по лікарнях,
клініках та аптеках у сільських районах на півдні області Тиграй». Унаслідок цих нападів, ідеться у звіті, загинули щонайменше
семеро мирних жителів, ще 61 людина дістала поранення.

«Ефіопська та еритрейська армії навмисно завдають ударів по медичних закладах, грубо порушуючи міжнародне гуманітарне право.
Це воєнний злочин», — заявила директорка організації з реагування на кризи Міріам Окафор.

У звіті стверджується, що удари по клініках завдаються, щоб розчистити шлях для наземного наступу на півдні Тиграю.

Human Rights Watch неодноразово звинувачувала Еритрею. Близько трьох тижнів тому представник організації повідомив, що вона
задокументувала удари ефіопської та еритрейської авіації по школах, лікарнях і житлових будинках. 12 травня 2021 року
організація оприлюднила звіт, у якому йшлося, що еритрейські війська атакували зокрема церкви та ринки.

У міністерстві інформації Еритреї у відповідь на ці звинувачення заявили, що звіт правозахисників складається з «фейків і
штампів». Пізніше офіційний представник міністерства інформації Еритреї Йонас Тесфай закликав організацію, замість того щоб
бездоказово звинувачувати, оцінити дії повстанців.

Асмера неодноразово відкидала звинувачення в ударах по мирних жителях. У міністерстві стверджують, що війська завдають ударів
лише по позиціях повстанців та інших терористів.
"""


@pytest.fixture(scope="module")
def campaign() -> tuple[Mention, ...]:
    return read(CAMPAIGN, "2021-08-20")


def test_the_total_of_a_report_comes_out_whole(campaign: tuple[Mention, ...]) -> None:
    total = campaign[0]
    assert total.scope == "total"
    assert counts(total) == {("attacks", "attacks", 9, None), ("killed", "civilians", 7, None), ("injured", "people", 61, 61)}
    assert set(total.values("target")) == {"hospital", "clinic", "pharmacy"}
    assert (total.values("date")[0]["from"], total.values("date")[0]["to"]) == ("2021-04-20", "2021-08-20")
    assert parties(total) == {"Ethiopia": "alleged", "Eritrea": "alleged"}
    assert {"Human Rights Watch", "Міріам Окафор"} <= speakers(total)
    assert total.values("country") == ["ET"]
    assert any(p.startswith("щоб розчистити шлях") for p in total.values("purpose"))
    assert "воєнний злочин" in total.values("legal")


def test_reports_cited_in_passing_are_totals_with_a_report_date(campaign: tuple[Mention, ...]) -> None:
    earlier, first = (m for m in campaign[1:] if m.scope == "total")
    assert set(earlier.values("target")) == {"school", "hospital", "home"}
    assert earlier.values("method") == ["airstrike"]
    assert set(parties(earlier)) == {"Ethiopia", "Eritrea"}
    assert not earlier.of("count")
    assert set(first.values("target")) == {"worship", "market"}
    assert first.values("report_date")[0]["from"] == "2021-05-12"
    assert not first.of("date")


def test_the_four_replies_of_the_accused(campaign: tuple[Mention, ...]) -> None:
    assert stances(campaign) == ["discredits_source", "counter_accuses", "denies_event", "alternative_explanation"]
    replies = [m for m in campaign if m.scope == "response"]
    assert all(m.values("answers") for m in replies)
    assert replies[1].values("speaker")[0]["name"] == "Йонас Тесфай"
    assert {m.values("party")[0]["label"] for m in replies} == {"Eritrea"}


KHARKIV = """
Росіяни вдарили по будівельному гіпермаркету в Харкові: є загиблі

Російська авіація завдала удару двома керованими авіабомбами по будівельному гіпермаркету в Харкові в суботу, 25 травня.
Унаслідок удару загинули щонайменше двоє людей, ще 33 поранено, повідомив начальник Харківської ОВА Олег Синєгубов. За його
словами, в момент удару в магазині могли перебувати понад 200 людей. Пізніше ворог повторно вдарив по центру міста, поранено
рятувальника та 14 мешканців. Президент Володимир Зеленський назвав цю атаку проявом російського терору.
"""


def test_one_attack_told_in_many_sentences_is_one_mention() -> None:
    (attack,) = read(KHARKIV, "2024-05-25")
    assert attack.scope == "incident"
    assert attack.values("method") == ["airstrike"]
    assert {"market", "rescuer"} <= set(attack.values("target"))
    assert attack.values("date")[0]["from"] == "2024-05-25"
    assert {("killed", "people", 2, None), ("injured", "people", 33, 33), ("injured", "rescuers", 1, 1)} <= counts(attack)
    assert parties(attack)["Russia"] == "stated"
    assert "Олег Синєгубов" in speakers(attack)
    assert attack.values("double_tap") == [True]


KHERSON = """
Упродовж минулої доби ворог здійснив 84 обстріли Херсонської області, випустивши 412 снарядів з мінометів, артилерії, РСЗВ та
БпЛА. Російські військові поцілили у житлові квартали населених пунктів області, медичний заклад та аптеку в Херсоні. Через
російську агресію 1 людина загинула, ще 7 — дістали поранення, з них двоє дітей, — повідомив начальник Херсонської ОВА
Олександр Прокудін.
"""


def test_the_sum_of_a_day_is_a_total() -> None:
    total, *_ = read(KHERSON, "2023-12-25")
    assert total.scope == "total"
    assert counts(total) == {("attacks", "attacks", 84, 84)}
    assert set(total.values("method")) == {"shelling", "rocket", "drone"}
    assert total.values("place")[0]["text"] == "Херсонської області"


def test_who_acts_is_known_by_case() -> None:
    (attack,) = read("Школу в Оріхові зруйновано російською армією, загинула вчителька.", "2023-07-10")
    assert parties(attack) == {"Russian Armed Forces": "stated"}
    assert attack.values("target") == ["school"]
    assert counts(attack) == {("killed", "teachers", 1, 1)}


def test_two_attacks_of_one_report_stay_apart_and_a_victim_by_age_is_one() -> None:
    first, second = read(
        """За даними слідства, 22 березня збройні сили рф завдали ракетного удару по місту Чугуїв. Під ударом опинилася районна
        лікарня. Загинула 54-річна жінка, шестеро людей поранено, серед них лікар і двоє пацієнтів.

        Крім того, внаслідок влучання «Шахеда» у приватний будинок у селі Вільча поранення дістав 61-річний чоловік.""",
        "2024-03-22",
    )
    assert first.values("method") == ["missile"]
    assert counts(first) == {
        ("killed", "women", 1, 1), ("injured", "people", 6, 6), ("injured", "health_workers", 1, 1), ("injured", "patients", 2, 2),
    }  # fmt: skip
    assert second.values("method") == ["drone"]
    assert second.values("target") == ["home"]
    assert counts(second) == {("injured", "men", 1, 1)}


def test_a_denial_of_the_accused_is_a_response() -> None:
    attack, *replies = read(
        """14 січня російські окупанти здійснили ракетний удар по Дніпру. Ракета влучила в дев'ятиповерховий житловий будинок на
        масиві Перемога. Загинуло 46 людей, з них шестеро дітей. Кремль заперечує удари по житлових будинках: речник Кремля
        Петро Гончар заявив, що будинок обвалився через роботу української ППО.""",
        "2023-01-14",
    )
    assert attack.values("target") == ["home"]
    assert counts(attack) == {("killed", "people", 46, 46), ("killed", "children", 6, 6)}
    assert parties(attack) == {"Russia": "stated"}
    assert stances(tuple(replies)) == ["denies_responsibility", "alternative_explanation"]


def test_a_town_with_an_apostrophe_is_found() -> None:
    (attack,) = read("Ворог вдарив по Куп'янську. Цього разу — керованою авіабомбою по приватному сектору.", None)
    assert attack.values("place")[0]["text"] == "Куп'янську"
    assert attack.values("method") == ["airstrike"]
    assert attack.values("target") == ["home"]


def test_drones_that_were_shot_down_are_no_attack() -> None:
    assert read("Сили ППО збили над Одещиною 14 безпілотників. Постраждалих немає.", "2023-06-01") == ()
