"""Russian and Ukrainian wordings that agencies, ministries and posts share, each in a short invented text."""

from __future__ import annotations

import pytest
from extracted import extracted, stances, told

from solferino.records import Mention


def read(text: str, lang: str = "ru", published: str | None = "2023-05-17") -> tuple[Mention, ...]:
    """Read a text with the rule engine."""
    return extracted(text, lang, published)


def test_a_rocket_gets_into_a_hospital_as_a_patient_does() -> None:
    hit = read("Ракета попала в больницу в городе Алешки Херсонской области, погибли двое врачей.")
    assert "hospital" in told(hit, "target")
    assert [v["text"] for v in hit[0].values("place")] == ["Алешки", "Херсонской области"]
    assert not read("Двое дачников попали в больницу с отравлением грибами. Медики напомнили об осторожности.")


def test_a_hospital_that_is_hit_says_nothing() -> None:
    text = "Снаряды боевиков попали в местную больницу, сообщил на своей странице в Facebook глава администрации Павел Черных."
    mentions = read(text)
    assert told(mentions, "speaker") == ["Павел Черных"]
    assert told(mentions, "target") == ["hospital"]


def test_a_bare_ministry_answers_for_the_country_whose_language_is_read() -> None:
    text = (
        "Правозащитники сообщили, что российская авиация разбомбила больницу в сирийском Идлибе, погибли девять человек. "
        "Официальный представитель Минобороны Олег Крутов назвал эти сообщения информационным вбросом."
    )
    assert stances(read(text)) == ["discredits_source"]


def test_an_accusation_that_is_only_repeated_by_the_reply_is_still_told() -> None:
    text = (
        "Сообщения о том, что российские самолеты разбомбили школу в сирийском Идлибе, являются фейком, "
        "заявил представитель Минобороны Олег Крутов."
    )
    mentions = read(text)
    assert told(mentions, "target") == ["school"]
    assert [p["status"] for m in mentions for p in m.values("perpetrator")] == ["alleged"]
    assert "discredits_source" in stances(mentions)


def test_the_same_reply_in_a_headline_and_a_sentence_is_one() -> None:
    text = (
        "Израиль нанес удар по школе в Газе. В ЦАХАЛ утверждают, что там был командный пункт боевиков\n\n"
        "Погибли 12 человек. В ЦАХАЛ утверждают, что боевики использовали здание школы как командный пункт."
    )
    assert stances(read(text)) == ["alternative_explanation"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Российские военные обстреляли школу в Херсоне около 14:30, ранены двое учителей."),
        ("uk", "О 14:30 російські війська вдарили по школі у Херсоні, поранено двох вчителів."),
    ],
)
def test_an_hour_alone_is_one_of_the_day_of_publication(lang: str, text: str) -> None:
    (mention,) = read(text, lang)
    assert [(d["from"], d["to"]) for d in mention.values("date")] == [("2023-05-17", "2023-05-17")]


def test_doctors_who_help_are_no_target() -> None:
    text = "Армия обстреляла рынок в Донецке, ранены шесть человек. Сейчас пострадавшим помогают врачи."
    assert told(read(text), "target") == ["market"]


def test_who_died_is_no_speaker_behind_a_dash() -> None:
    mentions = read("Войска обстреляли больницу в Херсоне. Все погибшие и пострадавшие — сотрудники больницы.")
    assert told(mentions, "speaker") == []


def test_a_town_that_is_struck_is_no_attacker() -> None:
    (mention,) = read("Российские войска атаковали Киев беспилотниками, повреждена школа.")
    assert [p["label"] for p in mention.values("perpetrator")] == ["Russia"]
    assert [v["text"] for v in mention.values("place")] == ["Киев"]


def test_a_list_of_towns_is_a_list_of_incidents() -> None:
    mentions = read("Никополь — РСЗО, двое раненых. Марганец — артиллерия, повреждены жилые дома.")
    assert [m.values("method") for m in mentions] == [["rocket"], ["shelling"]]


def test_houses_and_the_rescued_are_no_victims() -> None:
    text = (
        "Унаслідок ракетного удару армії РФ по Харкову пошкоджено вікна щонайменше 10 житлових будинків, "
        "врятовано чотирьох людей, поранено двох жінок."
    )
    whats = {(c["what"], c["who"], c["low"]) for m in read(text, "uk") for c in m.values("count")}
    assert ("injured", "women", 2) in whats
    assert not {n for what, _, n in whats if what == "injured"} & {4, 10}


def test_a_leadership_denies() -> None:
    text = (
        "Російські війська вдарили по лікарні у Харкові, загинули дві жінки. "
        "Керівництво Росії заперечує, що російська армія завдає ударів по цивільній інфраструктурі."
    )
    assert stances(read(text, "uk"))[0].startswith("denies")


def test_a_capital_that_speaks_is_not_where_it_happened() -> None:
    text = "В сирийском Хан-Зейтуне в результате химической атаки погибли 12 человек. В Москве заявили, что это провокация."
    countries = {v for m in read(text) for v in m.values("country")}
    assert countries == {"SY"}


def test_where_a_monitor_is_based_says_nothing() -> None:
    text = (
        'Организация "Северный центр наблюдения", базирующаяся в Лондоне, заявляет, что армия Сирии обстреляла больницу в Алеппо.'
    )
    assert "Лондоне" not in told(read(text), "speaker")


def test_those_who_were_not_hurt_are_no_incident() -> None:
    text = (
        "Російські війська вдарили дроном по пожежній машині в Оріхові, поранено рятувальника. "
        "Його транспортували до лікарні. Інші рятувальники не постраждали."
    )
    mentions = read(text, "uk")
    assert len(mentions) == 1
    assert "hospital" not in told(mentions, "target")


def test_what_is_only_recalled_is_an_incident_of_its_own() -> None:
    text = (
        "Боевики обстреляли школу в Алеппо, погибли трое детей. "
        "Напомним, 5 мая авиация разбомбила школу в Идлибе, погибли девять человек."
    )
    assert [m.scope for m in read(text)] == ["incident", "incident"]


def test_a_given_name_is_no_people() -> None:
    text = "Авиация коалиции разбомбила рынок в йеменской Сааде, погибли 20 человек, сообщил врач Турки аль-Халиди."
    assert all(s["party"] is None for m in read(text) for s in m.values("speaker"))


def test_one_sentence_may_hold_two_replies() -> None:
    text = (
        "Російські літаки скинули бомби на лікарню в Маріуполі, загинули троє людей. Речник Міноборони РФ Ігор Крутов заявив, "
        "що російська авіація в цьому районі не працювала, а повідомлення про удар є провокацією."
    )
    assert stances(read(text, "uk")) == ["denies_responsibility", "discredits_source"]


def test_what_a_denial_says_behind_its_colon_is_the_reply() -> None:
    text = (
        "Російські війська вдарили ракетою по вокзалу Краматорська, загинули 30 людей. У Міністерстві оборони Росії "
        "звинувачення відкинули: мовляв, жодних вогневих завдань у місті російська армія не мала."
    )
    replies = [m for m in read(text, "uk") if m.scope == "response"]
    assert [m.values("response_stance")[0] for m in replies] == ["denies_responsibility"]
    assert any(c.field == "event" and c.quote.startswith("жодних") for c in replies[0].claims)


def test_a_capital_at_the_head_is_not_where_it_happened() -> None:
    text = "У Москві по-різному пояснюють удар по лікарні в Маріуполі, де загинули троє людей від російських бомб."
    assert {v for m in read(text, "uk") for v in m.values("country")} == {"UA"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Минобороны сообщило об уничтожении двух складов боеприпасов и четырех гаубиц ВСУ под Купянском."),
        ("ru", "В Самаре после взрыва газа в жилом доме в больницу попали шесть человек, возбуждено дело."),
        ("ru", "Минздрав закупит для областной больницы реанимобили на 40 млн рублей, сообщил губернатор."),
        ("uk", "Генштаб повідомив про 87 боєзіткнень за добу, авіація знищила три склади боєприпасів противника."),
        ("uk", "У лікарні Полтави через коротке замикання сталася пожежа, рятувальники евакуювали 12 пацієнтів."),
        ("uk", "За тиждень на грип захворіли дві тисячі дітей, сім шкіл закрили на карантин."),
    ],
)
def test_what_is_no_attack_on_anyone_protected_stays_out(lang: str, text: str) -> None:
    assert read(text, lang) == ()


def test_what_was_damaged_goes_on_with_the_attack_before_it() -> None:
    text = (
        "Російська армія обстріляла Нікополь з важкої артилерії. Про наслідки розповів голова області Сергій Ткач. "
        "Обстрілами пошкоджено чотири приватні будинки. Понівечені лінії електропередач. Вогонь рятувальники приборкали."
    )
    (mention,) = read(text, "uk")
    assert set(told((mention,), "target")) == {"home", "power"}


def test_the_governor_speaks_behind_his_channel() -> None:
    text = "В результате атаки дрона погиб мирный житель, сообщил в своем Telegram-канале губернатор региона Олег Крутов."
    (mention,) = read(text)
    assert told((mention,), "speaker") == ["Олег Крутов"]


def test_cattle_are_no_victims() -> None:
    text = "Село Ивановка обстреляли из миномета, ранен мужчина. Под минометный обстрел попала ферма, там погибли 12 коров."
    assert not [c for m in read(text) for c in m.values("count") if c["low"] == 12]


def test_a_ministry_of_the_other_side_explains_what_nobody_was_blamed_for() -> None:
    text = (
        "В Винницу прилетели три ракеты, погибли 23 человека. "
        "В Минобороны России заявили, что удар нанесен по пункту управления, где проходило совещание."
    )
    assert stances(read(text)) == ["alternative_explanation"]


def test_forces_are_not_the_adjective_of_an_aim() -> None:
    text = (
        "В Степанакерте под обстрелом азербайджанской армии ранены 11 мирных жителей. "
        "Минобороны Азербайджана опровергло: удары наносятся только по законным военным целям."
    )
    mentions = read(text)
    assert told(mentions, "perpetrator") == ["азербайджанской армии"]
    assert stances(mentions) == ["alternative_explanation"]


def test_a_picture_may_be_called_staged() -> None:
    text = (
        "После отхода войск в Буче найдены тела убитых мирных жителей, расстреляны 40 человек. "
        "Минобороны РФ назвало кадры из города постановкой."
    )
    assert stances(read(text)) == ["discredits_source"]


def test_an_army_that_tells_of_its_own_aims_answers_nobody() -> None:
    text = "Российские войска уничтожили склад боеприпасов и пункт управления под Часовым Яром, сообщило Минобороны."
    assert read(text) == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Бригада уничтожила 14 танков и 200 солдат противника под Авдеевкой, применив дроны и артиллерию, сообщил штаб."),
        ("uk", "Генштаб: за добу ворог 34 рази атакував позиції ЗСУ на Покровському напрямку, застосовуючи артилерію."),
    ],
)
def test_combat_among_soldiers_stays_out(lang: str, text: str) -> None:
    assert read(text, lang) == ()


def test_a_bare_number_shares_the_group_of_the_next() -> None:
    mentions = read("Российские войска обстреляли больницу в Угледаре, убили 4 и ранили 10 гражданских.")
    counts = {(c["what"], c["who"], c["low"]) for m in mentions for c in m.values("count")}
    assert counts == {("killed", "civilians", 4), ("injured", "civilians", 10)}


def test_ambulances_are_counted() -> None:
    mentions = read("За два роки війни окупанти знищили 256 автомобілів екстреної допомоги, повідомили в МОЗ.", "uk")
    assert ("facilities", 256) in {(c["what"], c["low"]) for m in mentions for c in m.values("count")}
