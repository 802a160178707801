"""Quiet sources and towns that stand for an area: what joins an incident by its words alone, and what does not."""

from __future__ import annotations

from dataclasses import replace

from stories import DAYR, KHIRBAT, TALLA, Told, event, ledger, told

from solferino import link
from solferino.doors.incidents import incidents
from solferino.link import areas
from solferino.link.compare import COMPARISONS
from solferino.link.facts import Facts, Spot
from solferino.link.learn import fit
from solferino.link.seen import Seen
from solferino.link.space import place_level

TRADES = ["baker", "weaver", "tanner", "cooper", "miller", "mason", "tiler", "potter", "smith", "carter", "dyer", "joiner"]
STREETS = ["Almond", "Cedar", "Jasmine", "Olive", "Poplar", "Quince", "Walnut", "Willow", "Juniper", "Laurel", "Myrtle", "Acacia"]


def wire(number: int, place: dict[str, object], on: str) -> Told:
    """One of many reports; the trade and the street are rare words that tell its attack from others."""
    who = f"the {TRADES[number]} of {STREETS[number]} Street"
    told_event = event(f"A strike on {place['text']} killed {who}", method="airstrike", place=place, on=on, killed=1)
    return told(f"wire-{number}", told_event, published=on)


def page(name: str, text: str, published: str) -> Told:
    return told(name, text=text, published=published)


NOISE = [page(f"noise-{n}", f"The council met about road number {n} and the price of bread", "2023-06-01") for n in range(45)]
PAIRS = [wire(n, place, "2023-12-15") for n, place in ((0, KHIRBAT), (1, TALLA))]
MOURNED = page("mourned", "Khirbat Nur mourns the baker who lived in Almond Street, father of four", "2023-12-16")
LATE = page("late", "Khirbat Nur mourns the baker who lived in Almond Street, father of four", "2024-02-16")
BOTH = page("both", "The baker of Khirbat Nur, Almond Street, and the weaver of Talla, Cedar Street, are mourned", "2023-12-16")


def quiet(*sources: Told) -> dict[str, set[str]]:
    """Return the quiet sources of each incident that has some, by the places it names."""
    book = ledger(*sources)
    found = incidents(book, [])
    return {i["place"]["text"]: {q["source"] for q in i["quiet_sources"]} for i in found if i["quiet_sources"]}


def test_a_page_that_mourns_the_dead_of_a_village_belongs_to_its_attack() -> None:
    assert quiet(*NOISE, *PAIRS, MOURNED) == {"Khirbat Nur": {"mourned"}}


def test_a_page_of_another_month_or_that_fits_two_attacks_belongs_to_none() -> None:
    assert quiet(*NOISE, *PAIRS, LATE, BOTH) == {}


def test_a_quiet_source_gives_a_reason_but_neither_claim_nor_origin() -> None:
    book = ledger(*NOISE, *PAIRS, MOURNED)
    (found,) = (i for i in incidents(book, []) if i["quiet_sources"])
    assert found["sources"] == ["mourned", "wire-0"]
    (said,) = found["quiet_sources"]
    assert any("the same place, Khirbat Nur" in reason for reason in said["reasons"])
    assert all(book.mentions[m].source != MOURNED.source.id for i in book.incidents for m in i.mentions)
    assert found["mentions"] == [m.id for m in PAIRS[0].mentions]


def test_a_source_whose_own_mention_no_other_shares_is_heard_as_a_whole() -> None:
    misread = event(
        "Khirbat Nur mourns the baker who lived in Almond Street", method="arson", place=DAYR, on="2023-12-10", killed=9
    )
    assert quiet(*NOISE, *PAIRS, told("misread", misread, published="2023-12-16")) == {"Khirbat Nur": {"misread"}}


def test_a_source_that_sums_up_a_month_is_not_quiet_about_one_attack() -> None:
    month = event("Khirbat Nur lost the baker of Almond Street and 14 others", "total", on=("2023-12-01", "2023-12-31"), killed=15)
    assert quiet(*NOISE, *PAIRS, told("month", month, published="2023-12-16")) == {}


def spot(text: str, number: int | None = None) -> Spot:
    return Spot(text, text.lower(), number, 36.2 if number else None, 37.1 if number else None, "settlement")


def mention(number: int, *spots: Spot) -> Facts:
    nothing: frozenset[str] = frozenset()
    return Facts(
        id=f"mention-{number}", reading=f"reading-{number}", start=None, end=None, known_by=None, spots=spots, countries=nothing,
        facilities={}, targets=nothing, methods=nothing, parties=nothing, killed=None, injured=None, double_tap=False,
        shingles=frozenset(),
    )  # fmt: skip


CITY = spot("Great City", 7)
VILLAGES = [
    mention(n, spot(f"Village {word}"), CITY)
    for n, word in enumerate(("Nur", "Amal", "Zayt", "Rumman", "Warda", "Tin", "Lawz", "Burj"))
]


def test_two_villages_of_one_city_are_not_one_place() -> None:
    nur, amal, *_ = areas.settle(VILLAGES)
    assert place_level(VILLAGES[0], VILLAGES[1])[0] == "same_settlement"
    assert place_level(nur, amal)[0] == "other_name"


def test_two_villages_that_others_tell_of_too_are_no_slip_of_one_name() -> None:
    nur, amal = (replace(v, traffic=4) for v in areas.settle(VILLAGES)[:2])
    assert place_level(nur, amal)[0] == "other_known"
    assert place_level(nur, replace(amal, traffic=3))[0] == "other_name"


def test_a_village_may_lie_where_only_its_city_is_named_and_few_villages_tell_nothing() -> None:
    *villages, alone = areas.settle([*VILLAGES, mention(9, CITY)])
    assert place_level(villages[0], alone)[0] == "inside"
    assert areas.settle(VILLAGES[:7]) == VILLAGES[:7]


def test_a_name_is_alike_in_another_script_though_another_village_is_named_first() -> None:
    latin = event("A strike on Kafr Amal near Talla", place=[TALLA, {"text": "Kafr Amal", "precision": "settlement"}])
    arabic = event("غارة على كفر عمل", place={"text": "كفر عمل", "precision": "settlement"})
    (a,), (b,) = told("latin", latin).mentions, told("arabic", arabic, lang="ar").mentions
    assert any("place names alike" in reason for reason in link.compare(a, b).reasons)


def test_no_case_teaches_that_months_between_reports_are_nothing() -> None:
    told_as = {"source": "two", "date": "reported_apart", "wording": "own"}
    pattern = tuple(told_as.get(name, "unknown") for name in COMPARISONS)
    taught = fit(link.TABLE, Seen.of({(pattern, "same"): 500.0})).weights["date"]["reported_apart"]
    assert taught <= link.TABLE.weights["date"]["reported_apart"]
