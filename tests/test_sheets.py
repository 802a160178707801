"""Datasets are sources: a sheet in a case is read by its mapping, kept small, judged, sent again and expunged like any other."""

from __future__ import annotations

from pathlib import Path

import files
import pytest
from sheets import SIND, SSA, table

import solferino
from solferino.case import Case

KILLED = {
    **SIND,
    "Event Description": "May 2021: In Tal Nur, a nurse was killed.",
    "Health Workers Killed": "1",
    "SiND Event ID": "502",
}
OWN = """
title: Our own list
needs: [Tag, Ziel]
event: [Ziel]
columns:
  Tag: {field: date, formats: ["%d.%m.%Y"]}
  Ziel: {field: target, values: {Krankenhaus: hospital, Schule: school}}
"""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return solferino.create(tmp_path / "case", title="Lists")


def take(case: Case, folder: Path, **files: bytes) -> Case:
    """Add files to a case, by name, and go the road up to extract."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    case.add([folder])
    case.read()
    case.extract()
    return case


def rows_kept(case: Case) -> int:
    return len(list(case.store.claims(case.store.runs())))


def test_a_known_sheet_is_read_by_its_mapping_and_keeps_no_rows(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", sind__csv=table(SIND, KILLED))
    assert [m.values("target") for m in case.ledger().mentions.values()] == [["clinic"], ["clinic", "health_worker"]]
    assert rows_kept(case) == 0
    assert (case.status().claims, case.status().mentions) == (len(case.judged().claims), 2)
    assert not case.due()
    assert not case.check()


def test_rows_of_one_sheet_are_incidents_of_their_own_even_when_they_are_alike(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", sind__csv=table(*({**SIND, "SiND Event ID": str(n)} for n in range(5))))
    assert len(case.ledger().incidents) == 5


def test_a_row_and_an_article_about_it_come_together(case: Case, tmp_path: Path) -> None:
    text = b"Shelling hit a clinic in Tal Nur, in Idlib province in Syria, on 4 May 2021, a rescue worker said."
    take(case, tmp_path / "in", sind__csv=table(SIND), post__txt=text)
    assert {case.ledger().sources[m.source].name for m in case.ledger().mentions.values()} == {"sind.csv", "post.txt"}


def test_a_judged_claim_gets_a_row_and_the_judgement_holds(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", sind__csv=table(SIND, KILLED))
    killed = next(c for c in case.judged().claims if c.field == "count" and c.value["what"] == "killed")
    case.judge("correct", killed.id, value={**killed.value, "low": 2, "high": 2}, reason="the register names two")
    assert rows_kept(case) == 2
    counts = [v for m in case.ledger().mentions.values() for v in m.values("count") if v["what"] == "killed"]
    assert [v["low"] for v in counts] == [2]
    gone = next(iter(case.ledger().mentions))
    case.judge("reject", gone, reason="not an attack")
    assert len(case.ledger().mentions) == 1
    assert not case.check()


def test_a_judgement_follows_a_row_into_the_sheet_that_is_sent_again(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", sind__csv=table(SIND, KILLED))
    killed = next(c for c in case.judged().claims if c.field == "event" and "nurse" in c.quote)
    case.judge("reject", killed.id, reason="counted twice")
    changed = {**SIND, "Location": "Warehouse"}
    added = {**SIND, "SiND Event ID": "503", "Event Description": "May 2021: In Khan Sal, a clinic was shelled."}
    take(case, tmp_path / "in", sind__csv=table(changed, KILLED, added))
    assert len(case.ledger().mentions) == 2
    ((name, lines),) = case.status().superseded
    assert name == "sind.csv"
    assert [line[:22] for line in lines] == ["+ SiND Event ID 503: D", "~ SiND Event ID 501: L"]
    assert lines[1].endswith("Location: [-Health Building-] {+Warehouse+}")


def test_a_sidecar_names_the_mapping_and_the_case_may_hold_it(case: Case, tmp_path: Path) -> None:
    (case.folder / "ours.yaml").write_text(OWN, "utf-8")
    sheet = b"Tag;Ziel\n4.5.2021;Schule\n"
    take(case, tmp_path / "in", list__csv=sheet, list__csv__meta__yaml=b"mapping: ours.yaml\n")
    (mention,) = case.ledger().mentions.values()
    assert (mention.values("target"), mention.values("date")[0]["from"]) == (["school"], "2021-05-04")


@pytest.mark.parametrize("told", ["nowhere.yaml", "../outside.yaml", "who_sss"])
def test_a_mapping_that_is_not_there_is_named_and_stops_nobody_else(case: Case, tmp_path: Path, told: str) -> None:
    (tmp_path / "outside.yaml").write_text(OWN, "utf-8")
    take(case, tmp_path / "in", list__csv=b"Tag;Ziel\n4.5.2021;Schule\n", ssa__csv=table(SSA))
    (tmp_path / "in" / "list.csv.meta.yaml").write_text(f"mapping: {told}\n", "utf-8")
    take(case, tmp_path / "in")
    assert [p.name for p in case.unreadable()] == ["list.csv"]
    assert "there is no mapping" in case.unreadable()[0].reason
    assert len(case.ledger().mentions) == 1


def test_a_mapping_names_the_sheet_of_a_workbook(case: Case, tmp_path: Path) -> None:
    (case.folder / "ours.yaml").write_text(OWN + "sheet: Few\n", "utf-8")
    many = [["Tag", "Ziel"], *(["4.5.2021", "Schule"] for _ in range(9))]
    book = files.xlsx(Many=many, Few=[["Tag", "Ziel"], ["6.5.2021", "Krankenhaus"]])
    take(case, tmp_path / "in", list__xlsx=book, list__xlsx__meta__yaml=b"mapping: ours.yaml\n")
    assert [m.values("target") for m in case.ledger().mentions.values()] == [["hospital"]]


def test_a_changed_mapping_makes_the_sheet_due_again(case: Case, tmp_path: Path) -> None:
    (case.folder / "ours.yaml").write_text(OWN, "utf-8")
    take(case, tmp_path / "in", list__csv=b"Tag;Ziel\n4.5.2021;Schule\n", list__csv__meta__yaml=b"mapping: ours.yaml\n")
    (case.folder / "ours.yaml").write_text(OWN.replace("Schule: school", "Schule: university"), "utf-8")
    assert case.status().stale == ("list.csv",)
    case.extract()
    assert [m.values("target") for m in case.ledger().mentions.values()] == [["university"]]


def test_what_a_mapping_leaves_out_stands_in_the_notes_of_the_run(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", sind__csv=table({**SIND, "Location": "Moon base", "Mood": "bad"}))
    (run,) = case.store.runs().values()
    assert run.notes[0] == "columns that the mapping does not know: Mood"
    assert run.notes[1].startswith("Location: 'Moon base' was left out 1 time(s)")


def test_an_expunged_sheet_leaves_nothing(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", sind__csv=table(SIND, KILLED))
    case.judge("reject", case.judged().claims[0].id, reason="doubtful")
    case.expunge("sind.csv", reason="asked by a witness")
    assert rows_kept(case) == 0
    assert not case.store.judgements()
    assert not case.ledger().mentions
    case.store.close()
    assert b"a nurse was killed" not in (case.folder / "case.db").read_bytes()


def test_a_sheet_that_no_mapping_knows_is_left_to_the_language(case: Case, tmp_path: Path) -> None:
    take(case, tmp_path / "in", list__csv=b"Tag;Ziel\n4.5.2021;Schule\n")
    assert not case.ledger().sheets
