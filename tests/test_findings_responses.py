"""Accusation beside reply: per party, across sources, over time."""

from __future__ import annotations

from typing import Any

from stories import KHIRBAT, TALLA, Told, event, ledger, reply, told

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
