"""Defects of published sheets are found by themselves, listed with their rows, and never repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sheets import AIRWARS, SIND, SSA, reading

from solferino import mapping
from solferino.extract import mapped
from solferino.findings import defects
from solferino.records import Ledger, Reading, Source, group


def alarms(read: Reading, rule: str) -> list[defects.Alarm]:
    sheet = mapping.recognise(mapping.columns(read.text, read.pages))
    assert sheet
    return [alarm for name, alarm in defects.audit(read, sheet) if name == rule]


def numbered(row: Mapping[str, str], n: int, **changes: str) -> dict[str, str]:
    key = "Attack ID" if "Attack ID" in row else "SiND Event ID"
    return {**row, key: f"{n}", **({"Event Description": f"May 2021: Attack number {n}."} if key != "Attack ID" else {}), **changes}


def test_a_sheet_without_defects_raises_no_alarm() -> None:
    read = reading(*(numbered(SIND, n, Latitude=f"35.{n}", Date=f"2021-05-{n + 1:02}") for n in range(20)))
    sheet = mapping.known()["sind_health"]
    assert list(defects.audit(read, sheet)) == []


def test_rows_made_of_one_report_of_several_are_grouped() -> None:
    same = {"Event Description": "May 2021: Several nurses were beaten in a camp."}
    rows = [numbered(SIND, 1), *(numbered(SIND, n, **same) for n in (2, 3, 4)), numbered(SIND, 5, **same, Date="2021-05-06")]
    (alarm,) = alarms(reading(*rows), "exploded_rows")
    assert alarm.rows == (2, 3, 4)
    assert alarm.says.startswith("3 rows have the same description, date and place")


def test_one_text_for_rows_in_several_places_is_another_alarm() -> None:
    same = {"Event Description": "May 2021: A clinic was shelled."}
    rows = [numbered(SIND, 1, **same), numbered(SIND, 2, **same, Latitude="33.1"), numbered(SIND, 3, **same, Latitude="33.1")]
    (alarm,) = alarms(reading(*rows), "shared_description")
    assert (alarm.rows, alarm.seen["places"]) == ((1, 2, 3), 2)
    assert not alarms(reading(*rows), "exploded_rows")


def test_a_count_below_zero_is_listed_once_and_makes_no_claim() -> None:
    (alarm,) = alarms(reading(SIND, numbered(SIND, 2, **{"Health Workers Kidnapped": "-2"})), "negative_count")
    assert (alarm.rows, alarm.columns, alarm.seen) == ((2,), ("Health Workers Kidnapped",), {"values": ["-2"]})


def test_two_columns_for_one_quantity_that_disagree_are_compared_and_two_quantities_of_one_name_are_not() -> None:
    first = "Health Workers Killed"
    rows = [numbered(SIND, n, **{first: "2", f"{first}|": "2" if n < 9 else "0"}) for n in range(10)]
    (alarm,) = alarms(reading(*rows), "disagreeing_columns")
    assert (alarm.rows, alarm.seen) == ((10,), {"totals": [20, 18], "differing": 1})
    other = [numbered(SIND, n, **{first: "2", f"{first}|": "0" if n < 9 else "2"}) for n in range(10)]
    assert not alarms(reading(*other), "disagreeing_columns")


def test_a_range_turned_round_is_found() -> None:
    (alarm,) = alarms(reading(AIRWARS, {**AIRWARS, "civilians_killed_min": "9"}), "turned_range")
    assert (alarm.rows, alarm.columns) == ((2,), ("civilians_killed_min", "civilians_killed_max"))


TAGS = {
    "Health Workers Killed": "#affected +healthworker +killed",
    "Health Workers Kidnapped": "#affected +healthworker +arrested",
    "Health Workers Arrested": "#affected +healthworker +kidnapped",
    "Known Kidnapping or Arrest Outcome": "#affected +healthworker +assaulted",
    "Location": "#loc",
}


def test_swapped_tags_are_one_alarm_and_a_tag_that_means_something_else_another() -> None:
    row = {**SIND, "Health Workers Arrested": "1", "Known Kidnapping or Arrest Outcome": "Freed"}
    found = alarms(reading(row, hxl=[TAGS.get(column, "") for column in row]), "wrong_tag")
    assert [alarm.columns for alarm in found] == [
        ("Health Workers Arrested", "Health Workers Kidnapped"),
        ("Known Kidnapping or Arrest Outcome",),
    ]
    assert "swapped" in found[0].says


def test_points_on_rows_that_only_know_the_country_are_one_group() -> None:
    country = {"Geo Precision": "(6) Country"}
    rows = [numbered(SIND, 1), numbered(SIND, 2, **country), numbered(SIND, 3, **country, Latitude="", Longitude="")]
    (alarm,) = alarms(reading(*rows), "point_of_country")
    assert (alarm.rows, alarm.seen) == ((2,), {"rows": 1, "points": 1})


@pytest.mark.parametrize(("rows", "found"), [(99, 0), (100, 1)])
def test_a_point_that_holds_a_hundred_rows_is_found(rows: int, found: int) -> None:
    read = reading(*(numbered(SIND, n, Date=f"20{10 + n // 10}-05-{1 + n % 10:02}") for n in range(rows)))
    assert len(alarms(read, "crowded_point")) == found


def test_a_batch_of_like_rows_on_one_day_is_found_and_a_day_of_many_different_ones_is_not() -> None:
    batch = [numbered(SSA, n) for n in range(12)]
    (alarm,) = alarms(reading(*batch, numbered(SSA, 99, **{"Attack Date": "03/10/2021"})), "batch_date")
    assert (alarm.rows, alarm.seen["repeats"]) == (tuple(range(1, 13)), 11)
    days = [numbered(SSA, n, **{"Total Death": str(n), "Total Injured": str(n // 2)}) for n in range(12)]
    assert not alarms(reading(*days), "batch_date")
    wave = [numbered(SSA, n, **{"Attack Date": f"03/{8 + n % 4:02}/2021"}) for n in range(48)]
    assert not alarms(reading(*wave), "batch_date")


def test_dates_that_cannot_be_are_found() -> None:
    rows = [numbered(SIND, n, Date=day) for n, day in enumerate(("2021-05-04", "2021-02-30", "0021-05-04", "2031-05-04"))]
    found = alarms(replace(reading(*rows), published="2022-01-01"), "impossible_date")
    assert [(a.about, a.rows) for a in found] == [("2021-02-30", (2,)), ("0021-05-04", (3,)), ("2031-05-04", (4,))]


def test_letters_decoded_wrongly_before_they_came_are_found_and_good_ones_are_not() -> None:
    good = numbered(SIND, 1, **{"Admin 1": "Tillabéri Region", "Reported Perpetrator Name": "«Âge d’or» – Ã"})
    bad = numbered(SIND, 2, **{"Admin 1": "TillabÃ©ri Region", "Event Description": "May 2021: â€œTwo nurses were hurt."})
    assert {a.about: a.rows for a in alarms(reading(good, bad), "wrong_letters")} == {"Admin 1": (2,), "Event Description": (2,)}


def test_what_the_mapping_does_not_know_is_listed() -> None:
    read = reading(numbered(SIND, 1, Location="Moon base", Mood="bad"))
    assert [a.says for a in alarms(read, "outside_codebook")] == [
        "Location holds 'Moon base', which is not taken over: neither the mapping nor the codebook knows it"
    ]
    assert [a.columns for a in alarms(read, "unmapped_column")] == [("Mood",)]


def test_a_defect_is_a_finding_that_rests_on_the_claims_of_its_rows() -> None:
    same = {"Event Description": "May 2021: Several nurses were beaten in a camp."}
    view = ledger(reading(*(numbered(SIND, n, **same) for n in (1, 2)), numbered(SIND, 3, Mood="bad")))
    exploded, unmapped = defects.find(view)
    assert exploded.value["rows"] == [1, 2]
    assert exploded.value["keys"] == ["1", "2"]
    assert {view.claims[key].quote for key in exploded.claims} == set(same.values())
    assert len(exploded.claims) == 2
    assert unmapped.claims
    assert (
        exploded.summary
        == "2 rows have the same description, date and place, as when one report of several is made into rows (rows.csv)."
    )


def ledger(read: Reading) -> Ledger:
    sheet = mapping.recognise(mapping.columns(read.text, read.pages))
    assert sheet
    source = Source(name="rows.csv", blob="b", digest="d", media="csv")
    read = replace(read, source=source.id)
    mentions = {m.id: m for m in group(mapped.extract(read, sheet, run="run-1"), source.id)}
    told = {read.id: {"name": sheet.name, "mapping": sheet.plain}}
    return Ledger(sources={source.id: source}, readings={read.id: read}, mentions=mentions, sheets=told)
