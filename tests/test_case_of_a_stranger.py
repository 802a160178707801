"""A case folder from somebody else: its settings, its lists and its links reach nothing outside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import solferino
from solferino.archive import Archive
from solferino.doors import cli, demo
from solferino.doors.terminal import Terminal
from solferino.errors import BadRecord, NoCase, UsageError
from solferino.fetch import Endpoint
from solferino.publish import outlines

WRONG = {
    'places = "../private.csv"': "must name a file in the case's folder",
    'facilities = "/etc/hostname"': "must name a file in the case's folder",
    'outlines = "sub/../../borders.geojson"': "must name a file in the case's folder",
    'database = {ENGINE = "django.db.backends.sqlite3", NAME = "/tmp/other.db"}': "a team's PostgreSQL",
    'database = {ENGINE = "somebody.elses.code"}': "a team's PostgreSQL",
    "largest_file = -1": "1 or more",
    "largest_file = true": "a whole number",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    solferino.create(folder, title="Clinics")
    return folder


@pytest.mark.parametrize(("line", "why"), WRONG.items())
def test_settings_that_lead_outside_or_mean_nothing_stop_the_case(case: Path, line: str, why: str) -> None:
    (case / "case.toml").write_text(f'title = "Clinics"\n{line}\n', "utf-8")
    with pytest.raises(UsageError, match=why):
        solferino.open(case)


def test_a_link_that_leads_outside_is_no_file_of_the_case(case: Path, tmp_path: Path) -> None:
    (tmp_path / "private.csv").write_text("name,country\nKhirbat Nur,SY\n", "utf-8")
    (case / "places.csv").symlink_to(tmp_path / "private.csv")
    (case / "case.toml").write_text('title = "Clinics"\nplaces = "places.csv"\n', "utf-8")
    with pytest.raises(UsageError, match="must name a file"):
        solferino.open(case)


def test_a_forged_list_of_a_release_deletes_nothing_outside(case: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", "utf-8")
    forged = [f"{'0' * 64}  {name}\n" for name in ("../../diary.txt", str(tmp_path / "diary.txt"), "old.csv")]
    (case / "published").mkdir()
    (case / "published" / "old.csv").write_text("old", "utf-8")
    (case / "published" / "SHA256SUMS").write_text("".join(forged), "utf-8")
    solferino.open(case).publish()
    assert (tmp_path / "diary.txt").read_text("utf-8") == "mine"
    assert not (case / "published" / "old.csv").exists()


def test_a_link_in_the_archive_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", "utf-8")
    archive = Archive(tmp_path / "sources")
    sha = archive.put(b"an original")
    archive.path(sha).unlink()
    archive.path(sha).symlink_to(tmp_path / "diary.txt")
    archive.remove(sha)
    assert (tmp_path / "diary.txt").read_text("utf-8") == "mine"
    assert sha not in archive


def test_an_endpoint_of_a_wrong_kind_is_named() -> None:
    right = {"url": "http://localhost/v1", "model": "m", "temperature": 0, "timeout": 5}
    assert Endpoint.from_settings(right).timeout == 5
    for key, value in (("url", 5), ("timeout", "soon"), ("seed", 1.5), ("temperature", True)):
        with pytest.raises(UsageError, match=f"wrong {key}"):
            Endpoint.from_settings({**right, key: value})


def test_the_demo_overwrites_nobody_s_folder(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("mine", "utf-8")
    with pytest.raises(NoCase, match="something else"):
        demo.demo(tmp_path, terminal=Terminal(json=False, quiet=True))
    assert [p.name for p in tmp_path.iterdir()] == ["places.csv"]


@pytest.mark.parametrize("ring", [[], [[1, 2], [3, 4]], [[1, 2], [3, 400], [5, 6]], [[1, 2], ["x", 4], [5, 6]]])
def test_outlines_that_are_none_are_named(ring: list[object]) -> None:
    feature = {"properties": {"name": "Zarvan"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    with pytest.raises(BadRecord, match="GeoJSON polygons"):
        outlines.own(json.dumps({"features": [feature]}).encode())


def test_a_day_that_is_none_ends_in_one_line(case: Path) -> None:
    typed = CliRunner().invoke(cli.app, ["assess", str(case), "--finding", "trend", "--setting", "from=2023-99-99"])
    assert (typed.exit_code, "from cannot be read" in typed.stderr) == (2, True)


def test_a_database_that_is_none_ends_in_one_line(case: Path) -> None:
    for file in case.glob("case.db*"):
        file.rename(case.parent / file.name)
    moved = shutil.copytree(case, case.parent / "moved")
    (moved / "case.db").write_bytes(b"no database at all" * 100)
    typed = CliRunner().invoke(cli.app, ["status", str(moved)])
    assert (typed.exit_code, "is damaged, or is none" in typed.stderr) == (2, True)
