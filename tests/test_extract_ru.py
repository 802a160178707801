"""Russian texts, read from start to end: invented articles and posts of the kinds that monitoring teams collect."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, parties, speakers, stances, unwrapped

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Mention, Reading, group


def read(wrapped: str, published: str | None) -> tuple[Mention, ...]:
    """Read a Russian text with the rule engine."""
    return extracted(unwrapped(wrapped), "ru", published)


CAMPAIGN = """
«Хьюман Райтс Вотч»: удары Эфиопии и Эритреи по клиникам в Тыграе стали частью «стратегии»

Правозащитная организация Human Rights Watch заявила, что эфиопские правительственные войска и эритрейские военные
систематически атаковали клиники и другие медицинские учреждения. Об этом говорится в новом докладе организации. По словам его
авторов, действия Аддис-Абебы и Асмэры могут быть частью их военной стратегии.

В докладе отмечается, что за последние четыре месяца было нанесено «не менее девяти целенаправленных ударов по больницам,
клиникам и аптекам в сельских районах на юге области Тыграй». В результате этих нападений, говорится в докладе, погибли не
менее семи мирных жителей, еще 61 человек получил ранения.

«Эфиопская и эритрейская армии намеренно наносят удары по медицинским учреждениям, грубо нарушая международное гуманитарное
право. Это военное преступление», — заявила директор организации по реагированию на кризисы Мириам Окафор.

В докладе утверждается, что удары по клиникам наносятся, чтобы расчистить путь для наземного наступления на юге Тыграя.

Human Rights Watch неоднократно выдвигала обвинения против Эритреи. Около трех недель назад представитель организации сообщил,
что она задокументировала удары эфиопской и эритрейской авиации по школам, больницам и жилым домам. 12 мая 2021 года
организация опубликовала доклад, в котором говорилось, что эритрейские войска атаковали в том числе церкви и рынки.

В министерстве информации Эритреи в ответ на эти обвинения заявили, что доклад правозащитников состоит из «фейков и штампов».
Позднее официальный представитель министерства информации Эритреи Йонас Тесфай призвал организацию, вместо того чтобы
бездоказательно обвинять нас, оценить действия повстанцев.

Асмэра неоднократно отвергала обвинения в ударах по мирным жителям. В министерстве утверждают, что войска наносят удары только
по позициям повстанцев и других террористов.
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
    assert {"Human Rights Watch", "Мириам Окафор"} <= speakers(total)
    assert total.values("country") == ["ET"]
    assert any(p.startswith("чтобы расчистить путь") for p in total.values("purpose"))
    assert "военное преступление" in total.values("legal")


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


MYKOLAIV = """
В результате ночного ракетного удара по Николаеву погибли два человека, еще 19 получили ранения, в том числе пятеро детей. Об
этом сообщил глава областной военной администрации Виталий Ким. По его словам, российская ракета попала в трехэтажный жилой
дом в центре города. Повреждены больница и две школы. Спасатели извлекли из-под завалов тело женщины. Ранее сообщалось об
одном погибшем. В Минобороны России заявили, что удар был нанесен по пункту временной дислокации наемников.
"""


def test_one_attack_told_in_many_sentences_is_one_mention() -> None:
    attack, reply = read(MYKOLAIV, "2023-07-21")
    assert attack.scope == "incident"
    assert attack.values("method") == ["missile"]
    assert attack.values("country") == ["UA"]
    assert set(attack.values("target")) == {"home", "hospital", "school"}
    assert {("killed", "people", 2, 2), ("injured", "people", 19, 19), ("injured", "children", 5, 5)} <= counts(attack)
    assert not any(c[:2] == ("killed", "people") and c[2] == 1 for c in counts(attack))
    assert attack.values("correction") == [{"of": "одном"}]
    assert speakers(attack) == {"Виталий Ким"}
    assert parties(attack) == {"Russia": "alleged"}
    assert reply.values("party")[0]["label"] == "Russia"
    assert reply.values("response_stance") == ["alternative_explanation"]


BELGOROD = """
ВСУ обстреляли из РСЗО центр Белгорода, есть погибшие

Вооруженные силы Украины в воскресенье днем обстреляли Белгород, сообщил губернатор Вячеслав Гладков. Снаряд попал в
десятиэтажный жилой дом на улице Щорса, обрушился целый подъезд. Погибли 15 человек, среди них двое детей, 27 человек ранены.
«Это чудовищное преступление», — написал губернатор в телеграм-канале. Киев обстрел жилых домов отрицает: представитель
украинского генштаба Андрей Ковалев заявил, что дом разрушила ракета российской ПВО.
"""


def test_a_headline_and_its_article_are_one_attack_and_a_denial_may_end_its_clause() -> None:
    attack, *replies = read(BELGOROD, "2024-05-13")
    assert attack.scope == "incident"
    assert attack.values("method") == ["rocket"]
    assert attack.values("target") == ["home"]
    assert attack.values("date")[0]["from"] == "2024-05-12"
    assert counts(attack) == {("killed", "people", 15, 15), ("killed", "children", 2, 2), ("injured", "people", 27, 27)}
    assert parties(attack) == {"Armed Forces of Ukraine": "alleged"}
    assert stances(tuple(replies)) == ["denies_event", "alternative_explanation"]


IDLIB = """
Сирийская правительственная авиация во вторник нанесла удары по школе и больнице в городе Идлиб, погибли не менее 20 человек,
в том числе девять детей, сообщила организация «Белые каски». Три учителя были убиты, когда бомба упала на школьный двор.
Больница выведена из строя. Госдепартамент США возложил ответственность за атаку на Россию. Москва отрицает причастность к
ударам. МИД РФ назвал эти сообщения вбросом.
"""


def test_an_accusation_in_the_accusative_names_the_accused() -> None:
    attack, *replies = read(IDLIB, "2020-02-26")
    assert {("killed", "people", 20, None), ("killed", "children", 9, 9), ("killed", "teachers", 3, 3)} == counts(attack)
    assert parties(attack) == {"Syria": "alleged", "Russia": "alleged"}
    assert {"school", "hospital"} <= set(attack.values("target"))
    assert "out_of_service" in attack.values("effect")
    assert stances(tuple(replies)) == ["denies_responsibility", "discredits_source"]


DARFUR = """
Боевики Сил быстрой поддержки убили более 800 человек в городе Ардамата в суданском регионе Дарфур, сообщило Управление
верховного комиссара ООН по делам беженцев. По словам очевидцев, нападавшие сожгли сотни домов, разграбили больницу и похитили
трех врачей. Представитель СБП отверг обвинения, заявив, что его бойцы не причастны к убийствам мирных жителей.
"""


def test_fighters_belong_to_the_party_named_behind_them() -> None:
    attack, reply = read(DARFUR, "2023-11-05")
    assert parties(attack) == {"Rapid Support Forces": "alleged"}
    assert {"arson", "looting", "abduction"} <= set(attack.values("method"))
    assert {("killed", "people", 801, None), ("detained", "health_workers", 3, 3)} == counts(attack)
    assert reply.values("response_stance") == ["denies_responsibility"]


POST = """
Сегодня утром оккупанты обстреляли Авдеевку из артиллерии. Ранена женщина 1958 года рождения, она госпитализирована.
Повреждены пять частных домов и здание поликлиники.

Кроме того, накануне вечером враг нанес авиаудар по селу Очеретино: погиб мужчина, двое детей травмированы.
"""


def test_a_victim_without_a_number_is_one_and_a_year_of_birth_is_no_date() -> None:
    morning, evening = read(POST, None)
    assert counts(morning) == {("injured", "women", 1, 1)}
    assert set(morning.values("target")) == {"home", "clinic"}
    assert counts(evening) == {("killed", "men", 1, 1), ("injured", "children", 2, 2)}
    assert evening.values("method") == ["airstrike"]
    assert not morning.of("date")
    assert not evening.of("date")


def test_a_sentence_broken_over_lines_is_one_sentence() -> None:
    broken = "Утром\n \nвраг\n обстрелял из \nартиллерии\n школу в \nСеверске\n."
    claims = rules.extract(
        Reading(source="s", reader="test", version="1", text=broken, lang="ru"), run="run-1", gazetteer=gazetteer.load()
    )
    (attack,) = group(claims, "s")
    assert attack.values("target") == ["school"]
    assert attack.values("place")[0]["text"] == "Северске"


def test_a_claim_of_responsibility_is_claimed() -> None:
    (attack,) = read(
        "Смертник взорвал себя у мечети в Кабуле в пятницу, погибли 12 человек. Ответственность за нападение взяло на себя "
        "движение «Талибан».",
        "2018-01-28",
    )
    assert parties(attack)["Taliban"] == "claimed"
    assert attack.values("method") == ["suicide_attack"]


def test_a_neighbourhood_and_the_name_of_a_hospital_are_no_towns() -> None:
    (attack,) = read(
        "Снаряд разорвался у больницы имени Калинина в Донецке, ранена медсестра, сообщил мэр города Алексей Лебедев.", "2023-05-03"
    )
    assert [p["text"] for p in attack.values("place")] == ["Донецке"]
    assert counts(attack) == {("injured", "health_workers", 1, 1)}
    assert speakers(attack) == {"Алексей Лебедев"}


def test_an_attack_and_its_targets_may_stand_in_sentences_of_their_own() -> None:
    (attack,) = read(
        "Торговые центры, больницы, школы. Почти по всей стране. Это была самая крупная ракетная атака с начала вторжения.", None
    )
    assert {"market", "hospital", "school"} == set(attack.values("target"))
    assert attack.values("method") == ["missile"]


def test_who_acts_is_known_by_case() -> None:
    (attack,) = read("Больница в Идлибе разрушена сирийской авиацией, погибли врач и двое пациентов.", "2019-07-12")
    assert parties(attack) == {"Syria": "stated"}
    assert {("killed", "health_workers", 1, 1), ("killed", "patients", 2, 2)} <= counts(attack)


def test_a_strike_on_fighters_alone_makes_no_claim() -> None:
    assert read("Армия уничтожила склад боеприпасов и 40 боевиков под Хомсом.", "2017-03-04") == ()


def test_a_speaker_may_stand_before_a_colon() -> None:
    (attack,) = read("Мэрия: ракета попала в многоэтажный дом в Харькове, двое раненых.", "2022-03-04")
    assert speakers(attack) == {"Мэрия"}
    assert attack.values("target") == ["home"]


def test_repression_is_told_by_its_verb() -> None:
    first, *_ = read(
        "В Минске силовики жестоко разогнали акцию протеста. Против демонстрантов применили резиновые пули, более 200 человек "
        "пострадали.",
        "2020-08-12",
    )
    assert first.values("target") == ["other_civilian"]
    assert first.values("country") == ["BY"]


def test_a_speaker_may_stand_behind_the_last_dash() -> None:
    (attack,) = read("В Донецке при обстреле со стороны ВСУ погиб водитель скорой помощи — Минздрав ДНР.", "2023-02-09")
    assert any("Минздрав ДНР" in s for s in speakers(attack))
    assert counts(attack) == {("killed", "health_workers", 1, 1)}
    assert set(parties(attack)) == {"Armed Forces of Ukraine"}


def test_where_the_fire_came_from_is_not_where_it_fell() -> None:
    (attack,) = read(
        "Противник вел огонь из артиллерии с позиций в районе села Орловка. Снаряд попал в школу в Горловке.", "2023-02-09"
    )
    assert {p["text"]: c.rule for c, p in zip(attack.of("place"), attack.values("place"), strict=True)} == {
        "Орловка": "place.near", "Горловке": "place.gazetteer",
    }  # fmt: skip
    assert attack.values("target") == ["school"]
