"""Published totals against the ledger: short, contradicted, repeated; never confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stories import DAYR, KHIRBAT, PROVINCE, TALLA, Told, event, ledger, told

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
