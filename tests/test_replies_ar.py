"""Arabic replies: what accused forces answer, in the words of agencies, armies and ministries."""

from __future__ import annotations

import pytest
from extracted import extracted, parties, speakers, stances

STRUCK = "قتل تسعة أشخاص بينهم ثلاثة أطفال في غارة جوية إسرائيلية استهدفت مدرسة في بلدة عيتا يوم الاثنين، بحسب الدفاع المدني."
SHELLED = "اتهم سكان الجيش السوداني بقصف سوق في مدينة كتم يوم الثلاثاء، ما أدى إلى مقتل أربعة عشر مدنيا."
SEIZED = "هاجم مسلحون من حركة متمردة عيادة في بلدة روتشورو يوم الأحد وقتلوا ممرضتين، بحسب منظمة طبية."

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
    (
        SHELLED,
        "المتحدث باسم الجيش السوداني: لم نقصف السوق، والميليشيا تستخدم المدنيين دروعا.",
        ["denies_responsibility", "counter_accuses"],
    ),
    (
        SHELLED,
        "وقال الجيش السوداني إنه لا يقصف المدنيين وإن القتلى كانوا مقاتلين.",
        ["denies_responsibility", "alternative_explanation"],
    ),
    (SHELLED, "ورفضت الحكومة السودانية الإدلاء بأي تعليق.", ["declines_comment"]),
    (SHELLED, "ووعد الجيش السوداني بمحاسبة كل من تورط في القصف.", ["investigates"]),
    (SHELLED, "وقالت وزارة الصحة السودانية إن الأرقام المتداولة غير صحيحة.", []),
    (SHELLED, "واستبعد المتحدث باسم الجيش أن تكون قواته وراء القصف.", ["denies_responsibility"]),
    (SHELLED, "واكتفى الجيش السوداني بالقول إنه لا يستهدف الأسواق.", ["denies_responsibility"]),
    (SHELLED, "ولم يكن المتحدث باسم الجيش متاحا للتعليق.", ["declines_comment"]),
    (SHELLED, "وقالت لجنة الأطباء إن مزاعم وجود مسلحين في السوق محض كذب.", []),
    (SHELLED, "وأمر رئيس الأركان بفتح تحقيق في الحادث.", ["investigates"]),
    (SHELLED, "وفتحت النيابة العامة تحقيقا في القصف.", []),
    (SHELLED, "وقال الجيش السوداني إن قوات الدعم السريع تتحمل المسؤولية الكاملة عن الضحايا.", ["counter_accuses"]),
    (SHELLED, "وقال الناطق العسكري إن القصف طال متجرا خزنت فيه صواريخ.", ["alternative_explanation"]),
    (SHELLED, "ونأى الجيش السوداني بنفسه عن التعليق.", ["declines_comment"]),
    (SHELLED, "وردت الحكومة السودانية على هذه التقارير بالنفي القاطع.", ["denies_event"]),
    (SHELLED, "ولم يتسن لنا الحصول على رد من الحكومة السودانية.", ["declines_comment"]),
    (SHELLED, "وسخر المتحدث باسم الجيش السوداني من هذه المزاعم.", ["discredits_source"]),
    (SHELLED, "ولم يعلن الجيش السوداني مسؤوليته عن القصف.", []),
    (SHELLED, "وألقى الجيش السوداني بالمسؤولية على قوات الدعم السريع.", ["counter_accuses"]),
    (SHELLED, "وقالت مصادر أمنية سودانية إن القصف لم يستهدف سوى منشآت عسكرية.", ["alternative_explanation"]),
    (SHELLED, "وقال متحدث باسم الجيش إنه غير مطلع على تفاصيل الحادث.", ["declines_comment"]),
    (SHELLED, "وأقر الجيش السوداني موازنة جديدة للعام المقبل.", []),
    (SHELLED, "وأقسم قائد سلاح الجو السوداني أن طياريه لم يستهدفوا أي سوق.", ["denies_responsibility"]),
    (SHELLED, "وغرد المتحدث باسم الجيش السوداني بأن السوق كان مخزنا للأسلحة.", ["alternative_explanation"]),
    (SHELLED, "ويتمسك الجيش السوداني بأن طائراته لم تقصف السوق.", ["denies_responsibility"]),
    (SHELLED, "وسلم وزير الدفاع السوداني بأن قواته قتلت مدنيين.", ["accepts_responsibility"]),
    (SHELLED, "وتجاهل المتحدث باسم الجيش السوداني أسئلة الصحفيين.", ["declines_comment"]),
    (SHELLED, "وتهرب الناطق باسم الجيش السوداني من الإجابة عن أسئلة المراسلين.", ["declines_comment"]),
    (SHELLED, "ولم يتطرق بيان الجيش السوداني إلى القصف.", ["declines_comment"]),
    (SHELLED, '"لا نقصف الأسواق"، هكذا علق اللواء في الجيش السوداني خالد النور.', ["denies_responsibility"]),
    (SHELLED, "الاتهام باطل، يقول المتحدث باسم الجيش السوداني.", ["discredits_source"]),
    (SHELLED, "لم نقصف السوق، ترد قيادة الجيش السوداني.", ["denies_responsibility"]),
    (SHELLED, "وقال العميد نبيل عبد الله إن قواته لم تقصف أي سوق.", ["denies_responsibility"]),
    (SHELLED, "وقال وزير الدفاع إن الضحايا كانوا مقاتلين.", ["alternative_explanation"]),
    (SHELLED, "وأقر العقيد السوداني بأن طيارا أخطأ الهدف.", ["accepts_responsibility"]),
    (STRUCK, 'القوات الإسرائيلية، على حد قول ناطقها، "لا تستهدف المدارس".', ["denies_responsibility"]),
    (SHELLED, "وهدد الجيش بقصف مواقع أخرى.", []),
    (SHELLED, 'وقال طبيب في المستشفى: "لم نر أي مسلح في السوق".', []),
    (SHELLED, "وكتب الصحفي خالد عمر أن السوق لم يكن هدفا عسكريا.", []),
    (SHELLED, "وقال العميد المتقاعد سالم حسن إن الجيش لم يخطئ الهدف.", []),
    (SHELLED, "وقال الجيش السوداني إن جنوده لم يقتلوا سوى متمردين.", ["alternative_explanation"]),
    (SHELLED, "وقال المتحدث باسم الجيش السوداني إن القذيفة ضلت طريقها.", ["alternative_explanation"]),
    (SHELLED, "وقال متحدث باسم الجيش السوداني إن المبنى كان قاعدة للمتمردين.", ["alternative_explanation"]),
    (SHELLED, "وقال قائد الجيش السوداني: أخطأنا الهدف ونطلب الصفح من الأهالي.", ["accepts_responsibility"]),
    (SHELLED, "وصرح وزير الدفاع السوداني بأن الحادث تحت التدقيق.", ["investigates"]),
    (SHELLED, "وأعلنت وزارة الدفاع السودانية أن لجنة طارئة ستستجلي ما جرى.", ["investigates"]),
    (SHELLED, "وقالت الرئاسة السودانية إن مروجي هذه الإشاعات سيلاحقون.", ["discredits_source"]),
    (SHELLED, "ووصف السفير السوداني التقرير بأنه هراء لا يستحق الرد.", ["discredits_source"]),
    (SHELLED, "ووصف رئيس الحكومة السودانية الخبر بأنه أكذوبة.", ["denies_event"]),
    (SHELLED, "اتهم عمدة كتم الجيش السوداني بقتل مدنيين آخرين في غارات استهدفت مواقع.", []),
    (SHELLED, "وقال شاهد إن الضحايا كلهم من عائلة واحدة.", []),
    (SHELLED, "وأصيب تاجر برصاص طائش، كما قال طبيب.", []),
    (
        SHELLED,
        "لم تحلق طائراتنا في ذلك اليوم، هكذا رد المتحدث باسم الجيش السوداني على سؤال عن مقتل المدنيين في كتم.",
        ["denies_responsibility"],
    ),
    (SHELLED, "هراء لا يستحق الرد: بهذه العبارة علق السفير السوداني في باريس على الشهادات.", ["discredits_source"]),
    (SHELLED, "هكذا وصف أحد السكان ما جرى: لم يكن في السوق أي مسلح.", []),
    (SHELLED, "وقال الرئيس إن الجيش لم يقصف السوق.", ["denies_responsibility"]),
    (SHELLED, "وقال رئيس منظمة محلية إن الجيش لم يقصف مقاتلين.", []),
    (STRUCK, "وقال رئيس الوزراء إن ما جرى نجم عن خلل فني.", ["alternative_explanation"]),
    (
        SHELLED,
        "وفر الأهالي إلى القرى، بينما ظل المتحدث باسم الجيش السوداني متمسكا بأن القتلى كانوا مسلحين.",
        ["alternative_explanation"],
    ),
    (SHELLED, "وتواصل القتال بين الجيش السوداني و«الدعم السريع» قرب مخازن للأسلحة في قاعدة «وادي سيدنا».", []),
    (SHELLED, "ولم تشأ السفارة السودانية التعقيب.", ["declines_comment"]),
    (SHELLED, "ولم يرد مكتب المتحدث باسم الجيش السوداني على رسائلنا.", ["declines_comment"]),
    (SHELLED, "وحمل الجيش السوداني الميليشيا تبعات القصف.", ["counter_accuses"]),
    (SHELLED, "ونُقل عن لواء في الجيش السوداني أن القتلى كانوا متمردين.", ["alternative_explanation"]),
    (SHELLED, "وأوفدت وزارة الدفاع السودانية لجنة إلى كتم لاستجلاء ملابسات القصف.", ["investigates"]),
    (SEIZED, "وقال القيادي في الحركة أيمن سعد إن رجاله لم يهاجموا العيادة.", ["denies_responsibility"]),
    (SEIZED, "ونفى الناطق باسم الحركة ضلوعها في الهجوم.", ["denies_responsibility"]),
    (SEIZED, "وقال زعيم الميليشيا إن العيادة كانت مخزنا للأسلحة.", ["alternative_explanation"]),
]


@pytest.mark.parametrize(("told", "said", "expected"), REPLIES, ids=[said[:24] for _, said, _ in REPLIES])
def test_a_reply_is_heard_in_whatever_words_it_comes(told: str, said: str, expected: list[str]) -> None:
    assert stances(extracted(f"{told}\n\n{said}", "ar", "2024-03-14")) == expected


def test_whoever_explains_an_attack_that_nobody_is_blamed_for_answers_it() -> None:
    told = "قُصف مستشفى الولادة في مدينة عدن يوم الأربعاء وقتلت ثلاث نساء."
    assert stances(extracted(f"{told} وتبرأت حركة طالبان من الهجوم.", "ar", "2024-03-14")) == ["denies_responsibility"]
    assert stances(extracted(f"{told} وقالت وزارة الصحة اليمنية إن الاتهامات باطلة.", "ar", "2024-03-14")) == []


def test_who_does_not_claim_an_attack_has_not_claimed_it() -> None:
    text = "أصابت طائرة مسيرة أوكرانية مبنى سكنيا في قازان صباح السبت. ولم يعلن الجيش الأوكراني مسؤوليته عن الهجوم."
    (attack,) = extracted(text, "ar", "2024-03-14")
    assert "claimed" not in parties(attack).values()


def test_a_speaker_is_named_with_the_words_that_describe_it() -> None:
    (attack,) = extracted(
        "قالت شبكة حقوقية محلية إن مسلحين خطفوا ثلاثة أطباء من مستشفى في مدينة تعز يوم الأحد.", "ar", "2024-03-14"
    )
    assert [s["name"] for s in attack.values("speaker")] == ["شبكة حقوقية محلية"]


def test_who_condemns_an_attack_is_not_accused_of_it() -> None:
    (attack,) = extracted("ندد وزير الخارجية الأردني بقصف مستشفى ميداني في مدينة خان يونس يوم الأحد.", "ar", "2024-03-14")
    assert not attack.of("perpetrator")


def test_a_breach_is_quoted_with_the_law_it_breaks_and_crimes_in_general_are_not() -> None:
    told = "قصفت طائرات حربية مستشفى في مدينة عدن يوم الأحد، ما أدى إلى مقتل ممرضين."
    (attack,) = extracted(f"{told} ووصفت المنظمة القصف بأنه خرق فاضح لأحكام القانون الدولي الإنساني.", "ar", "2024-03-14")
    assert attack.values("legal") == ["خرق فاضح لأحكام القانون الدولي الإنساني"]
    (attack,) = extracted(f"{told} ويحقق المدعي العام في جرائم الحرب.", "ar", "2024-03-14")
    assert not attack.of("legal")


def test_an_aim_is_that_of_the_attack_told_before_it() -> None:
    (attack,) = extracted("قصفت طائرات حربية مخابز في ريف حماة يوم الثلاثاء بهدف تهجير السكان.", "ar", "2024-03-14")
    assert attack.values("purpose") == ["بهدف تهجير السكان"]
    (attack,) = extracted("أرسلت المنظمة شاحنات إلى الفاشر بهدف إغاثة النازحين بعد قصف المخيم يوم الأحد.", "ar", "2024-03-14")
    assert not attack.of("purpose")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("تفرض القوات الحكومية حصارا على بلدات الغوطة وتمنع دخول القوافل الطبية إليها.", "total"),
        ("وثقت الشبكة يوم الاثنين 34 اعتداء على مدارس ومستشفيات في شهر فبراير الماضي، قتل فيها تسعة مدنيين.", "total"),
        ("قصفت طائرات حربية مستشفى الأمل في عدن في أحدث غارة ضمن حملة متواصلة منذ سبعة أشهر.", "incident"),
    ],
)
def test_what_lasts_is_a_total_and_the_latest_strike_is_one(text: str, scope: str) -> None:
    assert [m.scope for m in extracted(text, "ar", "2024-03-14")] == [scope]


def test_only_the_figure_of_a_total_is_cited() -> None:
    (total,) = extracted(
        "ومنذ بدء هجوم القوات الحكومية قتل في بلدات الغوطة أكثر من 1435 مدنيا في الغارات، بحسب المرصد.", "ar", "2024-03-14"
    )
    assert set(parties(total).values()) == {"stated"}


def test_a_name_is_heard_behind_from_and_where_it_begins_as_with_a_preposition() -> None:
    (attack,) = extracted(
        "نقلت وكالة محلية، مقرها في عدن، عن علي مقبل مدير المشفى قوله إن ضربة جوية دمرت مدرسة في بلدة خنفر يوم الأحد.",
        "ar",
        "2024-03-14",
    )
    assert "علي مقبل" in speakers(attack)
    (attack,) = extracted("بحسب حاكم المقاطعة سيرغي لوباك، أصاب صاروخ روسي مدرسة في دنيبرو مساء الأربعاء.", "ar", "2024-03-14")
    assert "سيرغي لوباك" in speakers(attack)


SPOKEN = [
    ("ونقل تلفزيون محلي عن قائد الشرطة قوله إن انتحاريا فجر نفسه في مسجد بمدينة عدن يوم الجمعة.", "قائد الشرطة"),
    ("وجاء في تقرير لمنظمة سيف ذا ريفر أن غارة أصابت مدرسة في تعز يوم الاثنين.", "منظمة سيف ذا ريفر"),
    ("ويؤكد مازن، وهو ممرض في مستشفى الأمل، أن قذيفة أصابت قسم الطوارئ في المستشفى يوم الأحد.", "مازن"),
    ("قال والد الضحية إن مسلحين أطلقوا النار على سيارة إسعاف في البيضاء يوم السبت.", "والد الضحية"),
    ("وقال مسؤول في وزارة الصحة إن قصفا أصاب مشفى في حلب يوم الاثنين.", "مسؤول في وزارة الصحة"),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN, ids=[speaker for _, speaker in SPOKEN])
def test_speakers_are_heard_behind_the_houses_that_pass_them_on(text: str, speaker: str) -> None:
    (attack,) = extracted(text, "ar", "2024-03-14")
    assert {s.removeprefix("ل") for s in speakers(attack)} >= {speaker}
