"""Reports on campaigns of attacks, in the words of different outlets: the total, the accused, and what they answer."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import counts, extracted

from solferino.records import Mention

TEXTS: dict[str, tuple[str, str]] = {
    "myanmar": ("2019-05-20", """\
Myanmar army and allied militias shelled schools and clinics "as a tactic", Fortify Watch says

The military of Myanmar has carried out at least fourteen attacks on schools, clinics and monasteries in the central part of \
Rakhine State since the beginning of February, according to a report published on Monday by the monitoring group Fortify Watch.

The attacks left at least nine villagers dead and wounded 57 others, the report says. "The army knew what it was hitting," said \
Nilar Thwe, who led the research. "Striking clinics again and again is a war crime." According to the authors, the strikes were \
meant to drive out the population before a ground operation.

It is not the first time that the group has accused the army. In January it documented air strikes on houses and markets in \
Kachin State.

Naypyidaw rejected the findings as "baseless propaganda". A spokesman for the military, Brigadier General Min Thura, said that \
its forces had only struck positions of the Arakan Army."""),
    "karabakh": ("2020-11-03", """\
Between August and October 2020, Azerbaijani forces struck hospitals and ambulances in Nagorno-Karabakh at least eleven times, \
Physicians for Rights (PfR) said in a statement on Tuesday. Four paramedics and at least six patients were killed in the strikes \
and thirty-one people were injured, it said.

"These were not mistakes. They were intended to force people from their homes," its director, Lena Martikyan, told journalists in \
Yerevan. She called the strikes "a clear violation of the Geneva Conventions".

In a separate report last month, PfR accused Azerbaijan of shelling schools and kindergartens.

Azerbaijan's defence ministry denied that its forces target civilians and accused Armenia of firing rockets at the city of Ganja. \
"This so-called report is fake," ministry spokesman Vagif Dargahov said. Baku has not commented on the individual cases."""),
    "haiti": ("2024-09-10", """\
Health workers under fire: 37 assaults on hospitals and ambulances were recorded in Haiti's capital Port-au-Prince between June \
and August 2024, the medical charity Doctors United reported on Tuesday, blaming armed gangs for most of them. Twelve people, \
among them three nurses, lost their lives and more than 20 were wounded.

In 60 percent of cases, equipment was looted, said the charity's coordinator Marie Desrosiers.

A police spokesman said an investigation was under way."""),
    "congo": ("2013-08-30", """\
The Free Observatory for Congo has counted more than twenty raids on villages and health posts in southern Masisi over the last \
six weeks. At least 33 civilians were killed, and some 4,000 people fled their homes, the group's report, released Friday, states. \
It holds the M23 rebels and the Nyatura militia responsible.

"Villages were burned in order to empty the area of its people," the report reads. It describes the killings as crimes against \
humanity.

M23 denied any involvement. The army declined to comment."""),
    "sudan": ("2025-02-18", """\
The Sudan Doctors Network said that in the past two months it had recorded "no fewer than eight strikes on hospitals and \
pharmacies" in El Fasher, in which 26 patients died and about 70 people were hurt. The RSF was responsible for six of them, the \
network said.

"The shelling of the maternity hospital is part of a strategy to starve the city," it added in its statement, which speaks of \
"grave breaches of international humanitarian law."

Earlier, on 22 January, the network had reported that RSF fighters shelled markets.

The RSF said the accusations were lies. Khartoum has repeatedly denied attacking hospitals."""),
    "gaza": ("2014-08-05", """\
"At least 12 strikes on hospitals, clinics and ambulances" took place in the Gaza Strip in July 2014, Medics for Justice said on \
Tuesday, citing its own count. Nine paramedics and sixteen patients were reported killed, a further 83 people wounded. The \
organisation accuses the Israeli army of having struck medical facilities deliberately and speaks of a grave breach of the Geneva \
Conventions.

Last week the organisation said that Israeli tanks had shelled schools and homes.

The Israeli military rejected the claims as baseless. It said Hamas had been using the hospitals as command posts. A military \
spokeswoman said one of the incidents was being examined."""),
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Mention, ...]]:
    """Every text, read with the rule engine."""
    return {name: extracted(text, "en", published) for name, (published, text) in TEXTS.items()}


def total(mentions: tuple[Mention, ...]) -> Mention:
    """The mention that counts the attacks."""
    return next(m for m in mentions if any(c["what"] == "attacks" for c in m.values("count")))


TOTALS: list[tuple[str, set[tuple[str, str, int | None, int | None]], set[str], str, str | None, str | None]] = [
    ("myanmar", {("attacks", "attacks", 14, None), ("killed", "people", 9, None), ("injured", "people", 57, 57)},
     {"school", "clinic", "worship"}, "Rakhine State", "2019-02-01", "2019-05-20"),
    ("karabakh", {("attacks", "attacks", 11, None), ("killed", "health_workers", 4, 4), ("killed", "patients", 6, None),
     ("injured", "people", 31, 31)}, {"hospital", "ambulance"}, "Nagorno-Karabakh", "2020-08-01", "2020-10-31"),
    ("haiti", {("attacks", "attacks", 37, 37), ("killed", "people", 12, 12), ("killed", "health_workers", 3, 3),
     ("injured", "people", 21, None)}, {"hospital", "ambulance"}, "Port-au-Prince", "2024-06-01", "2024-08-31"),
    ("congo", {("attacks", "attacks", 21, None), ("killed", "civilians", 33, None), ("displaced", "people", 4000, 4000)},
     {"clinic"}, "Masisi", "2013-07-19", "2013-08-30"),
    ("sudan", {("attacks", "attacks", 8, None), ("killed", "patients", 26, 26), ("injured", "people", 70, 70)},
     {"hospital", "pharmacy"}, "El Fasher", "2024-12-18", "2025-02-18"),
    ("gaza", {("attacks", "attacks", 12, None), ("killed", "health_workers", 9, 9), ("killed", "patients", 16, 16),
     ("injured", "people", 83, 83)}, {"hospital", "clinic", "ambulance"}, "Gaza Strip", "2014-07-01", "2014-07-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers", "targets", "place", "begins", "ends"), TOTALS, ids=[t[0] for t in TOTALS])
def test_the_total_has_its_figures_targets_place_and_window(
    read: dict[str, tuple[Mention, ...]], text: str, numbers: Any, targets: set[str], place: str, begins: str, ends: str
) -> None:
    told = total(read[text])
    assert told.scope == "total"
    assert counts(told) == numbers
    assert targets <= set(told.values("target"))
    assert any(place in p["text"] for p in told.values("place"))
    assert {(d["from"], d["to"]) for d in told.values("date")} == {(begins, ends)}


SIDES = [
    ("myanmar", {"state.mm", None}, "Fortify Watch"), ("karabakh", {"state.az"}, "PfR"), ("haiti", {None}, "Doctors United"),
    ("congo", {"cd.m23", None}, "Free Observatory for Congo"), ("sudan", {"sd.rsf"}, "Sudan Doctors Network"),
    ("gaza", {"il.army"}, "Medics for Justice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "accused", "speaker"), SIDES, ids=[s[0] for s in SIDES])
def test_the_accused_are_alleged_by_those_who_say_so(
    read: dict[str, tuple[Mention, ...]], text: str, accused: set[str | None], speaker: str
) -> None:
    told = total(read[text])
    assert {p["status"] for p in told.values("perpetrator")} == {"alleged"}
    assert {p["party"] for p in told.values("perpetrator")} == accused
    assert any(speaker in s["name"] for s in told.values("speaker"))


REPLIES = {
    "myanmar": ["denies_event", "alternative_explanation"],
    "karabakh": ["denies_responsibility", "counter_accuses", "discredits_source", "declines_comment"],
    "congo": ["denies_responsibility", "declines_comment"],
    "sudan": ["discredits_source", "denies_responsibility"],
    "gaza": ["denies_event", "alternative_explanation", "investigates"],
}


@pytest.mark.parametrize("text", REPLIES)
def test_every_reply_has_its_stance(read: dict[str, tuple[Mention, ...]], text: str) -> None:
    assert [m.values("response_stance")[0] for m in read[text] if m.scope == "response"] == REPLIES[text]


@pytest.mark.parametrize(("text", "day"), [("sudan", "2025-01-22")])
def test_an_earlier_report_keeps_its_own_day(read: dict[str, tuple[Mention, ...]], text: str, day: str) -> None:
    earlier = [m for m in read[text] if m.values("report_date")]
    assert [m.values("report_date")[0]["from"] for m in earlier] == [day]
    assert earlier[0].scope == "total"
    assert not earlier[0].values("date")


def test_aims_and_law_are_claims_of_their_own(read: dict[str, tuple[Mention, ...]]) -> None:
    aims = {name: " ".join(total(told).values("purpose")) for name, told in read.items()}
    assert "to drive out the population before a ground operation" in aims["myanmar"]
    assert "to force people from their homes" in aims["karabakh"]
    assert "in order to empty the area of its people" in aims["congo"]
    assert "part of a strategy" in aims["sudan"]
    law = {name: " ".join(total(told).values("legal")) for name, told in read.items()}
    assert "war crime" in law["myanmar"]
    assert "crimes against humanity" in law["congo"]
    assert "breaches of international humanitarian law" in law["sudan"]


def test_where_a_report_was_presented_is_no_place_of_attack(read: dict[str, tuple[Mention, ...]]) -> None:
    assert "Yerevan" not in {p["text"] for m in read["karabakh"] for p in m.values("place")}
