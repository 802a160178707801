"""A sheet that nobody knows gets a proposal: what its columns may say, with the reasons, as a mapping that works."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import reading, table

from solferino import mapping
from solferino.case import sheets
from solferino.errors import BadMapping, NoText, UnreadableSource
from solferino.extract import mapped
from solferino.mapping.propose import propose
from solferino.records import group

ENGLISH = {
    "Nr": "7", "Day of attack": "14/05/2021", "Governorate": "Idlib", "Lat": "35.9", "Long": "36.7", "Target": "Hospital",
    "Weapon": "shelling", "People killed": "3", "Children injured": "1", "Actor": "Syrian army", "Remarks": "N/A",
    "What happened": "Shells fell on the yard of the hospital, where the families of patients were waiting.",
}  # fmt: skip
ARABIC = {"التاريخ": "2021-05-14", "المحافظة": "إدلب", "عدد القتلى": "3", "الهدف": "مستشفى", "ملاحظات": "غير معروف"}
RUSSIAN = {"Дата": "14.05.2021", "Город": "Талла", "Убито": "2", "Ранено детей": "4", "Цель": "школа"}


def proposed(*rows: dict[str, str]) -> mapping.Sheet:
    read = reading(*rows)
    return mapping.load(propose(read.text, read.pages, title="A list").encode(), name="proposal")


def fields(sheet: mapping.Sheet) -> dict[str, str]:
    return {column: spec.field for column, (spec,) in sheet.columns.items()}


def test_columns_are_told_by_their_names_and_values() -> None:
    other = {
        "Nr": "8",
        "Target": "School",
        "Day of attack": "2/06/2021",
        "What happened": "A school was hit while it was empty at noon.",
    }
    sheet = proposed(ENGLISH, {**ENGLISH, **other})
    assert fields(sheet) == {
        "Day of attack": "date", "Governorate": "place", "Lat": "place", "Target": "target", "Weapon": "method",
        "People killed": "count", "Children injured": "count", "Actor": "perpetrator",
    }  # fmt: skip
    assert (sheet.key, sheet.description, sheet.event) == ("Nr", "What happened", ("What happened", "Nr"))
    assert sheet.columns["Children injured"][0].who == "children"
    assert sheet.blank == frozenset(("n/a",))
    assert list(sheet.ignore) == ["Remarks"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ARABIC, {"التاريخ": "date", "المحافظة": "place", "عدد القتلى": "count", "الهدف": "target"}),
        (RUSSIAN, {"Дата": "date", "Город": "place", "Убито": "count", "Ранено детей": "count", "Цель": "target"}),
    ],
    ids=["Arabic", "Russian"],
)
def test_columns_in_other_languages_are_told_too(row: dict[str, str], expected: dict[str, str]) -> None:
    assert fields(proposed(row)) == expected


def test_a_proposal_works_as_it_is() -> None:
    read = reading(ENGLISH)
    sheet = mapping.load(propose(read.text, read.pages, title="A list").encode(), name="proposal")
    (mention,) = group(mapped.extract(read, sheet, run="run-1"), read.source)
    assert mention.values("target") == ["hospital"]
    assert mention.values("date") == [{"from": "2021-05-14", "to": "2021-05-14", "precision": "day"}]
    assert {(v["what"], v["who"], v["low"]) for v in mention.values("count")} == {
        ("killed", "people", 3),
        ("injured", "children", 1),
    }


def test_a_day_that_may_be_a_month_is_asked_about() -> None:
    read = reading({**ENGLISH, "Day of attack": "4/05/2021"})
    assert "which is the day and which the month?" in propose(read.text, read.pages, title="A list")


def test_a_value_without_a_word_is_left_to_a_person() -> None:
    read = reading(ENGLISH, {**ENGLISH, "Target": "Hospital"}, {**ENGLISH, "Target": "Moon base"})
    assert '"Moon base": null  # choose a word' in propose(read.text, read.pages, title="A list")


def test_names_that_would_break_yaml_do_not() -> None:
    row = {'a "b": {c} # d': "x", "- &e *f": "2021-05-14", "Date !!python/object": "2021-05-14"}
    assert fields(proposed(row))["Date !!python/object"] == "date"


def test_the_proposal_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(table(ENGLISH))
    assert 'title: "list"' in sheets.proposal(tmp_path / "list.csv")
    (tmp_path / "post.txt").write_text("A clinic was hit.", "utf-8")
    with pytest.raises(BadMapping, match=r"post\.txt is no sheet"):
        sheets.proposal(tmp_path / "post.txt")
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises((NoText, UnreadableSource)):
        sheets.proposal(tmp_path / "empty.csv")
