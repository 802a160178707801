"""English texts, read from start to end: invented articles of the kinds that monitoring teams collect."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, parties

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Mention, Reading

CAMPAIGN = "\n\n".join(
    " ".join(text.split())
    for text in """
Human Rights Watch calls Ethiopian and Eritrean attacks on clinics in Tigray part of a "strategy"

The human rights organisation Human Rights Watch said that Ethiopian government forces and Eritrean troops systematically
attacked clinics and other health facilities. This is stated in a new report of the organisation. According to its authors,
the actions of Addis Ababa and Asmara can be a part of their military strategy.

The report notes that over the past four months there were "at least nine targeted attacks on hospitals, clinics and
pharmacies in the southern rural part of the Tigray region". As a result of these attacks, the report said, at least seven
civilians were killed, another 61 people were injured.

"The Ethiopian and the Eritrean army deliberately attack health institutions, in grave breach of international humanitarian
law", said the director of the organisation for crisis response Miriam Okafor.

The report argues that attacks on clinics are carried out in order to clear the way for a ground offensive in southern Tigray.

Human Rights Watch has repeatedly put forward accusations against Eritrea. About three weeks ago a representative of the
organisation said that it had documented attacks by Ethiopian and Eritrean aircraft on schools, hospitals and homes. On 12 May
2021 the organisation published a report stating that Eritrean troops attacked churches and markets.

The Eritrean Ministry of Information in response to these allegations said that the report of the human rights defenders
consists of "fakes and cliches". Later, the spokesman of the Eritrean Ministry of Information Yonas Tesfay called on the
organisation, instead of accusing us without proof, to assess the actions of the rebels.

Asmara has repeatedly rejected accusations of attacks on civilians. The ministry claims that its troops only strike rebel
positions and other terrorists.
""".strip().split("\n\n")
)


def read(text: str, published: str = "2021-08-20") -> tuple[Mention, ...]:
    """Read an English text with the rule engine."""
    return extracted(text, "en", published)


@pytest.fixture(scope="module")
def campaign() -> tuple[Mention, ...]:
    return read(CAMPAIGN)


def test_the_total_of_a_report_comes_out_whole(campaign: tuple[Mention, ...]) -> None:
    total = campaign[0]
    assert total.scope == "total"
    assert counts(total) == {("attacks", "attacks", 9, None), ("killed", "civilians", 7, None), ("injured", "people", 61, 61)}
    assert {"hospital", "clinic"} <= set(total.values("target"))
    assert total.values("date")[0]["from"] == "2021-04-20"
    assert total.values("date")[0]["to"] == "2021-08-20"
    assert set(parties(total).values()) == {"alleged"}
    assert len(parties(total)) == 2
    assert any("Human Rights Watch" in (s["label"] or s["name"]) for s in total.values("speaker"))
    assert any("Tigray" in p["text"] for p in total.values("place"))


def test_purposes_and_legal_words_are_claims_of_their_own(campaign: tuple[Mention, ...]) -> None:
    purposes = campaign[0].values("purpose")
    assert any("to clear the way for a ground offensive" in p for p in purposes)
    assert any("part of their military strategy" in p for p in purposes)
    assert any("grave breach of international humanitarian law" in w for w in campaign[0].values("legal"))


def test_reports_cited_in_passing_are_totals_with_a_report_date(campaign: tuple[Mention, ...]) -> None:
    earlier, first = (m for m in campaign[1:] if m.scope == "total")
    assert set(earlier.values("target")) == {"school", "hospital", "home"}
    assert earlier.values("method") == ["airstrike"]
    assert not earlier.of("count")
    assert set(first.values("target")) == {"worship", "market"}
    assert not first.of("date")
    assert first.values("report_date")[0]["from"] == "2021-05-12"


def test_the_four_replies_of_the_accused(campaign: tuple[Mention, ...]) -> None:
    replies = [m for m in campaign if m.scope == "response"]
    assert [m.values("response_stance")[0] for m in replies] == [
        "discredits_source", "counter_accuses", "denies_event", "alternative_explanation",
    ]  # fmt: skip
    assert all(m.values("answers") for m in replies)
    assert replies[1].values("speaker")[0]["name"] == "Yonas Tesfay"
    assert {m.values("party")[0]["label"] for m in replies} == {"Eritrea"}


HOSPITAL = """A Russian air strike on a maternity hospital in the city of Mariupol on Wednesday wounded at least 17 people,
including two women in labour, the regional governor Pavlo Kyrylenko said. "Children are under the rubble", he said.
The hospital was destroyed. A second strike hit rescue workers who had come to help. The toll was earlier reported as
nine. Russia's foreign ministry spokeswoman Maria Zakharova said the hospital had been used as a firing position. The
Kremlin said it would look into the incident."""


@pytest.mark.parametrize("text", [HOSPITAL, HOSPITAL.replace(",", "").replace("'", "")], ids=["with commas", "without"])
def test_one_attack_told_in_many_sentences_is_one_mention(text: str) -> None:
    attack, *replies = read(" ".join(text.split()), "2022-03-10")
    assert attack.scope == "incident"
    assert attack.values("method") == ["airstrike"]
    assert "hospital" in attack.values("target")
    assert attack.values("place")[0]["text"] == "Mariupol"
    assert attack.values("country") == ["UA"]
    assert attack.values("date")[0]["from"] == "2022-03-09"
    assert parties(attack) == {"Russia": "alleged"}
    assert {("injured", "people", 17, None), ("injured", "women", 2, 2)} <= counts(attack)
    assert any(s["name"] == "Pavlo Kyrylenko" for s in attack.values("speaker"))
    assert {"destroyed"} <= set(attack.values("effect"))
    assert attack.values("double_tap") == [True]
    assert not any(c[2] == 9 for c in counts(attack))
    assert attack.values("correction") == [{"of": "nine"}]
    assert [r.values("response_stance")[0] for r in replies] == ["alternative_explanation", "investigates"]


def test_two_attacks_in_one_sentence_stay_apart() -> None:
    first, second = read(
        "Government jets bombed a market in Homs on Monday killing nine people, while rebels shelled a school in Hama on Tuesday "
        "and wounded four children.",
        "2015-06-04",
    )
    assert [first.values("target"), second.values("target")] == [["market"], ["school"]]
    assert [first.values("place")[0]["text"], second.values("place")[0]["text"]] == ["Homs", "Hama"]
    assert counts(first) == {("killed", "people", 9, 9)}
    assert counts(second) == {("injured", "children", 4, 4)}


def test_what_did_not_happen_is_no_toll() -> None:
    (attack,) = read("Militants shelled a clinic in Benghazi on Sunday, a doctor said. No casualties were reported.", "2016-10-11")
    assert attack.values("negation") == [{"what": "casualties"}]
    assert not attack.of("count")


def test_a_claim_of_responsibility_is_claimed() -> None:
    (attack,) = read(
        "A suicide bomber killed 12 people at a mosque in Kabul on Friday. The Taliban claimed responsibility for the attack.",
        "2019-05-25",
    )
    assert "suicide_attack" in attack.values("method")
    assert parties(attack) == {"Taliban": "claimed"}


def test_every_claim_names_its_rule_and_cuts_its_quote() -> None:
    text = "\u200f\u202a😀 Cafe\u0301: shells hit a school in Donetsk on Monday, killing 2 teachers, police said."
    claims = [c for m in read(text, "2014-10-02") for c in m.claims]
    assert claims
    assert all(c.rule and text[c.start : c.end] == c.quote for c in claims)


def test_a_language_without_a_pack_is_left_alone() -> None:
    reading = Reading(source="s", reader="test", version="1", text="Luftangriff auf ein Krankenhaus", lang="de")
    assert rules.extract(reading, run="r", gazetteer=gazetteer.load()) == ()


def test_the_years_of_a_war_do_not_date_one_attack() -> None:
    text = (
        "An air strike on a market in Idlib killed nine people on Wednesday, rescuers said. The war has killed more than "
        "300,000 people since it began in March 2011."
    )
    attack = read(text, "2016-10-27")[0]
    assert [d["from"] for d in attack.values("date")] == ["2016-10-26"]


def test_an_accusation_stands_beside_the_reply_in_its_sentence() -> None:
    text = (
        "A car bomb outside a girls' school in the west of Kabul killed at least 58 people on Saturday. President Omid Karzan "
        "blamed the Taliban, who denied being behind the attack."
    )
    attack, reply = read(text, "2021-05-09")
    assert parties(attack) == {"Taliban": "alleged"}
    assert counts(attack) == {("killed", "people", 58, None)}
    assert attack.values("country") == ["AF"]
    assert reply.values("response_stance") == ["denies_responsibility"]


def test_numbers_of_weapons_and_ages_count_nobody() -> None:
    text = (
        "Gunmen fired 12 mortar shells at a residential neighbourhood of Aleppo on Sunday, killing a 40-year-old woman and her two "
        "children and injuring six others including a nurse, activists said."
    )
    assert counts(read(text, "2016-10-27")[0]) == {
        ("killed", "women", 1, 1), ("killed", "children", 2, 2), ("injured", "people", 6, 6), ("injured", "health_workers", 1, 1),
    }  # fmt: skip


def test_a_spokesman_behind_a_comma_speaks_for_the_accused() -> None:
    text = (
        "At least 22 civilians were killed in air strikes carried out by the Saudi-led coalition on a market in Saada, health "
        "officials said on Sunday. A spokesman for the coalition, Colonel Fahd Al-Anzi, denied that its planes had targeted "
        "civilians. Its forces only target military sites, he said."
    )
    replies = [m for m in read(text, "2017-05-14") if m.scope == "response"]
    assert replies[0].values("speaker")[0]["name"] == "Colonel Fahd Al-Anzi"
    assert replies[0].values("party")[0]["label"] == "Saudi Arabia"
    assert replies[0].values("response_stance") == ["denies_responsibility"]
