"""A total set against another period: what a text says, and what the figures on record say to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import solferino
from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Claim, Reading

YEAR_2022 = {"start": "2022-01-01", "end": "2022-12-31"}


def compared(text: str) -> list[Claim]:
    reading = Reading(source="s", reader="test", version="1", text=text, lang="en", published="2024-02-01")
    return [c for c in rules.extract(reading, run="r", gazetteer=gazetteer.load()) if c.field == "compared"]


@pytest.mark.parametrize(
    ("text", "quote", "percent", "to", "hedge"),
    [
        ("The monitor counted 90 attacks on clinics in 2023, 25% more than in 2022.", "25% more than in 2022", 25, YEAR_2022, None),
        (
            "The group documented 90 attacks on hospitals in 2023, a 12.5 per cent increase on the previous year.",
            "12.5 per cent increase on the previous year", 12.5, YEAR_2022, None,
        ),
        (
            "The monitor counted 90 attacks on hospitals in 2023, down nearly 30 % from 2022.",
            "nearly 30 % from 2022", -30, YEAR_2022, "about",
        ),
        (
            "There were 90 attacks on schools in 2023, more than double the number in 2022, the group said.",
            "more than double the number in 2022", 100, YEAR_2022, "more_than",
        ),
        (
            "The monitor counted 1,900 attacks on hospitals in 2023, 1,500 per cent more than in 2022.",
            "1,500 per cent more than in 2022", 1500, YEAR_2022, None,
        ),
        (
            "The monitor counted 90 attacks on clinics in 2023, 2,5 % more than in 2022.",
            "2,5 % more than in 2022", 2.5, YEAR_2022, None,
        ),
        ("Attacks on schools doubled in 2023, to 180, the group said.", "doubled", 100, None, None),
    ],
)  # fmt: skip
def test_a_comparison_is_cut_with_its_period(text: str, quote: str, percent: float, to: Any, hedge: str | None) -> None:
    (claim,) = compared(text)
    assert (claim.quote, claim.value, claim.hedge) == (quote, {"percent": percent, "to": to}, hedge)


@pytest.mark.parametrize(
    "text",
    [
        "The monitor counted 90 attacks on hospitals in 2023; 25 % of the clinics closed.",
        "Attacks on hospitals rose to 25 percent of all incidents in 2023, the group said.",
        "Attacks in 2023 killed up to 25 percent of the patients in several hospitals, the group said.",
        "Shells hit a clinic in Mariupol on Monday, and fuel prices rose 25 percent on 2022.",
        "Hospitals were attacked twice as patients fled, and half of those killed in the strikes in 2023 were children.",
    ],
)
def test_a_share_a_level_or_another_thing_is_no_comparison(text: str) -> None:
    assert compared(text) == []


def test_the_other_period_is_no_date_of_the_total() -> None:
    text = "The monitor counted 90 attacks on clinics in 2023, 25% more than in 2022."
    reading = Reading(source="s", reader="test", version="1", text=text, lang="en", published="2024-02-01")
    dates = [c.value["from"] for c in rules.extract(reading, run="r", gazetteer=gazetteer.load()) if c.field == "date"]
    assert dates == ["2023-01-01"]


def test_two_texts_of_one_speaker_that_do_not_add_up_are_told_in_the_report(tmp_path: Path) -> None:
    for day, text in (
        ("2023-02-01", "Rights Watchers recorded 70 attacks on hospitals in Sudan in 2022."),
        ("2024-02-01", "Rights Watchers recorded 125 attacks on hospitals in Sudan in 2023, 25% more than in 2022."),
    ):
        told = {"id": day, "text": text, "lang": "en", "published": day}
        (tmp_path / f"{day}.json").write_text(json.dumps(told), "utf-8")
    case = solferino.create(tmp_path / "case", title="Years")
    case.add([tmp_path / "2023-02-01.json", tmp_path / "2024-02-01.json"])
    case.read()
    case.extract()
    found = [x for f in case.assess() if f.kind == "totals" for x in f.value["compared"]]
    assert [(x["allows"], x["verdict"]) for x in found] == [("100", "does_not_hold")]
    case.publish(tmp_path / "published")
    page = (tmp_path / "published" / "report.html").read_text("utf-8")
    assert "does not hold" in page
    assert "78.57 % more" in page
