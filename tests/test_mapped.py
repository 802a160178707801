"""A sheet's rows become claims: every cell is cut, every column known, and nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import ACLED, AIRWARS, GED, SIND, SSA, reading

from solferino import gazetteer, mapping
from solferino.errors import BadMapping
from solferino.extract import mapped
from solferino.records import Claim, Mention, Reading, group

HEAVY = "Violence with heavy weapons (requires more than one person to use such as firearms, tanks, missiles, bombs, mortars)"
SEARCH = "Armed or violent search of health care personnel, facility or transport"
OPEN = "Violence with individual weapons (knives, bricks, clubs, guns, grenades and improvised explosive devices (IED)"


def extracted(read: Reading, sheet: mapping.Sheet | None = None) -> list[Claim]:
    found = sheet or mapping.recognise(mapping.columns(read.text, read.pages))
    assert found
    claims = list(mapped.extract(read, found, run="run-1", gazetteer=gazetteer.load(None)))
    for claim in claims:
        claim.prove(read.text)
    return claims


def mention(read: Reading) -> Mention:
    (only,) = group(extracted(read), read.source)
    return only


def test_every_known_mapping_loads_and_recognises_its_own_columns() -> None:
    for name, sheet in mapping.known().items():
        assert mapping.recognise([*sheet.columns, *sheet.needs]) is sheet, name


def test_a_cell_of_several_attack_types_is_cut_although_they_hold_commas_and_open_brackets() -> None:
    row = mention(reading({**SSA, "Attack Type": f"{SEARCH}, {OPEN}, {HEAVY}, Setting fire"}))
    assert [(c.value, c.quote) for c in row.of("method")] == [
        ("raid", SEARCH),
        ("other", OPEN),
        ("arson", "Setting fire"),
    ]


def test_an_attack_type_that_nobody_knows_is_reported_and_not_guessed() -> None:
    read = reading({**SSA, "Attack Type": f"{HEAVY}, Cyber attack, Setting fire"})
    assert [c.quote for c in mention(read).of("method")] == [HEAVY, "Setting fire"]
    assert list(mapped.survey(read, mapping.known()["who_ssa"]).outside) == [("Attack Type", "Cyber attack", "unknown")]


def test_a_blank_cell_makes_no_claim_and_a_zero_only_where_it_is_a_statement() -> None:
    assert [c.value["low"] for c in mention(reading(SSA)).of("count")] == [0, 0]
    assert mention(reading(SIND)).values("count") == [
        {"what": "facilities", "who": "facilities", "low": 1, "high": 1, "approx": False}
    ]


def test_the_header_stands_in_the_rule_and_the_cell_is_the_quote() -> None:
    row = mention(reading({**SIND, "Health Workers Killed": "3"}))
    (killed,) = [c for c in row.of("count") if c.value["what"] == "killed"]
    assert (killed.quote, killed.rule) == ("3", "sheet.sind_health: Health Workers Killed")
    assert killed.value == {"what": "killed", "who": "health_workers", "low": 3, "high": 3, "approx": False}


def test_a_point_and_the_province_around_it_are_two_places() -> None:
    point, province = mention(reading(SIND)).values("place")[::-1]
    assert (province["text"], province["precision"]) == ("Idlib Governorate", "province")
    assert (point["lat"], point["lon"], point["precision"], point["rank"]) == (35.9, 36.7, "district", 0)


def test_a_perpetrator_without_a_name_is_told_by_its_kind() -> None:
    assert [v["name"] for v in mention(reading(SIND)).values("perpetrator")] == ["NSA"]
    named = {**SIND, "Reported Perpetrator Name": "Syrian Armed Forces, Zarvan Front"}
    assert [(v["name"], v["party"]) for v in mention(reading(named)).values("perpetrator")] == [
        ("Syrian Armed Forces", "sy.army"),
        ("Zarvan Front", None),
    ]


@pytest.mark.parametrize(
    ("told", "precision"), [("Time Unknown", "day"), ("12:00-18:00", "part_of_day"), ("14:35", "minute"), ("about noon", "day")]
)
def test_a_time_tells_how_exactly_the_date_is_known(told: str, precision: str) -> None:
    assert mention(reading({**SSA, "Attack Time": told})).values("date") == [
        {"from": "2021-03-08", "to": "2021-03-08", "precision": precision}
    ]


def test_acled_widens_a_date_to_its_week_and_names_a_perpetrator_only_where_civilians_are_targeted() -> None:
    row = mention(reading(ACLED))
    assert row.values("date") == [{"from": "2023-06-09", "to": "2023-06-15", "precision": "week"}]
    assert [v["name"] for v in row.values("perpetrator")] == ["Zarvan Brigades"]
    assert [v["name"] for v in row.values("speaker")] == ["North Wire", "Valley Post"]
    assert row.values("method") == ["abduction"]
    assert not mention(reading({**ACLED, "civilian_targeting": ""})).of("perpetrator")


def test_a_row_that_ucdp_calls_a_summary_is_a_total() -> None:
    row = mention(reading(GED))
    assert row.scope == "total"
    assert mention(reading({**GED, "event_clarity": "1"})).scope == "incident"
    assert row.values("date") == [{"from": "2023-06-10", "to": "2023-06-14", "precision": "few_days"}]
    assert {(v["who"], v["low"], v["high"]) for v in row.values("count")} == {
        ("people", 10, 10),
        ("people", 8, 14),
        ("civilians", 8, 8),
    }


def test_airwars_ranges_join_two_columns_and_belligerents_stand_in_json() -> None:
    read = reading(AIRWARS)
    row = mention(read)
    killed = [v for v in row.values("count") if v["what"] == "killed"]
    assert [(v["who"], v["low"], v["high"]) for v in killed] == [("civilians", 2, 4), ("children", 0, 1)]
    assert [v["party"] for v in row.values("perpetrator")] == ["ru.army", "sy.army"]
    assert not mapped.survey(read, mapping.known()["airwars"]).unmapped


def test_a_column_that_the_mapping_does_not_know_is_reported() -> None:
    survey = mapped.survey(reading({**SIND, "Editor's remark": "check"}), mapping.known()["sind_health"])
    assert survey.unmapped == ("Editor's remark",)


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("Looting/Theft/Robbery/Burglary of Health Supplies", "-2", "negative"),
        ("Health Workers Killed", "several", "number"),
        ("Latitude", "95.1", "point"),
        ("Date", "31 June 2021", "date"),
        ("Country ISO", "ZZZ", "country"),
        ("Access Denied or Obstructed", "perhaps", "flag"),
        ("Geo Precision", "(9) Somewhere", "unknown"),
    ],
)
def test_a_value_outside_is_reported_with_the_reason(column: str, value: str, why: str) -> None:
    outside = mapped.survey(reading({**SIND, column: value}), mapping.known()["sind_health"]).outside
    assert (column, value, why) in outside


def test_identical_rows_are_mentions_of_their_own_with_the_same_ids_each_time() -> None:
    rows = [{**SIND, "SiND Event ID": str(n)} for n in range(3)]
    claims = extracted(reading(*rows))
    assert len({c.mention for c in claims}) == 3
    assert [c.id for c in claims] == [c.id for c in extracted(reading(*rows))]


OWN: dict[str, Any] = {
    "title": "Our list",
    "needs": ["Día", "Qué"],
    "event": ["Qué"],
    "columns": {
        "Día": {"field": "date", "formats": ["%d/%m/%Y"]},
        "Qué": {"field": "target", "values": {"hospital": "hospital", "ambulancia": "ambulance"}},
    },
}


def test_anyone_can_write_a_mapping() -> None:
    read = reading({"Día": "4/05/2021", "Qué": "ambulancia"})
    claims = extracted(read, mapping.parse(OWN, name="ours"))
    assert [(c.field, c.value) for c in claims if c.field == "target"] == [("target", "ambulance")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colums": {}}, "did you mean 'columns'"),
        ({"columns": {"Qué": {"field": "targt"}}}, "did you mean 'target'"),
        ({"columns": {"Qué": {"field": "target", "values": {"x": "hospitl"}}}}, "hospital"),
        ({"columns": {"Día": {"field": "date"}}}, "needs formats"),
        ({"columns": {"N": {"field": "count", "what": "deaths"}}}, "count_kind"),
        ({"ignore": {"Día": "why"}}, "mapped and ignored"),
        ({"scheme": "who"}, "no scheme"),
        ({"columns": {"N": {"field": "perpetrator", "several": "known"}}}, "give a separator"),
        ({"columns": {"Qué": {"field": "target", "values": {True: "clinic"}}}}, "wrong shape"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadMapping, match=words):
        mapping.parse({**OWN, **change}, name="ours")


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("C",)), max_size=30),
    st.sampled_from(
        ["-2", "1e9", "nan", "0001-01-01", "9999-12-31", "(", ", ,", '[{"a":"b"}]', "+", "2", "٣", "½", "1", "YES", "NA"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_cell_whatsoever_breaks_a_mapping(data: st.DataObject) -> None:
    sheet = mapping.known()[data.draw(st.sampled_from(sorted(mapping.known())))]
    columns = sorted({*sheet.columns, *(c for specs in sheet.columns.values() for s in specs for c in s.beside()), *sheet.event})
    rows = data.draw(st.lists(st.dictionaries(st.sampled_from(columns), CELLS, min_size=1), min_size=1, max_size=3))
    parts = ["\n".join(f"{column}: {told}" for column, cell in row.items() if (told := " ".join(cell.split()))) for row in rows]
    starts = [sum(len(part) + 2 for part in parts[:n]) for n in range(len(parts))]
    pages = tuple((start, start + len(part)) for start, part in zip(starts, parts, strict=True))
    read = Reading(source="source-1", reader="sheet", version="1", text="\n\n".join(parts), pages=pages)
    claims = extracted(read, sheet)
    assert len(group(claims, read.source)) == len({c.mention for c in claims})
    mapped.survey(read, sheet)


def test_a_hostile_mapping_is_refused() -> None:
    for data in (b"a: &a [1]\nb: *a", b"\xff\xfe", b"title: x\ntitle: y", b"[" * 5000, b"just text"):
        with pytest.raises(BadMapping):
            mapping.load(data, name="hostile")
