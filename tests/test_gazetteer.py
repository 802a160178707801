"""Place names: what the gazetteer finds in three scripts, and what a team's own file of places adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from solferino import gazetteer, place
from solferino.errors import UnreadableSource
from solferino.language import pack

OWN = """name,aliases,lat,lon,country,admin1,precision
Dar Hadid,دار حديد|Дар-Хадид,-38.2,-20.1,XN,ZV,
Zarvan province,محافظة زرفان|провинция Зарван,-38.4,-20.4,XN,ZV,province
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> place.Gazetteer:
    folder = tmp_path_factory.mktemp("places")
    (folder / "places.csv").write_text(OWN, "utf-8-sig")
    return gazetteer.load(folder / "places.csv")


@pytest.mark.parametrize(
    ("written", "country"),
    [("Azaz", "SY"), ("أعزاز", "SY"), ("Азаз", "SY"), ("Mariupol", "UA"), ("Мариуполь", "UA"), ("ماريوبول", "UA")],
)
def test_a_town_is_found_in_every_script(written: str, country: str) -> None:
    found = gazetteer.load().find(written, country=country)[0]
    assert found.country == country
    assert found.geonames
    place.check(found)


def test_spellings_of_one_name_meet_in_their_consonants() -> None:
    found = gazetteer.load().find("Tel Rifaat", country="SY")[0]
    assert found.match == "skeleton"
    assert found.geonames == gazetteer.load().find("Tall Rif‘at", country="SY")[0].geonames


def test_a_name_in_running_text_is_the_longest_one() -> None:
    text = pack("en").tokens("in Khan Yunis on Monday")
    length, places = gazetteer.load().at(text, 1)
    assert length == 2
    assert places[0].country == "PS"


@pytest.mark.parametrize("written", ["Dar Hadid", "دار حديد", "Дар-Хадид"])
def test_a_team_adds_its_own_places(own: place.Gazetteer, written: str) -> None:
    found = own.find(written)[0]
    assert (found.country, found.precision, found.lat) == ("XN", "settlement", -38.2)
    assert own.find("Zarvan province")[0].precision == "province"


def test_a_place_of_ones_own_stands_before_the_known_ones_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("name,country,lat,lon\nAzaz,XN,-38.1,-20.2\n", "utf-8")
    own = gazetteer.load(tmp_path / "places.csv")
    assert [p.country for p in own.find("Azaz")[:2]] == ["XN", "SY"]
    assert own.find("Azaz", country="SY")[0] == gazetteer.load().find("Azaz", country="SY")[0]
    assert own.find("Khan Yunis") == gazetteer.load().find("Khan Yunis")
    assert own.version != gazetteer.load().version


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("name,lat\nDar Hadid,1\n", "it lacks country"),
        ("name,country,lat,lon\nDar Hadid,XN,north,1\n", "line 2"),
        ("name,country,lat,lon\nDar Hadid,XN,99,1\n", "not on the globe"),
        ("name,country,precision\nDar Hadid,XN,vilage\n", "precision"),
        ("name,country\n,XN\n", "needs a name"),
    ],
)
def test_a_wrong_file_of_places_is_named_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "places.csv"
    file.write_text(wrong, "utf-8")
    with pytest.raises(UnreadableSource, match=said):
        gazetteer.load(file)


def test_two_places_are_compared_with_a_reason() -> None:
    azaz, aleppo = (gazetteer.load().find(n, country="SY")[0] for n in ("Azaz", "Aleppo"))
    assert place.compare(azaz, azaz)[0] == 1
    score, reason = place.compare(azaz, aleppo)
    assert score == 0
    assert "km apart" in reason
