"""A team's own list of facilities: found in three scripts, with the days on which each was open, also those never hit."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from stories import KHIRBAT, Told, event, ledger, told

from solferino.case import facilities
from solferino.errors import BadRecord, UsageError
from solferino.facility import Facility, Registry

NOOR = Facility(name="Al-Noor hospital", kind="hospital", aliases=("مستشفى النور", "больница Ан-Нур"), lat=35.9, lon=36.7)
FILE = """name,kind,aliases,lat,lon,country,area,opened,closed
Al-Noor hospital,hospital,مستشفى النور|больница Ан-Нур,-37.93,-20.18,XN,Dar Hadid,2019-05-01,
Belqara hospital,hospital,مستشفى بلقارة,-38.12,-20.05,XN,Belqara,,2023-02-18
"""


@pytest.mark.parametrize(
    "written", ["Al Noor Hospital", "the Al-Noor hospital", "مستشفى النور", "больница Ан-Нур", "Al-Nour hospital"]
)
def test_a_facility_is_found_by_any_of_its_names(written: str) -> None:
    assert Registry((NOOR,)).find(written) is NOOR
    assert Registry((NOOR,)).find("Salam hospital") is None


def test_names_that_two_share_are_an_error() -> None:
    other = Facility(name="Noor clinic", kind="clinic", aliases=("مستشفى النور",))
    with pytest.raises(BadRecord, match="share a name"):
        Registry((NOOR, other))


def test_open_days_are_counted_inside_a_window() -> None:
    day = datetime.date.fromisoformat
    brief = Facility(name="Field clinic", kind="clinic", opened=day("2023-01-10"), closed=day("2023-01-12"))
    assert brief.open_days(day("2023-01-01"), day("2023-01-31")) == 3
    assert brief.open_days(day("2023-02-01"), day("2023-02-28")) == 0
    assert NOOR.open_days(day("2023-02-01"), day("2023-02-28")) == 28


def test_a_file_of_facilities_is_read(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(FILE, "utf-8-sig")
    noor, belqara = facilities.load(tmp_path / "f.csv").facilities
    assert (noor.area, noor.opened, belqara.closed) == ("Dar Hadid", datetime.date(2019, 5, 1), datetime.date(2023, 2, 18))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (FILE.replace("2019-05-01", "May"), "line 2"),
        (FILE.replace("Belqara hospital,hospital", "Belqara hospital,hospitl"), "line 3.*hospital"),
        (FILE.replace("-38.12", "-138.12"), "line 3.*globe"),
        (FILE.replace("area", "district"), "district"),
        (FILE.replace("مستشفى بلقارة", "مستشفى النور"), "share a name"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    (tmp_path / "f.csv").write_text(wrong, "utf-8")
    with pytest.raises(UsageError, match=said):
        facilities.load(tmp_path / "f.csv")


def hit(day: int, name: str) -> Told:
    fields = {"place": KHIRBAT, "on": f"2023-{1 + day // 28:02}-{1 + day % 28:02}", "target": "hospital", "target_name": name}
    return told(f"post-{day}", event(f"{name} was hit, day {day}", **fields))


def test_repeat_strikes_count_the_facilities_that_were_never_hit() -> None:
    np = pytest.importorskip("numpy")
    from dataclasses import replace

    from solferino.findings.patterns import PATTERNS

    known = Registry((NOOR, *(Facility(name=f"Hospital number {n}", kind="hospital") for n in range(1, 20))))
    struck = ledger(*(hit(5 * n, "Al-Noor hospital" if n % 2 else "مستشفى النور") for n in range(11)), hit(60, "Nameless clinic"))
    (found,) = PATTERNS["repeat_strikes"](replace(struck, registry=known), {}, np.random.default_rng(1))
    assert (found.value["n"]["facilities"], found.value["n"]["attacks"]) == (20, 11)
    assert found.value["verdict"] == "beyond_chance"
    assert found.caveats[0] == "Hit, but not in the registry, and left out: Nameless clinic."


def test_a_name_is_found_with_any_article_before_it() -> None:
    known = Registry((Facility(name="Ash-Shams hospital", kind="hospital", aliases=("مستشفى الشمس",)),))
    assert known.find("al Shams Hospital") == known.find("the Shams hospital") == known.find("مستشفى شمس") == known.facilities[0]
