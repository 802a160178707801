"""English replies: what the accused answer, in which stance, by whom, and what is no reply at all."""

from __future__ import annotations

import pytest

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Mention, Reading, group

STRUCK = "An Israeli air strike hit a school in Gaza City on Tuesday, killing nine people, medics said. "
SHELLED = "Sudanese army shelling hit a hospital in Omdurman on Tuesday, killing nine people, medics said. "


def read(text: str) -> list[Mention]:
    """Read an English text with the rule engine; return its attacks and replies."""
    reading = Reading(source="s", reader="test", version="1", text=text, lang="en", published="2024-03-07")
    claims = rules.extract(reading, run="run-1", gazetteer=gazetteer.load())
    for claim in claims:
        claim.prove(text)
    return list(group(claims, "s"))


def replies(text: str) -> list[tuple[str, str]]:
    return [(m.values("response_stance")[0], m.values("speaker")[0]["name"]) for m in read(text) if m.scope == "response"]


ANSWERS = """
investigates|The Israeli military is looking into the report, a spokesperson said.
investigates|The Israeli military said it was investigating the reports.
alternative_explanation|The Israeli military said it had targeted Hamas militants who were operating inside the building.
alternative_explanation|The Israeli military said its aircraft carried out a precise strike on a command-and-control centre.
denies_responsibility|The Israeli military said it did not target the school.
denies_event|The Israeli military rejected reports that it had shelled the area.
denies_event|The Israeli military said the claims were false.
discredits_source|The Israeli military called the reports fake news.
accepts_responsibility|The Israeli military acknowledged that it hit the building.
denies_responsibility|A spokesman for the Israeli army, which holds the area, said its troops had not fired on the school.
denies_event|The Israeli military sharply denied the reports.
denies_event|The Israeli military - which controls the district - denied the reports.
declines_comment|The Israeli military declined to comment.
declines_comment|The Israeli military was not immediately available for comment.
discredits_source|The Israeli military dismissed the accounts as rumours.
denies_responsibility|The Israeli military denied that its jets had bombed the school.
alternative_explanation|The Israeli military said the school had served as a barracks for militants.
alternative_explanation|The Israeli military said nothing but legitimate objectives had been struck.
alternative_explanation|The Israeli military said the school housed an ammunition depot.
alternative_explanation|The Israeli military said tunnels were dug and used beneath the school.
counter_accuses|The army blamed Hamas.
investigates|An army spokesman said a commission of inquiry would establish the facts.
denies_responsibility|The military, which controls the crossing, said no drone had been flown that day.
""".strip().splitlines()


@pytest.mark.parametrize("line", ANSWERS)
def test_the_accused_answers_in_many_words(line: str) -> None:
    stance, _, text = line.partition("|")
    assert [s for s, _ in replies(STRUCK + text + "\n")] == [stance]


def test_what_is_conceded_and_what_is_explained_are_two_replies() -> None:
    text = "The Israeli military acknowledged the strike but said it had been aimed at a Hamas commander.\n"
    assert [s for s, _ in replies(STRUCK + text)] == ["accepts_responsibility", "alternative_explanation"]


def test_that_the_accused_did_not_comment_is_its_reply_and_that_nobody_could_confirm_is_none() -> None:
    assert [s for s, _ in replies(STRUCK + "There was no immediate comment from the Israeli military.\n")] == ["declines_comment"]
    assert not replies(STRUCK + "There was no independent confirmation of the toll.\n")


def test_what_is_denied_is_quoted_with_the_denial() -> None:
    (reply,) = [m for m in read(SHELLED + "The army denied reports that it had fired on the hospital.\n") if m.scope == "response"]
    assert [c.quote for c in reply.claims if c.field == "event"] == ["army denied reports that it had fired on the hospital"]


def test_a_participle_speaks_for_the_subject_of_its_sentence() -> None:
    found = replies("Israeli forces struck a school in Gaza City on Tuesday, saying Hamas fighters were hiding there.\n")
    assert found == [("alternative_explanation", "Israeli forces")]


def test_the_accused_accuses_in_turn_and_the_second_attack_is_told_too() -> None:
    text = SHELLED + "The army accused the RSF of shelling a market in Khartoum on Monday and killing four traders.\n"
    assert [s for s, _ in replies(text)] == ["counter_accuses"]
    assert {tuple(m.values("target")) for m in read(text) if m.scope == "incident"} == {("hospital",), ("market",)}


def test_a_battle_of_fighters_with_a_claim_of_a_ministry_is_no_attack() -> None:
    assert not read("""\
Taliban fighters attacked an army base in Helmand, killing 20 soldiers, officials said. The defence ministry dismissed the claim \
as propaganda and said troops had returned fire, killing 35 militants.
""")


def test_a_rebel_group_without_a_name_is_not_the_army_that_spoke_before() -> None:
    text = "The Congolese army has accused M23 rebels of killing 50 civilians in Kishishe. The rebel group denied the charge.\n"
    assert [who for _, who in replies(text)] == ["rebel group"]


def test_who_makes_an_allegation_is_no_attacker() -> None:
    text = "The junta denied allegations by the Arakan Army that its soldiers killed 76 villagers in Rakhine state.\n"
    (attack,) = [m for m in read(text) if m.scope == "incident"]
    assert "Arakan Army" not in {p["name"] for p in attack.values("perpetrator")}


def test_a_denial_ends_where_the_speaker_says_a_second_thing() -> None:
    found = replies(SHELLED + "The army denied the shelling and accused the RSF of launching the attack.\n")
    assert [s for s, _ in found] == ["denies_responsibility", "counter_accuses"]


def test_losses_of_soldiers_and_their_denial_are_no_attack() -> None:
    assert not read("""\
Armenian and Azerbaijani troops exchanged artillery fire on Sunday. Azerbaijan's defence ministry said four of its soldiers were \
killed and denied Armenian reports that it had lost a tank.
""")


def test_the_town_of_a_dateline_is_no_attacker() -> None:
    (attack,) = read("OUAGADOUGOU, Burkina Faso - Gunmen killed 14 civilians in the village of Bani on Sunday, officials said.\n")
    assert {p["name"] for p in attack.values("perpetrator")} == {"Gunmen"}


def test_who_denies_was_accused_and_an_unknown_name_may_be_a_militia() -> None:
    text = STRUCK + "The Syrian army also denied involvement.\n"
    assert [s for s, _ in replies(text)] == ["denies_responsibility"]
    text = "Gunmen killed 34 herders in Bani on Sunday, the mayor said. Dan Amba, a local militia, denied any part in it.\n"
    assert [who for _, who in replies(text)] == ["Dan Amba"]


def test_and_joins_a_second_verb_to_the_speaker() -> None:
    text = SHELLED + "The army insisted the dead were rebels and said its men had returned fire.\n"
    assert {who for _, who in replies(text)} == {"army"}


OWN_ACTS = """
claimed|Al Shabaab said its fighters had stormed a hotel in Mogadishu on Friday. Police said nine civilians were killed.
claimed|Houthi forces said on Monday that they had fired two missiles at a market in Marib, killing six people.
claimed|The Israeli military said it had struck a Hamas command centre inside a school in Gaza City on Monday. Nine people died.
admitted|The Nigerian army said its drone had struck a mosque in Kaduna by mistake on Sunday night, killing 85 worshippers.
""".strip().splitlines()


@pytest.mark.parametrize("line", OWN_ACTS)
def test_a_force_that_says_it_struck_claims_the_attack_and_one_that_calls_it_an_error_admits_it(line: str) -> None:
    status, _, text = line.partition("|")
    told = [p["status"] for m in read(text + "\n") if m.scope != "response" for p in m.values("perpetrator")]
    assert told[:1] == [status]


def test_that_harm_is_regretted_owns_up_to_nothing() -> None:
    assert not replies(STRUCK + "The Israeli military said it regrets any harm to civilians.\n")


BEHIND = """
alternative_explanation|Only combatants were hit, insisted Colonel Moshe Tal.
investigates|If the information is credible we will open an investigation, said military spokesman Colonel Moshe Tal.
denies_event|According to Israel, no such strike took place.
denies_responsibility|Our pilots were nowhere near the school, by Colonel Moshe Tal's account.
""".strip().splitlines()


@pytest.mark.parametrize("line", BEHIND)
def test_who_is_named_behind_or_before_a_reply_without_a_plain_verb(line: str) -> None:
    stance, _, text = line.partition("|")
    assert [s for s, _ in replies(STRUCK + text + "\n")] == [stance]


def test_officers_who_are_dismissed_are_no_denial() -> None:
    text = STRUCK + "The Israeli military dismissed two officers.\n"
    assert not replies(text)
