"""Published totals against the ledger: short, contradicted, repeated; never confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from stories import DAYR, KHIRBAT, PROVINCE, TALLA, Told, count, event, ledger, told

from solferino.findings import totals
from solferino.records import Finding


def total(name: str, quote: str, *, published: str = "2016-03-03", **fields: Any) -> Told:
    return told(name, event(quote, "total", **fields), published=published)


def audit(*sources: Told) -> dict[str, Finding]:
    """Return the audit of each total by its source's name."""
    names = {t.source.id: t.source.name for t in sources}
    return {names[f.value["source"]]: f for f in totals.find(ledger(*sources))}


SIX = total(
    "six",
    "at least six attacks on clinics in the province in three months, killing at least 3 and injuring 44",
    target="clinic",
    place=PROVINCE,
    on=("2023-10-01", "2023-12-31"),
    attacks=(6, None),
    killed=(3, None),
    injured=44,
    speaker="Rights Watchers",
)


def strike(name: str, day: str, **fields: Any) -> Told:
    return told(name, event(f"A clinic was hit on {day}", target="clinic", on=day, **{"place": [KHIRBAT, PROVINCE]} | fields))


def test_a_total_alone_is_short_and_never_confirmed() -> None:
    found = audit(SIX)["six"]
    attacks, killed, injured = found.value["checks"]
    assert (attacks["verdict"], attacks["on_record"], attacks["short_by"], attacks["incidents"]) == ("short", 0, 6, [])
    assert (killed["verdict"], injured["verdict"]) == ("short", "short")
    assert found.summary.startswith("Short: 0 of at least 6 incidents on record")
    assert "confirm" not in found.summary


def test_incidents_inside_its_scope_count_and_those_outside_do_not() -> None:
    inside = [strike(f"in-{i}", f"2023-11-{10 + 5 * i}") for i in range(3)]
    late = strike("late", "2024-01-10")
    elsewhere = strike("elsewhere", "2023-11-12", place=[TALLA | {"lat": 31.0, "country": "SY"}])
    market = told("market", event("A market was shelled", target="market", place=[DAYR, PROVINCE], on="2023-11-20"))
    check = audit(SIX, *inside, late, elsewhere, market)["six"].value["checks"][0]
    assert (check["on_record"], check["short_by"]) == (3, 3)


def test_a_total_of_a_country_covers_its_far_corners() -> None:
    sudan = {"text": "Sudan", "lat": 14.4, "lon": 31.5, "precision": "country", "country": "SD", "geonames": 9100}
    corner = {"text": "Wadi Tarif", "lat": 13.4, "lon": 22.5, "precision": "settlement", "country": "SD", "geonames": 9101}
    year = total(
        "year", "two attacks on clinics in Sudan in 2023", target="clinic", place=sudan, on=("2023-01-01", "2023-12-31"), attacks=2
    )
    check = audit(year, strike("far", "2023-11-10", place=corner))["year"].value["checks"][0]
    assert (check["on_record"], check["possible"]) == (1, 0)


def test_an_incident_without_a_date_may_be_inside() -> None:
    undated = told("undated", event("A clinic of the province was hit", target="clinic", place=[KHIRBAT, PROVINCE]))
    found = audit(SIX, undated)["six"]
    assert list(found.value["may_be_inside"].values()) == [["date unknown"]]
    assert found.value["checks"][0]["possible"] == 1


def test_enough_incidents_on_record_make_it_hold() -> None:
    found = audit(SIX, *(strike(f"s{i}", f"2023-{10 + i // 2}-{5 + 12 * (i % 2):02}") for i in range(6)))["six"]
    assert found.value["checks"][0]["verdict"] == "holds"


def test_an_exact_total_below_the_ledger_cannot_hold() -> None:
    exact = total("exact", "two clinics were attacked in 2023", target="clinic", on=("2023-01-01", "2023-12-31"), attacks=2)
    found = audit(exact, *(strike(f"s{i}", f"2023-0{i}-10") for i in (1, 3, 5)))["exact"]
    assert found.value["verdict"] == "cannot_hold"
    assert "3 incidents on record against 2" in found.summary


def test_a_total_of_killed_is_checked_against_the_tolls() -> None:
    found = audit(SIX, strike("deadly", "2023-11-10", killed=5))["six"]
    killed = next(c for c in found.value["checks"] if c["what"] == "killed")
    assert (killed["verdict"], killed["on_record"]) == ("holds", 5)


def test_fighters_among_the_dead_count_towards_a_total_of_people() -> None:
    fighters = [strike(f"s{n}", f"2023-11-{n}", count=[count("killed", 2, "combatants")]) for n in (10, 25)]
    assert audit(SIX, *fighters)["six"].value["checks"][1]["on_record"] == 4


def test_two_totals_of_one_scope_that_differ_conflict() -> None:
    scope = {"target": "clinic", "place": PROVINCE, "on": ("2023-10-01", "2023-12-31")}
    nine, ten = (
        total("nine", "nine attacks on clinics", attacks=9, **scope),
        total("ten", "ten attacks on clinics", attacks=10, **scope),
    )
    assert [o["verdict"] for o in audit(nine, ten)["nine"].value["others"]] == ["conflicts"]


def test_a_part_cannot_be_larger_than_the_whole() -> None:
    month = total("month", "forty attacks in November", target="clinic", on=("2023-11-01", "2023-11-30"), attacks=40)
    year = total("year", "thirty attacks in 2023", target="clinic", on=("2023-01-01", "2023-12-31"), attacks=30)
    assert [o["verdict"] for o in audit(month, year)["month"].value["others"]] == ["conflicts"]


def test_a_total_told_again_by_its_speaker_repeats_it() -> None:
    again = total("again", SIX.mentions[0].anchor.quote + ", it said", **{
        name: list(SIX.mentions[0].values(name)) for name in ("target", "place", "date", "count", "speaker")
    })  # fmt: skip
    found = audit(SIX, again)
    assert list(found) == ["six"]
    assert [o["verdict"] for o in found["six"].value["others"]] == ["repeats"]
    assert "1 time told again" in found["six"].summary


def test_a_total_without_a_figure_is_audited_once_however_often_it_is_told() -> None:
    told_twice = [
        total(name, quote, target=["worship", "market"], by="north", speaker="Rights Watchers")
        for name, quote in (("one", "it spoke of attacks on mosques and markets"), ("two", "attacks on markets, and on mosques"))
    ]
    assert len(totals.find(ledger(*told_twice))) == 1


def test_totals_over_each_other_warn_of_counting_twice() -> None:
    year = total("year", "thirty attacks in 2023", target="clinic", on=("2023-01-01", "2023-12-31"), attacks=30)
    found = audit(SIX, year)["six"]
    assert [o["verdict"] for o in found.value["others"]] == ["overlaps"]
    assert any("not added up" in c for c in found.caveats)


def test_a_total_without_a_figure_has_nothing_to_check() -> None:
    vague = total("vague", "repeated attacks on mosques and markets", target=["worship", "market"])
    assert audit(vague)["vague"].value["verdict"] == "not_enough"


def test_a_total_that_its_own_list_does_not_reach_comes_from_another_version() -> None:
    rows = [strike(f"row-{i}", f"2023-1{i % 3}-{15 + i}") for i in range(4)]
    sheet = {
        "title": "Rights Watchers, list of attacks",
        "needs": ["Day"],
        "event": ["Day"],
        "columns": {"Day": {"field": "date", "formats": ["%Y"]}},
    }
    made = ledger(SIX, *rows)
    as_list = replace(made, sheets={t.reading.id: {"name": "list.yaml", "mapping": sheet} for t in rows[:1]})
    (listed,) = next(f for f in totals.find(as_list)).value["lists"]
    assert (listed["own"], listed["counted_inside"], listed["rows"]) == (True, 1, 1)
    found = next(f for f in totals.find(as_list))
    assert found.value["checks"][0]["versions"] == [listed["title"]]
    assert "has 1 row inside: another version" in found.summary
    assert all(f.value["lists"] == [] for f in totals.find(made))


def test_an_open_figure_on_record_may_reach_a_total_and_does_not_make_it_hold() -> None:
    found = audit(SIX, strike("deadly", "2023-11-10", killed=(2, None)))["six"]
    killed = next(c for c in found.value["checks"] if c["what"] == "killed")
    assert killed["verdict"] == "may_hold"
    assert "may hold: 2 or more people killed on record against at least 3" in found.summary


def year(n: int, quote: str, attacks: Any, *, speaker: str = "Rights Watchers", hedge: str | None = None, **fields: Any) -> Told:
    hedges = {"compared": hedge} if hedge else None
    covers = {"target": "clinic", "place": PROVINCE, "on": (f"{n}-01-01", f"{n}-12-31"), "speaker": speaker}
    return told(f"{n} {speaker}", event(quote, "total", attacks=attacks, hedges=hedges, **covers | fields))


def than(n: int, percent: float) -> dict[str, Any]:
    return {"percent": percent, "to": {"start": f"{n}-01-01", "end": f"{n}-12-31"}}


MORE = year(2023, "2,562 attacks in 2023, 25 % more than in 2022", 2562, compared=than(2022, 25))


def change_of(*sources: Told) -> dict[str, Any]:
    (found,) = audit(*sources)["2023 Rights Watchers"].value["compared"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("then", "verdict"), [(2042, "holds"), (2057, "holds"), (2041, "does_not_hold"), (1989, "does_not_hold")])
def test_a_change_is_checked_against_the_same_speakers_total_of_the_other_year(then: int, verdict: str) -> None:
    found = change_of(MORE, year(2022, f"{then} attacks in 2022", then))
    assert (found["allows"], found["change"], found["verdict"]) == ("2042 to 2057", "24.5 to 25.5 % more", verdict)


def test_a_change_without_a_figure_of_the_other_period_cannot_be_checked() -> None:
    assert change_of(MORE)["verdict"] == "cannot_be_checked"
    vague = change_of(year(2023, "2,562 attacks, a rise of 25 %", 2562, compared={"percent": 25, "to": None}))
    assert (vague["allows"], vague["verdict"]) == ("2042 to 2057", "cannot_be_checked")


@pytest.mark.parametrize(("percent", "verdict"), [(50, "holds"), (25, "does_not_hold")])
def test_a_change_is_checked_against_the_publishers_own_list_of_both_years(percent: int, verdict: str) -> None:
    days = [f"202{2 + (i > 3)}-0{i % 4 + 1}-1{i}" for i in range(10)]
    clinic = {"target": "clinic", "place": [KHIRBAT, PROVINCE]}
    rows = told("list.csv", *(event(f"A clinic was hit on {day}", on=day, **clinic) for day in days))
    sheet = {"title": "Rights Watchers, list of attacks", "needs": ["Day"], "event": ["Day"],
             "columns": {"Day": {"field": "date", "formats": ["%Y"]}}}  # fmt: skip
    made = ledger(year(2023, f"attacks rose by {percent} % in 2023", [], compared=than(2022, percent)), rows)
    (found,) = totals.find(replace(made, sheets={rows.reading.id: {"name": "list.yaml", "mapping": sheet}}))
    (compared,) = found.value["compared"]
    (listed,) = compared["against"]
    assert (listed["then"], listed["now"], listed["change"]) == ("4", "6", "50 % more")
    assert (listed["own"], compared["verdict"]) == (True, verdict)
    assert f"it {verdict.replace('_', ' ')}" in found.summary


def test_what_another_publisher_counts_is_shown_and_does_not_decide() -> None:
    found = change_of(MORE, year(2022, "1,200 attacks in 2022", 1200, speaker="Northern Institute"))
    assert [(a["own"], a["verdict"]) for a in found["against"]] == [(False, "does_not_hold")]
    assert found["verdict"] == "cannot_be_checked"


def test_a_total_of_another_scope_is_no_figure_of_the_other_year() -> None:
    assert change_of(MORE, year(2022, "900 attacks on markets in 2022", 900, target="market"))["against"] == []


@pytest.mark.parametrize(
    ("quote", "percent", "hedge", "allows", "change"),
    [
        ("90 attacks, more than double those of 2022", 100, "more_than", "up to 45", "at least 100 % more"),
        ("attacks doubled within a year", 100, None, "44 to 46", "95 to 105 % more"),
        ("90 attacks, nearly 50 % more than in 2022", 50, "about", "59 to 62", "45 to 55 % more"),
        ("90 attacks, up to 20 % more than in 2022", 20, "up_to", "75 to 90", "0 to 20 % more"),
        ("90 attacks, 12.5 % fewer than in 2022", -12.5, None, "no whole number", "12.45 to 12.55 % fewer"),
        ("90 attacks, 10 % fewer than in 2022", -10, None, "100", "9.5 to 10.5 % fewer"),
        ("90 attacks, at least 40 % fewer than in 2022", -40, "at_least", "at least 150", "40 to 100 % fewer"),
    ],
)
def test_words_and_rounding_of_a_percent(quote: str, percent: float, hedge: str | None, allows: str, change: str) -> None:
    found = change_of(year(2023, quote, 90, compared=than(2022, percent), hedge=hedge))
    assert (found["allows"], found["change"]) == (allows, change)
