"""Arabic replies: what accused forces answer, in the words of agencies, armies and ministries."""

from __future__ import annotations

import pytest
from extracted import extracted, stances

STRUCK = "قتل تسعة أشخاص بينهم ثلاثة أطفال في غارة جوية إسرائيلية استهدفت مدرسة في بلدة عيتا يوم الاثنين، بحسب الدفاع المدني."
SHELLED = "اتهم سكان الجيش السوداني بقصف سوق في مدينة كتم يوم الثلاثاء، ما أدى إلى مقتل أربعة عشر مدنيا."

REPLIES = [
    (STRUCK, "وقال الجيش إنه استهدف مسلحين كانوا يعملون داخل مجمع أقيم في المدرسة.", ["alternative_explanation"]),
    (STRUCK, "وزعم جيش الاحتلال أن المدرسة كانت تستخدم مخزنا من قبل عناصر حزب الله.", ["alternative_explanation"]),
    (STRUCK, "واتهم متحدث باسم الجيش الإسرائيلي حزب الله بالاختباء وراء المدنيين.", ["counter_accuses"]),
    (STRUCK, "ولم يصدر الجيش الإسرائيلي تعليقا حتى مساء اليوم.", ["declines_comment"]),
    (STRUCK, "وقال مسؤول دفاعي إسرائيلي إن الجيش يجري تقييما للحادث.", ["investigates"]),
    (STRUCK, "ودعت منظمة محلية إلى فتح تحقيق عاجل في الغارة.", []),
    (STRUCK, "وقال رئيس بلدية عيتا إن الروايات الإسرائيلية كاذبة.", []),
    (SHELLED, "ورفض الجيش السوداني تقرير السكان ووصفه بأنه متحيز ويستند إلى شهادات مزورة.", ["discredits_source"]),
    (SHELLED, "لكن الجيش السوداني نشر بيانا وصف فيه هذه الاتهامات بالمضللة.", ["discredits_source"]),
    (SHELLED, "ونفى الجيش السوداني ذلك وقال إنه لم يقصف المدينة.", ["denies_responsibility"]),
    (SHELLED, "وأقر الجيش السوداني موازنة جديدة للعام المقبل.", []),
]


@pytest.mark.parametrize(("told", "said", "expected"), REPLIES, ids=[said[:24] for _, said, _ in REPLIES])
def test_a_reply_is_heard_in_whatever_words_it_comes(told: str, said: str, expected: list[str]) -> None:
    assert stances(extracted(f"{told}\n\n{said}", "ar", "2024-03-14")) == expected


def test_a_speaker_is_named_with_the_words_that_describe_it() -> None:
    (attack,) = extracted(
        "قالت شبكة حقوقية محلية إن مسلحين خطفوا ثلاثة أطباء من مستشفى في مدينة تعز يوم الأحد.", "ar", "2024-03-14"
    )
    assert [s["name"] for s in attack.values("speaker")] == ["شبكة حقوقية محلية"]


def test_who_condemns_an_attack_is_not_accused_of_it() -> None:
    (attack,) = extracted("ندد وزير الخارجية الأردني بقصف مستشفى ميداني في مدينة خان يونس يوم الأحد.", "ar", "2024-03-14")
    assert not attack.of("perpetrator")
