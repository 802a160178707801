"""A denial stands alone: the party that denies an attack is heard also where its own text accuses nobody."""

from __future__ import annotations

import pytest

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Reading, group

SAID = {
    "en": "The Russian Ministry of Defence said that its aircraft did not strike the hospital in Azaz on 23 December.",
    "ru": "Министерство обороны России заявило, что российские самолёты не наносили ударов по больнице в Азазе 23 декабря.",
    "ar": "قالت وزارة الدفاع الروسية إن طائراتها لم تقصف المستشفى في أعزاز يوم الجمعة.",
}


@pytest.mark.parametrize("lang", SAID)
def test_a_strike_that_is_denied_is_a_reply_with_its_place_and_day(lang: str) -> None:
    reading = Reading(source="s", reader="test", version="1", text=SAID[lang], lang=lang, published="2022-12-25")
    (reply,) = group(rules.extract(reading, run="r", gazetteer=gazetteer.load()), "s")
    assert reply.scope == "response"
    assert reply.values("response_stance") == ["denies_responsibility"]
    assert reply.values("party")[0]["party"] == "state.ru"
    assert reply.values("target") == ["hospital"]
    assert [d["from"] for d in reply.values("date")] == ["2022-12-23"]
    assert reply.values("place")[0]["country"] == "SY"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The coach said his players did not strike back in the second half."),
        ("en", "The Red Cross said it did not attack anyone."),
    ],
)
def test_not_every_negation_is_a_denial(lang: str, text: str) -> None:
    reading = Reading(source="s", reader="test", version="1", text=text, lang=lang, published="2022-12-25")
    assert rules.extract(reading, run="r", gazetteer=gazetteer.load()) == ()
