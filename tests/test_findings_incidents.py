"""Origins, casualties, certainty and definitions of single incidents, as short stories."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stories import DAYR, KHIRBAT, KHIRBAT_AR, Told, count, event, ledger, reply, told

from solferino.findings import casualties, certainty, definitions, origins
from solferino.records import Finding, Ledger

LONG = (
    "Rescue workers dug through the rubble of the clinic until nightfall while neighbours carried blankets and water to the "
    "families who had lost their homes, and the road to the south stayed closed to all traffic for the rest of the day."
)


def attack(name: str, quote: str = "The clinic of Khirbat Nur was bombed", **more: Any) -> Told:
    source = {k: more.pop(k) for k in ("published", "outlet", "lang", "text", "url") if k in more}
    fields = {"target": "clinic", "method": "airstrike", "place": KHIRBAT, "on": "2023-12-15"} | more
    return told(name, event(quote, **fields), **source)


def one(found: list[Finding]) -> Finding:
    assert len(found) == 1
    return found[0]


def independent(*sources: Told) -> int:
    view = ledger(*sources)
    assert len(view.incidents) == 1
    return int(one(origins.find(view)).value["independent_origins"])


def test_two_outlets_that_speak_for_themselves_are_two_origins() -> None:
    assert independent(attack("a", outlet="North Wire"), attack("b", "Planes struck Khirbat Nur", outlet="South Post")) == 2


def test_forty_articles_on_one_statement_are_one_origin() -> None:
    articles = [
        attack(f"a{i}", f"The clinic was bombed, version {i}", outlet=f"Paper {i}", speaker="Rights Watchers") for i in range(40)
    ]
    assert independent(*articles) == 1


def test_one_statement_in_two_languages_is_one_origin() -> None:
    speaker = {"name": "منظمة العفو الدولية", "party": "amnesty", "label": "Amnesty International", "chain": []}
    arabic = attack("ar", "قصف مستوصف خربة نور", place=KHIRBAT_AR, lang="ar", speaker=speaker)
    english = attack("en", speaker={"name": "Amnesty", "party": "amnesty", "label": "Amnesty International", "chain": []})
    assert independent(arabic, english) == 1


def test_a_copied_text_under_another_head_is_one_origin() -> None:
    first, second = attack("a", outlet="North Wire", text=LONG), attack("b", outlet="South Post", text="By our staff. " + LONG)
    assert independent(first, second) == 1


def test_an_agency_credit_is_the_origin() -> None:
    first = attack("a", outlet="North Daily", text="TALLA, 16 December (Reuters) - Smoke rose over the hills.")
    second = attack("b", "The clinic was hit", outlet="South Daily", text="المدينة (رويترز) تصاعد الدخان فوق التلال", lang="ar")
    assert independent(first, second) == 1


def test_unnamed_residents_in_two_papers_are_told_apart_with_a_caveat() -> None:
    first = attack("a", outlet="North Wire", speaker="residents")
    second = attack("b", "Planes struck Khirbat Nur", outlet="South Post", speaker="local residents")
    assert independent(first, second) == 2
    assert "unnamed" in one(origins.find(ledger(first, second))).caveats[0]


def tolls(*sources: Told, what: str = "killed", who: str = "people") -> dict[str, Any]:
    found = [f for f in casualties.find(ledger(*sources)) if f.about != "case"]
    return next(f.value for f in found if (f.value["what"], f.value["who"]) == (what, who))


def test_competing_tolls_stand_side_by_side() -> None:
    value = tolls(
        attack("a", outlet="A", killed=6),
        attack("b", "Eight died", outlet="B", killed=8),
        attack("c", "Six died", outlet="C", killed=6),
    )
    assert (value["low"], value["best"], value["high"]) == (6, 6, 8)
    assert {tuple(f["said_by"]) for f in value["figures"]} == {("A",), ("B",), ("C",)}


def test_an_open_end_stays_open() -> None:
    value = tolls(attack("a", killed=(6, None)))
    assert (value["low"], value["high"], value["open"]) == (6, 6, True)


def test_a_speakers_later_toll_replaces_the_earlier_one_which_is_still_shown() -> None:
    early = attack("early", killed=4, speaker="Nur Rescue", published="2023-12-15")
    late = attack("late", "Nine died, rescuers now say", killed=9, speaker="Nur Rescue", published="2023-12-18")
    value = tolls(early, late)
    assert value["best"] == 9
    assert value["rules"]["ucdp"] == {"low": 9, "best": 9, "high": 9}
    assert value["rules"]["airwars"]["low"] == 4
    assert [bool(f["replaced_by"]) for f in value["figures"]] == [True, False]


def test_groups_that_do_not_overlap_add_up() -> None:
    told_in_parts = attack("a", count=[count("killed", 1, "women"), count("killed", 2, "children")])
    assert (tolls(told_in_parts)["low"], tolls(told_in_parts)["high"]) == (3, 3)
    assert tolls(told_in_parts, who="children")["best"] == 2


def test_fighters_are_no_civilians_to_the_airwars_rule() -> None:
    both = attack("a", count=[count("killed", 3, "combatants")])
    civilians = attack("b", "Two residents died", count=[count("killed", 2, "civilians"), count("killed", 3, "combatants")])
    value = tolls(both, civilians)
    assert (value["low"], value["high"]) == (2, 2)
    assert value["rules"]["airwars"] == {"low": 2, "best": 2, "high": 2, "open": False}
    assert tolls(both)["rules"]["airwars"] == {"low": None, "best": None, "high": None, "open": False}


def test_a_number_word_and_a_part_are_no_bound_where_a_figure_is_told() -> None:
    part = attack("a", count=[count("killed", 20, "children")])
    vague = told(
        "b", event("Dozens died", target="clinic", place=KHIRBAT, on="2023-12-15", killed=(24, None), hedges={"count": "dozens"})
    )
    value = tolls(part, vague, attack("c", "In all 22 died there", killed=22))
    assert (value["low"], value["high"], value["open"]) == (22, 22, False)
    assert (tolls(part)["low"], tolls(vague)["low"]) == (20, 24)


def listed(text: str, *parts: tuple[str, str, int, str]) -> Told:
    """Return an attack whose counts are cut from the words that tell them."""
    made = attack("a", text, count=[count(what, n, who) for what, who, n, _ in parts])
    (mention,) = made.mentions
    spans = [(text.index(words), text.index(words) + len(words)) for *_, words in parts]
    counts = iter(spans)
    claims = []
    for claim in mention.claims:
        start, end = next(counts) if claim.field == "count" else (claim.start, claim.end)
        claims.append(replace(claim, start=start, end=end, quote=text[start:end]))
    return Told(made.source, made.reading, (replace(mention, claims=tuple(claims)),))


def test_people_told_one_by_one_are_all_that_a_source_counts() -> None:
    family = listed("A man and his father died there", ("killed", "men", 1, "A man"), ("killed", "people", 1, "his father"))
    value = tolls(family, attack("b", "Three died", killed=3))
    assert (value["low"], value["high"]) == (2, 3)


def test_a_list_of_who_is_in_a_toll_is_no_toll_of_its_own() -> None:
    family = listed(
        "Five people, a man and his wife among them, died at Khirbat Nur",
        ("killed", "people", 5, "Five people"),
        ("killed", "men", 1, "a man"),
        ("killed", "women", 1, "his wife"),
    )
    assert (tolls(family)["low"], tolls(family)["high"]) == (5, 5)


def test_civilians_are_told_apart_in_a_toll_that_counts_fighters_too() -> None:
    siege = attack("a", count=[count("killed", 166, "people"), count("killed", 114, "combatants"), count("killed", 7, "civilians")])
    value = tolls(siege)
    assert value["rules"]["airwars"] == {"low": 7, "best": 7, "high": 7, "open": False}
    assert value["rules"]["ucdp"] == {"low": 166, "best": 166, "high": 166}


def test_dozens_is_twelve_to_the_conservative_rule() -> None:
    vague = told(
        "a", event("Dozens died in Khirbat Nur", place=KHIRBAT, on="2023-12-15", killed=(24, None), hedges={"count": "dozens"})
    )
    assert tolls(vague)["rules"]["acled"] == {"reported": 12}


def test_the_sum_over_incidents_says_what_it_leaves_out() -> None:
    silent = told("b", event("Dayr Amun was shelled", place=DAYR, on="2023-12-20"))
    found = [f for f in casualties.find(ledger(attack("a", killed=6), silent)) if f.about == "case"]
    assert (found[0].value["low"], found[0].value["high"], found[0].value["incidents_without_figure"]) == (6, 6, 1)
    assert found[0].value["open"]


def graded(*sources: Told) -> dict[str, Any]:
    value: dict[str, Any] = one(certainty.find(ledger(*sources))).value
    return value


def test_each_attribute_has_its_own_certainty() -> None:
    rows = graded(attack("a", outlet="A", by="north"), attack("b", "Bombs fell on Khirbat Nur", outlet="B", by="south"))[
        "attributes"
    ]
    assert (rows["happened"]["grade"], rows["who"]["grade"], rows["facility"]["grade"]) == ("likely", "contested", "unknown")


def test_two_parties_named_together_do_not_contest_each_other() -> None:
    rows = graded(attack("a", outlet="A", by=["north", "south"]), attack("b", "Bombs fell", outlet="B", by="south"))["attributes"]
    assert rows["who"]["grade"] == "likely"


def test_a_denial_contests_and_an_admission_confirms() -> None:
    told_of = attack("a", by="north", killed=6)
    ids = [told_of.mentions[0].id]
    denied = graded(told_of, told("no", reply("It never happened", "denies_event", by="north", answers=ids)))
    assert denied["attributes"]["happened"]["grade"] == "contested"
    admitted = graded(told_of, told("yes", reply("It was our error", "accepts_responsibility", by="north", answers=ids)))
    assert admitted["attributes"]["who"]["grade"] == "confirmed"
    assert admitted["grades"]["airwars"]["grade"] == "confirmed"


def test_grades_follow_published_criteria() -> None:
    posts = graded(attack("a", url="https://t.me/nur", killed=1))["grades"]
    assert (posts["who_ssa"]["grade"], posts["airwars"]["grade"], posts["ucdp_clarity"]["grade"]) == ("rumour", "weak", "clear")
    two = graded(attack("a", outlet="A", by="north", killed=1), attack("b", "One died", outlet="B", by="north", killed=1))["grades"]
    assert (two["who_ssa"]["grade"], two["airwars"]["grade"]) == ("possible", "fair")
    rivals = graded(attack("a", outlet="A", by="north", killed=1), attack("b", "One died", outlet="B", by="south", killed=1))[
        "grades"
    ]
    assert rivals["airwars"]["grade"] == "contested"


def test_what_a_grade_lacks_is_said() -> None:
    finding = one(certainty.find(ledger(attack("a"))))
    assert any("WHO SSA, not assessable" in c for c in finding.caveats)


def counts(view: Ledger) -> dict[str, tuple[int, int, int]]:
    value = one(definitions.find(view)).value["counts"]
    return {key: (c["in"], c["out"], c["undecided"]) for key, c in value.items()}


def test_each_definition_counts_its_own() -> None:
    threat = told("threat", event("Staff were threatened", target="health_worker", method="threat", place=DAYR, on="2023-12-20"))
    school = told(
        "school",
        event("A school was shelled, killing two", target="school", method="shelling", place=DAYR, on="2023-12-28", killed=2),
    )
    found = counts(ledger(attack("a", effect="damaged"), threat, school))
    assert found["who_ssa"] == (2, 1, 0)
    assert found["phr"] == (1, 2, 0)
    assert found["airwars"] == (1, 1, 1)
    assert found["acled"] == (2, 1, 0)


def test_a_missing_fact_leaves_it_undecided_with_the_reason() -> None:
    value = one(definitions.find(ledger(attack("a")))).value
    assert value["rows"][0]["phr"] == {"counts": None, "why": ["no damage or loss of function reported"]}


def test_a_group_told_twice_is_not_added_up() -> None:
    twice = attack("a", count=[count("killed", 1, "children"), count("killed", 2, "children"), count("killed", 1, "women")])
    assert (tolls(twice)["low"], tolls(twice)["high"]) == (3, 3)


def test_an_old_woman_is_one_person() -> None:
    heard = attack("a", "A woman elderly died", count=[count("killed", 1, "women"), count("killed", 1, "elderly")])
    (mention,) = heard.mentions
    spans = {"women": (2, 7), "elderly": (8, 15)}
    cut = (replace(c, start=s, end=e) for c in mention.of("count") for s, e in (spans[c.value["who"]],))
    side_by_side = replace(heard, mentions=(replace(mention, claims=(*mention.claims[:1], *cut)),))
    assert (tolls(heard)["high"], tolls(side_by_side)["high"]) == (1, 1)


def test_an_old_person_and_a_woman_told_in_one_list_are_two() -> None:
    words = ("killed", "elderly", 1, "An old person"), ("killed", "women", 1, "a woman")
    assert tolls(listed("An old person and a woman died at Khirbat Nur", *words))["high"] == 2
