"""The second engine: a scripted model names spans; what the text does not say falls, and what leaves the machine is what may."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scripted import Endpoint
from typer.testing import CliRunner

import solferino
from solferino import gazetteer
from solferino.doors import cli
from solferino.errors import Unreachable
from solferino.extract import model
from solferino.extract.model.align import align
from solferino.extract.model.answer import parse
from solferino.records import Reading, group

TEXT = (
    "A drone struck the Sabah clinic in Mariupol on Monday, killing at least three patients, a nurse said. "
    "Russia’s defence ministry denied that its forces had hit the clinic."
)
SPANS = [
    {"n": 1, "c": "incident", "t": "A drone struck the Sabah clinic in Mariupol on Monday, killing at least three patients"},
    {"n": 1, "c": "method", "t": "drone", "w": "drone"},
    {"n": 1, "c": "target", "t": "clinic", "w": "clinic"},
    {"n": 1, "c": "target_name", "t": "Sabah clinic"},
    {"n": 1, "c": "place", "t": "Mariupol"},
    {"n": 1, "c": "date", "t": "on Monday"},
    {"n": 1, "c": "count", "t": "killing at least three patients"},
    {"n": 1, "c": "speaker", "t": "a nurse"},
    {"n": 2, "c": "speaker", "t": "Russia's defence ministry"},
    {"n": 2, "c": "response", "t": "denied that its forces had hit the clinic", "w": "denies_responsibility"},
]


def read(answer: str, text: str = TEXT) -> model.Asked:
    reading = Reading(source="s", reader="test", version="1", text=text, lang="en", published="2022-05-11")
    return model.extract(reading, run="r", gazetteer=gazetteer.load(), ask=lambda _: answer)


def lines(spans: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(s, ensure_ascii=False) for s in spans)


def test_values_are_read_from_the_words_by_our_own_code() -> None:
    attack, reply = group(read(lines(SPANS)).claims, "s")
    assert attack.values("date") == [{"from": "2022-05-09", "to": "2022-05-09", "precision": "day"}]
    assert attack.values("count") == [{"what": "killed", "who": "patients", "low": 3, "high": None, "approx": False}]
    assert attack.of("count")[0].hedge == "at_least"
    assert attack.values("place")[0]["country"] == "UA"
    assert attack.values("target_name") == ["Sabah clinic"]
    assert reply.values("response_stance") == ["denies_responsibility"]
    assert reply.values("party")[0]["party"] == "state.ru"
    assert reply.of("speaker")[0].quote == "Russia’s defence ministry"


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ({"n": 1, "c": "count", "t": "killing at least forty patients"}, "not in the text"),
        ({"n": 1, "c": "place", "t": "Sebastopol"}, "not in the text"),
        ({"n": 3, "c": "target", "t": "clinic", "w": "clinic"}, "of no mention"),
        ({"n": 1, "c": "weapon", "t": "drone"}, "not as asked"),
        ({"n": 1, "c": "date", "t": "a nurse"}, "words that say no value"),
        ({"n": 5, "c": "incident", "t": "on Monday"}, "of no mention"),
        ({"n": 4, "c": "response", "t": "a nurse said", "w": "counter_accuses"}, "a stance that no word shows"),
    ],
)
def test_what_the_text_does_not_say_is_dropped_and_counted(span: dict[str, Any], why: str) -> None:
    asked = read(lines([*SPANS, span]))
    assert asked.dropped == {why: 1}
    assert asked.claims == read(lines(SPANS)).claims


@pytest.mark.parametrize("answer", ["", "I cannot help.", "{", '{"n": 1, "c": "incident"', "[" * 2000, '{"n": {"n": ' * 500])
def test_a_broken_answer_makes_no_claim_and_no_error(answer: str) -> None:
    assert read(answer).claims == ()


@pytest.mark.parametrize(
    ("answer", "things"), [("[]", 0), ('{"spans": []}', 0), ("\n", 0), ("I cannot help.", 1), ("\ufffd\ufffd", 1)]
)
def test_words_that_are_no_answer_are_counted(answer: str, things: int) -> None:
    assert sum(read(answer).dropped.values()) == things


def test_an_answer_that_is_cut_off_keeps_its_spans_and_is_counted() -> None:
    asked = read(lines([*SPANS, SPANS[0]])[:-20])
    assert asked.claims == read(lines(SPANS)).claims
    assert asked.dropped == {"not as asked": 1}


@pytest.mark.parametrize("wrap", [lambda s: f"Here you are:\n```json\n{s}\n```", lambda s: json.dumps({"spans": SPANS})])
def test_talk_around_the_answer_is_passed_over(wrap: Callable[[str], str]) -> None:
    assert read(wrap(lines(SPANS))).claims == read(lines(SPANS)).claims


def test_a_span_is_found_but_for_spaces_and_quotation_marks_and_never_cut_in_a_word() -> None:
    text = "The “old  clinic” stands. The clinics stand."
    assert align('"old clinic"', text, 0) == (4, 17)
    assert align("clinic", text, 18) == (10, 16)
    assert align("inic", text, 0) is None
    assert align("the old hospital stands there", text, 0) is None


def test_an_answer_is_parsed_up_to_a_limit() -> None:
    said, broken = parse(lines([{"n": 1, "c": "target", "t": "clinic"}] * 500))
    assert (len(said), broken) == (400, 100)


def case_with(folder: Path, url: str) -> solferino.case.Case:
    pytest.importorskip("openai")
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, access, text in (
        ("open", "open", TEXT),
        ("witness", "restricted", "Shells hit a clinic; the witness hid in a cellar."),
    ):
        told = {"id": name, "text": text, "lang": "en", "published": "2022-05-11", "access": access}
        (inbox / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    case = solferino.create(folder / "case", title="Clinics")
    settings = folder / "case" / "case.toml"
    settings.write_text(settings.read_text("utf-8") + f'\n[endpoint]\nurl = "{url}"\nmodel = "m"\nseed = 3\ntimeout = 5\n', "utf-8")
    case = solferino.open(folder / "case")
    case.add([inbox])
    case.read()
    return case


def test_both_engines_stand_side_by_side_and_a_restricted_source_is_never_sent(tmp_path: Path, scripted: Endpoint) -> None:
    scripted.answer = lines(SPANS)
    case = case_with(tmp_path, scripted.url)
    case.extract()
    assert case.extract() == 0
    assert len(scripted.asked) == 1
    assert "cellar" not in str(scripted.asked)
    runs = {run.engine: run for run in case.store.runs().values() if run.engine == "model"}
    assert runs["model"].settings["seed"] == 3
    assert runs["model"].settings["prompt"] == model.PROMPT_VERSION
    by_engine = {(m.scope, c.rule.startswith("model.")) for m in case.ledger().mentions.values() for c in m.claims}
    assert {("incident", True), ("incident", False)} <= by_engine
    own = [m for m in case.ledger().mentions.values() if m.scope == "incident" and case.ledger().sources[m.source].name == "open"]
    assert len(own) == 1
    assert case.check() == ()


def test_what_was_dropped_is_told_beside_the_text(tmp_path: Path, scripted: Endpoint) -> None:
    scripted.answer = lines([*SPANS, {"n": 1, "c": "place", "t": "Sebastopol"}])
    case_with(tmp_path, scripted.url).extract()
    shown = CliRunner().invoke(cli.app, ["explain", str(tmp_path / "case"), "open"])
    assert "left out by the model: 1 span dropped: not in the text" in shown.stdout


def test_a_silent_endpoint_is_one_error_and_the_rules_stay(tmp_path: Path) -> None:
    case = case_with(tmp_path, "http://127.0.0.1:9/v1")
    with pytest.raises(Unreachable):
        case.extract()
    assert any(run.engine == "rules" for run in case.store.runs().values())
