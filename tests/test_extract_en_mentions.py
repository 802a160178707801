"""English texts that tell of several attacks and totals: each is found, with its own attackers, places and figures."""

from __future__ import annotations

from extracted import counts, extracted, parties

from solferino.records import Mention


def read(text: str, published: str = "2023-05-17") -> list[Mention]:
    """Read an English text with the rule engine; return its attacks and totals."""
    return [m for m in extracted(text, "en", published) if m.scope != "response"]


def towns(mention: Mention) -> list[str]:
    return [p["text"] for p in mention.values("place")]


def test_each_country_of_a_list_of_shares_has_a_total_of_its_own() -> None:
    whole, *shares = read("""\
The Clinic Watch network documented 1,204 incidents in 2022, among them raids on hospitals and the abduction of nurses.

Ukraine accounted for 402 of them, followed by Myanmar with 310 and Sudan with 95.
""")
    assert counts(whole) == {("attacks", "attacks", 1204, 1204)}
    assert [(m.scope, towns(m), counts(m)) for m in shares] == [
        ("total", ["Ukraine"], {("attacks", "attacks", 402, 402)}),
        ("total", ["Myanmar"], {("attacks", "attacks", 310, 310)}),
        ("total", ["Sudan"], {("attacks", "attacks", 95, 95)}),
    ]


def test_the_total_that_an_office_keeps_stands_apart_from_the_attack() -> None:
    attack, total, second, third = read("""\
Four nurses were shot dead in South Sudan on Monday when unidentified gunmen stopped their bus near Torit, the UN said.

It was the worst attack on medics this year, according to the health cluster, which has recorded at least 31 aid workers killed \
since January 2022.

There have been two other attacks this month. On May 3 a midwife and a patient died when a convoy responding to a measles \
outbreak was ambushed in Yirol. On May 9 staff of a clinic were seized by an armed group in Mayendit and held for a week.
""")
    assert counts(attack) == {("killed", "health_workers", 4, 4)}
    assert parties(attack) == {"unidentified gunmen": "alleged"}
    assert (total.scope, counts(total)) == ("total", {("killed", "aid_workers", 31, None)})
    assert (towns(second), towns(third)) == (["Yirol"], ["Mayendit"])
    assert parties(third) == {"armed group": "stated"}


def test_a_counter_accusation_tells_an_attack_of_its_own() -> None:
    shelling, other = read("""\
The army denied that it had shelled the hospital in Kadugli on Monday, when doctors say nine patients died.

The military accused the rebels of killing 14 civilians and wounding 30 others in Dilling on Tuesday.
""")
    assert towns(shelling) == ["Kadugli"]
    assert (towns(other), parties(other)) == (["Dilling"], {"rebels": "alleged"})


def test_two_attacks_that_and_joins_are_two() -> None:
    first, second = read("""\
A Russian missile strike killed two people in Kherson on Tuesday, the governor said, and a drone attack wounded three nurses in \
Nikopol.
""")
    assert (towns(first), counts(first)) == (["Kherson"], {("killed", "people", 2, 2)})
    assert (towns(second), counts(second)) == (["Nikopol"], {("injured", "health_workers", 3, 3)})


def test_another_strike_on_the_same_day_in_the_same_town_is_another_attack() -> None:
    first, second = read("""\
An air strike on a market in Sagaing killed 11 people on Tuesday, residents said.

A woman was killed in another air strike in Sagaing on Tuesday.
""")
    assert counts(first) == {("killed", "people", 11, 11)}
    assert counts(second) == {("killed", "women", 1, 1)}


def test_counted_speakers_are_no_victims() -> None:
    (attack,) = read("""\
Two aid workers and a doctor said Ethiopian soldiers shot dead 12 patients on Monday in Dengelat.
""")
    assert counts(attack) == {("killed", "patients", 12, 12)}
    assert towns(attack) == ["Dengelat"]


def test_the_country_of_a_dateline_and_of_a_uniform_are_no_attackers() -> None:
    (attack,) = read("""\
DAKAR, Senegal (AP) — Suspected militants in army uniforms killed 30 villagers in the commune of Barsalogho on Monday.
""")
    assert parties(attack) == {"militants": "alleged"}
    assert "Barsalogho" in towns(attack)


def test_the_worst_of_several_strikes_is_an_attack_beside_their_total() -> None:
    total, worst = read(
        """\
Nineteen people have been killed in drone strikes in Tigray over the past two days, aid workers said on Tuesday.

In the deadliest strike on Monday in the town of Mai Tsebri, 17 people and 16 donkeys were killed.
""",
        "2022-01-11",
    )
    assert (total.scope, counts(total)) == ("total", {("killed", "people", 19, 19)})
    assert (towns(worst), counts(worst)) == (["Mai Tsebri"], {("killed", "people", 17, 17)})


def test_attacks_in_several_countries_are_told_apart() -> None:
    yemen, mali = read("""\
In Yemen, a Red Crescent medic was shot dead on Tuesday.

In Mali, an attack on an aid truck wounded two drivers.
""")
    assert (towns(yemen), towns(mali)) == (["Yemen"], ["Mali"])


def test_victims_are_counted_by_country_in_a_list_and_behind_a_comma_in_a_number() -> None:
    strike, shooting = read("""\
At least ten Palestinians, including six children, were killed in an Israeli airstrike on Nuseirat on Sunday, medics said.

On May 3, two female teachers, an aid worker and their driver were shot dead in Rafah.
""")
    assert counts(strike) == {("killed", "people", 10, None), ("killed", "children", 6, 6)}
    assert {("killed", "teachers", 2, 2), ("killed", "aid_workers", 1, 1)} <= counts(shooting)
    (total,) = read("Since February 2022 the agency has recorded 1,940 Russian attacks on hospitals in Ukraine.\n")
    assert counts(total) == {("attacks", "attacks", 1940, 1940)}


def test_people_killed_at_what_they_did_were_attacked() -> None:
    (attack,) = read("""\
Five people were killed in Khan Younis on Monday while waiting for water, medics in the besieged town said.
""")
    assert counts(attack) == {("killed", "people", 5, 5)}
    assert not read("Five people were killed in Kano on Monday while waiting for water when a lorry crashed, police said.\n")


def test_attacks_counted_up_behind_and_another_are_told_apart() -> None:
    _, april, saturday = read(
        """\
A suicide attack in front of a mosque in Zaranj killed 16 people on Thursday, the governor said.

Two other suicide attacks have hit Nimroz this month, including an attack on April 1 that left three teachers dead in Zaranj, and \
another on Saturday that killed two nurses in Khash Rod.
""",
        "2008-04-17",
    )
    assert ("killed", "teachers", 3, 3) in counts(april)
    assert counts(saturday) == {("killed", "health_workers", 2, 2)}


def test_two_are_cited_for_what_both_say() -> None:
    (attack,) = read("""\
A drone strike killed two people in Hiwane in Ethiopia on Tuesday, according to an official and a doctor.
""")
    assert {s["name"] for s in attack.values("speaker")} == {"official", "doctor"}
    assert attack.values("target") == ["other_civilian"]


def test_drones_over_several_towns_are_several_attacks_and_part_of_a_count_is_counted() -> None:
    (night,) = read("Overnight, Russian drones struck Odesa, Kharkiv and Sumy, killing five people, officials said.\n")
    assert (night.scope, towns(night)) == ("total", ["Odesa", "Kharkiv", "Sumy"])
    (year,) = read("The UN mission verified 103 attacks on health care this year, 89 of them on clinics.\n")
    assert counts(year) == {("attacks", "attacks", 103, 103), ("attacks", "attacks", 89, 89)}


def test_a_hospital_bombed_before_is_an_attack_told_in_passing() -> None:
    before, now = read("""\
Doctors at a hospital in Aleppo that was bombed in March said they still had no power.

The army shelled a school in Homs on Monday, killing three pupils.
""")
    assert towns(before) == ["Aleppo"]
    assert "hospital" in before.values("target")
    assert (towns(now), counts(now)) == (["Homs"], {("killed", "children", 3, 3)})


def test_a_country_that_a_town_is_in_is_no_attacker() -> None:
    (attack,) = read("A Russian attack on southern Ukraine's Kherson region killed five civilians on Sunday, officials said.\n")
    assert parties(attack) == {"Russia": "alleged"}
