"""The gate: what is above a profile leaves no trace, and no number rests on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from publishing import ARABIC, EVERY, NURSE, OPEN, SCHOOL, WIRE, WITNESS, anew, cleared
from stories import KHIRBAT, event, ledger, told

from solferino.errors import NotCleared, UnknownWord
from solferino.findings import assess
from solferino.publish import dataset, release, report
from solferino.records import Finding, Judgement, Release, canonical


def files(made: Release) -> dict[str, bytes]:
    return {"report.html": report.html(made), **dataset.files(made)}


def casualties(made: Release) -> list[Finding]:
    return [f for f in made.findings if f.kind == "casualties" and f.about == "case" and f.value["what"] == "killed"]


@pytest.mark.parametrize("profile", ["public", "partner"])
def test_no_word_of_a_withheld_source_is_in_any_file(profile: str) -> None:
    made = cleared(profile=profile)
    for name, data in files(made).items():
        assert b"canary" not in data.lower(), name
        assert WITNESS.source.digest.encode() not in data
        assert WITNESS.reading.id.encode() not in data


def test_the_full_profile_shows_it() -> None:
    assert b"CANARYQUOTE" in files(cleared(profile="full"))["report.html"]


def test_a_number_that_rested_on_it_is_counted_again_without_it() -> None:
    (whole,), (shown,) = casualties(cleared(profile="full")), casualties(cleared())
    assert (whole.value["high"], shown.value["high"]) == (23, 8)


def test_the_release_says_how_many_are_withheld_and_not_which() -> None:
    assert any("Withheld: 2 sources" in note or "Withheld: 1 source of access level" in note for note in cleared().notes)


def test_a_translation_of_a_withheld_source_is_withheld() -> None:
    assert {s.name for s in cleared().ledger.sources.values()} == {t.source.name for t in OPEN}


def test_without_a_way_to_assess_anew_what_rests_on_it_is_left_out() -> None:
    view = ledger(*EVERY)
    made = release.clear(view, assess(view), profile="public", title="Quick")
    assert not casualties(made)
    assert made.findings
    assert all(b"canary" not in data.lower() for data in files(made).values())


def test_a_case_with_nothing_to_withhold_passes_as_it_is() -> None:
    view = ledger(WIRE, ARABIC, SCHOOL)
    made = release.clear(view, assess(view), profile="public", title="Open", anew=anew)
    assert (made.ledger, made.findings, made.notes[:1]) == (view, assess(view), ())


def test_a_person_who_speaks_for_nobody_is_unnamed_wherever_the_source_names_them() -> None:
    made = cleared(NURSE)
    (mention,) = made.ledger.mentions.values()
    assert mention.values("speaker")[0]["name"] == "Person 1 (nurse, name withheld)"
    for name, data in files(made).items():
        assert b"haddad" not in data.lower(), name
    for claim in made.ledger.claims.values():
        claim.prove(made.ledger.readings[claim.reading].text)


@pytest.mark.parametrize(
    ("lang", "name", "text", "gone"),
    [
        ("ar", "سامر الحلبي", "قصف المركز الصحي، بحسب سامر الحلبي. وللحلبي أخ، وشكرا لسامر.", ("سامر", "حلبي")),
        ("ru", "Олег Гринько", "Обстреляли больницу, сказал Олег Гринько. С Олегом были двое.", ("Олег", "Гриньк")),
        (
            "en",
            "Omar Nasri",
            "A clinic was hit, said Omar Nasri. Nasri's house and OMAR-NASRI fell too.",
            ("Nasri", "Omar", "NASRI"),
        ),
    ],
)
def test_a_name_is_blacked_out_in_the_forms_of_its_language(lang: str, name: str, text: str, gone: tuple[str, ...]) -> None:
    clause = text.split(".")[0]
    made = cleared(told("form", event(clause, target="clinic", speaker=name), text=text, lang=lang, outlet="Wire"))
    (shown,) = made.ledger.readings.values()
    assert len(shown.text) >= len(text)
    assert not [part for part in gone if part in shown.text]


def test_a_body_and_its_spokesman_keep_their_names() -> None:
    spokesman = {"name": "Viktor Orlov", "party": None, "label": "Viktor Orlov", "chain": ["ministry spokesman Viktor Orlov"]}
    made = cleared(told("said", event("Planes hit Khirbat Nur, said Viktor Orlov", place=KHIRBAT, speaker=spokesman)), WIRE)
    names = {v["name"] for m in made.ledger.mentions.values() for v in m.values("speaker")}
    assert names == {"Viktor Orlov", "Northern Rescue Society"}


def test_a_place_finer_than_a_settlement_is_given_as_the_settlement() -> None:
    (mention,) = cleared(NURSE).ledger.mentions.values()
    assert [(p["text"], p["rank"]) for p in mention.values("place")] == [("Khirbat Nur", 0)]
    (mention,) = cleared(NURSE, profile="partner").ledger.mentions.values()
    assert mention.values("place")[0]["text"] == "Mill Street"


def test_a_fine_place_alone_is_moved_onto_a_grid() -> None:
    spot = KHIRBAT | {"precision": "exact", "lat": 35.9012, "lon": 36.7034}
    (mention,) = cleared(told("spot", event("A shell fell", place=spot))).ledger.mentions.values()
    (place,) = mention.values("place")
    assert (place["lat"], place["lon"], place["precision"], place["geonames"]) == (35.9, 36.7, "settlement", None)


def test_judgements_leave_unsigned() -> None:
    said = Judgement(
        subject=(WIRE.mentions[0].id, ARABIC.mentions[0].id), verdict="same", order=0, reason="CANARYREASON", by="canary@team",
        at="2024-01-05T10:00:00",
    )  # fmt: skip
    view = ledger(WIRE, ARABIC, judgements=(said,))
    made = release.clear(view, assess(view), profile="public", title="Judged", anew=anew)
    assert [(j.by, j.at, j.reason) for j in made.ledger.judgements] == [("", "", "")]


def test_a_finding_that_leads_outside_the_release_is_not_cleared() -> None:
    view = ledger(WIRE, SCHOOL)
    stranger = Finding(
        kind="totals", about="case", value={}, summary="1.", method="x 1", claims=(WITNESS.mentions[0].claims[0].id,)
    )
    with pytest.raises(NotCleared, match="leads to what is not in the release"):
        release.clear(view, (*assess(view), stranger), profile="public", title="Stranger")


def test_an_access_level_that_nobody_defined_is_not_cleared() -> None:
    view = ledger(WIRE)
    odd = {key: replace(s, access="secret") for key, s in view.sources.items()}
    with pytest.raises(NotCleared, match="level of access"):
        release.clear(replace(view, sources=odd), assess(view), profile="public", title="Odd")


def test_a_profile_is_a_word_of_the_codebook() -> None:
    with pytest.raises(UnknownWord, match="public"):
        release.clear(ledger(WIRE), (), profile="publik", title="Typo")


def test_what_was_not_read_is_told_by_name_only_where_the_name_may_be_shown() -> None:
    view = ledger(WIRE, WITNESS)
    problems = [("wire", "it is broken"), ("canaryfile", "it is broken"), ("canary-folder/x.zip", "packed")]
    made = release.clear(view, assess(view), profile="public", title="Unread", anew=anew, unread=problems)
    assert "Could not be read: wire: it is broken" in made.notes
    assert "canary" not in canonical(list(made.notes)).lower()
    assert any("1 further file" in note for note in made.notes)
