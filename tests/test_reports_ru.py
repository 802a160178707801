"""Short Russian and Ukrainian reports as agencies, governors, rights groups and posts write them, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from solferino import gazetteer
from solferino.extract import rules
from solferino.publish import annotations
from solferino.records import Reading, group


@dataclass(frozen=True)
class Report:
    """A text and what it says; names are given by a part that any of their cases has."""

    lang: str
    published: str
    text: str
    speakers: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    methods: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    counts: frozenset[tuple[str, str, int | None, int | None]] = frozenset()
    stances: frozenset[str] = frozenset()


def read(text: str, lang: str, published: str | None = None) -> dict[str, Any]:
    """Read a text with the rule engine, as an annotator would write it down."""
    whole = " ".join(text.split())
    reading = Reading(source="s", reader="test", version="1", text=whole, lang=lang, published=published)
    return annotations.gold("s", group(rules.extract(reading, run="run-1", gazetteer=gazetteer.load()), "s"))


REPORTS = {
    "drones": Report(
        "ru",
        "2019-11-18",
        """
        Хуситы запустили три беспилотника по аэропорту саудовского города Джизан. Пострадали семь гражданских лиц, говорится в
        сообщении возглавляемой Эр-Риядом коалиции. Официальный представитель мятежников заявил, что целью был склад
        боеприпасов.
        """,
        speakers=("коалици",),
        perpetrators=("хусит",),
        methods=frozenset({"drone"}),
        targets=frozenset({"transport"}),
        counts=frozenset({("injured", "civilians", 7, 7)}),
        stances=frozenset({"alternative_explanation"}),
    ),
    "rockets": Report(
        "ru",
        "2023-03-15",
        """
        ДОНЕЦК, 14 марта. Украинские силовики выпустили по Петровскому району Донецка десять снарядов из РСЗО «Град», сообщили
        в представительстве ДНР в СЦКК. По данным ведомства, повреждена поликлиника и два жилых дома, ранения получила женщина
        1956 года рождения.
        """,
        speakers=("СЦКК",),
        perpetrators=("Украинские силовики",),
        methods=frozenset({"rocket"}),
        targets=frozenset({"clinic", "home"}),
        counts=frozenset({("injured", "women", 1, 1)}),
    ),
    "post": Report(
        "ru",
        "2024-03-21",
        """
        🔴 ВСУ вновь ударили по Валуйкам! Прилёт в торговый центр и на территорию школьного стадиона. 3 человека погибли, в том
        числе годовалый ребёнок, 11 ранены — губернатор Белгородской области. «Это теракт», — написал глава региона в своём
        Telegram-канале.
        """,
        speakers=("губернатор",),
        perpetrators=("ВСУ",),
        targets=frozenset({"market", "school"}),
        counts=frozenset({("killed", "people", 3, 3), ("killed", "children", 1, 1), ("injured", "people", 11, 11)}),
    ),
    "convoy": Report(
        "ru",
        "2017-11-12",
        """
        Сирийские правительственные войска не пропустили в Растан хирургические наборы, рассказала представительница
        Всемирной организации здравоохранения. По её словам, из грузовиков конвоя ООН изъяли около половины медикаментов. В Дамаске
        обвинения отвергли.
        """,
        speakers=("Всемирн",),
        perpetrators=("Сирийск",),
        methods=frozenset({"obstruction"}),
        targets=frozenset({"aid_convoy", "medical_supplies"}),
        stances=frozenset({"denies_event"}),
    ),
    "suburb": Report(
        "ru",
        "2024-10-11",
        """
        Израиль нанёс авиаудар по жилому кварталу в пригороде Сайды, передаёт Al Jazeera. Разрушены два дома, погибли
        5 человек, 21 пострадал, подчёркивается в заявлении минздрава Ливана. Представитель ЦАХАЛ заявил, что целью были
        командиры «Хезболлы».
        """,
        speakers=(
            "Jazeera",
            "минздрав",
        ),
        perpetrators=("Израил",),
        methods=frozenset({"airstrike"}),
        targets=frozenset({"home"}),
        counts=frozenset({("killed", "people", 5, 5), ("injured", "people", 21, 21)}),
        stances=frozenset({"alternative_explanation"}),
    ),
    "rally": Report(
        "ru",
        "2022-02-11",
        """
        В Герате талибы разогнали митинг женщин: по толпе применили слезоточивый газ, нескольких участниц избили прикладами.
        Об этом пишет Tolo News со ссылкой на активистку.
        """,
        speakers=("активист",),
        perpetrators=("талиб",),
        methods=frozenset({"other"}),
        targets=frozenset({"other_civilian"}),
    ),
    "bus": Report(
        "ru",
        "2017-05-19",
        """
        Международный комитет Красного Креста сообщил о гибели 11 детей в результате удара по школьному автобусу на рынке в
        йеменской провинции Хадджа. Хуситы обвинили в авианалёте саудовскую коалицию. Представитель коалиции назвал удар
        законной военной операцией.
        """,
        speakers=(
            "Красн",
            "Хусит",
        ),
        perpetrators=("коалици",),
        methods=frozenset({"airstrike"}),
        targets=frozenset({"school", "market"}),
        counts=frozenset({("killed", "children", 11, 11)}),
        stances=frozenset({"alternative_explanation"}),
    ),
    "tower": Report(
        "ru",
        "2023-02-05",
        """
        В субботу, 4 февраля, российские войска выпустили по Запорожью ракету Х-22. Она попала в девятиэтажку: погибли 12
        человек, включая двоих детей, 31 ранен, проинформировала областная прокуратура.
        """,
        speakers=("прокуратур",),
        perpetrators=("российск",),
        methods=frozenset({"missile"}),
        targets=frozenset({"home"}),
        dates=frozenset({"2023-02-04"}),
        counts=frozenset({("killed", "people", 12, 12), ("killed", "children", 2, 2), ("injured", "people", 31, 31)}),
    ),
    "clusters": Report(
        "ru",
        "2020-10-21",
        """
        По информации омбудсмена Арцаха, азербайджанские беспилотники сбросили кассетные бомбы на жилые кварталы Мартуни. В
        Баку опровергли применение запрещённых боеприпасов и обвинили армянскую сторону в обстреле Тертера.
        """,
        speakers=("омбудсмен",),
        perpetrators=("азербайджан",),
        methods=frozenset({"drone", "cluster_munition"}),
        targets=frozenset({"home"}),
        stances=frozenset({"denies_responsibility", "counter_accuses"}),
    ),
    "ward": Report(
        "ru",
        "2024-05-14",
        """
        Сегодня утром по роддому в Полтаве ударила крылатая ракета Х-101, пишет мэр города. Двое взрослых погибли, в
        том числе врач. Генсек ООН назвал удар «вопиющим нарушением международного гуманитарного права».
        """,
        speakers=(
            "мэр",
            "ООН",
        ),
        methods=frozenset({"missile"}),
        targets=frozenset({"hospital"}),
        dates=frozenset({"2024-05-14"}),
        counts=frozenset({("killed", "people", 2, 2), ("killed", "health_workers", 1, 1)}),
    ),
    "uk_drones": Report(
        "uk",
        "2023-10-12",
        """
        Російські війська вночі 12 жовтня вдарили «Шахедами» по Миколаєву, пошкоджено лікарню та три багатоповерхівки, повідомив
        очільник ОВА. Поранено двох медсестер, ідеться у дописі. У Міноборони РФ удар не коментували.
        """,
        speakers=("ОВА",),
        perpetrators=("Російськ",),
        methods=frozenset({"drone"}),
        targets=frozenset({"hospital", "home"}),
        dates=frozenset({"2023-10-12"}),
        counts=frozenset({("injured", "health_workers", 2, 2)}),
        stances=frozenset({"declines_comment"}),
    ),
    "uk_report": Report(
        "uk",
        "2024-01-05",
        """
        Як ідеться у звіті правозахисної групи, у жовтні 2023 року російські війська щонайменше вісім разів били КАБами по
        лікарнях Херсонщини. Загалом загинуло троє медиків.
        """,
        speakers=("правозахисн",),
        perpetrators=("російськ",),
        methods=frozenset({"airstrike"}),
        targets=frozenset({"hospital"}),
        counts=frozenset({("attacks", "attacks", 8, None), ("killed", "health_workers", 3, 3)}),
    ),
    "uk_town": Report(
        "uk",
        "2024-08-20",
        """
        За інформацією Нацполіції, 19 серпня армія РФ обстріляла з РСЗВ «Смерч» Костянтинівку. Пошкоджено школу та аптеку,
        двоє цивільних загинули.
        """,
        speakers=("Нацполіц",),
        perpetrators=("РФ",),
        methods=frozenset({"rocket"}),
        targets=frozenset({"school", "pharmacy"}),
        dates=frozenset({"2024-08-19"}),
        counts=frozenset({("killed", "civilians", 2, 2)}),
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_gives_its_fields(name: str) -> None:
    report = REPORTS[name]
    told = read(report.text, report.lang, report.published)
    mentions = told["mentions"]
    assert told["relevant"]
    for slot in ("speakers", "perpetrators"):
        found = [n.casefold() for m in mentions for one in m[slot] for n in one["names"]]
        assert [n for n in getattr(report, slot) if not any(n.casefold() in f for f in found)] == []
    assert report.methods <= {v for m in mentions for v in m["methods"]}
    assert report.targets <= {v for m in mentions for v in m["targets"]}
    assert report.dates <= {m["date_from"] for m in mentions}
    assert report.counts <= {(c["what"], c["who"], c["low"], c["high"]) for m in mentions for c in m["counts"]}
    assert {r["stance"] for r in told["responses"]} == report.stances


QUIET = [
    ("ru", """Банда подростков избила школьника из-за телефона, возбуждено дело о грабеже."""),
    (
        "ru",
        """В подъезде жилого дома в Саратове взорвался бытовой газ, разрушены две квартиры. Трое пострадавших доставлены в
    больницу, сообщили в МЧС.""",
    ),
    (
        "ru",
        """Форвард «Зенита» нанёс точный удар с угла штрафной, мяч попал в перекладину. Атака гостей захлебнулась, заявил
    главный тренер.""",
    ),
    (
        "ru",
        """На выставке вооружений «Армия» показали модернизированный комплекс «Смерч» и новый беспилотник. Представитель
    завода рассказал, что ракета поражает цели на дальности до 120 километров.""",
    ),
    (
        "ru",
        """Суд арестовал жителя Томска, который в ходе пьяной ссоры застрелил соседа из охотничьего ружья. Следователи
    возбудили дело об убийстве.""",
    ),
    (
        "ru",
        """В Ростовской области прошли учения: артиллеристы открыли огонь из РСЗО «Град» по условному противнику, сообщила
    пресс-служба округа.""",
    ),
    ("uk", """У Львові через витік газу стався вибух у житловому будинку, постраждали двоє людей, повідомили у ДСНС."""),
    (
        "ru",
        """На трассе М-4 столкнулись автобус и грузовик, погибли четыре человека, девять доставлены в больницу. Водитель не
    справился с управлением, сообщили в ГИБДД.""",
    ),
    (
        "ru",
        """В Новосибирске сгорело общежитие медицинского колледжа, трое студентов погибли. Причиной пожара стало замыкание
    проводки, рассказали в региональном главке МЧС.""",
    ),
    (
        "ru",
        """Хакеры атаковали серверы областной больницы, сообщили в минздраве региона. Запись к врачам приостановлена,
    специалисты устраняют последствия атаки.""",
    ),
    (
        "ru",
        """Премьера военной драмы «Последний госпиталь» собрала полный зал. По сюжету фильма хирург спасает раненых под
    обстрелом, рассказал режиссёр.""",
    ),
    ("ru", """Вспышка кори зафиксирована в трёх школах Махачкалы, госпитализированы 12 детей, сообщили в Роспотребнадзоре."""),
    (
        "ru",
        """Правительство выделит 2 млрд рублей на закупку машин скорой помощи и ремонт сельских больниц, заявил министр
    здравоохранения.""",
    ),
    ("ru", """Боксёр нокаутировал соперника во втором раунде: удар справа потряс зал, рефери остановил бой."""),
    ("uk", """Нападник «Динамо» завдав удару з лінії штрафного, воротар парирував. Матч завершився внічию."""),
    (
        "ru",
        """Ураган «Елена» обрушился на побережье: повреждены больница и сорок домов, погибли двое, сообщили в службе
    спасения.""",
    ),
    (
        "ru",
        """Подросток на скутере сбил пенсионерку возле поликлиники и скрылся. Полиция задержала подозреваемого, сообщили в
    УМВД.""",
    ),
    ("ru", """Двое грабителей ворвались в аптеку в Перми и, угрожая ножом, похитили 20 тысяч рублей. Суд арестовал налётчиков."""),
    (
        "uk",
        """Вогнеборці загасили пожежу в лікарні Тернополя, причиною стало коротке замикання. Евакуювали 30 пацієнтів,
    повідомила ДСНС.""",
    ),
]


@pytest.mark.parametrize(("lang", "text"), QUIET)
def test_accidents_sport_and_crime_are_no_attacks(lang: str, text: str) -> None:
    told = read(text, lang, "2024-01-15")
    assert not told["relevant"]
    assert told["mentions"] == []
