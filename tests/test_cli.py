"""The command line, told as what a person types and reads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import newsroom
import pytest
from typer.testing import CliRunner, Result

from solferino import mapping
from solferino.doors import cli
from solferino.doors.door import CODES


def typed(*words: str | Path, stdin: str | bytes | None = None, **env: str) -> Result:
    """Type a command; return what it printed, apart, and its exit code."""
    return CliRunner().invoke(cli.app, [str(w) for w in words], input=stdin, env={"COLUMNS": "80", **env})


def told(*words: str | Path) -> Any:
    """Type a command with --json; return its data."""
    done = typed(*words, "--json", "--quiet")
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert set(answer) == {"schema", "data"}
    assert answer["schema"] == f"solferino.{words[0]}/1"
    return answer["data"]


def begin(case: Path) -> None:
    """Make a folder a case that knows the newsroom's places."""
    assert typed("init", case, "--title", "Hospitals of the valley").exit_code == 0
    newsroom.know_places(case)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that was built once; nobody changes it."""
    folder = tmp_path_factory.mktemp("valley")
    newsroom.write(folder / "inbox")
    begin(folder / "case")
    assert typed("run", folder / "case", folder / "inbox", "--quiet").exit_code == 0
    return folder / "case"


@pytest.fixture
def case(kept: Path, tmp_path: Path) -> Path:
    """A copy of the case, to be changed."""
    shutil.copytree(kept, tmp_path / "case")
    return tmp_path / "case"


class TestTheRoad:
    def test_one_command_leads_from_a_folder_to_a_report(self, tmp_path: Path) -> None:
        newsroom.write(tmp_path / "inbox")
        begin(tmp_path / "case")
        done = typed("run", tmp_path / "case", tmp_path / "inbox")
        assert done.exit_code == 0
        report = Path(done.stdout.replace("\n", "").partition("findings")[2])
        assert report == tmp_path / "case" / "published" / "report.html"
        assert "Qasr al-Nahr" in report.read_text("utf-8")

    def test_the_verbs_one_by_one_do_what_run_does(self, kept: Path, tmp_path: Path) -> None:
        newsroom.write(tmp_path / "inbox")
        begin(tmp_path / "case")
        assert "6 new sources" in typed("add", tmp_path / "case", tmp_path / "inbox").stdout
        assert "6 sources read" in typed("read", tmp_path / "case").stdout
        assert "6 texts gone through" in typed("extract", tmp_path / "case").stdout
        assert "incidents" in typed("link", tmp_path / "case").stdout
        assert "casualties" in typed("assess", tmp_path / "case").stdout
        assert typed("publish", tmp_path / "case").exit_code == 0
        sums = "published/SHA256SUMS"
        assert (tmp_path / "case" / sums).read_bytes() == (kept / sums).read_bytes()

    def test_a_broken_file_is_named_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        newsroom.write(tmp_path / "inbox", broken=True)
        begin(tmp_path / "case")
        done = typed("run", tmp_path / "case", tmp_path / "inbox")
        assert done.exit_code == 3
        assert "cannot be read: broken.pdf" in done.stderr
        assert "1 could not be read" in done.stdout
        assert (tmp_path / "case" / "published" / "report.html").exists()
        assert typed("status", tmp_path / "case").stdout.count("broken.pdf") == 1

    def test_what_is_done_is_not_done_again(self, case: Path) -> None:
        assert told("read", case)["unreadable"] == []
        assert told("extract", case)["readings"] == 0
        assert told("add", case, _post(case))["known"] == 1

    def test_a_source_comes_through_a_pipe(self, case: Path) -> None:
        text = "A school in Khirbat Nur was shelled on 5 May 2021, killing two people, residents said."
        assert typed("add", case, "-", "--name", "phoned.txt", stdin=text).exit_code == 0
        assert typed("run", case).exit_code == 0
        assert "phoned.txt" in typed("search", case, "school").stdout

    def test_a_name_for_a_pipe_is_no_path(self, case: Path) -> None:
        done = typed("add", case, "-", "--name", "../phoned.txt", stdin="A text.")
        assert done.exit_code == 2
        assert "no name for a source" in done.stderr

    def test_the_release_goes_where_it_is_told_to(self, case: Path, tmp_path: Path) -> None:
        done = told("publish", case, "--to", tmp_path / "out", "--profile", "partner")
        assert done["profile"] == "partner"
        assert Path(done["report"]).parent == tmp_path / "out"


def _post(case: Path) -> Path:
    """Write the newsroom's post again, beside a case."""
    path = case.parent / "post.txt"
    path.write_text(newsroom.POST, "utf-8")
    return path


def _sheet(folder: Path) -> Path:
    """Write a small list beside a case."""
    path = folder / "list.csv"
    path.write_text("Nr,Day,Target\n1,2021-05-14,hospital\n2,2021-05-15,school\n", "utf-8")
    return path


class TestSheets:
    def test_map_prints_a_mapping_that_can_be_saved_as_it_is(self, tmp_path: Path) -> None:
        sheet = _sheet(tmp_path)
        printed = typed("map", sheet).stdout
        assert printed == told("map", sheet)["mapping"]
        assert mapping.load(printed.encode(), name="list").key == "Nr"
        assert typed("map", sheet, "--to", tmp_path / "ours.yaml").exit_code == 0
        assert (tmp_path / "ours.yaml").read_text("utf-8") == printed
        assert typed("map", sheet, "--to", tmp_path / "ours.yaml").exit_code == 2

    def test_map_refuses_what_is_no_sheet(self, case: Path) -> None:
        assert "is no sheet" in typed("map", _post(case)).stderr


class TestWhatIsThere:
    def test_mentions_have_the_keys_of_an_annotated_text_for_every_source(self, kept: Path) -> None:
        lines = typed("mentions", kept, "--jsonl").stdout.splitlines()
        found = {each["id"]: each for each in map(json.loads, lines)}
        assert set(found) == {"post.txt", *(w["id"] for w in newsroom.WIRES)}
        assert all(set(each) == {"id", "relevant", "mentions", "responses"} for each in found.values())
        assert found["wire-5"] == {"id": "wire-5", "relevant": False, "mentions": [], "responses": []}
        (hit,) = (m for m in found["wire-2"]["mentions"] if m["scope"] == "incident")
        assert (hit["date_from"], hit["targets"]) == ("2021-03-08", ["hospital"])

    def test_incidents_carry_their_range_and_who_stands_behind_it(self, kept: Path) -> None:
        found = [json.loads(each) for each in typed("incidents", kept, "--jsonl").stdout.splitlines()]
        (shelled,) = (i for i in found if i["sources"] == ["post.txt"])
        assert shelled["killed"] == {"low": 3, "best": 3, "high": 3, "open": False}
        assert shelled["date"]["from"] == "2021-04-03"
        assert shelled["origins"]["independent"] == 1
        assert shelled["certainty"]["attributes"]["happened"] == "possible"
        assert shelled["weakest_link"] is None
        assert any(i["killed"]["low"] == 5 and "wire-1" in i["sources"] for i in found)

    def test_tables_fit_a_terminal_and_keep_arabic_whole(self, kept: Path) -> None:
        for words in (["show"], ["status"], ["mentions"], ["incidents"], ["assess"], ["explain", "wire-3"], ["search", "مستشفى"]):
            done = typed(words[0], kept, *words[1:])
            assert done.exit_code == 0, done.stderr
            assert max(map(len, done.stdout.splitlines())) <= 80
        assert "مستشفى" in typed("explain", kept, "wire-3").stdout

    def test_show_gives_any_record_by_the_beginning_of_its_id(self, kept: Path) -> None:
        (total,) = (t for t in told("show", kept)["totals"] if "six" in t["value"]["quote"])
        assert total["value"]["verdict"] == "short"
        for key in (total["id"][:16], total["about"][:18], total["claims"][0][:14], "wire-2"):
            assert told("show", kept, key)["id"]

    def test_a_search_finds_words_in_any_form(self, kept: Path) -> None:
        assert {hit["source"] for hit in told("search", kept, "hospitals")} >= {"wire-1", "wire-2", "wire-5"}
        hit = told("search", kept, "больницы")[-1]
        assert hit["source"] == "wire-4"
        assert hit["passage"][slice(*hit["marks"][0])] == "больнице"

    def test_a_statistical_finding_says_what_it_would_need(self, kept: Path) -> None:
        (answer,) = told("assess", kept, "--finding", "near_repeat", "--setting", "space=2", "--seed", "7")
        assert (answer["value"]["verdict"], answer["value"]["seed"]) == ("not_enough_data", "7")
        assert "intent" in typed("assess", kept, "--finding", "near_repeat").stdout

    def test_a_setting_takes_the_rows_of_a_file(self, kept: Path, tmp_path: Path) -> None:
        (tmp_path / "known.csv").write_text("name,lat,lon\nNorth clinic,35.9,36.7\n", "utf-8")
        done = typed("assess", kept, "--finding", "proximity", "--setting", f"facilities=@{tmp_path / 'known.csv'}")
        assert done.exit_code == 0, done.stderr


class TestWhy:
    def test_a_figure_leads_down_to_its_sentence_speaker_and_hash(self, kept: Path) -> None:
        (deaths,) = (f for f in told("assess", kept) if f["kind"] == "casualties" and "Khirbat Nur" in f["summary"])
        (walked,) = told("why", kept, deaths["id"])
        (claim,) = (c for c in walked["rests_on"] if c["field"] == "count")
        assert claim["source"] == "post.txt"
        assert newsroom.POST[claim["start"] : claim["end"]] == claim["quote"]
        shown = typed("why", kept, deaths["id"][:20]).stdout
        assert "3 people killed" in shown
        assert claim["sha256"] in shown

    def test_an_incident_leads_to_all_that_is_found_about_it(self, kept: Path) -> None:
        incident = told("incidents", kept)[0]["id"]
        assert {f["kind"] for f in told("why", kept, incident)} >= {"origins", "casualties", "certainty"}

    def test_a_text_is_explained_with_the_rule_of_each_claim(self, kept: Path) -> None:
        shown = typed("explain", kept, "post.txt").stdout
        assert newsroom.POST.split(",")[0] in " ".join(shown.split())
        rules = {c["rule"] for c in told("explain", kept, "post.txt")["claims"]}
        assert all(rule in shown for rule in rules)

    def test_the_page_of_an_explained_text_runs_nothing(self, case: Path, tmp_path: Path) -> None:
        hostile = tmp_path / "hostile.txt"
        hostile.write_text(
            "A clinic in Khirbat Nur was shelled, killing <script>alert(1)</script> three people, residents said.", "utf-8"
        )
        typed("run", case, hostile)
        typed("explain", case, "hostile.txt", "--html", tmp_path / "page.html")
        page = (tmp_path / "page.html").read_text("utf-8")
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "Content-Security-Policy" in page

    def test_the_check_fails_when_bytes_were_changed(self, case: Path) -> None:
        assert typed("check", case).exit_code == 0
        blob = next(p for p in (case / "sources").rglob("*") if p.is_file())
        blob.chmod(0o644)
        blob.write_bytes(blob.read_bytes() + b" ")
        done = typed("check", case)
        assert done.exit_code == 1
        assert done.stdout.strip()


class TestWhatPeopleSay:
    def test_a_rejected_claim_leaves_the_findings_until_it_is_taken_back(self, case: Path) -> None:
        (claim,) = (c for c in told("explain", case, "post.txt")["claims"] if c["field"] == "count")
        said = told("judge", case, "reject", claim["id"], "--reason", "misread", "--by", "Nour")
        assert (said["by"], said["reason"]) == ("Nour", "misread")
        assert not any(c["field"] == "count" for c in told("explain", case, "post.txt")["claims"])
        assert typed("judge", case, "withdraw", said["id"]).exit_code == 0
        assert any(c["field"] == "count" for c in told("explain", case, "post.txt")["claims"])

    def test_a_claim_is_corrected_to_what_the_quote_states(self, case: Path) -> None:
        (claim,) = (c for c in told("explain", case, "post.txt")["claims"] if c["field"] == "count")
        value = json.dumps({**claim["value"], "low": 4, "high": 4})
        assert typed("judge", case, "correct", claim["id"], "--value", value).exit_code == 0
        assert "4 people killed" in typed("explain", case, "post.txt").stdout

    def test_a_verdict_is_signed_and_an_unknown_one_is_corrected(self, case: Path) -> None:
        claim = told("explain", case, "post.txt")["claims"][0]["id"]
        said = told("judge", case, "accept", claim)
        assert said["by"]
        assert said["at"].startswith("20")
        done = typed("judge", case, "acept", claim)
        assert done.exit_code == 2
        assert "did you mean 'accept'" in done.stderr

    def test_pairs_are_judged_by_single_keys_and_taken_back(self, case: Path) -> None:
        pairs = told("review", case)
        assert pairs, "the newsroom has mentions that may speak of one attack"
        done = typed("review", case, stdin="szdq", FORCE_COLOR="1")
        assert "taken back" in done.stdout
        verdicts = [json.loads(line) for line in _judgements(case)]
        assert [v["verdict"] for v in verdicts] == ["same", "withdraw", "different"]
        assert sorted(verdicts[-1]["subject"]) == sorted((pairs[0]["left"]["mention"], pairs[0]["right"]["mention"]))
        asked = [{p["left"]["mention"], p["right"]["mention"]} for p in told("review", case)]
        assert asked
        assert set(verdicts[-1]["subject"]) not in asked

    def test_a_witness_vanishes_only_when_it_is_meant(self, case: Path) -> None:
        done = typed("expunge", case, "post.txt", "--reason", "asked by the witness", stdin="n\n")
        assert done.exit_code == 2
        assert "post.txt" in typed("mentions", case, "--jsonl").stdout
        done = typed("expunge", case, "post.txt", "--reason", "asked by the witness", "--yes")
        assert done.exit_code == 0
        assert "post.txt" not in typed("mentions", case, "--jsonl").stdout
        assert not any(b"shelled on 3 April" in p.read_bytes() for p in case.rglob("*") if p.is_file())
        assert told("status", case)["expunged"] == 1


def _judgements(case: Path) -> list[str]:
    import solferino

    return [json.dumps(j.to_json()) for j in solferino.open(case).store.judgements()]


class TestWords:
    def test_a_word_of_the_codebook_is_told_with_its_labels(self) -> None:
        shown = typed("codebook", "hospital").stdout
        assert "مستشفى" in shown
        assert "больница" in shown
        assert {w["key"] for w in told("codebook", "response_stance")} >= {"denies_event", "accepts_responsibility"}
        assert {k["kind"] for k in told("codebook")} >= {"target", "method", "verdict"}

    @pytest.mark.parametrize(
        ("words", "nearest"),
        [(["codebook", "hospitl"], "hospital"), (["reed"], "read"), (["assess", "CASE", "--finding", "near-repet"], "near_repeat")],
    )
    def test_a_slip_of_the_finger_is_met_with_the_nearest_word(self, kept: Path, words: list[str], nearest: str) -> None:
        done = typed(*(str(kept) if w == "CASE" else w for w in words))
        assert done.exit_code == 2
        assert nearest in done.stderr
        assert done.stdout == ""

    def test_the_doctor_tells_what_holds_and_what_is_missing(self) -> None:
        found = told("doctor")
        assert {c["name"] for c in found["checks"]} >= {"limits", "network", "disk", "tesseract", "analysis"}
        assert set(found["packs"]) >= {"ar", "en", "ru"}


class TestManners:
    def test_every_command_prints_one_json_object_and_nothing_else(self, case: Path, tmp_path: Path) -> None:
        claim = told("explain", case, "post.txt")["claims"][0]["id"]
        finding = told("assess", case)[0]["id"]
        words: dict[str, list[str | Path]] = {
            "init": [tmp_path / "other"], "add": [case, _post(case)], "search": [case, "hospital"], "why": [case, finding],
            "explain": [case, "post.txt"], "judge": [case, "accept", claim], "codebook": [], "doctor": [],
            "expunge": [case, "wire-4", "--reason", "asked", "--yes"], "demo": [tmp_path / "demo"],
            "map": [_sheet(tmp_path)],
        }  # fmt: skip
        for functions in cli.COMMANDS.values():
            for function in functions:
                name = function.__name__
                told(name, *words.get(name, [case]))

    def test_quiet_says_nothing_beside_the_data(self, case: Path) -> None:
        done = typed("run", case, "--quiet")
        assert done.stderr == ""
        assert done.stdout

    def test_a_folder_that_is_no_case_is_told_how_it_becomes_one(self, tmp_path: Path) -> None:
        done = typed("status", tmp_path)
        assert done.exit_code == 2
        assert f"solferino init {tmp_path}" in done.stderr.replace("\n", "")

    def test_what_a_source_says_cannot_command_the_terminal(self, case: Path, tmp_path: Path) -> None:
        evil = {
            "id": "evil\x1b]0;owned\x07\x9b31m",
            "text": "A clinic in Khirbat Nur was shelled on 4 April 2021, residents \x1b[2J\u202esaid.",
        }
        (tmp_path / "evil.json").write_text(json.dumps(evil), "utf-8")
        typed("run", case, tmp_path / "evil.json")
        for words in (
            ["status"],
            ["show"],
            ["mentions"],
            ["mentions", "--jsonl"],
            ["incidents"],
            ["search", "clinic"],
            ["assess", "--json"],
        ):
            done = typed(words[0], case, *words[1:])
            assert done.exit_code == 0, done.stderr
            assert not set(done.stdout) & set("\x1b\x07\x9b\u202e")

    def test_a_mistake_of_the_program_tells_no_word_of_a_source(self, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("solferino.case.Case.status", lambda case: {}["a witness's name"])
        done = typed("status", kept)
        assert done.exit_code == 2
        assert "KeyError" in done.stderr
        assert "witness" not in done.output

    def test_no_colour_is_used_where_none_is_wanted(self, kept: Path) -> None:
        assert "\x1b" not in typed("show", kept, FORCE_COLOR="", NO_COLOR="1").stdout

    def test_help_names_every_command_and_exit_code(self) -> None:
        shown = " ".join(typed("--help").stdout.replace("│", " ").split())
        assert all(f.__name__ in shown for functions in cli.COMMANDS.values() for f in functions)
        assert all(f"{code} {meaning}" in shown for code, meaning in CODES.items())

    def test_help_loads_neither_the_database_nor_the_statistics(self) -> None:
        heavy = ("django", "numpy", "pandas", "trafilatura", "lxml", "solferino.case", "solferino.extract", "solferino.findings")
        code = f"import sys; import solferino.doors.cli; print([m for m in {heavy!r} if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
        assert done.stdout.strip() == "[]"
