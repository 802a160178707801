"""Linking, told as short stories: who speaks of the same attack, and who does not."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from stories import DAYR, KHIRBAT, KHIRBAT_AR, PROVINCE, TALLA, Event, Told, event, told

from solferino import link
from solferino.facility import Facility, Registry
from solferino.link import traffic
from solferino.link.compare import COMPARISONS
from solferino.records import Judgement, Mention


def mentions(*sources: Told) -> list[Mention]:
    return [m for t in sources for m in t.mentions]


def linked(*sources: Told, judgements: tuple[Judgement, ...] = ()) -> set[frozenset[str]]:
    """Return each incident as the set of its sources' names."""
    names = {m.id: t.source.name for t in sources for m in t.mentions}
    readings = {t.reading.id: t.reading for t in sources}
    found = link.incidents(mentions(*sources), judgements=judgements, readings=readings)
    return {frozenset(names[m] for m in i.mentions) for i in found}


WIRE = told(
    "wire",
    event(
        "An airstrike hit the clinic in Khirbat Nur on 15 December, killing six",
        target="clinic",
        method="airstrike",
        place=KHIRBAT,
        on="2023-12-15",
        killed=6,
    ),
)
ARABIC = told(
    "arabic",
    event(
        "قصف جوي استهدف المركز الصحي في خربة نور", target="clinic", method="airstrike", place=KHIRBAT_AR, on="2023-12-15", killed=6
    ),
    lang="ar",
)
NEXT_DAY = told(
    "next-day",
    event("Shells fell on the market of Khirbat Nur", target="market", method="shelling", place=KHIRBAT, on="2023-12-16"),
)


def test_one_attack_told_in_two_languages_is_one_incident() -> None:
    assert linked(WIRE, ARABIC) == {frozenset(("wire", "arabic"))}


def test_the_link_says_why() -> None:
    found = link.compare(WIRE.mentions[0], ARABIC.mentions[0])
    assert found.score > 0.9
    assert any("the same day, 2023-12-15" in reason for reason in found.reasons)
    assert any("the same place" in reason for reason in found.reasons)


def test_the_waterfall_adds_up_to_the_score() -> None:
    steps = link.waterfall(WIRE.mentions[0], ARABIC.mentions[0])
    total = sum(s.bits for s in steps)
    assert link.compare(WIRE.mentions[0], ARABIC.mentions[0]).score == pytest.approx(1 / (1 + 2**-total), abs=1e-5)


def test_an_attack_the_next_day_in_the_same_town_stays_apart() -> None:
    assert linked(WIRE, ARABIC, NEXT_DAY) == {frozenset(("wire", "arabic")), frozenset(("next-day",))}


def test_a_strike_on_the_rescuers_stays_apart_from_the_strike_they_came_for() -> None:
    first = [
        told(
            f"first-{n}",
            event("Planes hit houses in Khirbat Nur", target="home", method="airstrike", place=KHIRBAT, on="2023-12-15"),
        )
        for n in range(2)
    ]
    second = told(
        "second",
        event("Rescuers were bombed in Khirbat Nur", target="rescuer", method="airstrike", place=KHIRBAT, on="2023-12-15"),
    )
    assert frozenset(("second",)) in linked(*first, second)


def test_who_wrote_on_the_day_itself_does_not_tell_of_the_next() -> None:
    def shelling(name: str, on: str, published: str) -> Told:
        what = event("The market was shelled", target="market", method="shelling", place=KHIRBAT, on=on, killed=9)
        return told(name, what, published=published)

    early = shelling("early", "2023-12-15", "2023-12-15")
    late = shelling("late", "2023-12-15", "2023-12-17")
    next_day = shelling("next-day", "2023-12-16", "2023-12-17")
    readings = {t.reading.id: t.reading for t in (early, late, next_day)}
    told_before, told_after = (link.compare(t.mentions[0], next_day.mentions[0], readings=readings) for t in (early, late))
    assert told_before.score < told_after.score
    assert any("told before the other's day" in reason for reason in told_before.reasons)


def test_an_attack_on_the_same_day_in_the_next_village_stays_apart() -> None:
    neighbour = told(
        "neighbour", event("Planes hit a clinic in Dayr Amun", target="clinic", method="airstrike", place=DAYR, on="2023-12-15")
    )
    assert linked(WIRE, neighbour) == {frozenset(("wire",)), frozenset(("neighbour",))}


def test_two_attacks_that_one_source_tells_apart_are_not_fused_by_a_vague_third() -> None:
    twice = told(
        "twice",
        event(
            "The first strike hit the clinic at noon", target="clinic", method="airstrike", place=KHIRBAT, on="2023-12-15", killed=6
        ),
        event("A second one hit the school at dusk", target="school", method="airstrike", place=KHIRBAT, on="2023-12-15", killed=2),
    )
    vague = told("vague", event("Khirbat Nur was bombed on Friday", method="airstrike", place=KHIRBAT, on="2023-12-15"))
    found = link.incidents(mentions(twice, vague))
    assert not any({m.id for m in twice.mentions} <= set(i.mentions) for i in found)


def test_a_chain_over_a_vague_report_breaks() -> None:
    north = told(
        "north", event("Shelling killed two at the bakery of Khirbat Nur", place=KHIRBAT, on="2023-12-15", target="food", killed=2)
    )
    south = told("south", event("A drone killed thirty at a wedding", place=TALLA, on="2023-12-15", target="home", killed=30))
    bridge = told("bridge", event("Shells and drones fell on Khirbat Nur and Talla", place=[KHIRBAT, TALLA], on="2023-12-15"))
    found = link.propose(mentions(north, south, bridge))
    together = [set(i.mentions) for i in found.incidents]
    assert not any({north.mentions[0].id, south.mentions[0].id} <= members for members in together)
    assert found.cut, "the refused link is shown for review"


def test_a_report_that_gives_only_the_month_and_province_is_not_forced() -> None:
    vague = told(
        "vague",
        event("A clinic was hit in Idlib province", target="clinic", place=PROVINCE, on=("2023-12-01", "2023-12-31", "month")),
    )
    assert linked(WIRE, vague) == {frozenset(("wire",)), frozenset(("vague",))}


def test_a_report_older_than_the_event_does_not_speak_of_it() -> None:
    early = told(
        "early", event("A clinic was bombed in Khirbat Nur", target="clinic", place=KHIRBAT, killed=6), published="2023-12-01"
    )
    late = told(
        "late",
        event("A clinic was bombed in Khirbat Nur, killing six", target="clinic", place=KHIRBAT, killed=6),
        published="2023-12-16",
    )
    assert linked(WIRE, early, late) == {frozenset(("wire", "late")), frozenset(("early",))}


def test_a_named_facility_outweighs_a_missing_place() -> None:
    one = told("one", event("Al-Nur hospital was shelled", target="hospital", target_name="Al-Nur hospital", on="2023-12-15"))
    two = told("two", event("shells struck the Nur Hospital", target="hospital", target_name="Nur Hospital", on="2023-12-15"))
    assert linked(one, two) == {frozenset(("one", "two"))}


def test_tolls_far_apart_speak_against_one_event() -> None:
    few = told("few", event("Two died in Khirbat Nur", place=KHIRBAT, on="2023-12-15", killed=2))
    many = told("many", event("Ninety died in Khirbat Nur", place=KHIRBAT, on="2023-12-15", killed=90))
    assert link.compare(few.mentions[0], many.mentions[0]).score < 0.5
    assert any(r.startswith("tolls far apart") and "90" in r for r in link.compare(few.mentions[0], many.mentions[0]).reasons)


def judged(verdict: str, *subject: str, order: int = 0) -> Judgement:
    return Judgement(subject=subject, verdict=verdict, order=order)


def test_a_person_may_keep_two_mentions_apart_and_take_it_back() -> None:
    ids = (WIRE.mentions[0].id, ARABIC.mentions[0].id)
    apart = judged("different", *ids)
    assert linked(WIRE, ARABIC, judgements=(apart,)) == {frozenset(("wire",)), frozenset(("arabic",))}
    back = judged("withdraw", apart.id, order=1)
    assert linked(WIRE, ARABIC, judgements=(apart, back)) == {frozenset(("wire", "arabic"))}


def test_a_person_may_join_what_the_score_keeps_apart() -> None:
    same = judged("same", WIRE.mentions[0].id, NEXT_DAY.mentions[0].id)
    assert linked(WIRE, NEXT_DAY, judgements=(same,)) == {frozenset(("wire", "next-day"))}


def test_the_newest_word_on_a_pair_counts() -> None:
    ids = (WIRE.mentions[0].id, ARABIC.mentions[0].id)
    words = (judged("different", *ids), judged("same", *reversed(ids), order=1))
    assert linked(WIRE, ARABIC, judgements=words) == {frozenset(("wire", "arabic"))}


def test_totals_are_no_incidents_but_repeated_totals_are_grouped() -> None:
    first = told(
        "first",
        event(
            "at least six attacks on clinics over three months",
            "total",
            target="clinic",
            place=PROVINCE,
            on=("2023-10-01", "2023-12-31"),
            attacks=(6, None),
            killed=(3, None),
            injured=44,
        ),
    )
    second = told(
        "second",
        event(
            "at least six attacks on clinics over three months",
            "total",
            target="clinic",
            place=PROVINCE,
            on=("2023-10-01", "2023-12-31"),
            attacks=(6, None),
            killed=(3, None),
            injured=44,
        ),
    )
    assert link.incidents(mentions(first, second)) == ()
    assert [len(t.mentions) for t in link.totals(mentions(first, second))] == [2]


def test_the_order_of_the_mentions_does_not_matter() -> None:
    every = mentions(WIRE, ARABIC, NEXT_DAY)
    expected = link.incidents(every)
    for seed in range(5):
        random.Random(seed).shuffle(every)
        assert link.incidents(every) == expected


def test_the_weakest_link_comes_first_and_even_odds_are_reviewed_first() -> None:
    third = told("third", event("six killed as Khirbat Nur is struck", place=KHIRBAT, on=("2023-12-14", "2023-12-16"), killed=6))
    (incident,) = link.incidents(mentions(WIRE, ARABIC, third))
    assert [k.score for k in incident.links] == sorted(k.score for k in incident.links)
    reviewed = link.review(incident.links)
    assert [abs(k.score - 0.5) for k in reviewed] == sorted(abs(k.score - 0.5) for k in reviewed)


def test_weights_are_learned_from_a_larger_case_and_kept_in_a_small_one() -> None:
    """Sixty attacks told twice, all by the same method: the method says nothing there, and learning finds that out."""
    days = [f"2023-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(60)]
    spots = [KHIRBAT | {"text": f"Hamlet {n}", "geonames": n + 1, "lat": 30 + n / 10} for n in range(60)]
    told_twice = [
        told(f"{name}{n}", event(f"{name} on {n}", place=spots[n], on=days[n], method="raid", target="home"))
        for n in range(60)
        for name in ("wire", "paper")
    ]
    facts = [link.facts(m) for m in mentions(*told_twice)]
    learned = link.learn(facts, {})
    assert learned.weights["method"]["same"] < link.TABLE.weights["method"]["same"] / 2
    assert learned.weights["place"]["same_settlement"] > 0
    assert link.learn(facts[:3], {}).weights["method"]["same"] == pytest.approx(link.TABLE.weights["method"]["same"], abs=0.2)
    assert len(linked(*told_twice)) == 60


def rows_of(name: str, *events: Event) -> Told:
    """Write a sheet: one source, a mention for each row."""
    sheet = told(name, *events)
    cut = [replace(m, claims=tuple(replace(c, rule="sheet.list: Attack") for c in m.claims)) for m in sheet.mentions]
    return replace(sheet, mentions=tuple(cut))


def test_rows_of_one_sheet_are_attacks_of_their_own() -> None:
    """A publisher who lists two attacks on one clinic on one day means two; a news report joins the one it fits."""
    same = {"target": "clinic", "method": "airstrike", "place": KHIRBAT, "on": "2023-12-15"}
    sheet = rows_of(
        "sheet", event("row 7: struck in the morning", killed=6, **same), event("row 8: struck again", injured=9, **same)
    )
    assert linked(sheet, WIRE) == {frozenset(("sheet", "wire")), frozenset(("sheet",))}
    pair = tuple(m.id for m in sheet.mentions)
    assert any(set(pair) <= set(i.mentions) for i in link.incidents(sheet.mentions, judgements=(judged("same", *pair),)))


def test_hardly_anyone_stands_alone_where_every_attack_is_told_often() -> None:
    """Thirty attacks are told five times each; one report of the last one names a far village, and joins it all the same."""
    spots = [KHIRBAT | {"text": f"Hamlet {n}", "geonames": n + 1, "lat": 30 + n / 3} for n in range(31)]
    often = [
        told(f"{n}-{copy}", event(f"hamlet {n}, report {copy}", place=spots[n], on=f"2023-12-{n + 1:02}", method="raid", killed=n))
        for n in range(30)
        for copy in range(5)
    ]
    erring = told("erring", event("a raid", place=spots[30], on="2023-12-30", method="raid", target="home", killed=29))
    assert link.compare(often[-1].mentions[0], erring.mentions[0]).score < 0.5
    assert frozenset(("erring", *(f"29-{n}" for n in range(5)))) in linked(*often, erring)
    assert frozenset(("erring",)) in linked(*often[-5:], erring), "in a small case it stays alone"


def test_what_could_belong_to_two_attacks_joins_neither() -> None:
    spots = [KHIRBAT | {"text": f"Hamlet {n}", "geonames": n + 1, "lat": 30 + n / 3} for n in range(30)]
    often = [
        told(f"{n}-{copy}", event(f"hamlet {n}, report {copy}", place=spots[n], on=f"2023-12-{1 + n // 2:02}", method="raid"))
        for n in range(30)
        for copy in range(5)
    ]
    vague = told("vague", event("a raid on a village", on="2023-12-15", method="raid"))
    assert frozenset(("vague",)) in linked(*often, vague)


def test_the_pairs_worth_a_minute_come_most_doubtful_first_and_not_once_judged() -> None:
    doubtful = told("doubtful", event("Khirbat Nur was hit", place=KHIRBAT, on=("2023-12-14", "2023-12-20")))
    found = link.propose(mentions(WIRE, ARABIC, doubtful)).review
    assert found, "something is doubtful"
    assert [abs(k.score - 0.5) for k in found] == sorted(abs(k.score - 0.5) for k in found)
    settled = judged("different", found[0].left, found[0].right)
    assert found[0] not in link.propose(mentions(WIRE, ARABIC, doubtful), judgements=(settled,)).review


def test_a_facility_sounds_alike_in_two_scripts_and_a_translated_name_says_nothing() -> None:
    def hit(name: str, source: str, lang: str, told_as: str) -> Told:
        return told(source, event(told_as, place=KHIRBAT, on="2023-12-15", target="hospital", target_name=name), lang=lang)

    noor, nur = hit("Al-Noor hospital", "en", "en", "Al-Noor hospital was hit"), hit("مستشفى النور", "ar", "ar", "قصف مستشفى النور")
    national = hit("المشفى الوطني", "other", "ar", "قصف المشفى الوطني")
    reasons = link.compare(noor.mentions[0], nur.mentions[0]).reasons
    assert any(r.startswith("facility names alike, Al-Noor hospital and مستشفى النور") for r in reasons)
    assert not any("facilit" in r for r in link.compare(noor.mentions[0], national.mentions[0]).reasons)
    known = Registry((Facility(name="Al-Noor hospital", kind="hospital", aliases=("المشفى الوطني",)),))
    pair = [noor.mentions[0], national.mentions[0]]
    readings = {t.reading.id: t.reading for t in (noor, national)}
    (joined,) = link.incidents(pair, readings=readings, registry=known)
    assert any(r.startswith("the same facility") for r in joined.links[0].reasons)


def test_in_a_town_of_which_much_is_told_one_more_report_of_the_day_says_less() -> None:
    def strike(number: int, on: str) -> Told:
        return told(f"strike-{number}", event(f"Strike number {number} hit Khirbat Nur", place=KHIRBAT, on=on))

    few = [strike(n, "2023-12-15") for n in range(2)]
    many = [strike(n, f"2023-12-{10 + n % 10}") for n in range(60)]
    levels = [COMPARISONS["place"](*traffic.count([link.facts(m) for m in mentions(*told_of)])[:2])[0] for told_of in (few, many)]
    assert levels == ["same_settlement", "busy_settlement"]
    assert link.TABLE.weights["place"][levels[0]] > link.TABLE.weights["place"][levels[1]]


def test_a_report_of_a_second_strike_that_came_in_with_the_first_is_called_out_again() -> None:
    def strike(name: str, target: str, injured: int, **more: Any) -> Told:
        what = event(f"{injured} hurt, says {name}", target=target, place=KHIRBAT, on="2023-12-15", injured=injured, **more)
        return told(name, what)

    houses = [strike(f"houses-{n}", "home", 2 + n, killed=9) for n in range(3)]
    rescuers = [strike(f"rescuers-{n}", "rescuer", 2 + n) for n in range(2)]
    facts = {t.source.name: link.facts(t.mentions[0]) for t in (*houses, *rescuers)}
    taken = [("houses-0", "rescuers-0"), ("houses-0", "houses-1"), ("houses-0", "houses-2"), ("rescuers-0", "rescuers-1")]
    pairs = [(0.9, tuple(sorted((facts[a].id, facts[b].id)))) for a, b in taken]
    clusters = link.grow(list(facts.values()), {}, link.TABLE, pairs)
    names = {f.id: name.split("-")[0] for name, f in facts.items()}
    assert sorted(sorted(names[m] for m in members) for members in clusters.members.values()) == [
        ["houses"] * 3,
        ["rescuers"] * 2,
    ]
    assert all(len(i.links) == len(i.mentions) - 1 for i in clusters.incidents())
