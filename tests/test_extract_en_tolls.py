"""English tolls: relatives, headlines and the dead and wounded together, in short news."""

from __future__ import annotations

import pytest
from extracted import counts, extracted, injured, killed

Counts = set[tuple[str, str, int, int]]


def tolls(text: str) -> set[tuple[str, str, int | None, int | None]]:
    return {c for m in extracted(text, "en", "2021-03-07") for c in counts(m)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A man and his son were killed when artillery hit Tal Mannas.", {killed("men", 1), killed("children", 1)}),
        (
            "An airstrike on a house in Saraqib killed a man and wounded his wife and two children.",
            {killed("men", 1), injured("women", 1), injured("children", 2)},
        ),
        ("A farmer's brother was killed in rocket fire on Kafr Nabl.", {killed("men", 1)}),
        ("A man, identified as Ali Nasser, was killed in a drone strike near Qah.", {killed("men", 1)}),
        ("The centre said that one child named Omar Hassan was killed in shelling of Zorava.", {killed("children", 1)}),
        ("The child's mother said the hospital in Idlib was bombed at dawn.", set()),
    ],
)
def test_a_relative_or_a_named_person_who_is_hit_is_one_more_victim(text: str, told: Counts) -> None:
    assert tolls(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Child killed, three people injured in regime shelling on Sarmin.", {killed("children", 1), injured("people", 3)}),
        ("Three children and woman killed in air strikes on tents near Ariha.", {killed("children", 3), killed("women", 1)}),
        ("Man killed, wife wounded in air strike on home in Binnish.", {killed("men", 1), injured("women", 1)}),
    ],
)
def test_a_headline_counts_one_without_an_article(text: str, told: Counts) -> None:
    assert tolls(text) == told


def test_the_dead_and_wounded_counted_together_are_neither() -> None:
    assert tolls("Eight people killed and wounded in air strikes on the market of Ariha.") == set()
    assert tolls("Two killed and five wounded in an air strike on the market of Ariha.") == {
        killed("people", 2),
        injured("people", 5),
    }


def test_backed_fighters_are_fighters_and_a_civilian_family_is_no_civilian() -> None:
    text = "The shelling wounded seven Turkish-backed fighters near the hospital in Tal Rifaat."
    assert tolls(text) == {injured("combatants", 7)}
    text = "An Israeli strike killed four members of the Lebanese Hezbollah militia and wounded a civilian in Qusayr."
    assert tolls(text) == {killed("combatants", 4), injured("civilians", 1)}
    assert tolls("Five members of a family were killed in an air strike on Binnish.") == {killed("people", 5)}
    assert tolls("Shelling of Binnish hit a civilian family, killing two people.") == {killed("people", 2)}


def test_heads_of_other_stories_that_a_page_cuts_short_are_no_part_of_its_story() -> None:
    page = "Shelling of Sarmin wounded a woman on Sunday.\n\nFamily feud | Two people killed in shooting in Tel Rifaat…\n"
    assert tolls(page) == {injured("women", 1)}
    assert tolls("Air strike kills four people in Ariha…\n\nAn air strike killed four people in Ariha.") == {killed("people", 4)}
