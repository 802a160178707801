"""The country of a case: what only the sound of a place name says of another country does not keep one attack apart."""

from __future__ import annotations

from dataclasses import replace

from solferino.link import countries
from solferino.link.facts import Facts, Spot

SPOT = Spot("Kanou", "kanou", 1, 12.0, 8.5, "settlement")


def told(number: int, country: str, *spots: Spot) -> Facts:
    """One undated mention of a source of its own."""
    nothing: frozenset[str] = frozenset()
    return Facts(
        id=f"mention-{number:03}", reading=f"reading-{number:03}", start=None, end=None, known_by=None, spots=spots,
        countries=frozenset((country,)), facilities={}, targets=nothing, methods=nothing, parties=nothing, killed=None,
        injured=None, double_tap=False, shingles=frozenset(),
    )  # fmt: skip


def test_a_name_that_is_known_in_another_country_alone_is_not_placed_there() -> None:
    home = [told(i, "SY") for i in range(40)]
    *kept, guessed = countries.settle([*home, told(40, "NG", SPOT)])
    assert kept == home
    assert guessed.countries == frozenset()
    assert (guessed.spots[0].key, guessed.spots[0].geonames, guessed.spots[0].lat) == ("kanou", None, None)


def test_a_country_that_is_named_a_row_and_a_small_case_stay_as_told() -> None:
    home = [told(i, "SY") for i in range(40)]
    named = told(41, "NG", SPOT, Spot("Nigeria", "nigeria", 2, 10.0, 8.0, "country"))
    row = replace(told(42, "NG", SPOT), row=True)
    assert countries.settle([*home, named, row])[40:] == [named, row]
    assert countries.settle([*home[:9], told(40, "NG", SPOT)])[9].countries == {"NG"}
