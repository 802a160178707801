"""A total set against another period, in Arabic, Russian and Ukrainian."""

from __future__ import annotations

from typing import Any

import pytest

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Claim, Reading

YEAR_2022 = {"start": "2022-01-01", "end": "2022-12-31"}


def extracted(lang: str, text: str, field: str = "compared") -> list[Claim]:
    reading = Reading(source="s", reader="test", version="1", text=text, lang=lang, published="2023-12-31")
    return [c for c in rules.extract(reading, run="r", gazetteer=gazetteer.load()) if c.field == field]


AR = "قالت المنظمة إن عدد الهجمات على المستشفيات بلغ 90 هجوما في عام 2023"
RU = "Организация зафиксировала 90 атак на больницы в 2023 году"
UK = "Організація зафіксувала 90 атак на лікарні у 2023 році"


@pytest.mark.parametrize(
    ("lang", "text", "percent", "to", "hedge"),
    [
        ("ar", f"{AR}، بزيادة 25 في المئة عن عام 2022.", 25, YEAR_2022, None),
        ("ar", f"{AR}، بزيادة قدرها ٢٥٪ مقارنة بعام ٢٠٢٢.", 25, YEAR_2022, None),
        ("ar", f"{AR}، بانخفاض نحو 30 بالمئة عن العام السابق.", -30, YEAR_2022, "about"),
        ("ar", f"{AR}، أي ضعف العدد المسجل في عام 2022.", 100, YEAR_2022, None),
        ("ar", f"{AR}، أي أكثر من ضعف العدد في عام 2022.", 100, YEAR_2022, "more_than"),
        ("ar", f"{AR}، بانخفاض بمقدار الثلث عن عام 2022.", -33, YEAR_2022, None),
        ("ar", "قالت المنظمة إن عدد الهجمات على المستشفيات في عام 2023 ارتفع بنسبة 25% مقارنة مع عام 2022.", 25, YEAR_2022, None),
        ("ru", f"{RU}, на 25 % больше, чем в 2022 году.", 25, YEAR_2022, None),
        ("ru", f"{RU}, почти на 30 процентов меньше, чем годом ранее.", -30, YEAR_2022, "about"),
        ("ru", f"{RU}, более чем на 12,5 % больше по сравнению с 2022 годом.", 12.5, YEAR_2022, "more_than"),
        ("ru", f"{RU}, вдвое больше, чем в предыдущем году.", 100, YEAR_2022, None),
        ("ru", f"{RU}, в три раза больше, чем в 2022 году.", 200, YEAR_2022, None),
        ("ru", f"{RU}, в 2,5 раза больше, чем в прошлом году.", 150, YEAR_2022, None),
        ("ru", f"{RU}, вдвое меньше, чем в 2022 году.", -50, YEAR_2022, None),
        ("ru", f"{RU}, на четверть меньше, чем в 2022 году.", -25, YEAR_2022, None),
        ("ru", "По данным организации, число атак на больницы в 2023 году выросло на треть.", 33, None, None),
        ("uk", f"{UK}, на 25 % більше, ніж у 2022 році.", 25, YEAR_2022, None),
        ("uk", f"{UK}, майже на 30 відсотків менше, ніж роком раніше.", -30, YEAR_2022, "about"),
        ("uk", f"{UK}, на 25 % більше, ніж торік.", 25, YEAR_2022, None),
        ("uk", f"{UK}, удвічі більше, ніж у попередньому році.", 100, YEAR_2022, None),
        ("uk", f"{UK}, утричі більше, ніж у 2022 році.", 200, YEAR_2022, None),
        ("uk", f"{UK}, на третину менше порівняно з 2022 роком.", -33, YEAR_2022, None),
    ],
)
def test_a_comparison_is_read_with_its_period(lang: str, text: str, percent: float, to: Any, hedge: str | None) -> None:
    (claim,) = extracted(lang, text)
    assert (claim.value, claim.hedge) == ({"percent": percent, "to": to}, hedge)
    assert text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", f"{AR}، وأغلقت 25 في المئة من العيادات."),
        ("ar", "قالت المنظمة إن حصة الهجمات على المستشفيات في عام 2023 ارتفعت إلى 25 في المئة من كل الحوادث."),
        ("ru", f"{RU}; 25 % клиник закрыты."),
        ("ru", "По данным организации, доля атак на больницы в 2023 году выросла до 25 % всех обстрелов."),
        ("ru", f"{RU}, больше половины из них два раза."),
        ("ru", f"{RU}, цены на топливо выросли на 25 % по сравнению с 2022 годом."),
        ("uk", f"{UK}; 25 % клінік зачинено."),
        ("uk", "За даними організації, частка атак на лікарні у 2023 році зросла до 25 % усіх обстрілів."),
    ],
)
def test_a_share_or_a_level_is_no_comparison(lang: str, text: str) -> None:
    assert extracted(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [("ar", f"{AR}، بزيادة 25 في المئة عن عام 2022."), ("ru", f"{RU}, на 25 % больше, чем в 2022 году."),
     ("uk", f"{UK}, на 25 % більше, ніж у 2022 році.")],
)  # fmt: skip
def test_the_other_period_is_no_date_of_the_total(lang: str, text: str) -> None:
    assert [c.value["from"] for c in extracted(lang, text, "date")] == ["2023-01-01"]


def test_last_year_is_never_the_year_of_the_total_itself() -> None:
    text = "Организация зафиксировала 90 атак на больницы в 2022 году, на 25 % больше, чем в прошлом году."
    (claim,) = extracted("ru", text)
    assert claim.value["to"] == {"start": "2021-01-01", "end": "2021-12-31"}
