"""Arabic attacks told together: which sentences tell of one attack, which of two, and where they were."""

from __future__ import annotations

import pytest
from extracted import extracted, parties, told

TOGETHER = [
    ("خرج مستشفى السلام في سراقب عن الخدمة بعد غارة جوية يوم الأحد، وذلك بعد ساعات من غارات مماثلة استهدفت مدرسة في البارة.", 2),
    ("قصفت طائرات حربية مستشفى السلام في سراقب يوم الأحد، في حين طالت غارة أخرى مدرسة البلدة.", 2),
    ("قتلت قوات النظام ثلاثة معلمين في درعا خلال آذار. كما قتلت القوات الروسية ثلاثة ممرضين في إدلب خلال آذار.", 2),
    ("استهدفت غارة مستشفى في غزة صباح الاثنين، ثم استهدفت غارة أخرى المسعفين عند وصولهم إلى المكان.", 1),
    ("قال مسعفون إن غارة أصابت مدرسة في رفح يوم السبت وقتلت ستة. وقال شهود إن تسعة قتلوا في قصف المدرسة.", 1),
]


@pytest.mark.parametrize(("text", "attacks"), TOGETHER, ids=[text[:24] for text, _ in TOGETHER])
def test_another_attack_is_told_apart_and_other_figures_of_one_are_not(text: str, attacks: int) -> None:
    assert len([m for m in extracted(text, "ar", "2024-03-14") if m.scope != "response"]) == attacks


def test_a_town_behind_people_is_where_they_were_hit() -> None:
    assert told(extracted("قتلت غارة جوية ثلاثة ممرضين في إدلب يوم الأحد.", "ar", "2024-03-14"), "place") == ["إدلب"]


def test_forces_are_named_with_the_noun_before_their_adjective() -> None:
    mentions = extracted("قصفت القوات الإسرائيلية مستشفى الأمل في خان يونس يوم الاثنين.", "ar", "2024-03-14")
    assert told(mentions, "perpetrator") == ["القوات الإسرائيلية"]


STATUS = [
    ("رجحت مصادر أمنية وقوف تنظيم القاعدة وراء اغتيال إمام مسجد في عدن يوم الجمعة.", "al-Qaeda", "alleged"),
    ("أقرت القوات البريطانية لأول مرة بأن طائرة تابعة لها قتلت مدنيا في شرق سوريا في مارس.", "United Kingdom", "admitted"),
    ("قال الجيش الإسرائيلي إنه قصف مدرسة في دير البلح يوم السبت. وقتل في القصف ثلاثون نازحا.", "Israeli army", "claimed"),
]


@pytest.mark.parametrize(("text", "party", "status"), STATUS, ids=[party for _, party, _ in STATUS])
def test_who_is_said_to_be_behind_an_attack_and_who_says_so_itself(text: str, party: str, status: str) -> None:
    mentions = [m for m in extracted(text, "ar", "2024-03-14") if m.scope != "response"]
    assert {p.casefold(): s for m in mentions for p, s in parties(m).items()} == {party.casefold(): status}


def test_counted_villages_and_days_without_end_are_totals() -> None:
    for text in (
        "أحرقت ميليشيا مسلحة عشرات القرى في غرب دارفور وقتلت سكانها.",
        "على مدى ثلاثة أيام قصفت المدفعية أحياء مدينة باخموت، وسقط تحت أنقاض منازلها أربعون مدنيا.",
    ):
        assert [m.scope for m in extracted(text, "ar", "2024-03-14")] == ["total"]


def test_two_states_in_one_breath_are_two_attackers() -> None:
    mentions = extracted("دمرت طائرات سورية وروسية مشفى في خان شيخون فجر الثلاثاء بغارة جوية.", "ar", "2024-03-14")
    assert told(mentions, "perpetrator") == ["سورية", "روسية"]
