"""Arabic tolls: who is counted, and as what, in posts and short news as monitoring teams collect them."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, injured, killed

from solferino.records import Mention

Counts = set[tuple[str, str, int | None, int | None]]


def read(text: str) -> tuple[Mention, ...]:
    return extracted(text, "ar", "2021-03-07")


def tolls(text: str) -> Counts:
    return {c for m in read(text) for c in counts(m)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قُتل رجل وشقيقه بقصف مدفعي استهدف بلدة تلمنس بريف إدلب.", {killed("men", 1)}),
        ("قتلت امرأة وأصيب زوجها في قصف على مخيم للنازحين قرب سرمدا.", {killed("women", 1), injured("men", 1)}),
        ("استشهد طفل وأصيبت والدته جراء غارة على مدينة معرة النعمان.", {killed("children", 1), injured("women", 1)}),
        ("إصابة شاب وخطيبته بجروح بقصف على مدينة جسر الشغور.", {injured("men", 1), injured("women", 1)}),
        ("وكانت امرأة وثلاثة أطفال قد قتلوا بقصف على مدينة سرمدا.", {killed("women", 1), killed("children", 3)}),
    ],
)
def test_each_relative_told_beside_a_victim_is_one_more(text: str, told: Counts) -> None:
    assert tolls(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("فقد ثلاثة أشخاص حياتهم في قصف مدفعي على قرية زور مغار.", {killed("people", 3)}),
        ("فقدت امرأة حياتها وأصيب شخصان آخران بقصف على ريف تل تمر.", {killed("women", 1), injured("people", 2)}),
        ("فقد مزارع حياته إثر سقوط قذيفة على حقله في قرية صيدا.", {killed("people", 1)}),
    ],
)
def test_who_lost_their_lives_are_dead_though_they_stand_inside_the_phrase(text: str, told: Counts) -> None:
    assert tolls(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قتل شخص وأصيب آخران في قصف على مدينة أعزاز.", {killed("people", 1), injured("people", 2)}),
        ("إصابتان إثر قصف مدفعي على قرية كنصفرة.", {injured("people", 2)}),
        ("أصيبت نازحتان بقصف على مخيم قرب بلدة قاح.", {injured("people", 2)}),
        ("طفلان جريحان نقلا إلى المشفى بعد قصف بلدة الفوعة.", {injured("children", 2)}),
    ],
)
def test_a_dual_is_two_and_counts_once(text: str, told: Counts) -> None:
    assert tolls(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("أصيبت عائلة مدنية بجروح جراء غارة على منزلها في مدينة بنش.", set()),
        ("طفل جريح بقصف مدفعي على بلدة احسم.", {injured("children", 1)}),
        ("شهيد طفل وستة جرحى بقصف على مدينة جسر الشغور.", {killed("children", 1), injured("people", 6)}),
        ("استشهدت مدنية بقصف على قرية شنان.", {killed("civilians", 1)}),
    ],
)
def test_a_word_that_only_describes_counts_nobody(text: str, told: Counts) -> None:
    assert tolls(text) == told


def test_a_number_keeps_to_its_own_harm() -> None:
    text = "قصفت الطائرات سوق بلدة الدانا فقتل سبعة وجرح عشرون آخرون."
    assert tolls(text) == {killed("people", 7), injured("people", 20)}
    assert tolls("قتل العشرات في غارة جوية على مدينة معرة مصرين.") == {("killed", "people", 24, None)}


def test_an_attack_told_with_the_fighting_around_it_is_one_attack() -> None:
    (attack,) = read("أصيبت طفلة بقصف مدفعي على قرية كنصفرة، في ظل استمرار القصف على ريف إدلب.")
    assert attack.scope == "incident"
    (attack,) = read("أصيب رجل وطفله جراء قصف مدفعي على قرية كفرعمة، حيث تشهد المنطقة منذ أيام تصعيدا عسكريا.")
    assert attack.scope == "incident"
    (raids,) = read("مقتل رجل جراء غارتين استهدفتا منزلا في قرية الكريدية في ريف مدينة بزاعة شرقي حلب.")
    assert raids.scope == "incident"
    (total,) = read("تواصل قوات النظام قصف بلدات جبل الزاوية بشكل يومي، ما أدى إلى مقتل العشرات.")
    assert total.scope == "total"


def test_an_attack_of_last_month_is_not_the_one_in_the_news_though_it_hit_the_same_town() -> None:
    news, before = read("أصيب رجل وابنته بقصف مدفعي على مدينة جسر الشغور. والشهر الماضي قتل تسعة أشخاص بقصف على جسر الشغور.")
    assert counts(news) == {injured("men", 1), injured("women", 1)}
    assert counts(before) == {killed("people", 9)}
