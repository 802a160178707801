"""Accusation beside reply: per party, across sources, over time."""

from __future__ import annotations

from typing import Any

from stories import KHIRBAT, TALLA, Told, day, event, ledger, reply, speaker, told

from solferino.findings import responses


def parties(*sources: Told) -> dict[str, dict[str, Any]]:
    return {f.about: f.value for f in responses.find(ledger(*sources))}


ACCUSED = told("a", event("Northern planes hit Khirbat Nur", place=KHIRBAT, on="2023-12-15", by="north"), published="2023-12-16")
AGAIN = told("b", event("Khirbat Nur was hit by the north", place=KHIRBAT, on="2023-12-15", by="north"), published="2023-12-17")
OTHER = told("c", event("Northern planes hit Talla", place=TALLA, on="2023-12-20", by="north"), published="2023-12-21")


def answer(name: str, stance: str, published: str, *answered: Told) -> Told:
    ids = [t.mentions[0].id for t in answered]
    return told(name, reply(f"{name}: our position", stance, by="north", answers=ids), published=published)


def test_a_reply_to_one_account_stands_beside_every_account_of_the_incident() -> None:
    value = parties(ACCUSED, AGAIN, answer("no", "denies_responsibility", "2023-12-18", ACCUSED))["north"]
    (row,) = value["rows"]
    assert (len(row["accusations"]), [r["stance"] for r in row["replies"]]) == (2, ["denies_responsibility"])


def test_an_accusation_without_reply_is_shown() -> None:
    value = parties(ACCUSED, OTHER, answer("no", "denies_event", "2023-12-18", ACCUSED))["north"]
    assert value["counted_unanswered"] == 1
    assert [r["title"] for r in value["rows"] if not r["replies"]] == ["attack, Talla, 2023-12-20"]


def test_a_reply_without_accusation_is_shown() -> None:
    value = parties(answer("general", "counter_accuses", "2023-12-18"))["north"]
    assert (value["counted_accusations"], value["counted_general_replies"]) == (0, 1)


def test_a_change_of_position_is_dated() -> None:
    denied, admitted = (
        answer("no", "denies_responsibility", "2023-12-18", ACCUSED),
        answer("yes", "accepts_responsibility", "2024-02-01", ACCUSED),
    )
    (change,) = parties(ACCUSED, denied, admitted)["north"]["changes"]
    assert (change["from"], change["to"]) == ("denies_responsibility", "accepts_responsibility")
    assert (change["first"], change["then"]) == ("2023-12-18", "2024-02-01")


def test_a_claim_to_an_attack_is_no_accusation() -> None:
    claimed = told(
        "claim", event("We struck Khirbat Nur", place=KHIRBAT, on="2023-12-15", by=("north", "claimed")), published="2023-12-16"
    )
    value = parties(claimed)["north"]
    assert (value["counted_accusations"], len(value["rows"][0]["own_claims"])) == (0, 1)


def test_a_reply_in_another_source_answers_what_lies_inside_the_place_and_days_it_speaks_of() -> None:
    denial = reply("The army denied that it hit Khirbat Nur on 15 December", "denies_responsibility", by="north")
    denial.fields |= {"place": [{"rank": 0} | KHIRBAT], "date": [day("2023-12-15")]}
    value = parties(ACCUSED, OTHER, told("no", denial, published="2023-12-18"))["north"]
    by_title = {r["title"]: [e["why"] for e in r["replies"]] for r in value["rows"]}
    assert [list(w.values()) for w in by_title["attack, Khirbat Nur, 2023-12-15"]] == [
        ["inside the place and days that it speaks of"]
    ]
    assert by_title["attack, Talla, 2023-12-20"] == []


def test_a_reply_without_a_day_answers_what_came_out_shortly_before() -> None:
    denial = reply("We never hit Khirbat Nur", "denies_responsibility", by="north")
    denial.fields |= {"place": [{"rank": 0} | KHIRBAT]}
    for given, unanswered in (("2024-01-10", 0), ("2024-06-10", 1)):
        assert parties(ACCUSED, told("no", denial, published=given))["north"]["counted_unanswered"] == unanswered


def test_a_reply_before_the_attack_answers_nothing() -> None:
    early = reply("We never hit Khirbat Nur", "denies_responsibility", by="north")
    early.fields |= {"place": [{"rank": 0} | KHIRBAT]}
    assert parties(ACCUSED, told("early", early, published="2023-12-01"))["north"]["counted_unanswered"] == 1


def test_a_reply_that_names_its_accuser_answers_what_that_one_said_before() -> None:
    accused = told(
        "report",
        event(
            "Russian and Syrian forces hit six clinics", "total", by="state.ru", speaker=speaker("Meridian Monitor", "x.meridian")
        ),
        published="2023-12-16",
    )
    answer_ = told(
        "tass", reply("The report of the Meridian Monitor is a set of fakes", "discredits_source", by="state.ru.defence"),
        published="2023-12-17",
    )  # fmt: skip
    (row,) = parties(accused, answer_)["state.ru"]["rows"]
    assert [r["stance"] for r in row["replies"]] == ["discredits_source"]
    assert list(row["replies"][0]["why"].values()) == ["it names who accuses: Meridian Monitor"]


def test_a_ministry_answers_for_its_state_and_its_army() -> None:
    accused = told(
        "a", event("Russian planes hit Khirbat Nur", place=KHIRBAT, on="2023-12-15", by="ru.army"), published="2023-12-16"
    )
    denial = reply("We did not hit it", "denies_responsibility", by="state.ru.defence", answers=[accused.mentions[0].id])
    value = parties(accused, told("no", denial, published="2023-12-17"))
    assert list(value) == ["state.ru"]
    assert value["state.ru"]["label"] == "Russia"
    assert len(value["state.ru"]["rows"][0]["replies"]) == 1


def test_a_reply_in_another_script_speaks_of_the_same_place() -> None:
    own = {"text": "Dar Hadid", "lat": -37.93, "lon": -20.18, "precision": "settlement", "country": "XN", "geonames": None}
    accused = told("a", event("Northern planes hit Dar Hadid", place=own, on="2023-12-15", by="north"), published="2023-12-16")
    denial = reply("Наши самолёты не наносили ударов по Дар-Хадиду", "denies_responsibility", by="north")
    denial.fields |= {"place": [{"rank": 0} | own | {"text": "Дар-Хадид"}]}
    value = parties(accused, told("no", denial, published="2023-12-18", lang="ru"))["north"]
    assert value["counted_unanswered"] == 0


def test_replies_of_one_text_stand_in_the_order_in_which_it_tells_them() -> None:
    text = told(
        "agency",
        event("Warplanes hit the clinic", place=KHIRBAT, on="2023-12-15", target="clinic", by="north"),
        reply("It denied that its aircraft had struck the clinic", "denies_responsibility", by="north"),
        reply("It said they had hit a command post", "alternative_explanation", by="north"),
        reply("It called for an inquiry", "investigates", by="north"),
        published="2023-12-16",
    )
    (found,) = responses.find(ledger(text))
    told_in = [*found.value["general_replies"], *(e for row in found.value["rows"] for e in row["replies"])]
    assert [e["stance"] for e in told_in] == ["denies_responsibility", "alternative_explanation", "investigates"]
