"""English texts of many desks: what is one attack and what several, headlines, datelines, running tolls and asides."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, speakers

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Mention, Reading, group


def read(text: str, published: str = "2023-05-17") -> list[Mention]:
    """Read an English text with the rule engine; return its attacks and totals."""
    return [m for m in extracted(text, "en", published) if m.scope != "response"]


SCOPES = """
incident|Airstrike hits hospital in Idlib, 10 killed
incident|Bombing of hospital in Aleppo kills five, monitor says
incident|A rocket hit a school in Aleppo on Monday, killing four pupils, the latest in a series of attacks on schools in the war.
incident|Six people including a nurse were killed when three mortar shells hit the clinic in Donetsk on Friday.
incident|Warplanes carried out five strikes on the village of Hass on Wednesday morning, hitting a school and killing 22 children.
incident|Several air strikes hit the market in Aden within minutes, killing nine people, rebels said.
total|Airstrikes hit hospitals in Idlib and Hama
total|Bombing of hospitals in Syria is a war crime, UN says
total|Army planes bombed three villages in Sagaing this week, killing 11 villagers, residents said.
total|It was the third attack on the hospital in Kherson this month, the army shelling it again and again.
total|At least 14 civilians were killed in rebel attacks across the province of Idlib on Tuesday.
total|The regime has repeatedly used barrel bombs against markets in Daraa.
total|Since 1 October at least nine ambulances have been hit by drone strikes in Lebanon, the ministry said.
total|Shelling by rebels has killed at least 20 civilians in Donetsk over the past week, officials said.
total|Drone attacks on minibuses in Kherson have killed 20 people in a month, prosecutors said.
total|The regime's bombing has hit several towns in Idlib and killed hundreds of civilians, monitors said.
incident|Dozens of shells landed in a residential quarter of Kherson on Saturday morning, wounding four people.
total|Nine traders were killed on Sunday in three separate strikes on markets in Darfur, activists said.
total|Daily shelling by rebels kills patients and doctors in Donetsk hospitals.
""".strip().splitlines()


@pytest.mark.parametrize("line", SCOPES)
def test_one_attack_is_told_from_several(line: str) -> None:
    scope, _, text = line.partition("|")
    assert [m.scope for m in read(text + "\n")] == [scope]


def test_the_total_of_a_headline_and_of_the_text_below_is_one_total_with_both_figures() -> None:
    (total,) = read("""\
Six attacks on hospitals in Zamfara, monitor says

At least six targeted attacks on hospitals, medical centres and clinics were carried out in Zamfara over three months, the \
Health Observatory said in a report on Tuesday, blaming armed gangs.
""")
    assert total.scope == "total"
    assert counts(total) == {("attacks", "attacks", 6, 6), ("attacks", "attacks", 6, None)}


def test_a_town_in_a_dateline_is_no_place_of_the_attack() -> None:
    (attack,) = read("""\
KYIV: Russia accused the Ukrainian army of shelling a hospital in the town of Novoaidar on Monday, killing nine patients.
""")
    assert [p["text"] for p in attack.values("place")] == ["Novoaidar"]


def test_the_toll_of_the_protected_over_a_long_time_stands_apart_from_the_attack() -> None:
    attack, toll = read(
        """\
An Israeli strike killed six journalists in Gaza City on Sunday, the civil defence said.

Since October 2023, more than 240 journalists have been killed.
""",
        "2025-08-12",
    )
    assert counts(attack) == {("killed", "journalists", 6, 6)}
    assert (toll.scope, counts(toll)) == ("total", {("killed", "journalists", 241, None)})


def test_victims_are_counted_past_an_aside_and_by_what_they_are() -> None:
    (attack,) = read(
        "At least 31 people, including children, were killed in a drone strike on a school in El Fasher on Monday. "
        "The strike wounded three female nurses.\n"
    )
    assert counts(attack) == {("killed", "people", 31, None), ("injured", "health_workers", 3, 3)}


def test_who_hears_and_where_it_is_said_are_no_speakers_and_no_places() -> None:
    (attack,) = read(
        "A hospital in the city of Taiz was hit by air strikes on Monday, aid groups said. "
        'A nurse of the hospital, who asked not to be named, told Reuters that four patients died. "The hospital was hit twice," '
        "the director of the aid group, Anna Lindt, told a press conference in Paris.\n"
    )
    assert "Reuters" not in {s["name"] for s in attack.values("speaker")}
    assert {p["text"] for p in attack.values("place")} == {"Taiz"}


def test_whose_shelling_it_was_is_read_behind_in() -> None:
    (attack,) = read("A woman was killed in Russian shelling of a hospital in the city of Kherson on Tuesday, the governor said.\n")
    assert [p["party"] for p in attack.values("perpetrator")] == ["state.ru"]
    assert counts(attack) == {("killed", "women", 1, 1)}


def test_a_total_has_the_time_it_sums_not_the_day_it_was_said() -> None:
    (total,) = read(
        "The governor said on Twitter on Monday that since 1 March more than 30 air strikes have hit hospitals in Kherson.\n"
    )
    assert [(d["from"], d["to"]) for d in total.values("date")] == [("2023-03-01", "2023-05-17")]


def test_forces_are_of_the_leader_that_is_named_behind_them() -> None:
    (attack,) = read(
        "Five doctors were killed in an air strike by forces of Libyan strongman Khalifa Haftar on a field hospital near Tripoli, "
        "the health ministry said. The strike occurred on Saturday. Haftar launched an offensive in April.\n",
        "2019-07-28",
    )
    assert "Libyan National Army" in {p["label"] for p in attack.values("perpetrator")}
    assert [(d["from"], d["to"]) for d in attack.values("date")] == [("2019-07-27", "2019-07-27")]


def test_an_attack_claimed_by_a_group_and_one_that_nobody_claimed() -> None:
    (attack,) = read("A bombing of a mosque in Peshawar on Friday, claimed by Islamic State, killed 63 worshippers.\n")
    assert [(p["label"], p["status"]) for p in attack.values("perpetrator")] == [("Islamic State", "claimed")]
    (attack,) = read(
        "Gunmen opened fire in a church in Dablo on Sunday, killing six people. No group has admitted to the attack.\n"
    )
    assert [p["name"] for p in attack.values("perpetrator")] == ["Gunmen"]


def test_replies_of_an_armed_group_of_a_conceding_army_and_of_one_who_rejects_the_blame() -> None:
    def stances(text: str) -> list[str]:
        reading = Reading(source="s", reader="test", version="1", text=text, lang="en", published="2023-05-17")
        claims = rules.extract(reading, run="r", gazetteer=gazetteer.load())
        return [m.values("response_stance")[0] for m in group(claims, "s") if m.scope == "response"]

    attack = "Army helicopters attacked a school in Sagaing on Friday, killing seven children, witnesses said. "
    assert stances(attack + "The army accused news outlets of twisting the truth.\n") == ["discredits_source"]
    assert "accepts_responsibility" not in stances(attack + "The army acknowledged that there had been clashes that day.\n")
    shelling = "Armenian rockets killed 20 civilians in the city of Barda, Azerbaijan said. "
    assert stances(shelling + "Armenia has rejected the accusation.\n") == ["denies_responsibility"]


def test_what_a_war_has_done_and_the_day_of_a_dateline_are_not_the_attacks() -> None:
    (attack,) = read(
        "NAIROBI, May 17 (Reuters) - More than 50 people were killed in an air strike on Tuesday that hit a school in the town of "
        "Adi Daero in Ethiopia's Tigray region. The strike is one of the deadliest in the war, which has killed thousands. "
        "Survivors told a relief agency after fleeing to the town of Shire that 70 people were injured.\n"
    )
    assert counts(attack) == {("killed", "people", 51, None), ("injured", "people", 70, 70)}
    assert [d["from"] for d in attack.values("date")] == ["2023-05-16"]
    assert "Shire" not in {p["text"] for p in attack.values("place")}


def test_a_report_into_an_attack_is_no_attack_by_who_writes_it() -> None:
    attacks = read("Pentagon to release report into Afghan hospital attack\n\nThe bombing in Kunduz killed 42 patients.\n")
    assert not any(m.of("perpetrator") for m in attacks)


def test_a_town_of_two_words_of_which_one_is_another_town() -> None:
    (attack,) = read(
        "An Israeli strike killed two journalists near the border on Tuesday, the army said. "
        "The Israeli strike on Tuesday hit a TV crew near the town of Tir Harfa in Lebanon, the channel said.\n"
    )
    assert [p["text"] for p in attack.values("place") if p["precision"] != "country"] == ["Tir Harfa"]
    assert attack.values("target") == ["media"]


def test_what_the_attackers_did_next_is_of_the_attack() -> None:
    (attack,) = read(
        "Militants attacked a church in the village of Kawuri in Nigeria on Sunday, killing 52 worshippers. "
        "The militants burned down dozens of houses and looted a clinic before leaving.\n"
    )
    assert {"worship", "home", "clinic"} <= set(attack.values("target"))


def test_a_time_since_a_day_begins_on_that_day() -> None:
    (total,) = read(
        "Since October 7, more than 50 reporters have been killed in air strikes in Gaza, a press group said.\n", "2023-11-21"
    )
    assert [(d["from"], d["to"]) for d in total.values("date")] == [("2023-10-07", "2023-11-21")]


def test_the_day_of_a_paper_is_not_that_of_the_attack_and_a_village_comes_under_attack() -> None:
    attack, other = read(
        "Terrorists attacked a clinic in the village of Nkoe in Mozambique on 12 May, killing three people, according to Tuesday's "
        "issue of the newspaper. On Monday the village of Goludo came under attack. The attackers burnt down several houses.\n"
    )
    assert [(d["from"], d["to"]) for d in attack.values("date")] == [("2023-05-12", "2023-05-12")]
    assert "Goludo" in {p["text"] for p in other.values("place")}
    assert "home" in other.values("target")


def test_people_who_flee_a_campaign_state_no_attack_of_their_own() -> None:
    (attack,) = read(
        "Nine lives were lost when a missile hit a school in the town of Sarmin in Syria on Monday. "
        "Sarmin shelters people fleeing a campaign of aerial bombing.\n"
    )
    assert attack.scope == "incident"
    assert counts(attack) == {("killed", "people", 9, 9)}


def test_a_government_in_exile_speaks_of_what_the_government_did() -> None:
    (attack,) = read(
        "The Syrian army shelled a hospital in Aleppo on Monday, killing six patients, the health minister of the Syrian interim "
        "government said.\n"
    )
    assert any("interim government" in s["name"] for s in attack.values("speaker"))


def test_a_place_named_only_in_an_aim_is_no_place_of_the_attacks() -> None:
    (total,) = read(
        "Meridian Monitor documented at least six attacks on hospitals in the province of Idlib over the past three months. The "
        "attacks on hospitals are carried out in order to clear the way for a ground offensive towards the town of Hass.\n"
    )
    assert total.scope == "total"
    assert [p["text"] for p in total.values("place")] == ["Idlib"]


def test_a_man_who_is_named_is_still_a_victim_and_an_air_attack_is_of_war() -> None:
    (told,) = read("A man named Karim Salih died of wounds sustained in an air attack on the city of Hama on Monday.\n")
    assert [(c["what"], c["who"], c["low"]) for c in told.values("count")] == [("killed", "men", 1)]


SPEAKERS = """
rescue team|A member of the rescue team stated:\\n\\n"The jets bombed the market in Atarib on Monday. Nine people were killed."
residents|Shells hit a school in Omdurman on Monday, killing nine, according to the union, two residents and the ministry.
Hassan Omer|Mortars hit a bakery in Omdurman on Monday. Nine people died, according to Dr Hassan Omer of the emergency room.
emergency agency|The army said its drone hit a mosque in Kaduna by mistake on Sunday. The emergency agency said 85 people died.
"""


@pytest.mark.parametrize("line", SPEAKERS.strip().splitlines())
def test_who_is_cited_past_colons_in_lists_and_behind_another_office(line: str) -> None:
    speaker, _, text = line.partition("|")
    told = [s for m in read(text.replace("\\n", "\n") + "\n") for s in speakers(m)]
    assert any(speaker in s for s in told)


def test_what_soldiers_say_in_a_witness_own_words_makes_them_attackers_and_no_speakers() -> None:
    (attack,) = read(
        "Abeba, a nurse, said Ethiopian soldiers told patients to leave before they burned the clinic in Axum on Monday.\n"
    )
    assert {p["party"] for p in attack.values("perpetrator")} == {"state.et"}
    assert not any("soldiers" in s for s in speakers(attack))


def test_an_attack_disowned_by_one_side_before_it_is_told_is_alleged_of_that_side() -> None:
    (attack,) = read(
        "Myanmar's junta has denied carrying out the strike. The bombing of a camp for displaced people in Laiza on Monday killed "
        "29, aid workers said.\n"
    )
    assert [p["status"] for p in attack.values("perpetrator")] == ["alleged"]


def test_people_without_a_name_are_named_without_their_place() -> None:
    text = "Activists in Idlib said an air strike on a market in Ariha killed nine people on Monday.\n"
    said = [v for m in read(text) for v in m.values("speaker")]
    assert [(v["name"], v["chain"]) for v in said] == [("Activists", ["Activists in Idlib"])]
