"""Words are found in any of their forms, in four languages."""

import pytest

from solferino.errors import UnknownLanguage
from solferino.language import Phrases, languages, pack, tokens
from solferino.language.forms import fold


def found(text: str, code: str, *phrases: str) -> list[str]:
    cut = tokens(text, code)
    return [text[cut[m.first].start : cut[m.last - 1].end] for m in Phrases(("target.it", p) for p in phrases).find(cut)]


@pytest.mark.parametrize(
    ("text", "code", "phrase", "words"),
    [
        ("Shells hit two hospitals.", "en", "hospital", "hospitals"),
        ("Air-strikes followed.", "en", "air strike", "Air-strikes"),
        ("They were bombing clinics", "en", "bomb", "bombing"),
        ("the injuries", "en", "injury", "injuries"),
        ("قصفت الطائرات بالمستشفى", "ar", "مستشفى", "بالمستشفى"),
        ("والمستشفيات", "ar", "مستشفى", "والمستشفيات"),
        ("للمدنيين العزل", "ar", "مدني", "للمدنيين"),
        ("ميليـ.ـشيا", "ar", "ميليشيا", "ميليـ.ـشيا"),
        ("удары по больницам", "ru", "больница", "больницам"),
        ("воздушными ударами", "ru", "воздушный удар", "воздушными ударами"),
        ("обстріляли лікарні", "uk", "лікарня", "лікарні"),
    ],
)
def test_a_phrase_is_found_in_its_inflected_form(text: str, code: str, phrase: str, words: str) -> None:
    assert found(text, code, phrase) == [words]


def test_the_longest_phrase_of_a_family_wins_and_families_do_not_disturb_each_other() -> None:
    cut = tokens("a field hospital ward", "en")
    phrases = Phrases([("target.hospital", "field hospital"), ("target.ward", "hospital"), ("who.staff", "hospital ward")])
    assert [(m.first, m.last, m.tag) for m in phrases.find(cut)] == [(1, 3, "target.hospital"), (2, 4, "who.staff")]


def test_offsets_point_into_the_text_as_it_stands() -> None:
    text = "«Врачи» 🙂 и пациенты"
    assert [text[t.start : t.end] for t in tokens(text, "ru")] == [t.text for t in tokens(text, "ru")]


def test_spelling_variants_fold_together() -> None:
    assert fold("إدلب") == fold("ادلب")
    assert fold("مدرسة") == fold("مدرسه")
    assert fold("Ёлка") == fold("елка")
    assert fold("Й") != fold("И")


def test_every_pack_loads_and_an_unknown_language_is_named() -> None:
    assert {"en", "ar", "ru", "uk"} <= set(languages())
    assert len({pack(code).hash for code in languages()}) == len(languages())
    assert all(pack(code).words.find(pack(code).tokens("x")) == [] for code in languages())
    with pytest.raises(UnknownLanguage, match="xx"):
        pack("xx")
