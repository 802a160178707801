"""Arabic texts, read from start to end: invented articles and posts of the kinds that monitoring teams collect."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, parties, stances

from solferino.records import Mention

CAMPAIGN = "\n\n".join(
    " ".join(text.split())
    for text in """
هيومن رايتس ووتش: هجمات قوات الدعم السريع على المستشفيات في دارفور "جزء من استراتيجية"

قالت منظمة هيومن رايتس ووتش إن قوات الدعم السريع هاجمت بشكل ممنهج مستشفيات ومراكز صحية في إقليم دارفور. وجاء ذلك في تقرير جديد
للمنظمة.

وذكر التقرير أنه خلال الأشهر الأربعة الماضية وقعت "ما لا يقل عن تسع هجمات متعمدة على مستشفيات وعيادات وصيدليات في شمال دارفور".
وأسفرت هذه الهجمات عن مقتل ما لا يقل عن سبعة مدنيين وإصابة 61 شخصا، وفق المنظمة.

وقالت مديرة الأزمات في المنظمة مريم العوض: "إن قوات الدعم السريع تستهدف المنشآت الصحية عمدا، في انتهاك صارخ للقانون الدولي
الإنساني".

ويرى التقرير أن قصف المستشفيات يجري من أجل تمهيد الطريق لهجوم بري على مدينة الفاشر.

وفي 12 مايو 2023 نشرت المنظمة تقريرا أفاد بأن قوات الدعم السريع قصفت مساجد وأسواقا.

وردا على ذلك، قالت قوات الدعم السريع إن تقرير المنظمة يتضمن "أكاذيب ومعلومات مضللة". وقال المتحدث باسم قوات الدعم السريع
الفاتح الزين إن قواته لا تستهدف سوى مواقع المسلحين. ونفت قوات الدعم السريع مرارا اتهامات باستهداف المدنيين.
""".strip().split("\n\n")
)


def read(text: str, published: str | None = "2023-09-20") -> tuple[Mention, ...]:
    """Read an Arabic text with the rule engine."""
    return extracted(text, "ar", published)


def speakers(mention: Mention) -> set[str]:
    return {s["name"] for s in mention.values("speaker")}


def places(mention: Mention) -> list[str]:
    return [p["text"] for p in mention.values("place")]


@pytest.fixture(scope="module")
def campaign() -> tuple[Mention, ...]:
    return read(CAMPAIGN)


def test_the_total_of_a_report_comes_out_whole(campaign: tuple[Mention, ...]) -> None:
    total = next(m for m in campaign if ("attacks", "attacks", 9, None) in counts(m))
    assert total.scope == "total"
    assert counts(total) == {("attacks", "attacks", 9, None), ("killed", "civilians", 7, None), ("injured", "people", 61, 61)}
    assert {"hospital", "clinic", "pharmacy"} <= set(total.values("target"))
    assert (total.values("date")[0]["from"], total.values("date")[0]["to"]) == ("2023-05-20", "2023-09-20")
    assert parties(total) == {"Rapid Support Forces": "alleged"}
    assert any(s["label"] == "Human Rights Watch" for s in total.values("speaker"))
    assert "دارفور" in places(total)
    assert any("القانون" in w or "القانون" in w.replace("لل", "ال") for w in total.values("legal"))


def test_an_aim_and_an_earlier_report_are_claims_of_their_own(campaign: tuple[Mention, ...]) -> None:
    assert any("تمهيد الطريق لهجوم بري" in p for m in campaign for p in m.values("purpose"))
    earlier = next(m for m in campaign if "worship" in m.values("target"))
    assert set(earlier.values("target")) == {"worship", "market"}
    assert earlier.values("report_date")[0]["from"] == "2023-05-12"
    assert not earlier.of("date")


def test_the_replies_of_the_accused(campaign: tuple[Mention, ...]) -> None:
    replies = [m for m in campaign if m.scope == "response"]
    assert stances(campaign) == ["discredits_source", "alternative_explanation", "denies_responsibility"]
    assert {m.values("party")[0]["label"] for m in replies} == {"Rapid Support Forces"}
    assert all(m.values("answers") for m in replies)
    assert "الفاتح الزين" in speakers(replies[1])


HOSPITAL = """قتل خمسة مدنيين، بينهم طفلان وامرأة، وأصيب 17 آخرون بجروح في غارة جوية روسية استهدفت مستشفى الأمل في مدينة معرة
النعمان بريف إدلب الجنوبي مساء الثلاثاء، بحسب المرصد السوري لحقوق الإنسان. وقال مدير الدفاع المدني في المدينة سامر الحلبي لوكالة
الصحافة الفرنسية إن المستشفى خرج عن الخدمة بالكامل. وأضاف أن غارة ثانية استهدفت المسعفين أثناء إسعاف الجرحى. وكانت حصيلة سابقة أفادت
بمقتل ثلاثة أشخاص. ونفت وزارة الدفاع الروسية قصف المستشفى. وأعلنت الوزارة أنها ستحقق في الحادث."""


def test_one_attack_told_in_many_sentences_is_one_mention() -> None:
    attack, *replies = read(" ".join(HOSPITAL.split()), "2020-01-15")
    assert attack.scope == "incident"
    assert attack.values("method") == ["airstrike"]
    assert "hospital" in attack.values("target")
    assert attack.values("target_name") == ["مستشفى الأمل"]
    assert {"معرة النعمان", "ريف إدلب الجنوبي"} <= set(places(attack))
    assert attack.values("country") == ["SY"]
    assert attack.values("date")[0]["from"] == "2020-01-14"
    assert parties(attack) == {"Russia": "alleged"}
    assert counts(attack) == {
        ("killed", "civilians", 5, 5), ("killed", "children", 2, 2), ("killed", "women", 1, 1), ("injured", "people", 17, 17),
    }  # fmt: skip
    assert {"المرصد السوري لحقوق الإنسان", "سامر الحلبي"} <= speakers(attack)
    assert attack.values("effect") == ["out_of_service"]
    assert attack.values("double_tap") == [True]
    assert attack.values("correction") == [{"of": "ثلاثة"}]
    assert [r.values("response_stance")[0] for r in replies] == ["denies_responsibility", "investigates"]


def test_two_attacks_in_one_sentence_stay_apart() -> None:
    first, second = read(
        "قصفت طائرات النظام سوقا في حمص يوم الاثنين ما أدى إلى مقتل تسعة أشخاص، فيما قصفت فصائل المعارضة مدرسة في حماة "
        "يوم الثلاثاء وأصابت أربعة أطفال.",
        "2015-06-04",
    )
    assert [first.values("target"), second.values("target")] == [["market"], ["school"]]
    assert [places(first), places(second)] == [["حمص"], ["حماة"]]
    assert [parties(first), parties(second)] == [{"Syrian army": "stated"}, {"Syrian opposition": "stated"}]
    assert [counts(first), counts(second)] == [{("killed", "people", 9, 9)}, {("injured", "children", 4, 4)}]


def test_the_accuser_is_no_attacker() -> None:
    (attack,) = read(
        "اتهمت الحكومة اليمنية جماعة الحوثي بقصف حي سكني في مدينة تعز بقذائف الهاون يوم السبت، ما أسفر عن مقتل امرأة وثلاثة أطفال.",
        "2018-04-09",
    )
    assert parties(attack) == {"Houthis": "alleged"}
    assert speakers(attack) == {"الحكومة اليمنية"}
    assert counts(attack) == {("killed", "women", 1, 1), ("killed", "children", 3, 3)}
    assert (attack.values("target"), attack.values("method")) == (["home"], ["shelling"])


def test_a_raid_names_its_attacker_behind_its_verb_and_what_was_hit_is_no_attacker() -> None:
    (attack,) = read("أصيب ثلاثة عمال في غارة شنتها مقاتلات التحالف بقيادة السعودية على مصنع في صنعاء يوم الأحد.", "2016-08-10")
    assert parties(attack) == {"Saudi-led coalition": "stated"}
    (attack,) = read("قتل أربعة مدنيين في هجوم استهدف الجيش العراقي قرب سوق شعبي في الموصل يوم الأحد.", "2016-08-10")
    assert parties(attack) == {}


POST = """Post
راديو الضفة@radio_difa
#عاجل | شهيد مدني و3 جرحى بينهم طفلة جراء قصـ.ـف مدفعي لقــ ــوات النظام على بلدة #الأتارب بريف #حلب الغربي صباح اليوم
2:38 PM · Jan 15, 2020 120Views All reactions: 45 comments"""


def test_a_post_with_page_noise_hashtags_and_broken_words() -> None:
    (attack,) = read(POST, "2020-01-15")
    assert counts(attack) == {("killed", "civilians", 1, 1), ("injured", "people", 3, 3), ("injured", "children", 1, 1)}
    assert attack.values("method") == ["shelling"]
    assert attack.values("date")[0]["from"] == "2020-01-15"
    assert attack.values("perpetrator")[0]["name"] == "قوات النظام"
    assert places(attack)[0] == "الأتارب"


def test_what_did_not_happen_is_no_toll_and_a_claim_of_responsibility_is_claimed() -> None:
    (attack,) = read("استهدف مسلحون عيادة في بنغازي يوم الأحد بقذائف هاون، وفق طبيب. ولم ترد أنباء عن وقوع إصابات.", "2016-10-11")
    assert attack.values("negation") == [{"what": "casualties"}]
    assert not attack.of("count")
    attack, reply = read("قتل 12 شخصا في تفجير انتحاري استهدف مسجدا في كابول يوم الجمعة. وتبنت حركة طالبان الهجوم.", "2019-05-25")
    assert parties(attack) == {"Taliban": "claimed"}
    assert stances((reply,)) == ["accepts_responsibility"]


def test_vowel_signs_and_marks_of_direction_do_not_hide_words() -> None:
    text = "\u200f\u202bقُتِلَ ثَلاثةُ مُسعفين في غارةٍ جويّةٍ على مُستشفى في مدينة إدلب يوم الاثنين.\u202c"
    (attack,) = read(text, "2018-03-22")
    assert counts(attack) == {("killed", "health_workers", 3, 3)}
    assert "hospital" in attack.values("target")


def test_a_dateline_is_no_place_and_the_missing_are_not_dead() -> None:
    (attack,) = read(
        "صنعاء، اليمن (رويترز)-- قتل سبعة أشخاص في غارة على منزل في مدينة الحديدة يوم السبت، فيما لا يزال 10 أشخاص "
        "في عداد المفقودين.",
        "2018-12-16",
    )
    assert places(attack) == ["الحديدة"]
    assert parties(attack) == {}
    assert counts(attack) == {("killed", "people", 7, 7), ("missing", "people", 10, 10)}


@pytest.mark.parametrize(
    ("reply", "stance"),
    [
        ("ونفت موسكو أن تكون طائراتها قصفت المستشفى.", "denies_responsibility"),
        ('ووصفت الخارجية الروسية التقارير بأنها "كاذبة".', "discredits_source"),
        ("ولم تعلق وزارة الدفاع الروسية على الغارة.", "declines_comment"),
        ("وأعلنت موسكو أنها ستحقق في الحادث.", "investigates"),
        ('لكن روسيا تقول إنها تستهدف "الإرهابيين" فقط.', "alternative_explanation"),
        ("واتهمت موسكو ناشطين بفبركة الهجوم.", "denies_event"),
    ],
)
def test_what_an_accused_party_answers(reply: str, stance: str) -> None:
    told = "قتل عشرون مدنيا في غارات روسية استهدفت مستشفى في مدينة إدلب، بحسب المرصد السوري لحقوق الإنسان. "
    answer = next(m for m in read(told + reply, "2018-04-12") if m.scope == "response")
    assert answer.values("response_stance") == [stance]
    assert answer.values("party")[0]["label"] == "Russia"
    assert answer.values("answers")


def test_a_denial_behind_the_attack_leaves_it_told_and_its_counter_accusation_has_no_other_speaker() -> None:
    attack, reply = read(
        "قصفت القوات الروسية محطة قطارات في مدينة كراماتورسك الجمعة مما أسفر عن مقتل 52 مدنيا، بحسب السلطات الأوكرانية، "
        "فيما نفت موسكو مسؤوليتها واتهمت كييف بالوقوف وراء الهجوم.",
        "2022-04-10",
    )
    assert counts(attack) == {("killed", "civilians", 52, 52)}
    assert parties(attack) == {"Russian Armed Forces": "alleged", "Ukraine": "alleged"}
    assert reply.values("response_stance") == ["denies_responsibility"]
    assert speakers(reply) == {"موسكو"}


def test_words_broken_to_pass_a_filter_are_read_whole() -> None:
    (mention,) = read("استـ.شهاد ثلاثة مدنيين جراء ق*صف مدفعي على مدينة إعزاز يوم 18 أيلول 2023.")
    assert ("killed", "civilians", 3, 3) in counts(mention)
    assert places(mention) == ["إعزاز"]


def test_a_force_that_says_it_struck_has_claimed_the_attack_and_its_reason_is_a_reply() -> None:
    attack, *replies = read(
        "قتل تسعة مدنيين في غارة على مدرسة في مدينة رفح يوم الاثنين، بحسب مصادر طبية. "
        "وقال الجيش الإسرائيلي إنه استهدف عناصر من حركة حماس كانوا يستخدمون المدرسة غطاء.",
        "2024-06-05",
    )
    assert parties(attack)["Israeli army"] == "claimed"
    assert [r.values("response_stance")[0] for r in replies] == ["alternative_explanation"]
    assert replies[0].values("party")[0]["label"] == "Israel"


def test_refusing_a_report_is_a_reply_and_a_denial_may_carry_the_whole_accusation() -> None:
    mentions = read(
        "نفت روسيا ما أورده المرصد السوري لحقوق الإنسان بأن غارة روسية أصابت مستشفى في إدلب يوم الثلاثاء وأسفرت عن 13 قتيلا. "
        "ورفضت وزارة الدفاع الروسية هذه التقارير.",
        "2015-10-22",
    )
    attack = next(m for m in mentions if m.scope == "incident")
    assert counts(attack) == {("killed", "people", 13, 13)}
    assert parties(attack) == {"Russia": "alleged"}
    assert {m.values("response_stance")[0] for m in mentions if m.scope == "response"} == {"denies_event"}


def test_the_name_of_a_role_may_stand_behind_a_comma() -> None:
    (attack,) = read(
        "قتل خمسة أشخاص في قصف مدفعي على سوق في مدينة تعز يوم الأحد. وقال مدير الدفاع المدني، سالم الحمادي، إن السوق احترق.",
        "2018-04-09",
    )
    assert "سالم الحمادي" in speakers(attack)


def test_the_coalition_and_the_army_are_those_of_the_war_that_a_text_is_about() -> None:
    mentions = read("قتل ثلاثة مدنيين بغارة للتحالف على منزل في صنعاء يوم السبت. ونفى التحالف استهداف المنزل.", "2018-04-09")
    assert [m.values("party")[0]["label"] for m in mentions if m.scope == "response"] == ["Saudi Arabia"]


def test_a_post_with_a_toll_that_is_not_final_tells_one_incident() -> None:
    (attack,) = read(
        "عاجل: إصابة أربعة مدنيين بينهم طفلان في حصيلة غير نهائية لغار.ة بصاروخ موجه على أطراف بلدة #سرمين", "2022-06-05"
    )
    assert attack.scope == "incident"
    assert counts(attack) == {("injured", "civilians", 4, 4), ("injured", "children", 2, 2)}
    assert "airstrike" in attack.values("method")


def test_people_whom_a_building_shelters_are_no_victims() -> None:
    (attack,) = read("استشهد 15 شخصا في قصف إسرائيلي على مدرسة تؤوي مئات النازحين في مدينة رفح يوم الأحد.", "2024-06-05")
    assert counts(attack) == {("killed", "people", 15, 15)}


def test_a_denial_with_its_claim_of_a_strike_tells_the_strike_and_its_day_is_that_of_the_denial() -> None:
    mentions = read(
        "نفى الجيش السوداني، اليوم الأحد، مزاعم قوات الدعم السريع بتنفيذه غارة جوية على أم درمان أسفرت عن مقتل 22 شخصا.",
        "2023-07-09",
    )
    attack = next(m for m in mentions if m.scope == "incident")
    assert counts(attack) == {("killed", "people", 22, 22)}
    assert "Rapid Support Forces" in {s["label"] for s in attack.values("speaker")}
    assert {m.values("response_stance")[0] for m in mentions if m.scope == "response"} == {"denies_responsibility"}


def test_a_group_that_announces_its_responsibility_has_claimed_and_one_that_owns_up_to_losses_has_not() -> None:
    mentions = read("أعلن تنظيم داعش مسؤوليته المباشرة عن التفجير الذي ضرب مسجدا في بعقوبة يوم الجمعة وقتل 15 شخصا.", "2014-08-27")
    assert [parties(m) for m in mentions if m.scope != "response"] == [{"Islamic State": "claimed"}]
    assert stances(mentions) == ["accepts_responsibility"]
    mentions = read("قتل 11 شخصا في قصف إسرائيلي على حي سكني في دمشق يوم الاثنين، واعترف الجيش السوري بمقتل جنديين.", "2020-09-01")
    assert not [m for m in mentions if m.scope == "response"]


def test_a_child_among_the_dead_is_counted_beside_them() -> None:
    (attack,) = read("أدى قصف مستشفى ولادة في مدينة خاركيف يوم الأربعاء إلى مقتل 3 بينهم طفل.", "2022-03-10")
    assert counts(attack) == {("killed", "people", 3, 3), ("killed", "children", 1, 1)}
    assert attack.values("target") == ["hospital"]


def test_the_toll_of_the_war_so_far_is_a_total_and_the_dead_and_wounded_together_are_neither() -> None:
    (total,) = read(
        "أعلنت وزارة الصحة في غزة ارتفاع حصيلة ضحايا الحرب إلى 24100 شهيد و60834 مصابا منذ السابع من أكتوبر الماضي.", "2024-01-15"
    )
    assert total.scope == "total"
    assert counts(total) == {("killed", "people", 24100, 24100), ("injured", "people", 60834, 60834)}
    (attack,) = read("قتل وأصيب أربعة أطفال في قصف مدفعي على حي سكني في مدينة تعز مساء الأحد.", "2020-06-22")
    assert counts(attack) == set()


def test_many_counted_attacks_are_a_total_and_a_seat_is_no_place_of_attack() -> None:
    (total,) = read(
        "قالت منظمة العون، التي يقع مقرها في العاصمة صنعاء، إنها وثقت ست وعشرين هجمة جوية للتحالف أودت بحياة مائة وخمسة عشر مدنيا.",
        "2022-01-20",
    )
    assert total.scope == "total"
    assert counts(total) == {("attacks", "attacks", 26, 26), ("killed", "civilians", 115, 115)}
    assert "صنعاء" not in places(total)


def test_two_children_told_by_their_parents_are_two() -> None:
    (hit,) = read("مقتل رجل وإصابة زوجته وطفليهما في غارة جوية على قرية التينة", "2021-03-08")
    counts = {(v["what"], v["who"], v["low"]) for v in hit.values("count")}
    assert {("killed", "men", 1), ("injured", "women", 1), ("injured", "children", 2)} <= counts


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("قال الطبيب سامر العلي، وهو جراح في مستشفى ميداني، إن", "سامر العلي"),
        ("قال بيان صادر عن بعثة الأمم المتحدة في ليبيا إن", "بعثة الأمم المتحدة"),
        ("وكانت منظمة أطباء بلا حدود، التي تدير المركز الصحي، ذكرت أن", "منظمة أطباء بلا حدود"),
        ("قال حاكم منطقة خاركيف أوليه كوفالينكو إن", "أوليه كوفالينكو"),
        ("مصدر طبي للجزيرة:", "مصدر طبي"),
        ("قال مسؤول أمني رفض الكشف عن اسمه إن", "مسؤول"),
    ],
)
def test_who_says_it_is_found_behind_and_before_the_verb(said: str, speaker: str) -> None:
    (attack,) = read(f"{said} خمسة مدنيين قتلوا في غارة جوية على سوق في مدينة طرابلس.", "2019-07-28")
    assert any(speaker in s for s in speakers(attack))


def test_an_accuser_may_be_a_bare_name_and_what_is_attributed_has_an_attacker() -> None:
    first, *_ = read(
        "قتل ستة أشخاص في غارة على مستشفى في طرابلس أمس السبت. وحمّل الهاشمي قوات حفتر المسؤولية عن القصف.", "2019-07-28"
    )
    assert parties(first) == {"Libyan National Army": "alleged"}
    (attack,) = read("قتل 54 شخصا اليوم السبت في سوق بمدينة أم درمان جراء قصف مدفعي نُسب إلى قوات الدعم السريع.", "2025-02-01")
    assert parties(attack) == {"Rapid Support Forces": "alleged"}
    assert speakers(attack) == set()


def test_an_admission_tells_its_attack_and_its_day_is_that_of_the_admission() -> None:
    mentions = read(
        "اعترف الجيش الإسرائيلي، الاثنين، بأن طائراته أغارت على مدرسة «الأمل» في مدينة غزة. وبحسب مصادر طبية، أسفرت الغارة "
        "التي وقعت أمس الأحد عن مقتل 11 شخصا على الأقل من بينهم ثلاثة صحفيين.",
        "2024-10-28",
    )
    attack = next(m for m in mentions if m.scope == "incident")
    replies = [m for m in mentions if m.scope == "response"]
    assert parties(attack) == {"Israeli army": "admitted"}
    assert [d["from"] for d in attack.values("date")] == ["2024-10-27"]
    assert counts(attack) == {("killed", "people", 11, None), ("killed", "journalists", 3, 3)}
    assert attack.values("target_name") == ["مدرسة «الأمل»"]
    assert [r.values("response_stance")[0] for r in replies] == ["accepts_responsibility"]


def test_what_a_denial_names_decides_its_stance_and_no_deaths_are_no_denial() -> None:
    mentions = read(
        "قتل 54 شخصا في قصف على سوق بمدينة أم درمان نُسب إلى قوات الدعم السريع. ونفت قوات الدعم السريع أن تكون قد "
        "استهدفت المدينة، وقالت إن القذائف أطلقت من مواقع يسيطر عليها الجيش.",
        "2025-02-01",
    )
    assert [m.values("response_stance")[0] for m in mentions if m.scope == "response"] == [
        "denies_responsibility",
        "counter_accuses",
    ]
    calm = read(
        "قال حاكم أوديسا أوليه كوفالينكو إن هجوما صاروخيا روسيا أصاب مدرسة، وأضاف أنه لم تقع وفيات في الهجوم.", "2024-06-27"
    )
    assert [m.scope for m in calm] == ["incident"]


@pytest.mark.parametrize("who", ["عامل", "سائق", "راع", "فلاح", "مواطنة", "عجوز"])
def test_one_person_told_by_a_trade_or_age_is_one(who: str) -> None:
    (hit,) = read(f"استشهاد {who} وإصابة 5 آخرين في قصف مدفعي استهدف بلدة التينة")
    assert [(v["what"], v["low"]) for v in hit.values("count")] == [("killed", 1), ("injured", 5)]


@pytest.mark.parametrize(("who", "group"), [("الطفلة", "children"), ("السيدة", "women"), ("الطفل", "children")])
def test_one_person_told_by_name_is_one(who: str, group: str) -> None:
    (hit,) = read(f"وفاة {who} سلمى متأثرة بجراحها جراء قصف مدفعي على بلدة التينة")
    assert [(v["what"], v["who"], v["low"]) for v in hit.values("count")] == [("killed", group, 1)]


@pytest.mark.parametrize("hurt", ["وإصابة آخر بجروح", "وجرح آخر", "وإصابة حفيدها", "وإصابة ابنها"])
def test_another_and_a_relative_are_one_more_victim(hurt: str) -> None:
    (hit,) = read(f"مقتل امرأة {hurt} في قصف مدفعي استهدف بلدة التينة")
    assert [(v["what"], v["low"]) for v in hit.values("count")] == [("killed", 1), ("injured", 1)]
    (other,) = read("إصابة مبنى آخر في قصف مدفعي استهدف بلدة التينة")
    assert other.values("count") == []


def test_attacks_counted_in_the_singular_are_a_total() -> None:
    for text in ("وثقت المنظمة 90 هجوما على المستشفيات في عام 2023.", "تعرضت المستشفيات في السودان إلى 90 هجوما خلال عام 2023."):
        (total,) = extracted(text, "ar", "2024-03-05")
        assert total.scope == "total"
        assert [c["low"] for c in total.values("count")] == [90]
    assert not extracted("شن الفريق 12 هجوما في الشوط الأول قرب مستشفى المدينة.", "ar", "2024-03-05")


def test_two_armies_share_one_word_for_forces() -> None:
    (attack,) = read(
        "قال المرصد إن القوات السورية والروسية استهدفت عمدا المستشفيات والعيادات في إدلب، ضمن استراتيجية عسكرية.", "2016-05-05"
    )
    assert parties(attack) == {"Syria": "alleged", "Russia": "alleged"}


def test_the_bore_of_a_gun_counts_nobody() -> None:
    (raid,) = read("استهدفت غارات للتحالف سوقاً في صعدة، وأسفرت عن تدمير عربات عليها بندقية 106 ومصرع جميع من عليها، وفق سكان.")
    assert not counts(raid)


def test_a_village_in_a_hashtag_behind_its_word_is_the_place() -> None:
    (attack,) = read("مقتل 4 مدنيين جراء قصف أحد المنازل على محور قرية #كفردنان بريف #حلب_الغربي.")
    assert places(attack)[0] == "كفردنان"
    (attack,) = read("إصابة مدني بقصف على بلدة #خربة_دنان جنوبي إدلب")
    assert places(attack)[0] == "خربة دنان"
