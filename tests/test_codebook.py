"""The codebook: its words in three scripts, its crosswalks, and what an unknown word is told; parties and records beside it."""

from __future__ import annotations

import json

import pytest

from solferino import name, vocabulary
from solferino.errors import BadRecord, UnknownWord
from solferino.language import pack
from solferino.records import Claim, Incident, Judgement, Link, Run, Source, make_id

ANNOTATED = {
    "method": "airstrike shelling rocket missile drone barrel_bomb cluster_munition chemical gunfire explosive_device "
    "suicide_attack arson raid abduction looting obstruction threat execution siege other",
    "target": "hospital clinic ambulance pharmacy health_worker patient medical_supplies school university worship market home "
    "camp aid_convoy aid_worker water power food cultural media rescuer transport public_building other_civilian military",
    "victim": "people civilians children women men elderly health_workers patients students teachers journalists aid_workers "
    "rescuers combatants staff attacks facilities",
    "count_kind": "killed injured missing detained displaced attacks facilities",
    "response_stance": "denies_event denies_responsibility alternative_explanation counter_accuses discredits_source "
    "accepts_responsibility investigates declines_comment",
    "perpetrator_status": "alleged stated claimed admitted",
}
"""Words that annotators of news texts use."""


def test_every_word_has_a_definition_and_a_label_in_three_scripts() -> None:
    words = list(vocabulary.codebook())
    assert len(words) > 200
    for word in words:
        assert word.definition.endswith(".")
        assert {"en", "ar", "ru"} <= set(word.labels)
        assert any("\u0600" <= c <= "\u06ff" for c in word.labels["ar"])
        assert any("\u0400" <= c <= "\u04ff" for c in word.labels["ru"])


@pytest.mark.parametrize("kind", ANNOTATED)
def test_the_words_of_annotators_are_words_of_the_codebook(kind: str) -> None:
    assert set(ANNOTATED[kind].split()) <= set(vocabulary.codebook().words(kind))


@pytest.mark.parametrize(
    ("kind", "key", "near"),
    [
        ("target", "hospitl", "hospital"),
        ("method", "air strike", "airstrike"),
        ("target", "مستشفى", "hospital"),
        ("taget", "x", "target"),
    ],
)
def test_an_unknown_word_is_told_the_nearest(kind: str, key: str, near: str) -> None:
    with pytest.raises(UnknownWord, match=near):
        vocabulary.codebook().word(kind, key)


def test_a_crosswalk_speaks_of_schemes_that_the_codebook_lists() -> None:
    book = vocabulary.codebook()
    used = {scheme for word in book for scheme in word.crosswalk}
    assert {"who_ssa", "sind", "airwars", "acled", "ucdp", "huridocs"} <= used <= set(book.schemes)


@pytest.mark.parametrize(
    ("code", "text", "party", "how"),
    [
        ("en", "the Sorvian army", "state.xs", "adjective"),
        ("en", "Velgrad said", "state.xs", "metonym"),
        ("ru", "в Сорвии", "state.xs", "name"),
        ("ru", "сорвийской авиации", "state.xs", "adjective"),
        ("ar", "وزارة الدفاع السورفية", "state.xs.defence", "name"),
        ("ar", "مرصد ميريديان", "x.meridian", "name"),
        ("en", "Russia's Ministry of Defence", "state.ru.defence", "name"),
    ],
)
def test_a_party_is_found_in_every_script(code: str, text: str, party: str, how: str) -> None:
    found = name.find(pack(code).tokens(text), code)
    assert (found[0].party_key, found[0].how) == (party, how)


def test_parties_are_compared_with_a_reason() -> None:
    assert name.compare("state.xs", "Сорвия") == (1.0, "both are Sorvia")
    score, reason = name.compare("state.xs.defence", "state.xs")
    assert score == 0.8
    assert "is part of" in reason
    assert name.compare("state.xs", "state.xn")[0] == 0
    with pytest.raises(UnknownWord, match=r"state\.xs"):
        name.party("state.xss")


RECORDS = (
    Source(name="a", blob="0" * 64, digest="1" * 64, media="plain", lang="ar", access="restricted"),
    Run(reading="reading-1", engine="rules", version="1", pack="p", settings={"codebook": "1"}),
    Claim(
        run="run-1",
        reading="reading-1",
        mention="mention-1",
        field="count",
        value={"low": 3, "high": None},
        start=0,
        end=5,
        quote="three",
    ),
    Judgement(subject=("claim-1",), verdict="reject", order=0, reason="سبب", by="me", at="2024-01-01"),
    Link(left="a", right="b", score=0.5, reasons=("same day",)),
    Incident(mentions=("mention-1", "mention-2"), links=(Link(left="a", right="b", score=0.5),)),
)


@pytest.mark.parametrize("record", RECORDS[:-1], ids=lambda r: type(r).__name__)
def test_a_record_survives_the_journey_through_json(record: Source) -> None:
    again = type(record).from_json(json.loads(json.dumps(record.to_json(), ensure_ascii=False)))
    assert again == record
    with pytest.raises(BadRecord, match="colour"):
        type(record).from_json({**record.to_json(), "colour": "red"})


def test_an_id_depends_on_what_is_said_and_on_nothing_else() -> None:
    judgement = RECORDS[3]
    assert isinstance(judgement, Judgement)
    same = Judgement(subject=("claim-1",), verdict="reject", order=0, reason="سبب", by="you", at="2025-05-05")
    assert same.id == judgement.id
    assert make_id("claim", {"b": 1, "a": [2]}) == make_id("claim", {"a": [2], "b": 1})
    assert make_id("claim", "1") != make_id("claim", 1)
